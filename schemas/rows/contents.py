"""Rows about what the papers say beside the items: mentions, statistics, incidents, provisions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated as A
from typing import ClassVar

from schemas.rows.base import Col, Correctable, Read, TableInfo


class Mention(Read, frozen=True, kw_only=True):
    """A named thing in a text."""

    TABLE: ClassVar[TableInfo] = TableInfo("mentions", "固有表現", "Mentions of named things")
    mention_id: A[str, Col("固有表現ID", "Mention", key=True)]
    item_id: A[str | None, Col("案件ID", "Item")] = None
    turn_id: A[str | None, Col("発言ID", "Turn")] = None
    label: A[str, Col("種類", "Label", code="label")]
    text: A[str, Col("文字", "Words")]
    normalized: A[str | None, Col("正規化した値", "Normalised value")] = None
    char_start: A[int, Col("開始位置", "Start offset in the context column")]
    char_end: A[int, Col("終了位置", "End offset, exclusive")]
    context_table: A[str, Col("文脈の表", "Table of the context")]
    context_id: A[str, Col("文脈の行", "Row of the context")]
    context_column: A[str, Col("文脈の列", "Column of the context")]
    entity_id: A[str | None, Col("同じものを指す見出し", "Entity it names; NULL for values and phrases")] = None


class Entity(Correctable, frozen=True, kw_only=True):
    """A thing that mentions name, once for all papers."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "entities", "名寄せした固有名", "Named things, each once, whatever the papers call them"
    )
    entity_id: A[str, Col("ID（種類:区:名称）", "Entity", key=True)]
    label: A[str, Col("種類", "Label", code="label")]
    canonical: A[str, Col("代表の名称", "Canonical name")]
    ward: A[str | None, Col("区（区に限らないものはNULL）", "Ward; NULL where the name is not a ward's own")] = None
    parent_entity_id: A[str | None, Col("上位のもの（法令、広い項目）", "Law of an article, wider kind of data")] = None
    variants: A[str, Col("印字された形（改行区切り）", "Forms in print, one a line")]
    egov_law_id: A[str | None, Col("e-Gov法令ID", "e-Gov law id of national laws")] = None
    corporate_number: A[str | None, Col("法人番号", "Corporate number; NULL where it is not known")] = None
    dpv_concept: A[str | None, Col("W3C DPVの概念", "W3C DPV personal-data concept")] = None
    first_year: A[int | None, Col("最初に現れた年", "First year of a meeting whose papers name it")] = None
    last_year: A[int | None, Col("最後に現れた年", "Last year of a meeting whose papers name it")] = None
    mention_count: A[int, Col("出現数", "Number of mentions")]


class Statistic(Read, frozen=True, kw_only=True):
    """A number of a statistics table."""

    TABLE: ClassVar[TableInfo] = TableInfo("statistics", "統計値", "Statistics, one row per number")
    statistic_id: A[str, Col("統計値ID", "Statistic", key=True)]
    table_id: A[str | None, Col("表ID", "Table")] = None
    fiscal_year: A[int | None, Col("年度", "Fiscal year")] = None
    section: A[str | None, Col("表の置かれた見出し", "Heading the table stands under, as printed")] = None
    caption: A[str | None, Col("表題", "Caption as printed")] = None
    measure: A[str | None, Col("測るもの（列見出し）", "Measure (column header)")] = None
    category: A[str | None, Col("区分（行見出し）", "Category (row header)")] = None
    group_label: A[str | None, Col("上位の区分", "Group the category stands under")] = None
    value: A[float | None, Col("値", "Value")] = None
    unit: A[str | None, Col("単位", "Unit")] = None
    is_total: A[bool, Col("合計か", "Whether it is a total")] = False


class Incident(Read, frozen=True, kw_only=True):
    """A mishap with personal information."""

    TABLE: ClassVar[TableInfo] = TableInfo("incidents", "個人情報の事故", "Incidents")
    incident_id: A[str, Col("事故ID", "Incident", key=True)]
    fiscal_year: A[int | None, Col("年度", "Fiscal year")] = None
    number: A[str | None, Col("番号", "Number as printed")] = None
    kind: A[str | None, Col("種別", "Kind as printed")] = None
    month: A[dt.date | None, Col("月（1日）", "First of the month")] = None
    description: A[str, Col("内容", "What happened")]
    people_affected: A[int | None, Col("人数", "People affected")] = None
    cause: A[str | None, Col("原因", "Cause (同上 resolved)")] = None
    department: A[str | None, Col("所管", "Department")] = None
    by_contractor: A[bool, Col("委託先等によるか", "Whether a contractor did it")] = False


class Provision(Read, frozen=True, kw_only=True):
    """A provision of a rule."""

    TABLE: ClassVar[TableInfo] = TableInfo("provisions", "条文", "Provisions of rules and guidelines")
    provision_id: A[str, Col("条文ID", "Provision", key=True)]
    rule_title: A[str | None, Col("規程名", "Title of the rule")] = None
    chapter: A[str | None, Col("章", "Chapter")] = None
    article: A[str | None, Col("条", "Article")] = None
    paragraph: A[int | None, Col("項", "Paragraph")] = None
    subitem: A[str | None, Col("号", "Item")] = None
    heading: A[str | None, Col("見出し", "Heading")] = None
    text: A[str, Col("条文", "Text")]


class Amendment(Read, frozen=True, kw_only=True):
    """A part of a rule before and after a change."""

    TABLE: ClassVar[TableInfo] = TableInfo("amendments", "新旧対照", "Old and new words of rules, part by part")
    amendment_id: A[str, Col("新旧対照ID", "Amendment", key=True)]
    item_id: A[str | None, Col("案件", "Item")] = None
    rule_title: A[str | None, Col("規程名", "Title of the rule")] = None
    article: A[str | None, Col("条", "Article")] = None
    paragraph: A[int | None, Col("項", "Paragraph")] = None
    subitem: A[str | None, Col("号", "Item")] = None
    old_text: A[str | None, Col("現行", "Words before; NULL where the part is new")] = None
    new_text: A[str | None, Col("改正後", "Words after; NULL where the part goes")] = None
    removed: A[str | None, Col("削られた語（改行区切り）", "Words that go, one a line")] = None
    added: A[str | None, Col("加えられた語（改行区切り）", "Words that come, one a line")] = None


class Event(Read, frozen=True, kw_only=True):
    """A dated event of a report."""

    TABLE: ClassVar[TableInfo] = TableInfo("events", "経緯", "Dated events of reports")
    event_id: A[str, Col("経緯ID", "Event", key=True)]
    item_id: A[str | None, Col("案件", "Item")] = None
    seq: A[int, Col("順", "Order in the item, from 1")]
    heading: A[str | None, Col("見出し", "Heading it stands under")] = None
    date_text: A[str, Col("日付（印字のまま）", "Date as printed")]
    date_value: A[str, Col("日付（年を補ったもの）", "ISO-like date, an elided year carried on")]
    happened_on: A[dt.date | None, Col("日", "Day, where a full date is known")] = None
    text: A[str, Col("内容", "What happened")]
