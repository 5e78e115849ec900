"""What the pages of a document tell of one another: size of letters, strips between columns, edges of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from parsers.pdf.columns import find_strips
from parsers.pdf.items import Sheet, Strip
from parsers.pdf.parts import Parts
from parsers.pdf.pieces import Piece, right_edge
from schemas.document import RawPage

Edges = tuple[float, float]
"""Left and right edge of a column of text."""


def know_sheets(raw_pages: Sequence[RawPage], pieces: Sequence[list[Piece]], parts: Sequence[Parts]) -> list[Sheet]:
    """What is known of each page; strips between columns and edges of text that pages of a size share hold for all of them."""
    out: list[Sheet] = []
    body = _body_size([piece for row in pieces for piece in row])
    seen: dict[tuple[int, int, int], tuple[list[Strip], list[Edges]]] = {}
    ways: list[int] = []
    for raw, every, part in zip(raw_pages, pieces, parts, strict=True):
        em = _body_size(every)
        sheet = turned(Sheet(raw.width, raw.height, em, max(em, body)), part.direction)
        own = find_strips(part.items(), sheet)
        strips, edges = seen.setdefault((round(sheet.width), round(sheet.height), part.direction), ([], []))
        strips.extend(own)
        edges.extend(_text_edges(part.pieces, own, sheet.em))
        out.append(sheet)
        ways.append(part.direction)
    return [
        sheet._replace(known=_shared(strips, sheet.em), edges=_commonest(edges))
        for sheet, way in zip(out, ways, strict=True)
        for strips, edges in [seen[round(sheet.width), round(sheet.height), way]]
    ]


def turned(sheet: Sheet, direction: int) -> Sheet:
    """A sheet as lines of that direction see it; what sister pages tell does not hold for it."""
    width, height = (sheet.height, sheet.width) if direction in (90, 270) else (sheet.width, sheet.height)
    return Sheet(width, height, sheet.em, sheet.body)


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
