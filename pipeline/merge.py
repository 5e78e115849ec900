"""Rows of several documents put together: the same whatever the order of loading.

Documents speak in a fixed order (final minutes, drafts, then by kind, those that stand on the web before those that were
replaced there, corrected re-issues first, then by id). Rows with the same
key become one row, the first value of each column wins. Lists (`seq`) of the same item are joined, equal entries once; of a
superseded version only what the newer one does not speak of. A meeting has one set of turns, that of the first document that has
any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from pipeline.lists import LISTS, bare, joined_lists, page_of, without_older, without_older_conditions
from pipeline.records import OWN, Record, Tables, row_id
from pipeline.versions import Versions, corrected, differences, draft_rank, versions
from schemas.findings import Finding
from schemas.rows import (
    ROWS,
    Commitment,
    Condition,
    DocumentRow,
    FindingRow,
    Item,
    QaLink,
    Row,
    Turn,
)

KINDS = ("minutes", "agenda_with_minutes", "report", "papers", "agenda", "rules", "other")
WORDING = (
    "title",
    "summary",
    "outcome_text",
    "started_on_text",
    "venue",
    "council",
    "citation",
    "ward_term",
    "role",
    "address",
)
PLACE = ("document_id", "regions")
UNDECIDED = "pending"

Findings = dict[str, list[Finding]]
Renamed = dict[tuple[str, str, str], str | None]  # (document, table, old row id) -> new row id


def in_order(records: Iterable[Record]) -> list[Record]:
    """Documents in the order in which they may speak."""
    rank = {kind: n for n, kind in enumerate(KINDS)}

    def place(record: Record) -> tuple[int, int, bool, bool, str]:
        kind = rank.get(record.document.kind or "", len(KINDS))
        document = record.document
        return draft_rank(record), kind, document.superseded_by is not None, not corrected(record), document.document_id

    return sorted(records, key=place)


def merge(ordered: Sequence[Record]) -> tuple[Tables, Findings, Renamed]:
    """The tables of all documents together but those of the kinds `OWN`, what the documents contradict each other in, and which
    rows have another id than their document gave them (None: they are gone).

    `ordered`: the documents as `in_order` gives them.
    """
    found: Findings = defaultdict(list)
    renamed: Renamed = {}
    tables: Tables = {row: [] for row in ROWS}
    newer = versions(ordered)
    tables[DocumentRow] = [superseded(record.document, newer) for record in ordered]
    parts = one_set_of_turns(ordered, renamed, found)
    for kind in ROWS:
        if kind in (DocumentRow, FindingRow, *OWN):
            continue
        rows = [
            (record.document.document_id, row)
            for record, part in zip(ordered, parts, strict=True)
            for row in part.get(kind, ())
        ]
        if kind in LISTS:
            tables[kind] = joined_lists(kind, without_older(kind, rows, newer, found), renamed)
        else:
            current = without_older_conditions(rows, tables[Condition], newer) if kind is Commitment else rows
            tables[kind] = one_per_key(kind, current, found)
    return tables, found, renamed


def superseded(document: DocumentRow, newer: Versions) -> DocumentRow:
    """A document with the one that takes its place."""
    return msgspec.structs.replace(document, superseded_by=newer.documents.get(document.document_id))


def one_per_key(kind: type[Row], rows: Iterable[tuple[str, Row]], found: Findings) -> list[Row]:
    """Rows with the same key made one, in the order of their first appearance."""
    merged: dict[tuple[object, ...], Row] = {}
    names = kind.key()
    for document_id, row in rows:
        key = tuple(getattr(row, name) for name in names)
        if key not in merged:
            merged[key] = row
            continue
        for finding in contradictions(merged[key], row):
            found[document_id].append(finding)
        merged[key] = completed(merged[key], row)
    return list(merged.values())


def completed(first: Row, second: Row) -> Row:
    """The first row with its empty columns filled from the second; a decision takes the place of `pending`."""
    gaps = {}
    for name in first.__struct_fields__:
        mine, other = getattr(first, name), getattr(second, name)
        undecided = isinstance(first, Item) and name == "outcome" and mine == UNDECIDED
        if other is not None and (mine is None or (undecided and other != UNDECIDED)):
            gaps[name] = other
    return msgspec.structs.replace(first, **gaps) if gaps else first


def contradictions(first: Row, second: Row) -> list[Finding]:
    """Columns in which two rows with the same key say different things; wordings apart from values."""
    values: list[str] = []
    wordings: list[str] = []
    for name in first.__struct_fields__:
        mine, other = getattr(first, name), getattr(second, name)
        if name in PLACE or mine is None or other is None or same(mine, other):
            continue
        if name == "outcome" and UNDECIDED in (mine, other):
            continue
        (wordings if name in WORDING else values).append(f"{name}: {mine!s:.60} / {other!s:.60}")
    where = f"{first.TABLE.name} {row_id(first)}"
    out = []
    if values:
        out.append(Finding(code="duplicate_row", message=f"{where}: {'; '.join(values)}", row_id=row_id(first)))
    if wordings:
        out.append(Finding(code="wording_differs", message=f"{where}: {'; '.join(wordings)}", row_id=row_id(first)))
    return out


def same(one: object, other: object) -> bool:
    """Equal, or equal but for widths and white space."""
    if isinstance(one, str) and isinstance(other, str):
        return bare(one) == bare(other)
    return one == other


def one_set_of_turns(ordered: Sequence[Record], renamed: Renamed, found: Findings) -> list[Mapping[type[Row], Sequence[Row]]]:
    """Each document's rows without the turns (and what hangs on them) of meetings that an earlier document has."""
    owners: dict[str, str] = {}
    sets: dict[str, list[Turn]] = defaultdict(list)
    out = []
    for record in ordered:
        own, dropped, kept = record.document.document_id, dict[str, str | None](), dict[str, dict[str, str]]()
        for turn in turns_of(record):
            name = turn.meeting_id
            if owners.setdefault(name, own) == own:
                sets[name].append(turn)
                continue
            if name not in kept:
                kept[name] = {bare(t.text): t.turn_id for t in reversed(sets[name])}
            dropped[turn.turn_id] = renamed[own, "turns", turn.turn_id] = kept[name].get(bare(turn.text))
        for meeting in sorted({t.meeting_id for t in turns_of(record) if t.turn_id in dropped}):
            message = f"the turns of {meeting} were taken from document {owners[meeting]}"
            found[own].append(Finding(code="turns_elsewhere", message=message, row_id=meeting))
            found[own] += other_words(sets[meeting], [t for t in turns_of(record) if t.meeting_id == meeting])
        out.append(without(record.rows, dropped) if dropped else record.rows)
    return out


