"""A page of boxes that are set freely, as in the drawing of a network: some ruled, some with words alone, drawn in the author's order."""

from __future__ import annotations

from random import Random

from specimens.variants import words
from specimens.variants.flow import Flow
from specimens.variants.sheet import Run, Stroke

_BOXES = (
    (0.30, 0.02, 0.70, 0.34, True),
    (0.00, 0.42, 0.26, 0.62, True),
    (0.00, 0.66, 0.31, 0.94, True),
    (0.36, 0.40, 0.60, 0.46, False),
    (0.34, 0.58, 0.66, 0.90, True),
    (0.72, 0.46, 0.90, 0.50, False),
    (0.69, 0.55, 0.98, 0.84, True),
)
"""Sides as shares of the room (left, upper, right, lower), and whether they are ruled."""


def diagram(flow: Flow, random: Random) -> None:
    """Set it on what is left of the sheet; the truth holds the boxes in the order in which they are drawn."""
    room = flow.room()
    for x0, top, x1, bottom, ruled in random.sample(_BOXES, len(_BOXES)):
        left, right = flow.column.x0 + x0 * flow.column.width, flow.column.x0 + x1 * flow.column.width
        y = flow.y + top * room
        if ruled:
            flow.sheet.box(left, y, right, flow.y + bottom * room)
        else:
            flow.sheet.strokes.append(Stroke(left, flow.y + bottom * room, right, flow.y + bottom * room))
        count = max(1, int((bottom - top) * room / flow.leading) - 1)
        _words(flow, random, (left, y, right), min(count, random.randint(2, 6)) if ruled else 2)


def _words(flow: Flow, random: Random, place: tuple[float, float, float], count: int) -> None:
    """Short lines in the middle of a box."""
    left, y, right = place
    for n in range(count):
        text = words.item(random)[: int((right - left) / flow.size) - 1]
        x = (left + right - flow.width_of(text, flow.size)) / 2
        flow.sheet.runs.append(Run(text, x, y + (n + 1) * flow.size * 1.4, flow.size))
        flow.page.blocks.append(text)
