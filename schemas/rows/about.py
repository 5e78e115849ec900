"""Rows about the data: how to read them, how right they are, and where they name private persons."""

from __future__ import annotations

import datetime as dt
from typing import Annotated as A
from typing import ClassVar

from schemas.rows.base import Col, Row, TableInfo


class NoteRow(Row, frozen=True, kw_only=True):
    """What a reader of the data has to know before counting."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "notes",
        "データの読み方（分析の単位・出所・結果の符号・NULL・収録範囲・限界など）",
        "How to read the data: unit of analysis, provenance, outcomes, NULL, coverage, known gaps",
        "codebook",
    )
    seq: A[int, Col("順", "Order", key=True)]
    topic_ja: A[str, Col("主題（日本語）", "Topic in Japanese")]
    topic_en: A[str, Col("主題（英語）", "Topic in English")]
    ja: A[str, Col("説明（日本語）", "Note in Japanese")]
    en: A[str, Col("説明（英語）", "Note in English")]


class AccuracyRow(Row, frozen=True, kw_only=True):
    """How right the values of a field are, as somebody has measured it."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "accuracy",
        "測られた正確さ（欄ごと：製品の測定値と、このデータの運用者が確認した標本）",
        "Accuracy by field as measured: of the product on annotated papers, and of samples that this file's operator has checked",
        "codebook",
    )
    accuracy_id: A[str, Col("測定のID", "Measurement", key=True)]
    basis: A[str, Col("測定の根拠", "What it rests on", code="accuracy_basis")]
    table_name: A[str, Col("表", "Table")]
    column_name: A[str | None, Col("列（行全体ならNULL）", "Column; NULL where whole rows are meant")] = None
    what_ja: A[str, Col("何を測ったか（日本語）", "What was measured, in Japanese")]
    what_en: A[str, Col("何を測ったか（英語）", "What was measured, in English")]
    measure: A[str, Col("測り方", "Measure", code="accuracy_measure")]
    figure: A[float, Col("値（0から1）", "Figure, 0 to 1")]
    low: A[float | None, Col("95%区間の下端（割合のみ）", "Lower end of the 95 % interval (of shares)")] = None
    high: A[float | None, Col("95%区間の上端（割合のみ）", "Upper end of the 95 % interval (of shares)")] = None
    n: A[int | None, Col("確認した数", "How many were checked; NULL where it was not counted")] = None
    on_ja: A[str, Col("何で測ったか（日本語）", "On what, in Japanese")]
    on_en: A[str, Col("何で測ったか（英語）", "On what, in English")]
    measured_on: A[dt.date | None, Col("測定日", "When; NULL where the sheet does not say")] = None
    limit_ja: A[str | None, Col("1に満たない理由（日本語）", "What keeps it from being perfect, in Japanese")] = None
    limit_en: A[str | None, Col("1に満たない理由（英語）", "What keeps it from being perfect, in English")] = None


class PrivateNameRow(Row, frozen=True, kw_only=True):
    """A private person's name in a text."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "private_names",
        "文脈から私人と分かる人名（申請者・患者・事故の宛先など。名簿は使わない。exportの--redactが伏せる）",
        "Names that their context marks as those of private persons (applicant, patient, addressee of an incident …), which export "
        "--redact leaves out; no list of names is used",
    )
    document_id: A[str, Col("文書ID", "Document", key=True)]
    table_name: A[str, Col("元の表", "Table of the text", key=True)]
    row_id: A[str, Col("元の行のID", "Id of its row (the columns of the key, joined by /)", key=True)]
    column_name: A[str, Col("列", "Column of the text", key=True)]
    char_start: A[int, Col("開始位置（0から）", "Character at which the name begins, from 0", key=True)]
    name: A[str, Col("氏名（印字のまま）", "Name as printed")]
    reason: A[
        str,
        Col(
            "判断の根拠（before・after：前後の語、incident：事故・経緯の文）",
            "Why: before or after (words next to it), incident (somebody called by name in the text of an incident)",
        ),
    ]
    context: A[str, Col("前後の文字", "Words around it")]