def other_words(kept: Sequence[Turn], other: Sequence[Turn]) -> list[Finding]:
    """In what another version of a meeting's turns differs from the one that is kept."""
    out = []
    for first, second, words in differences([bare(t.text) for t in kept], [bare(t.text) for t in other]):
        stands = kept[first] if first is not None else None
        page = page_of(other[second]) if second is not None else None
        where = stands.turn_id if stands else other[second or 0].meeting_id
        out.append(Finding(code="version_differs", message=f"{where}: {words}", page_no=page, row_id=where))
    return out


def turns_of(record: Record) -> list[Turn]:
    """The turns of one document."""
    return [row for row in record.rows.get(Turn, ()) if isinstance(row, Turn)]


def without(rows: Mapping[type[Row], Sequence[Row]], dropped: Mapping[str, str | None]) -> Mapping[type[Row], Sequence[Row]]:
    """Rows that are no dropped turn and do not hang on one."""
    columns: dict[type[Row], tuple[str, ...]] = {
        Turn: ("turn_id",),
        QaLink: ("question_turn_id", "answer_turn_id"),
        Commitment: ("turn_id",),
    }
    return {
        kind: [row for row in group if not any(getattr(row, name) in dropped for name in columns.get(kind, ()))]
        for kind, group in rows.items()
    }
