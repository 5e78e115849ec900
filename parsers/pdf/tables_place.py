"""The part of a page that a table without vertical rules takes up, and the lines of text in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.pdf.tables_pieces import Piece
from parsers.pdf.tables_strokes import Stroke
from schemas.document import Char


class Place(NamedTuple):
    """A part of the page that is a table: its box and the horizontal rules in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    rules: list[Stroke]
    columns: list[Stroke]

    def holds(self, char: Char) -> bool:
        """Whether a character stands in the place."""
        x, y = (char[1] + char[3]) / 2, (char[2] + char[4]) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def lines_outside(rows: Sequence[list[Piece]], places: Sequence[Place]) -> list[list[Piece]]:
    """The lines that stand beside none of the places."""
    return [row for row in rows if not any(p.top <= (row[0].top + row[0].bottom) / 2 <= p.bottom for p in places)]


def lines_in(rows: Sequence[list[Piece]], place: Place) -> list[list[Piece]]:
    """The pieces of each line that stand in a place."""
    out = []
    for row in rows:
        middle = (row[0].top + row[0].bottom) / 2
        if place.top <= middle <= place.bottom:
            inside = [p for p in row if place.x0 <= (p.x0 + p.x1) / 2 <= place.x1]
            if inside:
                out.append(inside)
    return out


def place_of(rows: Sequence[Sequence[Piece]], rules: Sequence[Stroke], em: float) -> Place:
    """The place of lines, with the rules in it."""
    pieces = [p for row in rows for p in row]
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
    inside = [r for r in rules if top - em < r.at < bottom + em and x0 - em < r.start and r.end < x1 + em]
    return Place(x0 - 0.1, top - 0.1, x1 + 0.1, bottom + 0.1, inside, [])
