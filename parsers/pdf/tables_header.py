"""Which cells of a table are headings: shaded ones, and the rows at the top that name what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.document import Box, Cell, Table
from schemas.text import fold

COVERED = 0.6
"""A cell is shaded when fills of about its own size cover so much of it."""
MOST_ROWS = 4
"""No header is higher than this (rows)."""
SHORT = 16
"""Words over a column are no longer than this (characters)."""
NUMBER = re.compile(r"[-+△▲(]*\d[\d,.]*%?[)人件円名年月日か所回台部枚kKmM㎡]*|[-－―‐ー]")

Place = tuple[float, float, float, float]


def shades(boxes: Sequence[Box], width: float, height: float) -> list[Place]:
    """The fills of a page that may shade a cell or a row of cells."""
    return [b[:4] for b in boxes if b.kind == "fill" and (b.x1 - b.x0) * (b.bottom - b.top) < 0.5 * width * height]


def is_shaded(place: Place, fills: Sequence[Place]) -> bool:
    """Whether fills cover most of the place; one that reaches far beyond it in height is a ground, no shade."""
    x0, top, x1, bottom = place
    covered = 0.0
    for fx0, ftop, fx1, fbottom in fills:
        wide, high = min(x1, fx1) - max(x0, fx0), min(bottom, fbottom) - max(top, ftop)
        if wide > 0 and high > 0 and fbottom - ftop < 1.5 * (bottom - top) + 2:
            covered += wide * high
    return covered >= COVERED * (x1 - x0) * (bottom - top)


def mark_header(table: Table, fills: Sequence[Place]) -> None:
    """Sets `header_rows` of the table and `is_header` of its cells."""
    shaded = {id(c) for c in table.cells if c.box and is_shaded(c.box[1:], fills)} if fills else set()
    rows = _shaded_rows(table, shaded) or _named_rows(table) or _centred_rows(table)
    table.header_rows = rows
    for cell in table.cells:
        cell.is_header = cell.row < rows or (id(cell) in shaded and 2 * len(shaded) <= len(table.cells) + table.n_rows)


def _shaded_rows(table: Table, shaded: set[int]) -> int:
    """Rows from the top whose cells are all shaded, if the rows after them are not."""
    n = 0
    while n < min(MOST_ROWS, table.n_rows) and all(id(c) in shaded for c in table.row(n)) and table.row(n):
        n += 1
    return _whole(table, n) if 0 < n < table.n_rows else 0


def _named_rows(table: Table) -> int:
    """One row of words above columns of numbers; more where its cells span rows or are divided."""
    if table.n_rows < 2 or table.n_cols < 2:
        return 0
    first = table.row(0)
    if any(_is_number(c) for c in first) or (sum(1 for c in first if c.lines) < 2 and len(first) > 2):
        return 0
    rows = _whole(table, 1)
    below = [c for c in table.cells if c.row >= rows and c.lines]
    columns: dict[int, list[Cell]] = {}
    for cell in below:
        columns.setdefault(cell.col, []).append(cell)
    counted = [cells for col, cells in columns.items() if col > 0 and 2 * sum(map(_is_number, cells)) > len(cells)]
    return rows if counted and rows < table.n_rows else 0


def _centred_rows(table: Table) -> int:
    """A row of short words, each in the middle of its cell, over cells whose words begin at the left."""
    first = [c for c in table.row(0) if c.lines]
    if table.n_rows < 2 or len(first) < 2 or any(len(c.lines) > 2 or len(c.text) > SHORT or _is_number(c) for c in first):
        return 0
    rows = _whole(table, 1)
    below = [c for c in table.cells if c.row >= rows and c.lines]
    middle = sum(1 for c in first if _is_centred(c))
    if rows >= table.n_rows or 3 * middle < 2 * len(first) or 2 * sum(1 for c in below if _is_centred(c)) > len(below):
        return 0
    return rows


def _is_centred(cell: Cell) -> bool:
    drawn = [g for g in cell.lines[0].glyphs if g]
    if cell.box is None or not drawn:
        return False
    left, right = min(g.x0 for g in drawn) - cell.box.x0, cell.box.x1 - max(g.x1 for g in drawn)
    em = drawn[0].bottom - drawn[0].top
    return min(left, right) > 0.8 * em and abs(left - right) < max(0.6 * em, 0.1 * (left + right))


def _whole(table: Table, rows: int) -> int:
    """So many rows from the top that no spanned cell of them is cut."""
    while True:
        more = max((c.row + c.row_span for c in table.cells if c.row < rows), default=rows)
        if more <= rows:
            return rows
        rows = more


def _is_number(cell: Cell) -> bool:
    return bool(NUMBER.fullmatch("".join(fold(cell.text.s).split())))


__all__ = ["is_shaded", "mark_header", "shades"]
