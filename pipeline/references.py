"""Rows that name other rows: which columns do, and what is done where the other row is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from pipeline.merge import Findings
from pipeline.records import Tables, row_id
from schemas.findings import Finding
from schemas.rows import DocumentRow, Form, Item, Meeting, Paper, Row, TableRow, Turn

REFERENCES: dict[str, type[Row]] = {
    "document_id": DocumentRow,
    "superseded_by": DocumentRow,
    "meeting_id": Meeting,
    "item_id": Item,
    "parent_item_id": Item,
    "followed_up_by_item_id": Item,
    "target_item_id": Item,
    "target_meeting_id": Meeting,
    "turn_id": Turn,
    "question_turn_id": Turn,
    "answer_turn_id": Turn,
    "paper_id": Paper,
    "form_id": Form,
    "table_id": TableRow,
}


def columns(row: type[Row]) -> Iterator[tuple[str, type[Row], bool]]:
    """The columns of a row type that name other rows: (column, whose rows, may be NULL)."""
    for column in row.columns():
        target = REFERENCES.get(column.name)
        if target and not (target is row and (column.name,) == row.key()):
            yield column.name, target, column.nullable


Ids = dict[type[Row], set[str]]


def ids_of(tables: Tables) -> Ids:
    """The ids of all rows that other rows may name."""
    return {kind: {row_id(row) for row in tables[kind]} for kind in dict.fromkeys(REFERENCES.values())}


def cut_loose_ends(tables: Tables) -> Findings:
    """Takes out references to rows that do not exist, until none is left; each is a finding of the row's document.

    Where the column may be empty it becomes NULL, else the row itself goes.
    """
    found: Findings = defaultdict(list)
    ids, fewer = ids_of(tables), True
    while fewer:
        fewer = False
        for kind, rows in tables.items():
            tables[kind] = without_loose_ends(kind, rows, ids, found)
            if kind in ids and len(tables[kind]) < len(rows):
                ids[kind], fewer = {row_id(row) for row in tables[kind]}, True
    return found


def without_loose_ends(kind: type[Row], rows: Sequence[Row], ids: Ids, found: Findings) -> list[Row]:
    """Rows of one kind without references to rows that do not exist, and without those that cannot be without."""
    links = [(name, ids[target], target.TABLE.name, nullable) for name, target, nullable in columns(kind)]
    kept = []
    for row in rows:
        loose = [link for link in links if (value := getattr(row, link[0])) is not None and value not in link[1]]
        if not loose:
            kept.append(row)
            continue
        for name, _, table, _ in loose:
            message = f"{kind.TABLE.name} {row_id(row)}: {name} {getattr(row, name)} is not in {table}"
            found[_document_of(row, ids)].append(Finding(code="loose_reference", message=message, row_id=row_id(row)))
        if all(nullable for *_, nullable in loose):
            kept.append(msgspec.structs.replace(row, **{name: None for name, *_ in loose}))
    return kept


def _document_of(row: Row, ids: Ids) -> str:
    """The document a row was read from; empty where it names none that exists."""
    named = str(getattr(row, "document_id", ""))
    return named if named in ids[DocumentRow] else ""
