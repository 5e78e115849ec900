"""What a warehouse says, in one figure: equal content, equal hash, whenever and in whatever order it was loaded."""

from __future__ import annotations

import hashlib

import duckdb

from pipeline.ddl import quoted
from schemas.rows import ROWS, DocumentRow, IdHistory, Row, RunRow

# What depends on when and from where a document was loaded says nothing about what is in it.
LEFT_OUT: dict[type[Row], tuple[str, ...]] = {DocumentRow: ("retrieved_at", "source_uri")}
HISTORY = (RunRow, IdHistory)
BATCH = 10_000  # rows


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """16 hex digits over all rows of all tables but the history (`runs`, `id_history`)."""
    total = hashlib.sha256()
    for row in ROWS:
        if row not in HISTORY:
            total.update(f"{row.TABLE.name}={table_hash(connection, row)}\n".encode())
    return total.hexdigest()[:16]


def table_hash(connection: duckdb.DuckDBPyConnection, row: type[Row]) -> str:
    """A hash over one table's rows in the order of their keys."""
    names = ", ".join(quoted(c.name) for c in row.columns() if c.name not in LEFT_OUT.get(row, ()))
    keys = ", ".join(quoted(name) for name in row.key())
    found = connection.execute(
        f"SELECT sha256(CAST(to_json(row({names})) AS VARCHAR)) FROM {quoted(row.TABLE.name)} ORDER BY {keys}"
    )
    total = hashlib.sha256()
    while lines := found.fetchmany(BATCH):
        total.update("".join(line for (line,) in lines).encode())
    return total.hexdigest()
