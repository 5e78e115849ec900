"""Where tables of words without any rule stand: lines that keep to the same columns, with white between these from top to bottom.

What else is set so is left alone: columns of running text (their lines fill them), marks before hanging lines, labels before a text,
contents (numbers of pages that grow), speakers before their words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.pdf.tables_columns import FULL, Rows, are_points, is_contents, is_even, is_list, is_mark, is_spread, is_text
from parsers.pdf.tables_leading import Block, Spread, spaced_cells
from parsers.pdf.tables_pieces import Piece
from parsers.pdf.tables_rows import spread_lines

WHITE = 0.6
"""White between two columns, at least (ems)."""
APART = 1.6
"""Lines of a table stand at most so far apart (ems, from foot to head)."""
FIRST = 20
"""Three of so many lines have several words far apart where a table begins."""
HEADS, CLOSE = 3, 1.0
"""So many lines of headings at most, so far apart (ems), stand over the rows."""
SAME = 0.75
"""So many of the low cells stand at half the height of the tall ones beside them."""
WORDY = 16.0
"""No column but one is wider than this (ems), where only its edges tell a table."""
GRID = 0.75
"""So many places of the rows and columns hold words where the distances of the lines show the rows."""
WIDE, BROKEN = 8.0, 0.35
"""Columns of running text are wider (ems); so many of the cells that distances of lines make of them break off at the edge."""
TALL = 1.6
"""A cell so many times as high as another holds more lines."""
FULLEST = 0.6
"""So many places of the grid hold words, at least."""


class _Part(NamedTuple):
    """A column as it grows: the extent of its words and the number of lines that have some."""

    x0: float
    x1: float
    lines: int


class Run(NamedTuple):
    """Lines that keep to columns: the number of the first and after the last, and the extents of the columns; `centred`: low cells
    stand at half the height of tall ones, as no text in columns does."""

    first: int
    end: int
    columns: list[tuple[float, float]]
    centred: bool = False


class Found(NamedTuple):
    """The lines of a table of words, headings above its rows too, and the run that it was found by."""

    rows: list[list[Piece]]
    run: Run


def find_runs(rows: Rows, em: float) -> Iterator[Found]:
    """The tables of words among lines, from the top."""
    n = done = 0
    while n < len(rows):
        if len(rows[n]) < 2 or sum(len(row) > 1 for row in rows[n : n + FIRST]) < 3:
            n += 1
            continue
        tried = [run for first in range(n, min(n + 3, len(rows))) if (run := _grow(rows, first, em)) is not None]
        known = (table for run in tried if (table := _as_table(rows, run, em)) is not None)
        best = max(known, key=lambda r: (r.end - r.first) * len(r.columns), default=None)
        if best is not None:
            yield Found([*rows[_head(rows, best, done, em) : best.end]], best)
            n = done = best.end
            continue
        for run in tried[:1]:
            yield from _within(rows, run, em)
        texts = [run.end - 2 for run in tried if _is_text_in_columns(rows, run, em)]
        n = max(n + (len(tried) or 1), min(texts, default=0))


def _is_text_in_columns(rows: Rows, run: Run, em: float) -> bool:
    """Whether lines that keep to columns are running text in these."""
    return [is_text(column, em) for column in _cells(rows[run.first : run.end], run.columns)].count(False) < 2


def _within(rows: Rows, run: Run, em: float) -> Iterator[Found]:
    """The tables in the columns of lines that are none themselves: columns of text."""
    for column in _cells(rows[run.first : run.end], run.columns):
        if sum(len(line) > 1 for line in column) > 2:
            yield from find_runs([line for line in column if line], em)


def _grow(rows: Rows, first: int, em: float) -> Run | None:
    """The lines from `first` on that keep to its columns; None where too few do."""
    parts: list[_Part] = []
    end = last = first
    for n in range(first, len(rows)):
        if n > first and min(p.top for p in rows[n]) - max(p.bottom for p in rows[n - 1]) > APART * em:
            break
        wider = _with(parts, rows[n], WHITE * em)
        if wider is None or (n > first and len(wider) < 2):
            break
        parts, end = wider, n + 1
        if len(rows[n]) > 1:
            last = n
    if last - first < 2:
        return None
    end = _tail(rows, parts, last, end, em)
    columns = _columns(rows[first:end], WHITE * em)
    return Run(first, end, columns) if len(columns) > 1 else None


def _with(parts: Sequence[_Part], row: Sequence[Piece], white: float) -> list[_Part] | None:
    """The columns with the words of one more line; None where these reach over columns that several lines show."""
    out = list(parts)
    for piece in row:
        x0, x1 = piece.x0, piece.x1
        met = [p for p in out if p[0] < x1 + white and p[1] > x0 - white]
        lines = 0
        for part in met:
            if lines > 1 and part.lines > 1:
                return None
            lines = part.lines if part.lines > lines else lines
            x0, x1 = (part.x0 if part.x0 < x0 else x0), (part.x1 if part.x1 > x1 else x1)
            out.remove(part)
        out.append(_Part(x0, x1, lines + 1))
    return out


def _tail(rows: Rows, parts: Sequence[_Part], last: int, end: int, em: float) -> int:
    """After the last line of several words: the lines below it that go on in one of its columns but the first."""
    left = min(p.x0 for p in parts)
    n = last + 1
    while n < end and rows[n][0].x0 > left + 2 * em and rows[n][0].top - rows[n - 1][0].bottom <= 0.8 * em:
        n += 1
    return n


def _columns(rows: Rows, white: float) -> list[tuple[float, float]]:
    """The extents of the words of lines, parted by white that runs down through all of them."""
    out: list[tuple[float, float]] = []
    for x0, x1 in sorted((p.x0, p.x1) for row in rows for p in row):
        if out and x0 < out[-1][1] + white:
            out[-1] = out[-1][0], max(out[-1][1], x1)
        else:
            out.append((x0, x1))
    return out


def _head(rows: Rows, run: Run, done: int, em: float) -> int:
    """The first of the lines of headings above the rows: several, or one that stands over the columns behind the first."""
    x0, x1 = run.columns[0][0] - em, run.columns[-1][1] + em
    first = run.first
    while (
        first > done and run.first - first < HEADS and rows[first][0].top - max(p.bottom for p in rows[first - 1]) <= CLOSE * em
    ):
        above = rows[first - 1]
        if above[0].x0 < x0 or above[-1].x1 > x1 or (len(above) == 1 and above[0].x0 < run.columns[0][1]):
            break
        first -= 1
    return first


def _as_table(rows: Rows, run: Run, em: float) -> Run | None:
    """Lines that keep to columns, where they are a table."""
    inside = rows[run.first : run.end]
    words = [column for column in _cells(inside, run.columns) if not is_mark(column)]
    several = sum(sum(map(bool, line)) > 1 for line in zip(*words, strict=True)) if len(words) > 1 else 0
    if several < 3:
        return None
    text = [is_text(column, em) for column in words].count(False) < 2
    if text and several > len(inside) - 2:
        return None
    if not _keeps(words, several, em) or 4 * sum(map(is_spread, inside)) > several or is_contents(words) or are_points(inside):
        return None
    cells = spaced_cells(spread_lines(inside, run.columns), em) or []
    rhythm = _rhythm(cells, run)
    if rhythm > 1 and not _goes_on(cells, run, em):
        return run._replace(centred=True)
    listed = 2 * several >= len(inside) and sum(b - a > WORDY * em for a, b in run.columns) < 2
    if text or not (listed or rhythm):
        return None
    return run if len(words) > 2 or (listed and is_list(words, em)) else None


def _cells(rows: Rows, columns: Sequence[tuple[float, float]]) -> list[list[list[Piece]]]:
    """For each column, the pieces that each line has in it."""
    edges = [x0 for x0, _ in columns]
    out: list[list[list[Piece]]] = [[[] for _ in rows] for _ in columns]
    for n, row in enumerate(rows):
        for piece in row:
            out[bisect_right(edges, piece.x0) - 1][n].append(piece)
    return out


def _keeps(words: Sequence[Sequence[Sequence[Piece]]], several: int, em: float) -> bool:
    """Whether the words of most columns stand in one line downwards, and most places of the grid hold some; labels of a drawing
    stand at the same places by chance."""
    held = sum(n for line in zip(*words, strict=True) if (n := sum(map(bool, line))) > 1)
    return held >= FULLEST * several * len(words) and 3 * sum(is_even(column, em) for column in words) >= 2 * len(words)


def _rhythm(cells: Sequence[tuple[Spread, Block]], run: Run) -> int:
    """1 where the distances of lines show rows, and most of these have words in all columns; more where low cells stand at half the
    height of the tall ones beside them; else 0."""
    if not cells:
        return 0
    n_rows, n_columns = max(end for (_, end), _ in cells), len(run.columns)
    taken = {(r, k) for (row, end), cell in cells for r in range(row, end) for k in range(*cell.spread)}
    spanning = sum(end - row > 1 for (row, end), _ in cells)
    if n_rows < 3 or 3 * spanning > len(cells) or len(taken) < GRID * n_rows * n_columns:
        return 0
    return 2 if _centred(cells) else 1


def _goes_on(cells: Sequence[tuple[Spread, Block]], run: Run, em: float) -> bool:
    """Whether many cells of two columns break off where their column ends, as the paragraphs of running text do that lines further
    apart than others have cut; the words of a cell mostly end before."""
    broken = whole = 0
    for k, (left, right) in enumerate(run.columns):
        column = [cell for _, cell in cells if cell.spread == (k, k + 1)][:-1]
        if right - left > WIDE * em and column:
            off = sum(right - _last_edge(cell) < FULL * em for cell in column)
            broken, whole = broken + (off > BROKEN * len(column)), whole + 1
    return whole > 1 and 2 * broken > whole


def _last_edge(cell: Block) -> float:
    """Where the last line of a cell ends."""
    low = max((p.top + p.bottom) / 2 for p in cell.pieces)
    return max(p.x1 for p in cell.pieces if p.bottom > low)


def _centred(cells: Sequence[tuple[Spread, Block]]) -> bool:
    """Whether the cells of one line that have taller ones beside them stand at half the height of these: two at least do, in
    a fifth of the rows."""
    rows: dict[int, list[Block]] = {}
    for (at, _), cell in cells:
        rows.setdefault(at, []).append(cell)
    low = middle = 0
    for row in rows.values():
        tall = max(row, key=lambda c: c.bottom - c.top)
        for cell in row:
            high = cell.bottom - cell.top
            if tall.bottom - tall.top > TALL * high:
                low += 1
                middle += abs(tall.top + tall.bottom - cell.top - cell.bottom) / 2 < 0.15 * high
    return middle > 1 and middle >= SAME * low and 5 * middle >= len(rows)
