"""Reading order on a page: half sheets, columns, boxes beside one another.

A page is cut like a reader's eye does it: where several lines stand left and right of an empty strip, and the left ones are
filled up to it, there are columns; what reaches across the strip stands before or after them. What is left is read in rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from parsers.pdf.diagrams import as_drawn
from parsers.pdf.items import Item, Leaf, Sheet, Strip

GUTTER = 0.4
"""The narrowest strip between columns, in ems."""
INDENTED = 3.5
"""Lines of one column may all be indented so much (ems)."""
BOX = 8.0
"""A box that text runs beside is taller than this (ems)."""
TAIL = 4
"""So many lines at the head of the last column need not fill it."""
MANY = 700
"""A page of more pieces than this is a drawing or a sheet of figures: it is read in rows."""


def reading_order(items: Sequence[Item], sheet: Sheet) -> list[Leaf]:
    """The page's items in reading order, column by column."""
    if not items:
        return []
    return _cut(sorted(items, key=lambda i: (i.top, i.x0)), sheet, _left(items), _right(items), 0, 0)


def find_strips(items: Sequence[Item], sheet: Sheet) -> list[Strip]:
    """The strips between columns that a page shows by itself."""
    cut = _best(items, sheet) if 1 < len(items) <= MANY else None
    if cut is None:
        return []
    parts = (cut.above, cut.left, cut.right, cut.below)
    return [cut.strip, *(s for part in parts if len(part) < len(items) for s in find_strips(part, sheet))]


def _cut(items: list[Item], sheet: Sheet, x0: float, x1: float, column: int, depth: int) -> list[Leaf]:
    cut = _best(items, sheet) if depth < 6 and 1 < len(items) <= MANY else None
    if (cut is None or not _is_half(cut, sheet)) and (drawn := as_drawn(items, sheet.em)):
        return [Leaf(tuple(group), x0, x1, column) for group in drawn]
    if cut is None:
        return [Leaf(tuple(_in_rows(items)), x0, x1, column)]
    out = _cut(cut.above, sheet, x0, x1, column, depth + 1) if cut.above else []
    out += _cut(cut.left, sheet, x0, cut.strip.left, column, depth + 1)
    out += _cut(cut.right, sheet, cut.strip.right, x1, out[-1].column + 1, depth + 1)
    out += _cut(cut.below, sheet, x0, x1, column, depth + 1) if cut.below else []
    return out


class _Cut(NamedTuple):
    """A strip and what stands above, left of, right of and below it."""

    strip: Strip
    above: list[Item]
    left: list[Item]
    right: list[Item]
    below: list[Item]


def _cut_at(items: Sequence[Item], strip: Strip) -> _Cut:
    cut = _Cut(strip, [], [], [], [])
    centre = strip.left + strip.right
    top, bottom = 2 * strip.top, 2 * strip.bottom
    for item in items:
        middle = item.top + item.bottom
        if middle < top:
            cut.above.append(item)
        elif middle > bottom:
            cut.below.append(item)
        elif item.x0 + item.x1 < centre:
            cut.left.append(item)
        else:
            cut.right.append(item)
    return cut


def _best(items: Sequence[Item], sheet: Sheet) -> _Cut | None:
    """The strip that separates most: half sheets first, then the tallest strip between columns of text."""
    cuts = [_cut_at(items, strip) for edge in _edges(items, sheet.em) for strip in _strips(items, edge, sheet.em)]
    halves = [c for c in cuts if _is_half(c, sheet)]
    if halves:
        return max(halves, key=lambda c: c.strip.right - c.strip.left)
    columns = [c for c in cuts if _is_known(c.strip, sheet) or _is_columns(c, sheet)]
    return max(
        columns, key=lambda c: (round((c.strip.bottom - c.strip.top) / sheet.em), c.strip.right - c.strip.left), default=None
    )


def _edges(items: Sequence[Item], em: float) -> list[float]:
    """Where items begin: the possible left edges of columns, but for the leftmost."""
    starts = sorted(i.x0 for i in items)
    first = starts[0] + 2 * em
    out: list[float] = []
    for x in starts:
        if x > first and (not out or x - out[-1] > 0.5 * em):
            out.append(x)
    return out


