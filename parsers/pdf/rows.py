"""Printed lines of a column as they are seen when blocks are made of them."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from parsers.pdf.marks import CLOSERS, OPENERS
from schemas.text import Glyph, Text

SMALL = 0.75
"""Raised marks are at most so large beside the letters of their line."""


class Row(NamedTuple):
    """A printed line with what is seen of it: its box, the size and weight of its letters, and where the word under ruby ends that it
    begins with (minus infinity where it begins with none)."""

    text: Text
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    vertical: bool = False
    word: float = -inf

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Column(NamedTuple):
    """The edges between which rows are set, in points."""

    x0: float
    x1: float


def first_word(row: Row) -> float:
    """The width of what can't be parted from the first character: a Latin word or number, opening brackets, closing marks, and the small
    raised marks that refer to a note."""
    text, glyphs = row.text.s, row.text.glyphs
    start = len(text) - len(text.lstrip())
    end = start
    while end < len(text) and text[end] in OPENERS:
        end += 1
    if end < len(text) and text[end].isascii() and text[end].isalnum():
        while end < len(text) and text[end].isascii() and not text[end].isspace():
            end += 1
    else:
        end += 1
    while end < len(text) and (text[end] in CLOSERS or _is_small(glyphs[end], glyphs[start])):
        end += 1
    boxes = [g for g in glyphs[start:end] if g]
    return max(boxes[-1].x1, row.word) - boxes[0].x0 if boxes else row.size


def _is_small(glyph: Glyph | None, first: Glyph | None) -> bool:
    return glyph is not None and first is not None and glyph.bottom - glyph.top < SMALL * (first.bottom - first.top)
