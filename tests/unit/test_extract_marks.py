"""Marks that are drawn on a form become characters; the circles, boxes and lines of diagrams and tables do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from pathlib import Path

import pdfplumber
import pytest
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from parsers.grammar.options import options
from parsers.pdf import read
from pipeline.extract.plumber import read_plumber_page
from pipeline.extract.reader import read_pages
from schemas.document import FlowTable, RawPage
from schemas.text import Text
from specimens import fonts

Draw = Callable[[Canvas], None]
SIZE = 12.0
Reader = Callable[[Draw], RawPage]


@pytest.fixture
def drawn(tmp_path: Path) -> Reader:
    """Reads a page with some text and what a function draws on it."""

    def make(draw: Draw) -> RawPage:
        path = tmp_path / "form.pdf"
        fonts.register()
        canvas = Canvas(str(path), pagesize=(600, 800))
        canvas.setFont("Helvetica", SIZE)
        for n in range(5):
            canvas.drawString(50, 300 - 20 * n, "Sample form of the council for bells and ponds, not a real one")
        draw(canvas)
        canvas.save()
        return read_pages(path)[0]

    return make


def marks(page: RawPage) -> list[str]:
    """The drawn marks from left to right."""
    if "drawn" not in page.fonts:
        return []
    font = page.fonts.index("drawn")
    return [c.text for c in sorted((c for c in page.chars if c.font == font), key=lambda c: c.x0)]


def line(canvas: Canvas, *points: tuple[float, float]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)


def words(canvas: Canvas, *texts: str, y: float = 600) -> None:
    for n, text in enumerate(texts):
        canvas.drawString(100 + 80 * n, y, text)


def test_boxes_ticks_circles_and_crosses_in_front_of_words(drawn: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, "bell", "pond", "gate", "bank", "tree", "path")
        canvas.rect(86, 600, 10, 10)
        canvas.setFillColorRGB(0.1, 0.1, 0.1)
        canvas.rect(166, 600, 10, 10, stroke=0, fill=1)
        line(canvas, (246, 605), (249, 600), (256, 611))
        canvas.circle(331, 604, 5)
        canvas.circle(411, 604, 5, fill=1)
        line(canvas, (486, 600), (496, 610))
        line(canvas, (486, 610), (496, 600))

    page = drawn(draw)
    assert marks(page) == ["□", "■", "✓", "○", "●", "×"]
    assert not page.rules
    box = next(c for c in page.chars if c.text == "□")
    assert (box.x0, box.top, box.x1, box.bottom, box.size) == pytest.approx((86, 190, 96, 200, 10), abs=0.1)


def test_both_readers_see_the_same_marks(drawn: Reader, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, "bell", "pond", "gate")
        canvas.rect(86, 600, 10, 10)
        canvas.rect(166, 600, 10, 10, stroke=0, fill=1)
        canvas.circle(251, 604, 5)

    quick = drawn(draw)
    with pdfplumber.open(tmp_path / "form.pdf") as pdf:
        careful = read_plumber_page(pdf.pages[0], marks=True)
        bare = read_plumber_page(pdf.pages[0])
    assert marks(quick) == marks(careful) == ["□", "■", "○"]
    assert not marks(bare)


@pytest.mark.parametrize(
    ("points", "mark"),
    [
        ([(86, 611), (88, 600), (97, 608)], ["✓"]),
        ([(86, 610), (91, 600), (96, 610)], []),
        ([(86, 600), (91, 610), (96, 600)], []),
        ([(86, 600), (96, 605), (86, 610)], []),
    ],
)
def test_a_tick_goes_down_and_farther_up_again(drawn: Reader, points: Sequence[tuple[float, float]], mark: list[str]) -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, "bell")
        line(canvas, *points)

    assert marks(drawn(draw)) == mark


def test_a_tick_of_two_strokes_over_a_box_keeps_both(drawn: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, "bell", "pond")
        canvas.rect(86, 600, 10, 10)
        canvas.rect(166, 600, 10, 10)
        line(canvas, (87, 606), (91, 601))
        line(canvas, (91, 601), (99, 613))

    assert marks(drawn(draw)) == ["□", "✓", "□"]


@pytest.mark.parametrize(("inner", "filled", "mark"), [(3, True, "◉"), (3, False, "◎"), (6, False, "○")])
def test_circles_around_one_middle_are_one_mark(drawn: Reader, inner: float, filled: bool, mark: str) -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, "bell")
        canvas.circle(90, 604, 6)
        canvas.circle(90, 604, inner, fill=int(filled))

    assert marks(drawn(draw)) == [mark]


def test_a_form_says_which_of_its_options_are_ticked(drawn: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (560, 590, 620):
            canvas.line(50, y, 500, y)
        for x in (50, 150, 500):
            canvas.line(x, 560, x, 620)
        canvas.drawString(60, 600, "kind")
        canvas.drawString(60, 570, "cost")
        for n, text in enumerate(("bell", "pond", "gate")):
            canvas.rect(170 + 100 * n, 600, 10, 10)
            canvas.drawString(185 + 100 * n, 600, text)
            canvas.drawString(185 + 100 * n, 570, f"{n + 1}.{text}")
        line(canvas, (271, 605), (274, 601), (281, 611))
        canvas.circle(188, 574, 8)

    document = read([drawn(draw)], "0" * 16, "form.pdf")
    table = next(e.table for e in document.flow if isinstance(e, FlowTable))
    assert (table.n_rows, max(c.col for c in table.cells)) == (2, 1)
    values = [options(list(map(Text, (x.s for x in c.lines)))) for c in sorted(table.cells, key=lambda c: c.row) if c.col == 1]
    assert values == [(("bell", "pond", "gate"), ("pond",)), (("1.bell", "2.pond", "3.gate"), ("1.bell",))]


def test_a_circle_in_a_ruled_cell_of_its_own_is_a_mark(drawn: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (560, 590, 620):
            canvas.line(50, y, 350, y)
        for x in (50, 150, 250, 350):
            canvas.line(x, 560, x, 620)
        words(canvas, "bell", y=600)
        canvas.circle(200, 575, 6)
        canvas.circle(300, 575, 6)

    assert marks(drawn(draw)) == ["○", "○"]


def oval(canvas: Canvas, x: float, y: float, letters: int) -> None:
    """A ring around a word of Helvetica that begins at a place."""
    canvas.ellipse(x - 5, y - 7, x + 6.5 * letters + 3, y + 15)


def text_of(page: RawPage) -> str:
    return "\n".join(b.text.s for b in read([page], "0" * 16, "form.pdf").pages[0].blocks)


def test_a_ring_around_a_word_is_a_mark_in_front_of_it(drawn: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, "bell", "pond", "gate")
        oval(canvas, 180, 600, 4)

    page = drawn(draw)
    assert marks(page) == ["○"]
    assert not page.boxes
    assert "bell ○pond gate" in " ".join(text_of(page).split())


def test_rings_in_cells_choose_among_words_whatever_rules_they_touch(drawn: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (580, 600, 620):
            canvas.line(50, y, 350, y)
        for x in (50, 150, 350):
            canvas.line(x, 580, x, 620)
        for n, label in enumerate(("kind", "cost")):
            canvas.drawString(60, 606 - 20 * n, label)
            canvas.drawString(160, 606 - 20 * n, "yes")
            canvas.drawString(230, 606 - 20 * n, "no")
        oval(canvas, 160, 606, 3)
        oval(canvas, 230, 586, 2)

    table = next(e.table for e in read([drawn(draw)], "0" * 16, "form.pdf").flow if isinstance(e, FlowTable))
    assert [" ".join(c.text.s.split()) for c in table.cells] == ["kind", "○yes no", "cost", "yes ○no"]


def test_a_ring_that_a_hand_drew_is_a_mark(drawn: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, "bell", "pond")
        turn = [2 * pi * n / 40 for n in range(41)]
        line(canvas, *((193 + 18 * cos(a) * (1 + 0.05 * sin(3 * a)), 604 + 10 * sin(a)) for a in turn))

    assert marks(drawn(draw)) == ["○"]


def test_a_ring_that_is_an_annotation_is_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    canvas = Canvas(str(path), pagesize=(600, 800))
    canvas.setFont("Helvetica", SIZE)
    words(canvas, "bell", "pond")
    ring = "1 w 2 12 m 2 5 10 1 20 1 c 30 1 38 5 38 12 c 38 19 30 23 20 23 c 10 23 2 19 2 12 c s"
    form = PDFStream(PDFDictionary({"Subtype": PDFName("Form"), "BBox": PDFArray([0, 0, 40, 24])}), ring)
    shown = {"N": canvas._doc.Reference(form)}
    canvas._addAnnotation(
        PDFDictionary(
            {"Subtype": PDFName("Circle"), "Rect": PDFArray([173, 592, 213, 616]), "F": 4, "AP": PDFDictionary(shown)}
        )
    )
    canvas.save()
    page = read_pages(path)[0]
    assert marks(page) == ["○"]
    assert "○pond" in text_of(page)


def test_fields_of_a_form_that_is_filled_in_are_read(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    canvas = Canvas(str(path), pagesize=(600, 800))
    words(canvas, "bell", "pond")
    canvas.acroForm.textfield(name="name", value="Written", x=100, y=650, width=200, height=20)
    canvas.acroForm.checkbox(name="bell", checked=True, x=84, y=598, size=14, buttonStyle="check")
    canvas.acroForm.checkbox(name="pond", checked=False, x=164, y=598, size=14)
    canvas.save()
    page = read_pages(path)[0]
    assert marks(page) == ["□", "✓", "□"]
    assert "Written" in text_of(page)


def diagram(canvas: Canvas) -> None:
    """Circles with letters in them, joined by lines."""
    for n in range(12):
        canvas.circle(60 + 40 * n, 600, 9)
        canvas.drawString(57 + 40 * n, 596, "A")
        canvas.line(69 + 40 * n, 600, 91 + 40 * n, 600)


def scatter(canvas: Canvas) -> None:
    """Dots that stand nowhere near a line of text, and a few that do by chance."""
    for n in range(40):
        canvas.circle(60 + 11 * n, 400 + (n * 37) % 300, 4, fill=1)
    words(canvas, "bell", "pond")


def crowd(canvas: Canvas) -> None:
    for n in range(80):
        canvas.circle(60 + 40 * (n % 10), 720 - 30 * (n // 10), 5)
        canvas.drawString(70 + 40 * (n % 10), 716 - 30 * (n // 10), "A")


def series(canvas: Canvas) -> None:
    """A line with a mark at each value, which stands beside it."""
    points = [(60 + 40 * n, 500 + (n * 53) % 100) for n in range(8)]
    line(canvas, *points)
    for x, y in points:
        canvas.circle(x, y, 4, fill=1)
        canvas.drawString(x + 6, y - 4, "12")


def small_cells(canvas: Canvas) -> None:
    """A number in boxes of their own, one character in each."""
    for n, figure in enumerate("1234567"):
        canvas.rect(100 + 12 * n, 600, 12, 12)
        canvas.drawString(103 + 12 * n, 602, figure)


def ovals(canvas: Canvas) -> None:
    """Around each word of a row, none of which is chosen."""
    words(canvas, "bell", "pond")
    for n in range(2):
        oval(canvas, 100 + 80 * n, 600, 4)


def flow(canvas: Canvas) -> None:
    """Steps in ovals with lines between them, and a word beside."""
    words(canvas, "bell", "pond", "gate")
    for n in range(2):
        oval(canvas, 100 + 80 * n, 600, 4)
    canvas.line(129, 604, 175, 604)


def wide_oval(canvas: Canvas) -> None:
    """Around words and much more."""
    words(canvas, "bell", "pond")
    canvas.ellipse(60, 560, 150, 650)


def seal(canvas: Canvas) -> None:
    """The place of a seal."""
    canvas.setFont("HeiseiMin-W3", SIZE)
    canvas.drawString(100, 600, "見本　太郎　印")
    canvas.circle(178, 604, 9)


def legend(canvas: Canvas) -> None:
    """Fields of colour with their names."""
    words(canvas, "bell", "pond")
    for n, colour in enumerate(((0.2, 0.4, 0.9), (0.9, 0.5, 0.1))):
        canvas.setFillColorRGB(*colour)
        canvas.rect(86 + 80 * n, 600, 9, 9, stroke=0, fill=1)


@pytest.mark.parametrize("draw", [diagram, scatter, crowd, series, small_cells, ovals, flow, wide_oval, seal, legend])
def test_diagrams_charts_and_cells_give_no_marks(drawn: Reader, draw: Draw) -> None:
    assert marks(drawn(draw)) == []


def test_what_is_no_mark_stays_a_drawing_or_a_rule(drawn: Reader) -> None:
    page = drawn(lambda canvas: (diagram(canvas), small_cells(canvas), None)[-1])
    assert [b.kind for b in page.boxes].count("drawing") == 12
    assert len(page.rules) >= 10
