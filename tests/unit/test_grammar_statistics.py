"""Statistics tables: measures, units, groups, totals, notes, and tables that are none."""

from __future__ import annotations

from parsers.grammar.statistics import differences, numbers, section_of
from schemas.document import Block, Cell, Element, FlowTable, Paragraph, Table
from schemas.text import Glyph, Region, Text


def text(s: str) -> Text:
    return Text(s, [Glyph(1, 10.0 * n, 0, 10.0 * n + 10, 10) for n in range(len(s))])


def table(*rows: tuple[str, ...], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    spans = spans or {}
    cells = [
        Cell(r, c, *spans.get((r, c), (1, 1)), (text(t),) if t else ())
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
        if t is not None
    ]
    return Table(cells, (Region(1, 0, 0, 1, 1),))


def facts(found: Table, *notes: str) -> list[tuple[str, str, str, float, str | None, bool]]:
    listed = numbers(found, [Text(n) for n in notes])
    return [(n.measure.s, n.group.s, n.category.s, n.value, n.unit, n.is_total) for n in listed]


def test_measures_units_and_totals() -> None:
    found = facts(table(("区　分", "人数(人)", "件数（件）"), ("南の池", "3", "1,204"), ("合 計", "3", "1,204")))
    assert found == [
        ("人数", "", "南の池", 3.0, "人", False),
        ("件数", "", "南の池", 1204.0, "件", False),
        ("人数", "", "合計", 3.0, "人", True),
        ("件数", "", "合計", 1204.0, "件", True),
    ]


def test_a_row_of_words_is_a_group_of_the_rows_below() -> None:
    found = facts(
        table(("処理", "件数"), ("餌やり請求", ""), ("応じる", "4"), ("水かえ請求", ""), ("応じる", "2"), ("合計", "6"))
    )
    assert [(g, c) for _, g, c, *_ in found] == [("餌やり請求", "応じる"), ("水かえ請求", "応じる"), ("", "合計")]


def test_spanned_row_headings_are_the_group() -> None:
    grid = table(("池", "魚", "数"), ("南", "鯉", "5"), (None, "鮒", "7"), spans={(1, 0): (2, 1)})  # type: ignore[arg-type]
    assert [(g, c, v) for _, g, c, v, *_ in facts(grid)] == [("南", "鯉", 5.0), ("南", "鮒", 7.0)]


def test_two_rows_of_headers() -> None:
    grid = table(("池", "令和4年度", None, "計"), ("", "春", "秋", ""), ("南", "1", "2", "3"), spans={(0, 1): (1, 2)})  # type: ignore[arg-type]
    assert [m for m, *_ in facts(grid)] == ["令和4年度 春", "令和4年度 秋", "計"]


def test_the_number_of_a_note_is_no_part_of_the_category() -> None:
    grid = table(("期間", "件数"), ("30日をこえたもの 1", "8"), ("15日", "9"), ("1週間 2", "1"))
    found = facts(grid, "1　雨で延びたもの。", "2　雪で延びたもの。")
    assert [c for _, _, c, *_ in found] == ["30日をこえたもの", "15日", "1週間"]
    assert [c for _, _, c, *_ in facts(grid)] == ["30日をこえたもの 1", "15日", "1週間 2"]


def test_totals_that_do_not_add_up_are_told() -> None:
    good = numbers(table(("池", "数"), ("南", "2"), ("北", "3"), ("合計", "5")))
    bad = numbers(table(("池", "数"), ("南", "2"), ("北", "3"), ("合計", "6")))
    assert differences(good) == []
    assert [(d.total, d.parts) for d in differences(bad)] == [(6.0, 5.0)]


def test_subtotals_are_not_counted_twice() -> None:
    rows = (("池", "数"), ("南", "2"), ("北", "3"), ("小計", "5"), ("東", "1"), ("合計", "6"))
    assert differences(numbers(table(*rows))) == []


def test_words_beside_numbers_make_no_statistics() -> None:
    assert numbers(table(("施設", "定員", "運営"), ("南の館", "15", "見本会"), ("北の館", "6", "見本会"))) == []
    assert numbers(table(("No", "類型"), ("1", "貸す場合"), ("2", "借りる場合"))) == []


def test_the_heading_a_table_stands_under() -> None:
    def line(words: str, kind: str = "paragraph") -> Element:
        return Paragraph([Block("heading" if kind == "heading" else "paragraph", 1, 0, (text(words),))])

    own = table(("鈴", "件数"), ("大", "3"))
    flow = [
        line("鈴の貸出しの状況", "heading"), line("鈴は一日に三つ貸した。"), line("表1 鈴の大きさ"), FlowTable([], own),
        line("2 鐘の貸出し"), line("鐘は10人に貸した。"), line("1 雨の日を除く。"), line("表2 鐘の大きさ"), FlowTable([], own),
    ]  # fmt: skip
    found = [section_of(flow, at, flow[at - 1].text) for at in (3, 8)]
    assert [s.s for s in found if s] == ["鈴の貸出しの状況", "2 鐘の貸出し"]
    assert section_of(flow[3:4], 0, None) is None
