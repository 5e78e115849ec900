"""Rules, agendas, minutes, annual reports and forms of this council in the project's own words (見本)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from parsers.checks import check
from parsers.wards.nerima import parse
from schemas.document import Document
from schemas.parsed import Parsed
from schemas.rows import (
    FormField,
    Incident,
    Item,
    ItemCounterparty,
    ItemDepartment,
    ItemHandling,
    ItemPersonalInformation,
    ItemSafeguard,
    Meeting,
    Provision,
    Statistic,
    Turn,
)
from schemas.source import Source
from tests.golden.nerima.texts import LINK

Make = Callable[[str], Document]
Facts = Callable[..., list[tuple[Any, ...]]]


def test_rules_and_odd_pages(make: Make, source: Source, facts: Facts) -> None:
    rules = """
# 練馬区風鈴の取扱いに関する指針
令和4年3月1日
4鈴総第12号
# 第1章　総則
（趣旨）
第1条　この指針は、鈴の扱いを定める。
（数）
第2条　鈴は一つとする。
２　雨の日は二つとする。
"""
    parsed = parse(make(rules), source)
    assert parsed.document_kind == "rules"
    assert facts(parsed, Provision, "rule_title", "chapter", "article", "paragraph", "heading") == [
        ("練馬区風鈴の取扱いに関する指針", "第1章　総則", "1", 1, "趣旨"),
        ("練馬区風鈴の取扱いに関する指針", "第1章　総則", "2", 1, "数"),
        ("練馬区風鈴の取扱いに関する指針", "第1章　総則", "2", 2, "数"),
    ]
    assert parse(make(" "), source).document_kind == "other"


def test_an_agenda_alone_announces_its_matters(make: Make, source: Source, facts: Facts) -> None:
    agenda = """
# 令和4年度第2回　練馬区情報公開および個人情報保護運営審議会　次第
日時　令和4年7月11日（月）午後2時から午後3時30分まで
場所　見本庁舎5階　会議室
1　諮問事項
(1)　諮問第23号　風鈴の貸出しに関する業務に係る電子計算組織の結合について
(2)　諮問第24号　鯉の登録に関する業務の委託について
2　報告事項
(1)　風鈴の台帳の紛失について
"""
    parsed = parse(make(agenda), source)
    assert parsed.document_kind == "agenda"
    assert facts(parsed, Meeting, "session", "opened_at", "closed_at", "venue") == [
        ("2", dt.time(14, 0), dt.time(15, 30), "見本庁舎5階　会議室")
    ]
    assert facts(parsed, Item, "item_id", "outcome") == [
        ("nerima-2022-07-11/consultation-23", "pending"),
        ("nerima-2022-07-11/consultation-24", "pending"),
        ("nerima-2022-07-11/report-u1", "report_only"),
    ]
    assert facts(parsed, ItemHandling, "handling") == [("external_link",), ("entrustment",), ("incident",)]


def test_minutes_of_this_council(make: Make, source: Source, facts: Facts) -> None:
    minutes = """
# 令和4年度第2回　練馬区情報公開および個人情報保護運営審議会　会議要録
日時　令和4年7月11日（月）午後2時から午後3時30分まで
場所　見本庁舎5階　会議室
# 諮問第23号　風鈴の貸出しに関する業務に係る電子計算組織の結合について
○風鈴課長　風鈴の貸出しを画面で受け付けることといたします。
○会長　ご質問はありますか。
○池田委員　鈴の音は記録しますか。
○風鈴課長　音は記録いたしません。
○会長　それでは原案のとおりでよろしいでしょうか。
（異議なしの声）
○会長　適当と認めます。
"""
    parsed = parse(make(minutes), source)
    assert parsed.document_kind == "minutes"
    assert facts(parsed, Meeting, "meeting_id", "session") == [("nerima-2022-07-11", "2")]
    assert facts(parsed, Item, "item_id") == [("nerima-2022-07-11/consultation-23",)]
    assert [t[0] for t in facts(parsed, Turn, "kind")].count("speech") == 6


def test_entrusting_with_boxes_of_other_names(make: Make, source: Source, facts: Facts, only: Callable[[Parsed], Item]) -> None:
    paper = """
