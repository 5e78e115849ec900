"""Tables that run over columns, half sheets and pages become one: repeated headers dropped, rows that were cut put together.

A part continues the one before it where its columns stand at the same distances, the first ends where the page's text ends, and the
second begins where it begins (the caller sees to it that nothing but running matter stands between them).
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.tables_extents import same_words
from schemas.document import Cell, Table
from schemas.text import fold

NEAR = 0.012
"""Column edges agree within this share of the table's width."""
Edges = list[float]


def edges(table: Table) -> Edges:
    """The distances of a part's column edges from its left edge, as shares of its width."""
    box = table.parts[0]
    width = (box.x1 - box.x0) or 1.0
    marks = {round((x - box.x0) / width, 4) for c in table.cells if c.box for x in (c.box.x0, c.box.x1)}
    return sorted(marks)


def same_columns(first: Table, second: Table) -> bool:
    """Whether two parts are equally wide and one's column edges are all among the other's; without vertical rules, whether the words
    of their columns stand below one another."""
    if "full" not in (first.ruling, second.ruling):
        return same_words(first, second)
    a, b = first.parts[-1], second.parts[0]
    width = a.x1 - a.x0
    if not width or abs((b.x1 - b.x0) - width) > 2 * NEAR * width:
        return False
    few, many = sorted((edges(first), edges(second)), key=len)
    return len(many) > 2 and all(any(abs(x - y) <= NEAR for y in many) for x in few)


def repeated_header(first: Table, second: Table) -> int:
    """How many rows the second part repeats from the top of the first: 0 where it repeats none."""
    n = 0
    while n < min(first.n_rows, second.n_rows - 1) and n < 4:
        above, below = _words(first, n), _words(second, n)
        if above != below or not any(above):
            break
        n += 1
    return n


def join(parts: Sequence[Table]) -> Table:
    """The parts of one table as one table. Raises ValueError without a part."""
    if not parts:
        raise ValueError("a table has at least one part")
    whole = parts[0]
    for part in parts[1:]:
        whole = _add(whole, part)
    return whole


def _words(table: Table, row: int) -> list[str]:
    return ["".join(fold(c.text.s).split()) for c in table.row(row)]


def _add(first: Table, second: Table) -> Table:
    skip = repeated_header(first, second)
    second = _filled(first, second, skip)
    header = max(first.header_rows, skip)
    columns = _columns(first, second)
    top = [_moved(c, 0, columns[0]) for c in first.cells]
    last = first.n_rows - 1
    cut = _is_cut(first, second, skip)
    shift = last + (0 if cut else 1) - skip
    below = [_moved(c, shift, columns[1]) for c in second.cells if c.row >= skip]
    edge = last if cut else last + 1
    for cell in [c for c in below if c.row == edge]:
        above = _covering(top, last, cell)
        if above is None or not (cut or _goes_on(above, cell)):
            continue
        above.lines += cell.lines
        above.row_span = max(above.row_span, cell.row + cell.row_span - above.row)
        below.remove(cell)
    cells = sorted(top + below, key=lambda c: (c.row, c.col))
    return Table(cells, first.parts + second.parts, first.ruling, first.caption, first.unit, header)


def _filled(first: Table, second: Table, skip: int) -> Table:
    """The second part without the empty rows that stand before the rest of a cut row."""
    part = second
    while part.n_rows > skip + 1 and not any(c.lines for c in part.row(skip)):
        part = _without_row(part, skip)
    return part if part is not second and _is_cut(first, part, skip) else second


def _without_row(table: Table, row: int) -> Table:
    cells = [
        Cell(
            c.row - (c.row > row),
            c.col,
            c.row_span - (c.row <= row < c.row + c.row_span),
            c.col_span,
            c.lines,
            c.box,
            c.is_header,
        )
        for c in table.cells
    ]
    kept = [c for c in cells if c.row_span > 0]
    return Table(kept, table.parts, table.ruling, table.caption, table.unit, table.header_rows)


def _goes_on(above: Cell, cell: Cell) -> bool:
    """An empty box under a cell that spans rows is the rest of that cell."""
    return not cell.lines and bool(above.lines) and (above.row_span > 1 or cell.row_span > 1)


