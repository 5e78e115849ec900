"""Changes in words for a person: counts by ward, and of each row what it said and what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import duckdb

from pipeline.report import Listing
from pipeline.warehouse import read_rows
from schemas.codes import CODES
from schemas.rows import FindingRow
from schemas.rows.derived import ChangeRow

KINDS = tuple(code.code for code in CODES["change"])
ORDER = ("documents", "meetings", "items", "opinions", "conditions", "turns", "findings")
PARTS = ("opinions", "conditions", "turns")
FINDINGS = "findings"
FEW = 3  # rows of one kind that are told one by one
AROUND = 12  # characters before a difference that are shown
LONG = 60  # characters of a value that are shown
MOST = 50  # rows that a report names


def last_changes(connection: duckdb.DuckDBPyConnection) -> list[ChangeRow]:
    """What the last change of the warehouse made appear, change, move or vanish."""
    return [row for row in read_rows(connection, ChangeRow) if isinstance(row, ChangeRow)]


def chosen(found: Sequence[ChangeRow], ward: str | None = None, table: str | None = None) -> list[ChangeRow]:
    """The changes of a ward and a table, tables in the order in which people think of them."""
    return sorted(
        (c for c in found if ward in (None, c.ward) and table in (None, c.table_name)),
        key=lambda c: (ORDER.index(c.table_name), c.ward or "", c.row_id, c.change),
    )


def counts(found: Sequence[ChangeRow]) -> Listing:
    """How many rows of each table and ward appeared, changed, moved, vanished."""
    total = Counter((c.ward or "-", c.table_name, c.change) for c in found)
    places = sorted({(ward, table) for ward, table, _ in total}, key=lambda p: (p[0], ORDER.index(p[1])))
    return Listing(
        ("ward", "table", *KINDS), [(ward, table, *(total[ward, table, kind] for kind in KINDS)) for ward, table in places]
    )


def totals(found: Sequence[ChangeRow]) -> str:
    """The counts in one line: `appeared: 2 documents, 10 items; changed: 1 items`; empty where there are none."""
    total = Counter((c.change, c.table_name) for c in found)
    parts = [
        f"{kind}: {', '.join(f'{total[kind, table]} {table}' for table in ORDER if total[kind, table])}"
        for kind in KINDS
        if any(total[kind, table] for table in ORDER)
    ]
    return "; ".join(parts)


def listing(found: Sequence[ChangeRow]) -> Listing:
    """Every row with whole values: one line for each, of changed rows one for each column."""
    header = ("change", "table_name", "row_id", "ward", "label", "column_name", "old_value", "new_value", "old_row_id")
    rows: list[tuple[str | None, ...]] = []
    for c in found:
        head = c.change, c.table_name, c.row_id, c.ward, c.label
        rows += [(*head, d.column_name, d.old_value, d.new_value, None) for d in c.differences]
        if not c.differences:
            rows.append((*head, None, None, None, c.old_row_id))
    return Listing(header, rows)


def brief(found: Sequence[ChangeRow]) -> Listing:
    """The same for reading: long values from where they differ, and in one line what belongs together: rows that moved, and the
    turns, opinions and conditions that came or went with their item or meeting or one after another."""
    rows: list[tuple[object, ...]] = []
    for (change, table, _), group in groupby(_apart(found), key=_together):
        some = list(group)
        if len(some) > FEW and (table in PARTS or change == "moved"):
            first, last = some[0], some[-1]
            span = f"{first.row_id} – {last.row_id.removeprefix(_parent(first.row_id) + '/')}"
            rows.append((change, span, f"{len(some)} {table}", None, None, None))
            continue
        for c in some:
            head = c.change, c.row_id, f"{singular(table)}: {cut(c.label)}"
            rows += [(*head, d.column_name, *shortened(d.old_value, d.new_value)) for d in c.differences]
            if not c.differences:
                rows.append((*head, None, c.old_row_id, None))
    return Listing(("change", "row_id", "what", "column", "old", "new"), rows)


def _apart(found: Sequence[ChangeRow]) -> list[ChangeRow]:
    """Without the parts of items and meetings that came or went with them."""
    whole = {(c.row_id, c.change) for c in found if c.table_name in ("items", "meetings")}
    return [c for c in found if c.table_name not in PARTS or not any((name, c.change) in whole for name in _above(c.row_id))]


def _together(c: ChangeRow) -> tuple[str, str, str]:
    """By what rows are told in one line: what happened to them, and whose they are."""
    return c.change, c.table_name, _parent(c.row_id) if c.table_name in PARTS or c.change == "moved" else ""


def _parent(row_id: str) -> str:
    return row_id.rpartition("/")[0]


def _above(row_id: str) -> Iterator[str]:
    while row_id := _parent(row_id):
        yield row_id


def singular(table: str) -> str:
    """One row of a table: `item`."""
    return table.removesuffix("s")


def shortened(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Two values from a little before the place where they differ."""
    if old is None or new is None:
        return cut(old), cut(new)
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = same - AROUND if same > LONG // 2 else 0
    lead = "…" if start else ""
    return lead + (cut(old[start:]) or ""), lead + (cut(new[start:]) or "")


