"""Tables of mishaps: spans, 同上, elided eras, people, contractors, lost characters."""

from __future__ import annotations

import datetime as dt

from parsers.grammar.incidents import incidents, kind_counts, known_kind
from schemas.document import Cell, Table
from schemas.text import Glyph, Region, Text

ROWS = (
    ("", "種　別", "内　容", "原　因", "所　管"),
    ("1", "誤交付(2)", "【4年7月】(委託事業者)鈴の借用証を別人に交付(9名分)", "札を見なかったため", "鈴課"),
    ("2", None, "【5年2月】風鈴の目録を別人に交付（1名分）", "同上", "同　上"),
    ("3", "消 失 （1）", "【4年12月】鈴の台帳が雨で流れた（１２名分）", "〃", "池課"),
)  # fmt: skip


def text(s: str) -> Text:
    return Text(s, [Glyph(1, 10.0 * n, 0, 10.0 * n + 10, 10) for n in range(len(s))])


def table(*rows: tuple[str | None, ...], span: tuple[int, int] | None = (1, 1)) -> Table:
    cells = [
        Cell(r, c, 2 if (r, c) == span else 1, 1, (text(t),) if t else ())
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
        if t is not None
    ]
    return Table(cells, (Region(1, 0, 0, 1, 1),))


def test_rows_are_resolved() -> None:
    found = incidents(table(*ROWS), 2022)
    assert [(r.number, r.kind, r.month, r.people, r.cause, r.department.s, r.by_contractor) for r in found] == [
        ("1", "誤交付", dt.date(2022, 7, 1), 9, "札を見なかったため", "鈴課", True),
        ("2", "誤交付", dt.date(2023, 2, 1), 1, "札を見なかったため", "鈴課", False),
        ("3", "消失", dt.date(2022, 12, 1), 12, "札を見なかったため", "池課", False),
    ]


def test_an_empty_cell_after_a_page_break_is_the_kind_above() -> None:
    rows = [list(row) for row in ROWS]
    rows[2][1] = ""
    assert [r.kind for r in incidents(table(*map(tuple, rows), span=None), 2022)] == ["誤交付", "誤交付", "消失"]


def test_a_repeated_header_is_no_incident() -> None:
    assert len(incidents(table(*ROWS[:3], ROWS[0], ROWS[3]), 2022)) == 3


def test_stated_counts_against_rows() -> None:
    grid = table(*ROWS)
    assert [(c.kind, c.printed, c.counted) for c in kind_counts(grid, incidents(grid, 2022))] == [
        ("誤交付", 2, 2),
        ("消失", 1, 1),
    ]


def test_columns_are_known_by_their_headings() -> None:
    rows = (
        ("番号", "所管課", "発生年月", "事案の概要", "対象人数", "原因", "区分"),
        ("1", "鈴課", "令和3年1月", "鈴を落とした", "4人", "風", "紛失"),
    )
    row = incidents(table(*rows, span=None), 2020)[0]
    assert (row.number, row.department.s, row.month, row.people, row.kind) == ("1", "鈴課", dt.date(2021, 1, 1), 4, "紛失")


def test_other_tables_hold_no_incidents() -> None:
    assert incidents(table(("No", "類型"), ("1", "貸す場合"), span=None), 2022) == []


def test_a_lost_character_is_made_good_only_where_one_known_kind_fits() -> None:
    assert known_kind("そ他", ["その他", "紛失"]) == "その他"
    assert known_kind("誤送", ["誤送付", "誤送信"]) == "誤送"
    assert known_kind("誤配", ["紛失"]) == "誤配"
