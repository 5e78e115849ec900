"""Rows that are made from the other rows when a warehouse is built: what the file says of itself, and the index for search."""

from __future__ import annotations

import datetime as dt
from typing import Annotated as A
from typing import ClassVar

from msgspec import Struct

from schemas.rows.about import AccuracyRow, NoteRow, PrivateNameRow
from schemas.rows.base import Col, Row, TableInfo

DIFFERENCES_SQL = "STRUCT(column_name VARCHAR, old_value VARCHAR, new_value VARCHAR)[]"


class MetaRow(Row, frozen=True, kw_only=True):
    """Something the file says of itself."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "meta", "このファイルについて", "About this file: versions, content hash, when it was built"
    )
    name: A[str, Col("項目", "What is said", key=True)]
    value: A[str | None, Col("値", "Value; NULL where it is not known")] = None
    about: A[str, Col("説明", "What it means")] = ""


class NotPublishedRow(Row, frozen=True, kw_only=True):
    """A part of a meeting's papers that the council does not publish."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "not_published", "公表されない資料", "Papers that are known not to be published (configured)"
    )
    ward: A[str, Col("区", "Ward", key=True)]
    held_on: A[dt.date, Col("開催日", "Day of the meeting", key=True)]
    part: A[str, Col("部分（papers／minutes）", "Part: papers or minutes", key=True)]
    reason: A[str, Col("理由と出典", "Why, and who says so")]


class TextClass(Row, frozen=True, kw_only=True):
    """A class that a text falls into by its words."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "text_classes",
        "文の型分け（パターンによる）",
        "Classes that texts fall into by patterns (requirement_patterns …)",
        "compare",
    )
    scheme: A[str, Col("型分けの種類", "Scheme: requirement, theme or hosting", key=True)]
    kind: A[
        str,
        Col("型", "Class (compare.requirement_patterns, compare.question_theme_patterns, compare.hosting_patterns)", key=True),
    ]
    source: A[str, Col("元の表", "Table it stands in", key=True)]
    row_id: A[str, Col("元の行のID", "Id of its row (the columns of the key, joined by /)", key=True)]


class ItemCounts(Row, frozen=True, kw_only=True):
    """How much there is of an item."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "item_counts",
        "案件ごとの件数（ファイル作成時に集計）",
        "How much there is of each item, counted when the file is built",
        "compare",
    )
    item_id: A[str, Col("案件ID", "Item", key=True)]
    meeting_speeches: A[
        int,
        Col("会議の発言の数（要旨を除く）", "Number of speeches of its meeting, bullets of summaries left out", sql="BIGINT"),
    ]
    turns: A[int, Col("発言の数", "Number of turns", sql="BIGINT")]
    characters: A[int, Col("発言の文字数", "Characters of the turns", sql="BIGINT")]
    questions: A[int, Col("質問の数", "Number of questions", sql="BIGINT")]
    answered: A[int, Col("回答と結び付いた質問の数", "Number of questions linked to an answer", sql="BIGINT")]
    asking_persons: A[
        int, Col("質問した人の数（氏名のあるもの）", "Number of persons who ask, where names are printed", sql="BIGINT")
    ]
    requests: A[int, Col("要望の数", "Number of requests", sql="BIGINT")]
    promises: A[int, Col("約束の数", "Number of promises", sql="BIGINT")]
    conditions: A[int, Col("条件・留意事項の数", "Number of points to be heeded", sql="BIGINT")]
    opinions: A[int, Col("審議会意見の数", "Number of opinions", sql="BIGINT")]
    safeguards: A[int, Col("保護措置の数", "Number of safeguards", sql="BIGINT")]
    personal_information: A[int, Col("個人情報の項目数", "Number of personal-information items", sql="BIGINT")]
    information_names: A[
        int, Col("個人情報の項目数（同じ名は1つ）", "Number of personal-information items, equal names once", sql="BIGINT")
    ]
    legal_bases: A[int, Col("根拠法令の数", "Number of legal bases", sql="BIGINT")]


