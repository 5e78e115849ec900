"""Tables without vertical rules: columns from the white between words, rows from horizontal rules or from the lines of text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from parsers.pdf.lines import build_lines, char_rows
from parsers.pdf.tables_strokes import Stroke
from schemas.document import Cell, Char, Region, Table
from schemas.text import fold

PIECE_GAP, WIDE_GAP, LEADER_GAP = 0.75, 0.5, 4.0
"""White gaps of so many ems part two pieces of a line: Latin words, others, and dots from what they lead away from; between two
numbers a third of the first is enough."""
CROSSED = 0.25
"""White that so few of the rows cross parts two columns all the same: what crosses it spans them."""
MANY = 3
"""So many lines of numbers in the cells of one row are rows of their own."""
NUMBER = re.compile(r"[-−–+△▲(]?[$¥€£]?[-−–+△▲(]?\d[\d,.]*[%‰)]*|[-−–—ー]+|\.{2,}|n/?a|x", re.IGNORECASE)

Extents = npt.NDArray[np.float64]
"""Left and right ends, a pair in each row."""


class Piece(NamedTuple):
    """Characters of a line without a wide gap."""

    x0: float
    top: float
    x1: float
    bottom: float
    chars: list[Char]

    @property
    def text(self) -> str:
        return "".join(c[0] for c in self.chars).strip()

    @property
    def ends_in_number(self) -> bool:
        """Whether all its words are numbers."""
        return all(NUMBER.fullmatch(word) for word in fold("".join(c[0] for c in self.chars)).split())

    @property
    def is_number(self) -> bool:
        return bool(NUMBER.fullmatch(re.sub(r"\s", "", fold(self.text))))


class Plain(NamedTuple):
    """A place of the grid that a table's text makes: rows and columns (last ones exclusive), and its characters."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    chars: list[Char]


def pieces_of(row: Sequence[Char], em: float) -> list[Piece]:
    """A row of characters cut at its wide gaps."""
    words: list[list[Char]] = []
    for char in row:
        if not char[0].strip():
            continue
        if words and char[1] - words[-1][-1][3] <= PIECE_GAP / 3 * em:
            words[-1].append(char)
        else:
            words.append([char])
    out: list[Piece] = []
    for word in words:
        piece = _piece(word)
        near = em * (LEADER_GAP if _is_leader(word) else PIECE_GAP if _latin(out[-1], piece) else WIDE_GAP) if out else 0.0
        if out and piece.x0 - out[-1].x1 <= near and not _both_numbers(out[-1], piece):
            out[-1] = _piece(out[-1].chars + word)
        else:
            out.append(piece)
    return out


def _latin(before: Piece, after: Piece) -> bool:
    return before.chars[-1][0].isascii() and after.chars[0][0].isascii()


def _is_leader(word: Sequence[Char]) -> bool:
    """Dots that lead the eye from a label to its value."""
    return len(word) > 2 and all(c[0] in ".・…‥" for c in word)


def _both_numbers(before: Piece, after: Piece) -> bool:
    return before.ends_in_number and after.is_number and before.text[-1:] not in "$¥€£"


def _piece(chars: list[Char]) -> Piece:
    return Piece(min(c[1] for c in chars), min(c[2] for c in chars), max(c[3] for c in chars), max(c[4] for c in chars), chars)


def separators(rows: Sequence[Sequence[Piece]]) -> list[float]:
    """The places between columns: white that (nearly) all rows of several pieces keep free."""
    several = [row for row in rows if len(row) > 1]
    taken = np.array([(p.x0, p.x1) for row in several for p in row]).reshape(-1, 2)
    white = np.array([(a.x1, b.x0) for row in several for a, b in zip(row, row[1:], strict=False)]).reshape(-1, 2)
    while (best := _crossing(taken, white)) is not None:
        taken = taken[(taken[:, 0] >= best) | (taken[:, 1] <= best)]
    parts = _parts(taken)
    return [float(x) for x in (parts[:-1, 1] + parts[1:, 0]) / 2]


