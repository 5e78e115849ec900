"""What a new warehouse says otherwise than the one before it, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from pipeline.ddl import quoted
from pipeline.held import columns_of
from schemas.rows import Condition, Item, Opinion, Row, Turn
from schemas.rows.derived import ChangeRow

Connect = Callable[[Path], duckdb.DuckDBPyConnection]
TOLD: tuple[type[Row], ...] = (Item, Turn, Opinion, Condition)
BESIDE = ("document_id", "regions", "corrected_by")  # where a row was read and who mended it is no part of what it says


def changes(old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection, run_id: str) -> list[ChangeRow]:
    """The rows that appeared, changed or vanished; where nothing did, what `old` says of the last change."""
    found = [change for row in TOLD for change in _of(row, old, new, run_id)]
    return found or _kept(old)


def _of(row: type[Row], old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[ChangeRow]:
    known = columns_of(old, row)
    if not known:
        return
    columns = [c for c in columns_of(new, row) if c in known and c not in BESIDE]
    before, now = _said(old, row, columns), _said(new, row, columns)
    for name in sorted(before.keys() | now.keys()):
        if name not in before:
            kind = "appeared"
        elif name not in now:
            kind = "vanished"
        elif before[name] != now[name]:
            kind = "changed"
        else:
            continue
        differ = [c for c, a, b in zip(columns, before[name], now[name], strict=True) if a != b] if kind == "changed" else []
        yield ChangeRow(
            table_name=row.TABLE.name, row_id=name, change=kind, column_names=", ".join(differ) or None, run_id=run_id
        )


def _said(connection: duckdb.DuckDBPyConnection, row: type[Row], columns: list[str]) -> dict[str, tuple[object, ...]]:
    keys = [quoted(name) for name in row.key()]
    sql = f"SELECT concat_ws('/', {', '.join(keys)}), {', '.join(map(quoted, columns))} FROM {quoted(row.TABLE.name)}"
    return {str(name): tuple(values) for name, *values in connection.execute(sql).fetchall()}


def _kept(old: duckdb.DuckDBPyConnection) -> list[ChangeRow]:
    if not columns_of(old, ChangeRow):
        return []
    found = old.execute("SELECT table_name, row_id, change, column_names, run_id FROM changes ORDER BY ALL").fetchall()
    return [ChangeRow(table_name=t, row_id=r, change=c, column_names=differ, run_id=run) for t, r, c, differ, run in found]


def since(target: Path, new: duckdb.DuckDBPyConnection, run_id: str, connect: Connect) -> list[ChangeRow]:
    """The changes since the warehouse that a new one is about to replace; none where it is the first."""
    if not target.exists():
        return []
    old = connect(target)
    try:
        return changes(old, new, run_id)
    finally:
        old.close()
