"""Papers of this council in the project's own words: linking, entrusting, blanket approval, incident, change of a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from parsers.wards.nerima import parse
from schemas.document import Document
from schemas.parsed import Parsed
from schemas.rows import (
    Amendment,
    Event,
    Form,
    FormField,
    Item,
    ItemCounterparty,
    ItemDepartment,
    ItemDocument,
    ItemHandling,
    ItemLegalBasis,
    ItemPersonalInformation,
    ItemSafeguard,
    Meeting,
    Paper,
    Provision,
)
from schemas.source import Source
from tests.golden.nerima.texts import AMENDMENT, BLANKET, INCIDENT, LINK

Make = Callable[[str], Document]
Facts = Callable[..., list[tuple[Any, ...]]]


def test_a_paper_on_linking(make: Make, source: Source, facts: Facts, only: Callable[[Parsed], Item]) -> None:
    parsed = parse(make(LINK), source)
    item = only(parsed)
    assert (item.item_id, item.kind, item.number, item.outcome) == (
        "nerima-2022-07-11/consultation-23",
        "consultation",
        "諮問第23号",
        "pending",
    )
    assert item.title == "風鈴の貸出しおよび修理に関する業務に係る電子計算組織の結合のこと"
    assert (item.started_on, item.started_on_text, item.procedure) == (None, "令和4年9月", "consultation")
    assert facts(parsed, Meeting, "meeting_id", "held_on", "legal_regime") == [
        ("nerima-2022-07-11", dt.date(2022, 7, 11), "ordinance")
    ]
    assert facts(parsed, ItemHandling, "handling", "ward_term") == [("external_link", "電子計算組織の結合")]
    assert facts(parsed, ItemLegalBasis, "law", "article", "paragraph") == [("練馬区個人情報保護条例", "17", None)]
    assert facts(parsed, ItemDepartment, "department") == [("見本部　風鈴課",)]
    assert facts(parsed, ItemCounterparty, "name", "role", "address") == [
        ("見本風鈴株式会社", "link_partner", "東京都見本市鈴音町三丁目4番5号")
    ]


def test_items_and_safeguards_of_a_paper(make: Make, source: Source, facts: Facts) -> None:
    parsed = parse(make(LINK), source)
    assert facts(parsed, ItemPersonalInformation, "name", "group_label") == [
        ("鈴の番号", "区が送信する項目"),
        ("貸出日", "区が送信する項目"),
        ("鈴の状態（割れ、欠け、音の有無）", "区が送信する項目"),
        ("氏名", "区が受信する項目"),
        ("修理・調律の希望", "区が受信する項目"),
        ("備考", "区が受信する項目"),
    ]
    assert facts(parsed, ItemSafeguard, "text", "party", "measure") == [
        ("風鈴の取扱いに関する方針を守る", "ward", "other"),
        ("端末を操作できる職員にIDとパスワードを与える。", "ward", "access_control"),
        ("紙は施錠した棚に置く。", "ward", "physical_security"),
        ("通信はすべて暗号化する。", "contractor", "encryption"),
    ]


def test_a_record_form(make: Make, source: Source, facts: Facts) -> None:
    parsed = parse(make(LINK), source)
    assert facts(parsed, Form, "kind") == [("概要",), ("電算結合記録票",)]
    form = [f for f in parsed.of(FormField) if f.form_id.endswith("form-2")]
    assert [(f.label, f.concept) for f in form[:3]] == [
        ("業務登録番号", "registration_number"),
        ("所管課名", "department"),
        ("結合年月日", "start"),
    ]
    assert form[0].value == "1407 02"
    assert form[3].value == "年　月\n（審議会　年　月　日　諮問第　号）"
    assert (form[5].options, form[5].selected) == ("専用回線\n無線\nその他（　）", None)
    codes = [(f.code, f.page_no) for f in parsed.findings]
    assert ("unknown_field", 3) in codes
    assert ("duplicate_row", 3) in codes


def test_papers_of_a_file(make: Make, source: Source, facts: Facts) -> None:
    parsed = parse(make(LINK), source)
    assert facts(parsed, Paper, "kind", "page_first", "page_last") == [("paper", 1, 1), ("attachment", 2, 2), ("form", 3, 3)]
    assert facts(parsed, ItemDocument, "part") == [("paper",), ("attachment",), ("form",)]


def test_a_blanket_approval(make: Make, source: Source, facts: Facts, only: Callable[[Parsed], Item]) -> None:
    parsed = parse(make(BLANKET), source)
    item = only(parsed)
    assert (item.kind, item.outcome, item.procedure, item.started_on) == (
        "report",
        "blanket_approval",
        "blanket_approval",
        dt.date(2022, 5, 2),
    )
    assert facts(parsed, ItemDepartment, "department") == [("見本部　風鈴課",), ("見本部　池課",), ("見本部　鯉課",)]
    assert facts(parsed, ItemPersonalInformation, "name", "group_label") == [
        ("氏名", "池の管理に関する業務"),
        ("住所", "池の管理に関する業務"),
        ("鯉の名", "鯉の登録に関する業務"),
        ("飼い主の氏名", "鯉の登録に関する業務"),
    ]
    assert facts(parsed, ItemLegalBasis, "law", "citation") == [
        ("目的外利用に関する審議会事前一括承認基準", "目的外利用に関する審議会事前一括承認基準の類型 3")
    ]


def test_the_types_and_cases_of_a_blanket_approval_are_a_form(make: Make, source: Source, facts: Facts) -> None:
    cases = """
