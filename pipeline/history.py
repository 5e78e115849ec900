"""What became of ids: an id that was given out before and is gone says where the row went, if it can be told."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
from msgspec import Struct

from pipeline.ddl import quoted
from pipeline.held import columns_of
from pipeline.records import Tables, row_id
from schemas.rows import DocumentRow, Form, IdHistory, Incident, Item, Meeting, Paper, Read, TableRow, Turn
from schemas.text import Region

CITED: tuple[type[Read], ...] = (Meeting, Item, Turn, Paper, Form, TableRow, Incident)


class Place(Struct, frozen=True):
    """Where a row was read: table, document, regions (rounded to points)."""

    table: str
    document_id: str
    regions: tuple[tuple[int, ...], ...]


def place(table: str, document_id: str, regions: Iterable[Region | tuple[float, ...]]) -> Place:
    """A place that small shifts of a box do not change."""
    return Place(table, document_id, tuple(tuple(round(value) for value in region) for region in regions))


def known_ids(connection: duckdb.DuckDBPyConnection) -> dict[str, Place]:
    """The ids that people may have cited from a warehouse, and where each row was read."""
    out = {}
    for row in CITED:
        table, key = row.TABLE.name, row.key()[0]
        if not columns_of(connection, row):
            continue
        found = connection.execute(f"SELECT {quoted(key)}, document_id, regions FROM {quoted(table)}").fetchall()
        for name, document_id, regions in found:
            out[str(name)] = place(table, document_id, (tuple(region.values()) for region in regions))
    return out


def changes(before: dict[str, Place], tables: Tables, run_id: str) -> list[IdHistory]:
    """The ids of `before` that are gone though their document is still there, with the id that now stands at the same place."""
    documents = {row_id(row) for row in tables[DocumentRow]}
    now = {
        row_id(r): place(r.TABLE.name, r.document_id, r.regions) for kind in CITED for r in tables[kind] if isinstance(r, Read)
    }
    fresh = {where: name for name, where in now.items() if name not in before}
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
