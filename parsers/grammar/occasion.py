"""The meeting that a file of papers is for: what its agenda, its record forms or the heads of its papers say."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import NamedTuple

from parsers.grammar.dates import FoundDate, fiscal_year, legal_regime
from parsers.grammar.matters import Consulted
from parsers.grammar.notices import Notice
from parsers.grammar.numbers import to_int
from parsers.grammar.papers import Part
from schemas.document import Document
from schemas.ids import meeting_id
from schemas.parsed import Parsed
from schemas.rows import Meeting
from schemas.source import Source
from schemas.text import Text

_SESSION = re.compile(
    r"(?:第(?P<term>[\d一二三四五六七八九十]+)期[・\s]*)?第\s*(?P<session>[\d一二三四五六七八九十]+)\s*回[^。]{0,40}審議会"
)


class Occasion(NamedTuple):
    """The meeting's id and its day (None where none is printed)."""

    meeting: str
    day: dt.date | None


def occasion(
    document: Document, source: Source, parts: list[Part], named: list[Consulted], notice: Notice | None, parsed: Parsed
) -> Occasion:
    """Writes the meeting's row. The day is the agenda's, else the one that record forms name, else the one most papers bear.

    Without a day and a session the id is that of the month at the head of the file, or of the file itself, with a finding.
    """
    heads = [(p.head.day.date, p.head.day_text) for p in parts if p.kind == "item" and p.head.day and p.head.day.date]
    days = Counter({c.day: 1 for c in named if c.day}) or Counter(day for day, _ in heads)
    if len(days) > 1:
        parsed.find("duplicate_row", f"papers bear different days: {', '.join(map(str, sorted(days)))}", 1)
    day = max(days, key=lambda d: (days[d], d), default=None)
    places = [c.place for c in named if c.day == day] + [text for d, text in heads if d == day]
    if notice and notice.day:
        day, places = notice.day, [notice.place, notice.venue]
    top = Text.join("", [e.text for e in document.flow[:12]])
    session = _SESSION.search(top.folded().s)
    if session:
        places.append(top.folded().group(session))
    term, number = _numbers(session)
    ident = _ident(document, source, day, term, number, parts[0].head.day if parts else None)
    if day is None:
        parsed.find("no_meeting", f"no day of the council is printed; the meeting is called {ident}", 1)
    parsed.add(
        Meeting(
            meeting_id=ident,
            document_id=document.document_id,
            regions=tuple(r for t in places if t for r in t.regions()) or _first(document).regions(),
            ward=source.ward,
            council=source.council if source.council in re.sub(r"\s", "", top.folded().s) else None,
            term=term,
            session=number,
            held_on=day,
            opened_at=notice.opened if notice else None,
            closed_at=notice.closed if notice else None,
            venue=notice.venue.s or None if notice else None,
            fiscal_year=fiscal_year(day) if day else None,
            legal_regime=legal_regime(day) if day else None,
        )
    )
    return Occasion(ident, day)


def _numbers(session: re.Match[str] | None) -> tuple[str | None, str | None]:
    """Term and session in digits."""
    if session is None:
        return None, None
    term, number = (to_int(session[name] or "") for name in ("term", "session"))
    return str(term) if term else None, str(number) if number else None


def _ident(
    document: Document, source: Source, day: dt.date | None, term: str | None, number: str | None, cover: FoundDate | None
) -> str:
    if day or number:
        return meeting_id(source.ward, day, term, number, source.council_slug)
    if cover and cover.month:
        return f"{source.ward}-{cover.value[:7]}"
    return f"{source.ward}-{document.document_id}"


def _first(document: Document) -> Text:
    """The first words of the file that have a place."""
    return next((e.text for e in document.flow if e.text.regions()), Text())
