"""Papers of a council that no source configures, or of a kind that its parser does not know: minutes by the general grammar."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers.grammar.minutes import is_minutes
from parsers.grammar.saidrows import minutes_rows
from schemas.document import Document, Element
from schemas.parsed import Parsed
from schemas.source import Source

UNKNOWN = Source(ward="unknown", name_ja="不明", name_en="Unknown", council="", publisher="", parser="", recognise=())


def parse(document: Document, source: Source | None = None) -> Parsed:
    """The rows of minutes with the words and marks of the source, or with usual ones; other papers give a finding alone."""
    parsed = Parsed()
    # two unknown councils may meet on one day: the document's id keeps them apart
    known = source or replace(UNKNOWN, council_slug=document.document_id)
    if not read_minutes(parsed, document, known):
        parsed.find("no_item", "no general rule fits this paper; only pages, blocks and tables were read", 1)
    return parsed


def read_minutes(parsed: Parsed, document: Document, source: Source, elements: Sequence[Element] | None = None) -> bool:
    """Writes the minutes that the elements (all of the document) are; False where they are none or name no meeting."""
    flow = list(document.flow if elements is None else elements)
    if not flow or not is_minutes(flow, source.speakers.marks):
        return False
    reader = minutes_rows(parsed, document, source, flow)
    if reader is None:
        return False
    parsed.document_kind = "minutes"
    parsed.title = parsed.title or flow[0].text.s.replace("\n", " ")[:120]
    if not set(reader.minutes.marks) <= set(source.speakers.marks):
        parsed.find("marks_guessed", reader.minutes.convention, flow[0].page_no)
    return True
