"""Tables that colours show instead of rules: bands of colour behind every row or every second one, and cells of colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from schemas.document import Box, Char, Rule

FEWEST = 3
"""So many bands of one width stand below one another at least."""
LOWEST, HIGHEST = 0.8, 8.0
"""Heights of a band, ems."""
CLOSE = 0.6
"""Bands with no more than this (ems) between them follow one another directly."""
NEAR = 0.3
"""Edges at most so far apart (ems) are at one place."""


def band_rules(boxes: Sequence[Box], rules: Sequence[Rule], chars: Sequence[Char], em: float) -> list[Rule]:
    """The rules that the edges of bands stand for; none where rules are drawn there."""
    fills = [b for b in boxes if b.kind == "fill" and LOWEST * em <= b.bottom - b.top <= HIGHEST * em and b.x1 - b.x0 > 2 * em]
    stacks = [stack for stack in _stacks(fills, em) if not _ruled(stack, rules, em)]
    grids, lone = _beside(stacks, em)
    out = [rule for stack in lone for rule in _across(stack, chars)]
    for grid in grids:
        level = _across([b._replace(x1=grid[-1][0].x1) for b in grid[0]], chars)
        edges = [grid[0][0].x0, *(stack[0].x1 for stack in grid)]
        out += level + [Rule(x, level[0].top, x, level[-1].top) for x in edges]
    return out


def _stacks(fills: Sequence[Box], em: float) -> list[list[Box]]:
    """Bands of one width below one another: close together, or with the space of another one between them."""
    columns: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in sorted(fills, key=lambda b: (b.x0, b.x1)):
        key = next((k for k in columns if abs(columns[k][0].x0 - box.x0) + abs(columns[k][0].x1 - box.x1) <= NEAR * em), None)
        columns[key or (round(box.x0), round(box.x1))].append(box)
    out = []
    for column in columns.values():
        column.sort(key=lambda b: b.top)
        usual = median(b.bottom - b.top for b in column)
        run: list[Box] = []
        for box in column:
            gap = box.top - run[-1].bottom if run else 0.0
            if run and not (-NEAR * em <= gap <= CLOSE * em or usual / 2 <= gap <= 2 * usual):
                out.append(run)
                run = []
            run.append(box)
        out.append(run)
    return [_joined(run, em) for run in out if len(run) >= FEWEST]


def _joined(stack: list[Box], em: float) -> list[Box]:
    """Bands that follow one another closely share the middle of the space between them."""
    out = list(stack)
    for n in range(1, len(out)):
        above, below = out[n - 1], out[n]
        if below.top - above.bottom <= CLOSE * em:
            middle = (above.bottom + below.top) / 2
            out[n - 1], out[n] = above._replace(bottom=middle), below._replace(top=middle)
    return out


def _ruled(stack: Sequence[Box], rules: Sequence[Rule], em: float) -> bool:
    """Whether rules are drawn along most bands."""
    level = [r for r in rules if r.horizontal]
    drawn = sum(
        any(abs(r.top - y) <= NEAR * em and r.x0 < b.x1 and r.x1 > b.x0 for r in level)
        for b in stack
        for y in (b.top, b.bottom)
    )
    return drawn > len(stack) / 2


def _beside(stacks: Sequence[list[Box]], em: float) -> tuple[list[list[list[Box]]], list[list[Box]]]:
    """(stacks of equal rows that stand side by side as the columns of a table, the other stacks)."""
    grids: list[list[list[Box]]] = []
    for stack in sorted(stacks, key=lambda s: s[0].x0):
        home = next((g for g in grids if _continues(g[-1], stack, em)), None)
        if home is None:
            grids.append([stack])
        else:
            middle = (home[-1][0].x1 + stack[0].x0) / 2
            home[-1] = [b._replace(x1=middle) for b in home[-1]]
            home.append([b._replace(x0=middle) for b in stack])
    return [g for g in grids if len(g) > 1], [g[0] for g in grids if len(g) == 1]


def _continues(left: Sequence[Box], right: Sequence[Box], em: float) -> bool:
    gap = right[0].x0 - left[0].x1
    if len(left) != len(right) or not -NEAR * em <= gap <= CLOSE * em:
        return False
    return all(abs(a.top - b.top) + abs(a.bottom - b.bottom) <= NEAR * em for a, b in zip(left, right, strict=True))


def _across(stack: Sequence[Box], chars: Sequence[Char]) -> list[Rule]:
    """The upper and lower edges of bands; a row of words right above the first or below the last one has its edge too."""
    x0, x1 = stack[0].x0, stack[0].x1
    levels = [y for b in stack for y in (b.top, b.bottom)]
    high = median(b.bottom - b.top for b in stack)
    for edge, beyond in ((levels[0], levels[0] - high), (levels[-1], levels[-1] + high)):
        low, top = max(edge, beyond), min(edge, beyond)
        if any(top <= c.top and c.bottom <= low and x0 <= c.x0 and c.x1 <= x1 and not c.text.isspace() for c in chars):
            levels.append(beyond)
    return [Rule(x0, y, x1, y) for y in sorted(levels)]
