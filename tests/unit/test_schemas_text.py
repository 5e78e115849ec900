import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text import Glyph, Text


def line(s: str, x0: float = 10, top: float = 20, page: int = 1, size: float = 10) -> Text:
    return Text(s, [Glyph(page, x0 + n * size, top, x0 + (n + 1) * size, top + size) for n in range(len(s))])


def test_a_string_and_its_glyphs_have_one_length() -> None:
    with pytest.raises(ValueError, match="2 characters but 1 glyphs"):
        Text("見本", [None])


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_slices_keep_the_glyphs(s: str, start: int, end: int) -> None:
    text = line(s)
    cut = text[start:end]
    assert cut.s == s[start:end]
    assert cut.glyphs == text.glyphs[start:end]


def test_joined_characters_have_no_place() -> None:
    joined = Text.join("\n", [line("甲"), line("乙", top=60)])
    assert joined.s == "甲\n乙"
    assert joined.glyphs[1] is None
    assert [r.top for r in joined.regions()] == [20, 60]


def test_a_match_cuts_out_its_own_place() -> None:
    text = line("諮問第12号")
    match = re.search(r"第(\d+)号", text.s)
    assert match is not None
    assert text.group(match, 1).regions()[0][1:] == (40, 20, 60, 30)


def test_folding_knows_the_way_back() -> None:
    text = line("㈱見本　１２")
    folded = text.folded()
    assert folded.s == "(株)見本 12"
    start = folded.s.index("12")
    assert folded.cut(start, start + 2).s == "１２"
    assert folded.cut(1, 2).s == "㈱"


def test_full_lines_of_a_paragraph_share_a_box() -> None:
    lines = [line("見本の長い行です", top=20 + 15 * n) for n in range(3)]
    text = Text.join("", [*lines, line("終り", top=65)])
    assert [tuple(r) for r in text.regions()] == [(1, 10, 20, 90, 60), (1, 10, 65, 30, 75)]


def test_columns_and_pages_part_the_boxes() -> None:
    text = Text.join("", [line("左の欄", x0=10), line("右の欄", x0=300), line("次の頁", page=2)])
    assert [(r.page_no, r.x0) for r in text.regions()] == [(1, 10), (1, 300), (2, 10)]


def test_patterns_are_left_out_with_their_glyphs() -> None:
    text = line("あ い　う").without(re.compile(r"\s"))
    assert text.s == "あいう"
    assert [g.x0 for g in text.glyphs if g] == [10, 30, 50]
