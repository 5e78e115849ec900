"""Tables of words without any rule, texts that only look like one, and rows of cells with several lines; all made up (見本)."""

from __future__ import annotations

import pytest

from parsers.pdf import read
from parsers.pdf.tables import find_tables, table_in
from schemas.document import Char, FlowTable, RawPage, Region, Rule, Table

PROSE = "この文章は、表ではなく段組みにした見本の文である。数字は持たず、行の終わりまで続いて次の行に移る。"


def words(text: str, x: float, top: float) -> list[Char]:
    """Full-width characters of 10 points, others of half that width; blanks leave white."""
    out: list[Char] = []
    for letter in text:
        width = 5.0 if letter.isascii() else 10.0
        if not letter.isspace():
            out.append(Char(letter, x, top, x + width, top + 10, 10.0))
        x += width
    return out


def lines(*rows: tuple[float, list[tuple[float, str]]]) -> list[Char]:
    return [c for top, cells in rows for x, text in cells for c in words(text, x, top)]


def listed(xs: list[float], rows: list[list[str]], top: float = 100.0, step: float = 18.0) -> list[Char]:
    return lines(*((top + n * step, list(zip(xs, row, strict=True))) for n, row in enumerate(rows)))


def text_column(x: float, top: float, n: int, width: int = 22, step: float = 16.0) -> list[Char]:
    return [c for k in range(n) for c in words((PROSE * 2)[7 * k % 40 :][:width], x, top + k * step)]


def page(chars: list[Char], rules: list[Rule] | None = None, width: float = 600.0, height: float = 800.0) -> RawPage:
    return RawPage(1, width, height, chars, rules or [])


def rows_of(table: Table) -> list[list[str]]:
    return [[c.text.s for c in table.row(n)] for n in range(table.n_rows)]


SCHEDULE = [
    ["令和8年", "4月", "見本の部会で案をまとめる"],
    ["", "6月", "見本区民の意見を聴く手続"],
    ["", "9月", "見本の条例案を出す"],
]
MEMBERS = [
    ["会長", "見本太郎", "見本大学教授"],
    ["副会長", "仮名花子", "弁護士"],
    ["委員", "例示一郎", "見本町会連合会"],
    ["委員", "試作次郎", "公募"],
]
HOURS = [["開会", "午後2時00分", "201室"], ["休憩", "午後3時10分", "ロビー"], ["閉会", "午後4時30分", "201室"]]


@pytest.mark.parametrize(
    ("xs", "rows"),
    [([70.0, 160.0, 230.0], SCHEDULE), ([70.0, 130.0, 240.0], MEMBERS), ([80.0, 180.0, 300.0], HOURS)],
    ids=["schedule", "names and posts", "timetable"],
)
def test_words_in_columns_are_a_table(xs: list[float], rows: list[list[str]]) -> None:
    tables = find_tables(page(words("前に立つ段落は表の外にある。", 50, 70) + listed(xs, rows))).tables
    assert [(t.ruling, rows_of(t)) for t in tables] == [("none", rows)]


def test_amounts_behind_names_are_a_table() -> None:
    rows = [["封筒の見本", "12,300円"], ["用紙の見本", "4,050円"], ["郵便の見本", "980円"]]
    assert rows_of(find_tables(page(listed([70, 300], rows))).tables[0]) == rows


@pytest.mark.parametrize("landscape", [False, True])
def test_a_table_beside_a_column_of_text_is_read_without_it(landscape: bool) -> None:
    width, second = (842.0, 460.0) if landscape else (600.0, 330.0)
    left = text_column(50, 60, 6) + listed([50, 110, 190], MEMBERS, 180) + text_column(50, 280, 8)
    tables = find_tables(page(left + text_column(second, 60, 24), width=width, height=800 if not landscape else 595)).tables
    assert [rows_of(t) for t in tables] == [MEMBERS]


def test_no_table_reaches_over_the_sides_of_a_box() -> None:
    boxes = [(60.0, 90.0, 150.0, 230.0), (170.0, 90.0, 330.0, 230.0)]
    rules = [
        rule
        for x0, top, x1, bottom in boxes
        for rule in (Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom))
    ]
    assert find_tables(page(listed([70, 180, 270], MEMBERS), rules)).tables == []


