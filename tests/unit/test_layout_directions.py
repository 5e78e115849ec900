"""Lines that run downwards are known by how close their characters stand, and lie level for the rest of the reading."""

from __future__ import annotations

import pytest

from parsers.pdf import conserved, read
from parsers.pdf.directions import by_direction
from parsers.pdf.turning import box_back, char_back, turn_box, turn_char
from schemas.document import Char, RawPage, Rule

WORDS = "見本の課は窓口の台帳を二人で確かめて棚に戻す仕組みにした"


def down(text: str, x: float, top: float, em: float = 10.0) -> list[Char]:
    return [Char(c, x, top + n * em, x + em, top + (n + 1) * em, em) for n, c in enumerate(text)]


def level(text: str, x: float, top: float, em: float = 10.0) -> list[Char]:
    return [Char(c, x + n * em, top, x + (n + 1) * em, top + em, em) for n, c in enumerate(text)]


def body(chars: list[Char]) -> list[str]:
    raw = RawPage(1, 595.0, 842.0, chars, fonts=["Mincho"])
    page = read([raw], "0" * 16, "mihon.pdf").pages[0]
    assert conserved(raw, page) == []
    return page.body_text.split("\n")


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_what_is_turned_comes_back(angle: int) -> None:
    char = Char("見", 100.25, 50.5, 110.75, 61.0, 10.5, 3, 90)
    assert char_back(turn_char(char, angle), angle) == char
    assert box_back(turn_box((1.0, 2.0, 4.0, 8.0), angle), angle) == (1.0, 2.0, 4.0, 8.0)


def test_lines_that_run_downwards_are_told_from_level_ones() -> None:
    text = [c for n in range(4) for c in down(WORDS, 500 - 17 * n, 100)]
    title = level("見本の会議の記録", 200, 40)
    sides = by_direction(title + text)
    assert sides[90] == text
    assert sides[0] == title


def test_a_grid_of_single_characters_is_level() -> None:
    grid = [c for n in range(8) for c in level("有　無　有　無", 100, 100 + 18 * n) if c.text != "　"]
    assert set(by_direction(grid)) == {0}


def test_level_lines_set_close_stay_level() -> None:
    assert set(by_direction([c for n in range(9) for c in level(WORDS, 100, 100 + 10.5 * n)])) == {0}


def test_a_title_above_the_lines_is_read_first() -> None:
    text = down("　" + WORDS[:18], 500, 100) + down(WORDS[18:], 483, 100)
    assert body(text + level("見本の会議の記録", 200, 40)) == ["見本の会議の記録", WORDS]


def test_two_digits_side_by_side_stand_in_their_line() -> None:
    day = [Char("1", 500, 140, 505, 150, 10), Char("2", 505, 140, 510, 150, 10)]
    text = down("この見本", 500, 100) + day[::-1] + down("月の台帳を棚に戻す", 500, 150) + down(WORDS[:13], 483, 100)
    assert "".join(body(text)).startswith("この見本12月の台帳を棚に戻す")


def test_latin_words_that_lie_stand_in_their_line() -> None:
    word = [Char(c, 500, 140 + 6 * n, 510, 146 + 6 * n, 10, 0, 90) for n, c in enumerate("PCA")]
    text = down("この見本", 500, 100) + word + down("の台帳を棚に戻す", 500, 158) + down(WORDS[:13], 483, 100)
    assert "".join(body(text)).startswith("この見本PCAの台帳を棚に戻す")


def test_a_page_that_lies_on_its_side_is_read_from_its_own_top() -> None:
    lines = [level(WORDS[: 20 - n], 100, 100 + 17 * n) for n in range(3)]
    upright = [c for line in lines for c in line]
    for angle in (90, 180, 270):
        lying = [char_back(c, angle) for c in upright]
        x, y = min(c.x0 for c in lying), min(c.top for c in lying)
        moved = [c._replace(x0=c.x0 - x + 50, x1=c.x1 - x + 50, top=c.top - y + 50, bottom=c.bottom - y + 50) for c in lying]
        assert "".join(body(moved)) == "".join(c.text for c in upright)


