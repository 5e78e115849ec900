"""One text set in many ways is read back as it was set, page by page."""

from pathlib import Path

import pytest

from benchmarks.stress import faults, flow_tables, named, reading
from specimens.variants import VariantSpec

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
# Settings of which benchmarks/stress.py once said that something of them was read otherwise.
MIXED = [
    S(columns=4, size=9, leading=1.9, gap=6.3, embedded=False, number="corner", superscript=True, seed=7451),
    S(producer="fpdf2", paper="A3", columns=3, pages=2, size=12, leading=1.4, gap=13.2, header="見本", ruby=True, seed=8552),
    S(paper="B4", columns=3, pages=1, size=9, leading=2.2, gap=6.3, separator=True, number="left", ruby=True, seed=1078),
    S(
        paper="B5",
        columns=3,
        size=8,
        leading=1.4,
        gap=7.2,
        number="foot",
        ruby=True,
        superscript=True,
        shuffled=True,
        seed=5839,
    ),
    S(paper="B4", columns=2, size=8, leading=1.4, gap=8.8, number="corner", superscript=True, seed=1692),
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


EVERY = [*COLUMNS, *GEOMETRY, *SHEETS, *RUNNING, *GLYPHS, *RUBY, *ALONE, *VERTICAL, *ORDER_ONLY, *TABLES, *MIXED]


@pytest.mark.parametrize("spec", EVERY, ids=named)
def test_pages_are_read_as_they_were_set(spec: VariantSpec, tmp_path: Path) -> None:
    assert list(faults(spec, tmp_path)) == []


@pytest.mark.parametrize(
    "spec",
    [
        S(columns=3, size=12, leading=1.4, gap=13.2, rotate=90, number="left", superscript=True, seed=5643),
        S(paper="A3", columns=4, leading=1.2, gap=11.6, separator=True, superscript=True, shuffled=True, seed=6583),
    ],
    ids=["three columns", "four columns"],
)
def test_columns_of_text_whose_lines_stand_unevenly_are_no_table(spec: VariantSpec, tmp_path: Path) -> None:
    _, document = reading(spec, tmp_path)
    assert flow_tables(document) == []
