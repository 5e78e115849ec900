"""Tables without vertical rules: columns from the white between words, rows from horizontal rules or from the lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.lines import build_lines, char_rows
from parsers.pdf.tables_leading import spaced_cells
from parsers.pdf.tables_pieces import NUMBER, Piece, pieces_of, separators
from parsers.pdf.tables_rows import (
    Plain,
    by_rules,
    cut_by_rules,
    find_bands,
    find_cores,
    line_places,
    one_each,
    ruled_places,
    spaced_places,
    spread_lines,
)
from parsers.pdf.tables_strokes import Stroke
from schemas.document import Cell, Char, Region, Table
from schemas.text import fold

MANY = 3
"""So many lines of numbers in the cells of one row are rows of their own."""


def table_of_lines(
    chars: Sequence[Char], rules: Sequence[Stroke], page_no: int, em: float, columns: Sequence[Stroke] = ()
) -> Table | None:
    """The table that the characters of a region make; `rules` are its horizontal lines, `columns` its vertical ones, if any.

    None without two columns.
    """
    rows = [pieces for row in char_rows(chars) if (pieces := pieces_of(row, em))]
    if not rows:
        return None
    marks = separators(rows)
    box = (
        min([p.x0 for row in rows for p in row] + [r.start for r in rules]),
        max([p.x1 for row in rows for p in row] + [r.end for r in rules]),
    )
    marks = _rule_ends(marks, rules, rows, em)
    marks = _drawn(marks, columns, rows, box)
    if not marks:
        return None
    bands = find_bands(rows, rules, em)
    cores = find_cores(rows, marks, box, em)
    spaced = spaced_cells(spread_lines(rows, cores), em)
    if by_rules(bands) or (spaced and one_each(spaced, bands)):
        places = ruled_places(bands, marks, rules, box, em)
    elif spaced and not cut_by_rules(spaced, bands):
        places = spaced_places(spaced, len(cores))
    else:
        places = line_places(rows, cores, rules, em)
    edges = [box[0], *marks, box[1]]
    region = Region(page_no, box[0], min(p.top for p in rows[0]), box[1], max(p.bottom for row in rows for p in row))
    return Table(_cells(places, edges, page_no), (region,), "horizontal" if rules else "none")


def _cells(places: Sequence[Plain], edges: Sequence[float], page_no: int) -> list[Cell]:
    """The places as cells; their boxes reach from separator to separator, and as high as the words of their rows."""
    high: dict[int, tuple[float, float]] = {}
    for place in places:
        for row in {place.rows[0], place.rows[1] - 1} if place.chars else ():
            top = min(c[2] for c in place.chars) if row == place.rows[0] else 1e9
            bottom = max(c[4] for c in place.chars) if row == place.rows[1] - 1 else 0.0
            before = high.get(row, (1e9, 0.0))
            high[row] = min(before[0], top), max(before[1], bottom)
    cells = []
    for (row, end), (column, last), chars in places:
        known = [high[r] for r in range(row, end) if r in high]
        box = None
        if known:
            box = Region(page_no, edges[column], min(k[0] for k in known), edges[last], max(k[1] for k in known))
        lines = tuple(line.text for line in build_lines(chars, page_no))
        cells.append(Cell(row, column, end - row, last - column, lines, box))
    return cells


def _rule_ends(marks: list[float], rules: Sequence[Stroke], rows: Sequence[Sequence[Piece]], em: float) -> list[float]:
    """Separators, and the ends of rules that part pieces no separator parts."""
    left, right = min((r.start for r in rules), default=0.0), max((r.end for r in rules), default=0.0)
    out = list(marks)
    for x in sorted({v for r in rules for v in (r.start, r.end) if left + em < v < right - em}):
        crossed = sum(1 for row in rows for p in row if p.x0 + 0.5 < x < p.x1 - 0.5)
        if crossed * 20 > len(rows):
            continue
        out = [m for m in out if _between(rows, min(m, x), max(m, x))]
        out.append(x)
    return sorted(set(out))


def _drawn(
    marks: list[float], columns: Sequence[Stroke], rows: Sequence[Sequence[Piece]], box: tuple[float, float]
) -> list[float]:
    """Separators that stand where a vertical line stands, and the vertical lines that no separator stands for."""
    out = list(marks)
    for x in sorted({c.at for c in columns if box[0] + 1 < c.at < box[1] - 1}):
        out = [m for m in out if _between(rows, min(m, x), max(m, x))]
        out.append(x)
    return sorted(out)


def crowded(table: Table) -> bool:
    """Whether a row of a ruled table holds several rows of numbers: its rules part the columns only."""
    for n in range(table.n_rows):
        long = [c for c in table.row(n) if len(c.lines) >= MANY and c.row_span == 1]
        if len(long) >= 2 and 2 * len(long) > len([c for c in table.row(n) if c.lines]) and _counted(long):
            return True
    return False


def _counted(cells: Sequence[Cell]) -> bool:
    """Most lines of most cells are numbers, and the cells have about as many lines."""
    most = max(len(c.lines) for c in cells)
    alike = [c for c in cells if 2 * len(c.lines) >= most]
    counted = [c for c in cells if 2 * sum(_numbers(line.s) for line in c.lines) > len(c.lines)]
    return len(alike) >= 2 and 2 * len(counted) >= len(cells)


def _numbers(line: str) -> bool:
    return all(NUMBER.fullmatch(word.strip("*")) for word in fold(line).split() if word.strip("*"))


def _between(rows: Sequence[Sequence[Piece]], x0: float, x1: float) -> bool:
    """Whether a piece stands between two places."""
    return any(p.x0 >= x0 - 1 and p.x1 <= x1 + 1 for row in rows for p in row)
