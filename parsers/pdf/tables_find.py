"""Where on a page tables without vertical rules stand: between horizontal rules, or where lines of words or numbers keep to columns.

Better to miss a table than to take prose or contents pages for one: every place must look like a table by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.items import Sheet
from parsers.pdf.lines import char_rows
from parsers.pdf.tables_levels import Level, find_levels
from parsers.pdf.tables_loose import Box, word_tables
from parsers.pdf.tables_pieces import Piece, pieces_of, separators
from parsers.pdf.tables_place import Place, lines_in, lines_outside, place_of
from parsers.pdf.tables_rest import rest_of
from parsers.pdf.tables_strokes import Stroke
from schemas.document import Char, Table

LONG_BAND = 3
"""More lines than this between two rules must stand in columns."""
WIDE = 0.8
"""A piece of a line that takes up so much of a table's width is no cell of its rows."""
LINE_GAP = 1.6
"""Rows of a table without rules stand at most this far apart (in ems, from foot to head)."""
ACROSS = 0.3
"""More of the lines than this reach over a gap between columns where there are no columns."""
FULL = 0.85
"""Lines that fill so much of their column are set as running text."""


def find_places(
    chars: Sequence[Char],
    rules: Sequence[Stroke],
    columns: Sequence[Stroke],
    frames: Sequence[Box],
    sheet: Sheet,
    before: Sequence[Table] = (),
) -> list[Place]:
    """The places of tables among characters that stand in no ruled table; `rules`, `columns` and `frames` are the lines and boxes
    around them, `sheet` is the page, `before` are the tables of the page before."""
    em = sheet.em
    rows = [pieces for row in char_rows([c for c in chars if not c.angle]) if (pieces := pieces_of(row, em))]
    places = _columned(rows, rules, columns, em) + _rest(rows, before, em)
    rows = lines_outside(rows, places)
    places += _ruled(rows, [r for r in rules if r.end - r.start > 2 * em], em)
    rows = lines_outside(rows, places)
    worded = [place_of(table, rules, em) for table in word_tables(rows, frames, sheet)]
    return places + worded + _aligned(lines_outside(rows, worded), rules, em)


def _rest(rows: Sequence[list[Piece]], before: Sequence[Table], em: float) -> list[Place]:
    """The place of what is left of a table of the page before."""
    rest = rest_of(rows, before, em)
    if rest is None:
        return []
    place = place_of(rest[0], (), em)
    return [place._replace(columns=[Stroke(x, place.top, place.bottom) for x in rest[1]])]


def _columned(rows: Sequence[list[Piece]], rules: Sequence[Stroke], columns: Sequence[Stroke], em: float) -> list[Place]:
    """Places between vertical lines of one height, three at least, with rows of numbers between them."""
    places: list[Place] = []
    left = sorted((c for c in columns if c.end - c.start > 4 * em), key=lambda c: c.at)
    while left:
        first = left[0]
        same = [c for c in left if abs(c.start - first.start) <= em and abs(c.end - first.end) <= em]
        left = [c for c in left if c not in same]
        inside = [r for r in rules if first.start - em < r.at < first.end + em and same[0].at < r.end and r.start < same[-1].at]
        place = Place(same[0].at, first.start, same[-1].at, first.end, inside, same)
        found = lines_in(rows, place)
        if (
            len(same) > 2
            and len(found) > 2
            and not _cut_off(rows, place, em)
            and _counted([row for row in found if len(row) > 1])
        ):
            places.append(place)
    return places


def _cut_off(rows: Sequence[Sequence[Piece]], place: Place, em: float) -> bool:
    """Whether words reach over the sides of a place."""
    beside = [p for row in rows if place.top <= (row[0].top + row[0].bottom) / 2 <= place.bottom for p in row]
    across = sum(1 for p in beside for x in (place.x0, place.x1) if p.x0 < x - 0.5 * em and p.x1 > x + 0.5 * em)
    close = sum(1 for p in beside for x in (place.x0, place.x1) if p.x1 < x + em and p.x1 > x - 0.2 * em and p.x0 < place.x0)
    return 10 * (across + close) > len(beside)


def _ruled(rows: Sequence[list[Piece]], rules: Sequence[Stroke], em: float) -> list[Place]:
    """Places between rules of one length that hold columns."""
    levels = find_levels(rows, rules, em)
    places: list[Place] = []
    taken: set[int] = set()
    for seed in sorted(range(len(levels)), key=lambda n: levels[n].start - levels[n].end):
        if seed in taken:
            continue
        wide = levels[seed]
        same = [n for n, v in enumerate(levels) if n not in taken and wide.start - em <= v.start and v.end <= wide.end + em]
        for run in _runs([levels[n] for n in same], wide, rows, em):
            place = Place(wide.start - em, run[0].at, wide.end + em, run[-1].at, [r for v in run for r in v.rules], [])
            if not _cut_off(rows, place, em) and _is_table(lines_in(rows, place), [v.at for v in run]):
                places.append(place)
                taken |= {n for n in same if run[0].at <= levels[n].at <= run[-1].at}
    return places


