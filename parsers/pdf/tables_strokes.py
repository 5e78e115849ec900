"""Strokes of a page put together: broken, doubled and dashed rules become one line each, lines that touch become groups.

Lengths are points; `em` is the usual height of a character on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from schemas.document import Char, Rule

SNAP = 0.25
"""Lines at most so many ems apart are one (double rules)."""
TOUCH = 0.25
"""An end that comes so near (in ems) to a line across it touches it."""
BREAK = 0.18
"""Pieces of one line are at most so far apart (in ems)."""
DASH = 1.0
"""Pieces shorter than this (in ems) may be dashes: they are put together over gaps of up to their own length."""
MAX_STROKES = 6000
"""A page with more strokes than this is a drawing (a map, a plan)."""


class Stroke(NamedTuple):
    """A straight line: `at` is its height (horizontal) or its distance from the left (vertical), from `start` to `end`."""

    at: float
    start: float
    end: float
    thickness: float = 0.0


class Group(NamedTuple):
    """Horizontal and vertical lines that touch one another."""

    rows: list[Stroke]
    columns: list[Stroke]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (
            min([s.start for s in self.rows] + [s.at for s in self.columns]),
            min([s.at for s in self.rows] + [s.start for s in self.columns]),
            max([s.end for s in self.rows] + [s.at for s in self.columns]),
            max([s.at for s in self.rows] + [s.end for s in self.columns]),
        )


def page_em(chars: Sequence[Char]) -> float:
    """The median size of the visible characters, 10 for a page without any."""
    sizes = sorted(c.size or c.bottom - c.top for c in chars if c[0].strip())
    return max(2.0, sizes[len(sizes) // 2]) if sizes else 10.0


def strokes(rules: Iterable[Rule], em: float) -> tuple[list[Stroke], list[Stroke]]:
    """(horizontal, vertical) lines, each put together from its pieces."""
    rows: list[Stroke] = []
    columns: list[Stroke] = []
    for x0, top, x1, bottom, thickness in rules:
        wide, high = x1 - x0, bottom - top
        thickness = max(thickness, min(wide, high))
        if wide >= high:
            rows.append(Stroke((top + bottom) / 2, x0, x1, thickness))
        else:
            columns.append(Stroke((x0 + x1) / 2, top, bottom, thickness))
    if len(rows) + len(columns) > MAX_STROKES:
        return [], []
    return _whole(merge(rows, 0.1 * em, em), em), _whole(merge(columns, 0.1 * em, em), em)


def _whole(lines: list[Stroke], em: float) -> list[Stroke]:
    """Lines long enough to bound a cell."""
    return [s for s in lines if s.end - s.start >= 0.5 * em]


def merge(lines: Iterable[Stroke], near: float, em: float) -> list[Stroke]:
    """Lines within `near` of one another that overlap or follow one another closely become one."""
    out: list[Stroke] = []
    for cluster in clusters(sorted(lines, key=attrgetter("at")), near):
        cluster.sort(key=attrgetter("start"))
        weight = max(cluster, key=lambda s: s.end - s.start).at
        _, start, end, thick = cluster[0]
        last = end - start
        for piece in cluster[1:]:
            length = piece.end - piece.start
            gap = DASH * em if max(last, length) < DASH * em and piece.start - end <= 1.5 * max(last, length) else BREAK * em
            if piece.start - end <= gap:
                end, thick = max(end, piece.end), max(thick, piece.thickness)
            else:
                out.append(Stroke(weight, start, end, thick))
                start, end, thick = piece.start, piece.end, piece.thickness
            last = length
        out.append(Stroke(weight, start, end, thick))
    return out


def clusters(lines: Sequence[Stroke], near: float) -> list[list[Stroke]]:
    """Sorted lines in runs at nearly one place; a run is never wider than twice `near`."""
    out: list[list[Stroke]] = []
    for line in lines:
        if out and line.at - out[-1][-1].at <= near and line.at - out[-1][0].at <= 2 * near:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def groups(rows: list[Stroke], columns: list[Stroke], em: float) -> tuple[list[Group], list[Stroke]]:
    """(groups of lines that touch, horizontal lines that touch nothing)."""
    if not rows or not columns:
        return [], rows
    crossing = _crossing(rows, columns, TOUCH * em)
    owner = [-1] * (len(rows) + len(columns))
    out: list[Group] = []
    for first in range(len(rows)):
        if owner[first] >= 0 or not crossing[first].any():
            continue
        members = _reach(first, crossing, owner, len(out))
        out.append(
            Group([rows[n] for n in members if n < len(rows)], [columns[n - len(rows)] for n in members if n >= len(rows)])
        )
    return out, [row for n, row in enumerate(rows) if owner[n] < 0]


def _crossing(rows: list[Stroke], columns: list[Stroke], touch: float) -> npt.NDArray[np.bool_]:
    h, v = np.array([s[:3] for s in rows]), np.array([s[:3] for s in columns])
    found: npt.NDArray[np.bool_] = (
        (v[None, :, 0] >= h[:, None, 1] - touch)
        & (v[None, :, 0] <= h[:, None, 2] + touch)
        & (h[:, None, 0] >= v[None, :, 1] - touch)
        & (h[:, None, 0] <= v[None, :, 2] + touch)
    )
    return found


def _reach(first: int, crossing: npt.NDArray[np.bool_], owner: list[int], number: int) -> list[int]:
    """All lines that hang together with the first; columns are counted after the rows."""
    n_rows = crossing.shape[0]
    owner[first] = number
    members = [first]
    for n in members:
        others = np.flatnonzero(crossing[n]) + n_rows if n < n_rows else np.flatnonzero(crossing[:, n - n_rows])
        for other in others.tolist():
            if owner[other] < 0:
                owner[other] = number
                members.append(other)
    return members
