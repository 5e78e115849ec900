"""What stands in the columns of lines that keep to columns: marks of points, page numbers, running text, amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.pdf.lines import kanji
from parsers.pdf.marks import HARD_MARK
from parsers.pdf.tables_pieces import Piece
from schemas.text import fold

LEVEL = 0.5
"""Words that begin, end or have their middle so near to one another (ems) stand in one line downwards."""
EVEN = 0.75
"""So many of a column's words stand in one line downwards."""
FULL = 1.5
"""A line that ends so near (ems) to where its column ends may go on in the next."""
FILLED = 0.4
"""Of running text more than this share of the lines fill their column."""
STOPS = 0.15
"""So many lines of narrow columns of running text hold a comma or full stop."""
LONG = 30.0
"""A name before an amount is no longer than this (ems)."""
MARK = re.compile(r"[^\w\s]|[(]?\w{1,3}[).]|[(]?(?:\d{1,2}|[ア-ンa-zA-Z一二三四五六七八九十]{1,2})[).]?|第?\d{1,3}[条項号回]?")
"""What stands before a hanging line (NFKC)."""
PAGE = re.compile(r"(?:p|頁|ページ)?[. ]?(\d{1,3})(?:[~-].{0,6})?", re.IGNORECASE)
AMOUNT = re.compile(r"(?:約|計|各)?[-−△▲($¥€£]{0,2}(?:\d[\d,.]*[^\d\s、。ー―−-]{0,4}){1,3}(?:\(.{1,8}\))?|[-−―ー－]")
"""A number and its unit, or several (NFKC)."""

Rows = Sequence[list[Piece]]
Words = Sequence[Sequence[Piece]]
"""The pieces that each line has in a column."""


def is_mark(column: Words) -> bool:
    """Whether a column holds nothing but marks and numbers of points."""
    return all(MARK.fullmatch(fold(p.text)) for cell in column for p in cell)


def is_contents(cells: Sequence[Words]) -> bool:
    """Whether dots lead to the last column, or its numbers grow from line to line as those of pages do."""
    pieces = [p for cell in cells[-1] for p in cell]
    if 3 * sum(p.has_leader for column in cells[-2:] for cell in column for p in cell) > len(pieces):
        return True
    pages = [PAGE.fullmatch(fold(p.text)) for p in pieces]
    numbers = [int(page[1]) for page in pages if page]
    grow = numbers == sorted(numbers) and len(set(numbers)) > 1
    return grow and len(cells) < 4 and len(numbers) == len(pages) > 2


def is_spread(row: Sequence[Piece]) -> bool:
    """Whether letters of one word are set far apart."""
    single = [len(p.chars) == 1 and kanji(p.chars[0][0]) for p in row]
    return any(a and b for a, b in zip(single, single[1:], strict=False))


def is_even(column: Words, em: float) -> bool:
    """Whether the words of a column begin at one place, or end there, or have their middle there."""
    extents = [(cell[0].x0, cell[-1].x1) for cell in column if cell]
    for places in ([a for a, _ in extents], [b for _, b in extents], [(a + b) / 2 for a, b in extents]):
        usual = sorted(places)[len(places) // 2]
        if sum(abs(x - usual) <= LEVEL * em for x in places) >= EVEN * len(places):
            return True
    return False


def is_text(column: Words, em: float) -> bool:
    """Whether many lines of a column fill it, as running text does."""
    extents = [(cell[0].x0, cell[-1].x1) for cell in column if cell]
    edge = max(b for _, b in extents)
    width = edge - min(a for a, _ in extents)
    full = sum(edge - b < FULL * em and b - a > 0.6 * width for a, b in extents)
    if full <= FILLED * len(extents):
        return False
    stops = sum(any(c[0] in "、。，．" for p in cell for c in p.chars) for cell in column)
    return width > 8 * em or (width > 4 * em and stops > STOPS * len(extents))


def is_list(words: Sequence[Words], em: float) -> bool:
    """Two columns: amounts stand behind names."""
    values = [fold(p.text) for cell in words[1] for p in cell]
    names = [cell[-1].x1 - cell[0].x0 for cell in words[0] if cell]
    return 4 * sum(bool(AMOUNT.fullmatch(value)) for value in values) >= 3 * len(values) and max(names) < LONG * em


def are_points(rows: Rows) -> bool:
    """Whether most pieces of lines begin with a mark: points set beside one another, or boxes to tick."""
    pieces = [p for row in rows for p in row if len(p.chars) > 1]
    return 2 * sum(bool(HARD_MARK.match(fold(p.chars[0][0]))) for p in pieces) > len(pieces)
