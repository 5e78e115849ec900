"""Which rows are drawn: strata by columns, each with its share of the sample and never fewer than a floor, by a seeded lot."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb

from pipeline.ddl import quoted, row_id_sql
from pipeline.errors import PipelineError
from schemas.rows import ROWS, DocumentRow, Item, Meeting, Read, Row

TABLES: dict[str, type[Read]] = {row.TABLE.name: row for row in ROWS if issubclass(row, Read)}
"""The tables that can be sampled: those whose rows were read from a page."""
NOT_CHECKED = ("regions", "seq")
JOINER = " / "


class Lot(NamedTuple):
    """The rows drawn, by stratum, and how many rows each stratum has."""

    sizes: dict[str, int]
    drawn: dict[str, tuple[str, ...]]


def table_of(name: str) -> type[Read]:
    """The declaration of a table. Raises PipelineError for one whose rows are not read from a page."""
    if name not in TABLES:
        raise PipelineError(f"there are no rows of {name} to check; tables are {', '.join(sorted(TABLES))}")
    return TABLES[name]


def fields_of(row: type[Read], wanted: Sequence[str] = ()) -> list[str]:
    """The columns to check, by default all that say what is printed. Raises PipelineError for a column that is not there."""
    names = [c.name for c in row.columns() if c.name not in (*row.key(), *NOT_CHECKED) and not c.name.endswith("_id")]
    wrong = sorted(set(wanted) - set(names))
    if wrong:
        raise PipelineError(f"{row.TABLE.name} has no column {', '.join(wrong)} to check; columns are {', '.join(names)}")
    return [name for name in names if name in wanted] if wanted else names


def draw(connection: duckdb.DuckDBPyConnection, row: type[Read], by: Sequence[str], n: int, floor: int, seed: int) -> Lot:
    """Draw `n` rows of a table, stratified by columns of the row itself, of its item, its meeting or its document.

    The lot of a row depends on the seed and its id alone: rows that come later change nothing in the order of the others.
    """
    found = connection.execute(_strata_sql(row, by)).fetchall()
    if not found:
        raise PipelineError(f"{row.TABLE.name} has no rows to draw from")
    strata: dict[str, list[str]] = defaultdict(list)
    for row_id, *values in found:
        strata[JOINER.join("(none)" if value is None else str(value) for value in values) or "all"].append(row_id)
    sizes = {name: len(strata[name]) for name in sorted(strata)}
    counts = allot(sizes, n, floor)
    drawn = {name: tuple(sorted(sorted(strata[name], key=lambda i: _lot(seed, i))[: counts[name]])) for name in sizes}
    return Lot(sizes, drawn)


def allot(sizes: Mapping[str, int], n: int, floor: int) -> dict[str, int]:
    """How many of each stratum: proportional to its size (largest remainders), at least `floor` and at most all of it.

    Where the floors alone ask for more than `n`, they go before `n`.
    """
    counts = {name: min(size, floor) for name, size in sizes.items()}
    left = min(n, sum(sizes.values())) - sum(counts.values())
    whole = sum(sizes.values())
    while left > 0:
        # the stratum that lacks most of its share is next
        lacking = [name for name in sizes if counts[name] < sizes[name]]
        counts[max(lacking, key=lambda name: (n * sizes[name] / whole - counts[name], sizes[name], name))] += 1
        left -= 1
    return counts


def _lot(seed: int, row_id: str) -> str:
    return hashlib.sha256(f"{seed}\x1f{row_id}".encode()).hexdigest()


def _strata_sql(row: type[Read], by: Sequence[str]) -> str:
    """Ids of a table with the values of the columns, taken from the nearest table that has them."""
    near: list[tuple[str, type[Row]]] = [("t", row)]
    joins = ""
    if row is not Item and "item_id" in row.__struct_fields__:
        joins += f" LEFT JOIN {quoted(Item.TABLE.name)} i ON i.item_id = t.item_id"
        near.append(("i", Item))
    if row is not Meeting and (owner := next((a for a, r in near if "meeting_id" in r.__struct_fields__), None)):
        joins += f" LEFT JOIN {quoted(Meeting.TABLE.name)} m ON m.meeting_id = {owner}.meeting_id"
        near.append(("m", Meeting))
    joins += f" LEFT JOIN {quoted(DocumentRow.TABLE.name)} d ON d.document_id = t.document_id"
    near.append(("d", DocumentRow))
    columns = "".join(f", {_column(name, near)}" for name in by)
    return f"SELECT {row_id_sql(row, 't')}{columns} FROM {quoted(row.TABLE.name)} t{joins} ORDER BY 1"


def _column(name: str, near: Sequence[tuple[str, type[Row]]]) -> str:
    for alias, row in near:
        if name in row.__struct_fields__ and name != "regions":
            return f"{alias}.{quoted(name)}"
    known = sorted({column for _, row in near for column in row.__struct_fields__} - {"regions"})
    raise PipelineError(f"there is no column {name} to stratify by; columns are {', '.join(known)}")