def test_of_two_half_sheets_the_right_one_is_read_first() -> None:
    halves = [("甲", 740.0), ("乙", 320.0)]
    lines = [
        ("　" if n == 0 else "") + f"{mark}{tier}{WORDS[: 17 - (n == 0)]}"
        for mark, _ in halves
        for tier in "上下"
        for n in range(5)
    ]
    places = [(x - 17 * n, y) for _, x in halves for y in (80.0, 320.0) for n in range(5)]
    chars = [c for line, (x, y) in zip(lines, places, strict=True) for c in down(line, x, y) if c.text != "　"]
    raw = RawPage(1, 842.0, 595.0, chars, fonts=["Mincho"])
    page = read([raw], "0" * 16, "mihon.pdf").pages[0]
    assert conserved(raw, page) == []
    assert "".join(page.body_text.split()) == "".join(lines).replace("　", "")


def test_a_table_among_lines_that_run_downwards_has_its_rows_from_right_to_left() -> None:
    text = [c for n in range(4) for c in down(WORDS, 500 - 17 * n, 100)]
    rows = [("区分と対象", "件数の合計"), ("誤送付の件", "三件である"), ("紛失した件", "二件である")]
    cells = [down(word, 385 - 20 * r, 105 + 70 * k) for r, row in enumerate(rows) for k, word in enumerate(row)]
    upright = [Rule(340 + 20 * n, 100, 340 + 20 * n, 240) for n in range(4)]
    level = [Rule(340, y, 400, y) for y in (100, 170, 240)]
    raw = RawPage(1, 595.0, 842.0, text + [c for cell in cells for c in cell], upright + level, fonts=["Mincho"])
    page = read([raw], "0" * 16, "mihon.pdf").pages[0]
    assert conserved(raw, page) == []
    assert page.body_text.split("\n")[-3:] == ["\t".join(row) for row in rows]


def test_a_table_of_level_words_keeps_its_rows() -> None:
    text = [c for n in range(6) for c in down(WORDS, 500 - 17 * n, 100)]
    cells = [
        level(word, 105 + 70 * k, 105 + 20 * r) for r, row in enumerate(("甲乙丙", "丁戊己")) for k, word in enumerate(row)
    ]
    rules = [Rule(100 + 70 * n, 100, 100 + 70 * n, 140) for n in range(4)] + [Rule(100, y, 310, y) for y in (100, 120, 140)]
    raw = RawPage(1, 595.0, 842.0, text + [c for cell in cells for c in cell], rules, fonts=["Mincho"])
    assert "甲\t乙\t丙\n丁\t戊\t己" in read([raw], "0" * 16, "mihon.pdf").pages[0].body_text


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_table_that_lies_on_a_page_has_the_rows_and_columns_that_a_reader_sees(angle: int) -> None:
    rows = [("番号", "見本の内容", "件数"), ("1", "名簿の受付", "12"), ("2", "仮の台帳の写し", "305")]
    chars = level("見本の表の前に立つ文である。", 100, 70)
    chars += [
        c
        for r, row in enumerate(rows)
        for x, word in zip((105, 165, 305), row, strict=True)
        for c in level(word, x, 105 + 20 * r)
    ]
    rules = [Rule(100, 100 + 20 * n, 380, 100 + 20 * n) for n in range(4)] + [
        Rule(x, 100, x, 160) for x in (100, 160, 300, 380)
    ]
    dx, dy = (600 if angle < 270 else 0), (600 if angle > 90 else 0)

    def lying(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = box_back(box, angle)
        return x0 + dx, top + dy, x1 + dx, bottom + dy

    turned = [Char(c.text, *lying(c[1:5]), c.size, 0, angle) for c in chars]
    raw = RawPage(1, 600.0, 600.0, turned, [Rule(*lying(r[:4])) for r in rules], fonts=["Mincho"])
    page = read([raw], "0" * 16, "mihon.pdf").pages[0]
    assert conserved(raw, page) == []
    assert page.body_text.split("\n") == ["見本の表の前に立つ文である。", *("\t".join(row) for row in rows)]
