"""Running matter is known by its place and by what the pages have in common."""

from __future__ import annotations

import pytest

from parsers.pdf import conserved, read
from schemas.document import Char, Document, RawPage, Rule

WIDTH, HEIGHT, EM = 595.0, 842.0, 10.0
BODY = (
    "見本の会では、次の点を確かめた。窓口の混み方は前の年と変わらない。",
    "申込みの紙は棚に三年のあいだ置き、その後は溶かして捨てることとした。",
)


def words(text: str, x: float, y: float, em: float = EM) -> list[Char]:
    """Characters from left to right; ASCII ones are half as wide."""
    out = []
    for c in text:
        width = em / 2 if c.isascii() else em
        out.append(Char(c, x, y, x + width, y + em, em))
        x += width
    return out


def sheet(number: int, width: float = WIDTH, height: float = HEIGHT) -> RawPage:
    """A page with ten lines of text that differ from page to page."""
    page = RawPage(number, width, height, fonts=["Mincho"])
    for row in range(10):
        text = BODY[(row + number) % 2]
        page.chars.extend(words(text[number % 5 :] + text[: number % 5], 80, 120 + 18 * row))
    return page


def kinds(document: Document) -> list[set[tuple[str, str]]]:
    return [{(f.kind, f.text.s) for f in page.furniture} for page in document.pages]


def read_whole(pages: list[RawPage]) -> Document:
    document = read(pages, "0" * 16, "mihon.pdf")
    for raw, page in zip(pages, document.pages, strict=True):
        assert conserved(raw, page) == []
    return document


@pytest.mark.parametrize("form", ["{}", "- {} -", "－ {} －", "({})", "{}/9", "{}ページ", "P.{}"])
def test_numbers_that_count_up_are_page_numbers(form: str) -> None:
    pages = [sheet(n) for n in range(1, 5)]
    for n, page in enumerate(pages):
        page.chars.extend(words(form.format(n + 7), 290, 800))
    document = read_whole(pages)
    assert [page.printed_label for page in document.pages] == [form.format(n) for n in range(7, 11)]
    assert all(form.format(n + 7) not in page.body_text for n, page in enumerate(document.pages))


@pytest.mark.parametrize(("x", "y"), [(20.0, 412.0), (565.0, 412.0), (500.0, 812.0), (290.0, 20.0)])
def test_numbers_may_be_stamped_at_any_edge(x: float, y: float) -> None:
    pages = [sheet(n) for n in range(1, 5)]
    for n, page in enumerate(pages):
        page.chars.extend(words(str(n + 7), x, y))
    assert kinds(read_whole(pages)) == [{("page_number", str(n))} for n in range(7, 11)]


def test_numbering_may_begin_again_in_a_bound_pack() -> None:
    pages = [sheet(n) for n in range(1, 7)]
    labels = [1, 2, 3, 1, 2, 3]
    for label, page in zip(labels, pages, strict=True):
        page.chars.extend(words(str(label), 290, 800))
    assert [page.printed_label for page in read_whole(pages).pages] == [str(label) for label in labels]


def test_a_lone_digit_at_the_foot_of_a_single_page() -> None:
    page = sheet(1)
    page.chars.extend(words("3", 295, 800))
    assert kinds(read_whole([page])) == [{("page_number", "3")}]


def test_both_numbers_of_a_sheet_with_two_pages() -> None:
    pages = [sheet(n, 1190.0, 842.0) for n in range(1, 4)]
    for n, page in enumerate(pages):
        page.chars.extend(words(str(2 * n + 4), 290, 810) + words(str(2 * n + 5), 890, 810))
    assert [page.printed_label for page in read_whole(pages).pages] == ["4-5", "6-7", "8-9"]


def test_numbers_in_the_text_are_no_page_numbers() -> None:
    pages = [sheet(n) for n in range(1, 5)]
    for n, page in enumerate(pages):
        page.chars.extend(words(f"{n + 1}　宿題", 80, 90))
        page.chars.extend(words(str(n + 1), 90, 360) + words("紙", 200, 360))
    assert kinds(read_whole(pages)) == [set()] * 4


def test_numbers_of_a_ruled_table_are_no_page_numbers() -> None:
    pages = [sheet(n) for n in range(1, 5)]
    for n, page in enumerate(pages):
        page.chars.extend(words(str(n + 1), 90, 60))
        for x in (80.0, 120.0, 300.0):
            page.rules.append(Rule(x, 50, x, 80, 0.5))
        page.rules.extend([Rule(80, 50, 300, 50, 0.5), Rule(80, 80, 300, 80, 0.5)])
    assert kinds(read_whole(pages)) == [set()] * 4


def test_headers_and_footers_repeat_in_the_margin() -> None:
    pages = [sheet(n) for n in range(1, 5)]
    for n, page in enumerate(pages):
        page.chars.extend(words("見本の会　綴り", 80, 40, 8.0) + words(f"印刷した日 {n + 1}日", 400, 805, 8.0))
    for found in kinds(read_whole(pages)):
        assert {kind for kind, _ in found} == {"header", "footer"}


def test_a_title_that_repeats_where_text_begins_stays() -> None:
    pages = [sheet(n) for n in range(1, 5)]
    for page in pages:
        page.chars.extend(words("見本の記録票", 240, 60, 14.0))
    assert kinds(read_whole(pages)) == [set()] * 4


def test_the_unit_of_a_table_is_no_header() -> None:
    pages = [sheet(n) for n in range(1, 5)]
    for page in pages:
        page.chars.extend(words("（単位：千円）", 440, 60, 9.0))
    assert kinds(read_whole(pages)) == [set()] * 4


def test_large_letters_across_the_text_are_a_watermark() -> None:
    pages = [sheet(n) for n in range(1, 3)]
    plain = RawPage(3, WIDTH, HEIGHT, words("表紙", 200, 700), fonts=["Mincho"])
    for page in [*pages, plain]:
        page.chars.extend([Char("写", 150, 200, 270, 320, 120.0), Char("し", 250, 110, 370, 230, 120.0)])
    document = read_whole([*pages, plain])
    assert [("watermark", "写し") in found for found in kinds(document)] == [True, True, True]
    assert "写" not in document.pages[0].body_text


def test_ruby_is_kept_apart_from_its_base() -> None:
    page = RawPage(1, WIDTH, HEIGHT, words("名簿を鍵の箱に入れる。", 80, 120), fonts=["Mincho"])
    page.chars.extend(words("めいぼ", 81, 115, 5.0))
    document = read_whole([page])
    assert kinds(document) == [{("ruby", "めいぼ")}]
    assert document.pages[0].body_text == "名簿を鍵の箱に入れる。"
