"""Checks that every paper carries in itself: printed totals against sums, stated attendance against the list.

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
from schemas.rows import Attendance, Meeting, Turn
from schemas.text import fold

MEMBERS = re.compile(r"委員(?:総数|定数)?(?:は|が|、)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})[名人](?:のうち|中|の内)")


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


def _attendance(parsed: Parsed) -> Iterator[tuple[str, int, str]]:
    """Meetings whose stated number of members is not the length of the attendance list."""
    for meeting in parsed.of(Meeting):
        listed = [a for a in parsed.of(Attendance) if a.meeting_id == meeting.meeting_id]
        for turn in parsed.of(Turn):
            stated = MEMBERS.search(fold(turn.text)) if listed and turn.meeting_id == meeting.meeting_id else None
            if stated and to_int(stated["n"]) != len(listed):
                message = f"{to_int(stated['n'])} members are stated, {len(listed)} are listed as present or absent"
                yield message, turn.regions[0].page_no, meeting.meeting_id
            if stated:
                break
