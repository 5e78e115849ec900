"""Marks that are drawn, not written: circles, ticks, crosses, boxes to tick and rings around words, as characters. Shown points.

A mark stands by a line of text or in a ruled cell and nothing is joined to it; where most small drawings of a page do not stand
so (diagrams, maps, charts), or where there are too many, none of them is a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from pipeline.extract.geometry import BoxTuple
from pipeline.extract.markforms import MarkForm, bounds, em_of, mark_forms
from pipeline.extract.rings import holds_seal, ring_mark, word_rings
from pipeline.extract.shapes import Drawn, Path, sort_shapes
from schemas.document import Char, RawPage, Rule

FONT = "drawn"
"""The name of the font of marks."""
MOST_SHARE, FEW = 0.05, 10
"""Marks outside of ruled cells are at most this share of the page's characters, or few."""
REACH = 1.5
"""A mark by a text line is at most so many ems away from one of its characters."""
CELL = 8.0
"""Ruled cells that a mark may stand in alone are at most so high, ems."""


def read_drawn(
    paths: Sequence[Path], images: Sequence[BoxTuple], width: float, height: float, chars: Sequence[Char]
) -> tuple[Drawn, list[Char]]:
    """Rules and boxes of a page of the given size, and the marks drawn among its characters (their font is 0)."""
    found = [form for form in mark_forms(paths, chars) if form.text != "○" or not holds_seal(form.box, chars)]
    drawn = sort_shapes(_without(paths, found), images, width, height)
    marks = _standing(found, _Page(paths, chars, drawn.rules, em_of(chars), width, height)) if found else []
    known = {n for mark in marks for n in mark.paths}
    rings = [ring for ring in word_rings(paths, chars) if ring.path not in known]
    if len(marks) < len(found) or rings:
        circled = [MarkForm("○", ring.box, (ring.path,)) for ring in rings]
        drawn = sort_shapes(_without(paths, [*marks, *circled]), images, width, height)
    return drawn, [*(_char(mark, chars) for mark in marks), *map(ring_mark, rings)]


def add_marks(page: RawPage, marks: Sequence[Char]) -> RawPage:
    """The page with the marks among its characters."""
    if marks:
        page.fonts = [*page.fonts, FONT]
        page.chars = [*page.chars, *(mark._replace(font=len(page.fonts) - 1) for mark in marks)]
    return page


def _without(paths: Sequence[Path], marks: Sequence[MarkForm]) -> list[Path]:
    taken = {n for mark in marks for n in mark.paths}
    return [path for n, path in enumerate(paths) if n not in taken]


def _char(mark: MarkForm, chars: Sequence[Char]) -> Char:
    """The mark as a character that runs as the one nearest to it does."""
    x0, top, x1, bottom = (round(value, 2) for value in mark.box)
    near = min(chars, key=lambda c: hypot(c.x0 - x0, c.top - top))
    return Char(mark.text, x0, top, x1, bottom, round(bottom - top, 2), 0, near.angle)


class _Page(NamedTuple):
    """What marks stand among."""

    paths: Sequence[Path]
    chars: Sequence[Char]
    rules: Sequence[Rule]
    em: float
    width: float
    height: float


def _standing(found: list[MarkForm], page: _Page) -> list[MarkForm]:
    """The marks that stand by text or in ruled cells; none where most do not."""
    taken = {n for mark in found for n in mark.paths}
    rest = [path for n, path in enumerate(page.paths) if n not in taken]
    alone = [mark for mark in found if _inside(mark.box, page) and not _joined(mark, rest, found)]
    by_cell = [mark for mark in alone if _in_cell(mark.box, page)]
    by_text = [mark for mark in alone if mark not in by_cell and _by_text(mark.box, page)]
    if len(by_text) > max(FEW, MOST_SHARE * len(page.chars)) or 2 * len(by_cell + by_text) < len(found):
        return []
    return [mark for mark in found if mark in by_cell or mark in by_text]


def _inside(box: BoxTuple, page: _Page) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= page.width and box[3] <= page.height


def _joined(mark: MarkForm, paths: Sequence[Path], found: list[MarkForm]) -> bool:
    """Whether a line ends at the mark, or, for a box, another line or box touches it; its pale ground and what is in it do not."""
    x0, top, x1, bottom = mark.box
    gap = (x1 - x0) / 10
    around = (x0 - gap, top - gap, x1 + gap, bottom + gap)
    rest = [p.points for p in paths if not ((p.pale or p.dark) and p.filled and _holds(around, bounds(p.points)))]
    for points in rest:
        if any(x0 - gap < x < x1 + gap and top - gap < y < bottom + gap for x, y in points):
            return True
    if mark.text not in "□■":
        return False
    square = (x0 - 0.5, top - 0.5, x1 + 0.5, bottom + 0.5)
    near = [bounds(points) for points in rest] + [o.box for o in found if o is not mark and o.text in "□■"]
    return any(_touches(box, square) for box in near)


def _holds(outer: BoxTuple, inner: BoxTuple) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _touches(box: BoxTuple, square: BoxTuple) -> bool:
    """Whether a drawing crosses the square or lies on its sides; one that holds it whole does not."""
    apart = box[2] < square[0] or box[0] > square[2] or box[3] < square[1] or box[1] > square[3]
    holds = box[0] < square[0] and box[1] < square[1] and box[2] > square[2] and box[3] > square[3]
    return not (apart or holds)


def _by_text(box: BoxTuple, page: _Page) -> bool:
    """Whether a character stands on the mark's line and not far away."""
    x0, top, x1, bottom = box
    reach = REACH * page.em
    near = (c for c in page.chars if x0 - reach <= c.x1 and c.x0 <= x1 + reach and not c.text.isspace())
    return any(min(bottom, c.bottom) - max(top, c.top) >= 0.5 * min(bottom - top, c.bottom - c.top) for c in near)


def _in_cell(box: BoxTuple, page: _Page) -> bool:
    """Whether rules stand on all four sides of the mark, no farther above and below than a cell is high."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    level = [r.top for r in page.rules if r.horizontal and r.x0 <= x <= r.x1]
    upright = [r.x0 for r in page.rules if not r.horizontal and r.top <= y <= r.bottom]
    above, below = [v for v in level if v < y], [v for v in level if v > y]
    if not above or not below or min(below) - max(above) > CELL * page.em:
        return False
    return any(v < x for v in upright) and any(v > x for v in upright)
