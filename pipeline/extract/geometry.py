"""From PDF user space to the page as it is shown: CropBox, /Rotate, origin at the top left, points."""

from __future__ import annotations

from typing import NamedTuple

BoxTuple = tuple[float, float, float, float]

EM_ASCENT, EM_DESCENT = 0.88, 0.12
"""The ideographic em box around the baseline. One box for all fonts, so that fonts mixed on a line share top and bottom."""


class Frame(NamedTuple):
    """How a page is shown: `matrix` (a, b, c, d, e, f) maps a point of user space to shown points, y downwards."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> BoxTuple:
        """A box of user space as (x0, top, x1, bottom)."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def frame_of(box: BoxTuple, rotation: int) -> Frame:
    """The frame of a page that shows `box` (x0, y0, x1, y1 of user space), turned clockwise by 0, 90, 180 or 270 degrees."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    match rotation % 360:
        case 90:
            return Frame(height, width, (0, 1, 1, 0, -y0, -x0))
        case 180:
            return Frame(width, height, (-1, 0, 0, 1, x1, -y0))
        case 270:
            return Frame(height, width, (0, -1, -1, 0, y1, x1))
        case _:
            return Frame(width, height, (1, 0, 0, -1, -x0, y1))


def angle_of(dx: float, dy: float) -> int:
    """The direction of a baseline (shown points, y downwards) as 0, 90, 180 or 270 degrees clockwise."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 180
    return 90 if dy > 0 else 270


def em_box(x: float, y: float, advance: float, size: float, angle: int) -> BoxTuple:
    """The box of a glyph from its origin on the baseline, its advance and its size; shown points."""
    up, down = EM_ASCENT * size, EM_DESCENT * size
    match angle:
        case 90:
            return x - down, y, x + up, y + advance
        case 180:
            return x - advance, y - down, x, y + up
        case 270:
            return x - up, y - advance, x + down, y
        case _:
            return x, y - up, x + advance, y + down
