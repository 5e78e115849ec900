"""The SQL that makes an empty warehouse: tables, primary keys, code tables, views, and a comment on every one of them."""

from __future__ import annotations

from pathlib import Path

import schemas
from schemas.codes import CODES, Code
from schemas.rows import ROWS, Column, Row

VIEWS = Path(schemas.__file__).parent / "sql"
CODE_COLUMNS = (
    ("code", "コード", "Code"),
    ("label_ja", "日本語の名", "Label in Japanese"),
    ("label_en", "英語の名", "Label in English"),
    ("description", "説明", "When it applies and what to do"),
)


def quoted(name: str) -> str:
    """An identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def comment(ja: str, en: str) -> str:
    """A comment in both languages: `会議 / Meetings`."""
    return f"{ja} / {en}"


def statements() -> list[str]:
    """All statements, in the order in which they are run."""
    out = [sql for row in ROWS for sql in table_statements(row)]
    out += [sql for name, codes in CODES.items() for sql in code_statements(name, codes)]
    return out + [path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql"))]


def table_statements(row: type[Row]) -> list[str]:
    """`CREATE TABLE` and the comments of one table."""
    table, columns = quoted(row.TABLE.name), row.columns()
    lines = [f"{quoted(c.name)} {c.sql_type}{'' if c.nullable else ' NOT NULL'}" for c in columns]
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