class Answers(Row, frozen=True, kw_only=True):
    """The answers to a question."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "answers",
        "質問ごとの回答（ファイル作成時に集約。質問は compare.questions）",
        "Answers by question, put together when the file is built (compare.questions shows them)",
        "compare",
    )
    question_turn_id: A[str, Col("質問の発言ID", "Turn of the question", key=True)]
    answer_count: A[int, Col("回答の数", "Number of answers", sql="BIGINT")]
    answer_turn_ids: A[tuple[str, ...], Col("回答の発言ID", "Turns of the answers", sql="VARCHAR[]")]
    answered_by: A[str | None, Col("回答者の職または氏名", "Posts or names of who answers")] = None
    answers: A[str, Col("回答の文言", "Words of the answers")]
    least_score: A[float, Col("結びつけの確からしさの最小値（0から1）", "Least score of the links, 0 to 1")]


class AlikeItems(Row, frozen=True, kw_only=True):
    """Two items of two wards that have something in common."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "alike_items",
        "二つの区で似た案件の組（ファイル作成時に集計。件名等は matters_side_by_side）",
        "Pairs of alike items of two wards, told when the file is built (matters_side_by_side shows them)",
        "compare",
    )
    item_a: A[str, Col("案件（一方）", "The one item", key=True)]
    item_b: A[str, Col("案件（他方）", "The other item", key=True)]
    same_contractors: A[int, Col("同じ委託先等の数", "Number of counterparties in common", sql="BIGINT")]
    same_systems: A[int, Col("同じシステムの数", "Number of systems in common", sql="BIGINT")]
    same_handlings: A[int, Col("同じ取扱類型の数", "Number of handlings in common", sql="BIGINT")]
    same_personal_information: A[
        int, Col("共通する個人情報の項目数", "Number of personal-information items in common", sql="BIGINT")
    ]


class SearchText(Row, frozen=True, kw_only=True):
    """A text that can be searched."""

    TABLE: ClassVar[TableInfo] = TableInfo("texts", "検索できる文", "Texts that can be searched", "search")
    text_no: A[int, Col("番号（1から）", "Number, from 1", key=True)]
    source: A[str, Col("元の表", "Table it stands in")]
    row_id: A[str, Col("元の行のID", "Id of its row (the columns of the key, joined by /)")]
    ward: A[str | None, Col("区", "Ward")] = None
    meeting_id: A[str | None, Col("会議ID", "Meeting")] = None
    item_id: A[str | None, Col("案件ID", "Item")] = None
    document_id: A[str, Col("文書ID", "Document")]
    page_no: A[int, Col("ページ番号", "Page on which it begins")]
    text: A[str, Col("文", "Text")]
    length: A[int, Col("語数", "Number of words")]


class SearchTerm(Row, frozen=True, kw_only=True):
    """A word of the index."""

    TABLE: ClassVar[TableInfo] = TableInfo("terms", "索引の語", "Words of the index, normalised (Sudachi, mode A)", "search")
    term_no: A[int, Col("語の番号", "Number of the word", key=True)]
    term: A[str, Col("語（正規化形）", "Word, normalised")]
    texts: A[int, Col("現れる文の数", "Number of texts it occurs in")]


class SearchSurface(Row, frozen=True, kw_only=True):
    """How a word of the index is written."""

    TABLE: ClassVar[TableInfo] = TableInfo("surfaces", "語の表記", "How words are written in the texts", "search")
    surface: A[str, Col("表記（小文字）", "Written form, lower case", key=True)]
    term_no: A[int, Col("語の番号", "Number of the word it most often is")]


