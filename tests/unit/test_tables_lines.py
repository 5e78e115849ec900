"""Characters to printed lines, whatever order they come in."""

from __future__ import annotations

import random

import pytest

from parsers.pdf.lines import build_lines
from parsers.pdf.ruby import split_ruby
from schemas.document import Char


def words(text: str, x: float, top: float, size: float = 10.0) -> list[Char]:
    return [Char(c, x + n * size, top, x + (n + 1) * size, top + size, size) for n, c in enumerate(text)]


def texts(chars: list[Char]) -> list[str]:
    return [line.text.s for line in build_lines(chars, 1)]


@pytest.mark.parametrize("seed", range(5))
def test_order_in_the_file_does_not_matter(seed: int) -> None:
    chars = words("一行目の見本", 50, 100) + words("二行目", 50, 116) + words("三行目", 60, 132)
    random.Random(seed).shuffle(chars)
    assert texts(chars) == ["一行目の見本", "二行目", "三行目"]


def test_raised_and_lowered_characters_stay_in_their_line() -> None:
    chars = (
        words("見本", 50, 100) + words("2", 70, 98, 5) + words("とH", 75, 100) + words("2", 95, 107, 5) + words("O", 100, 100)
    )
    assert texts(chars + words("次の行", 50, 118)) == ["見本2とH2O", "次の行"]


def test_wide_white_is_a_blank_and_blanks_are_kept() -> None:
    chars = words("氏名", 50, 100) + words("見本", 90, 100) + words("\u3000様", 110, 100)
    assert texts(chars) == ["氏名 見本\u3000様"]


def test_glyphs_stand_where_the_characters_stand() -> None:
    line = build_lines(words("見本", 50, 100) + words("甲", 90, 100), 7)[0]
    assert [g and (g.page_no, g.x0) for g in line.text.glyphs] == [(7, 50), (7, 60), None, (7, 90)]
    assert (line.x0, line.top, line.x1, line.bottom, line.size) == (50, 100, 100, 110, 10)


def test_stacked_characters_are_one_line_downwards() -> None:
    stack = [c for n, letter in enumerate("見本課長") for c in words(letter, 50, 100 + 12 * n)]
    lines = build_lines(stack[::-1], 1)
    assert [(line.text.s, line.vertical) for line in lines] == [("見本課長", True)]


def test_columns_set_downwards_go_from_right_to_left() -> None:
    chars = [c for k, column in enumerate(("見本の題名", "続きの行目")) for n, letter in enumerate(column) for c in words(letter, 90 - 20 * k, 100 + 11 * n)]  # fmt: skip
    assert texts(chars) == ["見本の題名", "続きの行目"]


def test_single_numbers_below_each_other_are_lines() -> None:
    chars = [c for n in range(4) for c in words(str(n), 50, 100 + 15 * n)]
    assert texts(chars) == ["0", "1", "2", "3"]


@pytest.mark.parametrize(("angle", "step"), [(90, (0, 10)), (270, (0, -10)), (180, (-10, 0))])
def test_turned_characters_are_read_along_their_baseline(angle: int, step: tuple[int, int]) -> None:
    chars = [
        Char(c, 100 + n * step[0], 200 + n * step[1], 110 + n * step[0], 210 + n * step[1], 10, 0, angle)
        for n, c in enumerate("見本12")
    ]
    lines = build_lines(chars[::-1], 1)
    assert [line.text.s for line in lines] == ["見本12"]
    assert lines[0].text.glyphs[0] == (1, 100, 200, 110, 210)


def test_ruby_is_parted_from_its_base_and_nothing_is_lost() -> None:
    base, above = words("見本の文字", 50, 100), words("みほん", 50, 95, 4.5)
    kept, ruby = split_ruby(base + above)
    assert (kept, ruby) == (base, above)


@pytest.mark.parametrize(
    "small",
    [words("みほん", 110, 103, 5), words("みほん甲", 50, 94, 4.5), words("みほん", 50, 70, 4.5)],
    ids=["beside the line", "with kanji", "far above"],
)
def test_other_small_kana_are_no_ruby(small: list[Char]) -> None:
    assert split_ruby(words("見本の文字", 50, 100) + small)[1] == []
