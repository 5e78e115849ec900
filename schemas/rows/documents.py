"""Rows about the papers themselves: files, pages, blocks, papers inside a file, tables, forms, findings, runs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated as A
from typing import ClassVar

from schemas.rows.base import Col, Correctable, Read, Row, TableInfo


class DocumentRow(Correctable, frozen=True, kw_only=True):
    """A file."""

    TABLE: ClassVar[TableInfo] = TableInfo("documents", "文書（PDFファイル）", "Documents: the files that were read")
    document_id: A[str, Col("文書ID（内容のsha256の先頭16桁）", "First 16 hex digits of the sha256 of the bytes", key=True)]
    ward: A[str | None, Col("区（ローマ字）", "Ward, romanised")] = None
    council: A[str | None, Col("審議会名", "Council as printed")] = None
    kind: A[str | None, Col("文書の種類", "Kind of document", code="document_kind")] = None
    title: A[str | None, Col("表題", "Title as printed")] = None
    file_name: A[str, Col("ファイル名", "File name")] = ""
    source_uri: A[str | None, Col("取得元", "Where the file came from")] = None
    sha256: A[str, Col("内容のsha256", "sha256 of the bytes")] = ""
    byte_size: A[int, Col("バイト数", "Size in bytes", sql="BIGINT")] = 0
    page_count: A[int | None, Col("ページ数", "Number of pages")] = None
    text_layer: A[str | None, Col("文字情報の状態", "State of the text layer", code="text_layer")] = None
    status: A[str, Col("取込状態", "What became of it", code="status")] = "loaded"
    error_code: A[str | None, Col("エラー種別", "Why it was rejected", code="error_code")] = None
    error_message: A[str | None, Col("エラー内容", "The reason in words")] = None
    retrieved_at: A[dt.datetime | None, Col("取得日時(UTC)", "When it was retrieved (UTC)")] = None
    superseded_by: A[str | None, Col("これに代わる文書", "Document that supersedes it")] = None
    producer: A[str | None, Col("PDF作成ソフト", "Program that made the PDF")] = None


class PageRow(Correctable, frozen=True, kw_only=True):
    """A page with its body text and the balance of its characters."""

    TABLE: ClassVar[TableInfo] = TableInfo("pages", "ページ", "Pages: body text in reading order and the count of characters")
    document_id: A[str, Col("文書ID", "Document", key=True)]
    page_no: A[int, Col("ページ番号（1から）", "Page number from 1", key=True)]
    printed_label: A[str | None, Col("印字されたページ番号", "Page label as printed")] = None
    width: A[float, Col("幅（ポイント）", "Width as shown, in points")]
    height: A[float, Col("高さ（ポイント）", "Height as shown, in points")]
    text_layer: A[str, Col("文字情報の状態", "State of the page's text layer", code="text_layer")]
    text_source: A[str, Col("本文の出所", "Where the text came from", code="text_source")]
    body_text: A[str, Col("本文（読む順、柱・ノンブル等を除く）", "Body in reading order, furniture left out")]
    char_count: A[int, Col("文字数（空白を除く）", "Visible characters, white space not counted")]
    furniture_char_count: A[
        int, Col("柱・ノンブル・ルビ等の文字数", "Characters of headers, footers, page numbers, watermarks, ruby")
    ]
    assigned_char_count: A[int, Col("行に対応づけられた文字数", "Characters of blocks that a row claims")]
    unassigned_char_count: A[int, Col("どの行にも対応しない文字数", "Characters of blocks that no row claims")]


class BlockRow(Read, frozen=True, kw_only=True):
    """A block of a page's body."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "blocks", "段落・表などの単位", "Blocks: paragraphs, headings, tables … in reading order"
    )
    block_id: A[str, Col("ブロックID", "Block", key=True)]
    page_no: A[int, Col("ページ番号", "Page number")]
    seq: A[int, Col("ページ内の順", "Order on the page, from 1")]
    kind: A[str, Col("種類", "Kind", code="block_kind")]
    text: A[str, Col("文字", "Text")]
    owner_table: A[str | None, Col("対応する表", "Table of the row that claims it")] = None
    owner_id: A[str | None, Col("対応する行", "Id of the row that claims it")] = None


class Paper(Read, frozen=True, kw_only=True):
    """A paper inside a file."""

    TABLE: ClassVar[TableInfo] = TableInfo("papers", "ファイル内の資料", "Papers inside a file, at least one")
    paper_id: A[str, Col("資料ID", "Paper", key=True)]
    seq: A[int, Col("順", "Order in the file, from 1")]
    kind: A[str, Col("種類", "Kind", code="paper_kind")]
    title: A[str | None, Col("表題", "Title as printed")] = None
    page_first: A[int, Col("最初のページ", "First page")]
    page_last: A[int, Col("最後のページ", "Last page")]
    meeting_id: A[str | None, Col("会議", "Meeting it belongs to")] = None
    version: A[str | None, Col("版", "Draft, final, corrected; NULL where nothing is printed", code="version")] = None


class TableRow(Read, frozen=True, kw_only=True):
    """A table."""

    TABLE: ClassVar[TableInfo] = TableInfo("tables", "表", "Tables; one row for a table that runs over pages")
    table_id: A[str, Col("表ID", "Table", key=True)]
    caption: A[str | None, Col("表題", "Caption as printed")] = None
    unit: A[str | None, Col("単位", "Unit as printed")] = None
    page_first: A[int, Col("最初のページ", "First page")]
    page_last: A[int, Col("最後のページ", "Last page")]
    n_rows: A[int, Col("行数", "Number of rows")]
    n_cols: A[int, Col("列数", "Number of columns")]
    ruling: A[str, Col("罫線", "How it is ruled", code="ruling")]


