"""What a person has put right: the corrections of `data/corrections`, applied to the rows after every parsing.

An entry names a table, a row (its id), a column, the right value, and who says so, when and why; `was` is the value that the
person saw. Where the papers say something else than that by now, or the row is gone, that is a finding.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, get_type_hints

import msgspec
from msgspec import UNSET, Struct, UnsetType

from pipeline.entries import Entry, EntryError, hint, known_fields
from pipeline.records import finding_rows, row_id
from pipeline.references import Ids, columns
from schemas.codes import CODES
from schemas.findings import Finding
from schemas.rows import ROWS, Correctable, FindingRow, IdHistory, Read, Row
from schemas.rows.base import Column
from schemas.rows.derived import CorrectionRow

KINDS: dict[str, type[Row]] = {row.TABLE.name: row for row in ROWS if issubclass(row, Correctable)}
NEEDED = ("table", "row", "column", "value", "who", "when", "why")
MEANT = {
    "VARCHAR": "text", "INTEGER": "a whole number", "BIGINT": "a whole number", "DOUBLE": "a number", "BOOLEAN": "true or false",
    "DATE": "a day like 2024-06-01", "TIME": "a time like 14:30", "TIMESTAMP": "a time like 2024-06-01T14:30:00",
}  # fmt: skip
BOXES = "boxes like [[1, 72.0, 100.5, 300.0, 112.0]]: page, left, top, right, bottom"
YES_NO = {"yes": "true", "no": "false"}
UNREAD = ("row_missing", "refused")  # states of corrections that were held against no value
FIXED = ("document_id", "corrected_by")

Place = tuple[str, str, str]  # table, row, column


class Correction(Struct, frozen=True, kw_only=True):
    """A person's correction of one column of one row. `value` and `was` are as the column has them; `was` is what was read when it
    was made, if the person noted it."""

    where: str
    table: str
    row: str
    column: str
    value: Any
    was: Any | UnsetType = UNSET
    who: str
    when: dt.date
    why: str

    @property
    def place(self) -> Place:
        return self.table, self.row, self.column


def correction(entry: Entry) -> Correction:
    """An entry as a correction. Raises EntryError where it cannot be one."""
    known_fields(entry, NEEDED, ("was",))
    said = entry.fields
    kind = KINDS.get(str(said["table"]))
    if kind is None:
        raise EntryError(
            entry.where, f"there is no table {said['table']} that can be corrected{hint(said['table'], tuple(KINDS))}"
        )
    free = {c.name: c for c in kind.columns() if c.name not in (*kind.key(), *FIXED)}
    column = free.get(str(said["column"]))
    if column is None:
        words = f"{said['table']} has no column {said['column']} that can be corrected{hint(said['column'], tuple(free))}"
        raise EntryError(entry.where, words)
    return Correction(
        where=entry.where,
        table=str(said["table"]),
        row=str(said["row"]),
        column=column.name,
        value=_fitting(entry.where, kind, column, said["value"], check=True),
        was=_fitting(entry.where, kind, column, said["was"], check=False) if "was" in said else UNSET,
        who=str(said["who"]),
        when=day(entry),
        why=str(said["why"]),
    )


def day(entry: Entry) -> dt.date:
    """The day of an entry. Raises EntryError where it is none."""
    try:
        return dt.date.fromisoformat(str(entry.fields["when"]))
    except ValueError as error:
        raise EntryError(entry.where, f"when is a day like 2024-06-01, not {entry.fields['when']}") from error


def _fitting(where: str, kind: type[Row], column: Column, value: Any, *, check: bool) -> Any:
    """A value as the column has it; with `check` a code must be one. Raises EntryError where it does not fit."""
    name = f"{kind.TABLE.name}.{column.name}"
    if value is None and not column.nullable and column.sql_type == "VARCHAR" and not column.col.code:
        value = ""
    codes = [code.code for code in CODES[column.col.code]] if column.col.code else []
    if check and codes and value is not None and value not in codes:
        raise EntryError(where, f"{name} is a code ({', '.join(codes)}), not {value}{hint(str(value), tuple(codes))}")
    if column.sql_type == "BOOLEAN" and isinstance(value, str):
        value = YES_NO.get(value.lower(), value)
    try:
        if column.name == "regions" and isinstance(value, str):
            value = json.loads(value)
        fitting = msgspec.convert(value, get_type_hints(kind)[column.name], strict=False)
        if column.name == "regions" and not fitting:
            raise ValueError
    except ValueError as error:  # msgspec's and json's errors are ValueErrors
        meant = BOXES if column.name == "regions" else MEANT[column.sql_type]
        said = "nothing" if value is None else repr(value)
        raise EntryError(where, f"{name} takes {meant}, not {said}") from error
    return fitting


def text_of(value: Any) -> str | None:
    """A value in words, as the table `corrections` holds it; None for NULL."""
    if isinstance(value, list | tuple):
        return json.dumps([list(box.values()) if isinstance(box, dict) else list(box) for box in value])
    return None if value is None else str(value)


def expected(one: Correction, read: str | None, before: Mapping[Place, CorrectionRow]) -> str | None:
    """What the papers are expected to say: what the person noted, else what was read when the correction was first applied."""
    if not isinstance(one.was, UnsetType):
        return text_of(one.was)
    first = before.get(one.place)
    if first is None or first.state in UNREAD or (first.value, first.corrected_on) != (text_of(one.value), one.when):
        return read
    return first.expected_value


def judged(one: Correction, read: str | None, awaited: str | None) -> str:
    """The state of a correction whose row is there (code table `correction_state`)."""
    if read == text_of(one.value):
        return "agrees"
    return "applied" if read == awaited else "source_changed"


def noted(one: Correction, state: str, read: str | None = None, awaited: str | None = None) -> CorrectionRow:
    """What is said of a correction in the table `corrections`."""
    return CorrectionRow(
        table_name=one.table,
        row_id=one.row,
        column_name=one.column,
        value=text_of(one.value),
        source_value=read,
        expected_value=awaited,
        state=state,
        corrected_by=one.who,
        corrected_on=one.when,
        reason=one.why,
        entry=one.where,
    )


class Repairs:
    """Corrections on their way into the rows, which may come in parts; each is noted when its row has come.

    `before`: what the warehouse before said of its corrections; `ids`: of all rows that a value may name; `texts`: the texts that
    were changed so far, by place.
    """

    def __init__(self, corrections: Sequence[Correction], before: Sequence[CorrectionRow], ids: Ids) -> None:
        self.texts: dict[Place, tuple[str, str]] = {}
        self._first = {(one.table_name, one.row_id, one.column_name): one for one in before}
        self._ids = ids
        self._waiting: dict[str, dict[str, list[Correction]]] = defaultdict(lambda: defaultdict(list))
        for one in corrections:
            self._waiting[one.table][one.row].append(one)
        self._done: list[CorrectionRow] = []
        self._documents: dict[str, str] = {}

    def mend(self, kind: type[Row], rows: Sequence[Row]) -> list[Row]:
        """Rows of one kind with the corrections that are about them."""
        waiting = self._waiting.get(kind.TABLE.name)
        if not waiting:
            return list(rows)
        out = []
        for row in rows:
            mine = waiting.pop(row_id(row), [])
            out.append(self._corrected(row, mine) if mine else row)
            if mine and isinstance(row, Read):
                self._documents[f"{kind.TABLE.name}:{row_id(row)}"] = row.document_id
        return out

    def done(self) -> list[CorrectionRow]:
        """What was done with each correction, when all rows have come."""
        missing = [one for rows in self._waiting.values() for wanted in rows.values() for one in wanted]
        noted_all = [*self._done, *(noted(one, "row_missing") for one in missing)]
        return sorted(noted_all, key=lambda row: (row.table_name, row.row_id, row.column_name))

    def findings(self, history: Sequence[Row]) -> list[FindingRow]:
        """Findings for the corrections that no longer fit; `history` says which ids have become others."""
        return _findings(self.done(), self._documents, history)

    def _corrected(self, row: Row, wanted: Sequence[Correction]) -> Row:
        who: list[str] = []
        for one in wanted:
            value = getattr(row, one.column)
            read = text_of(value)
            if not self._stands(one):
                self._done.append(noted(one, "refused", read))
                continue
            awaited = expected(one, read, self._first)
            state = judged(one, read, awaited)
            self._done.append(noted(one, state, read, awaited))
            if state == "agrees":
                continue
            if isinstance(value, str) and isinstance(one.value, str):
                self.texts[one.place] = (value, one.value)
            who += [one.who] if one.who not in who else []
            row = msgspec.structs.replace(row, **{one.column: one.value, "corrected_by": "、".join(who)})
        return row

    def _stands(self, one: Correction) -> bool:
        """Whether the row exists that the value names, where the column names rows."""
        target = next((kind for name, kind, _ in columns(KINDS[one.table]) if name == one.column), None)
        return target is None or one.value is None or one.value in self._ids[target]


WORDS = {
    "source_changed": "the papers now say {read!r}, not {awaited!r}; look whether {value!r} is still right and write the new `was`",
    "row_missing": "there is no such row any more; {instead}",
    "refused": "there is no row {value}, so it is not applied",
}


def _findings(done: Sequence[CorrectionRow], documents: Mapping[str, str], history: Sequence[Row]) -> list[FindingRow]:
    new = {row.old_id: row.new_id for row in history if isinstance(row, IdHistory)}
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in done:
        if one.state in WORDS:
            instead = f"its id is now {new[one.row_id]}" if new.get(one.row_id) else "look for its id, or take the entry out"
            words = WORDS[one.state].format(read=one.source_value, awaited=one.expected_value, value=one.value, instead=instead)
            place = f"{one.table_name}.{one.column_name} of {one.row_id}"
            message = f"{one.entry} (by {one.corrected_by}) corrects {place}: {words}"
            document = documents.get(f"{one.table_name}:{one.row_id}", "")
            found[document].append(Finding(code="correction_open", message=message, row_id=one.row_id))
    return [row for document in sorted(found) for row in finding_rows(document, found[document])]