def _strips(items: Sequence[Item], edge: float, em: float) -> list[Strip]:
    """The strips that end at `edge`: over the parts of the page where nothing reaches across them."""
    right, left = edge - 0.05 * em, edge - GUTTER * em
    walls = sorted((i.top, i.bottom) for i in items if i.x0 < right and i.x1 > left)
    out: list[Strip] = []
    at = min(i.top for i in items) - 1
    for top, bottom in [*walls, (max(i.bottom for i in items) + 1, 0.0)]:
        if top - at > 2 * em:
            strip = _fit(items, Strip(left, edge, at, top))
            if strip:
                out.append(strip)
        at = max(at, bottom)
    return out


def _fit(items: Sequence[Item], strip: Strip) -> Strip | None:
    """The strip drawn tight to its neighbours; None where one side is empty."""
    inside = [i for i in items if strip.top <= (i.top + i.bottom) / 2 <= strip.bottom]
    left = [i for i in inside if i.x1 <= strip.right]
    right = [i for i in inside if i.x0 >= strip.left]
    if not left or not right:
        return None
    return Strip(max(i.x1 for i in left), min(i.x0 for i in right), strip.top, strip.bottom)


def _is_half(cut: _Cut, sheet: Sheet) -> bool:
    """Two half sheets: a strip in the middle of a landscape page that everything respects, with matter of weight at both sides."""
    if sheet.width < 1.2 * sheet.height or not cut.strip.left <= sheet.width / 2 <= cut.strip.right or cut.above or cut.below:
        return False
    return min(_weight(cut.left, sheet), _weight(cut.right, sheet)) >= 3 and not _is_grid(cut.left, cut.right, sheet.em)


def _weight(items: Sequence[Item], sheet: Sheet) -> float:
    """Lines of some length count one, tables and frames three."""
    return sum(3.0 if i.solid else 1.0 for i in items if i.x1 - i.x0 > 0.12 * sheet.width)


def _is_grid(left: Sequence[Item], right: Sequence[Item], em: float) -> bool:
    """Boxes that stand beside one another in rows (a picture story, a chart) are no columns."""
    boxes = [i for i in left if i.solid]
    paired = sum(any(r.solid and abs(r.top - b.top) < em and abs(r.bottom - b.bottom) < em for r in right) for b in boxes)
    return bool(boxes) and paired >= 2 and 2 * paired >= len(boxes)


def _is_known(strip: Strip, sheet: Sheet) -> bool:
    """A strip where other pages of the same size have one; the few lines that a last page has right of it may be indented."""
    return any(
        strip.left <= k.left + sheet.em and k.right - sheet.em <= strip.right < k.right + INDENTED * sheet.em
        for k in sheet.known
    )


def _is_columns(cut: _Cut, sheet: Sheet) -> bool:
    """Running text at both sides, that of the left side filled up to the strip."""
    strip, left, right = cut.strip, cut.left, cut.right
    if not left or not right:
        return False
    plain = not any(i.solid for i in (*left, *right))
    if plain and len(right) <= TAIL and _is_tail(left, right, strip, sheet.em):
        return True
    if plain and min(len(left), len(right)) < 3:
        return False
    edge = _right(right)
    wide_left, wide_right = strip.left - _left(left), edge - strip.right
    if min(wide_left, wide_right) < 7 * sheet.em or _is_grid(left, right, sheet.em):
        return False
    if min(wide_left, wide_right) > 0.6 * max(wide_left, wide_right):
        share = _least_full(cut, sheet)
        both = _is_text(left, strip.left, wide_left, sheet.em, share) and _is_text(right, edge, wide_right, sheet.em, share)
        return both or _is_ragged(left, right, sheet.em)
    return _is_many(cut, sheet, wide_left > wide_right)


def _is_tail(left: Sequence[Item], right: Sequence[Item], strip: Strip, em: float) -> bool:
    """The last column holds a few lines at its head, beside several lines that are filled up to the strip."""
    if len(left) < 5 or max(i.x1 - i.x0 for i in right) < 7 * em or strip.left - _left(left) < 7 * em:
        return False
    level = abs(min(i.top for i in left) - min(i.top for i in right)) < em
    return level and _is_text(left, strip.left, strip.left - _left(left), em, 0.3)


