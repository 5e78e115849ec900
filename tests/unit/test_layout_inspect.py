"""What was seen of a page can be drawn over its picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from parsers.pdf import read
from pipeline.extract.reader import read_pages
from pipeline.inspect import COLOURS, Mark, draw, finding_marks, page_marks, row_marks
from schemas.findings import Finding

PDF = Path(__file__).parents[2] / "data" / "samples" / "nerima_papers.pdf"


def test_a_page_is_drawn_with_its_blocks_in_order() -> None:
    document = read(read_pages(PDF, 1, 2), "0" * 16, PDF.name)
    marks = page_marks(document.pages[0])
    numbers = [m.label.removeprefix("<") for m in marks if m.kind not in ("line", "cell", "column", "furniture")]
    assert numbers == [str(n + 1) for n in range(len(document.pages[0].blocks))]
    assert {m.kind for m in marks} >= {"line", "furniture"}
    picture = Image.open(io.BytesIO(draw(PDF, 1, marks, 1.0)))
    assert picture.width == pytest.approx(document.pages[0].width, abs=1)
    assert picture.height > document.pages[0].height


def test_a_mark_is_where_its_box_is() -> None:
    picture = Image.open(io.BytesIO(draw(PDF, 1, [Mark("finding", (100, 200, 180, 260))], 1.0)))
    assert picture.getpixel((98, 230)) == COLOURS["finding"]
    assert picture.getpixel((140, 262)) == COLOURS["finding"]


def test_findings_of_the_page_stand_in_the_legend() -> None:
    found = [Finding(code="empty_cell", message="見本", page_no=1), Finding(code="empty_cell", message="見本", page_no=2)]
    marks = finding_marks(found, 1)
    assert [m.label for m in marks] == ["empty_cell: 見本"]
    assert Image.open(io.BytesIO(draw(PDF, 1, marks, 1.0))).height > Image.open(io.BytesIO(draw(PDF, 1, [], 1.0))).height


def test_rows_without_a_place_on_the_page_are_not_drawn() -> None:
    assert row_marks([], 1) == []


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        draw(PDF, 99, [])
