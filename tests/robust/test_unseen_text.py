"""Only what a person sees on a page counts: hidden words are left out with a finding, words in pictures are missed with one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract.reader import read_pages
from pipeline.read import read_file
from schemas.document import RawPage

SEEN = "BT /F1 12 Tf 60 700 Td (Seen by all) Tj ET "
LAYERS: dict[int, str | bytes] = {
    1: "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [50 0 R 51 0 R] /D << /ON [50 0 R] /OFF [51 0 R] >> >> >>",
    50: "<< /Type /OCG /Name (on) >>",
    51: "<< /Type /OCG /Name (off) >>",
}


PICTURE = "q 200 0 0 30 50 590 cm BI /W 100 /H 1 /CS /G /BPC 8 /F /AHx ID {}> EI Q"
"""A picture of a hundred tones (hexadecimal) side by side over the place of the words."""


def words(page: RawPage) -> str:
    return "".join(c.text for c in page.chars)


def codes(page: RawPage) -> list[str]:
    return [n.code for n in page.notes]


@pytest.mark.parametrize(
    "hidden",
    [
        "1 g BT /F1 12 Tf 60 600 Td (White) Tj ET",
        "BT /F1 12 Tf 60 600 Td (Covered) Tj ET 1 g 50 590 200 30 re f",
        "BT /F1 12 Tf 60 600 Td (Blacked out) Tj ET 0 g 50 590 200 30 re f",
        "q 0 0 20 20 re W n BT /F1 12 Tf 60 600 Td (Cut off) Tj ET Q",
        "BT 3 Tr /F1 12 Tf 60 600 Td (No ink) Tj ET",
        "1 g BT /J 12 Tf 60 600 Td <767d3044> Tj ET",
        "BT /F1 12 Tf 60 600 Td (Pasted over) Tj ET " + PICTURE.format("20" * 100),
    ],
)
def test_what_nobody_sees_is_left_out_with_a_finding(make: Any, hidden: str) -> None:
    page = read_pages(make.pages(SEEN + hidden))[0]
    assert words(page) == "Seen by all"
    assert codes(page) == ["hidden_text"]


@pytest.mark.parametrize(
    "shown",
    [
        "0 0 0.5 rg 50 590 200 30 re f 1 g BT /F1 12 Tf 60 600 Td (Reversed) Tj ET",
        "0.8 g BT /F1 12 Tf 60 600 Td (Reversed) Tj ET",
        "0.9 g 50 590 200 30 re f 0 g BT /F1 12 Tf 60 600 Td (Reversed) Tj ET",
        "q 50 590 200 30 re W n BT /F1 12 Tf 60 600 Td (Reversed) Tj ET Q",
        "BT /F1 12 Tf 60 600 Td (Reversed) Tj ET " + PICTURE.format("00ff" * 50),
    ],
)
def test_what_can_be_seen_stays(make: Any, shown: str) -> None:
    page = read_pages(make.pages(SEEN + shown))[0]
    assert words(page) == "Seen by allReversed"
    assert not page.notes


def test_layers_that_are_switched_off_are_left_out(make: Any) -> None:
    layer = "/OC /{} BDC BT /F1 12 Tf 60 {} Td ({}) Tj ET EMC "
    form = make.stream(
        "BT /F1 12 Tf 60 500 Td (form) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /OC 51 0 R /Resources << /Font << /F1 3 0 R >> >>",
    )
    body = SEEN + layer.format("On", 650, " and on") + layer.format("Off", 600, "and off") + "/Fm Do"
    path = make.pages(
        body, more={**LAYERS, 30: form}, resources="/Properties << /On 50 0 R /Off 51 0 R >> /XObject << /Fm 30 0 R >>"
    )
    page = read_pages(path)[0]
    assert words(page) == "Seen by all and on"
    assert codes(page) == ["hidden_text"]


def test_hidden_words_under_seen_ones_take_no_letter_with_them(make: Any) -> None:
    body = SEEN + "/OC /Off BDC BT /F1 12 Tf 60 700 Td (Spoken of) Tj ET EMC"
    page = read_pages(make.pages(body, more=LAYERS, resources="/Properties << /Off 51 0 R >>"))[0]
    assert words(page) == "Seen by all"


def test_a_page_of_hidden_words_is_blank(make: Any) -> None:
    outcome = read_file(make.pages("1 g " + SEEN))
    assert (outcome.status, outcome.text_layer) == ("loaded", "none")


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    """A page with lines of words, a picture of lines of words of a given box, or both."""

    def make_sheet(box: tuple[int, int, int, int], lines: int, *, strips: int = 1, unseen: bool = False) -> Path:
        path = tmp_path / "sheet.pdf"
        canvas = Canvas(str(path), pagesize=(595, 842))
        x, y, wide, high = box
        for n in range(strips):
            canvas.drawImage(ImageReader(_picture(n, strips)), x, y + high * (strips - 1 - n) / strips, wide, high / strips)
        text = canvas.beginText(70, 780 if unseen else 40 + 14 * lines)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(3 if unseen else 0)
        for n in range(lines):
            text.textLine(f"Sample words of a paper that is invented, line {n + 1}")
        canvas.drawText(text)
        canvas.save()
        return path

    return make_sheet


def _picture(number: int, strips: int) -> Image.Image:
    """A strip of a scan of many lines."""
    picture = Image.new("L", (1000, 1400), 255)
    pen = ImageDraw.Draw(picture)
    for n in range(24):
        pen.text((80, 60 + 54 * n), f"Scanned words of a sheet, {n} of many lines", font=ImageFont.load_default(34), fill=0)
    return picture.crop((0, 1400 * number // strips, 1000, 1400 * (number + 1) // strips))


@pytest.mark.parametrize(
    ("box", "lines", "strips", "layer"),
    [
        ((40, 60, 515, 760), 1, 1, "scanned"),
        ((0, 0, 595, 842), 1, 4, "scanned"),
        ((40, 160, 515, 660), 6, 1, "mixed"),
        ((300, 640, 150, 180), 30, 1, "digital"),
    ],
)
def test_words_in_pictures_are_weighed_against_those_of_the_page(
    sheet: Any, box: tuple[int, int, int, int], lines: int, strips: int, layer: str
) -> None:
    page = read_file(sheet(box, lines, strips=strips)).pages[0]
    assert page.text_layer == layer
    assert bool({"no_text_layer", "text_in_picture"} & set(codes(page))) == (layer != "digital")


def test_words_in_a_picture_of_a_part_of_the_page_are_told(sheet: Any) -> None:
    page = read_file(sheet((280, 420, 290, 400), 20)).pages[0]
    assert (page.text_layer, codes(page)) == ("digital", ["text_in_picture"])


def test_a_title_on_a_picture_without_words_is_text(make: Any) -> None:
    data = make.stream(
        bytes(range(0, 256, 4)), "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    body = "q 595 0 0 842 0 0 cm /Im Do Q 0 g BT /F1 36 Tf 60 500 Td (Sample title) Tj ET"
    outcome = read_file(make.pages(body, more={30: data}, resources="/XObject << /Im 30 0 R >>"))
    assert (outcome.status, outcome.text_layer) == ("loaded", "digital")


def test_recognised_words_are_counted(sheet: Any) -> None:
    outcome = read_file(sheet((0, 0, 595, 842), 40, unseen=True))
    assert (outcome.status, outcome.text_layer) == ("loaded", "digital")
    page = outcome.pages[0]
    assert page.recognised == sum(1 for c in page.chars if not c.text.isspace()) > 1000
