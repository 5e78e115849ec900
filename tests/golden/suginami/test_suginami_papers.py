"""A pack of papers in our own wording: agenda, self-checks of the sub-committee, papers on consultations (all 見本)."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.wards.suginami import parse
from schemas.rows import (
    Commitment,
    Condition,
    Form,
    FormField,
    Item,
    ItemCounterparty,
    ItemDepartment,
    ItemDocument,
    ItemHandling,
    ItemLegalBasis,
    ItemPersonalInformation,
    Meeting,
    Opinion,
    Paper,
    QaLink,
    Turn,
)

COVER = """
令和６年度　第１回
杉並区情報公開・個人情報保護審議会
報告・諮問事項（見本）
令和６年７月３日
===
 | 報告・諮問事項 | 報告 No. | 諮問 No. | 頁
1 | 見本点検の取組状況について | 2 | | 1
2 | 見本網Aのセキュリティ評価について | | 7 | 5
^ | 見本網Bのセキュリティ評価について | | 8 | 5
3 | 見本手当における個人番号の利用について | | 9 | 8
4 | 見本委員会による立入検査の結果について | 一般報告 | < | 9
"""
REPORT = """
===
見本点検の取組状況について（報告）
1　出された案件
手続申込のあった業務数 | 4業務 | 自己点検類型件数 | 6件
取り下げた業務数 | 1業務 | 取り下げた自己点検類型件数 | 0件
2　部会開催に係るスケジュール
令和６年４月８日（月）　案件募集
令和６年６月５日（水）　デジタル・セキュリティ部会開催
3　案件ごとの点検
【報告】水やり当番表の管理に関する業務（花壇課、公園（南）課）…（31）
1　自己点検の概要
　見本花壇の当番表を新しい仕組みに移すに当たり、外部委託と電算入力の項目を増やすことを\\
自ら点検した。
2　部会点検の要点
○質問
・当番を休む人の連絡の受け方について
・当番表を貼り出す範囲について
○回答
・休む人からの連絡は電話と窓口の両方で受ける。
・貼り出すのは花壇の掲示板だけで、当番表の範囲は氏のみとする。(事務局)
○意見
・掲示の期間を決めること。
3　結果
・掲示の期間について意見のとおり改めることを付して、点検の内容を承認
○部会後の処理
・掲示は七日までとした。
【報告】鳥の巣箱の貸出しに関する業務外1業務（野鳥課外2課）…（32）
1　自己点検の概要
　巣箱を借りる人の住所を見本協会会長に通知するに当たり、個人情報を保有する人を増やすことを点検した。
2　部会点検の要点
・説明員が内容を述べた。
3　結果
・点検の内容を承認
【報告】落とし物台帳に関する業務（拾得課）…（34）
1　自己点検の概要
　落とし物の台帳を作るに当たり、新たな個人情報の保有と外部結合について点検した。
2　部会点検の要点
● 質問
- 台帳を残す年数の根拠について
● 回答
- 番号法第９条第１項による。
3　結果
- 継続して審議する
"""
MATRIX = """
===
別表：部会における質問・意見等の類型一覧
 | | 自己点検案件番号 | < | <
^ | ^ | 31 | 32 | 34
質問・意見の類型 | < | < | < | <
掲示の妥当性 | < | ○ | |
その他 | < | | | ○
内容 | 年数 | | | ○
"""
CONSULTATIONS = """
===
諮問 | 7・8
令和６年７月３日
情報公開・個人情報保護審議会
見本経営部情報網課
令和６年度見本網A及び見本網Bのセキュリティ評価について
杉並区情報公開・個人情報保護審議会条例第２条第１項第１号に基づき諮問する。
記
1　見本網Aのセキュリティ評価について
別紙1のとおり
2　見本網Bのセキュリティ評価について
別紙2のとおり
===
見本網Bのセキュリティ評価について
見本網Bの訓練の結果を諮る。
===
見本手当における個人番号の利用について
「見本手当の支給に関する法律」（昭和99年法律第1号。以下「法」という。）第１２条の３第２項及び第４項に基づき、「杉並区見本手当条例」（以下「条例」という。）を改める。
記
1　追加する事務
事務 | 利用する特定個人情報
見本手当に関する事務 | 所得の見本情報
^ | 世帯の見本情報
===
見本委員会による立入検査の結果について
個人情報の保護に関する法律（以下「個人情報保護法」という。）の遵守を見る検査の結果を伝える。
記
1　対象となった所管部署
①情報網課（仕組みの全体）
②花壇課（当番表）
2　指導と対応
 | 改善指導の内容 | 区の対応（改善策）
