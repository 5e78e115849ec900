"""Which tables, views and columns a warehouse file has: one that another version of the program made may lack some."""

from __future__ import annotations

import re
from functools import cache

import duckdb

from pipeline.ddl import shape, statements
from schemas.rows import MetaRow, Row
from schemas.version import SCHEMA_VERSION

Place = tuple[str, str, str]  # schema, table or view, column
COMMENTED = re.compile(r'COMMENT ON COLUMN (?:"?(\w+)"?\.)?"?(\w+)"?\."?(\w+)"? IS')


def columns_of(connection: duckdb.DuckDBPyConnection, row: type[Row], catalog: str | None = None) -> list[str]:
    """The columns of a row type that its table in this file has; none where there is no such table. `catalog`: of several
    attached files this one."""
    place = row.TABLE.schema, row.TABLE.name
    there = {column for schema, table, column in _held(connection, catalog) if (schema, table) == place}
    return [column.name for column in row.columns() if column.name in there]


def other_version(connection: duckdb.DuckDBPyConnection) -> str | None:
    """In words, which other version of the program made a file that lacks what this version asks; None where nothing is lacking."""
    said = _said(connection)
    if said.get("schema_hash") == shape():
        return None
    lacking = sorted(_expected() - _held(connection))
    if not lacking:
        return None
    version = said.get("schema_version")
    age = "a newer" if version and _number(version) > _number(SCHEMA_VERSION) else "an older"
    _, table, column = lacking[0]
    return f"{age} version of shingikai (tables of version {version or 'none'}, without {table}.{column})"


def _said(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What the file says of itself; nothing where it is older than that."""
    if not columns_of(connection, MetaRow):
        return {}
    return dict(connection.execute(f"SELECT name, value FROM {MetaRow.TABLE.name}").fetchall())


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _held(connection: duckdb.DuckDBPyConnection, catalog: str | None = None) -> set[Place]:
    found = connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() "
        "WHERE database_name = coalesce($1, current_database()) AND NOT internal",
        [catalog],
    )
    return {(str(schema), str(table), str(column)) for schema, table, column in found.fetchall()}


@cache
def _expected() -> frozenset[Place]:
    """All columns of all tables and views: each of them has a comment."""
    found = COMMENTED.findall("\n".join(statements()))
    return frozenset((schema or "main", table, column) for schema, table, column in found)
