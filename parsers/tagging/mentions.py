"""Mentions of a document: its flow is tagged, and each mention gets the most telling text that holds it as its context.

The context is the turn where the words are spoken, else the block on the page, else (over a page break) the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parsers.grammar.keyvalue import cell_paragraphs
from parsers.structure import block_id
from parsers.tagging.facts import Facts
from parsers.tagging.folding import Tight
from parsers.tagging.known import Known
from parsers.tagging.lexicon import Lexicon
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


Place = tuple[int, int]  # number of a context, offset in it


def tag_document(document: Document, parsed: Parsed, lexicon: Lexicon) -> None:
    """Adds the `mentions` of a document that a parser has read."""
    units = list(units_of(document))
    facts = facts_of(units, parsed, lexicon)
    tagger, known = Tagger(facts), Known([u.text for u in units], parsed, facts.lexicon)
    contexts = Contexts(document, parsed, units)
    years = {m.meeting_id: m.held_on.year for m in parsed.of(Meeting) if m.held_on}
    for n, unit in enumerate(units):
        turn = contexts.turn_of(unit.text)
        if turn:
            facts.today = years.get(turn.meeting_id, facts.today)
        for span in tagger.tag(unit.text.s, known.spans(n, unit.header, unit.label), mishap=known.mishap(unit.text)):
            mention = contexts.mention(unit.text[span.start : span.end], span.label, span.value)
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
    """Which character of which text of the warehouse a printed character is."""

    def __init__(self, document: Document, parsed: Parsed, units: list[Unit]) -> None:
        self.document_id = document.document_id
        self._contexts: list[Context] = []
        self._turns: dict[int, Turn] = {}
        self._spoken: dict[Glyph, Place] = {}
        self._printed: dict[Glyph, Place] = {}
        self._celled: dict[Glyph, Place] = {}
        self._blocks = {b.block_id: b for b in parsed.of(BlockRow)}
        self._items = _items_of(parsed)
        self._count = 0
        self._speeches(parsed, units)
        for page in document.pages:
            for block in page.blocks:
                name, words = block_id(document.document_id, block), block.text
                if name in self._blocks:
                    self._take(self._printed, Context("blocks", name, "text", words.s), words)
        for unit in units:
            if unit.cell:
                self._take(self._celled, Context("table_cells", unit.table_id, "text", unit.cell.text.s), unit.cell.text)

    def _take(self, places: dict[Glyph, Place], context: Context, words: Text) -> None:
        self._contexts.append(context)
        number = len(self._contexts) - 1
        places.update((g, (number, at)) for at, g in enumerate(words.glyphs) if g)

    def _speeches(self, parsed: Parsed, units: list[Unit]) -> None:
        """Finds the words of turns in the flow; blanks and line ends do not count."""
        chars = [(c, g) for u in units for c, g in zip(u.text.s, u.text.glyphs, strict=True) if g and not c.isspace()]
        stream, at = "".join(c for c, _ in chars), 0
        for turn in sorted(parsed.of(Turn), key=lambda t: (t.meeting_id, t.seq)):
            self._contexts.append(Context("turns", turn.turn_id, "text", turn.text))
            number = len(self._contexts) - 1
            self._turns[number] = turn
            for low, line in _lines(turn.text):
                offsets = [low + n for n, c in enumerate(line) if not c.isspace()]
                bare = "".join(turn.text[n] for n in offsets)
                found = stream.find(bare, at)
                found = found if found >= 0 else stream.find(bare)
                if not bare or found < 0:
                    continue
                at = found + len(bare)
                for offset, (_, glyph) in zip(offsets, chars[found:at], strict=True):
                    self._spoken.setdefault(glyph, (number, offset))

    def turn_of(self, words: Text) -> Turn | None:
        """The turn that the last characters of a text belong to."""
        place = next((self._spoken[g] for g in reversed(words.glyphs) if g in self._spoken), None)
        return self._turns[place[0]] if place else None

    def mention(self, words: Text, label: str, value: str | None) -> Mention | None:
        """The row of a mention; None where no text of the warehouse holds its words in one piece."""
        found = next((p for places in (self._spoken, self._printed, self._celled) if (p := _span(places, words))), None)
        if found is None:
            return None
        number, start, end = found
        context = self._contexts[number]
        text = context.text[start:end]
        if re.sub(r"\s", "", text) != re.sub(r"\s", "", words.s):
            return None
        self._count += 1
        turn = self._turns.get(number)
        return Mention(
            mention_id=child_id(self.document_id, "mention", self._count),
            document_id=self.document_id,
            regions=words.regions(),
            item_id=turn.item_id if turn else self._item(words),
            turn_id=turn.turn_id if turn else None,
            label=label,
            text=text,
            normalized=value,
            char_start=start,
            char_end=end,
            context_table=context.table,
            context_id=context.row_id,
            context_column=context.column,
        )

    def _item(self, words: Text) -> str | None:
        """The item of the row that claims the block in which the words stand."""
        place = next((self._printed[g] for g in words.glyphs if g in self._printed), None)
        block = self._blocks.get(self._contexts[place[0]].row_id) if place else None
        return self._items.get((block.owner_table, block.owner_id)) if block else None


def _span(places: dict[Glyph, Place], words: Text) -> tuple[int, int, int] | None:
    """Context, start and end of words that stand in one context in one piece."""
    glyphs = [g for g in words.glyphs if g]
    first, last = (places.get(glyphs[0]), places.get(glyphs[-1])) if glyphs else (None, None)
    return (first[0], first[1], last[1] + 1) if first and last and first[0] == last[0] and first[1] <= last[1] else None


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
