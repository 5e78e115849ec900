"""Words inside pictures and charts are told from the text around them."""

from __future__ import annotations

from math import cos, sin
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.pdf import read
from pipeline.extract.reader import read_pages
from schemas.document import Box, Char, RawPage

EM = 10.0


def line(text: str, x: float, y: float) -> list[Char]:
    return [Char(c, x + n * EM, y, x + (n + 1) * EM, y + EM, EM) for n, c in enumerate(text)]


def kinds(picture: Box, recognised: int = 0) -> dict[str, str]:
    """The kind of each block of a page with text, a picture with labels, and text below."""
    chars = line("見本課の端末は、次の図のとおりにつなぐこととしている。", 60, 80)
    chars += line("見本の端末", 120, 200) + line("見本の回線", 300, 260)
    chars += line("この図の線を通る記録は、すべて鍵をかけて送るものである。", 60, 420)
    raw = RawPage(1, 595, 842, chars, boxes=[picture], fonts=["Mincho"], recognised=recognised)
    page = read([raw], "0" * 16, "mihon.pdf").pages[0]
    return {block.text.s: block.kind for block in page.blocks}


def test_labels_in_a_picture() -> None:
    found = kinds(Box(100, 180, 420, 330, "image"))
    assert found["見本の端末"] == found["見本の回線"] == "figure_text"
    assert [kind for words, kind in found.items() if words.endswith("。")] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "picture", [Box(0, 0, 595, 842, "image"), Box(100, 180, 420, 330, "fill"), Box(20, 600, 90, 640, "image")]
)
def test_grounds_and_pictures_elsewhere(picture: Box) -> None:
    assert "figure_text" not in kinds(picture).values()


def test_words_recognised_on_a_picture_are_text() -> None:
    assert "figure_text" not in kinds(Box(100, 180, 420, 330, "image"), recognised=40).values()


def chart(canvas: Canvas) -> None:
    """Lines that rise and fall, with labels among them."""
    for k in range(5):
        path = canvas.beginPath()
        for n in range(30):
            (path.lineTo if n else path.moveTo)(120 + 10 * n, 480 + 12 * k + 40 * sin(n / 4 + k))
        canvas.drawPath(path)
    canvas.drawString(180, 500, "bells")
    canvas.drawString(330, 470, "ponds")


def pie(canvas: Canvas) -> None:
    """Slices with their names."""
    for n in range(6):
        canvas.wedge(200, 400, 400, 600, 60 * n, 60, stroke=1, fill=0)
        canvas.drawString(290 + 60 * cos(n + 0.5), 495 + 60 * sin(n + 0.5), f"part {n}")


def rounded(canvas: Canvas) -> None:
    """Headings in boxes with round corners."""
    for n in range(6):
        canvas.roundRect(80, 590 - 40 * n, 300, 24, 10)
        canvas.drawString(100, 598 - 40 * n, f"Heading {n}")


@pytest.mark.parametrize(("draw", "words"), [(chart, 2), (pie, 6), (rounded, 0)])
def test_labels_in_drawings(tmp_path: Path, draw: object, words: int) -> None:
    path = tmp_path / "figure.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    for n in range(3):
        canvas.drawString(60, 780 - 14 * n, "The sample text of the paper stands above its figure and is no part of it,")
    assert callable(draw)
    draw(canvas)
    canvas.save()
    page = read(read_pages(path), "0" * 16, "figure.pdf").pages[0]
    found = [block for block in page.blocks if block.kind == "figure_text"]
    assert sum(len(block.text.s.split("part")) - 1 or 1 for block in found) == words
    assert not any("sample" in block.text.s for block in found)
