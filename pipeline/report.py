"""What a warehouse holds, as small tables for a person: counts, runs, rejections, findings, the wards side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb

from pipeline.ddl import quoted
from schemas.codes import CODES
from schemas.rows import ROWS, DocumentRow, IdHistory, RunRow


class Listing(NamedTuple):
    """The names of columns, and rows of values."""

    header: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def select(connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()) -> Listing:
    """The result of a query; of several statements that of the last."""
    found = connection.execute(sql, list(values))
    header = tuple(str(column[0]) for column in found.description or ())
    return Listing(header, found.fetchall() if header else [])


def counts(connection: duckdb.DuckDBPyConnection) -> Listing:
    """Rows by table and ward; `other` are rows of documents that no configured council fits."""
    wards = [
        ward for (ward,) in select(connection, "SELECT DISTINCT ward FROM documents WHERE ward IS NOT NULL ORDER BY 1").rows
    ]
    rows = []
    for row in ROWS:
        if row in (RunRow, IdHistory):
            continue
        table = quoted(row.TABLE.name)
        if row is DocumentRow:
            sql = f"SELECT ward, count(*) FROM {table} GROUP BY 1"
        elif "document_id" in row.__struct_fields__:
            sql = f"SELECT d.ward, count(*) FROM {table} t LEFT JOIN documents d USING (document_id) GROUP BY 1"
        else:  # links between rows say no document of their own
            total = select(connection, f"SELECT count(*) FROM {table}").rows[0][0]
            rows.append((row.TABLE.name, *(None for _ in wards), None, total))
            continue
        by_ward = dict(select(connection, sql).rows)
        named = [by_ward.pop(ward, 0) for ward in wards]
        rows.append((row.TABLE.name, *named, sum(by_ward.values()), sum(named) + sum(by_ward.values())))
    return Listing(("table", *wards, "other", "all"), rows)


def runs(connection: duckdb.DuckDBPyConnection, limit: int = 5) -> Listing:
    """The last runs, the newest first."""
    return select(
        connection,
        "SELECT run_id, started_at, status, documents_seen AS documents, documents_rejected AS rejected, pages_loaded AS pages, "
        "content_hash FROM runs ORDER BY rowid DESC LIMIT ?",
        [limit],
    )


def not_loaded(connection: duckdb.DuckDBPyConnection) -> Listing:
    """Documents that were rejected or of which not all text could be had."""
    return select(
        connection,
        "SELECT document_id, file_name, status, coalesce(error_code, text_layer) AS reason, error_message FROM documents "
        "WHERE status <> 'loaded' ORDER BY status DESC, file_name",
    )


FITTING = """($1 IS NULL OR f.code = $1) AND ($2 IS NULL OR f.severity = $2)
          AND ($3 IS NULL OR f.document_id = $3 OR contains(d.file_name, $3))"""


def findings(
    connection: duckdb.DuckDBPyConnection,
    code: str | None = None,
    severity: str | None = None,
    document: str | None = None,
    *,
    new: bool = False,
    muted: bool = True,
) -> Listing:
    """What a person should look at, the gravest first. `document` is an id or a part of a file name; `new`: only what the last
    change brought; without `muted` what nobody wants to see is left out."""
    return select(
        connection,
        f"""
        SELECT f.severity, f.code, c.label_ja, d.file_name, f.page_no, f.message, nullif(f.review, 'open') AS review,
               CASE WHEN f.reviewed_by IS NOT NULL THEN concat(f.reviewed_by, ', ', f.reviewed_on, ': ', f.review_reason) END AS decided,
               f.finding_id
        FROM findings f LEFT JOIN documents d USING (document_id) LEFT JOIN code_code c ON c.code = f.code
        WHERE {FITTING} AND ($4 OR f.review <> 'muted')
          AND (NOT $5 OR f.finding_id IN (SELECT row_id FROM changes WHERE table_name = 'findings' AND change <> 'vanished'))
        ORDER BY list_position(['error', 'warning', 'info'], f.severity), d.file_name, f.document_id, f.page_no, f.finding_id
        """,
        [code, severity, document, muted, new],
    )


def muted(
    connection: duckdb.DuckDBPyConnection, code: str | None = None, severity: str | None = None, document: str | None = None
) -> Listing:
    """How many findings of each kind nobody wants to see, who said so and why."""
    return select(
        connection,
        f"""
        SELECT f.code, count(*), f.reviewed_by, f.reviewed_on, f.review_reason
        FROM findings f LEFT JOIN documents d USING (document_id) WHERE {FITTING} AND f.review = 'muted' GROUP BY ALL ORDER BY ALL
        """,
        [code, severity, document],
    )


def finding_totals(connection: duckdb.DuckDBPyConnection) -> Listing:
    """How many findings there are of each kind, and what persons have decided on them."""
    return select(
        connection,
        "SELECT f.severity, f.code, c.label_ja, count(*) AS count, "
        + ", ".join(f"count(*) FILTER (f.review = '{review.code}') AS {review.code}" for review in CODES["review"])
        + " FROM findings f LEFT JOIN code_code c ON c.code = f.code GROUP BY f.severity, f.code, c.label_ja "
        "ORDER BY list_position(['error', 'warning', 'info'], f.severity), count DESC, f.code",
    )


def unclaimed(connection: duckdb.DuckDBPyConnection) -> Listing:
    """How much of the text no row claims, by kind of paper; a page counts for the last paper that begins on it or before it."""
    return select(
        connection,
        """
        WITH placed AS (
            SELECT p.char_count - p.furniture_char_count AS characters, p.unassigned_char_count AS unclaimed,
                   arg_max(a.kind, (a.page_first, a.seq)) AS kind
            FROM pages p LEFT JOIN papers a
              ON a.document_id = p.document_id AND p.page_no BETWEEN a.page_first AND a.page_last
            GROUP BY p.document_id, p.page_no, p.char_count, p.furniture_char_count, p.unassigned_char_count
        )
        SELECT coalesce(kind, 'none') AS paper, count(*) AS pages, sum(characters)::BIGINT AS characters,
               sum(unclaimed)::BIGINT AS unclaimed, round(100 * sum(unclaimed) / nullif(sum(characters), 0), 1) AS percent
        FROM placed GROUP BY 1 ORDER BY unclaimed DESC, 1
        """,
    )


def side_by_side(connection: duckdb.DuckDBPyConnection) -> Listing:
    """The wards' items side by side, in the words of the papers."""
    return select(
        connection,
        """
        SELECT ward AS "区 ward", held_on AS "開催日 held on", coalesce(number, kind_ja) AS "番号 number", title AS "件名 title",
               handlings_ja AS "取扱 handling", outcome_ja AS "結果 outcome", condition_count AS "条件 conditions",
               turn_count AS "発言 turns"
        FROM cross_ward_items ORDER BY held_on NULLS LAST, ward, document_id, page_no, item_id
        """,
    )
