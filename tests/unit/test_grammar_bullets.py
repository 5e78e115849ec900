from __future__ import annotations

import pytest

from parsers.grammar.bullets import Headings, Line, lines_of, marked, split_bullets, unmarked
from schemas.document import Block, Paragraph
from schemas.text import Glyph, Text

WORDS = {"質問": "question", "回答": "answer", "意見": "opinion", "要望": "opinion"}


def lines(*texts: str) -> list[Line]:
    """A `+` in front says that the reader did not begin a paragraph with the line, blanks set it in."""
    out = []
    for n, raw in enumerate(texts):
        first = not raw.startswith("+")
        words = raw.lstrip("+")
        plain = words.lstrip()
        left = 10.0 * (len(words) - len(plain))
        glyphs = [Glyph(1, left + 10 * k, 20.0 * n, left + 10 * k + 10, 20.0 * n + 10) for k in range(len(plain))]
        out.append(Line(Text(plain, glyphs), first, 1))
    return out


def split(*texts: str, default: str = "explanation") -> list[tuple[str, str]]:
    return [(b.act, b.text.s) for b in split_bullets(lines(*texts), Headings(WORDS), default)]


def test_bullets_under_headings() -> None:
    found = split("○質問", "・一つ目の問い", "・二つ目の問い", "○回答", "・一つ目の答え", "○意見", "・見直すこと。")
    assert found == [
        ("question", "一つ目の問い"),
        ("question", "二つ目の問い"),
        ("answer", "一つ目の答え"),
        ("opinion", "見直すこと。"),
    ]


@pytest.mark.parametrize("mark", ["・", "･", "●", "- ", "- ・", "■", "◦", "①", "（１）", "(2)", "○"])
def test_marks(mark: str) -> None:
    assert split("○質問", f"{mark}問いの一つ", f"{mark}問いの二つ") == [("question", "問いの一つ"), ("question", "問いの二つ")]


@pytest.mark.parametrize(
    "heading", ["○質問", "◯ 質問", "〇質問等", "●質問：", "【質問】", "＜質問事項＞", "質問", "2 質問", "（質問）", "■質問"]
)
def test_headings(heading: str) -> None:
    assert split(heading, "・問い") == [("question", "問い")]


def test_what_stands_before_the_first_heading() -> None:
    assert split("・説明員が述べた。") == [("explanation", "説明員が述べた。")]
    assert split("・承認", default="result") == [("result", "承認")]


def test_a_bullet_over_several_lines() -> None:
    assert split("○回答", "・長い答えは次の", "+  行に続く。", "・次の答え") == [
        ("answer", "長い答えは次の行に続く。"),
        ("answer", "次の答え"),
    ]


def test_a_line_set_in_does_not_begin_a_bullet_by_a_mark() -> None:
    assert split("○質問", "・情報公開", "+    ・個人情報の扱い") == [("question", "情報公開・個人情報の扱い")]


def test_a_paragraph_that_the_reader_cut_goes_on() -> None:
    assert split("○回答", "・長い答えは", "次の頁に続く。") == [("answer", "長い答えは次の頁に続く。")]
    assert split("○回答", "・答える。", "なお、補う。") == [("answer", "答える。\nなお、補う。")]


def test_what_stands_behind_an_ended_bullet_is_not_its() -> None:
    """A running head that the reader left in the text, an addressee at the right margin."""
    found = lines("○結論", "・承認", "                    見本資料", "・次の結論")
    bullets = split_bullets([line._replace(full=False) for line in found], Headings({"結論": "result"}), "explanation")
    assert [b.text.s for b in bullets] == ["承認", "次の結論"]
    goes_on = split_bullets([found[0], found[1]._replace(full=True), found[2]], Headings({"結論": "result"}), "explanation")
    assert [b.text.s for b in goes_on] == ["承認見本資料"]


def test_lines_know_whether_they_reach_the_margin() -> None:
    """Of two columns, each has a margin of its own."""
    texts = [
        x.text
        for x in lines(
            "あいうえおかきくけこさし", "あいう", "                    なにぬねのはひふへほ", "                    なに"
        )
    ]
    blocks = [Block("paragraph", 1, n, (text,)) for n, text in enumerate(texts, 1)]
    assert [x.full for x in lines_of([Paragraph([b]) for b in blocks])] == [True, False, True, False]


def test_without_marks_each_paragraph_is_a_bullet() -> None:
    assert split("○質問", "問いの一つ", "問いの二つ", "○回答", "答え") == [
        ("question", "問いの一つ"),
        ("question", "問いの二つ"),
        ("answer", "答え"),
    ]


def test_tags_in_the_line() -> None:
    assert split("（質問）いつ始めるか。", "（回答）来春とする。", "意見：急ぐこと。") == [
        ("question", "いつ始めるか。"),
        ("answer", "来春とする。"),
        ("opinion", "急ぐこと。"),
    ]


def test_mixed_headings() -> None:
    assert split("○質問・意見", "・始める時期について", "・時期を早めること。") == [
        ("question", "始める時期について"),
        ("opinion", "時期を早めること。"),
    ]
    assert split("○意見に対する回答", "・早める。") == [("answer", "早める。")]


@pytest.mark.parametrize("end", ["（事務局）", "(事務局)", "（事務局）。", " （ 事務局 ） "])
def test_who_said_it(end: str) -> None:
    (bullet,) = split_bullets(lines("○回答", f"・七日で消す。{end}"), Headings(WORDS), "explanation")
    assert (bullet.text.s, bullet.by.s) == ("七日で消す。", "事務局")
    assert bullet.text.regions()[0].x1 == 10.0 * 7


def test_brackets_that_are_no_speaker() -> None:
    (bullet,) = split_bullets(lines("○回答", "・消す（90日以内）"), Headings(WORDS), "explanation")
    assert (bullet.text.s, bullet.by.s) == ("消す（90日以内）", "")


def test_a_word_of_a_heading_in_a_sentence_is_none() -> None:
    assert split("○回答", "・質問の趣旨は承知した。", "・意見") == [("answer", "質問の趣旨は承知した。"), ("answer", "意見")]


def test_nothing() -> None:
    assert split() == []
    assert split("○質問", "○回答") == []


def test_unmarked() -> None:
    assert unmarked(Text("- ・ 問い")).s == "問い"
    assert marked(Text("・問い"))
    assert not marked(Text("2-1 問い"))
