"""Rows about what the councils did: meetings, items, opinions, turns."""

from __future__ import annotations

import datetime as dt
from typing import Annotated as A
from typing import ClassVar

from schemas.rows.base import Col, Correctable, Read, TableInfo


class Meeting(Read, frozen=True, kw_only=True):
    """A meeting of a council."""

    TABLE: ClassVar[TableInfo] = TableInfo("meetings", "会議", "Meetings of the councils")
    meeting_id: A[str, Col("会議ID", "Meeting", key=True)]
    ward: A[str, Col("区", "Ward")]
    council: A[str | None, Col("審議会名", "Council as printed")] = None
    term: A[str | None, Col("期", "Term, as a number")] = None
    session: A[str | None, Col("回", "Session number, as a number")] = None
    held_on: A[dt.date | None, Col("開催日", "Day")] = None
    opened_at: A[dt.time | None, Col("開会時刻", "Opening time")] = None
    closed_at: A[dt.time | None, Col("閉会時刻", "Closing time")] = None
    venue: A[str | None, Col("場所", "Venue")] = None
    fiscal_year: A[int | None, Col("年度", "Fiscal year (April to March)")] = None
    legal_regime: A[str | None, Col("法制度", "Legal regime", code="legal_regime")] = None


class Attendance(Read, frozen=True, kw_only=True):
    """A person at a meeting."""

    TABLE: ClassVar[TableInfo] = TableInfo("attendances", "出席", "Attendance at meetings")
    meeting_id: A[str, Col("会議ID", "Meeting", key=True)]
    person_name: A[str, Col("氏名（空白なし）", "Name without inner spaces", key=True)]
    role: A[str | None, Col("役職", "Role as printed")] = None
    status: A[str, Col("出欠", "Status", code="attendance_status")] = "present"


class Item(Read, frozen=True, kw_only=True):
    """A matter before the council."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "items", "案件（諮問・報告・確認など）", "Items: consultations, reports, confirmations …"
    )
    item_id: A[str, Col("案件ID", "Item", key=True)]
    meeting_id: A[str, Col("会議ID", "Meeting")]
    ward: A[str, Col("区", "Ward")]
    kind: A[str, Col("種類", "Kind", code="kind")]
    number: A[str | None, Col("番号（印字のまま）", "Number as printed")] = None
    title: A[str, Col("件名", "Title as printed")]
    summary: A[str | None, Col("概要", "Summary as printed")] = None
    parent_item_id: A[str | None, Col("親案件", "Item it is a part of")] = None
    outcome: A[str | None, Col("結果", "Outcome", code="outcome")] = None
    outcome_text: A[str | None, Col("結果の文言", "The words of the outcome")] = None
    started_on: A[dt.date | None, Col("開始日", "Start date")] = None
    started_on_text: A[str | None, Col("開始時期の文言", "The words of the start")] = None
    fiscal_year: A[int | None, Col("年度", "Fiscal year")] = None
    legal_regime: A[str | None, Col("法制度", "Legal regime", code="legal_regime")] = None
    procedure: A[str | None, Col("手続", "Procedure", code="procedure")] = None
    state: A[str | None, Col("進み具合（全文書から）", "How far it has come, told from all papers together", code="state")] = (
        None
    )


class ItemDepartment(Read, frozen=True, kw_only=True):
    """The section in charge of an item."""

    TABLE: ClassVar[TableInfo] = TableInfo("item_departments", "案件の所管", "Departments in charge of items")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    department: A[str, Col("所管（部課係、印字のまま）", "Department as printed, 部 課 係 together")]


class ItemHandling(Read, frozen=True, kw_only=True):
    """A type of handling of personal information that an item is about."""

    TABLE: ClassVar[TableInfo] = TableInfo("item_handlings", "取扱類型", "Types of handling")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    handling: A[str, Col("取扱類型", "Handling", key=True, code="handling")]
    ward_term: A[str, Col("区の用語", "The ward's own words")]


class ItemLegalBasis(Read, frozen=True, kw_only=True):
    """A legal basis of an item."""

    TABLE: ClassVar[TableInfo] = TableInfo("item_legal_bases", "根拠法令", "Legal bases")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    law: A[str, Col("法令名", "Law")]
    article: A[str | None, Col("条", "Article number; a branch article as 23の2")] = None
    paragraph: A[int | None, Col("項", "Paragraph number")] = None
    subitem: A[int | None, Col("号", "Item number")] = None
    citation: A[str, Col("印字のまま", "Citation as printed")]


class ItemPersonalInformation(Read, frozen=True, kw_only=True):
    """A personal-information item that an item handles."""

    TABLE: ClassVar[TableInfo] = TableInfo("item_personal_information", "個人情報の項目", "Personal-information items")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    name: A[str, Col("項目名", "Name")]
    group_label: A[str | None, Col("区分", "Group (form, direction)")] = None
    handling: A[
        str | None,
        Col(
            "その様式の取扱類型（様式が類型ごとに分かれないときはNULL）",
            "What its form is for; NULL where the papers have no form for each handling",
            code="handling",
        ),
    ] = None


class ItemSafeguard(Read, frozen=True, kw_only=True):
    """A protective measure."""

    TABLE: ClassVar[TableInfo] = TableInfo("item_safeguards", "保護措置", "Safeguards")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    text: A[str, Col("措置", "Measure, verbatim")]
    party: A[str | None, Col("義務を負う者", "Who has the duty", code="party")] = None
    measure: A[str | None, Col("措置の種類", "Measure", code="measure")] = None
    group_label: A[str | None, Col("区分", "Group")] = None
    handling: A[
        str | None,
        Col(
            "その様式の取扱類型（様式が類型ごとに分かれないときはNULL）",
            "What its form is for; NULL where the papers have no form for each handling",
            code="handling",
        ),
    ] = None


class ItemCounterparty(Read, frozen=True, kw_only=True):
    """A body outside the ward that takes part."""

    TABLE: ClassVar[TableInfo] = TableInfo("item_counterparties", "委託先・結合先など", "Counterparties")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    name: A[str, Col("名称", "Name", key=True)]
    role: A[str | None, Col("立場", "Role", code="counterparty_role")] = None
    address: A[str | None, Col("所在地", "Address")] = None


class Opinion(Read, frozen=True, kw_only=True):
    """The council's opinion on an item."""

    TABLE: ClassVar[TableInfo] = TableInfo("opinions", "審議会意見", "Opinions of the council, verbatim")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    text: A[str, Col("意見（段落は改行で連結）", "Opinion; paragraphs joined by a newline")]
    heading: A[str | None, Col("見出し", "Heading as printed")] = None


