"""Dates and times: eras and western years, full-width and kanji digits, fiscal years, months, parts of a month, ranges.

All functions match on folded text (`Text.folded().s` or `schemas.text.fold`) and give offsets into it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from parsers.grammar.numbers import KANJI_NUMBER, to_int

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "R": 2018, "H": 1988, "S": 1925}
ACT_FROM = dt.date(2023, 4, 1)
_NUM = rf"(?:\d{{1,4}}|元|{KANJI_NUMBER})"
_ERA = r"(?P<era>令和|平成|昭和|大正|明治)\s*"
_YEAR = rf"(?:{_ERA}(?P<ey>{_NUM})|(?P<wy>(?:19|20)\d{{2}}))\s*年"
_MONTH = rf"\s*(?P<m>\d{{1,2}}|{KANJI_NUMBER})\s*月"
_DAY = rf"\s*(?P<d>\d{{1,2}}|{KANJI_NUMBER})\s*日"
_WEEKDAY = r"(?:\s*\([月火水木金土日](?:曜日?)?(?:・祝)?\))?"
_PART = r"(?P<part>\s*[上中下]旬頃?|\s*末|\s*初旬)"
DATE = re.compile(
    rf"{_YEAR}(?:(?P<fiscal>\s*度)|{_MONTH}(?:{_DAY}{_WEEKDAY}|{_PART})?)?"
    rf"|(?<![A-Za-z])(?P<e2>[RHS])\s*(?P<y2>\d{{1,2}})(?:\.(?P<m2>\d{{1,2}})(?:\.(?P<d2>\d{{1,2}}))?|(?P<f2>\s*年度))(?![\d.])"
    r"|(?<![\d./])(?P<y3>(?:19|20)\d{2})[./-](?P<m3>\d{1,2})[./-](?P<d3>\d{1,2})(?![\d./])"
)
SHORT = re.compile(rf"(?:(?<!\d)(?P<y>\d{{1,2}})\s*年)?(?<!\d){_MONTH}(?:{_DAY}{_WEEKDAY}|{_PART})?")
TIME = re.compile(
    rf"(?P<half>午前|午後)?\s*(?P<h>\d{{1,2}}|{KANJI_NUMBER})\s*時(?:(?P<half_hour>半)|\s*(?P<min>\d{{1,2}}|{KANJI_NUMBER})\s*分)?(?!間)"
    r"|(?<![\d:])(?P<h2>\d{1,2}):(?P<m2>[0-5]\d)(?![\d:])"
)


class FoundDate(NamedTuple):
    """A date in a text: `value` is ISO-like (`2022-06-01`, `2022-06`, `2022`, `2022-08-中旬`, `FY2022`); `date` only of full days."""

    start: int
    end: int
    value: str
    date: dt.date | None

    @property
    def year(self) -> int:
        return int(self.value.removeprefix("FY")[:4])

    @property
    def month(self) -> int | None:
        return int(self.value[5:7]) if self.value[:2] != "FY" and len(self.value) >= 7 else None


def find_dates(folded: str) -> list[FoundDate]:
    """All dates with a year of their own, in order. What no calendar has (13月, 2月30日) is left out."""
    return [found for match in DATE.finditer(folded) if (found := _read(match))]


def first_date(folded: str) -> FoundDate | None:
    """The first date of a text."""
    return next(iter(find_dates(folded)), None)


def era_year(era: str, year: str) -> int | None:
    """`令和`, `元` → 2019."""
    number = to_int(year)
    return None if number is None or era not in ERAS else ERAS[era] + number


def elided_dates(folded: str, year: int, month_before: int | None = None) -> list[FoundDate]:
    """Dates in a run where years (and eras) are left out (`8月`, `11月30日`, `4年7月`): the year is carried on.

    `year` is the western year in force at the start; a month smaller than the one before it does not turn the year by itself.
    """
    out: list[FoundDate] = []
    at, current = 0, year
    while match := _next(folded, at):
        at = match.end()
        found = _read(match) if match.re is DATE else _read_short(match, current)
        if found:
            current = found.year
            out.append(found)
    return out


def find_times(folded: str) -> list[tuple[int, int, dt.time]]:
    """Times of day with their offsets: `午前9時59分`, `午後二時半`, `13:30`."""
    out = []
    for match in TIME.finditer(folded):
        hour = to_int(match["h"] or match["h2"])
        minute = 30 if match["half_hour"] else to_int(match["min"] or match["m2"] or "0")
        if hour is None or minute is None:
            continue
        if match["half"] == "午後" and hour < 12:
            hour += 12
        if hour < 24 and minute < 60:
            out.append((match.start(), match.end(), dt.time(hour, minute)))
    return out


def fiscal_year(day: dt.date) -> int:
    """The year in which the fiscal year of the day began (April)."""
    return day.year if day.month >= 4 else day.year - 1


def legal_regime(day: dt.date) -> str:
    """`ordinance` to 2023-03-31, `act` from 2023-04-01."""
    return "act" if day >= ACT_FROM else "ordinance"


def _next(folded: str, at: int) -> re.Match[str] | None:
    hits = [m for m in (DATE.search(folded, at), SHORT.search(folded, at)) if m]
    return min(hits, key=lambda m: (m.start(), m.re is SHORT), default=None)


def _read(match: re.Match[str]) -> FoundDate | None:
    if match["e2"]:
        year = era_year(match["e2"], match["y2"])
        return _make(match, year, match["m2"], match["d2"], None, bool(match["f2"]))
    if match["y3"]:
        return _make(match, int(match["y3"]), match["m3"], match["d3"], None, False)
    year = era_year(match["era"], match["ey"]) if match["era"] else int(match["wy"])
    return _make(match, year, match["m"], match["d"], match["part"], bool(match["fiscal"]))


def _read_short(match: re.Match[str], year: int) -> FoundDate | None:
    if match["y"]:
        # a bare small year is of the era in force in the year carried on
        start = next(s for s in sorted(ERAS.values(), reverse=True) if s < year)
        year = start + int(match["y"])
    return _make(match, year, match["m"], match["d"], match["part"], False)


def _make(
    match: re.Match[str], year: int | None, month: str | None, day: str | None, part: str | None, fiscal: bool
) -> FoundDate | None:
    if year is None:
        return None
    span = match.span()
    if fiscal:
        return FoundDate(*span, f"FY{year}", None)
    if month is None:
        return FoundDate(*span, f"{year}", None)
    month_no, day_no = to_int(month), to_int(day) if day else None
    if month_no is None or not 1 <= month_no <= 12:
        return None
    if day_no is None:
        tail = f"-{part.strip()}" if part else ""
        return FoundDate(*span, f"{year}-{month_no:02d}{tail}", None)
    try:
        full = dt.date(year, month_no, day_no)
    except ValueError:
        return None
    return FoundDate(*span, full.isoformat(), full)
