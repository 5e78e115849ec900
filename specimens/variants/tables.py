"""Tables set into a flow: spans, header cells that run downwards, rows over pages with their header again."""

from __future__ import annotations

from dataclasses import dataclass, field

from specimens.variants import prose
from specimens.variants.flow import Flow
from specimens.variants.sheet import Run, Stroke
from specimens.variants.spec import Ruling, TruthTable

_PAD = 4.0


@dataclass(frozen=True)
class Cell:
    """A cell at a place of the grid."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    upright: bool = False


@dataclass
class Grid:
    """A table to set: cells, shares of the width for the columns, header rows that come again on the next page."""

    cells: list[Cell]
    shares: list[float]
    header_rows: int = 1
    ruling: Ruling = "full"
    n_rows: int = field(init=False)

    def __post_init__(self) -> None:
        self.n_rows = max(cell.row + cell.row_span for cell in self.cells)

    def matrix(self) -> list[list[str | None]]:
        out: list[list[str | None]] = [[None] * len(self.shares) for _ in range(self.n_rows)]
        for cell in self.cells:
            out[cell.row][cell.col] = cell.text
        return out


def table(flow: Flow, grid: Grid) -> TruthTable:
    """Set it. A table that fits on an empty column is not broken; a longer one goes on in the next with its header rows."""
    heights = _heights(flow, grid)
    if sum(heights) <= flow.column.bottom - flow.column.top:
        flow.need(sum(heights) + flow.leading)
    flow.y += flow.leading * 0.5
    pages: list[int] = []
    row = 0
    while row < grid.n_rows:
        last = _fitting(flow, heights, row)
        rows = list(range(row, last))
        if row and grid.header_rows:
            rows = [*range(grid.header_rows), *rows]
        _part(flow, grid, heights, rows)
        pages.append(flow.page_no)
        row = last
        if row < grid.n_rows:
            flow.turn()
    flow.y += flow.leading * 0.5
    spans = [[c.row, c.col, c.row_span, c.col_span] for c in grid.cells if c.row_span > 1 or c.col_span > 1]
    return TruthTable(grid.matrix(), spans, sorted(set(pages)))


def _edges(flow: Flow, grid: Grid) -> list[float]:
    out = [flow.column.x0]
    for share in grid.shares:
        out.append(out[-1] + share / sum(grid.shares) * flow.column.width)
    return out


def _cell_lines(flow: Flow, cell: Cell, edges: list[float]) -> list[list[prose.Atom]]:
    measure = edges[cell.col + cell.col_span] - edges[cell.col] - 2 * _PAD
    return prose.lines(flow, cell.text, flow.size, 0, 0, measure) if cell.text else []


def _heights(flow: Flow, grid: Grid) -> list[float]:
    edges, line = _edges(flow, grid), flow.size * 1.35
    out = [line + 2 * _PAD] * grid.n_rows
    for cell in sorted(grid.cells, key=lambda c: c.row_span):
        count = len(cell.text) if cell.upright else len(_cell_lines(flow, cell, edges))
        rows = range(cell.row, cell.row + cell.row_span)
        lacking = count * line + 2 * _PAD - sum(out[r] for r in rows)
        if lacking > 0:
            out[rows[-1]] += lacking
    return out


def _fitting(flow: Flow, heights: list[float], row: int) -> int:
    """The row after the last that fits in the room there is (at least one is set)."""
    room = flow.room() - (heights[0] if row else 0)
    last = row
    while last < len(heights) and (room := room - heights[last]) >= 0:
        last += 1
    return max(last, row + 1)


def _part(flow: Flow, grid: Grid, heights: list[float], rows: list[int]) -> None:
    edges = _edges(flow, grid)
    tops: dict[int, float] = {}
    y = flow.y
    for r in rows:
        tops[r] = y
        y += heights[r]
    said: list[list[str]] = [[""] * len(grid.shares) for _ in rows]
    for cell in grid.cells:
        if cell.row not in tops:
            continue
        bottom = tops[cell.row] + sum(heights[cell.row : cell.row + cell.row_span])
        box = (edges[cell.col], tops[cell.row], edges[cell.col + cell.col_span], bottom)
        _words(flow, cell, edges, box)
        said[rows.index(cell.row)][cell.col] = cell.text
        if grid.ruling == "full":
            flow.sheet.box(*box)
    if grid.ruling == "horizontal":
        for r in rows:
            flow.sheet.strokes.append(Stroke(edges[0], tops[r], edges[-1], tops[r]))
        flow.sheet.strokes.append(Stroke(edges[0], y, edges[-1], y))
    flow.page.blocks.append("\n".join("\t".join(row) for row in said))
    flow.y = y


def _words(flow: Flow, cell: Cell, edges: list[float], box: tuple[float, float, float, float]) -> None:
    x0, top, x1, bottom = box
    size, line = flow.size, flow.size * 1.35
    if cell.upright:
        for n, char in enumerate(cell.text):
            x = (x0 + x1 - flow.width_of(char, size)) / 2
            flow.sheet.runs.append(Run(char, x, top + _PAD + n * line + size, size))
        return
    broken = _cell_lines(flow, cell, edges)
    y = top + (bottom - top - len(broken) * line) / 2
    for atoms in broken:
        prose.draw(flow, atoms, x0 + _PAD, y + size, size)
        y += line
