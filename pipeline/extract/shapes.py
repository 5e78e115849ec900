"""Drawn paths and images to rules and boxes, the same way for both readers. Shown points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from schemas.document import Box, Rule

Point = tuple[float, float]

THIN = 2.5
"""A filled rectangle at most this thick (points) and at least `LONG` times as long is a rule."""
LONG = 3.0
STRAIGHT = 0.6
"""A stroke is horizontal or vertical when its ends differ by at most this many points, or by 1 in 100."""
SHORTEST = 1.0
"""Strokes shorter than this (points) are no rules, unless they add up to a dashed one."""
SMALL = 72.0
"""Curved or slanted drawings are kept as `drawing` boxes; larger ones than this (points) only where they are no rounded boxes."""
DASH_GAP, DASH_LENGTH = 4.0, 9.0
"""Dashes of one rule stand at most this far apart and are at most this long (points); longer pieces are rules of their own."""

DOT, FEW_DOTS = 1.3, 4
"""A dot is at most so many times as long as thick, and the other way round; fewer dots in a row are no line."""


class Path(NamedTuple):
    """One subpath: its corner points in order, whether a curve or a closing line belongs to it, and how it is painted: `white` is no
    ink, `dark` is black or nearly so, `pale` can be written on."""

    points: list[Point]
    curved: bool
    closed: bool
    stroked: bool
    filled: bool
    width: float = 0.0
    white: bool = False
    dark: bool = False
    pale: bool = False


class Drawn(NamedTuple):
    """What is drawn on a page besides characters."""

    rules: list[Rule]
    boxes: list[Box]


def sort_shapes(
    paths: Iterable[Path], images: Iterable[tuple[float, float, float, float]], width: float, height: float
) -> Drawn:
    """Rules and boxes of a page of the given size; what stands outside it is left out."""
    rules: list[Rule] = []
    boxes: list[Box] = []
    for path in paths:
        _sort_path(path, rules, boxes)
    boxes.extend(Box(*box, "image") for box in images)
    return Drawn(merge_rules(_inside(r, width, height) for r in rules), _clip_boxes(boxes, width, height))


def _sort_path(path: Path, rules: list[Rule], boxes: list[Box]) -> None:
    xs = [p[0] for p in path.points]
    ys = [p[1] for p in path.points]
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    across, down = x1 - x0, bottom - top
    if path.filled and not path.curved and min(across, down) <= THIN and (len(path.points) <= 5 or not path.stroked):
        if not path.white and max(across, down) > 0:
            rules.append(_thin(x0, top, x1, bottom))
        return
    if path.filled and not path.white and not path.curved and _rectangular(path.points):
        boxes.append(Box(x0, top, x1, bottom, "fill"))
    elif path.filled and not path.white and not path.stroked:
        if max(across, down) <= SMALL or not _boxy(path.points):
            boxes.append(Box(x0, top, x1, bottom, "drawing"))
        return
    if path.stroked:
        straight = _strokes(path, rules)
        if not straight and (0 < max(across, down) <= SMALL or not _boxy(path.points)):
            boxes.append(Box(x0, top, x1, bottom, "drawing"))


def _thin(x0: float, top: float, x1: float, bottom: float) -> Rule:
    """The centre line of a thin filled rectangle."""
    if x1 - x0 >= bottom - top:
        y = (top + bottom) / 2
        return Rule(x0, y, x1, y, bottom - top)
    x = (x0 + x1) / 2
    return Rule(x, top, x, bottom, x1 - x0)


def _rectangular(points: list[Point]) -> bool:
    """Every side is horizontal or vertical and the path covers its bounding box."""
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    return len(corners) == 4 and len({x for x, _ in corners}) == 2 and len({y for _, y in corners}) == 2


def _strokes(path: Path, rules: list[Rule]) -> bool:
    """Appends the horizontal and vertical sides of a stroked path; true when it has no other side worth a drawing."""
    points = path.points
    if path.closed and len(points) > 2:
        points = [*points, points[0]]
    found = 0
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        across, down = abs(bx - ax), abs(by - ay)
        if down <= max(STRAIGHT, across / 100) and across > down:
            y = (ay + by) / 2
            rules.append(Rule(min(ax, bx), y, max(ax, bx), y, path.width))
        elif across <= max(STRAIGHT, down / 100) and down > across:
            x = (ax + bx) / 2
            rules.append(Rule(x, min(ay, by), x, max(ay, by), path.width))
        else:
            found += across + down > 0
    return not found and not (path.curved and len(points) <= 2)


def _boxy(points: list[Point]) -> bool:
    """Whether half of an outline is horizontal and vertical, as of a box with round corners."""
    steps = [(abs(bx - ax), abs(by - ay)) for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True)]
    upright = sum(max(step) for step in steps if min(step) <= max(STRAIGHT, max(step) / 100))
    return upright >= sum(map(sum, steps)) / 2


def _inside(rule: Rule, width: float, height: float) -> Rule | None:
    """The part of a rule on the page."""
    x0, top, x1, bottom = max(rule[0], 0.0), max(rule[1], 0.0), min(rule[2], width), min(rule[3], height)
    return Rule(x0, top, x1, bottom, rule[4]) if x0 <= x1 and top <= bottom else None


def _clip_boxes(boxes: list[Box], width: float, height: float) -> list[Box]:
    out = []
    for box in boxes:
        x0, top, x1, bottom = max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)
        if x0 < x1 and top < bottom:
            out.append(Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2), box[4]))
    return list(dict.fromkeys(out))


def merge_rules(rules: Iterable[Rule | None]) -> list[Rule]:
    """Pieces of one line (dashes, dots, strokes drawn twice, sides of neighbouring cells) become one rule, if it is long enough."""
    lines: dict[tuple[bool, int], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule is not None:
            across = rule[2] - rule[0] >= rule[3] - rule[1]
            lines[across, round((rule[1] if across else rule[0]) * 2)].append(rule)
            if _is_dot(rule):
                turned = _turned(rule, across)
                lines[not across, round((turned[0] if across else turned[1]) * 2)].append(turned)
    out: list[Rule] = []
    for (across, _), pieces in lines.items():
        out.extend(_chain(pieces, across))
    return [Rule(*(round(v, 2) for v in r)) for r in out if max(r[2] - r[0], r[3] - r[1]) >= SHORTEST]


def _is_dot(rule: Rule) -> bool:
    """About as long as thick: a dot of a dotted line, whose direction only its neighbours tell."""
    length = max(rule[2] - rule[0], rule[3] - rule[1])
    return 0 < length <= THIN and length <= DOT * rule[4] and rule[4] <= DOT * length


def _turned(dot: Rule, across: bool) -> Rule:
    """A dot as a piece of the line that runs the other way."""
    x, y, half = (dot[0] + dot[2]) / 2, (dot[1] + dot[3]) / 2, dot[4] / 2
    return Rule(x, y - half, x, y + half, dot[2] - dot[0]) if across else Rule(x - half, y, x + half, y, dot[3] - dot[1])


def _chain(pieces: list[Rule], across: bool) -> list[Rule]:
    """Overlapping, touching or dashed pieces on one line; the gap of dashes is at most as long as twice the dash. A few dots by
    themselves are no line."""
    start, end = (0, 2) if across else (1, 3)
    pieces = sorted(pieces, key=lambda r: r[start])
    out: list[list[float]] = []
    dots: list[int] = []
    last_length = 0.0
    for piece in pieces:
        length = piece[end] - piece[start]
        gap = piece[start] - out[-1][end] if out else 0.0
        dashes = max(length, last_length) <= DASH_LENGTH
        if out and (gap <= 0.5 or (dashes and gap <= min(DASH_GAP, 2 * max(min(length, last_length), 0.5)))):
            out[-1][end] = max(out[-1][end], piece[end])
            out[-1][4] = max(out[-1][4], piece[4])
        else:
            out.append(list(piece))
            dots.append(0)
        dots[-1] += 1 if _is_dot(piece) else FEW_DOTS
        last_length = length
    return [Rule(*r) for r, n in zip(out, dots, strict=True) if n >= FEW_DOTS]