class SearchPosting(Row, frozen=True, kw_only=True):
    """A word in a text."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "postings", "語の現れる文", "Texts that a word occurs in, by word and text", "search"
    )
    term_no: A[int, Col("語の番号", "Number of the word", key=True)]
    text_no: A[int, Col("文の番号", "Number of the text", key=True)]
    times: A[int, Col("回数", "How often it occurs there")]
    length: A[int, Col("文の語数", "Number of words of the text")]
    start: A[int, Col("最初に現れる文字の位置（0から）", "Character at which it first begins, from 0")]


class SearchPlace(Row, frozen=True, kw_only=True):
    """A word at its place."""

    TABLE: ClassVar[TableInfo] = TableInfo("places", "語の出現位置", "Where words occur, by word and place", "search")
    term_no: A[int, Col("語の番号", "Number of the word", key=True)]
    place: A[
        int,
        Col(
            "何語目か（全文を通した番号。続く語は続く番号、文の間は空く）",
            "Place of the word, counted through all texts: words that follow each other have numbers that do",
            key=True,
        ),
    ]
    text_no: A[int, Col("文の番号", "Number of the text")]
    start: A[int, Col("何文字目か（0から）", "Character of the text at which it begins, from 0")]


class Difference(Struct, frozen=True):
    """A column of a row that says something else than before; None for NULL."""

    column_name: str
    old_value: str | None
    new_value: str | None


class ChangeRow(Row, frozen=True, kw_only=True):
    """A row that the last load which changed anything made appear, change, move or vanish."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "changes",
        "前回からの変更",
        "Documents, meetings, items, opinions, conditions, turns and findings that the last change made appear, change or vanish",
    )
    table_name: A[str, Col("表", "Table", key=True)]
    row_id: A[str, Col("行のID（主キーを/でつないだもの）", "Id of the row (the columns of the key, joined by /)", key=True)]
    change: A[str, Col("変更", "What happened", key=True, code="change")]
    ward: A[str | None, Col("区（ローマ字）", "Ward, romanised")] = None
    label: A[
        str, Col("行の見出し（番号・件名・文頭など）", "What the row is called: number and title, beginning of the text …")
    ] = ""
    old_row_id: A[str | None, Col("元のID（移動した行）", "Id before, of a row that moved")] = None
    column_names: A[str | None, Col("変わった列", "Columns that say something else, by comma")] = None
    differences: A[
        tuple[Difference, ...],
        Col("変わった列の旧値と新値", "Old and new value of each column that says something else", sql=DIFFERENCES_SQL),
    ] = ()
    run_id: A[str, Col("実行", "Run that made the change")]


class CorrectionRow(Row, frozen=True, kw_only=True):
    """What a person put right."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "corrections", "人による訂正", "Corrections by persons, and what was read before them"
    )
    table_name: A[str, Col("表", "Table", key=True)]
    row_id: A[str, Col("行のID（主キーを/でつないだもの）", "Id of the row (the columns of the key, joined by /)", key=True)]
    column_name: A[str, Col("列", "Column", key=True)]
    value: A[str | None, Col("訂正後の値", "Value that the person gave")] = None
    source_value: A[str | None, Col("読み取った値", "Value that was read from the papers")] = None
    expected_value: A[
        str | None,
        Col("訂正時に読み取られていた値", "Value that was read when it was made: `was`, else the first that was read"),
    ] = None
    state: A[str, Col("状態", "What became of it", code="correction_state")]
    corrected_by: A[str, Col("訂正者", "Who corrected it")]
    corrected_on: A[dt.date, Col("訂正日", "When")]
    reason: A[str, Col("理由", "Why")]
    entry: A[str, Col("書かれた場所（ファイル名:行）", "Where it is written: file and line in data/corrections")]


class DecisionRow(Row, frozen=True, kw_only=True):
    """What a person decided on findings."""

    TABLE: ClassVar[TableInfo] = TableInfo(
        "decisions", "確認点についての人の判断", "Decisions by persons on findings: accepted, muted, closed"
    )
    entry: A[str, Col("書かれた場所（ファイル名:行）", "Where it is written: file and line in data/corrections", key=True)]
    decision: A[str, Col("判断", "Decision", code="decision")]
    finding_id: A[str | None, Col("確認ID", "Finding; NULL where it is about all that fit")] = None
    code: A[str | None, Col("種別", "Kind of finding; NULL for any", code="code")] = None
    document: A[str | None, Col("文書（IDまたはファイル名の一部）", "Document: id or part of the file name; NULL for any")] = (
        None
    )
    page_no: A[int | None, Col("ページ番号", "Page; NULL for any")] = None
    findings: A[int, Col("該当する確認点の数", "Number of findings that it decides")]
    decided_by: A[str, Col("判断した者", "Who decided")]
    decided_on: A[dt.date, Col("判断日", "When")]
    reason: A[str, Col("理由", "Why")]


DERIVED: tuple[type[Row], ...] = (
    MetaRow,
    NoteRow,
    AccuracyRow,
    NotPublishedRow,
    ChangeRow,
    CorrectionRow,
    DecisionRow,
    PrivateNameRow,
    TextClass,
    Answers,
    ItemCounts,
    AlikeItems,
    SearchText,
    SearchTerm,
    SearchSurface,
    SearchPosting,
    SearchPlace,
)
