"""Dated events of a report (`経緯`): a date at the head of a paragraph, with years and eras left out and carried on."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from parsers.grammar.dates import DATE, SHORT, elided_dates, first_date
from schemas.text import Text

_LEAD = re.compile(r"^[\s　・●○〇◯]*(?P<open>[(【])?")
_DAY = re.compile(r"(?P<d>\d{1,2})\s*日(?:\s*\([月火水木金土日]\))?(?=[\s\u3000]|$|[^間])")
_LINK = re.compile(r"^[\s　)】]*(?:頃|ごろ|から|付け?)?[\s　:：、]*")


class Event(NamedTuple):
    """What happened: `date_text` as printed, `value` ISO-like with the year that is carried on, `day` only of full days."""

    date_text: Text
    value: str
    day: dt.date | None
    text: Text


def events(paragraphs: list[Text], year: int | None = None) -> list[Event]:
    """The events of a list. A paragraph without a date of its own goes on with the event before it.

    `year` is the western year in force before the first date, for lists whose first date has none.
    """
    out: list[Event] = []
    current = year
    for paragraph in paragraphs:
        found = _leading(paragraph, current) or (_day(paragraph, out[-1].value) if out else None)
        if found is None:
            if out:
                last = out[-1]
                out[-1] = last._replace(text=Text.join("\n", [last.text, paragraph.strip()]))
            continue
        current = int(found.value.removeprefix("FY")[:4])
        out.append(found)
    return [event for event in out if event.text]


def _leading(paragraph: Text, year: int | None) -> Event | None:
    folded = paragraph.folded()
    lead = _LEAD.match(folded.s)
    at = lead.end() if lead else 0
    match = DATE.match(folded.s, at) or SHORT.match(folded.s, at)
    if not match or (lead and lead["open"] and folded.s[match.end() : match.end() + 1] not in (")", "】")):
        return None
    head = folded.s[at : match.end()]
    found = first_date(head) if match.re is DATE else next(iter(elided_dates(head, year)), None) if year else None
    if found is None:
        return None
    link = _LINK.match(folded.s[match.end() :])
    end = match.end() + (link.end() if link else 0)
    return Event(folded.cut(at, match.end()), found.value, found.date, folded.cut(end, len(folded.s)))


def _day(paragraph: Text, before: str) -> Event | None:
    """A paragraph that begins with a bare day, of the month of the event before it."""
    folded = paragraph.folded()
    lead = _LEAD.match(folded.s)
    at = lead.end() if lead else 0
    match = _DAY.match(folded.s, at)
    if not match or not re.match(r"\d{4}-\d{2}", before):
        return None
    try:
        day = dt.date(int(before[:4]), int(before[5:7]), int(match["d"]))
    except ValueError:
        return None
    link = _LINK.match(folded.s[match.end() :])
    end = match.end() + (link.end() if link else 0)
    return Event(folded.cut(at, match.end()), day.isoformat(), day, folded.cut(end, len(folded.s)))
