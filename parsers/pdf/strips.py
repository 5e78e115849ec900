"""Narrow strips between columns: white gaps that end at one place in most of the rows that reach over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

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


def narrow_strips(rows: Sequence[Sequence[Char]], few: int = FEW) -> list[float]:
    """The left edges of columns, but for the leftmost, that rows of characters (each from left to right) show, `few` at least. Half of
    them show it by white that no blank stands for: blanks part words."""
    ends: Counter[int] = Counter()
    white: Counter[int] = Counter()
    lows: list[float] = []
    highs: list[float] = []
    for low, high, breaks in (run for row in rows for run in _runs(row)):
        if low < high:
            lows.append(low)
            highs.append(high)
            ends.update(round(x) for x, _ in breaks if low <= x <= high)
            white.update(round(x) for x, clear in breaks if clear and low <= x <= high)
    lows.sort()
    highs.sort()
    out: list[float] = []
    for x, n in sorted(ends.items()):
        near = n + ends[x - 1] + ends[x + 1]
        if near < few or n < max(ends[x - 1], ends[x + 1]) or (out and x - out[-1] <= 2):
            continue
        if 2 * (white[x - 1] + white[x] + white[x + 1]) < near:
            continue
        if near >= SHARE * (bisect_right(lows, x) - bisect_left(highs, x)):
            out.append(float(x))
    return out


def _runs(row: Sequence[Char]) -> Iterator[tuple[float, float, list[tuple[float, bool]]]]:
    """A row cut where the white is wider than any narrow strip: from where to where a strip may cut a run, and where its characters
    begin after white or a mark (and whether that white stands without a blank)."""
    first = last = None
    breaks: list[tuple[float, bool]] = []
    blank = False
    end = 0.0
    for char in row:
        text, x0, _, x1, _, size, _, _ = char
        if text.isspace():
            blank = True
            continue
        if first is None or last is None or x0 - end >= WIDE * size:
            if first is not None and last is not None:
                yield first.x0 + ASIDE * first.size, last.x1 - ASIDE * last.size, breaks
            first, breaks = char, []
        elif (x0 - end > WHITE * size or last[0] in CLOSERS) and parts(last, char):
            breaks.append((x0, _is_white(last, char) and not blank))
        last, end, blank = char, x1, False
    if first is not None and last is not None:
        yield first.x0 + ASIDE * first.size, last.x1 - ASIDE * last.size, breaks


def parts(before: Char, after: Char) -> bool:
    """Whether a column may end between two characters of a row: white stands between them, or a mark that may not begin a line."""
    return _is_white(before, after) or (before[0] in CLOSERS and after[1] - before[3] > -1.2 * (after[5] or 1.0))


def _is_white(before: Char, after: Char) -> bool:
    return after[1] - before[3] > WHITE * (after[5] or 1.0)


__all__ = ["NARROW", "narrow_strips", "parts"]