諮問第31号
# 鯉の登録に関する業務の委託について
（練馬区個人情報保護条例第15条関係）
| 1　委託業務名 | 鯉の登録および札の発送
| 2　委託する理由 | 鯉が増えたため
| 3　委託先 | (1)　見本鯉登録株式会社 // (2)　見本発送株式会社
| 4　委託期間 | 令和4年10月1日から令和5年3月31日まで
| 5　所管課 | 見本部　鯉課、見本部　池課
| 6　取り扱う個人情報の項目 | 飼い主の氏名、住所、鯉の名
| 7　個人情報の保護措置 | つぎの措置を講じる。//ア　鯉の名を復唱する。//イ　札を裁断する。
"""
    parsed = parse(make(paper), source)
    assert (only(parsed).kind, only(parsed).number) == ("consultation", "諮問第31号")
    assert facts(parsed, ItemHandling, "handling") == [("entrustment",)]
    assert facts(parsed, ItemCounterparty, "name", "role") == [
        ("見本鯉登録株式会社", "contractor"),
        ("見本発送株式会社", "contractor"),
    ]
    assert facts(parsed, ItemDepartment, "department") == [("見本部　鯉課",), ("見本部　池課",)]
    assert facts(parsed, ItemSafeguard, "text") == [("鯉の名を復唱する。",), ("札を裁断する。",)]
    assert [name for (name,) in facts(parsed, ItemPersonalInformation, "name")] == ["飼い主の氏名", "住所", "鯉の名"]
    assert only(parsed).summary == "鯉が増えたため"


def test_an_annual_report(make: Make, source: Source, facts: Facts) -> None:
    report = """
# 令和4年度　個人情報保護制度の運用状況
令和5年6月
練馬区見本部情報課
---
# 1　鈴の請求
表1　請求の内訳
| 区分 | 件数（件）
| 区民 | 12
| 区民以外 | 3
| 合計 | 16
表2　事務処理ミス
| | 種別 | 内容 | 原因 | 所管
| 1 | 誤交付(1) | 【4年5月】鈴を渡した(2名分) | 見なかったため | 鈴課
| 3 | 紛失(2) | 【5年1月】鈴をなくした(1名分) | 同上 | 池課
"""
    paper = make(report)
    parsed = parse(paper, source)
    check(paper, parsed)
    assert parsed.document_kind == "report"
    assert facts(parsed, Statistic, "fiscal_year", "caption", "category", "value", "is_total") == [
        (2022, "表1　請求の内訳", "区民", 12.0, False),
        (2022, "表1　請求の内訳", "区民以外", 3.0, False),
        (2022, "表1　請求の内訳", "合計", 16.0, True),
    ]
    assert facts(parsed, Incident, "kind", "month", "cause") == [
        ("誤交付", dt.date(2022, 5, 1), "見なかったため"),
        ("紛失", dt.date(2023, 1, 1), "見なかったため"),
    ]
    assert {f.code for f in parsed.findings} == {"sum_differs", "count_differs", "number_missing", "no_item"}
    assert parsed.of(Item) == []
    assert parsed.of(Meeting) == []


def test_a_label_that_a_page_cuts_in_a_form(make: Make, source: Source) -> None:
    form = LINK.replace("| 個人情報の記録項目 | 〔", "| 個人情報の | 〔").replace(
        "//〔提供を受ける", "\n| 記録項目 | 〔提供を受ける"
    )
    parsed = parse(make(form), source)
    labels = [f.label for f in parsed.of(FormField) if f.form_id.endswith("form-2")]
    assert "個人情報の記録項目" in labels
