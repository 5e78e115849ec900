"""Other matters and meetings that a text names: `令和2年度 諮問第365号で承認済`, `前回の諮問第12号`, `第十二期・第14回審議会要録`.

Offsets are into folded text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.grammar.dates import FoundDate, find_dates, fiscal_year
from parsers.grammar.numbers import KANJI_NUMBER, to_int

KINDS = {"諮問": "consultation", "報告": "report"}
_N = rf"(?:\d{{1,4}}|{KANJI_NUMBER})"
_NUMBER = re.compile(
    rf"(?P<word>諮問|報告)\s*(?:事項|案件)?\s*(?:番号)?\s*(?:第\s*{_N}\s*号|N[oO]\s*\.?\s*\d{{1,4}})"
    rf"(?:\s*(?:から|及び|および|並びに|[、,・~〜～と])\s*(?:諮問|報告)?\s*第\s*{_N}\s*号)*"
)
_ONE = re.compile(rf"第\s*{_N}\s*号|N[oO]\s*\.?\s*\d{{1,4}}")
_MEETING = re.compile(
    rf"(?:第\s*(?P<term>{_N})\s*期\s*[・･,、]?\s*)?第\s*(?P<session>{_N})\s*回(?!目)(?P<name>[^。\n第]{{0,30}}?(?:審議会|会議録|要録))"
)
_BEFORE = re.compile(r"(?:前々回|前回|先般|昨年度|前年度)(?:の)?[^。\n]{0,12}$")
_RELATIONS = (
    ("approved", re.compile(r"承認|了承|異議(?:な|無)|認め(?:られ|て)|答申")),
    ("reported", re.compile(r"報告(?:済|し|を行|いたし|させ)|ご報告")),
    ("changed", re.compile(r"変更|追加|拡大|改め|改正")),
)
_QUOTED = re.compile(r"[「『(][^」』)]*[」』)]")
NEAR, CLAUSE = 8, 60  # characters between a time and the number it belongs to; length of the clause that is kept


class Named(NamedTuple):
    """A matter (kind and number) or a meeting (term, session; number None) that a text names: its offsets, those of its
    clause, and what is said of it. `when` are the words that say when it was, `cited_on` and `year` what they mean."""

    start: int
    end: int
    clause: tuple[int, int]
    relation: str
    kind: str | None = None
    number: str | None = None
    term: int | None = None
    session: int | None = None
    when: str | None = None
    cited_on: dt.date | None = None
    year: int | None = None


def digits(number: str | None) -> str:
    """What tells a number apart: `第三百六十五号`, `No. 365` → `365`."""
    found = re.search(_N, number or "")
    value = to_int(found[0]) if found else None
    return "" if value is None else str(value)


def references(folded: str) -> Iterator[Named]:
    """All matters and meetings that a text names, in order; blank templates (`諮問第 号`) name none."""
    for match in _NUMBER.finditer(folded):
        clause = _clause(folded, *match.span())
        when, words = _when(folded, match.start(), match.end(), clause)
        for one in _ONE.finditer(folded, *match.span()):
            # the first carries the word before it, those after it only their own number
            low = match.start() if one.start() == _ONE.search(folded, *match.span()).start() else one.start()  # type: ignore[union-attr]
            yield Named(
                low,
                one.end(),
                clause,
                _relation(folded, match.end(), clause[1]),
                KINDS[match["word"]],
                re.sub(r"\s", "", folded[low : one.end()]),
                when=words,
                cited_on=when.date if when else None,
                year=_year(when),
            )
    for match in _MEETING.finditer(folded):
        clause = _clause(folded, *match.span())
        when, words = _when(folded, match.start(), match.end(), clause)
        yield Named(
            *match.span(),
            clause,
            "confirmed" if re.search("要録|会議録", folded[match.start() : clause[1]]) else "named",
            term=to_int(match["term"] or ""),
            session=to_int(match["session"]),
            when=words,
            cited_on=when.date if when else None,
            year=_year(when),
        )


def _clause(folded: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place, cut to what can be read at a glance."""
    low = max(folded.rfind("。", 0, start), folded.rfind("\n", 0, start), start - CLAUSE - 1) + 1
    stops = [at for mark in ("。", "\n") if (at := folded.find(mark, end)) >= 0]
    return low, min([*stops, end + CLAUSE, len(folded)])


def _when(folded: str, start: int, end: int, clause: tuple[int, int]) -> tuple[FoundDate | None, str | None]:
    """The time that stands right before a number, else the first behind it; words like 前回 where no date stands."""
    found = find_dates(folded[clause[0] : start])
    if found and start - clause[0] - found[-1].end <= NEAR:
        return found[-1], folded[clause[0] + found[-1].start : clause[0] + found[-1].end]
    if before := _BEFORE.search(folded, clause[0], start):
        return None, before[0].strip()
    after = find_dates(folded[end : clause[1]])
    if after and after[0].start <= 2 * NEAR:
        return after[0], folded[end + after[0].start : end + after[0].end]
    return None, None


def _year(when: FoundDate | None) -> int | None:
    if when is None:
        return None
    return when.year if when.value.startswith("FY") else fiscal_year(when.date) if when.date else None


def _relation(folded: str, end: int, stop: int) -> str:
    """What is said of a matter behind its number; titles in brackets are no part of that."""
    words = _QUOTED.sub("", folded[end:stop])
    return next((code for code, pattern in _RELATIONS if pattern.search(words)), "named")
