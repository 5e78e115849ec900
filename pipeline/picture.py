"""Pictures of pages with what was read from them, drawn in a child process (a page may be hostile to the renderer too)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import msgspec

from pipeline.archive import Archive, digest
from pipeline.attempt import extracted
from pipeline.cutout import places
from pipeline.ddl import quoted, row_id_sql
from pipeline.errors import PipelineError
from pipeline.isolate import Outcome, run_isolated
from pipeline.plan import Given
from pipeline.process import Workshop
from pipeline.warehouse import now
from schemas.rows import ROWS, DocumentRow, Read
from schemas.text import Region

SECONDS, MEMORY = 120.0, 2 << 30


class Found(NamedTuple):
    """A row of the warehouse by its id: the table it is in, its document, and where it stands."""

    table: str
    row_id: str
    document_id: str
    regions: tuple[Region, ...]


def find_row(connection: duckdb.DuckDBPyConnection, row_id: str) -> Found:
    """The row with an id: the columns of its primary key, joined by `/`; with `TABLE:` before it where several tables know it.

    Raises PipelineError where there is no such row, or where the table has to be said.
    """
    rows = [row for row in ROWS if issubclass(row, Read)]
    table, _, rest = row_id.partition(":")
    named = [row for row in rows if row.TABLE.name == table]
    found = [one for row in named or rows if (one := _found(connection, row, rest if named else row_id))]
    if len(found) > 1:
        choices = ", ".join(f"{one.table}:{row_id}" for one in found)
        raise PipelineError(f"several tables have the id {row_id}; say which: {choices}")
    if not found:
        raise PipelineError(
            f"no row has the id {row_id}; ids are in the first columns of each table, for example items.item_id"
        )
    return found[0]


def _found(connection: duckdb.DuckDBPyConnection, row: type[Read], row_id: str) -> Found | None:
    rows = connection.execute(
        f"SELECT document_id, regions FROM {quoted(row.TABLE.name)} WHERE {row_id_sql(row)} = ? LIMIT 1", [row_id]
    ).fetchall()
    for document_id, regions in rows:
        return Found(row.TABLE.name, row_id, document_id, tuple(Region(**region) for region in regions))
    return None


def bytes_of(connection: duckdb.DuckDBPyConnection, archive: Archive, document_id: str) -> Path:
    """The file of a document of the warehouse. Raises PipelineError where its bytes are lost."""
    table = quoted(DocumentRow.TABLE.name)
    found = connection.execute(
        f"SELECT sha256, source_uri, file_name FROM {table} WHERE document_id = ?", [document_id]
    ).fetchall()
    for sha256, source_uri, file_name in found:
        path = archive.find(sha256, source_uri)
        if path is None:
            raise PipelineError(f"the bytes of {file_name} are neither in {archive.folder} nor where they came from")
        return path
    raise PipelineError(f"no document has the id {document_id}")


def draw_row(found: Found, path: Path, page_no: int | None) -> tuple[int, bytes]:
    """The page on which a row stands (its first one by default) with the row's place marked: page number and PNG."""
    page = page_no or found.regions[0].page_no
    boxes = [tuple(region)[1:] for region in found.regions if region.page_no == page]
    outcome = run_isolated(
        "pipeline.drawing:row", [str(path), page, boxes, f"{found.table} {found.row_id}"], seconds=SECONDS, memory=MEMORY
    )
    return page, _picture(outcome)


def cut_rows(wanted: Sequence[Found], path: Path) -> list[bytes]:
    """The places of rows of one document, cut out of its pages with a margin and highlighted: a PNG for each row."""
    outcome = run_isolated(
        "pipeline.drawing:cutouts",
        [str(path), [places(one.regions) for one in wanted]],
        seconds=SECONDS,
        memory=MEMORY,
        pace=0.5,
    )
    if outcome.error_code:
        raise PipelineError(f"the place could not be drawn: {outcome.error_message}")
    return [msgspec.msgpack.decode(frame, type=bytes) for frame in outcome.frames]


def draw_page(path: Path, page_no: int, shop: Workshop) -> bytes:
    """A page of a file with columns, lines, blocks, tables, running matter, rows and findings, as PNG."""
    known = digest(path)
    given = Given(
        path=path,
        file_name=path.name,
        source_uri=path.as_uri(),
        sha256=known.sha256,
        byte_size=known.byte_size,
        retrieved_at=now(),
        new=True,
    )
    outcome = extracted(given, shop)
    if outcome.status == "rejected":
        raise PipelineError(f"{path.name}: {outcome.error_message}")
    arguments = [
        str(path),
        page_no,
        str(shop.stages.folder),
        given.document_id,
        shop.extract_version,
        str(shop.settings.sources),
    ]
    return _picture(run_isolated("pipeline.drawing:page", arguments, seconds=SECONDS, memory=MEMORY))


def _picture(outcome: Outcome) -> bytes:
    if outcome.error_code or not outcome.frames:
        raise PipelineError(f"the page could not be drawn: {outcome.error_message}")
    return msgspec.msgpack.decode(outcome.frames[0], type=bytes)
