"""What the ruled areas of a page are: tables, frames around paragraphs, or decoration."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from parsers.pdf.lines import build_lines, char_rows
from parsers.pdf.ruby import split_ruby
from parsers.pdf.tables_grid import Face, Grid, find_grid, places
from parsers.pdf.tables_header import is_shaded
from parsers.pdf.tables_strokes import Group
from schemas.document import Cell, Char, Region, Table

Box = tuple[float, float, float, float]
GUTTER = 0.5
"""A face lower or narrower than this (in ems) that runs from side to side is the space between two tables, no cell."""
PROSE_LINES = 3
"""A cell of so many lines may hold paragraphs; a single row or column of such cells is a frame, no table."""


@dataclass
class Area:
    """Faces that share edges, and the characters (by their number on the page) that stand in each."""

    grid: Grid
    numbers: list[int]
    chars: dict[int, list[int]] = field(default_factory=dict)

    @property
    def faces(self) -> list[Face]:
        return [self.grid.faces[n] for n in self.numbers]

    @property
    def box(self) -> Box:
        faces = self.faces
        return (min(f.x0 for f in faces), min(f.top for f in faces), max(f.x1 for f in faces), max(f.bottom for f in faces))

    @property
    def size(self) -> float:
        x0, top, x1, bottom = self.box
        return (x1 - x0) * (bottom - top)


def areas(groups: Sequence[Group], em: float) -> list[Area]:
    """All areas of a page, the smallest first."""
    out: list[Area] = []
    for group in groups:
        grid = find_grid(group, em)
        if grid:
            out += [Area(grid, numbers) for numbers in _touching(grid, GUTTER * em)]
    return sorted(out, key=lambda a: a.size)


def _touching(grid: Grid, gutter: float) -> list[list[int]]:
    """The numbers of the faces that may be cells, parted where they do not share an edge."""
    faces = grid.faces
    at: dict[tuple[str, int, int], int] = {}
    home = list(range(len(faces)))

    def find(n: int) -> int:
        while home[n] != n:
            home[n] = home[home[n]]
            n = home[n]
        return n

    large = [(n, f) for n, f in enumerate(faces) if not _is_gutter(f, grid, gutter)]
    for n, face in large:
        for row in range(*face.rows):
            at["v", row, face.columns[1]] = n
        for column in range(*face.columns):
            at["h", column, face.rows[1]] = n
    for n, face in large:
        before = [at.get(("v", row, face.columns[0])) for row in range(*face.rows)]
        before += [at.get(("h", column, face.rows[0])) for column in range(*face.columns)]
        for other in before:
            if other is not None:
                home[find(n)] = find(other)
    out: dict[int, list[int]] = {}
    for n, _ in large:
        out.setdefault(find(n), []).append(n)
    return list(out.values())


def _is_gutter(face: Face, grid: Grid, gutter: float) -> bool:
    across = face.bottom - face.top < gutter and face.columns == (0, len(grid.xs) - 1)
    return across or (face.x1 - face.x0 < gutter and face.rows == (0, len(grid.ys) - 1))


def put_chars(found: Sequence[Area], chars: Sequence[Char], without: Set[int] = frozenset()) -> None:
    """Each character goes to the faces of every area around its middle; `without` are the numbers of those that stay outside."""
    if not found or not chars:
        return
    lefts, tops, rights, bottoms = map(np.array, islice(zip(*chars, strict=True), 1, 5))
    xs, ys = (lefts + rights) / 2, (tops + bottoms) / 2
    for area in found:
        x0, top, x1, bottom = area.box
        inside = np.flatnonzero((x0 <= xs) & (xs <= x1) & (top <= ys) & (ys <= bottom))
        numbers = set(area.numbers)
        for n, x, y in zip(inside.tolist(), xs[inside].tolist(), ys[inside].tolist(), strict=True):
            face = -1 if n in without else area.grid.at(x, y)
            if face in numbers:
                area.chars.setdefault(face, []).append(n)


class Sorted:
    """The areas of a page by what they are; nested ones that are no tables belong to the cell around them."""

    def __init__(
        self, found: Sequence[Area], chars: Sequence[Char], em: float, known: Sequence[Table], fills: Sequence[Box]
    ) -> None:
        self.tables: list[Area] = []
        self.frames: list[Box] = []
        self._chars, self._em, self._known, self._fills = chars, em, known, fills
        kinds = [(area, self._kind(area)) for area in found]
        whole = [area for area, kind in kinds if kind == "table"]
        for area, kind in kinds:
            inside = any(_holds(other.box, area.box, em) for other in whole if other is not area)
            if kind == "table" and not (inside and not self._rich(area)):
                self.tables.append(area)
            elif kind == "frames" and not inside:
                self.frames += [
                    (f.x0, f.top, f.x1, f.bottom) for n, f in zip(area.numbers, area.faces, strict=True) if n in area.chars
                ]
        for n, area in enumerate(self.tables):
            self._take(area, self.tables[n + 1 :])

    def _take(self, area: Area, around: Sequence[Area]) -> None:
        """A nested table's characters are no more those of the cell around it."""
        own = {n for inside in area.chars.values() for n in inside}
        for other in around:
            for face, inside in other.chars.items():
                other.chars[face] = [n for n in inside if n not in own]

    def _kind(self, area: Area) -> str:
        """`table`, `frames` (each face is a frame), or nothing."""
        filled = {n: [self._chars[k] for k in inside] for n, inside in area.chars.items()}
        filled = {n: inside for n, inside in filled.items() if any(c[0].strip() for c in inside)}
        if not filled:
            return ""
        if self._goes_on(area):
            return "table"
        if len(area.numbers) == 1:
            return "frames" if self._frame(area.box) else ""
        taken = places(area.faces)
        n_rows, n_cols = (len({place[k] for place in taken}) for k in (0, 1))
        if (n_rows == 1 or n_cols == 1) and self._prose(area, filled, n_cols):
            return "frames"
        return "table"

    def _prose(self, area: Area, filled: dict[int, list[Char]], n_cols: int) -> bool:
        """Boxes below each other without shaded labels, or beside each other and all with paragraphs."""
        if n_cols == 1:
            return not self._labelled(area)
        widths = [f.x1 - f.x0 for f in area.faces]
        least = 2 if max(widths) < 1.05 * min(widths) else PROSE_LINES
        return len(filled) > 1 and all(len(char_rows(inside)) >= least for inside in filled.values())

    def _labelled(self, area: Area) -> bool:
        """Whether shaded cells stand above cells without shade."""
        order = [is_shaded((f.x0, f.top, f.x1, f.bottom), self._fills) for f in sorted(area.faces, key=lambda f: f.top)]
        return len(order) > 1 and order[0] and not all(order)

    def _goes_on(self, area: Area) -> bool:
        """Whether the area may be the rest of the last table of the page before: as wide, with nothing above it."""
        x0, top, x1, _ = area.box
        if not self._known or any(c[4] <= top and c[3] > x0 and c[1] < x1 and c[0].strip() for c in self._chars):
            return False
        last = max(self._known, key=lambda t: t.parts[-1].bottom)
        box = last.parts[-1]
        return last.n_cols > 1 and abs((box.x1 - box.x0) - (x1 - x0)) <= 0.1 * self._em

    def _rich(self, area: Area) -> bool:
        """A table of its own inside a cell: two rows and columns, three places filled."""
        taken = places(area.faces)
        return len(area.chars) >= 3 and all(len({place[k] for place in taken}) >= 2 for k in (0, 1))

    def _frame(self, box: Box) -> bool:
        """No frame: a box around a few characters of a line of text."""
        x0, top, x1, bottom = box
        if bottom - top > 2.5 * self._em:
            return True
        near = 1.5 * self._em
        return not any(
            c[0].strip() and top <= (c[2] + c[4]) / 2 <= bottom and (0 <= x0 - c[3] + 1 <= near or 0 <= c[1] - x1 + 1 <= near)
            for c in self._chars
        )


def _holds(outer: Box, inner: Box, em: float) -> bool:
    slack = 0.5 * em
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def ruled_table(area: Area, chars: Sequence[Char], page_no: int) -> tuple[Table, list[Char]]:
    """(the table, the ruby in its cells)."""
    cells: list[Cell] = []
    ruby: list[Char] = []
    faces = area.faces
    for n, face, place in zip(area.numbers, faces, places(faces), strict=True):
        base, small = split_ruby([chars[k] for k in area.chars.get(n, ())])
        ruby += small
        lines = tuple(line.text for line in build_lines(base, page_no))
        cells.append(Cell(*place, lines, Region(page_no, face.x0, face.top, face.x1, face.bottom)))
    cells.sort(key=lambda c: (c.row, c.col))
    return Table(cells, (Region(page_no, *area.box),)), ruby