class Condition(Read, frozen=True, kw_only=True):
    """A point the council asked to be heeded."""

    TABLE: ClassVar[TableInfo] = TableInfo("conditions", "留意事項・条件", "Points the council asked to be heeded, verbatim")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    text: A[str, Col("文言", "Words")]


class Turn(Read, frozen=True, kw_only=True):
    """A turn of speech, a stage note or a bullet of a summary."""

    TABLE: ClassVar[TableInfo] = TableInfo("turns", "発言", "Turns: speeches, stage notes, summary bullets")
    turn_id: A[str, Col("発言ID", "Turn", key=True)]
    meeting_id: A[str, Col("会議ID", "Meeting")]
    item_id: A[str | None, Col("案件ID", "Item")] = None
    seq: A[int, Col("会議内の順", "Order in the meeting, from 1")]
    kind: A[str, Col("種類", "Kind", code="turn_kind")]
    speaker_name: A[str | None, Col("発言者", "Speaker's name")] = None
    speaker_role: A[str | None, Col("役職（印字のまま）", "Post as printed")] = None
    speaker_class: A[str | None, Col("発言者の立場", "Class of speaker", code="speaker_class")] = None
    act: A[str | None, Col("発言行為", "Act", code="act")] = None
    text: A[str, Col("発言（改行を除き段落は改行で連結）", "Words without the speaker's tag; paragraphs joined by a newline")]


class QaLink(Correctable, frozen=True, kw_only=True):
    """A link from a question to its answer."""

    TABLE: ClassVar[TableInfo] = TableInfo("qa_links", "質問と回答の対応", "Links from questions to answers")
    question_turn_id: A[str, Col("質問", "Question", key=True)]
    answer_turn_id: A[str, Col("回答", "Answer", key=True)]
    score: A[float, Col("確からしさ", "Score, 0 to 1")]
    method: A[str, Col("方法", "How it was linked", code="method")]


class Commitment(Read, frozen=True, kw_only=True):
    """A request, a promise or a condition."""

    TABLE: ClassVar[TableInfo] = TableInfo("commitments", "要望・約束・条件", "Requests, promises, conditions")
    commitment_id: A[str, Col("要望等ID", "Commitment", key=True)]
    item_id: A[str | None, Col("案件ID", "Item")] = None
    kind: A[str, Col("種類", "Kind", code="commitment_kind")]
    person_name: A[str | None, Col("発言者", "Person")] = None
    text: A[str, Col("文言", "Words")]
    turn_id: A[str | None, Col("発言", "Turn")] = None
    followed_up_by_item_id: A[str | None, Col("これに応えた案件", "Item that answers it")] = None
    follow_up_reason: A[str | None, Col("応えたとみる理由", "Why that item is taken for the answer")] = None


class ItemDocument(Read, frozen=True, kw_only=True):
    """Which paper carries which part of an item."""

    TABLE: ClassVar[TableInfo] = TableInfo("item_documents", "案件と資料", "Which paper carries which part of an item")
    item_id: A[str, Col("案件ID", "Item", key=True)]
    paper_id: A[str, Col("資料", "Paper", key=True)]
    part: A[str, Col("部分", "Part", key=True, code="part")]


class ItemReference(Read, frozen=True, kw_only=True):
    """A matter or a meeting that the papers on an item name."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "item_references", "他の案件・会議への言及", "What an item's papers say of other items and meetings"
    )
    item_id: A[str, Col("案件ID", "Item whose papers speak", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    kind: A[str | None, Col("相手の種類", "Kind of the item named; NULL where only a meeting is", code="kind")] = None
    number: A[str | None, Col("番号（印字のまま）", "Number as printed; NULL where only a meeting is named")] = None
    relation: A[str, Col("関係", "What is said of it", code="relation")]
    when_text: A[str | None, Col("時期（印字のまま）", "Words that say when it was")] = None
    fiscal_year: A[int | None, Col("年度", "Fiscal year that is named")] = None
    cited_on: A[dt.date | None, Col("会議の日", "Day of the meeting that is named")] = None
    term: A[str | None, Col("期", "Term that is named, as a number")] = None
    session: A[str | None, Col("回", "Session that is named, as a number")] = None
    text: A[str, Col("文言", "The clause in which it is named")]
    target_item_id: A[str | None, Col("相手の案件（倉庫にあれば）", "The item named; NULL where no paper on it is here")] = None
    target_meeting_id: A[str | None, Col("相手の会議（倉庫にあれば）", "Its meeting; NULL where no paper of it is here")] = None
