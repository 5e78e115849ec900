"""Boxes that are set freely on a page (a network, a flow of work): where they stand says little about their order.

In columns and rows boxes share edges. Boxes that stand beside one another at other heights, and below one another with other sides, are
a drawing. Its author made one box after another, and a file keeps that order: it is what screen readers read as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from parsers.pdf.items import Item

FEW = 3
"""A diagram has at least so many boxes."""
SHIFTED = 1.0
"""Edges that differ by more than this (ems) are not shared."""


def as_drawn(items: Sequence[Item], em: float) -> list[list[Item]] | None:
    """The boxes and loose texts of a diagram in the order in which they were drawn; None where the items are no diagram or were
    drawn piecemeal."""
    boxes = [i for i in items if i.solid]
    if len(boxes) < FEW or not _is_free(boxes, em):
        return None
    spans = sorted((i.drawn, n) for n, i in enumerate(items) if i.drawn)
    if len(spans) < len(items) or any(a[0][1] > b[0][0] for a, b in pairwise(spans)):
        return None
    groups: list[list[Item]] = []
    for item in (items[n] for _, n in spans):
        if groups and _is_next_line(groups[-1][-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _is_next_line(above: Item, item: Item) -> bool:
    """Two lines of one loose text."""
    if above.solid or item.solid:
        return False
    height = min(above.bottom - above.top, item.bottom - item.top)
    return min(above.x1, item.x1) > max(above.x0, item.x0) and -0.5 * height < item.top - above.bottom < 1.5 * height


def _is_free(boxes: Sequence[Item], em: float) -> bool:
    """Boxes stand aslant to one another both ways: at least two pairs overlap in height, two in width, and share no edge there."""
    pairs = list(combinations(boxes, 2))
    beside = sum(_is_aslant((a.top, a.bottom), (b.top, b.bottom), em) for a, b in pairs)
    below = sum(_is_aslant((a.x0, a.x1), (b.x0, b.x1), em) for a, b in pairs)
    return beside >= 2 and below >= 2


def _is_aslant(a: tuple[float, float], b: tuple[float, float], em: float) -> bool:
    """The two reaches overlap, but neither their beginnings nor their ends are the same."""
    return min(a[1], b[1]) - max(a[0], b[0]) > 0 and all(abs(x - y) > SHIFTED * em for x, y in zip(a, b, strict=True))
