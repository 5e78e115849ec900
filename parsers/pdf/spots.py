"""Places at the edges of a page, where running matter stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.pdf.pieces import Piece
from schemas.document import RawPage
from schemas.text import fold

UNIT = re.compile(r"^\s*[(\[]?\s*単位")
EDGE, WORDS_EDGE, SIDE = 0.12, 0.085, 0.09
"""Page numbers and words of headers and footers stand within these shares of the page's height from its edge, what stands at the
sides within a share of its width."""


@dataclass
class Spot:
    """A piece that could be running matter: its page, the piece, the number it shows, whether nothing stands beside it, the words by
    which it is known, whether nothing stands between it and the edge."""

    page: RawPage
    piece: Piece
    number: int | None = None
    alone: bool = True
    words: str = ""
    outermost: bool = False

    @property
    def edge(self) -> str:
        """The edge of the page it stands at: `top`, `bottom`, `left`, `right`, or nothing."""
        page, piece = self.page, self.piece
        if piece.bottom <= EDGE * page.height:
            return "top"
        if piece.top >= (1 - EDGE) * page.height:
            return "bottom"
        return side(page, piece)

    @property
    def depth(self) -> float:
        """Distance from the edge (from the top where it stands at none)."""
        page, piece = self.page, self.piece
        x = (piece.x0 + piece.x1) / 2
        return {"bottom": page.height - piece.middle, "left": x, "right": page.width - x}.get(self.edge, piece.middle)

    @property
    def anchors(self) -> tuple[float, float, float]:
        """Low side, middle and high side along the edge."""
        piece = self.piece
        low, high = (piece.top, piece.bottom) if self.edge in ("left", "right") else (piece.x0, piece.x1)
        return low, (low + high) / 2, high

    @property
    def across(self) -> tuple[float, float, float]:
        """The same from the middle of the edge."""
        half = (self.page.height if self.edge in ("left", "right") else self.page.width) / 2
        low, middle, high = self.anchors
        return low - half, middle - half, high - half


def is_apart(page: RawPage, pieces: Sequence[Piece], band: Sequence[Piece]) -> bool:
    """White space of two ems parts the strip from the text, and no rule crosses it."""
    gap = 2 * max(p.size for p in band)
    x0, x1 = min(p.x0 for p in band), max(p.x1 for p in band)
    top, bottom = min(p.top for p in band), max(p.bottom for p in band)
    if any(r.x0 < x1 and r.x1 > x0 and r.top < bottom and r.bottom > top for r in page.rules):
        return False
    return all(p in band or p.x0 > x1 + gap or p.x1 < x0 - gap or is_high_or_low(page, p) for p in pieces)


def side(page: RawPage, piece: Piece) -> str:
    """`left` or `right` where the piece stands at that edge of the page, else nothing."""
    return "left" if piece.x1 <= SIDE * page.width else "right" if piece.x0 >= (1 - SIDE) * page.width else ""


def is_high_or_low(page: RawPage, piece: Piece) -> bool:
    """Whether the piece stands at the upper or lower edge of the page."""
    return piece.bottom <= EDGE * page.height or piece.top >= (1 - EDGE) * page.height


def is_boxed(spot: Spot) -> bool:
    """A cell or box: a rule stands between it and the edge of the page. A unit of a table belongs to the table."""
    piece = spot.piece
    if UNIT.match(fold(piece.text)):
        return True
    over = [r for r in spot.page.rules if r.horizontal and r.x0 < piece.x1 and r.x1 > piece.x0]
    if spot.edge == "top":
        return any(r.bottom < piece.middle for r in over)
    return any(r.top > piece.middle for r in over)


def in_margin(spot: Spot, pieces: Sequence[Piece], share: float = WORDS_EDGE, least: float = 0.8) -> bool:
    """No more than two rows of small print stand between it and the edge (it is within that `share` of the page's height), and white
    space (at least so many ems) parts it from the text."""
    piece = spot.piece
    if min(piece.bottom, spot.page.height - piece.top) > share * spot.page.height:
        return False
    if spot.edge == "top":
        outside = [p for p in pieces if p.bottom < piece.top]
        inside = min((p.top for p in pieces if p.top > piece.bottom), default=1e9)
        gap = inside - piece.bottom
    else:
        outside = [p for p in pieces if p.top > piece.bottom]
        inside = max((p.bottom for p in pieces if p.bottom < piece.top), default=-1e9)
        gap = piece.top - inside
    return len({round(p.middle / 4) for p in outside}) <= 2 and gap > least * piece.size