def _is_cut(first: Table, second: Table, skip: int) -> bool:
    """Whether the second part's first row is the rest of the first part's last row: its label cell is empty, or all that goes
    on in it goes on in mid-sentence."""
    below = {c.col: c for c in second.cells if c.row == skip}
    label = below.get(0)
    above = _covering(first.cells, first.n_rows - 1, _moved(label, 0, _columns(first, second)[1])) if label else None
    if label is None or above is None:
        return False
    if second.n_cols == 1:
        return bool(above.lines) and (_open(above) or min(len(above.lines), len(label.lines)) > 1)
    if not any(c.lines for c in below.values() if c is not label):
        return _torn(above, label)
    if label.lines or not above.lines or (above.row_span > 1 and not (_open(first.cells[-1]) and _full(first.cells[-1]))):
        return False
    if min(first.n_cols, second.n_cols) <= 2:
        return True
    return all(before is not None and before.lines and _open(before) for before in _over(first, second, skip))


def _over(first: Table, second: Table, skip: int) -> list[Cell | None]:
    """The cells of the first part's last row over those of the second part's first row that hold words."""
    columns = _columns(first, second)[1]
    below = (c for c in second.cells if c.row == skip and c.lines)
    return [_covering(first.cells, first.n_rows - 1, _moved(cell, 0, columns)) for cell in below]


def breaks_off(first: Table, second: Table) -> bool:
    """Whether the first part breaks off in mid-sentence at the end of a full line, and the second part goes on in that cell."""
    if not _is_cut(first, second, 0):
        return False
    before = _over(first, second, 0)
    return bool(before) and all(cell is not None and _open(cell) and _full(cell) for cell in before)


def _torn(above: Cell, label: Cell) -> bool:
    """Whether a label of a character or two is the rest of the label above it, whose last line fills its cell."""
    if not above.box or not above.lines or len("".join(label.text.s.split())) not in (1, 2):
        return False
    drawn = [g for g in above.lines[-1].glyphs if g]
    em = drawn[-1].bottom - drawn[-1].top
    return len(drawn) > 2 and above.box.x1 - drawn[-1].x1 < em


def _open(cell: Cell) -> bool:
    """Whether a cell's words end in mid-sentence."""
    words = cell.text.s.rstrip()
    return bool(words) and not words.endswith(("。", "．", ".", "」", ")", "）"))


def _full(cell: Cell) -> bool:
    """Whether a cell's last line reaches its right edge, as a line does that goes on."""
    drawn = [g for g in cell.lines[-1].glyphs if g] if cell.lines else []
    return bool(drawn) and cell.box is not None and cell.box.x1 - drawn[-1].x1 < 2 * (drawn[-1].bottom - drawn[-1].top)


def _columns(first: Table, second: Table) -> tuple[list[int], list[int]]:
    """For each part, the column of the joined table at which each of its columns begins."""
    if "full" not in (first.ruling, second.ruling):
        return list(range(first.n_cols + 1)), list(range(second.n_cols + 1))
    a, b = _starts(first), _starts(second)
    both = sorted(a + [y for y in b if all(abs(x - y) > NEAR for x in a)])
    return [_nearest(both, x) for x in a], [_nearest(both, x) for x in b]


def _starts(table: Table) -> Edges:
    """The distances at which the columns 0, 1, … of a part begin, and where the last ends, as shares of its width."""
    box = table.parts[-1]
    width = (box.x1 - box.x0) or 1.0
    starts: dict[int, float] = {}
    for cell in table.cells:
        if cell.box and cell.box.page_no == box.page_no:
            starts[cell.col] = (cell.box.x0 - box.x0) / width
    for column in range(table.n_cols):
        starts.setdefault(column, starts.get(column - 1, 0.0))
    return [starts[k] for k in range(table.n_cols)] + [1.0]


def _nearest(places: Edges, x: float) -> int:
    return min(range(len(places)), key=lambda n: abs(places[n] - x))


def _moved(cell: Cell, rows: int, columns: list[int]) -> Cell:
    """A copy of a cell, further down and on the joined table's columns."""
    start = columns[cell.col]
    end = columns[min(cell.col + cell.col_span, len(columns) - 1)]
    return Cell(cell.row + rows, start, cell.row_span, max(1, end - start), cell.lines, cell.box, cell.is_header)


def _covering(cells: Sequence[Cell], row: int, cell: Cell) -> Cell | None:
    """The cell that covers a row at the columns of another."""
    for other in cells:
        if other.row <= row < other.row + other.row_span and other.col == cell.col and other.col_span == cell.col_span:
            return other
    return None
