"""Drawings that look like marks by their form and size alone: circles, ticks, crosses and boxes to tick. Shown points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import atan2, hypot, pi
from statistics import median
from typing import NamedTuple

from pipeline.extract.geometry import BoxTuple
from pipeline.extract.shapes import Path, Point
from schemas.document import Char

MOST_MARKS = 60
"""A page with more drawings that look like marks has none."""
MOST_STROKES = 120
"""Where more slanted strokes than this are drawn, they are hatching or letters."""
LONGEST = 80
"""No mark is drawn with more points."""
MOST_OUTLINES = 200
"""A page with more small filled curves has letters or pictures made of curves."""
SMALLEST, LARGEST = 0.4, 2.0
"""Sizes of a mark, ems of the page's text."""
SMALLEST_BOX, LARGEST_BOX = 0.5, 1.3
ROUND = 1.25
"""A circle or a box is at most so many times as wide as high, or as high as wide."""
JOINT = 0.2
"""Ends of strokes that meet are at most so many ems apart."""


class MarkForm(NamedTuple):
    """A drawing that looks like a mark, and the numbers of the paths that it is made of."""

    text: str
    box: BoxTuple
    paths: tuple[int, ...]


def em_of(chars: Sequence[Char]) -> float:
    """The size of most characters; 0 where there are none."""
    return median([c.size for c in chars if not c.text.isspace()] or [0.0])


