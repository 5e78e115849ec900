"""The pack with parts that are missing, cut, set otherwise or unknown: findings instead of exceptions."""

from __future__ import annotations

import pytest

from parsers.wards.suginami import parse
from schemas.rows import (
    Condition,
    Form,
    FormField,
    Item,
    ItemDepartment,
    Meeting,
    Opinion,
    Turn,
)
from tests.golden.suginami.texts import CONSULTATIONS, COVER, MATRIX, MEETING, REPORT, by_id


def test_a_mark_missing_in_the_matrix_is_a_finding(document, source):
    text = COVER + REPORT + MATRIX.replace("掲示の妥当性 | < | ○ | |", "掲示の妥当性 | < | | |") + CONSULTATIONS
    messages = [f.message for f in parse(document(text), source).findings]
    assert any("case 31" in m for m in messages)


def test_a_paper_that_is_missing_is_a_finding(document, source):
    parsed = parse(document(COVER + REPORT + CONSULTATIONS.split("===\n見本手当")[0]), source)
    assert any(f.code == "contents_differ" and "見本手当" in f.message for f in parsed.findings)


def test_a_bare_agenda_has_items_and_no_findings_of_papers(document, source):
    parsed = parse(document(COVER), source)
    assert parsed.document_kind == "agenda"
    assert len(parsed.of(Item)) == 5
    assert not [f for f in parsed.findings if f.code == "contents_differ"]


def test_an_unknown_kind_of_matter_is_a_finding(document, source):
    parsed = parse(document(COVER.replace("一般報告", "見学")), source)
    assert [f.code for f in parsed.findings if "見学" in f.message] == ["unknown_term"]
    assert any(r.kind == "material" for r in parsed.of(Item))


def test_an_agenda_in_lines(document, source):
    text = """
令和６年度第４回杉並区情報公開・個人情報保護審議会　次第
令和７年２月５日
諮問第12号　見本台帳に係る個人番号の利用について
報告第３号　見本業務の運用状況について
"""
    rows = [(r.item_id, r.number, r.title) for r in parse(document(text), source).of(Item)]
    assert rows == [
        ("suginami-2025-02-05/consultation-12", "諮問第12号", "見本台帳に係る個人番号の利用について"),
        ("suginami-2025-02-05/report-3", "報告第３号", "見本業務の運用状況について"),
    ]


@pytest.mark.parametrize("text", ["", "見本の頁", "===\n===\n", "諮問 | 7・8\n", "【報告】\n○質問\n・\n3　結果\n"])
def test_odd_documents_give_findings_and_no_exception(document, source, text):
    parsed = parse(document(text), source)
    assert parsed.of(Item) == []
    assert parsed.findings


def test_nothing_depends_on_the_readers_paragraphs(document, source):
    """The same pack with each printed line a paragraph, and without blanks."""
    text = (COVER + REPORT + MATRIX + CONSULTATIONS).replace("\\\n", "\n")
    spread = parse(document(text), source)
    whole = parse(document(COVER + REPORT + MATRIX + CONSULTATIONS), source)
    assert [(r.item_id, r.summary) for r in spread.of(Item) if r.kind == "self_check"] == [
        (r.item_id, r.summary) for r in whole.of(Item) if r.kind == "self_check"
    ]
    assert [t.text for t in spread.of(Turn)] == [t.text for t in whole.of(Turn)]


def test_papers_without_an_agenda_name_their_matters_themselves(document, source):
    text = (REPORT + CONSULTATIONS).replace("===\n", "", 1)
    parsed = parse(document(text), source)
    found = [(r.item_id.split("/")[1], r.title) for r in parsed.of(Item) if r.kind != "self_check"]
    assert found == [
        ("report-u1", "見本点検の取組状況について"),
        ("consultation-7", "見本網Aのセキュリティ評価について"),
        ("consultation-8", "見本網Bのセキュリティ評価について"),
    ]
    assert {r.parent_item_id for r in parsed.of(Item) if r.kind == "self_check"} == {f"{MEETING}/report-u1"}
    assert [r.department for r in by_id(parsed.of(ItemDepartment), "consultation-8")] == ["見本経営部情報網課"]
    differs = [f.message for f in parsed.findings if f.code == "contents_differ"]
    assert any("no agenda was found" in m for m in differs)
    assert any("見本手当における個人番号の利用について" in m for m in differs)