class TableCell(Read, frozen=True, kw_only=True):
    """A cell of a table."""

    TABLE: ClassVar[TableInfo] = TableInfo("table_cells", "表のセル", "Cells of tables; a spanned cell once, at its top left")
    table_id: A[str, Col("表ID", "Table", key=True)]
    row: A[int, Col("行（0から）", "Row from 0", key=True)]
    col: A[int, Col("列（0から）", "Column from 0", key=True)]
    row_span: A[int, Col("縦の結合数", "Rows spanned")] = 1
    col_span: A[int, Col("横の結合数", "Columns spanned")] = 1
    is_header: A[bool, Col("見出しセルか", "Whether it is a header cell")] = False
    text: A[str, Col("文字", "Text")] = ""
    number: A[float | None, Col("数値", "The number it holds")] = None


class Form(Read, frozen=True, kw_only=True):
    """A form."""

    TABLE: ClassVar[TableInfo] = TableInfo("forms", "様式（総括表・個票・記録票など）", "Forms")
    form_id: A[str, Col("様式ID", "Form", key=True)]
    paper_id: A[str | None, Col("資料", "Paper")] = None
    item_id: A[str | None, Col("案件", "Item")] = None
    kind: A[str, Col("種類（区の用語）", "Kind in the ward's own words")]
    title: A[str | None, Col("表題", "Title as printed")] = None


class FormField(Read, frozen=True, kw_only=True):
    """A labelled box of a form."""

    TABLE: ClassVar[TableInfo] = TableInfo("form_fields", "様式の欄", "Fields of forms")
    form_id: A[str, Col("様式ID", "Form", key=True)]
    seq: A[int, Col("順", "Order, from 1", key=True)]
    label: A[str, Col("欄の名（字間の空白を除く）", "Label as printed, without the spaces that only spread it")]
    value: A[str, Col("値", "Value as printed")] = ""
    options: A[
        str | None, Col("印刷済みの選択肢（改行区切り）", "Pre-printed options, one a line; NULL where the box is no choice")
    ] = None
    selected: A[
        str | None, Col("選ばれた選択肢（印が文字の場合）", "Options with a printed tick; NULL where ticks cannot be read")
    ] = None
    concept: A[str | None, Col("区に依らない概念", "Ward-neutral concept", code="concept")] = None


class FindingRow(Row, frozen=True, kw_only=True):
    """Something that a person should look at."""

    TABLE: ClassVar[TableInfo] = TableInfo("findings", "確認が必要な点", "Findings: everything a person should look at")
    finding_id: A[
        str,
        Col(
            "確認ID（同じ点は言い回しが変わっても同じID）",
            "Finding; the same one keeps its id when only its wording changes",
            key=True,
        ),
    ]
    document_id: A[str | None, Col("文書ID", "Document")] = None
    page_no: A[int | None, Col("ページ番号", "Page number")] = None
    code: A[str, Col("種別", "Code", code="code")]
    severity: A[str, Col("重さ", "Severity", code="severity")]
    message: A[str, Col("内容", "What was found and what to do")]
    row_id: A[str | None, Col("関係する行", "Row it is about")] = None
    review: A[str, Col("人の判断", "What a person has decided on it", code="review")] = "open"
    reviewed_by: A[str | None, Col("判断した者", "Who decided")] = None
    reviewed_on: A[dt.date | None, Col("判断日", "When")] = None
    review_reason: A[str | None, Col("判断の理由", "Why")] = None


class RunRow(Row, frozen=True, kw_only=True):
    """A run of the pipeline."""

    TABLE: ClassVar[TableInfo] = TableInfo("runs", "実行記録", "Runs of the pipeline")
    run_id: A[str, Col("実行ID", "Run", key=True)]
    started_at: A[dt.datetime, Col("開始(UTC)", "Start (UTC)")]
    finished_at: A[dt.datetime, Col("終了(UTC)", "End (UTC)")]
    flow: A[str, Col("処理名", "Flow")]
    status: A[str, Col("結果", "Status", code="run_status")]
    documents_seen: A[int, Col("対象文書数", "Documents seen")]
    documents_loaded: A[int, Col("取込文書数", "Documents loaded or partly loaded")]
    documents_rejected: A[int, Col("不可文書数", "Documents rejected")]
    pages_loaded: A[int, Col("取込ページ数", "Pages loaded")]
    version: A[str, Col("プログラムの版", "Version of the program")]
    tokenizer: A[
        str | None, Col("形態素解析（分割単位と辞書の版）", "Tokeniser: its mode and the version of its dictionary")
    ] = None
    content_hash: A[str | None, Col("内容のハッシュ", "Hash over all tables but the history; equal content, equal hash")] = None


class IdHistory(Row, frozen=True, kw_only=True):
    """What became of an id."""

    TABLE: ClassVar[TableInfo] = TableInfo("id_history", "IDの変遷", "What became of ids after a change of code or paper")
    old_id: A[str, Col("旧ID", "Old id", key=True)]
    new_id: A[str | None, Col("新ID", "New id; NULL where it vanished")] = None
    reason: A[str, Col("理由", "Reason")]
    run_id: A[str, Col("実行", "Run", key=True)]
