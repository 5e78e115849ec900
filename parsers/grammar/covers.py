"""What the cover of a pack says of its meeting: session, fiscal year, day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from parsers.grammar.dates import find_dates
from parsers.grammar.numbers import KANJI_NUMBER, to_int
from schemas.text import Text

_SESSION = re.compile(
    rf"(?:(?P<era>令和|平成)\s*(?P<year>\d+|元|{KANJI_NUMBER})\s*年度\s*[（(]?\s*)?第\s*(?P<n>\d+|{KANJI_NUMBER})\s*回(?!目)"
)
_ERAS = {"令和": 2018, "平成": 1988}


class Session(NamedTuple):
    """The number of a session, the fiscal year it counts in (None where it is not said), and the words."""

    number: int
    fiscal_year: int | None
    text: Text


class Day(NamedTuple):
    """A full date and its words."""

    date: dt.date
    text: Text


def sessions(texts: Iterable[Text]) -> list[Session]:
    """All sessions named in the texts: `令和5年度 第3回`, `第十二回`."""
    out = []
    for text in texts:
        folded = text.folded()
        for match in _SESSION.finditer(folded.s):
            number, year = to_int(match["n"]), to_int(match["year"] or "")
            if number:
                fiscal = _ERAS[match["era"]] + year if match["era"] and year else None
                out.append(Session(number, fiscal, folded.group(match)))
    return out


def days(texts: Iterable[Text]) -> list[Day]:
    """All full dates in the texts."""
    out = []
    for text in texts:
        folded = text.folded()
        out += [Day(found.date, folded.cut(found.start, found.end)) for found in find_dates(folded.s) if found.date]
    return out
