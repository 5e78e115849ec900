"""Tables that colours, a few rules or rules without a frame show have their rows and columns; text on colours is no table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.pdf.tables import find_tables
from pipeline.extract.reader import read_pages

Draw = Callable[[Canvas], None]
ROWS = [
    ["day", "place", "what"],
    ["June 3", "room of bells", "choice of the chair"],
    ["July 8", "house of ponds", "council on the gate"],
    ["Sept 2", "room of trees", "draft of the answer"],
    ["Nov 4", "room of bells", "answer of the council"],
]
EDGES = (60, 170, 320, 520)
TOP, HIGH = 700, 20


def words(canvas: Canvas) -> None:
    canvas.setFillGray(0)
    for n, row in enumerate(ROWS):
        for x, text in zip(EDGES, row, strict=False):
            canvas.drawString(x + 5, TOP - HIGH * n - 14, text)


def band(canvas: Canvas, row: int, x0: float, x1: float, gap: float = 0.0) -> None:
    canvas.setFillColorRGB(0.8, 0.87, 0.95)
    canvas.rect(x0 + gap, TOP - HIGH * (row + 1) + gap, x1 - x0 - 2 * gap, HIGH - 2 * gap, stroke=0, fill=1)


def every_second_row(canvas: Canvas) -> None:
    for n in (0, 2, 4):
        band(canvas, n, EDGES[0], EDGES[-1])
    words(canvas)


def every_other_row(canvas: Canvas) -> None:
    for n in (0, 1, 3):
        band(canvas, n, EDGES[0], EDGES[-1])
    words(canvas)


def every_cell(canvas: Canvas) -> None:
    for n in range(5):
        for x0, x1 in zip(EDGES, EDGES[1:], strict=False):
            band(canvas, n, x0, x1, gap=1)
    words(canvas)


def cells_of_every_second_row(canvas: Canvas) -> None:
    for n in (0, 2, 4):
        for x0, x1 in zip(EDGES, EDGES[1:], strict=False):
            band(canvas, n, x0, x1)
    words(canvas)


def no_frame(canvas: Canvas) -> None:
    words(canvas)
    for n in range(1, 5):
        canvas.line(EDGES[0], TOP - HIGH * n, EDGES[-1], TOP - HIGH * n)
    for x in EDGES[1:-1]:
        canvas.line(x, TOP, x, TOP - 5 * HIGH)


def three_rules(canvas: Canvas) -> None:
    words(canvas)
    for n in (0, 1, 5):
        canvas.line(EDGES[0], TOP - HIGH * n, EDGES[-1], TOP - HIGH * n)


def page_of(folder: Path, draw: Draw) -> list[list[list[str]]]:
    """The tables of a page with a line of text above and below what is drawn, row by row."""
    path = folder / "table.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 740, "The sample council meets as follows, and its chair tells the members of changes.")
    draw(canvas)
    canvas.drawString(60, 560, "The office asks the members in time whether they are able to come to the meeting.")
    canvas.save()
    found = find_tables(read_pages(path)[0]).tables
    return [[[c.text.s for c in table.row(n)] for n in range(table.n_rows)] for table in found]


@pytest.mark.parametrize(
    "draw", [every_second_row, every_other_row, every_cell, cells_of_every_second_row, no_frame, three_rules]
)
def test_the_rows_and_columns_are_those_that_a_person_sees(tmp_path: Path, draw: Draw) -> None:
    assert page_of(tmp_path, draw) == [ROWS]


def banners(canvas: Canvas) -> None:
    """Headings on bands of colour, and text below each."""
    for n in range(3):
        band(canvas, 2 * n, EDGES[0], EDGES[-1])
        canvas.setFillGray(0)
        canvas.drawString(70, TOP - 2 * HIGH * n - 14, f"Heading {n} of the sample paper")
        canvas.drawString(60, TOP - 2 * HIGH * n - 34, "The text below it is as long as text of a paper that nobody wrote is.")


def bars(canvas: Canvas) -> None:
    """A chart of bars."""
    for n in range(5):
        band(canvas, n, 160, 200 + 60 * n, gap=3)
        canvas.setFillGray(0)
        canvas.drawString(70, TOP - HIGH * n - 14, f"bells {n}")


@pytest.mark.parametrize("draw", [banners, bars])
def test_banners_and_bars_are_no_tables(tmp_path: Path, draw: Draw) -> None:
    assert page_of(tmp_path, draw) == []
