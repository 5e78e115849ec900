"""Meetings whose day becomes known: `<ward>-t12-s14` of one paper is the dated meeting of another, and keeps its name as an alias."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from pipeline.records import Record
from schemas.findings import Finding
from schemas.rows import IdHistory, Meeting, Row

Rows = Mapping[type[Row], Sequence[Row]]

_DAY = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_SESSION = re.compile(r"(?:-t\d+)?-s\d+$")
REASON = "the day of the meeting became known"


def dated(records: Sequence[Record]) -> tuple[list[Record], dict[str, str]]:
    """The documents with the names of undated meetings (and of all that hangs on them) replaced by the dated ones; and which old
    name became which. A session that fits several days stays as it is."""
    days = {m.meeting_id: m for r in records for m in _meetings(r) if m.held_on and _DAY.search(m.meeting_id)}
    names: dict[str, str] = {}
    for record in records:
        for meeting in _meetings(record):
            fits = sorted(name for name, day in days.items() if _same(meeting, day))
            if meeting.held_on is None and len(fits) == 1:
                names[meeting.meeting_id] = fits[0]
    if not names:
        return list(records), {}
    old_new: dict[str, str] = {}
    return [_renamed(record, names, old_new) for record in records], old_new


def aliases(names: Mapping[str, str], known: Sequence[IdHistory], run_id: str) -> list[IdHistory]:
    """The history of replaced names that it does not hold yet."""
    told = {(row.old_id, row.new_id) for row in known}
    return [
        IdHistory(old_id=old, new_id=new, reason=REASON, run_id=run_id)
        for old, new in sorted(names.items())
        if (old, new) not in told
    ]


def _meetings(record: Record) -> Iterator[Meeting]:
    return (row for row in record.rows.get(Meeting, ()) if isinstance(row, Meeting))


def _same(undated: Meeting, day: Meeting) -> bool:
    """Whether a session without a day is that of a day: the same council, session, and term or (where none is printed) fiscal year."""
    stems = _SESSION.sub("", undated.meeting_id), _DAY.sub("", day.meeting_id)
    if stems[0] != stems[1] or undated.session is None or undated.session != day.session:
        return False
    if undated.term and day.term:
        return undated.term == day.term
    return undated.fiscal_year is not None and undated.fiscal_year == day.fiscal_year


def _renamed(record: Record, names: Mapping[str, str], old_new: dict[str, str]) -> Record:
    own = {m.meeting_id for m in _meetings(record)} & names.keys()
    if not own:
        return record

    def new(value: object) -> object:
        if not isinstance(value, str):
            return value
        head, slash, rest = value.partition("/")
        return f"{names[head]}{slash}{rest}" if head in own else value

    def renamed(groups: Rows) -> Rows:
        rows: dict[type[Row], list[Row]] = {}
        for kind, group in groups.items():
            columns = [c.name for c in kind.columns() if c.name.endswith("_id")]
            rows[kind] = []
            for row in group:
                values = {name: new(before) for name in columns if (before := getattr(row, name)) != new(before)}
                rows[kind].append(msgspec.structs.replace(row, **values) if values else row)
                if len(kind.key()) == 1 and kind.key()[0] in values:
                    old_new[getattr(row, kind.key()[0])] = str(values[kind.key()[0]])
        return rows

    findings, read = [_renamed_finding(f, new(f.row_id)) for f in record.findings], record.own
    return Record(document=record.document, rows=renamed(record.rows), findings=findings, own=lambda: renamed(read()))


def _renamed_finding(finding: Finding, row_id: object) -> Finding:
    return msgspec.structs.replace(finding, row_id=row_id) if row_id != finding.row_id else finding
