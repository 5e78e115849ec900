"""Parts of tables put together, captions and units; the words and figures are made up (見本)."""

from __future__ import annotations

import pytest

from parsers.pdf.tables_caption import attach_captions
from parsers.pdf.tables_join import join, repeated_header, same_columns
from schemas.document import Block, Cell, FlowTable, Paragraph, Region, Table
from schemas.text import Glyph, Text

EDGES = (50.0, 150.0, 350.0)


def line(text: str, x: float, top: float, page_no: int) -> Text:
    return Text(text, [Glyph(page_no, x + 10 * n, top, x + 10 * n + 10, top + 10) for n in range(len(text))])


def part(page_no: int, rows: list[list[str]], edges: tuple[float, ...] = EDGES, top: float = 100.0) -> Table:
    cells = []
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            y = top + 20 * n
            lines = (line(text, edges[k] + 3, y + 3, page_no),) if text else ()
            cells.append(Cell(n, k, 1, 1, lines, Region(page_no, edges[k], y, edges[k + 1], y + 20)))
    return Table(cells, (Region(page_no, edges[0], top, edges[-1], top + 20 * len(rows)),))


def matrix(table: Table) -> list[list[str]]:
    return [[c.text.s for c in table.row(n)] for n in range(table.n_rows)]


def test_rows_follow_one_another() -> None:
    whole = join([part(1, [["一", "甲である。"]]), part(2, [["二", "乙である。"]])])
    assert matrix(whole) == [["一", "甲である。"], ["二", "乙である。"]]
    assert [r.page_no for r in whole.parts] == [1, 2]


def test_a_row_that_was_cut_is_one_row() -> None:
    whole = join([part(1, [["一", "見本の文の前の"]]), part(2, [["", "半分である。"], ["二", "乙である。"]])])
    assert matrix(whole) == [["一", "見本の文の前の半分である。"], ["二", "乙である。"]]
    assert whole.cells[1].text.pages == (1, 2)


def test_a_header_that_is_repeated_stands_once() -> None:
    first, second = part(1, [["番号", "内容"], ["一", "甲。"]]), part(2, [["番号", "内容"], ["二", "乙。"]])
    assert repeated_header(first, second) == 1
    whole = join([first, second])
    assert matrix(whole) == [["番号", "内容"], ["一", "甲。"], ["二", "乙。"]]
    assert whole.header_rows == 1


@pytest.mark.parametrize(
    ("edges", "same"),
    [((50.0, 150.0, 350.0), True), ((350.0, 450.0, 650.0), True), ((50.0, 220.0, 350.0), False), ((50.0, 150.0, 500.0), False)],
    ids=["same", "other half of the sheet", "other column", "other width"],
)
def test_columns_must_stand_at_the_same_distances(edges: tuple[float, ...], same: bool) -> None:
    assert same_columns(part(1, [["一", "甲"]]), part(2, [["二", "乙"]], edges)) is same


def test_no_part_is_no_table() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        join([])


def paragraph(text: str, kind: str = "paragraph") -> Paragraph:
    return Paragraph([Block(kind, 1, 0, (Text(text),))])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("above", "caption", "unit"),
    [
        ([paragraph("表３ 見本の件数")], "表３ 見本の件数", None),
        ([paragraph("表３ 見本の件数（単位：件）")], "表３ 見本の件数", "件"),
        ([paragraph("別表1 見本の一覧"), paragraph("（単位：千円）")], "別表1 見本の一覧", "千円"),
        ([paragraph("見本の推移", "heading")], "見本の推移", None),
        ([paragraph("次の表のとおりである。")], None, None),
        ([paragraph("表に掲げる見本の数は、" + "長い文の" * 20)], None, None),
        ([], None, None),
    ],
)
def test_captions_and_units_stand_over_their_table(above: list[Paragraph], caption: str | None, unit: str | None) -> None:
    table = part(1, [["一", "1"]])
    attach_captions([*above, FlowTable([Block("table", 1, 1, table=table)], table)])
    assert (table.caption and table.caption.s, table.unit and table.unit.s) == (caption, unit)


def test_a_caption_belongs_to_the_table_next_to_it() -> None:
    first, second = part(1, [["一", "1"]]), part(1, [["二", "2"]], top=300)
    flow = [paragraph("表1 見本"), *(FlowTable([Block("table", 1, 1, table=t)], t) for t in (first, second))]
    attach_captions(flow)
    assert (first.caption and first.caption.s, second.caption) == ("表1 見本", None)
