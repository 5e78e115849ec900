"""Minutes inside a file: where they begin, and the paper that they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.grammar import briefs
from parsers.grammar.agenda import tight
from parsers.grammar.citations import LawContext
from parsers.grammar.itemrows import ItemRows
from parsers.grammar.minuterows import MinuteReader
from parsers.grammar.minutes import parse_minutes
from schemas.document import Document, Element, FlowTable, Paragraph
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Paper
from schemas.source import Source

_TITLE = re.compile(r"^.{0,60}(?:会議録|議事録|会議要録)(?:\([^()]{1,8}\))*$")
_FRONT = 3  # elements that may stand before the title of a file of minutes
_FEWEST = 3  # turns; a paper that only speaks of minutes has none


def minutes_at(flow: Sequence[Element], source: Source) -> int | None:
    """The element with which minutes begin: 0 where the file is minutes, None where it holds none."""
    for n, element in enumerate(flow):
        if isinstance(element, Paragraph) and _TITLE.match(tight(element.text.s)):
            spoken = parse_minutes(flow[n:], source.speakers.marks).spoken
            if sum(s.kind == "speech" for s in spoken) >= _FEWEST:
                return n if n > _FRONT else 0
    return None


def minutes_rows(parsed: Parsed, document: Document, elements: Sequence[Element], source: Source) -> None:
    """Writes the meeting, items and turns of minutes, and the paper that carries them."""
    reader = MinuteReader(parsed, document.document_id, source, elements)
    if not reader.read():
        return
    title = next((e.text for e in elements if isinstance(e, Paragraph) and _TITLE.match(tight(e.text.s))), elements[0].text)
    pages = [b.page_no for e in elements for b in e.blocks]
    seq = len(parsed.of(Paper)) + 1
    first = elements[0]
    paper = Paper(
        paper_id=child_id(document.document_id, "paper", seq),
        document_id=document.document_id,
        regions=title.regions() or (first.table.parts if isinstance(first, FlowTable) else ()),
        seq=seq,
        kind="minutes",
        title=title.s,
        page_first=min(pages),
        page_last=max(pages),
        meeting_id=reader.meeting,
    )
    parsed.add(paper)
    parsed.title = parsed.title or title.s
    for item, heard in zip(reader.ids, reader.minutes.items, strict=True):
        rows = ItemRows(parsed, document.document_id, source.ward, reader.meeting, item, paper.regions)
        rows.handlings(briefs.handlings(heard.title, source.codebook.get("handling", {})))
        rows.legal_bases(briefs.legal_bases([heard.title], LawContext(source.laws)))
        rows.document(paper.paper_id, "deliberation", heard.title.regions())