def _runs(levels: Sequence[Level], wide: Level, rows: Sequence[list[Piece]], em: float) -> list[list[Level]]:
    """Rules that follow one another with nothing but rows of columns, or a few lines, between them; full ones at both ends."""
    out: list[list[Level]] = [[]]
    for level in sorted(levels):
        if out[-1]:
            between = lines_in(rows, Place(wide.start - em, out[-1][-1].at, wide.end + em, level.at, [], []))
            apart = all(v.end - v.start > wide.end - wide.start - 2 * em for v in (out[-1][-1], level))
            if (apart and not between) or _is_text(between, wide.end - wide.start):
                out.append([])
        out[-1].append(level)
    trimmed = []
    for run in out:
        full = [n for n, level in enumerate(run) if level.end - level.start > wide.end - wide.start - 2 * em]
        if len(full) > 1:
            trimmed.append(run[full[0] : full[-1] + 1])
    return trimmed


def _is_text(rows: Sequence[Sequence[Piece]], width: float) -> bool:
    """Whether the rows between two rules are text: many without columns, or a caption whose lines are nearly as wide as the rules."""
    if len(rows) > LONG_BAND and not any(len(row) > 1 for row in rows):
        return True
    wide = sum(1 for row in rows if any(p.x1 - p.x0 > WIDE * width for p in row))
    return wide > 1 and 3 * wide >= 2 * len(rows)


def _is_table(rows: Sequence[Sequence[Piece]], levels: Sequence[float]) -> bool:
    """Rows of several pieces that keep to columns, and no columns of running text; `levels` are the heights of the rules."""
    n_rules = len(levels)
    several = [row for row in rows if len(row) > 1]
    marks = separators(rows)
    if not marks or len(several) < (1 if n_rules > 3 else 2):
        return False
    if (3 * len(several) < n_rules - 1) if n_rules > 3 else (2 * len(several) < len(rows)):
        return False
    if len(marks) == 1 and 2 * sum(any(p.has_leader for p in row) for row in rows) > len(rows):
        return False
    across = sum(1 for row in rows if any(p.x0 < m < p.x1 for p in row for m in marks))
    if across > ACROSS * len(rows) + 1:
        return False
    if _counted(several):
        return True
    lines = [sum(1 for row in rows if a < row[0].bottom <= b) for a, b in zip(levels, levels[1:], strict=False)]
    low = sum(1 for n in lines if n <= LONG_BAND)
    return n_rules > 2 and (2 * low > len(lines) or _keeps(rows, marks)) and not _is_prose(rows, marks)


def _keeps(rows: Sequence[Sequence[Piece]], marks: Sequence[float]) -> bool:
    """Whether nearly all rows have words in each of three columns or more, and those of a column begin at one place."""
    edges = [-1e9, *marks, 1e9]
    columns = [[p.x0 for row in rows for p in row if a < p.x0 <= b] for a, b in zip(edges, edges[1:], strict=False)]
    full = sum(1 for row in rows if len(row) > len(marks))
    level = [sum(abs(x - min(column)) < 2 for x in column) for column in columns if column]
    even = all(5 * n >= 4 * len(column) for n, column in zip(level, filter(None, columns), strict=True))
    return len(marks) > 1 and len(rows) > 2 and 5 * full >= 4 * len(rows) and even


def _counted(rows: Sequence[Sequence[Piece]]) -> bool:
    """Much of what stands behind the first piece of the rows is numbers."""
    values = [p for row in rows for p in row[1:]]
    return bool(values) and 5 * sum(p.is_number for p in values) >= 2 * len(values)


def _is_prose(rows: Sequence[Sequence[Piece]], marks: Sequence[float]) -> bool:
    """Columns whose lines fill them, as in text set in two columns."""
    pieces = [p for row in rows for p in row]
    edges = [min(p.x0 for p in pieces), *marks, max(p.x1 for p in pieces)]
    full = sum(
        1
        for p in pieces
        for x0, x1 in zip(edges, edges[1:], strict=False)
        if x0 <= p.x0 < x1 and p.x1 - p.x0 > FULL * (x1 - x0)
    )
    return len(marks) < 3 and len(rows) > 3 and 2 * full > len(pieces)


def _aligned(rows: Sequence[list[Piece]], rules: Sequence[Stroke], em: float) -> list[Place]:
    """Runs of lines that hold numbers in two columns at least behind their first words."""
    places: list[Place] = []
    n = 0
    while n < len(rows):
        if not _is_row_of_numbers(rows[n]):
            n += 1
            continue
        end, last = n + 1, n
        while end < len(rows) and _near(rows[end - 1], rows[end], em) and end - last <= 2:
            if _is_row_of_numbers(rows[end]):
                last = end
            end += 1
        run = rows[n : last + 1]
        if sum(map(_is_row_of_numbers, run)) >= 3 and len(separators(run)) >= 2:
            start = _with_head(rows, n, run, em)
            places.append(place_of(rows[start : last + 1], rules, em))
        n = last + 1
    return places


def _is_row_of_numbers(row: Sequence[Piece]) -> bool:
    values = row[1:]
    return len(values) >= 2 and 3 * sum(p.is_number for p in values) >= 2 * len(values)


def _near(above: Sequence[Piece], below: Sequence[Piece], em: float) -> bool:
    return min(p.top for p in below) - max(p.bottom for p in above) <= LINE_GAP * em


def _with_head(rows: Sequence[list[Piece]], first: int, run: Sequence[Sequence[Piece]], em: float) -> int:
    """The first of the lines of headings above the numbers: several pieces, or one that stands over the columns of numbers."""
    left = separators(run)[0]
    start = first
    while start > 0 and first - start < 5 and _near(rows[start - 1], rows[start], em):
        above = rows[start - 1]
        if len(above) == 1 and above[0].x0 < left:
            break
        start -= 1
    return start
