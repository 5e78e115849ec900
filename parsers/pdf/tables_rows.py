"""The rows of a table without vertical rules, and which of its places span several rows or columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from parsers.pdf.lines import kana, kanji
from parsers.pdf.tables_leading import Block, Spread
from parsers.pdf.tables_pieces import Piece
from parsers.pdf.tables_strokes import Stroke
from schemas.document import Char

NARROW = 4.0
"""Several cells of a row do not go on together where one of their columns is narrower than this (ems)."""


class Plain(NamedTuple):
    """A place of the grid that a table's text makes: rows and columns (last ones exclusive), and its characters."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    chars: list[Char]


class Band(NamedTuple):
    """The rows of pieces between two rules."""

    top: float
    bottom: float
    rows: list[list[Piece]]


def find_bands(rows: Sequence[list[Piece]], rules: Sequence[Stroke], em: float) -> list[Band]:
    """The rows between one rule and the next, from the top; rows above the first and below the last rule are bands too."""
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


def by_rules(bands: Sequence[Band]) -> bool:
    """Whether every row has its rules: no space between two of them holds several rows of numbers."""
    filled = [b for b in bands if b.rows]
    if len(filled) < 2:
        return False
    several = [[row for row in b.rows if len(row) > 1] for b in filled]
    if any(len(rows) > 2 and _are_numbers([p for row in rows for p in row[1:]]) for rows in several):
        return False
    crowded = sum(1 for b, rows in zip(filled, several, strict=True) if len(b.rows) > 2 and len(rows) > 1)
    return crowded * 4 <= len(filled)


def one_each(spaced: Sequence[tuple[Spread, Block]], bands: Sequence[Band]) -> bool:
    """Whether the rows that the distances of the lines tell apart are those that the rules do."""
    homes: dict[int, set[int]] = {}
    for (row, end), block in spaced:
        if end - row == 1:
            homes.setdefault(row, set()).update(_bands_of(block, bands))
    single = [min(at) for at in homes.values() if len(at) == 1]
    return len(single) == len(homes) == len(set(single))


def cut_by_rules(spaced: Sequence[tuple[Spread, Block]], bands: Sequence[Band]) -> bool:
    """Whether a rule runs through a row that the distances of the lines show."""
    return any(len(_bands_of(block, bands)) > 1 for (row, end), block in spaced if end - row == 1)


def _bands_of(block: Block, bands: Sequence[Band]) -> set[int]:
    middles = [(p.top + p.bottom) / 2 for p in block.pieces]
    return {n for n, band in enumerate(bands) for y in middles if band.top < y <= band.bottom}


def _are_numbers(pieces: Sequence[Piece]) -> bool:
    return 2 * sum(p.is_number for p in pieces) > len(pieces)


def ruled_places(
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


def line_places(
    rows: Sequence[list[Piece]], cores: Sequence[tuple[float, float]], rules: Sequence[Stroke], em: float
) -> list[Plain]:
    """Places of a table whose rows are lines of text."""
    lines = spread_lines(rows, cores)
    head = _head(lines)
    out: list[Plain] = []
    last: dict[tuple[int, int], Plain] = {}
    row = -1
    before: dict[tuple[int, int], list[Piece]] = {}
    for n, line in enumerate(lines):
        ruled = n > 0 and _rule_between(rows[n - 1], rows[n], rules)
        joined = n > 0 and not ruled and (_same_heading(before, line) if n < head else _goes_on(lines, n, cores, em))
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
    return _filled(out, len(cores))


def _filled(places: list[Plain], n_columns: int) -> list[Plain]:
    """The places, and empty ones where a row has no words."""
    taken = {(r, k) for p in places for r in range(*p.rows) for k in range(*p.columns)}
    n_rows = max(p.rows[1] for p in places)
    free = [(r, k) for r in range(n_rows) for k in range(n_columns) if (r, k) not in taken]
    return sorted([*places, *(Plain((r, r + 1), (k, k + 1), []) for r, k in free)], key=lambda p: (p.rows[0], p.columns[0]))


def spread_lines(
    rows: Sequence[Sequence[Piece]], cores: Sequence[tuple[float, float]]
) -> list[dict[tuple[int, int], list[Piece]]]:
    """For each line of text, its pieces by the columns they take up."""
    return [_spread(row, cores) for row in rows]


def spaced_places(spaced: Sequence[tuple[Spread, Block]], n_columns: int) -> list[Plain]:
    """Places of a table whose rows the distances of its lines tell apart."""
    return _filled([Plain(row, block.spread, [c for p in block.pieces for c in p.chars]) for row, block in spaced], n_columns)


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


def find_cores(
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


def _goes_on(
    lines: Sequence[dict[tuple[int, int], list[Piece]]], n: int, cores: Sequence[tuple[float, float]], em: float
) -> bool:
    """Whether a line is the rest of the row above: words alone, under words, in some of the columns, and set close."""
    above, line = lines[n - 1], lines[n]
    if len(line) >= len(cores) or ((0, 1) in line and len(line) > 1) or not set(line) <= set(above):
        return False
    inside = [p for row in line.values() for p in row]
    if any(p.is_number for p in inside):
        return False
    bottom = max(p.bottom for row in above.values() for p in row)
    if min(p.top for p in inside) - bottom > 0.5 * em:
        return False
    if any(_had_room(above[spread][-1], inside[0], cores[spread[1] - 1][1]) for spread, inside in line.items()):
        return False
    if len(line) > 1 and any(cores[b - 1][1] - cores[a][0] < NARROW * em for a, b in line):
        return False
    if set(line) == {(0, 1)}:
        return len(above) > 1 and inside[0].text[:1].islower()
    return True


def _had_room(above: Piece, below: Piece, edge: float) -> bool:
    """Whether Japanese words would have gone on in the line above: two more characters fit before the edge of the column."""
    first = below.chars[0]
    return (kana(first.text) or kanji(first.text)) and edge - above.x1 > 2 * (first.x1 - first.x0)
