"""Mentions of a document: its flow is tagged, and each mention gets the most telling text that holds it as its context.

The context is the turn where the words are spoken, else the block on the page, else (over a page break) the cell.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress, count
from typing import NamedTuple

from parsers.grammar.keyvalue import cell_paragraphs
from parsers.structure import block_id
from parsers.tagging.facts import Facts
from parsers.tagging.folding import Tight
from parsers.tagging.known import Known
from parsers.tagging.lexicon import Lexicon
from parsers.tagging.spans import Span
from parsers.tagging.tagger import Tagger
from schemas.document import Cell, Document, FlowTable
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Attendance, BlockRow, Form, Meeting, Mention, Turn
from schemas.text import Glyph, Text


class Unit(NamedTuple):
    """A text that is tagged by itself: a paragraph, or a cell with what heads its column and what stands to its left."""

    text: Text
    cell: Cell | None = None
    header: str = ""
    label: str = ""
    table_id: str = ""


class Context(NamedTuple):
    """A text of the warehouse that mentions point into."""

    table: str
    row_id: str
    column: str
    text: str
    turn: Turn | None = None


Place = tuple[Context, int]  # a text of the warehouse, offset in it
PAGES = 3  # a mention may run over a page break


def tag_document(document: Document, parsed: Parsed, lexicon: Lexicon) -> None:
    """Adds the `mentions` of a document that a parser has read."""
    units = list(units_of(document))
    facts = facts_of(units, parsed, lexicon)
    tagger, known = Tagger(facts), Known([u.text for u in units], parsed, facts.lexicon)
    contexts = Contexts(document, parsed, units)
    years = {m.meeting_id: m.held_on.year for m in parsed.of(Meeting) if m.held_on}
    for n, unit in enumerate(units):
        places = contexts.of_unit(n)
        if turn := places.turn():
            facts.today = years.get(turn.meeting_id, facts.today)
        for span in tagger.tag(unit.text.s, known.spans(n, unit.header, unit.label), mishap=known.mishap(unit.text)):
            mention = places.mention(span)
            if mention:
                parsed.add(mention)


def units_of(document: Document) -> Iterator[Unit]:
    """The paragraphs and cells of the flow, in order; paragraphs inside a cell are lines."""
    tables = 0
    for element in document.flow:
        if not isinstance(element, FlowTable):
            yield Unit(unwrapped(element.text))
            continue
        tables += 1
        heads = {c.col: re.sub(r"\s", "", c.text.s) for c in element.table.cells if c.row == 0}
        for cell in sorted(element.table.cells, key=lambda c: (c.row, c.col)):
            if cell.text.s.strip():
                words = Text.join("\n", cell_paragraphs(cell)) if len(cell.lines) > 1 else cell.text
                header = heads.get(cell.col, "") if cell.row else ""
                beside = element.table.at(cell.row, cell.col - 1) if cell.col else None
                label = re.sub(r"\s", "", beside.text.s) if beside else ""
                yield Unit(unwrapped(words), cell, header, label, child_id(document.document_id, "table", tables))


def unwrapped(text: Text) -> Text:
    """A text without the blanks that stand only at the end of a printed line, between two Japanese characters."""
    if " " not in text.s:
        return text
    keep = [n for n, char in enumerate(text.s) if char != " " or not _line_end(text, n)]
    return text if len(keep) == len(text) else Text("".join(text.s[n] for n in keep), (text.glyphs[n] for n in keep))


def _line_end(text: Text, at: int) -> bool:
    """Whether a blank parts two Japanese characters of which the second begins a printed line."""
    if not 0 < at < len(text) - 1 or text.s[at - 1].isascii() or text.s[at + 1].isascii():
        return False
    before, after = text.glyphs[at - 1], text.glyphs[at + 1]
    return bool(before and after and (after.page_no != before.page_no or after.top >= before.bottom or after.x0 < before.x0))


def facts_of(units: Iterable[Unit], parsed: Parsed, lexicon: Lexicon) -> Facts:
    """What the parser's rows and the whole text say before any text is tagged."""
    source = parsed.source
    held = [m.held_on for m in parsed.of(Meeting) if m.held_on]
    year = max(held).year if held else None
    facts = Facts(
        lexicon.of_ward(source.ward if source else None, year),
        source.laws if source else None,
        source.terms if source else None,
        source.codebook.get("measure") if source else None,
        source.council if source else "",
        source.name_ja if source else "",
        year,
    )
    text = "\n".join(Tight(u.text.s).s for u in units)
    names = {a.person_name for a in parsed.of(Attendance)} | {t.speaker_name for t in parsed.of(Turn) if t.speaker_name}
    facts.know_people(names, text)
    facts.know_text(text)
    return facts


