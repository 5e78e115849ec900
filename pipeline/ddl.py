"""The SQL that makes an empty warehouse: tables, primary keys, code tables, views, and a comment on every one of them."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import schemas
from schemas.codes import CODES, Code
from schemas.rows import DERIVED, ROWS, Column, Row, SearchPosting, SearchText, TextClass
from schemas.rows.derived import AlikeItems, SearchPlace

SQL = Path(schemas.__file__).parent / "sql"
# What must be known before counting; views that compare the wards; the index for full-text search. (DuckDB keeps no comments on
# schemas.)
SCHEMAS = ("codebook", "compare", "search")
CODE_COLUMNS = (
    ("code", "コード", "Code"),
    ("label_ja", "日本語の名", "Label in Japanese"),
    ("label_en", "英語の名", "Label in English"),
    ("description", "説明", "When it applies and what to do"),
)
# Their keys hold by the way they are made; an index on them would be larger than they are.
UNKEYED: tuple[type[Row], ...] = (AlikeItems, SearchPlace, SearchPosting, SearchText, TextClass)
HEADER = re.compile(r"--\s{3}(\w+): (.+)")


class View(NamedTuple):
    """A view of `schemas/sql/views`: its name with the schema, what it means, its columns and their meaning, its query."""

    name: str
    about: str
    columns: tuple[tuple[str, str], ...]
    query: str


def quoted(name: str) -> str:
    """An identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def qualified(row: type[Row]) -> str:
    """The name of a row's table, with its schema where that is not the main one."""
    info = row.TABLE
    return quoted(info.name) if info.schema == "main" else f"{quoted(info.schema)}.{quoted(info.name)}"


def row_id_sql(row: type[Row], alias: str | None = None) -> str:
    """The id of a row in SQL: the columns of its key, joined by `/`."""
    prefix = f"{alias}." if alias else ""
    return " || '/' || ".join(f"CAST({prefix}{quoted(name)} AS VARCHAR)" for name in row.key())


def comment(ja: str, en: str) -> str:
    """A comment in both languages: `会議 / Meetings`."""
    return f"{ja} / {en}"


def statements() -> list[str]:
    """All statements, in the order in which they are run."""
    out = [f"CREATE SCHEMA {quoted(name)}" for name in SCHEMAS]
    out += [sql for row in (*ROWS, *DERIVED) for sql in table_statements(row)]
    out += [sql for name, codes in CODES.items() for sql in code_statements(name, codes)]
    out += [path.read_text(encoding="utf-8") for path in sorted((SQL / "macros").glob("*.sql"))]
    return out + [sql for view in views() for sql in view_statements(view)]


@cache
def shape() -> str:
    """16 hex digits that change whenever a table, view or comment does."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()[:16]


def views() -> list[View]:
    """The views of `schemas/sql/views`, in an order in which each comes after those it asks.

    A file begins with comment lines: the view's name, its meaning, then one line for each column.
    """
    return [_view(path) for path in sorted((SQL / "views").glob("*.sql"))]


def _view(path: Path) -> View:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = list(takewhile(lambda line: line.startswith("--"), lines))
    columns = tuple((found[1], found[2]) for line in head[2:] if (found := HEADER.match(line)))
    if len(columns) != len(head) - 2:
        raise ValueError(f"{path}: a comment line at the top that describes no column")
    name, about = head[0].removeprefix("--").strip(), head[1].removeprefix("--").strip()
    return View(name, about, columns, "\n".join(lines[len(head) :]).strip().removesuffix(";"))


def view_statements(view: View) -> list[str]:
    """`CREATE VIEW` and its comments."""
    return [
        f"CREATE VIEW {view.name} AS\n{view.query}",
        f"COMMENT ON VIEW {view.name} IS {literal(view.about)}",
        *(f"COMMENT ON COLUMN {view.name}.{quoted(name)} IS {literal(about)}" for name, about in view.columns),
    ]


def table_statements(row: type[Row]) -> list[str]:
    """`CREATE TABLE` and the comments of one table."""
    table, columns = qualified(row), row.columns()
    lines = [f"{quoted(c.name)} {c.sql_type}{'' if c.nullable else ' NOT NULL'}" for c in columns]
    if row not in UNKEYED:
        lines.append(f"PRIMARY KEY ({', '.join(quoted(name) for name in row.key())})")
    create = f"CREATE TABLE {table} (\n  " + ",\n  ".join(lines) + "\n)"
    about = f"COMMENT ON TABLE {table} IS {literal(comment(row.TABLE.ja, row.TABLE.en))}"
    return [create, about, *(column_comment(table, column) for column in columns)]


def column_comment(table: str, column: Column) -> str:
    """The comment of a column; a column of codes names its code table."""
    words = comment(column.col.ja, column.col.en)
    if column.col.code:
        words += f" (code_{column.col.code})"
    return f"COMMENT ON COLUMN {table}.{quoted(column.name)} IS {literal(words)}"


def code_statements(name: str, codes: tuple[Code, ...]) -> list[str]:
    """A code table with its rows and comments."""
    table = quoted(f"code_{name}")
    columns = ", ".join(f"{quoted(column)} VARCHAR NOT NULL" for column, _, _ in CODE_COLUMNS)
    rows = ", ".join("(" + ", ".join(map(literal, code)) + ")" for code in codes)
    return [
        f"CREATE TABLE {table} ({columns}, PRIMARY KEY (code))",
        f"INSERT INTO {table} VALUES {rows}",
        f"COMMENT ON TABLE {table} IS {literal(comment(f'コード表：{name}', f'Codes of {name}'))}",
        *(f"COMMENT ON COLUMN {table}.{quoted(c)} IS {literal(comment(ja, en))}" for c, ja, en in CODE_COLUMNS),
    ]
