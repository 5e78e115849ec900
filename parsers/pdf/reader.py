"""RawPages to a Document: running matter apart, tables and boxes found, columns in order, lines to blocks, blocks to the flow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.pdf.arrange import arrange
from parsers.pdf.flow import build_blocks, build_flow
from parsers.pdf.furniture import Running, find_running
from parsers.pdf.lines import build_lines, split_ruby
from parsers.pdf.parts import Parts, all_tables, find_parts
from parsers.pdf.pieces import Piece, find_pieces
from parsers.pdf.sheets import know_sheets
from parsers.pdf.tables_caption import attach_captions
from parsers.pdf.watermarks import find_watermarks
from schemas.document import Block, Char, Document, Furniture, Page, RawPage
from schemas.text import Glyph, Text


def read(raw_pages: Sequence[RawPage], document_id: str, file_name: str) -> Document:
    """The document that the pages show. `raw_pages` are all pages of one file, in order."""
    asides = _asides(raw_pages)
    pieces = [find_pieces(aside.base) for aside in asides]
    running = find_running(raw_pages, pieces)
    parts = _parts(raw_pages, pieces, running)
    sheets = know_sheets(raw_pages, pieces, parts)
    blocks = build_blocks([arrange(part, raw, sheet) for raw, part, sheet in zip(raw_pages, parts, sheets, strict=True)])
    pages = [_page(*page) for page in zip(raw_pages, running, asides, parts, blocks, strict=True)]
    flow = build_flow(pages)
    attach_captions(flow)
    return Document(document_id, file_name, pages, flow, [note for raw in raw_pages for note in raw.notes])


class _Aside(NamedTuple):
    """A page's characters: text, ruby on it, watermark under it."""

    base: list[Char]
    ruby: list[Char]
    watermark: list[Char]


def _asides(raw_pages: Sequence[RawPage]) -> list[_Aside]:
    out = []
    for raw, watermark in zip(raw_pages, find_watermarks(raw_pages), strict=True):
        under = {id(c) for c in watermark}
        base, ruby = split_ruby([c for c in raw.chars if id(c) not in under] if under else raw.chars)
        out.append(_Aside(base, ruby, watermark))
    return out


def _parts(raw_pages: Sequence[RawPage], pieces: Sequence[list[Piece]], running: Sequence[Running]) -> list[Parts]:
    """Tables, frames and loose pieces of each page without its running matter."""
    out: list[Parts] = []
    for raw, row, run in zip(raw_pages, pieces, running, strict=True):
        outside = {id(piece) for _, piece in run.pieces}
        inside = [piece for piece in row if id(piece) not in outside]
        out.append(find_parts(raw, inside, all_tables(out[-1]) if out else ()))
    return out


def _page(raw: RawPage, running: Running, aside: _Aside, parts: Parts, blocks: list[Block]) -> Page:
    furniture = [Furniture(kind, raw.page_no, _words(piece.chars, raw.page_no)) for kind, piece in running.pieces]
    furniture += [Furniture("ruby", raw.page_no, line.text) for line in build_lines(aside.ruby, raw.page_no)]
    furniture += [Furniture("ruby", raw.page_no, text) for text in parts.ruby]
    if aside.watermark:
        furniture.append(Furniture("watermark", raw.page_no, _in_order(aside.watermark, raw.page_no)))
    return Page(raw.page_no, raw.width, raw.height, blocks, furniture, raw.text_layer, running.label)


def _words(chars: Sequence[Char], page_no: int) -> Text:
    return Text.join(" ", [line.text for line in build_lines(chars, page_no)])


def _in_order(chars: Sequence[Char], page_no: int) -> Text:
    """Letters that run aslant, from left to right."""
    letters = sorted(chars, key=lambda c: (c.x0, c.top))
    return Text.join("", [Text(c.text, [Glyph(page_no, *c[1:5])] * len(c.text)) for c in letters])
