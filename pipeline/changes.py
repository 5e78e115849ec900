"""What a warehouse says otherwise than one before it, row by row, with the old and the new value of each column.

Rows are compared in the database; a row that stands under another id but says the same (the turns after one that was found only
now) has moved, and is no change of what was said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import msgspec

from pipeline.content import LEFT_OUT
from pipeline.ddl import literal, quoted, row_id_sql
from pipeline.held import columns_of
from schemas.rows import Condition, DocumentRow, FindingRow, Item, Meeting, Opinion, Row, Turn
from schemas.rows.derived import ChangeRow, Difference

Counts = Counter[tuple[str, str]]  # (table, what happened)
OLD, NEW = "before", "warehouse"
BESIDE = ("document_id", "regions", "corrected_by")  # where a row was read and who mended it is no part of what it says
LABEL = 80  # characters


class Told(NamedTuple):
    """A table whose changes are told. `label`: what a person calls a row, in SQL; `only`: the columns that count, all where empty;
    `moves`: whether its ids are counted, so that a row can get another one."""

    row: type[Row]
    label: str
    only: tuple[str, ...] = ()
    moves: bool = True


TOLD = (
    Told(DocumentRow, "concat_ws(' ', t.file_name, t.title)", moves=False),
    Told(Meeting, "concat_ws(' ', t.council, t.held_on)", moves=False),
    Told(Item, "concat_ws(' ', t.number, t.title)"),
    Told(Opinion, "t.text"),
    Told(Condition, "t.text"),
    Told(Turn, "concat_ws(' ', concat(t.speaker_name, t.speaker_role), t.text)"),
    Told(FindingRow, "concat_ws(': ', t.code, t.message)", only=("review",), moves=False),
)


class Side(NamedTuple):
    """A row as one of the two warehouses has it; `said` is a hash over what it says."""

    id: str
    ward: str | None
    label: str
    said: int


class Pair(NamedTuple):
    """What stood and what stands under one id; not both None. `differences` where both are there."""

    old: Side | None
    new: Side | None
    differences: tuple[Difference, ...]


def changes(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[ChangeRow]:
    """What catalog `warehouse` says otherwise than catalog `before`, both attached to the connection, by table and id."""
    return [change for told in TOLD for change in _of(connection, told, run_id)]


def _of(connection: duckdb.DuckDBPyConnection, told: Told, run_id: str) -> Iterator[ChangeRow]:
    row, left = told.row, (*BESIDE, *LEFT_OUT.get(told.row, ()))
    known = columns_of(connection, row, OLD)
    columns = [c for c in columns_of(connection, row, NEW) if c in known and c not in left and c in (told.only or known)]
    if columns:
        pairs = _pairs(connection, told, columns)
        yield from sorted(
            (msgspec.structs.replace(change, run_id=run_id) for change in classified(row.TABLE.name, pairs, moves=told.moves)),
            key=lambda change: (change.row_id, change.change),
        )


def _pairs(connection: duckdb.DuckDBPyConnection, told: Told, columns: list[str]) -> list[Pair]:
    key = told.row.key()
    content = [c for c in columns if c != "seq" and (c,) != key]
    values = ", ".join(
        f"{{'column_name': {literal(c)}, 'old_value': CAST(o.{quoted(c)} AS VARCHAR), 'new_value': CAST(n.{quoted(c)} AS VARCHAR)}}"
        for c in content
    )
    # First by hashes alone, so that of a large table only the rows that differ are held as a whole.
    found = connection.execute(
        f"WITH differ AS (SELECT a._id AS old_id, b._id AS new_id, a._said AS old_said, b._said AS new_said "
        f"FROM ({_said(told, OLD, content)}) a FULL JOIN ({_said(told, NEW, content)}) b ON a._id = b._id "
        "WHERE a._said IS DISTINCT FROM b._said) "
        "SELECT d.old_id, o._ward, o._label, d.old_said, d.new_id, n._ward, n._label, d.new_said, CASE WHEN d.old_id = d.new_id "
        f"THEN list_filter([{values}], lambda v: v.old_value IS DISTINCT FROM v.new_value) END FROM differ d "
        f"LEFT JOIN ({_whole(told, OLD)}) o ON o._id = d.old_id LEFT JOIN ({_whole(told, NEW)}) n ON n._id = d.new_id"
    ).fetchall()
    return [
        Pair(
            Side(*values[:4]) if values[0] is not None else None,
            Side(*values[4:8]) if values[4] is not None else None,
            msgspec.convert(values[8] or (), tuple[Difference, ...]),
        )
        for values in found
    ]


def _said(told: Told, catalog: str, content: list[str]) -> str:
    hashed = ", ".join(f"t.{quoted(c)}" for c in content)
    return f"SELECT {row_id_sql(told.row, 't')} AS _id, hash({hashed}) AS _said FROM {_table(told, catalog)} t"


def _whole(told: Told, catalog: str) -> str:
    return (
        f"SELECT t.*, {row_id_sql(told.row, 't')} AS _id, d.ward AS _ward, left({told.label}, {LABEL}) AS _label "
        f"FROM {_table(told, catalog)} t LEFT JOIN {catalog}.main.documents d ON d.document_id = t.document_id"
    )


def _table(told: Told, catalog: str) -> str:
    return f"{catalog}.main.{quoted(told.row.TABLE.name)}"


def classified(table: str, pairs: list[Pair], *, moves: bool) -> Iterator[ChangeRow]:
    """What happened to each row: what stands under another id than before has moved, in the order of the ids."""
    came = dict(_moved(pairs)) if moves else {}
    left = set(came.values())
    for old, new, differences in pairs:
        if new and new.id in came:
            yield _change(table, "moved", new, was=came[new.id])
        elif new and old and old.id not in left:
            yield _change(table, "changed", new, differences=differences)
        elif new:
            yield _change(table, "appeared", new)
        if old and old.id not in left and (new is None or new.id in came):
            yield _change(table, "vanished", old)


def _moved(pairs: list[Pair]) -> Iterator[tuple[str, str]]:
    """(new id, old id) of rows that say the same under another id."""
    stood: dict[int, list[str]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda p: p.old.id if p.old else ""):
        if pair.old:
            stood[pair.old.said].append(pair.old.id)
    for pair in sorted(pairs, key=lambda p: p.new.id if p.new else ""):
        if pair.new and stood.get(pair.new.said):
            yield pair.new.id, stood[pair.new.said].pop(0)


def _change(
    table: str, change: str, side: Side, *, was: str | None = None, differences: tuple[Difference, ...] = ()
) -> ChangeRow:
    return ChangeRow(
        table_name=table,
        row_id=side.id,
        change=change,
        ward=side.ward,
        label=side.label,
        old_row_id=was,
        column_names=", ".join(d.column_name for d in differences) or None,
        differences=differences,
        run_id="",
    )


def since(target: Path, connection: duckdb.DuckDBPyConnection, run_id: str) -> list[ChangeRow]:
    """The changes since the warehouse that a new one (catalog `warehouse`) is about to replace; where nothing changed, what it says
    of its own last change; none where there is no warehouse yet."""
    if not target.exists():
        return []
    connection.execute(f"ATTACH {literal(str(target))} AS {OLD} (READ_ONLY)")
    try:
        return changes(connection, run_id) or _kept(connection)
    finally:
        connection.execute(f"DETACH {OLD}")


def _kept(connection: duckdb.DuckDBPyConnection) -> list[ChangeRow]:
    names = [column.name for column in ChangeRow.columns()]
    if columns_of(connection, ChangeRow, OLD) != names:
        return []
    found = connection.execute(
        f"SELECT {', '.join(names)} FROM {OLD}.main.changes ORDER BY table_name, row_id, change"
    ).fetchall()
    return [msgspec.convert(dict(zip(names, values, strict=True)), ChangeRow) for values in found]


@contextmanager
def compared(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that holds two warehouses as catalogs `before` and `warehouse`, can change neither and reaches nothing else."""
    connection = duckdb.connect(":memory:")
    try:
        for path, name in ((old, OLD), (new, NEW)):
            connection.execute(f"ATTACH {literal(str(path))} AS {name} (READ_ONLY)")
        connection.execute(f"USE {NEW}")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def counted(connection: duckdb.DuckDBPyConnection) -> Counts:
    """How many rows of each table appear, change, move and vanish between the two catalogs."""
    return Counter((change.table_name, change.change) for change in changes(connection, ""))
