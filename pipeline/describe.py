"""The codebook: what every table, column, code and view means, made from their declarations, in Japanese or English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.ddl import View, views
from schemas.codes import CODES, Code
from schemas.rows import DERIVED, ROWS, Column, Row
from schemas.version import SCHEMA_VERSION

Language = Literal["ja", "en"]
FILES: dict[Language, str] = {"en": "codebook.md", "ja": "codebook.ja.md"}


class Words(NamedTuple):
    """What the codebook says around the declarations, in one language."""

    title: str
    made: str
    notes: str
    tables: str
    views: str
    codes: str
    column_head: str
    view_head: str
    code_head: str
    key: str
    required: str


ENGLISH = Words(
    title=f"# Codebook (tables, version {SCHEMA_VERSION})",
    made="Made from the declarations by `shingikai codebook --write docs`; do not edit. The same words are in the file as comments.",
    notes="""## How to read the data

- **Unit of analysis.** A row of `items` is one matter before a council: a consultation, a report, a confirmation. Matters are matched
  between papers by their number, never by their title. A row of `turns` is one speech, one stage note, or one bullet of a summary.
- **Provenance.** Every row that was read from a paper has `document_id` and `regions` (page, box in PDF points, origin at the top
  left). `shingikai cite ROW_ID` gives source, page and words.
- **Outcomes.** `items.outcome` is coded from the words of the opinion or decision (`outcome_text`). `pending`: the papers at hand
  are from before the meeting. `conditional`: the opinion names points to be heeded. `report_only`: nothing was to be decided.
  An item whose outcome is NULL has words that no rule knows; it is not the same as `pending`.
- **NULL** means not printed or not read, never zero. Counts in `compare` say where NULL means that turns are not held at all.
- **Coverage.** `compare.coverage` says of each meeting whether papers and minutes are held, missing, not published, or unknown.
  A figure that compares wards compares what was loaded of them: look there first.
- **Legal regime.** Up to 2023-03-31 each ward's own ordinance, from 2023-04-01 the national Act. After that day councils give fewer
  opinions on single matters; a change of counts is not a change of practice.
- **Known gaps.** `findings` lists what a person should look at. Text in pictures is not read. Classes in `compare` made by patterns
  (requirements, themes, causes, subjects) show their patterns or their words beside them: check before you cite a count.
- **Accuracy.** Figures by field are in [accuracy.md](accuracy.md).""",
    tables="## Tables",
    views="## Views",
    codes="## Code tables",
    column_head="| Column | Type | Meaning | Codes |\n|---|---|---|---|",
    view_head="| Column | Meaning |\n|---|---|",
    code_head="| Code | Label | When it applies |\n|---|---|---|",
    key="key",
    required="never NULL",
)
JAPANESE = Words(
    title=f"# コードブック（表の版 {SCHEMA_VERSION}）",
    made="`shingikai codebook --write docs` が宣言から作る。手で直さない。同じ説明はファイル内の注釈（COMMENT）にもある。",
    notes="""## データの読み方

- **分析の単位。** `items` の1行は審議会にかかった1案件（諮問・報告・確認など）。資料どうしの対応は番号で取り、件名では取らない。
  `turns` の1行は1発言、議場の記録1つ、または要旨の箇条1つ。
- **出所。** 資料から読んだ行には `document_id` と `regions`（ページと位置。PDFのポイント、左上が原点）がある。
  `shingikai cite 行ID` で出典・ページ・原文が得られる。
- **結果の符号。** `items.outcome` は意見や決定の文言（`outcome_text`）から付ける。`pending` は会議前の資料しかないもの、
  `conditional` は留意事項を付けた了承、`report_only` は決定を要しない報告。NULLは文言が規則に当たらないもので、`pending` とは違う。
- **NULL** は「印字がない、または読めない」で、0ではない。`compare` の件数は、発言そのものを収録していない場合にNULLになるものがある。
- **収録範囲。** `compare.coverage` が会議ごとに、資料と会議録が held（あり）・missing（未収録）・not_published（非公表）・unknown（不明）の
  どれかを示す。区を比べる数字は収録した範囲の比較なので、先にここを見る。
- **法制度。** 2023年3月31日までは区の条例、4月1日からは国の法律。以後は個別案件への意見が減るため、件数の変化は実務の変化とは限らない。
- **分かっている限界。** `findings` に確認を要する点がある。画像の中の文字は読まない。`compare` の型分け（要件・主題・原因・統計の主題）は
  パターンによるもので、パターンや原文を並べて示す。件数を引用する前に確かめること。
- **正確さ。** 欄ごとの数値は [accuracy.md](accuracy.md) にある。""",
    tables="## 表",
    views="## ビュー",
    codes="## コード表",
    column_head="| 列 | 型 | 意味 | コード |\n|---|---|---|---|",
    view_head="| 列 | 意味 |\n|---|---|",
    code_head="| コード | 名 | 使う場合 |\n|---|---|---|",
    key="キー",
    required="NULLなし",
)
WORDS: dict[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}


def codebook(language: Language) -> str:
    """The codebook as Markdown."""
    words = WORDS[language]
    parts = [words.title, words.made, words.notes, words.tables]
    parts += [part for row in (*ROWS, *DERIVED) for part in _table(row, language)]
    parts.append(words.views)
    parts += [part for view in views() for part in _view(view, language)]
    parts.append(words.codes)
    parts += [part for name, codes in CODES.items() for part in _codes(name, codes, language)]
    return "\n\n".join(parts) + "\n"


def write_codebook(folder: Path) -> list[Path]:
    """Write the codebook in both languages; gives back the files."""
    out = []
    for language, name in FILES.items():
        path = folder / name
        path.write_text(codebook(language), encoding="utf-8")
        out.append(path)
    return out


def _table(row: type[Row], language: Language) -> Iterator[str]:
    info, words = row.TABLE, WORDS[language]
    name = info.name if info.schema == "main" else f"{info.schema}.{info.name}"
    yield f"### {name}"
    yield _cell(info.ja if language == "ja" else info.en)
    yield "\n".join([words.column_head, *(_column(column, language) for column in row.columns())])


def _column(column: Column, language: Language) -> str:
    words, col = WORDS[language], column.col
    marks = [words.key] if col.key else [] if column.nullable else [words.required]
    kind = "STRUCT(page_no, x0, top, x1, bottom)[]" if column.name == "regions" else column.sql_type
    code = f"[{col.code}](#code_{col.code})" if col.code else ""
    return f"| `{column.name}` | {kind}{''.join(f', {mark}' for mark in marks)} | {_cell(col.ja if language == 'ja' else col.en)} | {code} |"


def _view(view: View, language: Language) -> Iterator[str]:
    yield f"### {view.name}"
    yield _cell(_half(view.about, language))
    lines = [f"| `{name}` | {_cell(_half(about, language))} |" for name, about in view.columns]
    yield "\n".join([WORDS[language].view_head, *lines])


def _codes(name: str, codes: tuple[Code, ...], language: Language) -> Iterator[str]:
    yield f"### code_{name}"
    lines = [f"| `{c.code}` | {_cell(c.ja if language == 'ja' else c.en)} | {_cell(c.description)} |" for c in codes]
    yield "\n".join([WORDS[language].code_head, *lines])


def _half(comment: str, language: Language) -> str:
    ja, _, en = comment.partition(" / ")
    return ja if language == "ja" else en


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
