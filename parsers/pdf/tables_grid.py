"""The faces of a group of ruling lines: the areas that lines enclose are the cells, however they span rows and columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from parsers.pdf.tables_strokes import SNAP, TOUCH, Group, Stroke, merge

MAX_PLACES = 200_000
"""A grid of more elementary rectangles than this is a drawing."""


class Face:
    """An enclosed area: its first and last (exclusive) row and column line, and the box it takes up."""

    __slots__ = ("bottom", "columns", "rows", "top", "x0", "x1")

    def __init__(self, rows: tuple[int, int], columns: tuple[int, int], ys: list[float], xs: list[float]) -> None:
        self.rows, self.columns = rows, columns
        self.x0, self.x1 = xs[columns[0]], xs[columns[1]]
        self.top, self.bottom = ys[rows[0]], ys[rows[1]]


class Grid:
    """The faces of a group, and which of them holds a point."""

    def __init__(self, xs: list[float], ys: list[float], labels: list[int], faces: list[Face]) -> None:
        self.xs, self.ys, self.faces = xs, ys, faces
        self._labels = labels

    def at(self, x: float, y: float) -> int:
        """The number of the face that holds the point, -1 outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return -1
        return self._labels[row * (len(self.xs) - 1) + column]


def places(faces: Sequence[Face]) -> list[tuple[int, int, int, int]]:
    """(row, column, row span, column span) of each face; lines at which no face begins do not count."""
    rows = sorted({f.rows[0] for f in faces})
    columns = sorted({f.columns[0] for f in faces})
    out = []
    for face in faces:
        row, column = bisect_left(rows, face.rows[0]), bisect_left(columns, face.columns[0])
        out.append((row, column, bisect_left(rows, face.rows[1]) - row, bisect_left(columns, face.columns[1]) - column))
    return out


def find_grid(group: Group, em: float) -> Grid | None:
    """The faces of a group; None where the lines enclose nothing or are too many."""
    rows = merge(group.rows, SNAP * em, em)
    columns = merge(group.columns, SNAP * em, em)
    rows, columns = _closed(rows, columns, em)
    xs, ys = sorted({c.at for c in columns}), sorted({r.at for r in rows})
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MAX_PLACES:
        return None
    return _faces(xs, ys, _walls(rows, ys, xs, em), _walls(columns, xs, ys, em))


def _walls(lines: list[Stroke], places: list[float], marks: list[float], em: float) -> list[list[bool]]:
    """For each place and each step between two marks: whether a line runs there."""
    walls = [[False] * (len(marks) - 1) for _ in places]
    touch = TOUCH * em
    number = {at: n for n, at in enumerate(places)}
    for line in lines:
        wall = walls[number[line.at]]
        for n in range(max(0, bisect_right(marks, line.start - touch) - 1), len(marks) - 1):
            if marks[n] > line.end:
                break
            if line.start <= marks[n] + touch and line.end >= marks[n + 1] - touch:
                wall[n] = True
    return walls


def _faces(xs: list[float], ys: list[float], rows: list[list[bool]], columns: list[list[bool]]) -> Grid | None:
    """Elementary rectangles that no wall parts are one face; what is open to the outside is none."""
    wide, high = len(xs) - 1, len(ys) - 1
    labels = [-2] * (wide * high)
    faces: list[Face] = []
    for start in range(wide * high):
        if labels[start] != -2:
            continue
        members, is_open = _flood(start, wide, high, rows, columns, labels, len(faces))
        if is_open:
            for n in members:
                labels[n] = -1
            continue
        down, across = [n // wide for n in members], [n % wide for n in members]
        faces.append(Face((min(down), max(down) + 1), (min(across), max(across) + 1), ys, xs))
    return Grid(xs, ys, labels, faces) if faces else None


def _flood(
    start: int, wide: int, high: int, rows: list[list[bool]], columns: list[list[bool]], labels: list[int], number: int
) -> tuple[list[int], bool]:
    """The rectangles that can be reached from the first one without crossing a wall, and whether that leads outside."""
    labels[start] = number
    members, is_open = [start], False
    for n in members:
        y, x = divmod(n, wide)
        for wall, step, inside in (
            (rows[y][x], -wide, y > 0),
            (rows[y + 1][x], wide, y < high - 1),
            (columns[x][y], -1, x > 0),
            (columns[x + 1][y], 1, x < wide - 1),
        ):
            if wall:
                continue
            if not inside:
                is_open = True
            elif labels[n + step] == -2:
                labels[n + step] = number
                members.append(n + step)
    return members, is_open


def _closed(rows: list[Stroke], columns: list[Stroke], em: float) -> tuple[list[Stroke], list[Stroke]]:
    """Open sides drawn in: where most lines end together, beyond the last line across them."""
    columns = columns + _open_sides(rows, columns, em)
    return rows + _open_sides(columns, rows, em), columns


def _open_sides(lines: list[Stroke], across: list[Stroke], em: float) -> list[Stroke]:
    """The lines that are missing, whole or in part, across the outer ends of `lines`."""
    out: list[Stroke] = []
    extent = max(s.at for s in lines) - min(s.at for s in lines)
    for edge, ends in (
        (min(s.start for s in lines), [s.start for s in lines]),
        (max(s.end for s in lines), [s.end for s in lines]),
    ):
        free = [s.at for s, end in zip(lines, ends, strict=True) if abs(end - edge) <= SNAP * em]
        near = [a.at for a in across if abs(a.at - edge) <= em]
        long = max(free) - min(free)
        if long > em and long >= 0.7 * extent and all(abs(at - edge) <= SNAP * em for at in near):
            start, end = _reach(across, free, em)
            out.append(Stroke(near[0] if near else edge, start, end))
    return out


def _reach(across: list[Stroke], free: list[float], em: float) -> tuple[float, float]:
    """From where to where an open side runs: as far as the lines that run beside it, where all of these end together."""
    start, end = min(free), max(free)
    starts, ends = [a.start for a in across], [a.end for a in across]
    if max(starts) - min(starts) <= SNAP * em:
        start = min(start, *starts)
    if max(ends) - min(ends) <= SNAP * em:
        end = max(end, *ends)
    return start, end
