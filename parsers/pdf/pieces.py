"""Pieces: runs of characters that stand side by side on one baseline without a wide gap.

They are what columns and running matter are recognised from, before anything is known about order.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from parsers.pdf.lines import char_rows
from schemas.document import Char

GAP = 0.9
"""A gap wider than this many ems ends a piece."""


class Piece:
    """A run of characters with its box; `size` is the median size of its characters, `chars` are in order of x."""

    __slots__ = ("bottom", "chars", "size", "top", "x0", "x1")

    def __init__(self, chars: list[Char]) -> None:
        visible = [c for c in chars if not c.text.isspace()]
        self.chars = chars
        self.x0, self.x1 = min(c.x0 for c in visible), max(c.x1 for c in visible)
        self.top, self.bottom = min(c.top for c in visible), max(c.bottom for c in visible)
        self.size = median(em(c) for c in visible)

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.chars)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def __repr__(self) -> str:
        return f"Piece({self.x0:.0f},{self.top:.0f} {self.text[:30]!r})"


def em(char: Char) -> float:
    """The size of a character; where the reader does not know it, the height of its box."""
    return char.size or (char.bottom - char.top) or 1.0


def find_pieces(chars: Sequence[Char]) -> list[Piece]:
    """All characters of a page in pieces, from top to bottom and left to right. White space alone makes no piece."""
    out = [piece for row in char_rows(chars) for piece in _split(row)]
    out.sort(key=lambda p: (p.top, p.x0))
    return out


def _split(row: list[Char]) -> list[Piece]:
    """A row cut at its wide gaps; white space goes with the characters before it."""
    groups: list[list[Char]] = []
    edge = size = 0.0
    for char in row:
        if char.text.isspace():
            if groups:
                groups[-1].append(char)
            continue
        if not groups or char.x0 - edge > GAP * max(size, em(char)):
            groups.append([])
            edge = char.x1
        groups[-1].append(char)
        edge, size = max(edge, char.x1), em(char)
    return [Piece(group) for group in groups]
