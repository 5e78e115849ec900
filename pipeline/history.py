"""What became of ids: an id that was given out before and is gone says where the row went, if it can be told."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from pipeline.ddl import quoted
from pipeline.held import columns_of
from pipeline.records import Tables, row_id
from schemas.rows import DocumentRow, Form, IdHistory, Incident, Item, Meeting, Paper, Read, TableRow, Turn
from schemas.text import Region

MARK = 12  # bytes
BATCH = 500  # rows; each is a list of boxes, which take much as Python has them
CITED: tuple[type[Read], ...] = (Meeting, Item, Turn, Paper, Form, TableRow, Incident)


class Place(NamedTuple):
    """Where a row was read: its document, and a mark of table and regions (rounded to points)."""

    document_id: str
    mark: bytes


def place(table: str, document_id: str, regions: Iterable[Region | tuple[float, ...]]) -> Place:
    """A place that small shifts of a box do not change."""
    said = f"{table} {[round(value) for region in regions for value in region]}"
    return Place(sys.intern(document_id), hashlib.blake2b(said.encode(), digest_size=MARK).digest())


def known_ids(connection: duckdb.DuckDBPyConnection) -> dict[str, Place]:
    """The ids that people may have cited from a warehouse, and where each row was read."""
    out: dict[str, Place] = {}
    for row in CITED:
        table, key = row.TABLE.name, row.key()[0]
        if not columns_of(connection, row):
            continue
        found = connection.execute(f"SELECT {quoted(key)}, document_id, regions FROM {quoted(table)}")
        while rows := found.fetchmany(BATCH):
            for name, document_id, regions in rows:
                out[str(name)] = place(table, document_id, (tuple(region.values()) for region in regions))
    return out


def changes(before: dict[str, Place], tables: Tables, run_id: str) -> list[IdHistory]:
    """The ids of `before` that are gone though their document is still there, with the id that now stands at the same place."""
    documents = {row_id(row) for row in tables[DocumentRow]}
    cited = [r for kind in CITED for r in tables[kind] if isinstance(r, Read)]
    now = {row_id(r) for r in cited}
    fresh = {place(r.TABLE.name, r.document_id, r.regions): name for r in cited if (name := row_id(r)) not in before}
    gone = [(name, where) for name, where in sorted(before.items()) if name not in now and where.document_id in documents]
    return [
        IdHistory(
            old_id=name,
            new_id=fresh.get(where),
            reason="the row at the same place has another id" if where in fresh else "no row is read at this place any more",
            run_id=run_id,
        )
        for name, where in gone
    ]