def test_a_row_of_points_cut_by_the_page_is_one(document, source):
    rows = "(1) | 名簿の鍵を掛けて | 鍵を\n | いなかった。 | 掛けた。\n"
    text = COVER + CONSULTATIONS.replace("(1) | 名簿の鍵を掛けていなかった。 | 鍵を掛けた。\n", rows)
    parsed = parse(document(text), source)
    forms = [f.form_id for f in parsed.of(Form) if f.kind == "指導・対応"]
    assert [r.value for r in parsed.of(FormField) if r.form_id in forms] == [
        "名簿の鍵を掛けていなかった。",
        "鍵を掛けた。",
        "台帳の控えがなかった。",
        "控えを作る。",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "【報告】水やり当番表の管理に関する業務（花壇課、公園（南）課）……（31）",
        "【報告】水やり当番表の管理に関する業務（花壇課、公園（南）課）（No.31）",
        "【新規】 水やり当番表の管理に関する業務 （花壇課、公園（南）課） ・・・ 31",
        "〔報告〕水やり当番表の管理に関する業務（花壇課、公園（南）課）\n…（３１）",
    ],
)
def test_headings_of_cases(document, source, heading):
    first = "【報告】水やり当番表の管理に関する業務（花壇課、公園（南）課）…（31）"
    rows = parse(document(COVER + REPORT.replace(first, heading)), source)
    (item,) = by_id(rows.of(Item), "self-check-31")
    assert item.title == "水やり当番表の管理に関する業務"
    assert [r.department for r in by_id(rows.of(ItemDepartment), "self-check-31")] == ["花壇課", "公園（南）課"]


def test_a_case_without_sections_in_charge_and_results_on_the_headings_line(document, source):
    text = """
===
【報告】見本通りの街灯に関する業務…（40）
１．点検の概要
　街灯の台帳を改めるに当たり、目的外利用を点検した。
（２）質疑の要点
○意見
・特になし
３　結果：承認する。
"""
    parsed = parse(document(COVER + text), source)
    (item,) = by_id(parsed.of(Item), "self-check-40")
    assert (item.title, item.outcome) == ("見本通りの街灯に関する業務", "approved")
    assert [(t.act, t.text) for t in parsed.of(Turn)] == [("opinion", "特になし"), ("result", "承認する。")]
    assert parsed.of(Condition) == []
    assert parsed.of(Opinion) == []


def test_agendas_with_other_headers(document, source):
    text = """
令和６年度第５回杉並区情報公開・個人情報保護審議会　令和７年３月５日
番号 | 件名 | 報告 | 諮問番号
1 | 見本業務の運用状況について | 4 |
2 | 見本台帳における個人番号の利用について | | 諮問第15号
===
3 | 見本網のセキュリティ評価について | | 16・17
"""
    found = [(r.item_id.split("/")[1], r.number) for r in parse(document(text), source).of(Item)]
    assert found == [
        ("report-4", "報告4"),
        ("consultation-15", "諮問第15号"),
        ("consultation-16", "諮問番号16"),
        ("consultation-17", "諮問番号17"),
    ]


def test_a_case_that_stands_twice_is_kept_once(document, source):
    again = "【報告】落とし物台帳の写し（拾得課）…（34）\n1　自己点検の概要\n　写しを点検した。\n"
    parsed = parse(document(COVER + REPORT + again), source)
    assert [r.title for r in by_id(parsed.of(Item), "self-check-34")] == ["落とし物台帳に関する業務"]
    assert [f.page_no for f in parsed.findings if f.code == "duplicate_row"] == [3]


def test_a_sub_committee_of_another_name(document, source):
    text = (
        (COVER + REPORT)
        .replace("1　出された", "見本点検部会（以下「部会」という。）の開催について\n1　出された")
        .replace("デジタル・セキュリティ部会開催", "部会")
    )
    meetings = {m.meeting_id: m.council for m in parse(document(text), source).of(Meeting)}
    assert meetings["suginami-committee-2024-06-05"] == "見本点検部会"
