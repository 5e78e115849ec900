"""Tables whose words run downwards: their rows stand beside one another from right to left, the cells of a row below one another."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Char, Table

MOST = 0.6
"""The share of a table's characters that run downwards where its rows do."""


def stand_upright(table: Table, down: Sequence[Char]) -> None:
    """Give the cells the rows and columns that a reader sees, where most of the table's words are among those that run downwards."""
    box = table.parts[0]
    inside = sum(box.x0 <= (c.x0 + c.x1) / 2 <= box.x1 and box.top <= (c.top + c.bottom) / 2 <= box.bottom for c in down)
    if not inside or inside < MOST * sum(len(line.s.replace(" ", "")) for cell in table.cells for line in cell.lines):
        return
    width = table.n_cols
    for cell in table.cells:
        cell.row, cell.col = width - cell.col - cell.col_span, cell.row
        cell.row_span, cell.col_span, cell.is_header = cell.col_span, cell.row_span, False
    table.cells.sort(key=lambda c: (c.row, c.col))
    table.header_rows = 0