def _is_ragged(left: Sequence[Item], right: Sequence[Item], em: float) -> bool:
    """Short lines at both sides (points of a list), too long for labels, or such lines beside a box. Two texts show by lines
    that stand beside no other, or by sentences that go on at one side where others begin at the other side."""
    texts = [sorted((i for i in side if not i.solid), key=lambda i: i.top) for side in (left, right)]
    listed = [len(lines) >= 5 and median(i.x1 - i.x0 for i in lines) >= 9 * em for lines in texts]
    boxed = [any(i.solid and i.bottom - i.top > BOX * em for i in side) for side in (left, right)]
    if not all(listed):
        return (listed[0] and boxed[1]) or (listed[1] and boxed[0])
    heights = [i.top + i.bottom for i in texts[1]]
    beside = sum(any(abs(i.top + i.bottom - y) < 0.3 * em for y in heights) for i in texts[0])
    return beside < 0.7 * len(texts[0]) or _go_on_apart(texts[0], texts[1], em)


def _go_on_apart(left: Sequence[Item], right: Sequence[Item], em: float) -> bool:
    """Whether sentences begin and go on at other heights on the two sides; in rows of a table they begin together."""
    ends = [_begins(side, em) for side in (left, right)]
    if any(sum(not begins for _, begins in side) < 2 for side in ends):
        return False
    pairs = [(mine, other) for y, mine in ends[0] for at, other in ends[1] if abs(y - at) < 0.3 * em]
    return sum(mine != other for mine, other in pairs) > 0.2 * len(pairs)


def _begins(lines: Sequence[Item], em: float) -> list[tuple[float, bool]]:
    """The middle of each line, and whether a sentence begins there: the line before is not filled."""
    edge = _right(lines)
    filled = [False, *(edge - i.x1 < 2 * em for i in lines)]
    return [((i.top + i.bottom) / 2, not before) for i, before in zip(lines, filled, strict=False)]


def _is_many(cut: _Cut, sheet: Sheet, left_is_wide: bool) -> bool:
    """The first or last of three or more columns: one side is much wider, but is itself cut by a strip of the same height."""
    wide, narrow = (cut.left, cut.right) if left_is_wide else (cut.right, cut.left)
    if not _is_text(narrow, _right(narrow), _right(narrow) - _left(narrow), sheet.em, _least_full(cut, sheet)):
        return False
    inner = _best(wide, sheet._replace(known=()))
    return inner is not None and inner.strip.bottom - inner.strip.top > 0.5 * (cut.strip.bottom - cut.strip.top)


def _least_full(cut: _Cut, sheet: Sheet) -> float:
    """The share of a column's lines that must be full; less where the strip runs down the page and nothing reaches across it."""
    return 0.15 if not cut.above and not cut.below and cut.strip.bottom - cut.strip.top > 0.6 * sheet.height else 0.3


def _is_text(items: Sequence[Item], edge: float, width: float, em: float, share: float) -> bool:
    """At least three lines, a good part of them as wide as the column; or a table or frame as wide, of some height."""
    wide = [i for i in items if i.x1 - i.x0 > 0.6 * width]
    full = [i for i in wide if edge - i.x1 < 2 * em]
    if any(i.solid and i.bottom - i.top > 4 * em for i in wide):
        return True
    return len(wide) >= 3 and len(full) >= share * len(items)


def _in_rows(items: list[Item]) -> list[Item]:
    """Items of one column: from top to bottom; beside a box that is taller than a line, from left to right."""
    out: list[Item] = []
    for slab in _slabs(items):
        if len(slab) > 1 and any(i.solid for i in slab):
            out.extend(_beside(slab))
        else:
            out.extend(slab)
    return out


def _slabs(items: list[Item]) -> list[list[Item]]:
    """Items parted by the white space that runs from edge to edge."""
    slabs: list[list[Item]] = []
    reach = 0.0
    for item in sorted(items, key=lambda i: (i.top, i.x0)):
        if slabs and item.top < reach - 0.25 * min(item.bottom - item.top, 12):
            slabs[-1].append(item)
            reach = max(reach, item.bottom)
        else:
            slabs.append([item])
            reach = item.bottom
    return slabs


def _beside(slab: list[Item]) -> list[Item]:
    """A slab with boxes: stacks from left to right, each from top to bottom."""
    stacks: list[list[Item]] = []
    reach = 0.0
    for item in sorted(slab, key=lambda i: i.x0):
        if stacks and item.x0 < reach:
            stacks[-1].append(item)
            reach = max(reach, item.x1)
        else:
            stacks.append([item])
            reach = item.x1
    if len(stacks) == 1:
        return sorted(slab, key=lambda i: (i.top, i.x0))
    return [item for stack in stacks for item in _in_rows(stack)]


def _left(items: Sequence[Item]) -> float:
    return min(i.x0 for i in items)


def _right(items: Sequence[Item]) -> float:
    return max(i.x1 for i in items)
