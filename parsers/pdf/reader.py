"""RawPages to a Document: running matter apart, tables and boxes found, columns in order, lines to blocks, blocks to the flow.

The pages are gone through three times, and of each only what the others need is kept meanwhile: a book takes no more memory than
what is read from it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from parsers.collector import without_collector
from parsers.pdf.arrange import Entry, arrange
from parsers.pdf.directions import by_direction
from parsers.pdf.flow import build_blocks, build_flow
from parsers.pdf.furniture import Running, find_running
from parsers.pdf.lines import build_lines, lines_along
from parsers.pdf.margins import Margin, look_at
from parsers.pdf.parts import Parts, all_tables, find_parts
from parsers.pdf.pieces import Piece, pieces_of, places_of
from parsers.pdf.ruby import split_ruby
from parsers.pdf.sheets import Sheets
from parsers.pdf.tables_caption import attach_captions
from parsers.pdf.turning import char_back, text_back, turn_char
from parsers.pdf.watermarks import Letters, find_watermarks, letters_of
from schemas.document import Char, Document, Furniture, Note, Page, RawPage, Table
from schemas.text import Glyph, Text


@without_collector()
def read(raw_pages: Sequence[RawPage], document_id: str, file_name: str) -> Document:
    """The document that the pages show. `raw_pages` are all pages of one file, in order; a sequence that reads them from disk
    whenever they are asked for will do: of such pages nothing is held meanwhile but what others need."""
    lean = not isinstance(raw_pages, list)
    looks = _looks(raw_pages, lean)
    drafts = _drafts(raw_pages, looks, find_running([look.margin for look in looks]), lean)
    del looks
    blocks = build_blocks(_arranged(raw_pages, drafts, lean))
    for page, own in zip(drafts.pages, blocks, strict=True):
        page.blocks = own
    flow = build_flow(drafts.pages)
    attach_captions(flow)
    return Document(document_id, file_name, drafts.pages, flow, drafts.notes)


class _Look(NamedTuple):
    """What the first look at a page tells: its pieces of text, what of it could be running matter, the ruby on its text and the
    watermark under it, the sizes of its letters."""

    pieces: list[Piece]
    margin: Margin
    ruby: list[Furniture]
    watermark: list[Furniture]
    letters: Letters


def _looks(raw_pages: Sequence[RawPage], lean: bool) -> list[_Look]:
    only = len(raw_pages) == 1
    looks = [_look(raw, frozenset(), only, lean) for raw in raw_pages]
    for n, under in find_watermarks(raw_pages, [look.letters for look in looks]).items():
        looks[n] = _look(raw_pages[n], under, only, lean)
    return looks


def _look(raw: RawPage, under: Set[int], only: bool, lean: bool) -> _Look:
    """`under` are the places of the characters that are a watermark under the text; `only`: the document has no other page; `lean`:
    the characters are let go of."""
    base: dict[int, list[Char]] = {}
    ruby: list[Text] = []
    for direction, chars in by_direction(
        [c for n, c in enumerate(raw.chars) if n not in under] if under else raw.chars
    ).items():
        base[direction], small = _split_ruby(chars, direction)
        ruby += _lines(small, direction, raw.page_no)
    pieces = pieces_of(base)
    look = _Look(
        pieces,
        look_at(raw, pieces, only=only),
        [Furniture("ruby", raw.page_no, text) for text in ruby],
        [Furniture("watermark", raw.page_no, _in_order([raw.chars[n] for n in sorted(under)], raw.page_no))] if under else [],
        letters_of(raw),
    )
    if lean:
        places = places_of(raw.chars)
        for piece in pieces:
            piece.put_away(places)
    return look


def _split_ruby(chars: list[Char], direction: int) -> tuple[list[Char], list[Char]]:
    """(base, ruby) of lines of one direction; ruby stands above the words, or right of them where they run downwards."""
    if not direction:
        return split_ruby(chars)
    base, ruby = split_ruby([turn_char(c, direction) for c in chars])
    return [char_back(c, direction) for c in base], [char_back(c, direction) for c in ruby]


class _Drafts(NamedTuple):
    """The pages without their blocks, the parts that these are made of, and what all pages together tell of each."""

    pages: list[Page]
    parts: deque[Parts]
    sheets: Sheets
    notes: list[Note]


def _drafts(raw_pages: Sequence[RawPage], looks: Sequence[_Look], running: Sequence[Running], lean: bool) -> _Drafts:
    drafts = _Drafts([], deque(), Sheets([look.margin.sizes for look in looks]), [])
    before: Sequence[Table] = ()
    for raw, look, run in zip(raw_pages, looks, running, strict=True):
        for piece in look.pieces if lean else ():
            piece.take_up(raw.chars)
        parts = find_parts(raw, [piece for piece in look.pieces if id(piece) not in run.taken], before)
        drafts.sheets.add(raw, parts)
        drafts.pages.append(_page(raw, run, look, parts))
        drafts.notes.extend(raw.notes)
        if lean:
            parts.put_away(places_of(raw.chars))
        for piece in look.pieces if lean else ():
            piece.chars = []  # what is not in the parts is in tables and running matter, and these are done
        drafts.parts.append(parts)
        before = all_tables(parts)
    return drafts


def _arranged(raw_pages: Sequence[RawPage], drafts: _Drafts, lean: bool) -> Iterator[list[Entry]]:
    """The drafts and tables of each page in reading order; the parts that they are made of are used up."""
    for raw, page, sheet in zip(raw_pages, drafts.pages, drafts.sheets.known(), strict=True):
        parts = drafts.parts.popleft()
        if lean:
            parts.take_up(raw.chars)
        yield arrange(parts, raw, sheet, [f.text for f in page.furniture if f.kind == "ruby"])


def _page(raw: RawPage, running: Running, look: _Look, parts: Parts) -> Page:
    """A page that has no blocks yet."""
    furniture = [
        Furniture(kind, raw.page_no, Text.join(" ", _lines(piece.chars, piece.direction, raw.page_no)))
        for kind, piece in running.pieces
    ]
    furniture += look.ruby
    furniture += [Furniture("ruby", raw.page_no, text) for text in parts.ruby]
    furniture += look.watermark
    return Page(raw.page_no, raw.width, raw.height, [], furniture, raw.text_layer, running.label, raw.printed, raw.recognised)


def _lines(chars: Sequence[Char], direction: int, page_no: int) -> list[Text]:
    """The texts of lines of one direction."""
    if not direction:
        return [line.text for line in build_lines(chars, page_no)]
    return [text_back(line.text, direction) for line in lines_along([turn_char(c, direction) for c in chars], page_no)]


def _in_order(chars: Sequence[Char], page_no: int) -> Text:
    """Letters that run aslant, from left to right."""
    letters = sorted(chars, key=lambda c: (c.x0, c.top))
    return Text.join("", [Text(c.text, [Glyph(page_no, *c[1:5])] * len(c.text)) for c in letters])