def bounds(points: Sequence[Point]) -> BoxTuple:
    """The box around some points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def mark_forms(paths: Sequence[Path], chars: Sequence[Char]) -> list[MarkForm]:
    """What looks like a mark, by its form and size alone; nothing where too much does."""
    if not paths or not chars or not (em := em_of(chars)):
        return []
    rounds: list[MarkForm] = []
    others: list[MarkForm] = []
    strokes: list[tuple[int, Path]] = []
    blots: list[tuple[int, BoxTuple]] = []
    outlines = 0
    for n, path in enumerate(paths):
        points = path.points
        (ax, ay), (bx, by) = points[0], points[1] if len(points) > 1 else points[0]
        if abs(bx - ax) > LARGEST * em or abs(by - ay) > LARGEST * em or len(points) > LONGEST:
            continue
        if len(points) == 2:
            if path.stroked and not path.curved and abs(by - ay) >= SMALLEST * em / 2:
                strokes.append((n, path))
            continue
        box = bounds(points)
        size = max(box[2] - box[0], box[3] - box[1])
        if not SMALLEST * em <= size <= LARGEST * em:
            continue
        outlines += path.filled and path.curved and not path.white
        if _is_round(path, box):
            rounds.append(MarkForm("●" if path.filled and not path.white else "○", box, (n,)))
        elif text := _box_mark(path, box, em) or _tick_mark(path, em):
            others.append(MarkForm(text, box, (n,)))
        elif path.filled and path.dark and len(points) > 4:
            blots.append((n, box))
    if outlines > MOST_OUTLINES:
        return []
    boxes = _single(others)
    found = [*_rings(rounds, paths), *boxes, *_written(boxes, blots), *_stroke_marks(strokes, em)]
    return found if len(found) <= MOST_MARKS else []


def _is_round(path: Path, box: BoxTuple) -> bool:
    """A closed path once around its middle, about as high as wide; control points of its curves, where given, lie outside."""
    across, down = box[2] - box[0], box[3] - box[1]
    points = path.points
    (ax, ay), (bx, by) = points[0], points[-1]
    if not path.curved or min(across, down) * ROUND < max(across, down) or len(points) < 5:
        return False
    if not path.closed and hypot(bx - ax, by - ay) > across / 8:
        return False
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    unit = [((px - x) * 2 / across, (py - y) * 2 / down) for px, py in points]
    if not all(0.8 <= px * px + py * py <= 1.5 for px, py in unit):
        return False
    angles = [atan2(py, px) for px, py in unit]
    turned = sum((b - a + pi) % (2 * pi) - pi for a, b in zip(angles, [*angles[1:], angles[0]], strict=True))
    return 1.9 * pi < abs(turned) < 2.1 * pi


def _box_mark(path: Path, box: BoxTuple, em: float) -> str | None:
    """An upright square of the size of a letter: empty with a frame, or filled with black."""
    across, down = box[2] - box[0], box[3] - box[1]
    if path.curved or len(path.points) > 6 or min(across, down) < SMALLEST_BOX * em or max(across, down) > LARGEST_BOX * em:
        return None
    corners = {(abs(x - box[0]) > across / 2, abs(y - box[1]) > down / 2) for x, y in path.points}
    apart = max(min(x - box[0], box[2] - x) + min(y - box[1], box[3] - y) for x, y in path.points)
    if len(corners) < 4 or apart > em / 20 or max(across, down) > ROUND * min(across, down):
        return None
    if path.filled and not path.white:
        return "■" if path.dark else None
    return "□" if path.stroked and (path.closed or len(path.points) > 4) else None


def _written(boxes: list[MarkForm], blots: list[tuple[int, BoxTuple]]) -> list[MarkForm]:
    """Black shapes that stand in empty boxes, as forms that are filled in on a screen draw their ticks."""
    out: list[MarkForm] = []
    for n, (x0, top, x1, bottom) in blots:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        for mark in boxes:
            left, high, right, low = mark.box
            if mark.text == "□" and left < x < right and high < y < low and 0.4 <= (x1 - x0) / (right - left) <= LARGEST_BOX:
                out.append(MarkForm("✓", (x0, top, x1, bottom), (n,)))
                break
    return out


def _tick_mark(path: Path, em: float) -> str | None:
    """One open line down and up again: ✓."""
    points = path.points
    if path.filled or path.closed or (path.curved and len(points) > 10):
        return None
    low = max(range(len(points)), key=lambda n: points[n][1])
    straight = path.curved or len(points) == 3
    return "✓" if straight and 0 < low < len(points) - 1 and _is_tick(points[0], points[low], points[-1], em) else None


def _is_tick(start: Point, low: Point, end: Point, em: float) -> bool:
    """Whether lines from `start` down to `low` and up to `end` are a ✓ or a レ; a V with equal arms points down."""
    if start[0] > end[0]:
        start, end = end, start
    down, up = low[1] - start[1], low[1] - end[1]
    left, right = low[0] - start[0], end[0] - low[0]
    size = max(end[0], low[0]) - min(start[0], low[0])
    if not SMALLEST * em <= max(down, up) <= LARGEST * em or min(down, up) < 0.15 * em or not 0.3 * em <= size <= LARGEST * em:
        return False
    if left < -0.1 * em or right < 0.2 * em or abs(left) > 3 * down:
        return False
    return abs(left - right) > 0.2 * max(left, right) or abs(down - up) > 0.2 * max(down, up)


def _stroke_marks(strokes: list[tuple[int, Path]], em: float) -> list[MarkForm]:
    """Pairs of strokes that make a tick or a cross."""
    slanted = [(n, p) for n, p in strokes if abs(p.points[0][0] - p.points[1][0]) >= 0.2 * em]
    if not 0 < len(slanted) <= MOST_STROKES:
        return []
    upright = [(n, p) for n, p in strokes if abs(p.points[0][0] - p.points[1][0]) < 0.2 * em]
    out: list[MarkForm] = []
    taken: set[int] = set()
    for (n, a), (m, b) in [*combinations(slanted, 2), *((s, u) for s in slanted for u in upright)]:
        if not taken & {n, m} and (text := _pair_mark(a.points, b.points, em)):
            taken |= {n, m}
            out.append(MarkForm(text, bounds([*a.points, *b.points]), (n, m)))
    return out


def _pair_mark(a: list[Point], b: list[Point], em: float) -> str | None:
    (a_top, a_low), (b_top, b_low) = sorted(a, key=lambda p: p[1]), sorted(b, key=lambda p: p[1])
    if hypot(a_low[0] - b_low[0], a_low[1] - b_low[1]) <= JOINT * em and _is_tick(a_top, a_low, b_top, em):
        return "✓"
    middles = [((p[0][0] + p[1][0]) / 2, (p[0][1] + p[1][1]) / 2) for p in (a, b)]
    size = hypot(a_low[0] - a_top[0], a_low[1] - a_top[1])
    equal = abs(hypot(b_low[0] - b_top[0], b_low[1] - b_top[1]) - size) <= size / 4
    crossed = (a_low[0] - a_top[0]) * (b_low[0] - b_top[0]) < 0
    near = hypot(middles[0][0] - middles[1][0], middles[0][1] - middles[1][1]) <= size / 8
    return "×" if equal and crossed and near and SMALLEST * em <= size <= LARGEST * em else None


def _same(a: BoxTuple, b: BoxTuple) -> bool:
    return all(abs(p - q) <= max(0.5, (a[2] - a[0]) / 12) for p, q in zip(a, b, strict=True))


def _single(marks: list[MarkForm]) -> list[MarkForm]:
    """Each box once: its ground and its frame may be two drawings, and then the inked one says what it is."""
    out: list[MarkForm] = []
    for mark in marks:
        n = next((n for n, other in enumerate(out) if _same(mark.box, other.box)), None)
        if n is None:
            out.append(mark)
        else:
            text = out[n].text if out[n].text in "■●" else mark.text
            out[n] = MarkForm(text, out[n].box, out[n].paths + mark.paths)
    return out


def _rings(rounds: list[MarkForm], paths: Sequence[Path]) -> list[MarkForm]:
    """Each circle once; circles around one middle are one mark: a ring, a double ring, or a ring with a dot."""
    out: list[MarkForm] = []
    for mark in sorted(_single(rounds[: 4 * MOST_MARKS]), key=lambda m: m.box[0] - m.box[2]):
        x, y = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
        for n, other in enumerate(out):
            x0, top, x1, bottom = other.box
            if hypot(x - (x0 + x1) / 2, y - (top + bottom) / 2) > (x1 - x0) / 8:
                continue
            hole = other.text == "●" or paths[mark.paths[0]].white
            text = "○" if hole else "◉" if mark.text == "●" else "◎"
            out[n] = MarkForm(text, other.box, other.paths + mark.paths)
            break
        else:
            out.append(mark)
    return out