class Contexts:
    """Which character of which text of the warehouse a printed character is. Of long documents no more than a few pages are held at
    a time; of spoken words there are two numbers a character."""

    def __init__(self, document: Document, parsed: Parsed, units: list[Unit]) -> None:
        self.document_id, self.units = document.document_id, units
        self.count = 0
        self.turns = sorted(parsed.of(Turn), key=lambda t: (t.meeting_id, t.seq))
        self.starts = [0, *accumulate(sum(_told(u.text)) for u in units)]
        self.spoken_by, self.spoken_at = (array("i", [-1]) * self.starts[-1] for _ in range(2))
        self._blocks = {b.block_id: b for b in parsed.of(BlockRow)}
        self._items = _items_of(parsed)
        self._pages = {page.page_no: page.blocks for page in document.pages}
        self._shown: dict[int, dict[Glyph, Place]] = {}
        self._speeches()

    def _speeches(self) -> None:
        """Finds the words of turns in the flow; blanks and line ends do not count."""
        stream, at = "".join("".join(compress(u.text.s, _told(u.text))) for u in self.units), 0
        for number, turn in enumerate(self.turns):
            for low, line in _lines(turn.text):
                offsets = [low + n for n, c in enumerate(line) if not c.isspace()]
                bare = "".join(turn.text[n] for n in offsets)
                found = stream.find(bare, at)
                found = found if found >= 0 else stream.find(bare)
                if not bare or found < 0:
                    continue
                at = found + len(bare)
                for place, offset in zip(range(found, at), offsets, strict=True):
                    if self.spoken_by[place] < 0:
                        self.spoken_by[place], self.spoken_at[place] = number, offset

    def of_unit(self, n: int) -> Places:
        """The places of the n-th unit's characters."""
        return Places(self, n)

    def printed(self, glyph: Glyph) -> Place | None:
        """The place of a character in its block."""
        page = glyph.page_no
        if page not in self._shown:
            while len(self._shown) >= PAGES:
                del self._shown[next(iter(self._shown))]
            self._shown[page] = {}
            for block in self._pages.get(page, ()):
                name, words = block_id(self.document_id, block), block.text
                if name in self._blocks:
                    self._shown[page].update(_places(Context("blocks", name, "text", words.s), words))
        return self._shown[page].get(glyph)

    def item(self, words: Text) -> str | None:
        """The item of the row that claims the block in which the words stand."""
        place = next((found for g in words.glyphs if g and (found := self.printed(g))), None)
        block = self._blocks[place[0].row_id] if place else None
        return self._items.get((block.owner_table, block.owner_id)) if block else None


class Places:
    """Where the characters of one unit stand in the texts of the warehouse."""

    def __init__(self, contexts: Contexts, n: int) -> None:
        self._contexts, self._unit = contexts, contexts.units[n]
        told, numbers = _told(self._unit.text), count(contexts.starts[n])
        self._stream = [next(numbers) if seen else -1 for seen in told]
        cell, name = self._unit.cell, self._unit.table_id
        self._celled = dict(_places(Context("table_cells", name, "text", cell.text.s), cell.text)) if cell else {}

    def turn(self) -> Turn | None:
        """The turn that the last characters belong to."""
        by = self._contexts.spoken_by
        number = next((by[place] for place in reversed(self._stream) if place >= 0 and by[place] >= 0), -1)
        return self._contexts.turns[number] if number >= 0 else None

    def mention(self, span: Span) -> Mention | None:
        """The row of a mention; None where no text of the warehouse holds its words in one piece."""
        words, contexts = self._unit.text[span.start : span.end], self._contexts
        glyphs = {at: g for at, g in enumerate(words.glyphs, span.start) if g}
        if not glyphs:
            return None
        low, high = min(glyphs), max(glyphs)
        for place in (self._spoken, lambda at: contexts.printed(glyphs[at]), lambda at: self._celled.get(glyphs[at])):
            start, end = place(low), place(high)
            if start and end and start[0] == end[0] and start[1] <= end[1]:
                return self._row(span, words, start, end)
        return None

    def _row(self, span: Span, words: Text, first: Place, last: Place) -> Mention | None:
        (context, start), end, contexts = first, last[1] + 1, self._contexts
        text = context.text[start:end]
        if re.sub(r"\s", "", text) != re.sub(r"\s", "", words.s):
            return None
        contexts.count += 1
        return Mention(
            mention_id=child_id(contexts.document_id, "mention", contexts.count),
            document_id=contexts.document_id,
            regions=words.regions(),
            item_id=context.turn.item_id if context.turn else contexts.item(words),
            turn_id=context.turn.turn_id if context.turn else None,
            label=span.label,
            text=text,
            normalized=span.value,
            char_start=start,
            char_end=end,
            context_table=context.table,
            context_id=context.row_id,
            context_column=context.column,
        )

    def _spoken(self, at: int) -> Place | None:
        place = self._stream[at]
        number = self._contexts.spoken_by[place] if place >= 0 else -1
        if number < 0:
            return None
        turn = self._contexts.turns[number]
        return Context("turns", turn.turn_id, "text", turn.text, turn), self._contexts.spoken_at[place]


def _told(words: Text) -> list[bool]:
    """Which characters are printed and no blanks."""
    return [g is not None and not c.isspace() for c, g in zip(words.s, words.glyphs, strict=True)]


def _places(context: Context, words: Text) -> Iterator[tuple[Glyph, Place]]:
    return ((g, (context, at)) for at, g in enumerate(words.glyphs) if g)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _items_of(parsed: Parsed) -> dict[tuple[str | None, str | None], str | None]:
    """The item of each row, by table and key."""
    forms = {f.form_id: f.item_id for f in parsed.of(Form)}
    out: dict[tuple[str | None, str | None], str | None] = {}
    for name, rows in parsed.tables().items():
        for row in rows:
            item = getattr(row, "item_id", None) or forms.get(getattr(row, "form_id", ""))
            if item:
                out[name, "/".join(str(getattr(row, key)) for key in row.key())] = item
    return out
