"""What the entries of `data/corrections` would do to the warehouse as it is, without a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
from msgspec import Struct

from pipeline.corrections import KINDS, Correction, expected, judged, text_of
from pipeline.ddl import quoted, row_id_sql
from pipeline.decisions import Decision, decide
from pipeline.handwork import Handwork
from pipeline.references import columns
from pipeline.warehouse import read_rows
from schemas.rows import FindingRow
from schemas.rows.derived import CorrectionRow, DecisionRow


class Sign(Struct, frozen=True, kw_only=True):
    """What is said of one entry. `ready`: whether nobody need look at it."""

    entry: str
    state: str
    about: str
    words: str
    ready: bool


WORDS = {
    "applies": "read {read!r}, will be {value!r}",
    "agrees": "the papers say {value!r} themselves; the entry can go",
    "stale": "the papers say {read!r}, they said {awaited!r} when it was made; look at it again and write the new `was`",
    "unknown row": "there is no such row{instead}",
    "refused": "there is no row {value}",
}


def check(connection: duckdb.DuckDBPyConnection, work: Handwork) -> list[Sign]:
    """All entries by place: corrections held against the rows, decisions against the findings."""
    before = {
        (row.table_name, row.row_id, row.column_name): row
        for row in read_rows(connection, CorrectionRow)
        if isinstance(row, CorrectionRow)
    }
    found = [_correction(connection, one, before) for one in work.corrections]
    return sorted([*found, *_decisions(connection, work.decisions)], key=lambda sign: _order(sign.entry))


def _order(entry: str) -> tuple[str, int]:
    name, _, line = entry.rpartition(":")
    return name, int(line)


def _correction(
    connection: duckdb.DuckDBPyConnection, one: Correction, before: dict[tuple[str, str, str], CorrectionRow]
) -> Sign:
    about = f"{one.table}.{one.column} of {one.row}"
    key = row_id_sql(KINDS[one.table])
    rows = _asked(connection, f"SELECT {quoted(one.column)} FROM {quoted(one.table)} WHERE {key} = ?", one.row)
    if not rows:
        new = _asked(connection, "SELECT new_id FROM id_history WHERE old_id = ? AND new_id IS NOT NULL", one.row)
        instead = f"; its id is now {new[-1][0]}" if new else "; look for its id, or take the entry out"
        words = WORDS["unknown row"].format(instead=instead)
        return Sign(entry=one.where, state="unknown row", about=about, words=words, ready=False)
    done = before.get(one.place)
    # A value that a correction has put there is not what the papers say.
    read = done.source_value if done and done.state in ("applied", "source_changed") else text_of(rows[0][0])
    awaited = expected(one, read, before)
    state = {"applied": "applies", "source_changed": "stale"}.get(judged(one, read, awaited), "agrees")
    if not _stands(connection, one):
        state = "refused"
    words = WORDS[state].format(read=read, value=text_of(one.value), awaited=awaited)
    return Sign(entry=one.where, state=state, about=about, words=words, ready=state in ("applies", "agrees"))


def _stands(connection: duckdb.DuckDBPyConnection, one: Correction) -> bool:
    target = next((kind for name, kind, _ in columns(KINDS[one.table]) if name == one.column), None)
    if target is None or one.value is None:
        return True
    key = quoted(target.key()[0])
    return bool(_asked(connection, f"SELECT 1 FROM {quoted(target.TABLE.name)} WHERE {key} = ?", one.value))


def _asked(connection: duckdb.DuckDBPyConnection, sql: str, value: object) -> list[tuple[Any, ...]]:
    return connection.execute(sql, [value]).fetchall()


def _decisions(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> list[Sign]:
    names = dict(connection.execute("SELECT document_id, file_name FROM documents").fetchall())
    findings = [row for row in read_rows(connection, FindingRow) if isinstance(row, FindingRow)]
    _, done = decide(findings, names, decisions)
    return [_decision(row) for row in done]


def _decision(row: DecisionRow) -> Sign:
    parts = {"finding": row.finding_id, "code": row.code, "document": row.document, "page": row.page_no}
    about = ", ".join(f"{name} {value}" for name, value in parts.items() if value is not None)
    closed = row.decision == "closed"
    if closed:
        words = f"{row.findings} of them are found all the same: reopened" if row.findings else "not found any more"
    else:
        words = f"{row.findings} findings" if row.findings else "no such finding (any more); the entry can go"
    state = "reopened" if closed and row.findings else row.decision
    return Sign(entry=row.entry, state=state, about=about, words=words, ready=state != "reopened")