# 6　事例への追加
　つぎの事例を加える。
| | 類　型 | 事　例
| 3 | 鈴を聞かせる家を調べる場合 | ○　池の管理に関する業務//風鈴の案内に関する業務
| 4 | 鯉を数える場合 | 鯉の登録に関する業務
"""
    parsed = parse(make(BLANKET + cases), source)
    forms = dict(facts(parsed, Form, "form_id", "title"))
    cased = {f for f, kind in facts(parsed, Form, "form_id", "kind") if kind == "類型・事例"}
    rows = [
        (forms[f], label, value.replace("\n", "/"), concept)
        for f, label, value, concept in facts(parsed, FormField, "form_id", "label", "value", "concept")
        if f in cased
    ]
    assert rows == [
        ("3", "類型", "鈴を聞かせる家を調べる場合", "case"),
        ("3", "事例", "○　池の管理に関する業務/風鈴の案内に関する業務", "case"),
        ("4", "類型", "鯉を数える場合", "case"),
        ("4", "事例", "鯉の登録に関する業務", "case"),
    ]


def test_a_guideline_with_numbered_types(make: Make, source: Source, facts: Facts) -> None:
    guideline = """
# 風鈴の利活用ガイドライン
令和5年4月
# 1　目的
　鈴を貸すときの決まりをまとめる。
# 2　貸出しの類型
| No | 類型
| 1 | 学校に貸すとき
| 2 | 病院に貸すとき
"""
    parsed = parse(make(guideline), source)
    assert parsed.of(Item) == []
    assert {("1", "学校に貸すとき"), ("2", "病院に貸すとき")} <= set(facts(parsed, Provision, "article", "text")) | set(
        facts(parsed, Provision, "subitem", "text")
    )


def test_without_a_day_the_ids_are_those_of_the_file(make: Make, source: Source, facts: Facts) -> None:
    parsed = parse(make(BLANKET), source)
    assert facts(parsed, Meeting, "meeting_id", "held_on") == [("nerima-" + "0" * 16, None)]
    assert "no_meeting" in {f.code for f in parsed.findings}


def test_an_incident_with_its_course_of_events(
    make: Make, source: Source, facts: Facts, only: Callable[[Parsed], Item]
) -> None:
    parsed = parse(make(INCIDENT), source)
    assert only(parsed).meeting_id == "nerima-2022-07-11"
    assert facts(parsed, ItemHandling, "handling") == [("incident",)]
    assert facts(parsed, ItemDepartment, "department") == [("見本部風鈴課",)]
    assert facts(parsed, Event, "heading", "date_value", "text") == [
        ("2　経緯", "2022-03-30", "台帳を窓辺に置いた。"),
        ("2　経緯", "2022-04-01", "台帳がないことに気づいた。"),
        ("2　経緯", "2022-04-02", "池の底で見つかった。"),
        ("3　区の対応", "2022-04-05", "風の強い日は窓を閉めることとした。"),
    ]
    assert [f.message for f in parsed.findings if f.code == "unknown_field"] == ["box 4　鈴の行方 of 概要 is in no code table"]


def test_a_change_of_a_rule_and_slides_that_nobody_announced(make: Make, source: Source, facts: Facts) -> None:
    parsed = parse(make(AMENDMENT), source)
    assert facts(parsed, Item, "kind", "title", "started_on") == [
        ("report", "練馬区風鈴条例の一部改正について", dt.date(2022, 10, 1)),
        ("material", "風鈴の制度見直しの全体像", None),
    ]
    assert facts(parsed, Amendment, "rule_title", "article", "paragraph", "removed", "added") == [
        ("練馬区風鈴条例", "6", 2, "十個", "十二個")
    ]
    assert facts(parsed, ItemLegalBasis, "law", "article") == [("練馬区風鈴条例", "6")]


def test_a_slide_without_a_title_is_no_item(make: Make, source: Source) -> None:
    paper, wide, _ = AMENDMENT.partition("--- wide\n")
    parsed = parse(make(f"{paper}{wide}| 鳴らす物 | 聞く物\n| 風鈴 | 鈴虫\n"), source)
    assert [item.kind for item in parsed.of(Item)] == ["report"]


def test_a_letter_is_no_item(make: Make, source: Source) -> None:
    letter = """
---
鈴発第12号
令和4年6月1日
各市町村風鈴主管課長　殿
# 風鈴の音の共有について（依頼）
1　趣旨
　鈴の音を知らせ合う。
2　概要
　音を送る。
"""
    parsed = parse(make(INCIDENT + letter), source)
    assert len(parsed.of(Item)) == 1
    assert [p.kind for p in parsed.of(Paper)] == ["paper", "attachment"]
