"""Checks that every paper carries in itself: printed totals against sums, stated attendance and totals of mishaps
against the lists.

They bring findings and never change a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.grammar import statistics
from parsers.grammar.numbers import to_int
from parsers.structure import table_id
from schemas.document import Document, FlowTable
from schemas.parsed import Parsed
from schemas.rows import Attendance, Incident, Meeting, Turn
from schemas.text import fold

MEMBERS = re.compile(r"委員(?:総数|定数)?(?:は|が|、)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})[名人](?:のうち|中|の内)")

PRESENT = re.compile(
    r"出席(?:委員|者)?(?:数)?(?:は|が)、?(?:合わせて|全部で|合計)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})[名人](?!以上)"
)
MISHAPS = re.compile(
    r"(?:事務処理ミス|事故|漏えい等?|不適切な取扱い)(?:の(?:発生)?件数)?(?:は|が)、?[^。、]{0,10}?(?:合計|総数|全部で|計)?\s*(?P<n>\d{1,3})\s*件(?!目)"
)


def check(document: Document, parsed: Parsed) -> None:
    """Record as findings what does not add up in a document."""
    for element in document.flow:
        if isinstance(element, FlowTable):
            found = statistics.numbers(element.table)
            for wrong in (*statistics.differences(found), *statistics.differences_across(found)):
                message = f"{wrong.measure or 'total'}: {wrong.total:,.10g} is printed, the parts add up to {wrong.parts:,.10g}"
                parsed.find("sum_differs", message, element.page_no, table_id(document, element))
    for message, page_no, meeting in _attendance(parsed):
        parsed.find("attendance_differs", message, page_no, meeting)
    _incidents(document, parsed)


def _attendance(parsed: Parsed) -> Iterator[tuple[str, int, str]]:
    """Meetings whose stated number of members, or of those present, is not what the attendance list says."""
    for meeting in parsed.of(Meeting):
        listed = [a for a in parsed.of(Attendance) if a.meeting_id == meeting.meeting_id]
        turns = [t for t in parsed.of(Turn) if listed and t.meeting_id == meeting.meeting_id]
        present = sum(a.status == "present" for a in listed)
        for pattern, number, words in ((MEMBERS, len(listed), "members"), (PRESENT, present, "members present")):
            said = next(((t, found) for t in turns if (found := pattern.search(fold(t.text)))), None)
            if said and to_int(said[1]["n"]) != number:
                message = f"{to_int(said[1]['n'])} {words} are stated, {number} are listed"
                yield message, said[0].regions[0].page_no, meeting.meeting_id


def _incidents(document: Document, parsed: Parsed) -> None:
    """A total of mishaps that running text states against the rows."""
    rows = len(parsed.of(Incident))
    for element in document.flow if rows else ():
        if isinstance(element, FlowTable):
            continue
        stated = MISHAPS.search(element.text.folded().s)
        if stated and to_int(stated["n"]) != rows:
            parsed.find("count_differs", f"{stated['n']} mishaps are stated, {rows} rows were found", element.page_no)
