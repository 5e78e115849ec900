"""Tables without vertical rules, and texts that only look like one; the words and figures are made up (見本)."""

from __future__ import annotations

import pytest

from parsers.pdf.tables import find_tables, table_in
from schemas.document import Char, RawPage, Region, Rule, Table


def words(text: str, x: float, top: float) -> list[Char]:
    """Full-width characters of 10 points, others of half that width."""
    out: list[Char] = []
    for letter in text:
        width = 5.0 if letter.isascii() else 10.0
        out.append(Char(letter, x, top, x + width, top + 10, 10.0))
        x += width
    return out


def right(text: str, x1: float, top: float) -> list[Char]:
    return words(text, x1 - 5.0 * len(text), top)


def across(y: float, x0: float = 50.0, x1: float = 400.0) -> Rule:
    return Rule(x0, y, x1, y, 0.5)


def page(chars: list[Char], rules: list[Rule] | None = None) -> RawPage:
    return RawPage(1, 600.0, 800.0, chars, rules or [])


def rows_of(table: Table) -> list[list[str]]:
    return [[c.text.s for c in table.row(n)] for n in range(table.n_rows)]


NAMES = ["見本の受付", "見本の交付", "見本の取下げ"]


def figures(top: float, step: float = 20.0) -> list[Char]:
    chars: list[Char] = []
    for n, name in enumerate(NAMES):
        y = top + n * step
        chars += words(name, 55, y) + right(f"{n + 1},20{n}", 250, y) + right(f"{n}5", 390, y)
    return chars


def test_horizontal_rules_part_the_rows_and_white_the_columns() -> None:
    chars = words("区分", 55, 105) + words("件数", 220, 105) + words("前年", 360, 105) + figures(125)
    table = find_tables(page(chars, [across(100 + 20 * n) for n in range(5)])).tables[0]
    assert table.ruling == "horizontal"
    assert rows_of(table)[0] == ["区分", "件数", "前年"]
    assert rows_of(table)[3] == ["見本の取下げ", "3,202", "25"]


def test_a_heading_over_a_rule_of_its_own_spans_the_columns_under_it() -> None:
    chars = words("区分", 55, 115) + words("実績", 300, 105) + words("件数", 220, 125) + words("前年", 360, 125) + figures(145)
    rules = [across(100), across(120, 190, 400), *(across(140 + 20 * n) for n in range(4))]
    table = find_tables(page(chars, rules)).tables[0]
    spans = {c.text.s: (c.row, c.col, c.row_span, c.col_span) for c in table.cells if c.row < 2}
    assert spans == {"区分": (0, 0, 2, 1), "実績": (0, 1, 1, 2), "件数": (1, 1, 1, 1), "前年": (1, 2, 1, 1)}


def test_rows_between_two_rules_are_lines_of_text() -> None:
    chars = words("区分", 55, 103) + words("件数", 220, 103) + words("前年", 360, 103) + figures(122, 14)
    table = find_tables(page(chars, [across(100), across(117), across(170)])).tables[0]
    assert [row[0] for row in rows_of(table)] == ["区分", *NAMES]


def test_columns_of_numbers_without_rules_are_a_table() -> None:
    chars = words("前の段落である。", 50, 40) + figures(100, 16)
    table = find_tables(page(chars)).tables[0]
    assert table.ruling == "none"
    assert rows_of(table) == [["見本の受付", "1,200", "05"], ["見本の交付", "2,201", "15"], ["見本の取下げ", "3,202", "25"]]


def test_vertical_rules_alone_part_columns() -> None:
    chars = [c for n in range(5) for c in words(f"{n}", 60, 100 + 15 * n) + right(f"1,{n}00", 200, 100 + 15 * n)]
    rules = [Rule(x, 95, x, 175, 0.5) for x in (50.0, 120.0, 220.0)]
    table = find_tables(page(chars, rules)).tables[0]
    assert (table.n_rows, table.n_cols) == (5, 2)


