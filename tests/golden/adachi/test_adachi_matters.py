"""One matter in many papers: the pack that asks, the minutes in the pack of the next meeting, the final minutes, the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

import pytest

from parsers.crosscut import complete
from parsers.wards.adachi import parse
from pipeline.aliases import aliases, dated
from pipeline.load import Assembly
from pipeline.records import Record, Tables, row_id
from schemas.document import Document
from schemas.parsed import Parsed
from schemas.rows import (
    ROWS,
    Commitment,
    Condition,
    DocumentRow,
    FindingRow,
    Item,
    ItemDocument,
    ItemReference,
    Opinion,
    Paper,
    Row,
    Turn,
)
from schemas.source import Source

Make = Callable[[str], Document]

ASKED = """
# 第三十期・第2回足立区情報公開・個人情報保護審議会　【諮問・報告資料】
# ○諮問事項
1　[諮問第811号]　風車見学会の申込受付に係る業務委託について　P 1～P 2
令和4年9月30日（金）
見本館2階第1会議室
---
# 足立区情報公開・個人情報保護審議会諮問・報告資料総括表
案　件　［風車見学会の申込受付に係る業務委託について］
所管部課係　見本部　風の課　風車係
# 事業の概要
風車を見る会の申込みを電話で受ける。名簿の作成は令和3年度 諮問第790号で承認済みである。
| | 項目 | 条例 | 備考
| 1 | 業務の委託 | 足立区個人情報保護条例第16条第1項 |
"""
MINUTES = """
# 【足立区情報公開・個人情報保護審議会】会議概要
| 会議名 | 第三十期・第2回足立区情報公開・個人情報保護審議会
| 事務局 | 見本部窓口課
| 開催年月日 | 令和4年9月30日（金）
| 開催時間 | 午後2時3分～午後3時20分
| 開催場所 | 見本館2階第1会議室
| 出席者 | 雨宮　一葉 委員//霧島ふみ委員
# （審議経過）
# (1) 開　会
○木枯窓口課長　皆さまお集まりですので始めます。窓口課長の木枯でございます。
○雨宮会長　では開きます。
# (2) 審議事項
# 【諮問第811号】風車見学会の申込受付に係る業務委託について
＜審議会意見＞
足立区個人情報保護条例に照らし、異議なしと認め、本件を了承する。なお、以下の意見に留意されたい。
風車見学会の申込受付の名簿を返した日を後の会議に示されたい。
○雨宮会長　諮問第811号です。説明をお願いします。
○野分係長　風車係長の野分です。申込みを電話で受けます。
○霧島副会長　名簿はいつ返りますか。
○野分係長　三日のうちに返ります。
○雨宮会長　では意見を付けて了承ということでよろしいですか。〔「はい」と呼ぶ者あり〕
○雨宮会長　そのように決定します。
# (3) 閉　会
○雨宮会長　これで閉会といたします。
"""
NEXT = """
# 第三十期・第3回足立区情報公開・個人情報保護審議会　【諮問・報告資料】
# ○確認事項
1　第三十期・第2回足立区情報公開・個人情報保護審議会要録（案）　P 1～P 2
# ○報告事項
1　風車見学会の申込受付の名簿を返した日について　P 3
令和5年1月20日（金）
見本館2階第1会議室
"""
ITEM, REPORT = "adachi-2022-09-30/consultation-811", "adachi-2023-01-20/report-1"
DRAFT = MINUTES.replace("三日のうちに", "二日のうちに")
FINAL = MINUTES.replace("要録", "会議要録")


@pytest.fixture
def record(make: Make, source: Source) -> Callable[[str, str], Record]:
    """A paper as it is loaded: its id (one hex digit, sixteen times) and its text."""

    def read(digit: str, text: str) -> Record:
        document = make(text)
        document.document_id = digit * 16
        parsed = parse(document, source)
        parsed.source = source
        complete(document, parsed)
        return as_record(document, parsed)

    return read


def as_record(document: Document, parsed: Parsed) -> Record:
    row = DocumentRow(document_id=document.document_id, ward="adachi", kind=parsed.document_kind, title=parsed.title)
    rows: dict[type[Row], Sequence[Row]] = {type(group[0]): group for group in parsed.tables().values() if group}
    return Record(document=row, rows=rows, findings=parsed.findings)


def tables_of(records: Sequence[Record]) -> Tables:
    tables: Tables = {kind: [] for kind in ROWS}
    for kind, part in Assembly(records).parts():
        tables.setdefault(kind, []).extend(part)
    return tables


def rows(tables: Tables, kind: type[Row], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in tables[kind]]


def test_papers_minutes_and_report_are_one_matter_in_any_order(record: Callable[[str, str], Record]) -> None:
    papers = [record("a", ASKED), record("b", "\n---\n".join((NEXT.strip(), DRAFT.strip())))]
    told = []
    for order in permutations(papers):
        tables = tables_of(order)
        told.append({kind: sorted(map(repr, group)) for kind, group in tables.items()})
        ((outcome, state, documents),) = [
            (i.outcome, i.state, i.document_id) for i in tables[Item] if isinstance(i, Item) and i.item_id == ITEM
        ]
        assert (outcome, state, documents) == ("conditional", "answered", "b" * 16)
        kinds = dict(rows(tables, Paper, "paper_id", "kind"))
        parts = {
            (kinds[p], part, d[0])
            for i, p, part, d in rows(tables, ItemDocument, "item_id", "paper_id", "part", "document_id")
            if i == ITEM
        }
        assert parts == {
            ("agenda", "agenda_entry", "a"),
            ("form", "form", "a"),
            ("minutes", "deliberation", "b"),
            ("minutes", "opinion", "b"),
        }
    assert told[0] == told[1]


def test_a_later_report_answers_a_condition_of_another_file(record: Callable[[str, str], Record]) -> None:
    tables = tables_of([record("c", MINUTES), record("d", NEXT)])
    conditions = [c for c in tables[Commitment] if isinstance(c, Commitment) and c.kind == "condition"]
    assert [(c.item_id, c.followed_up_by_item_id) for c in conditions] == [(ITEM, REPORT)]
    assert "%" in (conditions[0].follow_up_reason or "")
    assert (REPORT, "announced") in rows(tables, Item, "item_id", "state")


def test_a_report_on_something_else_answers_nothing(record: Callable[[str, str], Record]) -> None:
    tables = tables_of(
        [record("c", MINUTES), record("d", NEXT.replace("風車見学会の申込受付の名簿を返した日", "運用状況の年次の集計"))]
    )
    assert rows(tables, Commitment, "followed_up_by_item_id") == [(None,)] * len(tables[Commitment])


def test_a_report_that_names_the_matter_answers_it(record: Callable[[str, str], Record]) -> None:
    named = NEXT.replace("風車見学会の申込受付の名簿を返した日", "前回の諮問第811号の後の様子")
    tables = tables_of([record("c", MINUTES), record("d", named)])
    assert rows(tables, ItemReference, "item_id", "number", "target_item_id")[-1] == (REPORT, "諮問第811号", ITEM)
    told = rows(tables, Commitment, "followed_up_by_item_id", "follow_up_reason")
    assert any(to == REPORT and str(why).startswith("the report names 諮問第811号") for to, why in told)


def test_references_lead_to_the_matter_where_it_is_here(record: Callable[[str, str], Record]) -> None:
    earlier = ASKED.replace("第2回", "第1回").replace("811", "790").replace("令和3年度 諮問第790号で承認済みである", "前に無い")
    earlier = earlier.replace("令和4年9月30日（金）", "令和3年9月30日（木）")
    alone, both = tables_of([record("a", ASKED)]), tables_of([record("a", ASKED), record("e", earlier)])
    names = ("item_id", "number", "relation", "when_text", "fiscal_year", "target_item_id", "target_meeting_id")
    assert rows(alone, ItemReference, *names) == [(ITEM, "諮問第790号", "approved", "令和3年度", 2021, None, None)]
    meant = ("adachi-2021-09-30/consultation-790", "adachi-2021-09-30")
    assert rows(both, ItemReference, *names) == [(ITEM, "諮問第790号", "approved", "令和3年度", 2021, *meant)]
    assert all(r.regions for r in both[ItemReference] if isinstance(r, ItemReference))


def test_final_minutes_take_the_place_of_the_draft(record: Callable[[str, str], Record]) -> None:
    text = DRAFT.replace("会議概要", "会議要録（案）").replace("名簿を返した日", "名簿を返す日")
    draft = record("1", text.replace("示されたい。", "示されたい。名簿を二部つくること。"))
    final = record("2", MINUTES)
    for order in ((draft, final), (final, draft)):
        tables = tables_of(order)
        assert dict(rows(tables, DocumentRow, "document_id", "superseded_by")) == {"1" * 16: "2" * 16, "2" * 16: None}
        assert "三日のうちに返ります。" in [t for (t,) in rows(tables, Turn, "text")]
        assert len(tables[Opinion]) == len(tables[Condition]) == 1
        assert [c for (c,) in rows(tables, Commitment, "kind")].count("condition") == 1
        found = [(d, m) for d, c, m in rows(tables, FindingRow, "document_id", "code", "message") if c == "version_differs"]
        assert {d for d, _ in found} == {"1" * 16}
        assert any("二日" in m and "三日" in m for _, m in found)
        assert any(m.startswith("conditions") for _, m in found)


def test_a_draft_in_a_pack_does_not_supersede_the_pack(record: Callable[[str, str], Record]) -> None:
    tables = tables_of([record("1", "\n---\n".join((NEXT.strip(), DRAFT.strip()))), record("2", MINUTES)])
    assert rows(tables, DocumentRow, "superseded_by") == [(None,), (None,)]
    assert dict(rows(tables, Paper, "document_id", "version"))["2" * 16] == "final"
    assert "三日のうちに返ります。" in [t for (t,) in rows(tables, Turn, "text")]
    assert {i for (i,) in rows(tables, Item, "item_id")} >= {ITEM, REPORT}


def test_a_corrected_reissue_speaks_first(record: Callable[[str, str], Record]) -> None:
    again = ASKED.replace("【諮問・報告資料】", "【諮問・報告資料】（訂正版）").replace("電話で受ける", "葉書で受ける")
    tables = tables_of([record("1", ASKED), record("2", again)])
    assert dict(rows(tables, DocumentRow, "document_id", "superseded_by")) == {"1" * 16: "2" * 16, "2" * 16: None}
    ((summary,),) = rows(tables, Item, "summary")
    assert "葉書" in summary
    assert ("1" * 16, "wording_differs") in rows(tables, FindingRow, "document_id", "code")


def test_a_list_of_errors_is_findings_and_changes_nothing(record: Callable[[str, str], Record]) -> None:
    text = ASKED + "---\n# 正誤表\n| 箇所 | 誤 | 正\n| 1ページ | 電話で受ける | 葉書で受ける\n"
    tables = tables_of([record("1", text)])
    ((message, page),) = [(m, p) for c, m, p in rows(tables, FindingRow, "code", "message", "page_no") if c == "erratum"]
    assert message == "1ページ: '電話で受ける' should read '葉書で受ける'"
    assert page == 3
    assert "電話" in rows(tables, Item, "summary")[0][0]


def test_a_meeting_gets_its_day_and_keeps_its_old_name(record: Callable[[str, str], Record]) -> None:
    undated = record("1", ASKED.replace("令和4年9月30日（金）\n", ""))
    old = "adachi-t30-s2"
    assert rows(tables_of([undated]), Item, "item_id") == [(f"{old}/consultation-811",)]
    records, names = dated([undated, record("2", MINUTES)])
    assert names[old] == "adachi-2022-09-30"
    assert names[f"{old}/consultation-811"] == ITEM
    tables = tables_of(records)
    assert rows(tables, Item, "item_id", "outcome") == [(ITEM, "conditional")]
    assert not [row_id(r) for group in tables.values() for r in group if old in str(r)]
    told = aliases(names, (), "run-1")
    assert (told[0].old_id, told[0].new_id) == (old, "adachi-2022-09-30")
    assert aliases(names, told, "run-2") == []


def test_a_session_of_another_term_is_another_meeting(record: Callable[[str, str], Record]) -> None:
    undated = record("1", ASKED.replace("令和4年9月30日（金）\n", "").replace("第三十期", "第二十九期"))
    assert dated([undated, record("2", MINUTES)])[1] == {}


def test_the_law_in_force_follows_from_the_day(record: Callable[[str, str], Record]) -> None:
    later = record("1", ASKED.replace("令和4年9月30日（金）", "令和5年4月3日（月）"))
    (item,) = tables_of([later])[Item]
    assert isinstance(item, Item)
    assert (item.legal_regime, item.fiscal_year, item.procedure) == ("act", 2023, "consultation")
    assert dt.date(2023, 4, 3).isoformat() in item.item_id
