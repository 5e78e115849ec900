"""Narrow strips between columns: white gaps that end at one place in most of the rows that reach over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from parsers.pdf.marks import CLOSERS
from schemas.document import Char

WHITE = 0.3
"""A gap of so many ems may be (a part of) a strip."""
NARROW = 1.2
"""The first characters of a column stand at one place to within so many points."""
FEW, SHARE = 5, 0.5
"""So many rows, and this share of those that reach over the place, begin again there."""
WIDE = 2.0
"""A gap of so many ems parts two texts anyway."""
ASIDE = 7
"""So many ems stand at either side of a strip."""


def narrow_strips(rows: Sequence[Sequence[Char]]) -> list[float]:
    """The left edges of columns, but for the leftmost, that rows of characters (each from left to right) show. Half of them show it by
    white that no blank stands for: blanks part words."""
    ends: Counter[int] = Counter()
    white: Counter[int] = Counter()
    led = {id(b) for row in rows for a, b in pairwise(row) if a.text.isspace()}
    lows: list[float] = []
    highs: list[float] = []
    for run in (run for row in rows for run in _runs(row)):
        low, high = run[0].x0 + ASIDE * run[0].size, run[-1].x1 - ASIDE * run[-1].size
        if low < high:
            lows.append(low)
            highs.append(high)
            pairs = [(a, b) for a, b in pairwise(run) if low <= b.x0 <= high and parts(a, b)]
            ends.update(round(b.x0) for _, b in pairs)
            white.update(round(b.x0) for a, b in pairs if _is_white(a, b) and id(b) not in led)
    lows.sort()
    highs.sort()
    out: list[float] = []
    for x, n in sorted(ends.items()):
        near = n + ends[x - 1] + ends[x + 1]
        if near < FEW or n < max(ends[x - 1], ends[x + 1]) or (out and x - out[-1] <= 2):
            continue
        if 2 * (white[x - 1] + white[x] + white[x + 1]) < near:
            continue
        if near >= SHARE * (bisect_right(lows, x) - bisect_left(highs, x)):
            out.append(float(x))
    return out


def _runs(row: Sequence[Char]) -> list[list[Char]]:
    """The visible characters of a row, cut where the white is wider than any narrow strip."""
    out: list[list[Char]] = []
    for char in row:
        if char.text.isspace():
            continue
        if out and char.x0 - out[-1][-1].x1 < WIDE * char.size:
            out[-1].append(char)
        else:
            out.append([char])
    return out


def parts(before: Char, after: Char) -> bool:
    """Whether a column may end between two characters of a row: white stands between them, or a mark that may not begin a line."""
    return _is_white(before, after) or (before.text in CLOSERS and after.x0 - before.x1 > -1.2 * (after.size or 1.0))


def _is_white(before: Char, after: Char) -> bool:
    return after.x0 - before.x1 > WHITE * (after.size or 1.0)


__all__ = ["NARROW", "narrow_strips", "parts"]
