"""RawPages to a Document: running matter apart, tables and boxes found, columns in order, lines to blocks, blocks to the flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from parsers.pdf.arrange import arrange
from parsers.pdf.columns import Sheet, Strip, find_strips
from parsers.pdf.flow import build_blocks, build_flow
from parsers.pdf.furniture import Running, find_running, find_watermarks
from parsers.pdf.lines import build_lines, split_ruby
from parsers.pdf.parts import Parts, find_parts
from parsers.pdf.pieces import Piece, find_pieces, right_edge
from schemas.document import Block, Char, Document, Furniture, Page, RawPage
from schemas.text import Glyph, Text

Edges = tuple[float, float]
"""Left and right edge of a column of text."""


def read(raw_pages: Sequence[RawPage], document_id: str, file_name: str) -> Document:
    """The document that the pages show. `raw_pages` are all pages of one file, in order."""
    asides = _asides(raw_pages)
    pieces = [find_pieces(aside.base) for aside in asides]
    running = find_running(raw_pages, pieces)
    parts = [_parts(*page) for page in zip(raw_pages, pieces, running, strict=True)]
    sheets = _sheets(raw_pages, pieces, parts)
    blocks = build_blocks([arrange(part, raw, sheet) for raw, part, sheet in zip(raw_pages, parts, sheets, strict=True)])
    pages = [_page(*page) for page in zip(raw_pages, running, asides, blocks, strict=True)]
    return Document(document_id, file_name, pages, build_flow(pages), [note for raw in raw_pages for note in raw.notes])


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


def _parts(raw: RawPage, pieces: Sequence[Piece], running: Running) -> Parts:
    """Tables, frames and loose pieces of a page without its running matter."""
    outside = {id(piece) for _, piece in running.pieces}
    return find_parts(raw, [piece for piece in pieces if id(piece) not in outside])


def _sheets(raw_pages: Sequence[RawPage], pieces: Sequence[list[Piece]], parts: Sequence[Parts]) -> list[Sheet]:
    """What is known of each page; strips between columns and edges of text that pages of a size share hold for all of them."""
    out: list[Sheet] = []
    seen: dict[tuple[int, int], tuple[list[Strip], list[Edges]]] = {}
    for raw, every, part in zip(raw_pages, pieces, parts, strict=True):
        sheet = Sheet(raw.width, raw.height, _body_size(every))
        own = find_strips(part.items(), sheet)
        strips, edges = seen.setdefault((round(raw.width), round(raw.height)), ([], []))
        strips.extend(own)
        edges.extend(_text_edges(part.pieces, own, sheet.em))
        out.append(sheet)
    return [
        sheet._replace(known=_shared(strips, sheet.em), edges=_commonest(edges))
        for sheet in out
        for strips, edges in [seen[round(sheet.width), round(sheet.height)]]
    ]


def _commonest(edges: Sequence[Edges]) -> tuple[Edges, ...]:
    """The edges, those that most columns have first."""
    counts = Counter((round(x0 / 4), round(x1 / 4)) for x0, x1 in edges)
    return tuple(sorted(edges, key=lambda e: -counts[round(e[0] / 4), round(e[1] / 4)]))


def _shared(strips: Sequence[Strip], em_size: float) -> tuple[Strip, ...]:
    """One strip for each place where two pages or more have one."""
    places: dict[int, list[Strip]] = {}
    for strip in strips:
        places.setdefault(round(strip.right / em_size), []).append(strip)
    return tuple(found[0] for found in places.values() if len(found) > 1)


def _text_edges(pieces: Sequence[Piece], strips: Sequence[Strip], em_size: float) -> list[Edges]:
    """The left and right edges of the page's columns, where several lines reach both."""
    cuts = sorted((s.left, s.right) for s in strips)
    lefts = [0.0, *(right for _, right in cuts)]
    rights = [*(left for left, _ in cuts), 1e9]
    out = []
    for low, high in zip(lefts, rights, strict=True):
        inside = [p for p in pieces if p.x0 > low - 1 and p.x1 < high + em_size]
        if not inside:
            continue
        x0 = min(p.x0 for p in inside)
        x1, n = right_edge(inside, em_size)
        if n >= 3 and sum(p.x0 - x0 < em_size for p in inside) >= 3:
            out.append((round(x0, 1), round(x1, 1)))
    return out


def _body_size(pieces: Sequence[Piece]) -> float:
    """The em of most of the text."""
    sizes = [p.size for p in pieces for _ in p.chars]
    return median(sizes) if sizes else 10.0


def _page(raw: RawPage, running: Running, aside: _Aside, blocks: list[Block]) -> Page:
    furniture = [Furniture(kind, raw.page_no, _words(piece.chars, raw.page_no)) for kind, piece in running.pieces]
    furniture += [Furniture("ruby", raw.page_no, line.text) for line in build_lines(aside.ruby, raw.page_no)]
    if aside.watermark:
        furniture.append(Furniture("watermark", raw.page_no, _in_order(aside.watermark, raw.page_no)))
    return Page(raw.page_no, raw.width, raw.height, blocks, furniture, raw.text_layer, running.label)


def _words(chars: Sequence[Char], page_no: int) -> Text:
    return Text.join(" ", [line.text for line in build_lines(chars, page_no)])


def _in_order(chars: Sequence[Char], page_no: int) -> Text:
    """Letters that run aslant, from left to right."""
    letters = sorted(chars, key=lambda c: (c.x0, c.top))
    return Text.join("", [Text(c.text, [Glyph(page_no, *c[1:5])] * len(c.text)) for c in letters])
