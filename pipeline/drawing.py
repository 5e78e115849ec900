"""What a child process is asked to draw (see `pipeline.picture`). Each function gives a PNG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from parsers import pdf
from parsers.assemble import understand
from pipeline.cutout import Places, cut
from pipeline.inspect import ROW, Box, Mark, draw, finding_marks, page_marks, row_marks
from pipeline.outcome import ReadOutcome
from pipeline.sources import load_sources
from pipeline.stages import Stages
from schemas.rows import BlockRow, PageRow, Paper, TableCell, TableRow


def row(path: str, page_no: int, boxes: list[Box], label: str) -> bytes:
    """The places of one row on a page. Raises IndexError for a page that is not there."""
    return draw(path, page_no, [Mark(f"{ROW}{label.split()[0]}", box, label) for box in boxes])


def cutouts(path: str, wanted: list[Places]) -> Iterator[bytes]:
    """The places of rows of one document cut out of its pages, one PNG for each row."""
    document = pypdfium2.PdfDocument(path)
    try:
        for one in wanted:
            yield cut(document, one)
    finally:
        document.close()


def page(path: str, page_no: int, stages: str, document_id: str, version: str, sources: str) -> bytes:
    """All that was seen on a page. Raises IndexError for a page that is not there."""
    outcome = Stages(Path(stages)).load_pages(document_id, version, ReadOutcome)
    if outcome is None:
        raise FileNotFoundError(f"the pages of {document_id} are gone from {stages}")
    name = Path(path).name
    document = pdf.read(outcome.pages, document_id, name)
    parsed = understand(outcome.pages, document_id, name, load_sources(Path(sources)))
    own = [r for kind, rows in parsed.tables().items() for r in rows if kind not in GENERAL]
    marks = [mark for p in document.pages if p.page_no == page_no for mark in page_marks(p)]
    return draw(path, page_no, [*marks, *row_marks(own, page_no), *finding_marks(parsed.findings, page_no)])


GENERAL = {kind.TABLE.name for kind in (BlockRow, PageRow, Paper, TableCell, TableRow)}
"""Rows that every document gives; the layout shows them already."""
