"""Texts put into classes by the patterns of `compare` when a warehouse is built, so that asking is quick."""

from __future__ import annotations

import duckdb

from pipeline.ddl import literal

# Scheme, view of its patterns, name of the class in it, and the texts: table, id, condition.
SCHEMES = (
    (
        "requirement",
        "requirement_patterns",
        "requirement",
        (("item_safeguards", "item_id || '/' || seq", "true"), ("conditions", "item_id || '/' || seq", "true")),
    ),
    ("theme", "question_theme_patterns", "theme", (("turns", "turn_id", "act = 'question'"),)),
)


def classify(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `compare.text_classes`. Each pattern is a constant of its query: one of the table's rows would be compiled for each text."""
    for scheme, view, name, tables in SCHEMES:
        patterns = connection.execute(f"SELECT {name}, pattern FROM compare.{view}").fetchall()
        for table, key, condition in tables:
            connection.execute(
                f"CREATE TEMP TABLE folded AS SELECT {key} AS row_id, compare.folded(text) AS text FROM {table} WHERE {condition}"
            )
            for kind, pattern in patterns:
                connection.execute(
                    "INSERT INTO compare.text_classes SELECT $1, $2, $3, row_id FROM folded "
                    f"WHERE regexp_matches(text, {literal(pattern)}) ORDER BY row_id",
                    [scheme, kind, table],
                )
            connection.execute("DROP TABLE folded")
