"""What boxes hold: items of personal information, safeguards, parties, options, sections, dated events, notices."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pytest

from parsers.grammar.boxes import is_running
from parsers.grammar.clauses import measure_of, party_of, personal_items, safeguards, split_top
from parsers.grammar.events import events
from parsers.grammar.matters import handlings_of, party_role
from parsers.grammar.options import options
from parsers.grammar.parties import parties
from parsers.grammar.sections import heading_of, sections
from schemas.document import Block, Cell, Element, FlowTable, Paragraph, Table
from schemas.text import Text


def texts(*lines: str) -> list[Text]:
    return [Text(line) for line in lines]


def test_items_are_cut_outside_of_brackets_only() -> None:
    assert [p.s for p in split_top(Text("鈴の名、状態（割れ、欠け（深さ、幅））、音の高低・長短"))] == [
        "鈴の名",
        "状態（割れ、欠け（深さ、幅））",
        "音の高低・長短",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("【送る項目】", "鈴の名、音"), [("鈴の名", "送る項目"), ("音", "送る項目")]),
        (("〔送る項目〕 鈴の名、音",), [("鈴の名", "送る項目"), ("音", "送る項目")]),
        (
            ("(1)　池の業務", "鯉の名、色", "(2)　鈴の業務", "音"),
            [("鯉の名", "池の業務"), ("色", "池の業務"), ("音", "鈴の業務")],
        ),
        (("(1)　鯉の名", "(2)　色"), [("鯉の名", ""), ("色", "")]),
        (("【受ける項目】", "送る項目と同じ。"), []),
        (
            ("鈴の名、音の指数（鯉の指数と同じ。音の目安）、備考",),
            [("鈴の名", ""), ("音の指数（鯉の指数と同じ。音の目安）", ""), ("備考", "")],
        ),
        (("鈴の台帳は課で作る。",), []),
        (("風鈴等事項（名前　色　音の高さ）",), [("名前", "風鈴等事項"), ("色", "風鈴等事項"), ("音の高さ", "風鈴等事項")]),
    ],
)
def test_personal_items(lines: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert [(g.text.s, g.group.s) for g in personal_items(texts(*lines))] == expected


def test_whose_items_they_are_is_their_group() -> None:
    found = personal_items(texts("令和4年度において、風鈴を三度借りた利用者の氏名、住所"))
    assert [(g.text.s, g.group.s) for g in found] == [
        ("氏名", "令和4年度において、風鈴を三度借りた利用者"),
        ("住所", "令和4年度において、風鈴を三度借りた利用者"),
    ]


def test_each_clause_is_a_safeguard_and_the_lead_in_is_what_it_says_itself() -> None:
    found = safeguards(
        texts(
            "【区が講じる保護措置】", "風鈴の方針を守るとともに、つぎの保護措置を講ずる。", "(1)　鈴を数える。", "鈴をしまう。",
            "【受託者が講じる措置】", "次の措置を講じる。", "①鈴を返す。",
        )
    )  # fmt: skip
    assert [(g.text.s, party_of(g.group.s)) for g in found] == [
        ("風鈴の方針を守る", "ward"),
        ("鈴を数える。", "ward"),
        ("鈴をしまう。", "ward"),
        ("鈴を返す。", "contractor"),
    ]


def test_measures_by_the_words_that_weigh_most() -> None:
    words = {"暗号": "encryption", "施錠": "physical_security", "ID": "access_control", "パスワード": "access_control"}
    assert measure_of("I DとパスワードをTLSで暗号にする", words) == "access_control"
    assert measure_of("鈴を磨く", words) == "other"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("見本風鈴株式会社", "東京都見本市鈴音町三丁目4番5号"), [("見本風鈴株式会社", "東京都見本市鈴音町三丁目4番5号")]),
        (("株式会社 見本 大阪府見本市北町1-2",), [("株式会社 見本", "大阪府見本市北町1-2")]),
        (("名称　見本会　所在地　見本市南町二丁目3番",), [("見本会", "見本市南町二丁目3番")]),
        (("(1)　見本甲社", "(2)　見本乙社"), [("見本甲社", ""), ("見本乙社", "")]),
        (("未定（公募により選定する。）",), []),
        (("別紙のとおり",), []),
    ],
)
def test_parties(lines: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert [(p.name.s, p.address.s) for p in parties(texts(*lines))] == expected


def test_roles_by_label() -> None:
    assert [party_role(w) for w in ("結合先", "委託先", "再委託先", "提供先", "鈴")] == [
        "link_partner",
        "contractor",
        "subcontractor",
        "recipient",
        None,
    ]


def test_options_keep_what_was_printed_and_ticks_that_are_characters() -> None:
    drawn = options(texts("閲覧　文書", "その他（　）"))
    assert drawn is not None
    assert drawn == (("閲覧", "文書", "その他（　）"), None)
    ticked = options(texts("□閲覧　■文書", "□その他（　）"))
    assert ticked is not None
    assert ticked == (("閲覧", "文書", "その他（　）"), ("文書",))
    assert options(texts("鈴を鳴らすため。", "鈴をしまうため。", "その他（　）")) is None


def test_headings_of_sections() -> None:
    known = frozenset({"適用日"})
    assert [t.s for t in heading_of(Text("１　適用日"), 1) or ()] == ["１　適用日", ""]
    assert [t.s for t in heading_of(Text("1 適用日 令和4年5月2日"), 1, known) or ()] == ["1 適用日", "令和4年5月2日"]
    assert heading_of(Text("8 月 鈴を数えた"), 8) is None
    assert heading_of(Text("3　原因"), 2) is None
    assert heading_of(Text("1　鈴を数える。池に行く"), 1) is None


@pytest.mark.parametrize(("ruling", "value"), [("none", "2月 鈴を買う\n鈴を鳴らす"), ("full", "")])
def test_a_schedule_without_rules_is_what_its_section_says(ruling: Literal["none", "full"], value: str) -> None:
    words = {(0, 0): "2月", (0, 1): "鈴を買う", (1, 1): "鈴を鳴らす"}
    table = Table([Cell(row, col, lines=(Text(said),)) for (row, col), said in words.items()], (), ruling)
    heading = Paragraph([Block("heading", 1, 1, (Text("1　今後の予定"),))])
    flow: list[Element] = [heading, FlowTable([Block("table", 1, 2, table=table)], table)]
    (section,) = sections(flow)
    assert (section.name, section.value.s, len(section.tables)) == ("今後の予定", value, 1)
    assert [is_running(element) for element in flow] == [True, ruling == "none"]


def test_years_and_months_are_carried_on_in_a_course_of_events() -> None:
    found = events(
        texts("令和2年12月　鈴を買う。", "(12月25日時点で三つ)", "令和3年2月27日　鈴が割れる。", "28日　直す。", "3月　鳴る。")
    )
    assert [(e.value, e.day, e.text.s) for e in found] == [
        ("2020-12", None, "鈴を買う。\n(12月25日時点で三つ)"),
        ("2021-02-27", dt.date(2021, 2, 27), "鈴が割れる。"),
        ("2021-02-28", dt.date(2021, 2, 28), "直す。"),
        ("2021-03", None, "鳴る。"),
    ]


def test_a_title_names_the_handling_behind_the_business() -> None:
    terms = {"電算結合": "external_link", "業務の委託": "entrustment", "事故": "incident"}
    assert [h.code for h in handlings_of(Text("鈴の事故の相談に関する業務の委託に係る電算結合について"), terms)] == [
        "external_link"
    ]
    assert [h.code for h in handlings_of(Text("鈴の事故の相談に関する業務の委託について"), terms)] == ["entrustment"]
    assert [h.code for h in handlings_of(Text("鈴の事故について"), terms)] == ["incident"]
