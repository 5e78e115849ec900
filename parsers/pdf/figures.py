"""Pictures, charts and diagrams of a page, and the words that are parts of them: labels of axes, names of boxes, legends."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.blocks import Draft
from schemas.document import Box, RawPage

SMALLEST, LARGEST = 0.005, 0.5
"""The share of the page that a figure takes up: less is a mark, more a ground."""
FEW_LINES = 2
"""Words in a figure take no more lines than this."""
STROKES = 4
"""Fewer curves and slanted lines than this are no chart."""
APART, MANY = 3.0, 2000
"""Parts of one drawing are at most so many ems apart; a page with more parts is a map or a plan, and is one drawing."""


class Figures:
    """The figures of a page; the pictures of a scan whose words were recognised are none."""

    def __init__(self, raw: RawPage, em: float) -> None:
        area = raw.width * raw.height or 1.0
        images = [box for box in raw.boxes if box.kind == "image" and not raw.recognised]
        found = [*images, *_drawings(raw.boxes, em)]
        self.boxes = [b for b in found if SMALLEST < (b.x1 - b.x0) * (b.bottom - b.top) / area < LARGEST]

    def hold(self, draft: Draft) -> bool:
        """Whether a few words, no sentence, stand inside a figure."""
        rows = draft.rows
        if not self.boxes or len(rows) > FEW_LINES or rows[-1].text.s.rstrip().endswith("。"):
            return False
        x0, x1, top, bottom = min(r.x0 for r in rows), max(r.x1 for r in rows), rows[0].top, rows[-1].bottom
        return any(b.x0 <= x0 and x1 <= b.x1 and b.top <= top and bottom <= b.bottom for b in self.boxes)


def _drawings(boxes: Sequence[Box], em: float) -> list[Box]:
    """Curves and slanted lines that stand near one another, with the bars and grounds they touch, as one box each."""
    lines = [b for b in boxes if b.kind == "drawing"]
    if len(lines) < STROKES:
        return []
    groups: list[tuple[Box, int]] = []
    for box in lines[:MANY]:
        whole, count = box, 1
        for other, n in [g for g in groups if _near(g[0], box, APART * em)]:
            groups.remove((other, n))
            whole, count = _union(whole, other), count + n
        groups.append((whole, count))
    out = [box for box, count in groups if count >= STROKES]
    fills = [b for b in boxes if b.kind == "fill"]
    return [_with(box, fills, em) for box in out]


def _with(box: Box, fills: Sequence[Box], em: float) -> Box:
    """A drawing with the fills that overlap it."""
    for fill in fills:
        if _near(box, fill, 0.0) and (fill.x1 - fill.x0) > em / 2 and (fill.bottom - fill.top) > em / 2:
            box = _union(box, fill)
    return box


def _near(a: Box, b: Box, gap: float) -> bool:
    return a.x0 - gap <= b.x1 and b.x0 - gap <= a.x1 and a.top - gap <= b.bottom and b.top - gap <= a.bottom


def _union(a: Box, b: Box) -> Box:
    return Box(min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom), "drawing")
