"""One text set in many ways is read back as it was set, page by page."""

from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from parsers.pdf import read
from pipeline.extract.reader import read_pages
from schemas.document import Document, FlowTable
from specimens.variants import TruthPage, Variant, VariantSpec, make_variant

WORST_PAGE = 0.003

S = VariantSpec
COLUMNS = [
    S(),
    S(columns=2),
    S(columns=3, landscape=True),
    S(columns=4, landscape=True, paper="A3"),
    S(columns=4, landscape=True, size=8),
    S(columns=2, paper="B4"),
    S(paper="B5"),
    S(columns=2, justified=True),
    S(columns=2, separator=True),
    S(columns=4, paper="A3", landscape=True, separator=True),
    S(columns=2, gap=11),
    S(columns=3, size=9, gap=12),
    S(columns=3, size=9, leading=1.9, gap=30, justified=True, number="foot", table="upright", ruby=True, seed=37),
    S(columns=2, table="wide"),
    S(columns=3, landscape=True, paper="B4", table="wide"),
    S(columns=2, footnotes=True),
    S(columns=4, landscape=True, size=9, leading=1.3, gap=30, footnotes=True, seed=10),
    S(columns=2, title=True),
    S(columns=3, landscape=True, title=True, number="foot"),
    S(leading=1.2),
    S(columns=2, leading=2.2),
    S(columns=2, seed=2, number="left"),
    S(columns=3, landscape=True, seed=3, number="corner", header="見本資料"),
]
GEOMETRY = [
    S(rotate=90),
    S(rotate=180, columns=2),
    S(rotate=270, landscape=True, columns=2),
    S(origin=(30, -40)),
    S(crop=20, columns=2),
    S(rotate=90, origin=(100, 50), crop=15),
    S(embedded=False, columns=2, rotate=90),
]
SHEETS = [
    S(halves=True, landscape=True, number="foot"),
    S(halves=True, landscape=True, paper="A3", columns=2, number="foot", header="見本の資料"),
    S(halves=True, landscape=True, rotate=90, number="left"),
    S(halves=True, landscape=True, paper="A3", number="foot", watermark="見本"),
]
RUNNING = [
    S(number="foot"),
    S(columns=2, number="left"),
    S(number="corner"),
    S(header="見本の資料　第2回"),
    S(columns=2, watermark="見本"),
    S(columns=2, number="foot", header="見本の資料　第2回", watermark="案"),
    S(header="見本の資料", alternating=True, number="foot", pages=4),
]
GLYPHS = [
    S(embedded=False),
    S(producer="fpdf2", columns=2),
    S(producer="fpdf2", columns=3, landscape=True, number="foot", header="見本"),
    S(columns=2, superscript=True),
    S(columns=2, fake_bold=True),
    S(columns=2, shuffled=True),
    S(columns=3, landscape=True, shuffled=True, justified=True),
    S(columns=2, radicals=True),
]
RUBY = [S(ruby=True), S(ruby=True, columns=2), S(ruby=True, columns=2, superscript=True, header="見本", number="foot")]
# Pages that no sister page explains, and columns parted by an em or less.
ALONE = [
    S(pages=1, number="corner", header="見本の資料"),
    S(pages=1, number="left", columns=2, seed=457, justified=True, shuffled=True, gap=11.5, embedded=False),
    S(pages=1, number="foot", header="見本の資料", halves=True, landscape=True, columns=2, seed=481, size=8, gap=8.8),
    S(pages=1, columns=3, landscape=True, seed=727, gap=9.5, crop=20, number="foot"),
    S(pages=1, columns=3, paper="B4", leading=1.4, gap=11.5, ruby=True, watermark="見本", number="foot", seed=906),
    S(pages=2, columns=4, landscape=True, paper="B4", leading=1.4, gap=7.4, separator=True, header="見本の資料", seed=451),
    S(pages=2, columns=2, size=12, leading=1.4, gap=8.4, justified=True, number="foot", seed=796),
    S(pages=3, columns=2, paper="A3", leading=2.2, gap=7.4, rotate=90, justified=True, ruby=True, seed=400),
    S(pages=3, columns=2, paper="B5", size=9, leading=1.2, gap=6.3, seed=430),
]
VERTICAL = [
    S(vertical=True),
    S(vertical=True, columns=2, gap=14, number="foot", header="見本の資料"),
    S(vertical=True, columns=3, paper="A3", gap=12, forms=True, seed=2),
    S(vertical=True, paper="B5", number="foot", header="見本の資料", seed=2),
    S(vertical=True, landscape=True, ruby=True, number="foot"),
    S(vertical=True, embedded=False, columns=2, rotate=90),
    S(vertical=True, producer="fpdf2", columns=2, title=True),
    S(vertical=True, shuffled=True, justified=True, pages=1),
    S(vertical=True, framed=True, columns=2, watermark="見本"),
    S(vertical=True, size=8, leading=2.2, fake_bold=True, radicals=True),
]
# Of these only the pages are compared: without an indent a paragraph that ends flush cannot be told from one that goes on, and a
# note stands between the parts of a paragraph that runs over the page.
ORDER_ONLY = [
    S(indented=False),
    S(indented=False, columns=2, leading=1.3),
    S(footnotes=True),
    S(footnotes=True, columns=2),
    S(footnotes=True, columns=3, landscape=True, number="foot"),
    S(framed=True),
    S(framed=True, columns=2, landscape=True, number="left"),
    S(diagram=True, landscape=True, size=9),
    S(diagram=True, landscape=True, paper="A3", size=8, seed=4, embedded=False, rotate=90),
    S(diagram=True, seed=2, producer="fpdf2", size=8),
]
TABLES = [
    S(table="plain"),
    S(table="plain", columns=2),
    S(table="plain", halves=True, landscape=True, columns=2, paper="B4", size=8),
    S(table="spans"),
    S(table="spans", columns=2, landscape=True),
    S(table="spans", producer="fpdf2"),
    S(table="spans", shuffled=True),
    S(table="spans", rotate=90, columns=2, watermark="見本"),
    S(table="upright"),
    S(table="upright", columns=4, paper="A3", landscape=True, number="foot"),
    S(table="matrix"),
    S(table="matrix", embedded=False, rotate=270),
    S(table="long"),
    S(table="long", columns=2, number="foot"),
    S(table="long", producer="fpdf2", header="見本の資料", number="foot"),
    S(table="long", fake_bold=True, radicals=True),
    S(table="long", footnotes=True, size=12, paper="B5", seed=27),
    S(table="wide", columns=2),
    S(table="wide", columns=3, landscape=True, paper="B4"),
    S(table="plain", ruling="horizontal", columns=2),
    S(table="long", ruling="horizontal", columns=2),
    S(table="matrix", ruling="horizontal", columns=3, landscape=True, size=9),
    S(table="plain", ruling="none", columns=2),
    S(table="plain", ruling="none", columns=3, landscape=True, size=9),
    S(table="long", ruling="none", leading=2.0, seed=5),
    S(form=True, halves=True, landscape=True, number="foot"),
    S(form=True, columns=2, landscape=True, number="left"),
]