(1) | 名簿の鍵を掛けていなかった。 | 鍵を掛けた。
(2) | 台帳の控えがなかった。 | 控えを作る。
"""
MEETING = "suginami-2024-07-03"


@pytest.fixture
def parsed(document, source):
    return parse(document(COVER + REPORT + MATRIX + CONSULTATIONS), source)


def by_id(rows, item):
    return [r for r in rows if r.item_id == f"{MEETING}/{item}"]


def test_meeting_counts_sessions_within_the_fiscal_year(parsed):
    council, committee = parsed.of(Meeting)
    assert (council.meeting_id, council.session, council.term) == (MEETING, "1", None)
    assert (council.held_on, council.fiscal_year, council.legal_regime) == (dt.date(2024, 7, 3), 2024, "act")
    assert (committee.meeting_id, committee.held_on) == ("suginami-digital-security-2024-06-05", dt.date(2024, 6, 5))


def test_agenda_gives_items_with_kind_number_and_outcome(parsed):
    found = {r.item_id.removeprefix(MEETING + "/"): (r.kind, r.number, r.outcome) for r in parsed.of(Item)}
    assert found == {
        "report-2": ("report", "報告No.2", "report_only"),
        "consultation-7": ("consultation", "諮問No.7", "pending"),
        "consultation-8": ("consultation", "諮問No.8", "pending"),
        "consultation-9": ("consultation", "諮問No.9", "pending"),
        "general-report-u1": ("general_report", None, "report_only"),
        "self-check-31": ("self_check", "(31)", "approved_with_opinion"),
        "self-check-32": ("self_check", "(32)", "approved"),
        "self-check-34": ("self_check", "(34)", "deferred"),
    }


def test_cases_belong_to_the_report(parsed):
    cases = [r for r in parsed.of(Item) if r.kind == "self_check"]
    assert {r.parent_item_id for r in cases} == {f"{MEETING}/report-2"}
    assert [r.title for r in cases] == [
        "水やり当番表の管理に関する業務",
        "鳥の巣箱の貸出しに関する業務外1業務",
        "落とし物台帳に関する業務",
    ]
    assert cases[0].summary == (
        "見本花壇の当番表を新しい仕組みに移すに当たり、外部委託と電算入力の項目を増やすことを自ら点検した。"
    )


@pytest.mark.parametrize(
    ("item", "names"),
    [
        ("self-check-31", ["花壇課", "公園（南）課"]),
        ("self-check-32", ["野鳥課外2課"]),
        ("consultation-7", ["見本経営部情報網課"]),
        ("consultation-8", ["見本経営部情報網課"]),
        ("general-report-u1", ["情報網課", "花壇課"]),
        ("report-2", []),
    ],
)
def test_departments(parsed, item, names):
    assert [r.department for r in by_id(parsed.of(ItemDepartment), item)] == names


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        ("self-check-31", {"entrustment", "computer_record"}),
        ("self-check-32", {"holding"}),
        ("self-check-34", {"holding", "external_link"}),
        ("report-2", {"status_report"}),
        ("consultation-7", {"security_evaluation"}),
        ("consultation-9", {"number_use"}),
        ("general-report-u1", {"inspection"}),
    ],
)
def test_handlings(parsed, item, codes):
    assert {r.handling for r in by_id(parsed.of(ItemHandling), item)} == codes


def test_legal_bases_with_full_names(parsed):
    found = {(r.item_id.split("/")[1], r.law, r.article, r.paragraph, r.subitem) for r in parsed.of(ItemLegalBasis)}
    assert found == {
        ("consultation-7", "杉並区情報公開・個人情報保護審議会条例", "2", 1, 1),
        ("consultation-8", "杉並区情報公開・個人情報保護審議会条例", "2", 1, 1),
        ("consultation-9", "見本手当の支給に関する法律", "12の3", 2, None),
        ("consultation-9", "見本手当の支給に関する法律", "12の3", 4, None),
        ("consultation-9", "杉並区見本手当条例", None, None, None),
        ("general-report-u1", "個人情報の保護に関する法律", None, None, None),
        ("self-check-34", "行政手続における特定の個人を識別するための番号の利用等に関する法律", "9", 1, None),
    }


def test_bullets_are_turns_of_the_meeting_in_order(parsed):
    turns = parsed.of(Turn)
    assert [t.seq for t in turns] == list(range(1, len(turns) + 1))
    assert {t.kind for t in turns} == {"summary"}
    first = [(t.act, t.text, t.speaker_role) for t in turns if t.item_id == f"{MEETING}/self-check-31"]
    assert first == [
        ("question", "当番を休む人の連絡の受け方について", None),
        ("question", "当番表を貼り出す範囲について", None),
        ("answer", "休む人からの連絡は電話と窓口の両方で受ける。", None),
        ("answer", "貼り出すのは花壇の掲示板だけで、当番表の範囲は氏のみとする。", "事務局"),
        ("opinion", "掲示の期間を決めること。", None),
        ("result", "掲示の期間について意見のとおり改めることを付して、点検の内容を承認", None),
        ("summary", "掲示は七日までとした。", None),
    ]
    assert [t.act for t in turns if t.item_id == f"{MEETING}/self-check-32"] == ["explanation", "result"]
    assert [t.act for t in turns if t.item_id == f"{MEETING}/self-check-34"] == ["question", "answer", "result"]


def test_answers_are_linked_by_what_they_say(parsed):
    words = {t.turn_id: t.text[:4] for t in parsed.of(Turn)}
    found = {(words[r.question_turn_id], words[r.answer_turn_id]) for r in parsed.of(QaLink)}
    assert found == {("当番を休", "休む人か"), ("当番表を", "貼り出す"), ("台帳を残", "番号法第")}


def test_an_opinion_is_a_condition_too(parsed):
    assert [(r.item_id.split("/")[1], r.text) for r in parsed.of(Opinion)] == [("self-check-31", "掲示の期間を決めること。")]
    assert [r.text for r in parsed.of(Condition)] == ["掲示の期間を決めること。"]
    assert [(r.kind, r.turn_id) for r in parsed.of(Commitment)] == [("condition", f"{MEETING}/turn-005")]


def test_personal_information_from_clauses_and_columns(parsed):
    found = [(r.item_id.split("/")[1], r.name) for r in parsed.of(ItemPersonalInformation)]
    assert sorted(found) == [
        ("consultation-9", "世帯の見本情報"),
        ("consultation-9", "所得の見本情報"),
        ("self-check-32", "住所"),
    ]
    assert [(r.name, r.role) for r in parsed.of(ItemCounterparty)] == [("見本協会会長", "recipient")]


def test_papers_and_which_carries_what(parsed):
    kinds = [(p.kind, p.page_first, p.page_last) for p in parsed.of(Paper)]
    assert kinds == [("agenda", 1, 2), ("report", 3, 4), ("paper", 5, 5), ("paper", 6, 6), ("paper", 7, 7), ("paper", 8, 8)]
    papers = {r.item_id.split("/")[1]: [] for r in parsed.of(ItemDocument)}
    for r in parsed.of(ItemDocument):
        papers[r.item_id.split("/")[1]].append(r.paper_id[-1])
    assert papers["consultation-8"] == ["1", "3", "4"]
    assert papers["self-check-34"] == ["2"]


def test_points_and_replies_are_forms(parsed):
    forms = [f.form_id for f in parsed.of(Form) if f.kind == "指導・対応"]
    fields = [(r.label, r.value, r.concept) for r in parsed.of(FormField) if r.form_id == forms[1]]
    assert fields == [
        ("改善指導の内容", "台帳の控えがなかった。", "content"),
        ("区の対応（改善策）", "控えを作る。", "response"),
    ]


def test_stated_counts_and_series_are_checked(parsed):
    found = [(f.code, f.page_no) for f in parsed.findings]
    # 4 stated less 1 withdrawn are the 3 cases; 6 kinds are stated and 5 found; case 33 is missing
    assert ("number_missing", 3) in found
    differs = [f.message for f in parsed.findings if f.code == "count_differs"]
    assert len(differs) == 1
    assert "6" in differs[0]
    assert "5" in differs[0]


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


MINUTES = """
令和６年度第２回杉並区情報公開・個人情報保護審議会　会議録（要旨）
会議名称 | 令和６年度第２回情報公開・個人情報保護審議会
日時 | 令和６年９月４日（水）午後２時00分～午後３時12分
場所 | 見本棟６階　第５会議室
出席者 | 委員　新庄、蓮田、八木沢
１　開会
会長：定刻になりましたので始めます。
２　議事
諮問第13号　見本の宅配に関する個人番号の利用について
見本課長：手帳の有無を個人番号で確かめたいというものです。
八木沢委員：写しを見せてもらえば済むのではないか。
見本課長：写しを撮れない方もおいでです。
３　閉会
会長：本日はこれで閉じます。
"""


def test_minutes_go_through_the_shared_grammar(document, source):
    parsed = parse(document(MINUTES), source)
    (meeting,) = parsed.of(Meeting)
    assert (meeting.meeting_id, meeting.session, meeting.held_on) == ("suginami-2024-09-04", "2", dt.date(2024, 9, 4))
    assert parsed.document_kind == "minutes"
    assert [p.kind for p in parsed.of(Paper)] == ["minutes"]
    assert [(r.item_id, r.kind) for r in parsed.of(Item)] == [("suginami-2024-09-04/consultation-13", "consultation")]
    assert [r.handling for r in parsed.of(ItemHandling)] == ["number_use"]
    on_item = [t.text for t in parsed.of(Turn) if t.item_id]
    assert on_item == [
        "手帳の有無を個人番号で確かめたいというものです。",
        "写しを見せてもらえば済むのではないか。",
        "写しを撮れない方もおいでです。",
    ]


def test_a_pack_that_ends_with_minutes_has_two_meetings(document, source):
    parsed = parse(document(COVER + "===\n" + MINUTES), source)
    assert {m.meeting_id for m in parsed.of(Meeting)} == {MEETING, "suginami-2024-09-04"}
    assert parsed.document_kind == "agenda_with_minutes"
    assert [p.kind for p in parsed.of(Paper)] == ["agenda", "minutes"]


def test_a_matter_called_minutes_is_no_minutes(document, source):
    parsed = parse(document(COVER.replace("見本点検の取組状況について", "前回の会議録") + REPORT), source)
    assert parsed.document_kind == "papers"
