"""RawPages to a Document: running matter apart, tables and boxes found, columns in order, lines to blocks, blocks to the flow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.pdf.arrange import arrange
from parsers.pdf.directions import by_direction
from parsers.pdf.flow import build_blocks, build_flow
from parsers.pdf.furniture import Running, find_running
from parsers.pdf.lines import build_lines, lines_along, split_ruby
from parsers.pdf.parts import Parts, all_tables, find_parts
from parsers.pdf.pieces import Piece, pieces_of
from parsers.pdf.sheets import know_sheets
from parsers.pdf.tables_caption import attach_captions
from parsers.pdf.turning import char_back, text_back, turn_char
from parsers.pdf.watermarks import find_watermarks
from schemas.document import Block, Char, Document, Furniture, Page, RawPage
from schemas.text import Glyph, Text


def read(raw_pages: Sequence[RawPage], document_id: str, file_name: str) -> Document:
    """The document that the pages show. `raw_pages` are all pages of one file, in order."""
    asides = _asides(raw_pages)
    pieces = [pieces_of(aside.base) for aside in asides]
    running = find_running(raw_pages, pieces)
    parts = _parts(raw_pages, pieces, running)
    sheets = know_sheets(raw_pages, pieces, parts)
    blocks = build_blocks([arrange(part, raw, sheet) for raw, part, sheet in zip(raw_pages, parts, sheets, strict=True)])
    pages = [_page(*page) for page in zip(raw_pages, running, asides, parts, blocks, strict=True)]
    flow = build_flow(pages)
    attach_captions(flow)
    return Document(document_id, file_name, pages, flow, [note for raw in raw_pages for note in raw.notes])


class _Aside(NamedTuple):
    """A page's characters: text, ruby on it (both by the direction of their lines), watermark under it."""

    base: dict[int, list[Char]]
    ruby: dict[int, list[Char]]
    watermark: list[Char]


def _asides(raw_pages: Sequence[RawPage]) -> list[_Aside]:
    out = []
    for raw, watermark in zip(raw_pages, find_watermarks(raw_pages), strict=True):
        under = {id(c) for c in watermark}
        aside = _Aside({}, {}, watermark)
        for direction, chars in by_direction([c for c in raw.chars if id(c) not in under] if under else raw.chars).items():
            base, ruby = _split_ruby(chars, direction)
            aside.base[direction] = base
            if ruby:
                aside.ruby[direction] = ruby
        out.append(aside)
    return out


def _split_ruby(chars: list[Char], direction: int) -> tuple[list[Char], list[Char]]:
    """(base, ruby) of lines of one direction; ruby stands above the words, or right of them where they run downwards."""
    if not direction:
        return split_ruby(chars)
    base, ruby = split_ruby([turn_char(c, direction) for c in chars])
    return [char_back(c, direction) for c in base], [char_back(c, direction) for c in ruby]


def _parts(raw_pages: Sequence[RawPage], pieces: Sequence[list[Piece]], running: Sequence[Running]) -> list[Parts]:
    """Tables, frames and loose pieces of each page without its running matter."""
    out: list[Parts] = []
    for raw, row, run in zip(raw_pages, pieces, running, strict=True):
        outside = {id(piece) for _, piece in run.pieces}
        inside = [piece for piece in row if id(piece) not in outside]
        out.append(find_parts(raw, inside, all_tables(out[-1]) if out else ()))
    return out


def _page(raw: RawPage, running: Running, aside: _Aside, parts: Parts, blocks: list[Block]) -> Page:
    furniture = [
        Furniture(kind, raw.page_no, Text.join(" ", _lines(piece.chars, piece.direction, raw.page_no)))
        for kind, piece in running.pieces
    ]
    furniture += [Furniture("ruby", raw.page_no, t) for way, ruby in aside.ruby.items() for t in _lines(ruby, way, raw.page_no)]
    furniture += [Furniture("ruby", raw.page_no, text) for text in parts.ruby]
    if aside.watermark:
        furniture.append(Furniture("watermark", raw.page_no, _in_order(aside.watermark, raw.page_no)))
    return Page(raw.page_no, raw.width, raw.height, blocks, furniture, raw.text_layer, running.label)


def _lines(chars: Sequence[Char], direction: int, page_no: int) -> list[Text]:
    """The texts of lines of one direction."""
    if not direction:
        return [line.text for line in build_lines(chars, page_no)]
    return [text_back(line.text, direction) for line in lines_along([turn_char(c, direction) for c in chars], page_no)]


def _in_order(chars: Sequence[Char], page_no: int) -> Text:
    """Letters that run aslant, from left to right."""
    letters = sorted(chars, key=lambda c: (c.x0, c.top))
    return Text.join("", [Text(c.text, [Glyph(page_no, *c[1:5])] * len(c.text)) for c in letters])