def name(spec: VariantSpec) -> str:
    plain = VariantSpec()
    changed = {k: getattr(spec, k) for k in spec.__dataclass_fields__ if getattr(spec, k) != getattr(plain, k)}
    return ",".join(f"{k}={v}" for k, v in changed.items()) or "plain"


def squeezed(text: str) -> str:
    return "".join(text.split())


def reading(spec: VariantSpec, folder: Path) -> tuple[Variant, Document]:
    variant = make_variant(spec)
    paper = folder / "variant.pdf"
    paper.write_bytes(variant.pdf)
    return variant, read(read_pages(paper), "0" * 16, paper.name)


def error_rates(variant: Variant, document: Document) -> list[float]:
    """The character error rate of each page in reading order, blanks not counted."""
    assert len(document.pages) == len(variant.truth.pages)
    pairs = [(squeezed(p.body_text), squeezed(t.body)) for p, t in zip(document.pages, variant.truth.pages, strict=True)]
    return [Levenshtein.distance(got, wanted) / len(wanted) for got, wanted in pairs]


def running(document: Document, page: int, *, ruby: bool) -> Counter[str]:
    kept = (f.text.s for f in document.pages[page].furniture if (f.kind == "ruby") == ruby)
    return Counter(squeezed("".join(kept)))


def wanted_running(page: TruthPage) -> Counter[str]:
    return Counter(squeezed("".join(page.furniture)))


def flow_tables(document: Document) -> list[tuple[list[list[str | None]], list[list[int]]]]:
    """Matrix and spans of the whole tables, as the truth gives them."""
    out = []
    for table in (element.table for element in document.flow if isinstance(element, FlowTable)):
        matrix: list[list[str | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
        for cell in table.cells:
            matrix[cell.row][cell.col] = squeezed(cell.text.s)
        spans = [[c.row, c.col, c.row_span, c.col_span] for c in table.cells if c.row_span > 1 or c.col_span > 1]
        out.append((matrix, sorted(spans)))
    return out


@pytest.mark.parametrize("spec", COLUMNS + GEOMETRY + SHEETS + RUNNING + GLYPHS + RUBY + ALONE + VERTICAL, ids=name)
def test_pages_are_read_as_they_were_set(spec: VariantSpec, tmp_path: Path) -> None:
    variant, document = reading(spec, tmp_path)
    assert max(error_rates(variant, document)) <= WORST_PAGE
    for n, page in enumerate(variant.truth.pages):
        assert running(document, n, ruby=False) == wanted_running(page)
        assert running(document, n, ruby=True) == Counter("".join(page.ruby))
    flow = {squeezed(element.text.s) for element in document.flow}
    assert [p for p in variant.truth.paragraphs if squeezed(p) not in flow] == []


@pytest.mark.parametrize("spec", ORDER_ONLY, ids=name)
def test_pages_keep_their_order(spec: VariantSpec, tmp_path: Path) -> None:
    assert max(error_rates(*reading(spec, tmp_path))) <= WORST_PAGE


@pytest.mark.parametrize("spec", TABLES, ids=name)
def test_tables_keep_their_cells_and_spans(spec: VariantSpec, tmp_path: Path) -> None:
    variant, document = reading(spec, tmp_path)
    assert max(error_rates(variant, document)) <= WORST_PAGE
    wanted = [
        ([[None if c is None else squeezed(c) for c in row] for row in t.matrix], sorted(t.spans)) for t in variant.truth.tables
    ]
    assert flow_tables(document) == wanted