@pytest.mark.parametrize("gap", [6.0, 14.0, 25.0])
def test_tables_side_by_side_are_two(gap: float) -> None:
    """The second one has a row less."""
    second = 190 + gap
    left = [("区分", "件数"), ("見本", "12"), ("仮", "3"), ("例", "40")]
    right_ = [("課", "人数"), ("甲課", "5"), ("乙課", "61")]
    chars = [
        c for n, row in enumerate(left) for x, text in zip((55, 130), row, strict=True) for c in words(text, x, 105 + 20 * n)
    ]
    chars += [
        c
        for n, row in enumerate(right_)
        for x, text in zip((5, 80), row, strict=True)
        for c in words(text, second + x, 105 + 20 * n)
    ]
    rules = [across(100 + 20 * n, 50, 190) for n in range(5)] + [across(100 + 20 * n, second, second + 140) for n in range(4)]
    tables = find_tables(page(chars, rules)).tables
    assert [rows_of(t) for t in tables] == [[list(row) for row in left], [list(row) for row in right_]]


def test_rules_that_are_broken_between_columns_are_one_table() -> None:
    chars = words("区分", 55, 105) + words("件数", 220, 105) + words("前年", 360, 105) + figures(125)
    rules = [across(100 + 20 * n, x0, x1) for n in range(5) for x0, x1 in ((50, 180), (190, 300), (310, 400))]
    assert [(t.n_rows, t.n_cols) for t in find_tables(page(chars, rules)).tables] == [(4, 3)]


def test_a_minus_sign_set_apart_belongs_to_its_number() -> None:
    chars = [c for n in range(4) for c in words("見本", 60, 100 + 15 * n) + right("△", 180, 100 + 15 * n)]
    chars += [c for n in range(4) for c in right(f"{n}34", 220, 100 + 15 * n) + right(f"5{n}", 300, 100 + 15 * n)]
    assert rows_of(find_tables(page(chars)).tables[0])[1] == ["見本", "△ 134", "51"]


PROSE = "この文章は表ではなく段組みにした見本の文であって数字を持たない"


@pytest.mark.parametrize(
    "chars",
    [
        [c for n in range(12) for x in (50, 330) for c in words(PROSE[:24], x, 100 + 16 * n)],
        [c for n in range(12) for c in words(f"{n + 1}", 50, 100 + 16 * n) + words(PROSE, 75, 100 + 16 * n)],
        [c for n in range(8) for c in words("見本の章の題" + "…" * 20, 50, 100 + 16 * n) + right(f"{n * 7}", 500, 100 + 16 * n)],
        [c for n in range(6) for c in words("日時", 50, 100 + 16 * n) + words("令和の見本の日", 130, 100 + 16 * n)],
    ],
    ids=["two columns", "numbered list", "contents", "labels and values"],
)  # fmt: skip
@pytest.mark.parametrize("ruled", [False, True])
def test_other_texts_are_no_tables(chars: list[Char], ruled: bool) -> None:
    rules = [across(60, 40, 560), across(740, 40, 560)] if ruled else []
    assert find_tables(page(chars, rules)).tables == []


def test_every_character_of_a_table_stands_in_one_cell() -> None:
    chars = words("区分", 55, 105) + words("件数", 220, 105) + words("前年", 360, 105) + figures(125)
    found = find_tables(page(chars, [across(100 + 20 * n) for n in range(5)]))
    inside = [g[1:] for t in found.tables for c in t.cells for line in c.lines for g in line.glyphs if g]
    assert sorted(inside) == sorted(c[1:5] for n, c in enumerate(chars) if n in found.used)
    assert len(inside) == len(chars)


def test_cells_say_where_their_column_and_row_are() -> None:
    table = find_tables(page(figures(100, 16))).tables[0]
    boxes = [c.box for c in table.cells if c.col == 1]
    assert all(box is not None and box.x0 < 225 < 250 < box.x1 for box in boxes)
    assert [box.top for box in boxes if box] == [100, 116, 132]


def test_a_place_that_is_given_is_read_as_a_table_even_of_words() -> None:
    chars = [c for n in range(4) for c in words("見本甲", 60, 100 + 16 * n) + words("見本乙", 200, 100 + 16 * n)]
    raw = page(chars + words("この行は外にある", 60, 200))
    table = table_in(raw, Region(1, 50, 90, 300, 170))
    assert table is not None
    assert rows_of(table) == [["見本甲", "見本乙"]] * 4
    assert table_in(raw, Region(1, 50, 195, 300, 220)) is None
