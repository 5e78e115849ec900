"""Minutes with everything they say of their items: what `MinuteReader` writes, and what is said aloud in the explanations."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parsers.grammar import saidmeasures, sheetrows, spoken
from parsers.grammar.matters import handlings_of
from parsers.grammar.minuterows import MinuteReader
from parsers.grammar.minutes import Spoken
from parsers.grammar.sheetrows import Known, SheetRows
from schemas.document import Document, Element, Paragraph
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Item, Paper, Turn
from schemas.source import Source
from schemas.text import Text

LONG = 60  # characters: a shorter turn of an official is no explanation


def minutes_rows(
    parsed: Parsed, document: Document, source: Source, elements: Sequence[Element], fallback: Text | None = None
) -> MinuteReader | None:
    """Writes the rows of minutes that the elements hold, the paper among them; None (with a finding) where no meeting can be told.

    `fallback` is a text that may name day or session where the minutes themselves do not.
    """
    reader = MinuteReader(parsed, document.document_id, source, elements)
    if not reader.read(fallback):
        return None
    paper = _paper(parsed, document, reader, elements)
    known = Known.of(source)
    for n in range(len(reader.minutes.items)):
        _Said(reader, n, known, source).write(paper)
    return reader


def _paper(parsed: Parsed, document: Document, reader: MinuteReader, elements: Sequence[Element]) -> str:
    """The minutes as a paper of the file."""
    first = next((e for e in elements if isinstance(e, Paragraph)), elements[0])
    pages = [b.page_no for e in elements for b in e.blocks]
    seq = 1 + len(parsed.of(Paper))
    paper = child_id(document.document_id, "paper", seq)
    title = first.text if isinstance(first, Paragraph) and len(first.text) <= 120 else None
    parsed.add(
        Paper(
            paper_id=paper,
            document_id=document.document_id,
            regions=first.text.regions(),
            seq=seq,
            kind="minutes",
            title=title.s if title else None,
            page_first=min(pages),
            page_last=max(pages),
            meeting_id=reader.meeting,
        )
    )
    return paper


class _Said:
    """An item of minutes and what is said of it."""

    def __init__(self, reader: MinuteReader, n: int, known: Known, source: Source) -> None:
        self.reader, self.heard, self.known, self.source = reader, reader.minutes.items[n], known, source
        self.turns: list[tuple[Spoken, Turn]] = reader.of_item(n)
        heard = self.heard.number.regions() + self.heard.title.regions()
        place = heard or next((t.regions for _, t in self.turns), self.heard.opinion_heading.regions())
        self.rows = SheetRows(reader.parsed, reader.document_id, source.ward, reader.meeting, reader.ids[n], place)

    def write(self, paper: str) -> None:
        self.rows.document(paper, "deliberation", tuple(r for _, t in self.turns for r in t.regions))
        if self.heard.opinion:
            self.rows.document(paper, "opinion", self.heard.opinion[0].regions())
        if self.heard.kind == "consultation":
            self._explained()
        else:
            self.rows.handlings(handlings_of(self.heard.title, self.known.handlings))

    def _explained(self) -> None:
        """What the first long turn of an official on the item says."""
        officials = (p for p in self.turns if p[1].speaker_class in ("official", "secretariat") and len(p[0].text) > LONG)
        lead = next(officials, None)
        said, rows = lead[0].text if lead else Text(), self.rows
        if lead:
            role = lead[1].speaker_role or ""
            section = spoken.department(said, lead[1].speaker_name, role) or spoken.section_of(lead[0].who, role)
            rows.departments([section] if section else [])
        rows.legal_bases(spoken.bases(said, self.source.laws))
        rows.personal(spoken.items(said), "説明")
        quoted = saidmeasures.quoted([s.text for s, _ in self.turns], self.known.measures)
        rows.measures([*saidmeasures.measures(said), *quoted], "説明", self.known.measures)
        rows.counterparties(sheetrows.corporate(said), None)
        source = self.source
        rows.handlings(spoken.handlings(self.heard.title, said, self.known.handlings, source.laws, source.articles))
        if words := spoken.start(said):
            self._start(words)

    def _start(self, words: Text) -> None:
        """The start that the explanation names, for the item already written."""
        rows = [
            msgspec.structs.replace(r, started_on_text=words.s, regions=r.regions + words.regions())
            if r.item_id == self.rows.id
            else r
            for r in self.rows.parsed.of(Item)
        ]
        self.rows.parsed.replace(Item, rows)
