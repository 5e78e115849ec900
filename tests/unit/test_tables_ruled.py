"""Ruled tables and frames on pages built by hand; the names and figures are made up (見本)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from parsers.pdf.tables import find_tables
from schemas.document import Box, Char, RawPage, Rule, Table

EM = 10.0


def words(text: str, x: float, top: float, size: float = EM, step: float = 1.0) -> list[Char]:
    return [Char(c, x + n * size * step, top, x + n * size * step + size, top + size, size) for n, c in enumerate(text)]


def across(y: float, x0: float, x1: float) -> Rule:
    return Rule(x0, y, x1, y, 0.5)


def down(x: float, top: float, bottom: float) -> Rule:
    return Rule(x, top, x, bottom, 0.5)


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    return [across(y, xs[0], xs[-1]) for y in ys] + [down(x, ys[0], ys[-1]) for x in xs]


def page(chars: list[Char], rules: list[Rule], boxes: list[Box] | None = None, page_no: int = 1) -> RawPage:
    return RawPage(page_no, 600.0, 800.0, chars, rules, boxes or [])


def filled(xs: list[float], ys: list[float], rows: list[list[str]]) -> list[Char]:
    out: list[Char] = []
    for row, top in zip(rows, ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            out += words(text, x + 4, top + 5)
    return out


def matrix(table: Table) -> list[list[str | None]]:
    """The words by place; None where a spanned cell covers the place."""
    out: list[list[str | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        out[cell.row][cell.col] = cell.text.s
    return out


XS, YS = [50.0, 150.0, 250.0, 350.0], [100.0, 120.0, 140.0, 160.0]
ROWS = [["区分", "見本甲", "見本乙"], ["受付", "12", "7"], ["取下げ", "", "1"]]


def test_cells_lie_where_the_rules_part_them_and_empty_ones_stay() -> None:
    found = find_tables(page(filled(XS, YS, ROWS), grid(XS, YS)))
    assert [matrix(t) for t in found.tables] == [ROWS]
    assert found.tables[0].parts[0][1:] == (50, 100, 350, 160)
    assert len(found.used) == sum(len(text) for row in ROWS for text in row)


def test_spans_follow_the_rules_that_are_missing() -> None:
    rules = [across(y, 50, 350) for y in (100, 160)]
    rules += [across(120, 150, 350), across(140, 50, 350), down(50, 100, 160), down(350, 100, 160), down(150, 100, 160)]
    rules += [down(250, 120, 160)]
    chars = words("項目", 60, 115) + words("件数", 220, 105) + words("前年", 170, 125) + words("本年", 270, 125)
    chars += filled(XS, [140.0], [["受付", "3", "4"]])
    table = find_tables(page(chars, rules)).tables[0]
    spans = {(c.row, c.col): (c.row_span, c.col_span) for c in table.cells if (c.row_span, c.col_span) != (1, 1)}
    assert spans == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert matrix(table)[1] == [None, "前年", "本年"]


@pytest.mark.parametrize("gap", [0.0, 1.5])
def test_rules_drawn_piece_by_piece_or_twice_are_one(gap: float) -> None:
    pieces = [Rule(a, y + d, b - gap, y + d, 0.5) for y in YS for a, b in pairwise(XS) for d in (0.0, 1.4)]
    pieces += [Rule(x, a, x, b - gap, 0.5) for x in XS for a, b in pairwise(YS)]
    assert [matrix(t) for t in find_tables(page(filled(XS, YS, ROWS), pieces)).tables] == [ROWS]


def test_sides_that_are_not_drawn_are_closed() -> None:
    rules = [across(y, 50, 350) for y in YS] + [down(x, 100, 160) for x in XS[1:-1]]
    assert [matrix(t) for t in find_tables(page(filled(XS, YS, ROWS), rules)).tables] == [ROWS]


def test_a_row_that_the_page_cuts_off_is_closed() -> None:
    rules = [across(y, 50, 350) for y in YS[:-1]] + [down(x, 100, 160) for x in XS]
    assert matrix(find_tables(page(filled(XS, YS, ROWS), rules)).tables[0])[2] == ROWS[2]


def test_tables_with_a_narrow_gap_between_them_are_two() -> None:
    lower = [y + 64 for y in YS]
    chars = filled(XS, YS, ROWS) + filled(XS, lower, ROWS)
    found = find_tables(page(chars, grid(XS, YS) + grid(XS, lower))).tables
    assert [matrix(t) for t in found] == [ROWS, ROWS]


def test_tables_on_two_half_sheets_are_two() -> None:
    right = [x + 310 for x in XS]
    raw = RawPage(1, 800.0, 600.0, filled(XS, YS, ROWS) + filled(right, YS, ROWS), grid(XS, YS) + grid(right, YS))
    assert [t.parts[0].x0 for t in find_tables(raw).tables] == [50, 360]


def test_underlines_and_single_rules_make_nothing() -> None:
    chars = words("見本のための文章に下線を引いたもの", 50, 100) + words("次の行", 50, 118)
    found = find_tables(page(chars, [across(111, 50, 120), across(131, 50, 500), across(300, 50, 500)]))
    assert (found.tables, found.frames) == ([], [])


def test_a_box_around_paragraphs_is_a_frame() -> None:
    chars = [c for n in range(4) for c in words("枠の中に置いた見本の文章である", 60, 110 + 18 * n)]
    found = find_tables(page(chars, grid([50, 400], [100, 190])))
    assert found.tables == []
    assert [f[1:] for f in found.frames] == [(50, 100, 400, 190)]
    assert not found.used


def test_boxes_with_paragraphs_beside_each_other_are_frames() -> None:
    chars = [c for x in (60, 310) for n in range(4) for c in words("見本の段落が枠の中に続く", x, 110 + 18 * n)]
    found = find_tables(page(chars, grid([50, 300, 550], [100, 190])))
    assert (len(found.tables), len(found.frames)) == (0, 2)


def test_a_box_in_a_line_of_text_is_no_frame() -> None:
    chars = words("印は", 50, 100) + words("済", 73, 100) + words("である", 87, 100)
    assert find_tables(page(chars, grid([72, 84], [98, 112]))).frames == []


def test_a_table_in_a_frame_is_found_with_the_frame() -> None:
    chars = words("枠の中の見出し", 60, 60) + filled(XS, YS, ROWS)
    found = find_tables(page(chars, grid(XS, YS) + grid([40, 500], [50, 200])))
    assert [matrix(t) for t in found.tables] == [ROWS]
    assert [f[1:] for f in found.frames] == [(40, 50, 500, 200)]


def test_a_table_in_a_cell_keeps_its_words_to_itself() -> None:
    inner = grid([160, 220, 280], [110, 130, 150])
    chars = filled([50], [105], [["内訳"]]) + filled([160, 220], [110, 130], [["甲", "乙"], ["1", "2"]])
    tables = find_tables(page(chars, inner + grid([50, 150, 400], [100, 160, 180]))).tables
    assert sorted(len(t.cells) for t in tables) == [4, 4]
    assert [c.text.s for t in tables for c in t.cells if c.text] == ["内訳", "甲", "乙", "1", "2"]


def test_boxed_digits_keep_a_cell_each_and_the_row_may_end_early() -> None:
    xs = [50.0, 150.0, 170.0, 190.0, 210.0]
    rules = [*grid(xs, [100, 120]), across(140, 50, 400), across(120, 50, 400), down(50, 120, 140), down(400, 120, 140)]
    rules += [down(150, 120, 140)]
    chars = filled(xs, [100.0], [["番号", "4", "0", ""]]) + filled([50.0, 150.0], [120.0], [["所管", "見本課"]])
    table = find_tables(page(chars, rules)).tables[0]
    assert [c.text.s for c in table.row(0)] == ["番号", "4", "0", ""]
    assert (table.at(1, 1) or table.cells[0]).col_span == 3


def test_words_set_downwards_are_read_downwards() -> None:
    rules = grid([50.0, 70.0, 200.0], [100.0, 160.0, 220.0])
    chars = [c for n, letter in enumerate("使用時間") for c in words(letter, 55, 104 + 12 * n)]
    chars += words("二時間まで", 80, 120) + words("備考", 55, 170) + words("なし", 80, 170)
    table = find_tables(page(chars, rules)).tables[0]
    assert table.cells[0].text.s == "使用時間"


def test_turned_words_are_read_along_their_line() -> None:
    letters = [Char(c, 55, 150 - 10 * n, 65, 160 - 10 * n, 10, 0, 270) for n, c in enumerate("見本課")]
    chars = letters[::-1] + words("回答", 80, 120) + filled([50.0, 70.0], [180.0], [["一", "二"]])
    table = find_tables(page(chars, grid([50.0, 70.0, 200.0], [100.0, 180.0, 220.0]))).tables[0]
    assert table.cells[0].text.s == "見本課"


def test_ruby_over_words_of_a_cell_is_kept_apart() -> None:
    chars = filled(XS, YS, ROWS) + words("くぶん", 54, 101, size=3.5)
    found = find_tables(page(chars, grid(XS, YS)))
    assert matrix(found.tables[0])[0][0] == "区分"
    assert [line.text.s for line in found.ruby] == ["くぶん"]
    assert len(found.used) == len(chars)


def test_rows_of_numbers_without_rules_between_them_are_parted() -> None:
    chars = filled(XS, [100.0], [ROWS[0]])
    for n in range(4):
        chars += filled(XS, [120.0 + 14 * n], [[f"第{n}項", f"{n}3", f"1{n}"]])
    table = find_tables(page(chars, grid(XS, [100, 120, 190]))).tables[0]
    assert matrix(table)[1:3] == [["第0項", "03", "10"], ["第1項", "13", "11"]]


def test_shaded_rows_at_the_top_are_the_header() -> None:
    table = find_tables(page(filled(XS, YS, ROWS), grid(XS, YS), [Box(50, 100, 350, 120)])).tables[0]
    assert table.header_rows == 1
    assert [c.is_header for c in table.cells] == [True] * 3 + [False] * 6


def test_words_over_numbers_are_the_header() -> None:
    table = find_tables(page(filled(XS, YS, [ROWS[0], ROWS[1], ["計", "12", "8"]]), grid(XS, YS))).tables[0]
    assert table.header_rows == 1


def test_the_rest_of_a_table_may_be_a_single_box_on_the_next_page() -> None:
    first = find_tables(page(filled(XS, YS, ROWS), grid(XS, YS))).tables
    rest = page(words("続きの文章", 60, 60), grid([50, 350], [50, 90]), page_no=2)
    assert [len(t.cells) for t in find_tables(rest, first).tables] == [1]
    assert len(find_tables(rest).frames) == 1


def test_a_box_laid_over_a_table_is_a_frame_of_its_own() -> None:
    over = grid([210.0, 330.0], [128.0, 152.0])
    chars = filled(XS, YS, [ROWS[0], ["受付", "1", ""], ["計", "1", ""]]) + words("枠の注意書", 255, 136)
    found = find_tables(page(chars, grid(XS, YS) + over))
    assert [matrix(t) for t in found.tables] == [[ROWS[0], ["受付", "1", ""], ["計", "1", ""]]]
    assert [f[1:] for f in found.frames] == [(210, 128, 330, 152)]


def test_a_drawing_of_thousands_of_strokes_is_left_alone() -> None:
    rules = [across(100 + n * 0.05, 50, 500) for n in range(7000)]
    assert find_tables(page(words("図", 60, 60), rules)).tables == []
