"""What must hold before a new warehouse takes the place of the old one, asked of the finished file in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import duckdb

from pipeline.ddl import quoted
from pipeline.references import columns
from schemas.rows import ROWS, DocumentRow, PageRow, Read, Row
from schemas.source import Source


class Checked(NamedTuple):
    """A kind of check: how many questions were asked, and what does not hold, in plain words."""

    name: str
    asked: int
    broken: tuple[str, ...]


def failures(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> list[str]:
    """What does not hold, in plain words; empty where the warehouse may be used. (Keys are unique by the tables' own rule.)"""
    return [words for kind in checked(connection, sources) for words in kind.broken]


def checked(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> list[Checked]:
    """Every kind of check, with what came of it."""
    kinds = {"references": [*_references()], "provenance": [*_provenance()], "conservation": [*_conservation()]}
    out = [Checked(name, len(queries), tuple(_broken(connection, queries))) for name, queries in kinds.items()]
    return [*out, Checked("floors and ceilings", sum(len(s.rows) for s in sources), tuple(_floors(connection, sources)))]


def _broken(connection: duckdb.DuckDBPyConnection, queries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for words, sql in queries:
        count = _number(connection, sql)
        if count:
            yield f"{count} {words}"


def _references() -> Iterator[tuple[str, str]]:
    for row in ROWS:
        for name, target, _ in columns(row):
            table, other, column, key = (quoted(x) for x in (row.TABLE.name, target.TABLE.name, name, target.key()[0]))
            sql = (
                f"SELECT count(*) FROM {table} a WHERE a.{column} IS NOT NULL AND a.{column} NOT IN (SELECT {key} FROM {other})"
            )
            yield f"rows of {row.TABLE.name} name a {name} that is not in {target.TABLE.name}", sql


def _provenance() -> Iterator[tuple[str, str]]:
    for row in ROWS:
        if issubclass(row, Read):
            table = quoted(row.TABLE.name)
            yield (
                f"rows of {row.TABLE.name} do not say where they stand",
                f"SELECT count(*) FROM {table} WHERE len(regions) = 0",
            )


def _conservation() -> Iterator[tuple[str, str]]:
    pages, documents = quoted(PageRow.TABLE.name), quoted(DocumentRow.TABLE.name)
    yield (
        "documents are called loaded, but have no page",
        f"SELECT count(*) FROM {documents} WHERE status <> 'rejected' AND document_id NOT IN (SELECT document_id FROM {pages})",
    )
    yield (
        "documents are rejected without an error code, or loaded with one",
        f"SELECT count(*) FROM {documents} WHERE (status = 'rejected' AND error_code IS NULL) OR (status = 'loaded' AND error_code IS NOT NULL)",
    )
    yield (
        "documents are called loaded though they have ink and no characters",
        f"SELECT count(*) FROM {documents} WHERE status = 'loaded' AND text_layer IN ('scanned', 'garbled', 'mixed')",
    )


def _floors(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> list[str]:
    """Tables with fewer or more rows of a source than its configuration says it must have, where it has documents at all."""
    known = {row.TABLE.name: row for row in ROWS}
    out = []
    for source in sources:
        of_source = f"SELECT document_id FROM documents WHERE ward = '{source.ward}' AND status <> 'rejected'"
        if not source.rows or not _number(connection, f"SELECT count(*) FROM ({of_source})"):
            continue
        for table, limits in sorted(source.rows.items()):
            row = known[table]
            count = _number(connection, f"SELECT count(*) FROM {quoted(_name(row))} WHERE document_id IN ({of_source})")
            if count < limits.floor:
                out.append(f"{source.ward}: {count} rows of {table}, at least {limits.floor} were expected")
            if limits.ceiling is not None and count > limits.ceiling:
                out.append(f"{source.ward}: {count} rows of {table}, at most {limits.ceiling} were expected")
    return out


def _name(row: type[Row]) -> str:
    return row.TABLE.name


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
