"""Rings drawn around printed words, as a pen chooses one of several: each becomes a circle in front of its word. Shown points.

Ovals of diagrams are none: lines end at them, or there is no word beside them that was left without a ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, hypot, pi
from typing import NamedTuple

from pipeline.extract.geometry import BoxTuple
from pipeline.extract.shapes import Path, Point
from schemas.document import Char

MOST_POINTS, FEWEST_POINTS = 400, 5
MOST, MOST_SHARE = 10, 0.05
"""So many rings, or this share of the page's characters: more are a diagram."""
LOWEST, HIGHEST, LONGEST = 1.0, 3.2, 16
"""Heights of rings, ems of the word, and the most characters in one."""
ROOM = 2.0
"""A ring is at most so much wider than its word at either side, ems."""
BESIDE = 8.0
"""A word that was not chosen stands at most so many ems away."""
OPEN = 0.35
"""The ends of a ring drawn by hand are at most so far apart, as a share of its size."""
SEAL = "印"
"""In a ring it is the place of a seal, chosen by nobody."""


class Ring(NamedTuple):
    """A ring: the number of its path, its box, and the characters in it from left to right."""

    path: int
    box: BoxTuple
    word: list[Char]


def word_rings(paths: Sequence[Path], chars: Sequence[Char]) -> list[Ring]:
    """The rings around words; none where most ovals of the page are something else."""
    ovals = [(n, box) for n, path in enumerate(paths) if (box := _oval(path))]
    if not ovals or len(ovals) > MOST + MOST_SHARE * len(chars):
        return []
    letters = [c for c in chars if not c.text.isspace()]
    rings = [Ring(n, box, word) for n, box in ovals if (word := _word(box, letters))]
    rest = [path.points for n, path in enumerate(paths) if n not in {n for n, _ in ovals}]
    taken = {id(c) for ring in rings for c in ring.word}
    free = [c for c in letters if id(c) not in taken]
    found = [ring for ring in rings if not _joined(ring.box, rest) and _has_other(ring, free)]
    return found if 2 * len(found) >= len(rings) else []


def ring_mark(ring: Ring) -> Char:
    """The mark in front of the word, as large as its first letter."""
    first = ring.word[0]
    return first._replace(text="○", x0=round(first.x0 - 0.2 * first.size, 2), x1=first.x0)


def holds_seal(box: BoxTuple, chars: Sequence[Char]) -> bool:
    """Whether the sign for a seal, and nothing else, stands in a circle."""
    return "".join(c.text for c in chars if _inside(c, box)).strip() == SEAL


def _oval(path: Path) -> BoxTuple | None:
    """The box of a line that runs once around its middle; a filled one is none."""
    points = path.points
    if not path.stroked or (path.filled and not path.white) or not FEWEST_POINTS <= len(points) <= MOST_POINTS:
        return None
    if not path.curved and len(points) < 3 * FEWEST_POINTS:
        return None
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = min(xs), min(ys), max(xs), max(ys)
    across, down = box[2] - box[0], box[3] - box[1]
    if min(across, down) <= 1 or not _closes(points, path.closed, max(across, down)):
        return None
    unit = [_unit(p, box) for p in points]
    if not all(0.45 <= x * x + y * y <= 1.75 for x, y in unit):
        return None
    angles = [atan2(y, x) for x, y in unit]
    turned = abs(sum((b - a + pi) % (2 * pi) - pi for a, b in pairwise([*angles, angles[0]])))
    steps = max(abs((b - a + pi) % (2 * pi) - pi) for a, b in pairwise([*angles, angles[0]]))
    return box if 1.8 * pi < turned < 2.3 * pi and steps < 0.4 * pi else None


def _closes(points: Sequence[Point], closed: bool, size: float) -> bool:
    (ax, ay), (bx, by) = points[0], points[-1]
    return closed or hypot(bx - ax, by - ay) <= OPEN * size


def _unit(point: Point, box: BoxTuple) -> Point:
    """A point where the oval is the circle around the origin with the radius 1."""
    x0, top, x1, bottom = box
    return (2 * point[0] - x0 - x1) / (x1 - x0), (2 * point[1] - top - bottom) / (bottom - top)


def _inside(char: Char, box: BoxTuple) -> bool:
    x, y = _unit(((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2), box)
    return x * x + y * y < 1


def _word(box: BoxTuple, letters: Sequence[Char]) -> list[Char]:
    """The characters of one line in an oval that fits around them; empty where it does not."""
    x0, top, x1, bottom = box
    near = [c for c in letters if c.x0 < x1 and x0 < c.x1 and c.top < bottom and top < c.bottom]
    word = sorted((c for c in near if _inside(c, box)), key=lambda c: c.x0)
    if not word or len(word) > LONGEST or holds_seal(box, word):
        return []
    em = max(c.size or c.bottom - c.top for c in word)
    level = max(c.top for c in word) < min(c.bottom for c in word)
    fits = LOWEST * em <= bottom - top <= HIGHEST * em and word[0].x0 - x0 <= ROOM * em and x1 - word[-1].x1 <= ROOM * em
    cut = [c for c in near if c.x0 < x0 < c.x1 or c.x0 < x1 < c.x1]
    return word if level and fits and len(cut) <= 2 and (bottom - top) <= 2 * (x1 - x0) else []


def _joined(box: BoxTuple, rest: Sequence[Sequence[Point]]) -> bool:
    """Whether a line ends at the oval, as those between the parts of a diagram do."""
    for points in rest:
        for point in (points[0], points[-1]):
            x, y = _unit(point, box)
            if abs(hypot(x, y) - 1) <= 0.15:
                return True
    return False


def _has_other(ring: Ring, free: Sequence[Char]) -> bool:
    """Whether a word without a ring stands on the same line or in the line above or below, near enough to be chosen instead."""
    first, last = ring.word[0], ring.word[-1]
    em = first.size or first.bottom - first.top
    for char in free:
        beside = char.top < first.bottom - 0.3 * em and first.top + 0.3 * em < char.bottom
        if beside and (0 <= first.x0 - char.x1 <= BESIDE * em or 0 <= char.x0 - last.x1 <= BESIDE * em):
            return True
        under = min(abs(char.top - first.bottom), abs(first.top - char.bottom)) <= 2 * em and abs(char.x0 - first.x0) < em / 2
        if under and abs(char.size - first.size) < 0.1 * em:
            return True
    return False
