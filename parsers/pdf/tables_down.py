"""Tables whose words do not run from left to right: those of 縦書き, whose rows stand beside one another from right to left, and
tables that lie on a side or on their head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.document import Cell, Char, Table

MOST = 0.6
"""The share of a table's characters that run in another direction where its rows do."""


def stand_upright(table: Table, turned: Mapping[int, Sequence[Char]]) -> None:
    """Give the cells the rows and columns that a reader sees, where most of the table's words are among the characters that run in
    one of the directions of `turned`."""
    least = MOST * sum(len(line.s.replace(" ", "")) for cell in table.cells for line in cell.lines)
    box = table.parts[0]
    for direction, chars in turned.items():
        inside = sum(box.x0 <= (c.x0 + c.x1) / 2 <= box.x1 and box.top <= (c.top + c.bottom) / 2 <= box.bottom for c in chars)
        if inside and inside >= least:
            _turn(table, direction)
            return


def _turn(table: Table, direction: int) -> None:
    height, width = table.n_rows, table.n_cols
    for cell in table.cells:
        right, below = width - cell.col - cell.col_span, height - cell.row - cell.row_span
        if direction == 180:
            cell.row, cell.col = below, right
        else:
            cell.row, cell.col = (right, cell.row) if direction == 90 else (cell.col, below)
            cell.row_span, cell.col_span = cell.col_span, cell.row_span
        cell.is_header = False
    table.cells.sort(key=_place)
    table.header_rows = 0


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.col