NESTED = [["1", "(1)", PROSE[:25]], ["", "(2)", PROSE[5:30]], ["2", "(1)", PROSE[10:35]], ["", "(2)", PROSE[:22]]]
CONTENTS = [
    ["第1章", "見本の目的", "1"],
    ["第2章", "見本の方法", "4"],
    ["第3章", "見本の結果", "12"],
    ["付録", "見本の資料", "30"],
]
TERMS = [["見本法", PROSE[:28]], ["", PROSE[28:45]], ["仮条例", PROSE[3:31]], ["", PROSE[31:40]], ["例規", PROSE[5:33]]]
HEADS = [["日時", "令和の見本の日 午後2時"], ["場所", "見本の会議室"], ["議題", "見本の件"], ["出席", "10名"]]
SPREAD = [["流", "動", "資産", "甲"], ["固", "定", "資産", "乙"], ["合", "計", "資産", "丙"]]


@pytest.mark.parametrize(
    "chars",
    [
        text_column(50, 100, 14) + text_column(330, 100, 14),
        text_column(50, 100, 14) + text_column(330, 107, 14),
        [c for x in (40, 230, 420) for c in text_column(x, 100, 14, 15)],
        [c for x in (40, 180, 320, 460) for c in text_column(x, 100, 14, 11)],
        listed([50, 80, 115], NESTED),
        listed([50, 120, 400], CONTENTS),
        listed([50, 140], TERMS),
        listed([50, 140], HEADS),
        listed([50, 100, 180, 260], SPREAD),
        [c for n in range(6) for c in words("○見本会長", 50, 100 + 40 * n) + text_column(130, 100 + 40 * n, 2, 38)],
        [c for n in range(6) for c in words("　" * (n % 3) + PROSE[: 40 - n % 3], 50, 100 + 16 * n)],
    ],
    ids=[
        "two columns", "columns of other heights", "three columns", "four columns", "nested points", "contents", "terms",
        "labels and values", "letters set far apart", "speakers", "indented text",
    ],
)  # fmt: skip
def test_other_texts_are_no_tables_of_words(chars: list[Char]) -> None:
    assert find_tables(page(chars)).tables == []


WRAPPED = [
    (100.0, [(60.0, "区分"), (150.0, "見本の内容"), (400.0, "所管")]),
    (124.0, [(150.0, "見本の名簿を作り、年度の初めに")]),
    (130.0, [(60.0, "甲"), (400.0, "見本一課")]),
    (136.0, [(150.0, "番号の順に確かめる事務")]),
    (160.0, [(150.0, "仮の台帳を写し、月の終わりまで")]),
    (166.0, [(60.0, "乙"), (400.0, "見本二課")]),
    (172.0, [(150.0, "に保管する事務")]),
    (196.0, [(60.0, "丙"), (150.0, "例示の封筒を送る事務"), (400.0, "見本三課")]),
]


def test_lines_that_stand_close_are_one_cell() -> None:
    table = find_tables(page(lines(*WRAPPED))).tables[0]
    assert rows_of(table) == [
        ["区分", "見本の内容", "所管"],
        ["甲", "見本の名簿を作り、年度の初めに番号の順に確かめる事務", "見本一課"],
        ["乙", "仮の台帳を写し、月の終わりまでに保管する事務", "見本二課"],
        ["丙", "例示の封筒を送る事務", "見本三課"],
    ]


def test_a_label_between_two_rows_spans_them() -> None:
    chars = lines(
        (100, [(60, "種別"), (150, "部署"), (260, "件数")]),
        (118, [(150, "見本一課"), (260, "30")]),
        (127, [(60, "誤送付")]),
        (136, [(150, "見本二課"), (260, "4")]),
        (154, [(150, "見本三課"), (260, "12")]),
        (163, [(60, "紛失")]),
        (172, [(150, "見本四課"), (260, "9")]),
    )
    table = table_in(page(chars), Region(1, 40, 90, 400, 200))
    assert table is not None
    assert {c.text.s: (c.row, c.row_span) for c in table.cells if c.col == 0} == {
        "種別": (0, 1),
        "誤送付": (1, 2),
        "紛失": (3, 2),
    }
    assert (table.n_rows, table.n_cols) == (5, 3)


def test_words_in_lines_of_their_own_span_no_rows() -> None:
    chars = lines(
        *((100 + 16 * n, [(60 if n % 2 else 200, f"見本{n}")]) for n in range(6)), (196, [(60, "仮の名"), (200, "仮の値")])
    )
    table = table_in(page(chars), Region(1, 40, 90, 500, 220))
    assert table is not None
    assert {c.row_span for c in table.cells} == {1}


