"""Characters as drawn to characters as printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.cleaning import REPLACEMENT, clean_page, drop_doubled
from pipeline.extract.radicals import ORDINARY
from schemas.document import Char, RawPage


def page_of(*texts: str) -> RawPage:
    """A page with each text in a box of its own, ten points wide."""
    chars = [Char(text, 20.0 * n, 100.0, 20.0 * n + 10, 110.0, 10.0) for n, text in enumerate(texts)]
    return RawPage(1, 10_000.0, 800.0, chars)


def cleaned(*texts: str) -> tuple[str, set[str]]:
    page = clean_page(page_of(*texts))
    return "".join(c.text for c in page.chars), {note.code for note in page.notes}


@pytest.mark.parametrize(
    ("drawn", "printed"),
    [
        ("⽇", "日"),
        ("⾏", "行"),
        ("⻑", "長"),
        ("⺠", "民"),
        ("⻄", "西"),
        ("⼾", "戸"),
        ("⿊", "黒"),
        ("\uf9dc", "隆"),
        ("\ufa19", "神"),
    ],
)
def test_stand_ins_become_ordinary_characters(drawn: str, printed: str) -> None:
    assert cleaned(drawn) == (printed, {"radicals_folded"})


def test_every_kangxi_radical_has_an_ordinary_character() -> None:
    assert all(chr(code) in ORDINARY for code in range(0x2F00, 0x2FD6))
    assert all(not "\u2e80" <= form <= "\u2fdf" for form in ORDINARY.values())


def test_widths_are_kept_as_printed() -> None:
    assert cleaned(*"ＡA１1ｱア（(～〜") == ("ＡA１1ｱア（(～〜", set())


def test_ideographs_without_an_equivalent_are_kept() -> None:
    assert cleaned("\ufa11", "髙", "𠮷") == ("\ufa11髙𠮷", set())


def test_blanks_are_kept() -> None:
    assert cleaned("委", "\u3000", "員", " ", "\xa0") == ("委\u3000員  ", set())


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\ud83d", "\u200b", "\u202e", "\u2066", "\ufeff"])
def test_control_characters_are_removed_with_a_note(bad: str) -> None:
    assert cleaned("前", bad, "後") == ("前後", {"cleaned_characters"})


def test_surrogates_that_belong_together_are_one_character() -> None:
    assert cleaned("\ud842\udfb7") == ("𠮷", set())


@pytest.mark.parametrize("unknown", ["(cid:731)", "\ufffd", "\ue042", "\U000f0001"])
def test_unknown_glyphs_are_counted_not_lost(unknown: str) -> None:
    assert cleaned("前", unknown) == ("前" + REPLACEMENT, {"unmapped_glyphs"})


def test_voicing_marks_join_their_kana() -> None:
    assert cleaned("か", "\u3099", "は\u309a") == ("がぱ", set())


def test_variation_selectors_are_no_characters() -> None:
    assert cleaned("葛", "\U000e0100", "辻\ufe00") == ("葛辻", set())


@pytest.mark.parametrize(
    ("code", "font", "mark"),
    [
        ("\uf0fc", "ABCDEF+Wingdings-Regular", "✔"),
        ("\uf06c", "CIDFont+F2", "●"),
        ("\uf0b7", "ABCDEF+SymbolMT", "•"),
        ("\uf06c", "ABCDEF+SomeOtherFont", REPLACEMENT),
        ("\uf0fc", "Wingdings2", REPLACEMENT),
    ],
)
def test_marks_of_symbol_fonts(code: str, font: str, mark: str) -> None:
    page = page_of(code)
    page.fonts = [font]
    assert [c.text for c in clean_page(page).chars] == [mark]


def test_a_ligature_shares_its_box() -> None:
    page = clean_page(page_of("ﬃ"))
    assert [(c.text, c.x0, c.x1) for c in page.chars] == [("f", 0.0, 3.33), ("f", 3.33, 6.67), ("i", 6.67, 10.0)]


def test_soft_hyphens_are_hyphens() -> None:
    assert cleaned("\xad")[0] == "-"


def test_glyphs_drawn_twice_are_one() -> None:
    once = [Char(text, 50.0 + 10 * n, 100.0, 60.0 + 10 * n, 110.0, 10.0) for n, text in enumerate("太字太字")]
    again = [c._replace(x0=c.x0 + 0.4, x1=c.x1 + 0.4, top=c.top + 0.2) for c in once]
    page = clean_page(RawPage(1, 600.0, 800.0, once + again))
    assert page.chars == once
    assert [n.code for n in page.notes] == ["doubled_glyphs"]


def test_equal_neighbours_are_not_doubled() -> None:
    dots = [Char("・", 50.0 + 5 * n, 100.0, 60.0 + 5 * n, 110.0, 10.0) for n in range(20)]
    narrow = [Char("1", 50.0 + 2.2 * n, 200.0, 52.2 + 2.2 * n, 210.0, 10.0) for n in range(20)]
    assert drop_doubled(dots + narrow) == dots + narrow


def test_characters_outside_the_page_are_left_out() -> None:
    inside, outside = Char("内", 10.0, 10.0, 20.0, 20.0, 10.0), Char("外", -30.0, 10.0, -20.0, 20.0, 10.0)
    page = clean_page(RawPage(1, 600.0, 800.0, [inside, outside]))
    assert page.chars == [inside]
    assert [n.code for n in page.notes] == ["hidden_text"]


@given(st.lists(st.text(min_size=1, max_size=3), max_size=30))
def test_what_is_left_can_be_stored(texts: list[str]) -> None:
    """Whatever a file holds, the result has no control characters or surrogates, and each character a box of its own."""
    for char in clean_page(page_of(*texts)).chars:
        assert len(char.text) == 1
        assert unicodedata.category(char.text) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        assert char.x0 <= char.x1
