"""Characters and rules stand where the page shows them, whatever turns and shifts the page, and both readers agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.cleaning import clean_page
from pipeline.extract.parity import compare
from pipeline.extract.reader import PdfPages, read_pages
from schemas.document import Char, RawPage, Rule

LEVEL = "BT /F1 12 Tf 100 700 Td (Sample) Tj ET BT /J 20 Tf 100 600 Td {} Tj ET 100 500 200 50 re S"


def both(path: Any) -> tuple[RawPage, RawPage]:
    """The first page as the quick and as the careful reader give it."""
    with PdfPages(path) as pages:
        quick, careful = pages._read_quick(1), pages._read_careful(1, alone=True)
        assert quick is not None
        assert careful is not None
        return clean_page(quick.page), clean_page(careful)


def char(page: RawPage, text: str) -> Char:
    return next(c for c in page.chars if c.text == text)


def test_a_level_page(make: Any) -> None:
    page = read_pages(make.pages(LEVEL.format(make.wide("審議会"))))[0]
    assert (page.width, page.height) == (595, 842)
    assert "".join(c.text for c in page.chars) == "Sample審議会"
    assert char(page, "審")[1:6] == (100, 224.4, 120, 244.4, 20)
    assert Rule(100, 342, 300, 342, 1) in page.rules
    assert len(page.rules) == 4


@pytest.mark.parametrize(
    ("turn", "box", "angle", "rule"),
    [
        (90, (557.6, 80, 577.6, 100), 90, (460, 80, 460, 280)),
        (180, (480, 557.6, 500, 577.6), 180, (300, 460, 500, 460)),
        (270, (232.4, 480, 252.4, 500), 270, (350, 300, 350, 500)),
    ],
)
def test_turned_pages_with_crop_and_shifted_origin(
    make: Any, turn: int, box: tuple[float, ...], angle: int, rule: tuple[float, ...]
) -> None:
    path = make.pages(
        LEVEL.format(make.wide("審議会")), media="-50 -30 700 900", page=f"/Rotate {turn} /CropBox [20 40 600 850]"
    )
    quick, careful = both(path)
    assert compare(quick, careful).same
    assert (quick.width, quick.height) == ((810, 580) if turn % 180 else (580, 810))
    for page in (quick, careful):
        found = char(page, "審")
        assert found[1:5] == pytest.approx(box, abs=0.05)
        assert (found.size, found.angle) == (20, angle)
        assert any(r[:4] == pytest.approx(rule, abs=0.05) for r in page.rules)


def test_text_that_is_upright_only_on_the_turned_page(make: Any) -> None:
    body = f"0 1 -1 0 595 0 cm BT /J 10 Tf 50 500 Td {make.wide('横長の紙')} Tj ET BT /F1 10 Tf 50 400 Td (wide) Tj ET"
    quick, careful = both(make.pages(body, page="/Rotate 90"))
    assert compare(quick, careful).same
    assert {c.angle for c in quick.chars} == {0}
    assert [c.x1 - c.x0 for c in quick.chars[:4]] == pytest.approx([10] * 4, abs=0.02)
    assert char(quick, "w").x1 - char(quick, "w").x0 == pytest.approx(7.22, abs=0.02)


def test_forms_with_a_matrix(make: Any) -> None:
    form = make.stream(
        f"BT /J 10 Tf 10 10 Td {make.wide('様式')} Tj ET 0 0 50 30 re S",
        "/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [2 0 0 2 50 60] /Resources << /Font << /J 4 0 R >> >>",
    )
    path = make.pages("q 1 0 0 1 100 100 cm /Fm Do Q", more={30: form}, resources="/XObject << /Fm 30 0 R >>")
    quick, careful = both(path)
    assert compare(quick, careful).same
    assert char(quick, "様")[1:6] == (170, 644.4, 190, 664.4, 20)
    assert Rule(150, 682, 250, 682, 2) in quick.rules


def test_vertical_writing(make: Any) -> None:
    page = read_pages(make.pages(f"BT /V 12 Tf 300 700 Td {make.wide('縦書き、')} Tj ET"))[0]
    assert [c[:5] for c in page.chars] == [
        ("縦", 294, 142, 306, 154), ("書", 294, 154, 306, 166), ("き", 294, 166, 306, 178), ("、", 294, 178, 306, 190),
    ]  # fmt: skip


def test_stretched_and_spaced_text_keeps_its_gaps(make: Any) -> None:
    quick, careful = both(make.pages(f"BT /J 12 Tf 50 Tz 6 Tc 100 700 Td {make.wide('半分')} Tj ET"))
    assert compare(quick, careful).same
    assert [(c.x0, c.x1) for c in quick.chars] == [(100, 106), (109, 115)]


def test_doubled_texts_count_once(make: Any) -> None:
    text = make.wide("太字")
    page = read_pages(make.pages(f"BT /J 12 Tf 50 700 Td {text} Tj ET BT /J 12 Tf 50.5 700 Td {text} Tj ET"))[0]
    assert "".join(c.text for c in page.chars) == "太字"
    assert [n.code for n in page.notes] == ["doubled_glyphs"]


def test_text_outside_the_page_is_noted(make: Any) -> None:
    page = read_pages(
        make.pages(f"BT /J 12 Tf 50 700 Td {make.wide('内')} Tj ET BT /J 12 Tf 50 900 Td {make.wide('外')} Tj ET")
    )[0]
    assert "".join(c.text for c in page.chars) == "内"


def test_text_without_ink_is_left_out_with_a_note(make: Any) -> None:
    unseen, seen = make.wide("見えない"), make.wide("見える")
    page = read_pages(make.pages(f"BT 3 Tr /J 12 Tf 50 700 Td {unseen} Tj ET BT 0 Tr /J 12 Tf 50 600 Td {seen} Tj ET"))[0]
    assert "".join(c.text for c in page.chars) == "見える"
    assert [n.code for n in page.notes] == ["hidden_text"]


def mapped(make: Any, *codes: str) -> Path:
    """A page of as many glyphs, one after another, whose characters a map gives (UTF-16, in hexadecimal)."""
    pairs = " ".join(f"<{n:04x}> <{code}>" for n, code in enumerate(codes, 1))
    table = make.stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar {pairs} endbfchar\nendcmap end end"
    )
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H /DescendantFonts [31 0 R] /ToUnicode 32 0 R >>"
    )
    below = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /DW 1000 /CIDToGIDMap /Identity /FontDescriptor 21 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    glyphs = "".join(f"{n:04x}" for n in range(1, len(codes) + 1))
    path: Path = make.pages(f"BT /J 12 Tf 50 700 Td <{glyphs}> Tj ET", more={4: font, 31: below, 32: table})
    return path


def test_radicals_of_a_character_map_are_folded(make: Any) -> None:
    page = read_pages(mapped(make, "2f47", "2ed1", "2ea0"))[0]
    assert "".join(c.text for c in page.chars) == "日長民"
    assert [n.code for n in page.notes] == ["radicals_folded"]


def test_rare_kanji_of_two_halves_are_one_character(make: Any) -> None:
    page = read_pages(mapped(make, "7530", "d842dfb7", "d842df9f", "8cac"))[0]
    assert [(c.text, c.x0, c.x1) for c in page.chars] == [
        ("田", 50, 62), ("\U00020bb7", 62, 74), ("\U00020b9f", 74, 86), ("責", 86, 98),
    ]  # fmt: skip
    assert page.notes == []


def test_a_text_in_place_of_glyphs_is_read_by_the_careful_reader(make: Any) -> None:
    words = make.wide("本当の文字")
    path = make.pages(f"/Span << /ActualText (replaced by others) >> BDC BT /J 12 Tf 50 700 Td {words} Tj ET EMC")
    page = read_pages(path)[0]
    assert "".join(c.text for c in page.chars) == "本当の文字"


def test_page_ranges(make: Any) -> None:
    path = make.pages(*(f"BT /F1 12 Tf 50 700 Td (page {n}) Tj ET" for n in range(1, 6)))
    assert [p.page_no for p in read_pages(path, 2, 4)] == [2, 3, 4]
    assert "".join(c.text for c in read_pages(path, 5)[0].chars) == "page 5"
