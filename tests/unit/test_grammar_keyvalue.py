"""Paragraphs inside cells, labels, boxed digits, and what is no table of boxes."""

from __future__ import annotations

import pytest

from parsers.grammar.keyvalue import bare_label, cell_paragraphs, fields, is_keyvalue, label_number, unspread
from schemas.document import Cell, Table
from schemas.text import Glyph, Region, Text

EM = 10.0


def line(text: str, left: float = 0.0, row: int = 0) -> Text:
    """A printed line whose characters are 10 points wide, `left` ems from the edge."""
    plain = text.lstrip("　")
    start = (left + len(text) - len(plain)) * EM
    return Text(plain, [Glyph(1, start + n * EM, row * 14.0, start + (n + 1) * EM, row * 14.0 + EM) for n in range(len(plain))])


def cell(*lines: str, width: float | None = None, row: int = 0, col: int = 0, row_span: int = 1, col_span: int = 1) -> Cell:
    box = Region(1, -5.0, 0.0, width * EM + 5.0, 100.0) if width else None
    return Cell(row, col, row_span, col_span, tuple(line(t, row=n) for n, t in enumerate(lines)), box)


def table(*rows: tuple[str, ...]) -> Table:
    return Table([cell(t, row=r, col=c) for r, row in enumerate(rows) for c, t in enumerate(row)], (Region(1, 0, 0, 1, 1),))


def paragraphs(*lines: str, width: float | None = None) -> list[str]:
    return [p.s for p in cell_paragraphs(cell(*lines, width=width))]


def test_a_first_line_that_is_set_in_begins_a_paragraph() -> None:
    found = paragraphs(
        "　見本の池では鯉の数を毎朝かぞえ",
        "る。雨の日は数えない。池の番人に",
        "よれば鯉は数えるのが好きである。",
        "　数えた数は札に書いて岸に立てる",
    )
    assert found == [
        "見本の池では鯉の数を毎朝かぞえる。雨の日は数えない。池の番人によれば鯉は数えるのが好きである。",
        "数えた数は札に書いて岸に立てる",
    ]


def test_a_short_last_line_ends_a_paragraph() -> None:
    assert paragraphs("見本風鈴株式会社", "東京都見本市鈴音町三丁目四番五号", width=24) == [
        "見本風鈴株式会社",
        "東京都見本市鈴音町三丁目四番五号",
    ]


def test_a_full_line_goes_on() -> None:
    assert paragraphs("風鈴の音を端末で聞けるようにす", "る事業", width=15) == ["風鈴の音を端末で聞けるようにする事業"]


def test_marks_begin_paragraphs_and_brackets_inside_a_sentence_do_not() -> None:
    found = paragraphs("(1)　鈴を鳴らす者の名", "(2)　電話番号（持ち歩くもの", "（二台目を含む）を除く", "・音色")
    assert found == ["(1)　鈴を鳴らす者の名", "(2)　電話番号（持ち歩くもの（二台目を含む）を除く", "・音色"]


def test_a_caption_stands_alone() -> None:
    assert paragraphs("【区が送る項目】", "鈴の番号、音色") == ["【区が送る項目】", "鈴の番号、音色"]


def test_a_number_that_cannot_be_parted_leaves_room_on_a_line() -> None:
    assert paragraphs("鈴の台数は全部で", "1234567890台ある", width=15) == ["鈴の台数は全部で1234567890台ある"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("所 管 課 名", "所管課名"),
        ("業　務　の　名　称", "業務の名称"),
        ("結 合 の 相 手方 の 住 所", "結合の相手方の住所"),
        ("4 実施予定年月", "4 実施予定年月"),
        ("7　個 人 情 報 の 保 護", "7　個人情報の保護"),
        ("NTT データ 係", "NTT データ 係"),
        ("1週間 2", "1週間 2"),
        ("区分", "区分"),
    ],
)
def test_labels_lose_blanks_that_only_spread_them(printed: str, expected: str) -> None:
    assert unspread(Text(printed)).s == expected


def test_bare_labels() -> None:
    assert bare_label(Text("６ 取り扱う項目（または送る項目）")) == "取り扱う項目"
    assert bare_label(Text("15日かかったもの")) == "15日かかったもの"
    assert label_number("3 結合先") == 3
    assert label_number("結合先") is None


def test_digits_in_boxes_are_one_value() -> None:
    grid = table(("業 務 番 号", "1", "4", "", "0", "2"), ("所 管 課 名", "鈴課", "", "", "", ""))
    assert fields(grid)[0].value.s == "14 02"


def test_a_row_without_a_label_goes_on_with_the_box_above() -> None:
    grid = table(("1 概要", "鈴を"), ("", "鳴らす"), ("2 所管", "鈴課"))
    assert [(f.label.s, f.value.s) for f in fields(grid)] == [("1 概要", "鈴を鳴らす"), ("2 所管", "鈴課")]


def test_a_label_that_a_page_cuts_is_one_label() -> None:
    grid = table(("1 概要", "鈴を鳴らす"), ("2 取り扱う個", "鈴の名、"), ("人情報の項目", "鈴の音"), ("3 所管", "鈴課"))
    assert [(f.name, f.value.s) for f in fields(grid)] == [
        ("概要", "鈴を鳴らす"),
        ("取り扱う個人情報の項目", "鈴の名、鈴の音"),
        ("所管", "鈴課"),
    ]


def test_tables_of_numbers_and_of_types_are_no_boxes() -> None:
    assert is_keyvalue(table(("1 概要", "鈴を鳴らす"), ("2 所管", "鈴課"), ("3 期日", "未定")))
    assert not is_keyvalue(table(("区分", "件数"), ("南", "3"), ("北", "4")))
    assert not is_keyvalue(table(("No", "類型"), ("1", "鈴を貸す場合"), ("2", "鈴を借りる場合")))


def test_values_keep_their_place() -> None:
    found = cell_paragraphs(cell("鈴の名、音", "色、持ち主の名"))
    assert found[0].regions()[0].page_no == 1
    assert len(found[0].regions()) == 2
