"""Pre-printed options and the marks at them."""

from __future__ import annotations

import pytest

from parsers.grammar.options import options
from schemas.text import Text


@pytest.mark.parametrize(
    ("lines", "words", "chosen"),
    [
        (("□鈴　☑池　☐その他（　）",), ("鈴", "池", "その他（　）"), ("池",)),
        (("□レンタル　■購入・修繕",), ("レンタル", "購入・修繕"), ("購入・修繕",)),
        (("□✓ 鈴　□ 池",), ("鈴", "池"), ("鈴",)),
        (("□レ鈴　□池",), ("鈴", "池"), ("鈴",)),
        (("方法　□鈴　✓池",), ("鈴", "池"), ("池",)),
        (("鈴 □　池 ■",), ("鈴", "池"), ("池",)),
        (("◉鈴　○池",), ("鈴", "池"), ("鈴",)),
        (("□鈴", "□池"), ("鈴", "池"), ()),
        (("1.鈴の費用 ○2.池の費用", "3.橋の費用"), ("1.鈴の費用", "2.池の費用", "3.橋の費用"), ("2.池の費用",)),
        (("①鈴　レ②池",), ("①鈴", "②池"), ("②池",)),
        (("○有・無",), ("有", "無"), ("有",)),
        (("あり　○なし",), ("あり", "なし"), ("なし",)),
        (("可○／否",), ("可", "否"), ("可",)),
        (("鈴　○池　その他（　）",), ("鈴", "池", "その他（　）"), ("池",)),
    ],
)
def test_marks_in_front_of_and_behind_options(lines: tuple[str, ...], words: tuple[str, ...], chosen: tuple[str, ...]) -> None:
    assert options([Text(line) for line in lines]) == (words, chosen)


@pytest.mark.parametrize(
    "lines",
    [
        ("1.鈴を数える 2.池を掘る",),
        ("○1.鈴の費用", "○2.池の費用"),
        ("○鈴・池",),
        ("○鈴の台帳", "○池の台帳"),
        ("○○区の池",),
        ("有・無",),
        ("○1.鈴を数え、その数を台帳に書き、それから池のほとりで鳴らし、終わりにしまう者 2.池",),
    ],
)
def test_bullets_lists_and_sentences_are_no_choice(lines: tuple[str, ...]) -> None:
    assert options([Text(line) for line in lines]) is None
