"""What only all documents together can tell: which item a reference means, which report answers a condition, how far an item has come."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from parsers.grammar.dates import ACT_FROM, fiscal_year
from parsers.grammar.followup import ENOUGH, share
from parsers.grammar.references import digits
from pipeline.records import Tables
from schemas.rows import Commitment, Item, ItemDocument, ItemReference, Meeting, Row, Turn

REPORTS = ("report", "general_report")
# Outcomes that say nothing of a deliberation.
UNHEARD = (None, "pending", "report_only", "blanket_approval")
HEARD = frozenset({"deliberation", "opinion"})
# A promise that a later report can answer says that something will be told.
TELLS = re.compile(r"報告|お示し|お知らせ|ご説明|説明させ|ご相談|諮")
R = TypeVar("R", bound=Row)


def link(tables: Tables) -> None:
    """Fills in what depends on other documents; the same whatever the order of loading."""
    meetings = {m.meeting_id: m for m in _of(tables, Meeting)}
    _regimes(tables, meetings)
    _references(tables, meetings)
    _follow_ups(tables, meetings)
    _states(tables)


def _of(tables: Tables, kind: type[R]) -> list[R]:
    return [row for row in tables[kind] if isinstance(row, kind)]


def _regimes(tables: Tables, meetings: dict[str, Meeting]) -> None:
    """The law in force, where only the fiscal year is known; items take year and law of their meeting."""
    for meeting in list(meetings.values()):
        year = meeting.fiscal_year if meeting.held_on is None else fiscal_year(meeting.held_on)
        if year is not None and meeting.legal_regime is None:
            # the Act came into force with a fiscal year
            regime = "act" if year >= ACT_FROM.year else "ordinance"
            meetings[meeting.meeting_id] = msgspec.structs.replace(meeting, fiscal_year=year, legal_regime=regime)
    tables[Meeting] = list(meetings.values())
    items: list[Row] = []
    for item in _of(tables, Item):
        meeting_of = meetings.get(item.meeting_id)
        if meeting_of and (item.fiscal_year is None or item.legal_regime is None):
            item = msgspec.structs.replace(
                item,
                fiscal_year=meeting_of.fiscal_year if item.fiscal_year is None else item.fiscal_year,
                legal_regime=item.legal_regime or meeting_of.legal_regime,
            )
        items.append(item)
    tables[Item] = items


# references


def _references(tables: Tables, meetings: Mapping[str, Meeting]) -> None:
    """The item and the meeting that each reference means, as far as papers on them are here."""
    items = {i.item_id: i for i in _of(tables, Item)}
    numbered: dict[tuple[str, str, str], list[Item]] = defaultdict(list)
    for item in items.values():
        if item.number:
            numbered[item.ward, item.kind, digits(item.number)].append(item)
    out: list[Row] = []
    for row in _of(tables, ItemReference):
        citing = items.get(row.item_id)
        here = meetings.get(citing.meeting_id) if citing else None
        if citing and here and row.kind and row.number:
            meant = _meant(row, citing, here, numbered[citing.ward, row.kind, digits(row.number)], meetings)
            meeting_id = meant.meeting_id if meant else _dated(row, here, meetings)
            row = msgspec.structs.replace(row, target_item_id=meant.item_id if meant else None, target_meeting_id=meeting_id)
        elif here:
            row = msgspec.structs.replace(row, target_meeting_id=_dated(row, here, meetings))
        out.append(row)
    tables[ItemReference] = out


def _meant(
    row: ItemReference, citing: Item, here: Meeting, fits: Iterable[Item], meetings: Mapping[str, Meeting]
) -> Item | None:
    """Of the items with the number the one whose meeting has the day or year that is named, else that of the latest meeting
    that is not later than the one that speaks; None where none fits or two do alike."""
    found: list[tuple[dt.date, Item]] = []
    for item in fits:
        there = meetings[item.meeting_id]
        if item.item_id == citing.item_id or there.held_on is None:
            continue
        if row.cited_on is not None and there.held_on != row.cited_on:
            continue
        if row.cited_on is None and row.fiscal_year is not None and there.fiscal_year != row.fiscal_year:
            continue
        if here.held_on is None and row.fiscal_year is None and row.cited_on is None:
            continue
        if here.held_on is None or there.held_on <= here.held_on:
            found.append((there.held_on, item))
    latest = max((day for day, _ in found), default=None)
    last = [item for day, item in found if day == latest]
    return last[0] if len(last) == 1 else None


def _dated(row: ItemReference, here: Meeting, meetings: Mapping[str, Meeting]) -> str | None:
    """The meeting of the named day, or of the named term and session (within the fiscal year where no term is printed)."""
    found = []
    for there in meetings.values():
        if there.ward != here.ward or there.council != here.council or there.meeting_id == here.meeting_id:
            continue
        if row.cited_on is not None:
            fits = there.held_on == row.cited_on
        elif row.session is not None and there.session == row.session:
            year = row.fiscal_year if row.fiscal_year is not None else here.fiscal_year
            fits = there.term == row.term if row.term else year is not None and there.fiscal_year == year
        else:
            fits = False
        if fits:
            found.append(there.meeting_id)
    return found[0] if len(found) == 1 else None


# conditions and promises that a later report answers


def _follow_ups(tables: Tables, meetings: Mapping[str, Meeting]) -> None:
    items = {i.item_id: i for i in _of(tables, Item)}
    reports = sorted((i for i in items.values() if i.kind in REPORTS), key=lambda i: i.item_id)
    named = {(r.item_id, r.target_item_id) for r in _of(tables, ItemReference) if r.target_item_id}
    out: list[Row] = []
    for row in _of(tables, Commitment):
        item = items.get(row.item_id or "")
        asks = row.kind == "condition" or (row.kind == "promise" and bool(TELLS.search(row.text)))
        fits: list[tuple[int, float, int, str, str]] = []
        for report in reports if item and asks else ():
            days = _days_later(item, report, meetings) if item else None
            if item is None or days is None:
                continue
            part = share(report.title, item.title + row.text)
            cites = (report.item_id, item.item_id) in named
            if cites or part >= ENOUGH:
                fits.append((cites, part, -days, report.item_id, _reason(item, part, cites)))
        best = max(fits, default=None)
        if best:
            row = msgspec.structs.replace(row, followed_up_by_item_id=best[3], follow_up_reason=best[4])
        out.append(row)
    tables[Commitment] = out


def _days_later(item: Item, report: Item, meetings: Mapping[str, Meeting]) -> int | None:
    """Days from an item's meeting to that of a report; None where it is not a later one of the same ward."""
    first, second = meetings[item.meeting_id].held_on, meetings[report.meeting_id].held_on
    if item.ward != report.ward or first is None or second is None or second <= first:
        return None
    return (second - first).days


def _reason(item: Item, part: float, cites: bool) -> str:
    """Why a report is taken for the answer, in words for a person who checks it."""
    likeness = f"{part:.0%} of the report's title stands in the matter's title and these words"
    return f"the report names {item.number}; {likeness}" if cites else f"a later report of the ward; {likeness}"


# states


def _states(tables: Tables) -> None:
    """How far each item has come: announced, papers, deliberated, answered."""
    parts: dict[str, set[str]] = defaultdict(set)
    for carried in _of(tables, ItemDocument):
        parts[carried.item_id].add(carried.part)
    spoken = {t.item_id for t in _of(tables, Turn) if t.kind == "speech"}
    answered = {c.item_id for c in _of(tables, Commitment) if c.followed_up_by_item_id}
    out: list[Row] = []
    for item in _of(tables, Item):
        own = parts[item.item_id]
        if item.item_id in answered:
            state = "answered"
        elif own & HEARD or item.item_id in spoken or item.outcome not in UNHEARD:
            state = "deliberated"
        else:
            state = "announced" if own == {"agenda_entry"} else "papers"
        out.append(msgspec.structs.replace(item, state=state))
    tables[Item] = out
