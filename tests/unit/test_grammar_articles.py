"""Rules in articles, and old and new words side by side."""

from __future__ import annotations

from parsers.grammar.amendments import changed_words, pairs, sides
from parsers.grammar.articles import units
from schemas.document import Cell, Table
from schemas.text import Glyph, Region, Text

RULE = (
    "第１章　総則", "（目的）", "第１条　この指針は、池の鯉を数える手順を定める。", "（数える者）", "第２条　鯉は番人が数える。",
    "２　番人は、次の者から選ぶ。", "(１)　池のそばに住む者", "(２)　鯉に好かれる者", "３　番人が休む日は、", "4匹まで数えなくてよい。",
    "第２条の２　雨の日は数えない。", "第２章　札", "第３条　数は札に書く。札は第２条の番人が立てる。", "付　則", "この指針は、雪の日から施行する。",
)  # fmt: skip


def text(s: str) -> Text:
    return Text(s, [Glyph(1, 10.0 * n, 0, 10.0 * n + 10, 10) for n in range(len(s))])


def read(*lines: str, begins: bool = True) -> list[tuple[str | None, int | None, str | None, str]]:
    return [(u.article, u.paragraph, u.subitem, u.text.s) for u in units((text(line), begins) for line in lines)]


def test_articles_paragraphs_and_items() -> None:
    assert read(*RULE) == [
        ("1", 1, None, "この指針は、池の鯉を数える手順を定める。"),
        ("2", 1, None, "鯉は番人が数える。"),
        ("2", 2, None, "番人は、次の者から選ぶ。"),
        ("2", 2, "1", "池のそばに住む者"),
        ("2", 2, "2", "鯉に好かれる者"),
        ("2", 3, None, "番人が休む日は、4匹まで数えなくてよい。"),
        ("2の2", 1, None, "雨の日は数えない。"),
        ("3", 1, None, "数は札に書く。札は第２条の番人が立てる。"),
        ("付則", None, None, "この指針は、雪の日から施行する。"),
    ]


def test_chapters_and_headings_hold_until_the_next() -> None:
    found = units((text(line), True) for line in RULE)
    assert [(u.chapter.s, u.heading.s) for u in found[:2]] == [("第１章　総則", "目的"), ("第１章　総則", "数える者")]
    assert found[-2].chapter.s == "第２章　札"


def test_a_number_inside_a_sentence_begins_nothing() -> None:
    found = read("第１条　鯉の数は、前の日に", "2匹ふえたものとみなし、", "第３条の札に書く。", begins=False)
    assert found == [("1", 1, None, "鯉の数は、前の日に2匹ふえたものとみなし、第３条の札に書く。")]


def comparison(*rows: tuple[tuple[str, ...], tuple[str, ...]]) -> Table:
    cells = [Cell(0, 0, lines=(text("現　行"),)), Cell(0, 1, lines=(text("改正案"),))]
    for n, (old, new) in enumerate(rows, 1):
        cells += [Cell(n, 0, lines=tuple(map(text, old))), Cell(n, 1, lines=tuple(map(text, new)))]
    return Table(cells, (Region(1, 0, 0, 1, 1),))


def test_only_parts_that_differ_are_pairs() -> None:
    table = comparison(
        (
            ("（数）", "第４条　番人は、鯉を朝に数える。", "２　[略]"),
            ("（数）", "第４条　番人は、鯉を昼に数える。", "２　[略]"),
        ),
        (("第５条　札は木とする。",), ("第５条　札は木とする。", "２　札には番号を付ける。")),
    )
    assert [(p.article, p.paragraph, p.removed, p.added) for p in pairs(table)] == [
        ("4", 1, ("朝",), ("昼",)),
        ("5", 2, (), ("札には番号を付ける。",)),
    ]


def test_sides_by_their_headings() -> None:
    assert sides(comparison()) == (0, 1)
    assert sides(Table([Cell(0, 0, lines=(text("区分"),)), Cell(0, 1, lines=(text("件数"),))], ())) is None


def test_changed_words_are_whole_words() -> None:
    assert changed_words("総務の係および第7号に", "内務の係および第8号に") == (("総務", "第7号"), ("内務", "第8号"))
    assert changed_words("鯉 の数", "鯉の数") == ((), ())
