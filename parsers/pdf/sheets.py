"""What the pages of a document tell of one another: size of letters, strips between columns, edges of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from parsers.pdf.columns import find_strips
from parsers.pdf.items import Sheet, Strip
from parsers.pdf.parts import Parts
from parsers.pdf.pieces import Piece, middle_size, right_edge
from schemas.document import RawPage

TALL = 0.6
"""A strip over this share of a page's height parts columns beyond doubt."""

Edges = tuple[float, float]
"""Left and right edge of a column of text."""


class Sheets:
    """What is known of the pages, gathered page by page in their order. Strips between columns and edges of text that pages of a
    size share hold for all of them."""

    def __init__(self, sizes: Sequence[Counter[float]]) -> None:
        """`sizes` count the characters of each page by the size of their piece."""
        every: Counter[float] = Counter()
        for one in sizes:
            every.update(one)
        self._ems, self._body = [middle_size(one) for one in sizes], middle_size(every)
        self._sheets: list[tuple[Sheet, int]] = []
        self._seen: dict[tuple[int, int, int], tuple[list[Strip], list[Edges]]] = {}

    def add(self, raw: RawPage, parts: Parts) -> None:
        """The next page."""
        em = self._ems[len(self._sheets)]
        sheet = turned(Sheet(raw.width, raw.height, em, max(em, self._body)), parts.direction)
        own = find_strips(parts.items(), sheet)
        strips, edges = self._seen.setdefault((round(sheet.width), round(sheet.height), parts.direction), ([], []))
        strips.extend(own)
        edges.extend(_text_edges(parts.pieces, own, sheet.em))
        self._sheets.append((sheet, parts.direction))

    def known(self) -> list[Sheet]:
        """What is known of each page, when all have been added."""
        return [
            sheet._replace(known=_shared(strips, sheet, len(self._sheets)), edges=_commonest(edges))
            for sheet, way in self._sheets
            for strips, edges in [self._seen[round(sheet.width), round(sheet.height), way]]
        ]


def turned(sheet: Sheet, direction: int) -> Sheet:
    """A sheet as lines of that direction see it; what sister pages tell does not hold for it."""
    width, height = (sheet.height, sheet.width) if direction in (90, 270) else (sheet.width, sheet.height)
    return Sheet(width, height, sheet.em, sheet.body)


def _commonest(edges: Sequence[Edges]) -> tuple[Edges, ...]:
    """The edges, those that most columns have first."""
    counts = Counter((round(x0 / 4), round(x1 / 4)) for x0, x1 in edges)
    return tuple(sorted(edges, key=lambda e: -counts[round(e[0] / 4), round(e[1] / 4)]))


def _shared(strips: Sequence[Strip], sheet: Sheet, n_pages: int) -> tuple[Strip, ...]:
    """One strip for each place where two pages or more have one; where there are but two pages, a tall one on either holds for both."""
    places: dict[int, list[Strip]] = {}
    for strip in strips:
        places.setdefault(round(strip.right / sheet.em), []).append(strip)
    few = n_pages <= 2
    return tuple(
        found[0]
        for found in places.values()
        if len(found) > 1 or (few and found[0].bottom - found[0].top > TALL * sheet.height)
    )


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
