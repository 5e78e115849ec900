"""What persons have put right in a row or an item, in words for those who read it."""

from __future__ import annotations

import duckdb

ONE = "table_name = $1 AND row_id = $2"
# An item's own columns, its lists, its turns.
OF_ITEM = """(table_name LIKE 'item%' AND (row_id = $1 OR starts_with(row_id, $1 || '/')))
    OR (table_name IN ('opinions', 'conditions') AND starts_with(row_id, $1 || '/'))
    OR (table_name = 'turns' AND row_id IN (SELECT turn_id FROM turns WHERE item_id = $1))"""
STANDING = ("applied", "source_changed")


def of_row(connection: duckdb.DuckDBPyConnection, table: str, row_id: str) -> list[str]:
    """The corrections of one row, one line each."""
    return _lines(connection, ONE, [table, row_id], with_row=False)


def of_item(connection: duckdb.DuckDBPyConnection, item_id: str) -> list[str]:
    """The corrections of an item and of all that hangs on it, one line each."""
    return _lines(connection, OF_ITEM, [item_id], with_row=True)


def _lines(connection: duckdb.DuckDBPyConnection, which: str, values: list[str], *, with_row: bool) -> list[str]:
    found = connection.execute(
        "SELECT table_name, row_id, column_name, source_value, value, corrected_by, corrected_on, reason FROM corrections "
        f"WHERE list_contains({list(STANDING)}, state) AND ({which}) ORDER BY table_name, row_id, column_name",
        values,
    ).fetchall()
    return [
        f"{f'{table} {row}: ' if with_row else ''}{column}: {_shown(read)} → {_shown(value)} ({who}, {on}: {why})"
        for table, row, column, read, value, who, on, why in found
    ]


def _shown(value: str | None) -> str:
    return "NULL" if value is None else f"「{value}」"
