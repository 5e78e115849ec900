"""The agenda or notice of a meeting (次第, 開催通知): day, times, place, session, and the matters as a list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parsers.grammar.covers import Session, sessions
from parsers.grammar.dates import find_dates, find_times
from parsers.grammar.keyvalue import bare_label, fields, unspread
from schemas.document import Element, FlowTable
from schemas.text import Text

_NOTICE = re.compile(r"次第$|開催(?:通知|について|のお知らせ|案内)|^議題$|^議事日程$")
_LABEL = re.compile(
    r"^\s*(?:\d{1,2}\s*[.、]?\s*)?(?P<label>(?:開\s*催\s*)?(?:日\s*時|年\s*月\s*日|日(?=\s)|時\s*間|場\s*所)|会\s*場)\s*[::]?\s*(?P<value>\S.*)$"
)
_SECTION = re.compile(
    r"^(?:\d{1,2}[.、)]?)?(?P<kind>諮問|報告|確認|審議|一般報告|資料|その他)(?:事項|案件|の?案件)?(?:\d+件|\(\d+件\))?(?:について)?$"
)
_MARK = re.compile(r"^\s*(?:\(\s*\d{1,2}\s*\)|\d{1,2}\s*[.、)]?(?=\s)|[ア-ン]\s(?=\S)|・|○|[①-⑳])\s*")
_NUMBER = re.compile(r"^[\[【(]?(?P<n>(?P<kind>諮問|報告)(?:事項)?\s*(?:番号)?\s*(?:第|No\.?)?\s*\d+\s*号?)[\])】]?[\s:、]*")
_WORD = re.compile(r"^[\[【(]?(?P<kind>諮問|報告|確認)(?:事項)?[\])】]?[\s:]+(?=\S)")
_OPENING = re.compile(r"^(?:開\s*会|閉\s*会|会長(?:あいさつ|挨拶)|その他|事務連絡|あいさつ)$")
KINDS = {
    "諮問": "consultation",
    "審議": "consultation",
    "確認": "confirmation",
    "一般報告": "general_report",
    "資料": "material",
}


class Entry(NamedTuple):
    """A matter of the list: `kind` as a code, `number` as printed (empty without one)."""

    kind: str
    number: Text
    title: Text


class Notice(NamedTuple):
    """What an agenda or notice says."""

    day: dt.date | None
    opened: dt.time | None
    closed: dt.time | None
    venue: Text
    session: Session | None
    entries: list[Entry]
    place: Text


def read_notice(elements: Iterable[Element]) -> Notice | None:
    """The notice that the elements hold; None where no line says that they are one."""
    lines = list(_lines(elements))
    if not any(_NOTICE.search(unspread(line).folded().s.strip()) for line in lines):
        return None
    day: dt.date | None = None
    times: list[dt.time] = []
    venue, place, kind = Text(), Text(), ""
    entries: list[Entry] = []
    for line in lines:
        folded = line.folded()
        plain = re.sub(r"\s", "", folded.s)
        label = _LABEL.match(folded.s)
        if label and re.search("場", label["label"]):
            venue = venue or folded.group(label, "value").strip()
        elif label or (day is None and find_dates(folded.s) and not entries):
            dates = [d.date for d in find_dates(folded.s) if d.date]
            if dates and day is None:
                day, place = dates[0], line
            times = times or [t for _, _, t in find_times(folded.s)]
        elif section := _SECTION.match(plain):
            kind = KINDS.get(section["kind"], "report")
        elif entry := _entry(line, kind):
            entries.append(entry)
    session = next(iter(sessions(lines)), None)
    first = times[0] if times else None
    last = times[1] if len(times) > 1 else None
    return Notice(day, first, last, venue, session, entries, place)


def _entry(line: Text, kind: str) -> Entry | None:
    """A line of the list of matters: marked or numbered, under a heading that says the kind or with the kind in front."""
    mark = _MARK.match(line.folded().s)
    rest = line.folded().cut(mark.end(), len(line.folded().s)) if mark else line
    folded = rest.folded()
    number = _NUMBER.match(folded.s)
    word = None if number else _WORD.match(folded.s)
    if number or word:
        found = number or word
        kind = KINDS.get(found["kind"], "report") if found else kind
        title = folded.cut(found.end(), len(folded.s)).strip() if found else rest
        printed = folded.group(number, "n").without(re.compile(r"\s")) if number else Text()
        return Entry(kind, printed, title) if len(title) > 4 else None
    if not mark or not kind or len(rest) < 5 or _OPENING.match(folded.s.strip()):
        return None
    return Entry(kind, Text(), rest.strip())


def _lines(elements: Iterable[Element]) -> Iterator[Text]:
    """Paragraphs, and the boxes of tables with their labels in front, as lines."""
    for element in elements:
        if isinstance(element, FlowTable):
            for field in fields(element.table):
                if bare_label(field.label) in ("案件", "議題", "議事", "次第"):
                    yield from field.paragraphs
                else:
                    yield Text.join(" ", [unspread(field.label), *field.paragraphs])
        elif len(element.lines) > 1 and all(len(line) < 45 for line in element.lines):
            yield from _rejoined(element.lines)
        else:
            yield element.text


def _rejoined(lines: tuple[Text, ...]) -> Iterator[Text]:
    """Lines of a list, a line without a mark joined to the one it goes on with."""
    out: list[Text] = []
    for line in lines:
        plain = line.folded().s
        if (
            out
            and not _MARK.match(plain)
            and not _NUMBER.match(plain)
            and not _LABEL.match(plain)
            and _MARK.match(out[-1].folded().s)
        ):
            out[-1] = Text.join("", [out[-1].strip(), line.strip()])
        else:
            out.append(line)
    yield from out
