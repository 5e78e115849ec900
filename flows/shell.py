"""A small SQL shell over a read-only warehouse."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import duckdb

from flows.output import Format, console, harmless, write
from pipeline import report

MANY = 200
WELCOME = "SQL ends with ;   .tables lists tables, .columns TABLE its columns, .quit leaves"
TABLES = """
SELECT table_name AS "table", comment FROM duckdb_tables() WHERE NOT internal
UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1
"""
COLUMNS = """
SELECT column_name AS "column", data_type AS "type", comment FROM duckdb_columns()
WHERE table_name = ? AND NOT internal ORDER BY column_index
"""


def shell(connection: duckdb.DuckDBPyConnection, form: Format, read: Callable[[str], str] = input) -> None:
    """Ask and answer until `.quit` or end of input. A query that fails is said so; the shell goes on."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - line editing and history for input()
    console().print(WELCOME)
    pending: list[str] = []
    while True:
        try:
            line = read("   ...> " if pending else "shingikai> ")
        except EOFError:
            return
        except KeyboardInterrupt:
            pending.clear()
            console().print()
            continue
        if not pending and line.strip() in (".quit", ".exit"):
            return
        pending.append(line)
        asked = "\n".join(pending).strip()
        if not asked or asked.startswith(".") or asked.endswith(";"):
            pending.clear()
            answer(connection, asked, form)


def answer(connection: duckdb.DuckDBPyConnection, asked: str, form: Format) -> None:
    """Print the answer to one query or dot command."""
    command, _, name = asked.partition(" ")
    try:
        if command == ".tables":
            found = report.select(connection, TABLES)
        elif command == ".columns":
            found = report.select(connection, COLUMNS, [name.strip()])
        elif command.startswith("."):
            console().print(WELCOME)
            return
        elif asked:
            found = report.select(connection, asked)
        else:
            return
    except duckdb.Error as error:
        console().print(harmless(str(error)))
        return
    write(found.header, found.rows[:MANY], form)
    if len(found.rows) > MANY:
        console().print(f"{len(found.rows) - MANY} more rows: use LIMIT")