def cut(text: str | None) -> str | None:
    """The beginning of a text, on one line."""
    if text is None:
        return None
    line = " ".join(text.split())
    return line if len(line) <= LONG else f"{line[:LONG]}…"


def _sentence(line: Sequence[object]) -> str:
    change, row_id, what, column, old, new = line
    if column is not None:
        return f"{change}: {row_id} ({what}): {column} {_shown(old)} → {_shown(new)}"
    return f"{change}: {row_id} ({what})" + (f", before {old}" if old else "")


def _shown(value: object) -> str:
    return "NULL" if value is None else f"「{value}」"


def markdown(connection: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[str]:
    """The changes of a run, and its findings: new ones apart from those that were known before."""
    found = [c for c in last_changes(connection) if c.run_id == run_id]
    rows = [c for c in chosen(found) if c.table_name != FINDINGS]
    yield from ("", "## Changes", "")
    if rows:
        yield from (f"{totals(rows)}.", "")
        header, lines = counts(rows)
        yield "| " + " | ".join(header) + " |"
        yield "|---|---|" + "--:|" * len(KINDS)
        yield from ("| " + " | ".join(map(str, line)) + " |" for line in lines)
        told = brief(rows).rows
        yield from ("", *(f"- {quoted(_sentence(line))}" for line in told[:MOST]))
        if len(told) > MOST:
            yield f"- and {len(told) - MOST} more: `shingikai changes`"
    else:
        yield "This is the first load; there is nothing to compare with." if is_first(connection) else "Nothing."
    yield from _findings(connection, found)


def is_first(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether there was no warehouse before this one."""
    return connection.execute("SELECT count(*) FROM runs").fetchall() == [(1,)] and not last_changes(connection)


def _findings(connection: duckdb.DuckDBPyConnection, found: Sequence[ChangeRow]) -> Iterator[str]:
    rows = [row for row in read_rows(connection, FindingRow) if isinstance(row, FindingRow)]
    fresh = {c.row_id for c in found if c.table_name == FINDINGS and c.change == "appeared"}
    if is_first(connection):
        fresh = {row.finding_id for row in rows}
    gone = sum(c.table_name == FINDINGS and c.change == "vanished" for c in found)
    new = [row for row in rows if row.finding_id in fresh and row.review not in ("muted", "reopened")]
    again = [row for row in rows if row.review == "reopened"]
    muted = sum(row.review == "muted" for row in rows)
    known = len(rows) - muted - len(new) - len(again)
    yield from ("", "## Findings", "")
    yield f"{len(new)} new ({_by_severity(new)}), {len(again)} reopened, {known} known, {gone} gone, {muted} muted."
    yield from _muted(rows)
    urgent = sorted(new, key=lambda row: (("error", "warning", "info").index(row.severity), row.finding_id))
    if new or again:
        yield ""
    for word, some in (("reopened", again), ("new", urgent)):
        yield from (f"- {word} {row.severity} {row.code}: {quoted(row.message)} `{row.finding_id}`" for row in some[:MOST])
        if len(some) > MOST:
            yield f"- and {len(some) - MOST} more {word}: `shingikai findings{' --new' if word == 'new' else ''}`"


def _muted(rows: Sequence[FindingRow]) -> Iterator[str]:
    why = Counter((row.code, row.reviewed_by, row.reviewed_on, row.review_reason) for row in rows if row.review == "muted")
    for (code, who, on, reason), count in sorted(why.items(), key=str):
        yield f"- muted: {count} {code}, by {quoted(f'{who}, {on}: {reason}')}"


def _by_severity(rows: Sequence[FindingRow]) -> str:
    total = Counter(row.severity for row in rows)
    return ", ".join(f"{total[severity]} {severity}" for severity in ("error", "warning", "info"))


def quoted(text: str) -> str:
    """Text of others, which must not become markup."""
    return f"`{' '.join(text.split()).replace('`', chr(39))}`"


def asks_for_a_person(connection: duckdb.DuckDBPyConnection, run_id: str) -> bool:
    """Whether a run brought findings that cannot wait for the next look: errors, what was closed and is found again, corrections
    that the papers have left behind."""
    fresh = [
        c.row_id for c in last_changes(connection) if c.run_id == run_id and c.table_name == FINDINGS and c.change != "vanished"
    ]
    return bool(
        connection.execute(
            "SELECT 1 FROM findings WHERE list_contains($1, finding_id) AND review IN ('open', 'reopened') "
            "AND (severity = 'error' OR review = 'reopened' OR code = 'correction_open') LIMIT 1",
            [fresh],
        ).fetchall()
    )
