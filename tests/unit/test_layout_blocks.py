"""Lines become the paragraphs that their typesetter meant."""

from __future__ import annotations

import pytest

from parsers.pdf.blocks import Draft, build_drafts, goes_on
from parsers.pdf.rows import Column, Row
from schemas.text import Glyph, Text

COLUMN = Column(50.0, 250.0)
"""Twenty ems of ten points."""


def row(words: str, line: int, indent: float = 0.0, *, size: float = 10.0, bold: bool = False, pitch: float = 17.0) -> Row:
    """A line whose first letter stands `indent` ems from the left edge; a tab is a gap of five ems."""
    x, y = COLUMN.x0 + indent * 10, 100 + line * pitch
    letters, glyphs = [], []
    for c in words:
        if c == "\t":
            x += 5 * size
            letters.append(" ")
            glyphs.append(None)
            continue
        width = size / 2 if c.isascii() else size
        letters.append(c)
        glyphs.append(Glyph(1, x, y, x + width, y + size))
        x += width
    return Row(Text("".join(letters), glyphs), COLUMN.x0 + indent * 10, y, x, y + size, size, bold)


def drafts(*lines: tuple[str, float]) -> list[Draft]:
    return build_drafts([row(words, n, indent) for n, (words, indent) in enumerate(lines)], COLUMN, 10.0)


def texts(found: list[Draft]) -> list[str]:
    return ["".join(r.text.s for r in d.rows) for d in found]


FULL = "棚の紙を数えてから箱に入れて鍵をかける"  # nineteen letters: the line is full when indented by one


def test_an_indented_line_begins_a_paragraph() -> None:
    found = drafts((FULL, 1), (FULL + "事", 0), ("とした。", 0), (FULL, 1), ("ことはない。", 0))
    assert [len(d.rows) for d in found] == [3, 2]
    assert [d.indent for d in found] == [1.0, 1.0]


def test_a_full_last_line_does_not_join_the_next_paragraph() -> None:
    found = drafts(
        (FULL, 1), ("そのあとで棚の紙を数え直して箱に戻した。", 0), (FULL, 1), ("ことはない。", 0), ("次の日に", 0), ("また", 0)
    )
    assert [len(d.rows) for d in found][:2] == [2, 2]


def test_a_short_line_ends_a_paragraph() -> None:
    assert [len(d.rows) for d in drafts(("箱に入れる", 0), ("鍵をかける", 0))] == [1, 1]


@pytest.mark.parametrize("mark", ["・", "○", "◆", "※", "①", "⑥", "●"])
def test_marks_begin_a_block_and_their_lines_hang(mark: str) -> None:
    found = drafts((mark + FULL, 0), ("こととする。", 1), (mark + FULL, 0), ("こととした。", 1))
    assert [len(d.rows) for d in found] == [2, 2]


def test_a_turn_and_its_paragraphs() -> None:
    found = drafts(
        ("○見本委員　箱の鍵は誰が持つのかを尋ねる", 0),
        ("ものである。夜のあいだのことも聞きたい。", 0),
        ("もう一つ、紙の数え方が分からないので、", 1),
        ("教えてもらいたい。", 0),
        ("○仮の課長　鍵は係長が持つ。", 0),
    )
    assert [len(d.rows) for d in found] == [2, 2, 1]


def test_numbers_hang_by_their_width() -> None:
    lines = [
        row("1. 箱に入れた紙は三年のあいだ捨てな。", 0),
        row("その後は溶かして捨てる。", 1, 1.5),
        row("2. 鍵は係長が持つ。", 2),
    ]
    assert [len(d.rows) for d in build_drafts(lines, COLUMN, 10.0)] == [2, 1]


def test_a_long_label_hangs() -> None:
    found = drafts(("3月　　窓口に箱を置き、紙を数え始めるこ", 0), ("ととした。", 4), ("4月　　鍵をかける。", 0))
    assert [len(d.rows) for d in found] == [2, 1]


def test_a_title_over_two_centred_lines_is_one_heading() -> None:
    lines = [
        row("箱と棚と鍵についての今の取決めの見直し", 0, 0.5, bold=True),
        row("について", 1, 8, bold=True),
        row(FULL, 2, 1),
    ]
    found = build_drafts(lines, COLUMN, 10.0)
    assert [(d.kind, len(d.rows)) for d in found] == [("heading", 2), ("paragraph", 1)]


