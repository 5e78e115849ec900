"""A sample as a folder: `sheet.csv` to fill in and `index.html` to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipeline.archive import Archive
from pipeline.ddl import comment, quoted, row_id_sql
from pipeline.errors import PipelineError
from pipeline.export.flat import cell
from pipeline.files import write_whole
from pipeline.picture import Found, bytes_of, cut_rows
from pipeline.sample.draw import Lot, draw, fields_of, table_of
from pipeline.sample.page import rendered
from pipeline.sample.sheet import OPEN, Line, read, written
from pipeline.warehouse import now
from schemas.rows import DocumentRow, MetaRow, Read
from schemas.text import Region

SHEET, PAGE = "sheet.csv", "index.html"


class Wanted(NamedTuple):
    """What to draw: rows of a table, by which columns, how many, at least how many of each stratum, with which seed, which
    columns to check (all where none is named), and whether the values are hidden."""

    table: str
    by: tuple[str, ...] = ("ward",)
    n: int = 50
    floor: int = 3
    seed: int = 1
    fields: tuple[str, ...] = ()
    blind: bool = False


class _Drawn(NamedTuple):
    place: Found
    source: str
    values: dict[str, str]


def make(
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    wanted: Wanted,
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Lot:
    """Draw the rows and write the folder; gives back the lot. `progress` is told the rows that have their picture, of how many.

    Raises PipelineError for a table or column that is not there, and where the folder has a sheet that a person has begun to
    fill in.
    """
    _keep(folder / SHEET)
    row = table_of(wanted.table)
    fields = fields_of(row, wanted.fields)
    lot = draw(connection, row, wanted.by, wanted.n, wanted.floor, wanted.seed)
    ids = [row_id for drawn in lot.drawn.values() for row_id in drawn]
    found = _rows(connection, row, ids, fields)
    lines = _lines(connection, wanted, lot, found, fields)
    pictures = _pictures(connection, archive, [found[row_id].place for row_id in ids], progress)
    title = f"{wanted.table}: {len(ids)} / {sum(lot.sizes.values())} ({', '.join(wanted.by)}; seed {wanted.seed})"
    sources = {row_id: one.source for row_id, one in found.items()}
    about = {column.name: comment(column.col.ja, column.col.en) for column in row.columns()}
    write_whole(folder / PAGE, rendered(title, lot.sizes, lines, sources, pictures, about).encode())
    write_whole(folder / SHEET, written(lines))
    return lot


def values_of(connection: duckdb.DuckDBPyConnection, lines: Sequence[Line]) -> dict[tuple[str, str], str]:
    """What the file says now of the rows and fields of a sheet; rows that are gone are left out."""
    row = table_of(lines[0].table)
    fields = fields_of(row, tuple({line.field for line in lines}))
    found = _rows(connection, row, list({line.row_id for line in lines}), fields)
    return {(row_id, field): value for row_id, one in found.items() for field, value in one.values.items()}


def _keep(sheet: Path) -> None:
    """A sheet that somebody has begun to fill in is never written over."""
    if sheet.exists() and any(line.verdict != OPEN or line.should_be or line.remark for line in read(sheet)):
        raise PipelineError(f"{sheet} has been filled in already; name another folder with --out")


def _rows(
    connection: duckdb.DuckDBPyConnection, row: type[Read], ids: Sequence[str], fields: Sequence[str]
) -> dict[str, _Drawn]:
    columns = ", ".join(f"t.{quoted(name)}" for name in fields)
    table, documents = quoted(row.TABLE.name), quoted(DocumentRow.TABLE.name)
    asked = (
        f"SELECT {row_id_sql(row, 't')}, t.document_id, d.file_name, t.regions, {columns} FROM {table} t JOIN {documents} d USING (document_id) "
        f"WHERE {row_id_sql(row, 't')} IN (SELECT unnest($1))"
    )
    out = {}
    for row_id, document_id, file_name, regions, *values in connection.execute(asked, [list(ids)]).fetchall():
        place = Found(row.TABLE.name, row_id, document_id, tuple(Region(**region) for region in regions))
        pages = ", ".join(str(page) for page in sorted({region.page_no for region in place.regions}))
        out[row_id] = _Drawn(place, f"{file_name} p. {pages}", dict(zip(fields, map(cell, values), strict=True)))
    return out


def _lines(
    connection: duckdb.DuckDBPyConnection, wanted: Wanted, lot: Lot, found: dict[str, _Drawn], fields: Sequence[str]
) -> list[Line]:
    meta: dict[str, Any] = dict(connection.execute(f"SELECT name, value FROM {quoted(MetaRow.TABLE.name)}").fetchall())
    return [
        Line(
            table=wanted.table,
            row_id=row_id,
            stratum=stratum,
            stratum_size=lot.sizes[stratum],
            field=field,
            value=None if wanted.blind else found[row_id].values[field],
            drawn_on=f"{now():%Y-%m-%d}",
            content_hash=meta.get("content_hash") or "",
        )
        for stratum, ids in lot.drawn.items()
        for row_id in ids
        for field in fields
    ]


def _pictures(
    connection: duckdb.DuckDBPyConnection, archive: Archive, rows: Sequence[Found], progress: Callable[[int, int], None]
) -> dict[str, bytes | str]:
    """A picture of each row's place, or why there is none: what is lost or cannot be drawn keeps nobody from checking the rest."""
    by_document: dict[str, list[Found]] = defaultdict(list)
    for one in rows:
        by_document[one.document_id].append(one)
    out: dict[str, bytes | str] = {}
    for document_id, of_document in by_document.items():
        try:
            pictures: Sequence[bytes | str] = cut_rows(of_document, bytes_of(connection, archive, document_id))
        except PipelineError as error:
            pictures = [str(error)] * len(of_document)
        out |= dict(zip((one.row_id for one in of_document), pictures, strict=True))
        progress(len(out), len(rows))
    return out
