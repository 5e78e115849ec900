"""Papers of this council in the project's own words: linking, entrusting, blanket approval, incident, change of a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from parsers.checks import check
from parsers.wards.nerima import parse
from schemas.document import Document
from schemas.parsed import Parsed
from schemas.rows import (
    Amendment,
    Event,
    Form,
    FormField,
    Incident,
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
    Statistic,
    Turn,
)
from schemas.source import Source

Make = Callable[[str], Document]
Facts = Callable[..., list[tuple[Any, ...]]]

LINK = """
# 風鈴の貸出しおよび修理に関する業務に係る
# 電子計算組織の結合について
（練馬区個人情報保護条例第17条関係）
| 1　概　要 |　風鈴の貸出しを画面で受け付ける。//　ついては、見本の計算センターと電算結合を行う。
| 2　現行の処理 | 窓口で帳面に書いている。
| 3　結合先 | 見本風鈴株式会社 // 東京都見本市鈴音町三丁目4番5号
| 4　実施予定年月 | 令和4年9月
| 5　所管課名 | 見本部　風鈴課
| 6　送受信する項目 | 【区が送信する項目】//　鈴の番号、貸出日、鈴の状態（割れ、欠け、音の有無）//【区が受信する項目】//　氏名、修理・調律の希望、備考
| 7　個人情報の保護 | 【区が講じる保護措置】//　風鈴の取扱いに関する方針を守るとともに、つぎの保護措置を講ずる。//(1)　端末を操作できる職員にIDとパスワードを与える。//(2)　紙は施錠した棚に置く。//【結合先が講じる保護措置】//(1)　通信はすべて暗号化する。
| 8　添付資料 | ・風鈴受付の図 //・電算結合記録票
---
# 風鈴受付の図
---
第5号様式（第11条関係）
# 電　算　結　合　記　録　票
| 業 務 登 録 番 号 | 1 | 4 | 0 | 7 | | 0 | 2
| 所 管 課 名 | 見本部　風鈴課
| 結 合 年 月 日 | 令和4年9月//（審議会　令和4年7月11日　諮問第　23　号）
| 結 合 変 更 年 月 日 | 年　月//（審議会　年　月　日　諮問第　号）
| 個人情報の記録項目 | 〔提供する管理個人情報〕//鈴の番号、貸出日//〔提供を受ける個人情報〕//氏名
| 結 合 の 形 態 | 専用回線//無線//その他（　）
"""

BLANKET = """
# 「風鈴の案内に関する業務」に係る
# 審議会事前一括承認基準の適用について
# 1　適用日
　令和4年5月2日
# 2　適用理由
　鈴の音が届かない家に案内を送るため、名簿を使った。
　この件は目的外利用に関する審議会事前一括承認基準の類型 3 に当たる。
# 3　利用課
　見本部　風鈴課
# 4　利用した個人情報
(1)　池の管理に関する業務
　氏名、住所
(2)　鯉の登録に関する業務
　鯉の名、飼い主の氏名
# 5　提供課
(1)　池の管理に関する個人情報
　見本部　池課
(2)　鯉の登録に関する個人情報
　見本部　鯉課
"""

INCIDENT = """
令和4年7月11日
見本部風鈴課
# 風鈴の台帳の紛失について
# 1　概要
　風鈴の台帳一冊を風で失った。
# 2　経緯
令和4年3月30日　台帳を窓辺に置いた。
4月1日　台帳がないことに気づいた。
2日　池の底で見つかった。
# 3　区の対応
4月5日　風の強い日は窓を閉めることとした。
# 4　鈴の行方
　わからない。
"""

AMENDMENT = """
令和4年7月11日
見本部情報課
# 練馬区風鈴条例の一部改正について
# 1　改正の理由
　鈴の数え方を直すため。
# 2　改正の内容
　第6条第2項中「十個」を「十二個」に改める。（第6条関係）
# 3　施行期日
　令和4年10月1日
# 4　新旧対照表
　裏面のとおり
---
# 練馬区風鈴条例新旧対照表
| 現　行 | 改正案
| （鈴の数）//第6条　[略]//２　鈴は十個までとする。 | （鈴の数）//第6条　[略]//２　鈴は十二個までとする。
--- wide
# 風鈴の制度見直しの全体像
　鈴は鳴らす物から聞く物へ変わる。
"""


def test_a_paper_on_linking(make: Make, source: Source, facts: Facts, only: Callable[[Parsed], Item]) -> None:
    parsed = parse(make(LINK), source)
    item = only(parsed)
    assert (item.item_id, item.kind, item.number, item.outcome) == (
        "nerima-2022-07-11/consultation-23",
        "consultation",
        "諮問第23号",
        "pending",
    )
    assert item.title == "風鈴の貸出しおよび修理に関する業務に係る電子計算組織の結合について"
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
