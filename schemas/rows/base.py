"""How a row is declared: a frozen struct whose annotated fields are the table's columns. The DDL, the comments and the
codebook are made from these declarations, so that there is one description of every table."""

from __future__ import annotations

import datetime as dt
import types
import typing
from functools import cache
from typing import Any, ClassVar, NamedTuple

from msgspec import Struct

from schemas.text import Region


class Col(NamedTuple):
    """What a column means, in Japanese and English. `key`: part of the primary key. `code`: values are codes of that lookup
    table (`code_<code>`). `sql`: the SQL type where it does not follow from the Python type."""

    ja: str
    en: str
    key: bool = False
    code: str | None = None
    sql: str | None = None


class TableInfo(NamedTuple):
    """Name and meaning of a table, and the schema of the warehouse that it stands in."""

    name: str
    ja: str
    en: str
    schema: str = "main"


class Column(NamedTuple):
    """A column as the warehouse needs it."""

    name: str
    sql_type: str
    nullable: bool
    col: Col


class ProvenanceError(ValueError):
    """A row that was read from a document does not say where."""


SQL_TYPES: dict[Any, str] = {
    str: "VARCHAR",
    int: "INTEGER",
    float: "DOUBLE",
    bool: "BOOLEAN",
    dt.date: "DATE",
    dt.time: "TIME",
    dt.datetime: "TIMESTAMP",
}
REGIONS_SQL = "STRUCT(page_no INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)[]"
Regions = tuple[Region, ...]


class Row(Struct, frozen=True, kw_only=True):
    """A row of a table of the warehouse."""

    TABLE: ClassVar[TableInfo]

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The columns in order of declaration."""
        return _columns(cls)

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """The names of the primary key's columns."""
        return _key(cls)


class Correctable(Row, frozen=True, kw_only=True):
    """A row that a person may put right (`data/corrections`)."""

    corrected_by: typing.Annotated[
        str | None,
        Col("訂正者（何をどう直したかは表corrections）", "Who put a column right; which, and what was read: table corrections"),
    ] = None


class Read(Correctable, frozen=True, kw_only=True):
    """A row that was read from a document: without a place on the paper it does not exist.

    Raises `ProvenanceError` where `regions` is empty.
    """

    document_id: typing.Annotated[str, Col("読み取った文書", "Document the row was (first) read from")]
    regions: typing.Annotated[
        Regions, Col("紙面上の位置", "Where on the pages it stands (PDF points, origin at the top left)", sql=REGIONS_SQL)
    ]

    def __post_init__(self) -> None:
        if not self.regions:
            raise ProvenanceError(f"{type(self).__name__} without a region in document {self.document_id}")


@cache
def _columns(row: type[Row]) -> tuple[Column, ...]:
    hints = typing.get_type_hints(row, include_extras=True)
    return tuple(_column(name, hints[name]) for name in row.__struct_fields__)


@cache
def _key(row: type[Row]) -> tuple[str, ...]:
    return tuple(c.name for c in _columns(row) if c.col.key)


def _column(name: str, hint: Any) -> Column:
    base, *extras = typing.get_args(hint) if typing.get_origin(hint) is typing.Annotated else (hint,)
    col = next((e for e in extras if isinstance(e, Col)), None)
    if col is None:
        raise TypeError(f"column {name} has no description")
    options = typing.get_args(base) if isinstance(base, types.UnionType) else (base,)
    plain = next(o for o in options if o is not type(None))
    return Column(name, col.sql or SQL_TYPES[plain], type(None) in options, col)
