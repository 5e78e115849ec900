"""Texts put into classes by the patterns of `compare` when a warehouse is built, so that asking is quick."""

from __future__ import annotations

import duckdb

from pipeline.ddl import literal

_ROW = "item_id || '/' || seq"
# Scheme, view of its patterns, name of the class in it, and the texts: table, id, column, condition.
SCHEMES = (
    (
        "requirement",
        "requirement_patterns",
        "requirement",
        (("item_safeguards", _ROW, "text", "true"), ("conditions", _ROW, "text", "true")),
    ),
    ("theme", "question_theme_patterns", "theme", (("turns", "turn_id", "text", "act = 'question'"),)),
    (
        "hosting",
        "hosting_patterns",
        "hosting",
        (
            ("items", "item_id", "concat_ws('。', title, summary)", "true"),
            ("form_fields", "form_id || '/' || seq", "value", "value IS NOT NULL"),
            ("item_safeguards", _ROW, "text", "true"),
            ("conditions", _ROW, "text", "true"),
            ("turns", "turn_id", "text", "item_id IS NOT NULL"),
        ),
    ),
)


def classify(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `compare.text_classes`. Each pattern is a constant of its query: one of the table's rows would be compiled for each text."""
    for scheme, view, name, tables in SCHEMES:
        patterns = connection.execute(f"SELECT {name}, pattern FROM compare.{view}").fetchall()
        for table, key, words, condition in tables:
            connection.execute(
                f"CREATE TEMP TABLE folded AS SELECT {key} AS row_id, compare.folded({words}) AS text FROM {table} WHERE {condition}"
            )
            for kind, pattern in patterns:
                connection.execute(
                    "INSERT INTO compare.text_classes SELECT $1, $2, $3, row_id FROM folded "
                    f"WHERE regexp_matches(text, {literal(pattern)}) ORDER BY row_id",
                    [scheme, kind, table],
                )
            connection.execute("DROP TABLE folded")
