"""The codebook: what every table, column, code and view means, made from their declarations, in Japanese or English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.ddl import View, views
from pipeline.describe_accuracy import ACCURACY_FILES, Language, accuracy_page, as_cell
from schemas.codes import CODES, Code
from schemas.notes import NOTES
from schemas.rows import DERIVED, ROWS, Column, Row
from schemas.version import SCHEMA_VERSION

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
    notes="## How to read the data",
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
    notes="## データの読み方",
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
    parts = [words.title, words.made, words.notes, _notes(language), words.tables]
    parts += [part for row in (*ROWS, *DERIVED) for part in _table(row, language)]
    parts.append(words.views)
    parts += [part for view in views() for part in _view(view, language)]
    parts.append(words.codes)
    parts += [part for name, codes in CODES.items() for part in _codes(name, codes, language)]
    return "\n\n".join(parts) + "\n"


def write_codebook(folder: Path) -> list[Path]:
    """Write the codebook and the accuracy by field in both languages; gives back the files."""
    pages = {name: codebook(language) for language, name in FILES.items()}
    pages |= {name: accuracy_page(language) for language, name in ACCURACY_FILES.items()}
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


def _notes(language: Language) -> str:
    return "\n".join(
        f"- **{note.topic_ja}。** {note.ja}" if language == "ja" else f"- **{note.topic_en}.** {note.en}" for note in NOTES
    )


def _table(row: type[Row], language: Language) -> Iterator[str]:
    info, words = row.TABLE, WORDS[language]
    name = info.name if info.schema == "main" else f"{info.schema}.{info.name}"
    yield f"### {name}"
    yield as_cell(info.ja if language == "ja" else info.en)
    yield "\n".join([words.column_head, *(_column(column, language) for column in row.columns())])


def _column(column: Column, language: Language) -> str:
    words, col = WORDS[language], column.col
    marks = [words.key] if col.key else [] if column.nullable else [words.required]
    kind = "STRUCT(page_no, x0, top, x1, bottom)[]" if column.name == "regions" else column.sql_type
    code = f"[{col.code}](#code_{col.code})" if col.code else ""
    return f"| `{column.name}` | {kind}{''.join(f', {mark}' for mark in marks)} | {as_cell(col.ja if language == 'ja' else col.en)} | {code} |"


def _view(view: View, language: Language) -> Iterator[str]:
    yield f"### {view.name}"
    yield as_cell(_half(view.about, language))
    lines = [f"| `{name}` | {as_cell(_half(about, language))} |" for name, about in view.columns]
    yield "\n".join([WORDS[language].view_head, *lines])


def _codes(name: str, codes: tuple[Code, ...], language: Language) -> Iterator[str]:
    yield f"### code_{name}"
    lines = [f"| `{c.code}` | {as_cell(c.ja if language == 'ja' else c.en)} | {as_cell(c.description)} |" for c in codes]
    yield "\n".join([WORDS[language].code_head, *lines])


def _half(comment: str, language: Language) -> str:
    ja, _, en = comment.partition(" / ")
    return ja if language == "ja" else en