def _parts(taken: Extents) -> Extents:
    """The extents that overlapping ones make up together, from left to right."""
    if not len(taken):
        return taken
    order = taken[taken[:, 0].argsort()]
    ends = np.maximum.accumulate(order[:, 1])
    first = np.concatenate(([True], order[1:, 0] >= ends[:-1]))
    last = np.concatenate((first[1:], [True]))
    return np.stack((order[first, 0], ends[last]), axis=1)


def _crossing(taken: Extents, white: Extents) -> float | None:
    """The middle of the white inside an extent that fewest pieces cross, if some but few do; None where none is left."""
    marks = np.unique(taken)
    if len(marks) < 2 or not len(white):
        return None
    parts = _parts(taken)
    part = parts[np.clip(np.searchsorted(parts[:, 0], white[:, 0]) - 1, 0, None)]
    middle = (marks[1:] + marks[:-1]) / 2
    free = _over(white[(white[:, 0] > part[:, 0]) & (white[:, 1] < part[:, 1])], middle)
    crossing = _over(taken, middle)
    share = np.where((crossing > 0) & (free > 0), crossing / np.maximum(crossing + free, 1), 1.0)
    best = int(share.argmin())
    return float(middle[best]) if share[best] < CROSSED else None


def _over(extents: Extents, places: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """How many extents hold each of the places."""
    begun: npt.NDArray[np.intp] = np.searchsorted(np.sort(extents[:, 0]), places)
    return begun - np.searchsorted(np.sort(extents[:, 1]), places)


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
    bands = _bands(rows, rules, em)
    if _by_rules(bands):
        places = _ruled_places(bands, marks, rules, box, em)
    else:
        places = _line_places(rows, _cores(rows, marks, box, em), rules, em)
    region = Region(page_no, box[0], min(p.top for p in rows[0]), box[1], max(p.bottom for row in rows for p in row))
    cells = [_cell(place, page_no) for place in places]
    return Table(cells, (region,), "horizontal" if rules else "none")


def _cell(place: Plain, page_no: int) -> Cell:
    lines = build_lines(place.chars, page_no)
    box = None
    if lines:
        box = Region(
            page_no, min(n.x0 for n in lines), min(n.top for n in lines), max(n.x1 for n in lines), max(n.bottom for n in lines)
        )
    return Cell(
        place.rows[0],
        place.columns[0],
        place.rows[1] - place.rows[0],
        place.columns[1] - place.columns[0],
        tuple(line.text for line in lines),
        box,
    )


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


class Band(NamedTuple):
    """The rows of pieces between two rules."""

    top: float
    bottom: float
    rows: list[list[Piece]]


def _bands(rows: Sequence[list[Piece]], rules: Sequence[Stroke], em: float) -> list[Band]:
    levels: list[float] = []
    for at in sorted(r.at for r in rules):
        if not levels or at - levels[-1] > 0.25 * em:
            levels.append(at)
    middle = [(min(p.top for p in row) + max(p.bottom for p in row)) / 2 for row in rows]
    edges = [min([-1.0, *levels]), *levels, max([1e6, *levels])]
    out = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = [row for row, y in zip(rows, middle, strict=True) if top < y <= bottom]
        if inside or (top in levels and bottom in levels):
            out.append(Band(top, bottom, inside))
    return out


def _by_rules(bands: Sequence[Band]) -> bool:
    """Whether every row has its rules: no space between two of them holds several rows of numbers."""
    filled = [b for b in bands if b.rows]
    if len(filled) < 2:
        return False
    several = [[row for row in b.rows if len(row) > 1] for b in filled]
    if any(len(rows) > 2 and _are_numbers([p for row in rows for p in row[1:]]) for rows in several):
        return False
    crowded = sum(1 for b, rows in zip(filled, several, strict=True) if len(b.rows) > 2 and len(rows) > 1)
    return crowded * 4 <= len(filled)


def _are_numbers(pieces: Sequence[Piece]) -> bool:
    return 2 * sum(p.is_number for p in pieces) > len(pieces)


def _ruled_places(
    bands: Sequence[Band], marks: Sequence[float], rules: Sequence[Stroke], box: tuple[float, float], em: float
) -> list[Plain]:
    """Places between rules: down to the next rule below, across to the next separator that nothing crosses."""
    edges = [box[0], *marks, box[1]]
    wide = len(edges) - 1
    pieces: list[list[Piece]] = [[p for row in band.rows for p in row] for band in bands]
    joins = [_joined(pieces[n], band, edges, rules, em) for n, band in enumerate(bands)]
    home = {(n, k): (n, k) for n in range(len(bands)) for k in range(wide)}

    def find(place: tuple[int, int]) -> tuple[int, int]:
        while home[place] != place:
            place = home[place]
        return place

    for n, band in enumerate(bands):
        for k in range(wide):
            if k in joins[n]:
                home[find((n, k))] = find((n, k - 1))
            middle = (edges[k] + edges[k + 1]) / 2
            ruled = any(abs(r.at - band.top) <= 0.25 * em and r.start <= middle <= r.end for r in rules)
            if n and not ruled:
                home[find((n, k))] = find((n - 1, k))
    out: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in home:
        out.setdefault(find(place), []).append(place)
    found = []
    for members in out.values():
        downs, across = [m[0] for m in members], [m[1] for m in members]
        spread = (min(downs), max(downs) + 1), (min(across), max(across) + 1)
        found.append(Plain(*spread, []))
    for n, band_pieces in enumerate(pieces):
        for piece in band_pieces:
            column = _column(piece, marks)
            home_of = next(p for p in found if p.rows[0] <= n < p.rows[1] and p.columns[0] <= column < p.columns[1])
            home_of.chars.extend(piece.chars)
    return sorted(found)


def _joined(pieces: Sequence[Piece], band: Band, edges: Sequence[float], rules: Sequence[Stroke], em: float) -> set[int]:
    """Columns that belong to the place on their left in this band: something crosses the separator, or one heading stands alone over
    a rule of its own that runs under several columns."""
    out = {k for k in range(1, len(edges) - 1) for p in pieces if p.x0 < edges[k] - 0.1 * em and p.x1 > edges[k] + 0.1 * em}
    full = edges[-1] - edges[0]
    for rule in rules:
        if abs(rule.at - band.bottom) > 0.25 * em or rule.end - rule.start > full - em:
            continue
        over = [p for p in pieces if p.x1 > rule.start and p.x0 < rule.end]
        if len(over) == 1:
            out |= {k for k in range(1, len(edges) - 1) if rule.start + em < edges[k] < rule.end - em}
    return out


def _column(piece: Piece, marks: Sequence[float]) -> int:
    """The column in which a piece begins; one that reaches over a separator by a hair belongs beyond it."""
    first, last = bisect_right(marks, piece.x0), bisect_right(marks, piece.x1)
    if last > first and marks[first] - piece.x0 < 0.1 * (piece.x1 - piece.x0):
        return first + 1
    return first


def _line_places(
    rows: Sequence[list[Piece]], cores: Sequence[tuple[float, float]], rules: Sequence[Stroke], em: float
) -> list[Plain]:
    """Places of a table whose rows are lines of text."""
    lines = [_spread(row, cores) for row in rows]
    head = _head(lines)
    out: list[Plain] = []
    last: dict[tuple[int, int], Plain] = {}
    row = -1
    before: dict[tuple[int, int], list[Piece]] = {}
    for n, line in enumerate(lines):
        ruled = n > 0 and _rule_between(rows[n - 1], rows[n], rules)
        joined = n > 0 and not ruled and (_same_heading(before, line) if n < head else _goes_on(lines, n, len(cores), em))
        if not joined:
            row += 1
        for spread, inside in line.items():
            chars = [c for p in inside for c in p.chars]
            above = last.get(spread)
            if above is not None and joined and above.rows[1] == row + 1:
                above.chars.extend(chars)
                continue
            place = Plain((row, row + 1), spread, chars)
            last[spread] = place
            out.append(place)
        before = line
    return out


def _spread(row: Sequence[Piece], cores: Sequence[tuple[float, float]]) -> dict[tuple[int, int], list[Piece]]:
    """The pieces of a line by the columns they take up."""
    out: dict[tuple[int, int], list[Piece]] = {}
    taken = 0
    for piece in row:
        first, last = _taken(piece, cores)
        first = max(first, min(taken, last))
        out.setdefault((first, last + 1), []).append(piece)
        taken = last + 1
    return out


def _taken(piece: Piece, cores: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column whose words a piece stands over; where it stands over none the nearest."""
    shared = [min(piece.x1, x1) - max(piece.x0, x0) for x0, x1 in cores]
    width = piece.x1 - piece.x0
    over = [n for n, (x0, x1) in enumerate(cores) if shared[n] > min(0.4 * (x1 - x0), 0.3 * width)]
    if not over:
        best = max(range(len(cores)), key=lambda n: shared[n])
        return best, best
    return over[0], over[-1]


def _cores(
    rows: Sequence[Sequence[Piece]], marks: Sequence[float], box: tuple[float, float], em: float
) -> list[tuple[float, float]]:
    """Where the words of each column stand: the extent of what keeps within the column."""
    edges = [box[0], *marks, box[1]]
    cores: list[tuple[float, float]] = []
    for x0, x1 in zip(edges, edges[1:], strict=False):
        inside = [p for row in rows for p in row if p.x0 > x0 - 0.1 * em and p.x1 < x1 + 0.1 * em]
        cores.append((min(p.x0 for p in inside), max(p.x1 for p in inside)) if inside else (x0, x1))
    return cores


def _head(lines: Sequence[dict[tuple[int, int], list[Piece]]]) -> int:
    """How many lines stand above the first line of numbers."""
    for n, line in enumerate(lines):
        values = [p for spread, inside in line.items() if spread[0] > 0 for p in inside]
        if values and 2 * sum(p.is_number for p in values) >= len(values):
            return n
    return 0


def _rule_between(above: Sequence[Piece], below: Sequence[Piece], rules: Sequence[Stroke]) -> bool:
    high = sum(p.top + p.bottom for p in above) / (2 * len(above))
    low = sum(p.top + p.bottom for p in below) / (2 * len(below))
    return any(high < r.at < low for r in rules)


def _same_heading(above: dict[tuple[int, int], list[Piece]], line: dict[tuple[int, int], list[Piece]]) -> bool:
    """A line of a heading that goes on with the line above: nothing in it spans columns, and it stands close."""
    if any(b - a > 1 for a, b in (*above, *line)):
        return False
    bottom = max(p.bottom for inside in above.values() for p in inside)
    top = min(p.top for inside in line.values() for p in inside)
    height = max(p.bottom - p.top for inside in line.values() for p in inside)
    return top - bottom < 0.6 * height


def _goes_on(lines: Sequence[dict[tuple[int, int], list[Piece]]], n: int, n_columns: int, em: float) -> bool:
    """Whether a line is the rest of the row above: words alone, under words, in some of the columns, and set close."""
    above, line = lines[n - 1], lines[n]
    if len(line) >= n_columns or ((0, 1) in line and len(line) > 1) or not set(line) <= set(above):
        return False
    inside = [p for row in line.values() for p in row]
    if any(p.is_number for p in inside):
        return False
    bottom = max(p.bottom for row in above.values() for p in row)
    if min(p.top for p in inside) - bottom > 0.5 * em:
        return False
    if set(line) == {(0, 1)}:
        return len(above) > 1 and inside[0].text[:1].islower()
    return True