def test_two_centred_titles_stay_two() -> None:
    lines = [row("箱の取決め", 0, 7.5, size=12.0), row("棚の取決め", 1, 7.5, size=12.0)]
    assert [d.kind for d in build_drafts(lines, COLUMN, 10.0)] == ["heading", "heading"]


def test_right_aligned_lines_stay_apart() -> None:
    found = drafts(("令和5年5月5日", 14.5), ("見本区見本課長", 13), ("見本部", 17))
    assert [(d.align, len(d.rows)) for d in found] == [("right", 1)] * 3


def test_lines_set_apart_are_paragraphs() -> None:
    lines = [row(FULL + "事", 0), row(FULL + "事", 1), row(FULL + "事", 3), row(FULL + "事", 4), row("おわり", 5)]
    assert [len(d.rows) for d in build_drafts(lines, COLUMN, 10.0)] == [2, 3]


def test_lines_of_contents_end_at_their_page_number() -> None:
    found = drafts(("箱の取決め　・・・・・・・・・・・・・3", 0), ("棚の取決め　・・・・・・・・・・・・・5", 0))
    assert [len(d.rows) for d in found] == [1, 1]


def test_lines_of_items_far_apart_are_no_paragraph() -> None:
    found = drafts(("赤い箱\t三百個\t二", 0), ("青い箱\t四百個\t五", 0))
    assert [len(d.rows) for d in found] == [1, 1]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("【「異議なし」と呼ぶ者あり】", "stage"),
        ("(「はい」と呼ぶ者あり）", "stage"),
        ("〔「なし」と呼ぶ者あり", "stage"),
        ("※　数は三月のもの", "note"),
        ("表3　箱の数", "caption"),
        ("（1）　箱の数え方", "bullet"),
        ("ア　箱の数え方", "bullet"),
        ("箱の数え方は別に決める。", "paragraph"),
    ],
)
def test_kinds(words: str, kind: str) -> None:
    assert [d.kind for d in drafts((words, 0))] == [kind]


def test_text_goes_on_in_the_next_column() -> None:
    first = drafts((FULL, 1), (FULL + "事", 0))[-1]
    rest, fresh, turn = drafts(("とした。", 0)), drafts(("とした。", 1)), drafts(("○見本委員　はい。", 0))
    ended = drafts((FULL, 1), ("箱に入れた。", 0))[-1]
    assert goes_on(first, rest[0])
    assert not goes_on(first, fresh[0])
    assert not goes_on(first, turn[0])
    assert not goes_on(ended, rest[0])


def test_the_heading_of_an_article_stands_by_itself() -> None:
    lines = (
        ("第２条　棚の紙を数えてから箱に入れて鍵も", 0),
        ("かけ、そのあとに棚へ戻すものとする。", 1),
        ("（棚の鍵）", 1),
        ("第３条　鍵は、箱に入れる。", 0),
    )
    assert [len(d.rows) for d in drafts(*lines)] == [2, 1, 1]


def test_a_remark_in_brackets_ends_its_paragraph() -> None:
    lines = ((FULL, 1), ("鍵をかけ、そのあとで棚に戻すものとする。", 0), ("（棚の鍵を除く。）", 0))
    assert [len(d.rows) for d in drafts(*lines)] == [3]


def test_the_small_mark_of_a_note_goes_with_its_word() -> None:
    full, short = row(FULL, 0, 1), row("棚の紙を数えてから箱に入れて鍵を", 1)
    after = row("か※四。鍵は別の箱に入れる。", 2)
    glyphs = [g._replace(bottom=g.top + 6) if g and n in (1, 2) else g for n, g in enumerate(after.text.glyphs)]
    raised = after._replace(text=Text(after.text.s, glyphs))
    assert [len(d.rows) for d in build_drafts([full, short, after], COLUMN, 10.0)] == [2, 1]
    assert [len(d.rows) for d in build_drafts([full, short, raised], COLUMN, 10.0)] == [3]
