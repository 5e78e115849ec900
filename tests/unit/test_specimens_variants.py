"""What a variant says of itself is what its PDF holds."""

import io
import unicodedata
from collections import Counter

import pdfplumber
import pypdfium2 as pdfium
import pytest

from specimens.variants import Variant, VariantSpec, make_variant


def counted(text: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFKC", text).split()))


def printed(variant: Variant) -> list[Counter[str]]:
    document = pdfium.PdfDocument(variant.pdf)
    return [counted(page.get_textpage().get_text_bounded()) for page in document]


def drawn(variant: Variant) -> str:
    """The first page's characters in the order of the stream."""
    with pdfplumber.open(io.BytesIO(variant.pdf)) as pdf:
        return "".join(char["text"] for char in pdf.pages[0].chars if char["text"].strip())


@pytest.mark.parametrize(
    "spec",
    [
        VariantSpec(columns=2, number="left", header="見本の資料", watermark="見本", table="spans", footnotes=True),
        VariantSpec(landscape=True, halves=True, form=True, number="foot", size=9),
        VariantSpec(producer="fpdf2", columns=2, paper="B5", table="long", ruling="horizontal", framed=True),
        VariantSpec(embedded=False, columns=3, landscape=True, table="upright", title=True),
        VariantSpec(vertical=True, columns=2, ruby=True, forms=True, number="foot", header="見本"),
        VariantSpec(vertical=True, embedded=False, landscape=True),
        VariantSpec(columns=2, table="wide", ruby=True, superscript=True, radicals=True, justified=True, separator=True),
    ],
)
def test_every_page_holds_its_words(spec: VariantSpec) -> None:
    variant = make_variant(spec)
    wanted = [counted(page.body + "".join(page.furniture) + "".join(page.ruby)) for page in variant.truth.pages]
    assert printed(variant) == wanted
    assert len(wanted) >= spec.pages


def test_paragraphs_are_the_pages_words_in_order() -> None:
    truth = make_variant(VariantSpec(columns=3, landscape=True, seed=5)).truth
    assert "".join(truth.paragraphs) == "".join(block for page in truth.pages for block in page.blocks)


def test_doubled_glyphs_stand_twice_and_shuffled_ones_anywhere() -> None:
    plain = make_variant(VariantSpec(pages=1))
    bold = make_variant(VariantSpec(pages=1, fake_bold=True))
    shuffled = make_variant(VariantSpec(pages=1, shuffled=True))
    assert plain.truth == bold.truth == shuffled.truth
    once, twice, anywhere = (drawn(variant) for variant in (plain, bold, shuffled))
    assert Counter(twice) == Counter(once + once)
    assert Counter(anywhere) == Counter(once)
    assert anywhere != once


def test_pages_are_turned_moved_and_cut() -> None:
    spec = VariantSpec(rotate=90, origin=(30, -40), crop=20, pages=1)
    page = pdfium.PdfDocument(make_variant(spec).pdf)[0]
    assert page.get_rotation() == 90
    assert page.get_mediabox() == pytest.approx((30, -40, 911.9, 595.3), abs=0.5)
    assert page.get_size() == pytest.approx((595.3, 841.9), abs=0.5)
    assert "裁ち落とし" in page.get_textpage().get_text_range()


def test_long_tables_repeat_their_header_on_every_page_but_count_it_once() -> None:
    truth = make_variant(VariantSpec(table="long")).truth
    (table,) = truth.tables
    assert len(table.pages) > 1
    assert sum(row[0] == "番号" for row in table.matrix) == 1
    assert all("番号\t内容\t件数" in truth.pages[n - 1].body for n in table.pages)


def test_the_same_spec_gives_the_same_bytes() -> None:
    for producer in ("reportlab", "fpdf2"):
        spec = VariantSpec(producer=producer, pages=1, shuffled=True)
        assert make_variant(spec).pdf == make_variant(spec).pdf
    assert make_variant(VariantSpec(pages=1)).pdf != make_variant(VariantSpec(pages=1, seed=2)).pdf


def test_fpdf2_refuses_what_it_cannot_set() -> None:
    with pytest.raises(ValueError, match="upright"):
        make_variant(VariantSpec(producer="fpdf2", rotate=90))
