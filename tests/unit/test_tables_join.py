"""Parts of tables put together, captions and units; the words and figures are made up (見本)."""

from __future__ import annotations

import pytest

from parsers.pdf.tables_caption import attach_captions
from parsers.pdf.tables_join import breaks_off, join, repeated_header, same_columns
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


def test_an_empty_row_before_the_rest_of_a_cut_row_is_dropped() -> None:
    head = ["番号", "内容"]
    second = part(2, [head, ["", ""], ["", "半分である。"], ["二", "乙である。"]])
    whole = join([part(1, [head, ["一", "見本の文の前の"]]), second])
    assert matrix(whole) == [head, ["一", "見本の文の前の半分である。"], ["二", "乙である。"]]
    blank = join([part(1, [["一", "甲である。"]]), part(2, [["", ""], ["二", "乙である。"]])])
    assert matrix(blank) == [["一", "甲である。"], ["", ""], ["二", "乙である。"]]


def test_a_cell_that_breaks_off_at_the_end_of_a_full_line_goes_on() -> None:
    full, rest = "見本の文はこの行の終わりまで続いて次に移る", part(1, [["", "半分である。"]], (350.0, 450.0, 650.0))
    assert breaks_off(part(1, [["一", full[:19]]]), rest)
    assert not breaks_off(part(1, [["一", full[:9]]]), rest)
    assert not breaks_off(part(1, [["一", full[:18] + "。"]]), rest)
    assert not breaks_off(part(1, [["一", full[:19]]]), part(1, [["二", "乙である。"]], (350.0, 450.0, 650.0)))


def test_parts_without_vertical_rules_go_on_where_their_words_stand_below_one_another() -> None:
    def plain(page_no: int, x: float, rows: list[list[str]], edge: float = 160.0) -> Table:
        found = part(page_no, rows, (x, x + edge, x + 300))
        return Table(found.cells, found.parts, "none")

    rows = [["見本の甲", "見本の内容"], ["見本の乙", "仮の内容"]]
    assert same_columns(plain(1, 50, rows), plain(2, 52, [["例の長い名前", "内容"], ["例", "長い見本の内容"]]))
    assert same_columns(plain(1, 50, rows), plain(1, 330, rows))
    assert not same_columns(plain(1, 50, rows), plain(2, 50, rows, 30))
    assert not same_columns(plain(1, 50, rows), plain(2, 50, rows, 90))
    assert join([plain(1, 50, rows), plain(2, 52, rows)]).n_cols == 2


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