def test_a_heading_spans_the_columns_that_have_words_in_the_line_below_alone() -> None:
    chars = lines(
        (100, [(160, "件数の内訳")]),
        (109, [(60, "種別"), (330, "備考")]),
        (118, [(160, "昨年度"), (240, "今年度")]),
        (136, [(60, "誤送付"), (160, "12"), (240, "9"), (330, "見本")]),
        (154, [(60, "紛失"), (160, "3"), (240, "20"), (330, "仮")]),
        (172, [(60, "誤交付"), (160, "7"), (240, "4"), (330, "例")]),
    )
    table = table_in(page(chars), Region(1, 40, 90, 500, 200))
    assert table is not None
    spans = {c.text.s: (c.row, c.col, c.row_span, c.col_span) for c in table.cells if c.row < 2}
    assert spans == {
        "種別": (0, 0, 2, 1),
        "件数の内訳": (0, 1, 1, 2),
        "備考": (0, 3, 2, 1),
        "昨年度": (1, 1, 1, 1),
        "今年度": (1, 2, 1, 1),
    }


def test_a_line_goes_on_only_where_the_line_above_is_full() -> None:
    """Rows as close as lines: of words that would have fitted above nothing is the rest of a cell."""
    rows = [
        ["甲", "見本の名簿を作る事務で、年度の"],
        ["", "初めに確かめるもの"],
        ["乙", "仮の台帳"],
        ["丙", "例示の封筒"],
        ["", "試作の用紙"],
    ]
    table = table_in(page(listed([60, 120], rows, step=14)), Region(1, 40, 90, 400, 200))
    assert table is not None
    assert [[c.text.s for c in table.row(n)] for n in range(table.n_rows)] == [
        ["甲", "見本の名簿を作る事務で、年度の初めに確かめるもの"],
        ["乙", "仮の台帳"],
        ["丙", "例示の封筒"],
        ["", "試作の用紙"],
    ]


def test_places_without_words_are_empty_cells() -> None:
    table = find_tables(page(listed([70, 160, 230], SCHEDULE))).tables[0]
    assert [(c.row, c.col) for c in table.cells if not c.lines] == [(1, 0), (2, 0)]
    assert len(table.cells) == 9


LONG = [[f"{n}月", f"見本の部会{n}", "案をまとめる" if n % 2 else "見本区民の意見を聴く"] for n in range(1, 10)]


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_the_rest_of_a_table_at_the_head_of_the_next_page_belongs_to_it(rows: int) -> None:
    xs, text = [70.0, 130.0, 260.0], words("後に立つ段落は表の外にある。", 50, 100 + 18 * rows + 40)
    first = RawPage(1, 600.0, 800.0, listed(xs, LONG[:-rows]))
    second = RawPage(2, 600.0, 800.0, listed(xs, LONG[-rows:], 60) + text)
    document = read([first, second], "0" * 16, "mihon.pdf")
    tables = [element.table for element in document.flow if isinstance(element, FlowTable)]
    assert [rows_of(t) for t in tables] == [LONG]
    assert document.pages[1].blocks[-1].text.s == "後に立つ段落は表の外にある。"


def test_other_lines_at_the_head_of_the_next_page_are_no_rest_of_a_table() -> None:
    first = RawPage(1, 600.0, 800.0, listed([70.0, 130.0, 260.0], LONG))
    second = RawPage(2, 600.0, 800.0, listed([50.0, 160.0, 330.0], [["見本の課", "仮の別の行", "ここは表ではない"]], 60))
    document = read([first, second], "0" * 16, "mihon.pdf")
    assert [b.kind for b in document.pages[1].blocks] != ["table"]
    assert sum(isinstance(element, FlowTable) for element in document.flow) == 1


OPTIONS = [
    ["□ある見本", "□ない見本", "□知らない"],
    ["□賛成する", "□反対する", "□保留する"],
    ["□毎日の見本", "□毎週の見本", "□毎月の見本"],
]
CONTACT = [["郵便", "123-4567"], ["電話", "03-0000-1111"], ["ファクス", "03-0000-2222"]]


@pytest.mark.parametrize(
    "chars", [listed([60, 160, 300], OPTIONS), listed([350, 420], CONTACT)], ids=["boxes to tick", "contact"]
)
def test_points_and_labels_are_no_tables_of_words(chars: list[Char]) -> None:
    assert find_tables(page(chars)).tables == []
