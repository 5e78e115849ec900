"""The tables and frames of one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from parsers.pdf.items import Sheet
from parsers.pdf.lines import Line, build_lines
from parsers.pdf.tables_bands import band_rules
from parsers.pdf.tables_find import find_places
from parsers.pdf.tables_header import mark_header, shades
from parsers.pdf.tables_overlay import lift
from parsers.pdf.tables_plain import crowded, table_of_lines
from parsers.pdf.tables_ruled import Area, Box, Sorted, areas, put_chars, ruled_table
from parsers.pdf.tables_strokes import Stroke, groups, page_em, strokes
from schemas.document import RawPage, Region, Table


class TablesOnPage(NamedTuple):
    """What `find_tables` found.

    `frames` are ruled boxes that hold paragraphs (and perhaps tables). `used` are the numbers (in `RawPage.chars`) of the
    characters that stand in `tables` or in `ruby`, the small readings above words of the cells.
    """

    tables: list[Table]
    frames: list[Region]
    used: frozenset[int]
    ruby: list[Line]


def find_tables(raw: RawPage, before: Sequence[Table] = (), turned: frozenset[int] = frozenset()) -> TablesOnPage:
    """Data tables (this page's part of them) from top to bottom, and frames; `before` are the tables of the page before.

    `turned` are the numbers of characters whose lines do not run from left to right: they stand in no table without rules.
    """
    em = page_em(raw.chars)
    rows, columns = strokes([*raw.rules, *band_rules(raw.boxes, raw.rules, raw.chars, em)], em)
    joined, loose = groups(rows, columns, em)
    under, over = lift(joined, em)
    found = areas(under, em)
    laid = areas(over, em)
    put_chars(laid, raw.chars)
    upon = {n for area in laid for inside in area.chars.values() for n in inside}
    put_chars(found, raw.chars, upon)
    fills = shades(raw.boxes, raw.width, raw.height)
    kinds = Sorted(found, raw.chars, em, before, fills)
    tables: list[Table] = []
    ruby: list[Line] = []
    used: set[int] = set()
    for area in kinds.tables:
        table, small = ruled_table(area, raw.chars, raw.page_no)
        divided = _by_lines(table, area, raw, rows, columns, em) if crowded(table) else None
        if divided:
            table, small = divided, []
        mark_header(table, fills)
        tables.append(table)
        ruby += build_lines(small, raw.page_no)
        used.update(n for inside in area.chars.values() for n in inside)
    taken = [a.box for a in kinds.tables] + kinds.frames
    free = [r for r in rows if r in loose or not _drawn(r, False, taken, em)]
    upright = [c for c in columns if not _drawn(c, True, taken, em)]
    sheet = Sheet(raw.width, raw.height, em)
    level = [n for n in range(len(raw.chars)) if n not in used and n not in upon and n not in turned]
    for place in find_places([raw.chars[n] for n in level], free, upright, kinds.frames, sheet, before):
        inside = [n for n in level if n not in used and place.holds(raw.chars[n])]
        plain = table_of_lines([raw.chars[n] for n in inside], place.rules, raw.page_no, em, place.columns)
        if plain:
            mark_header(plain, fills)
            tables.append(plain)
            used.update(inside)
    frames = [Region(raw.page_no, *box) for box in kinds.frames + [a.box for a in laid if a.chars]]
    return TablesOnPage(sorted(tables, key=_place), frames, frozenset(used), ruby)


def _drawn(line: Stroke, upright: bool, taken: Sequence[Box], em: float) -> bool:
    """Whether a line belongs to a ruled table or frame."""
    near = 0.5 * em
    for x0, top, x1, bottom in taken:
        if upright:
            x0, top, x1, bottom = top, x0, bottom, x1
        if x0 - near <= line.start and line.end <= x1 + near and top - near <= line.at <= bottom + near:
            return True
    return False


def _by_lines(table: Table, area: Area, raw: RawPage, rows: list[Stroke], columns: list[Stroke], em: float) -> Table | None:
    """A table whose rules part the columns only: its rows are lines of text."""
    x0, top, x1, bottom = area.box
    chars = [raw.chars[n] for inside in area.chars.values() for n in inside]
    across = [r for r in rows if top - em < r.at < bottom + em and r.start < x1 and r.end > x0]
    down = [c for c in columns if x0 - em < c.at < x1 + em and c.start < bottom and c.end > top]
    found = table_of_lines(chars, across, raw.page_no, em, down)
    return Table(found.cells, table.parts, "full") if found else None


def table_in(raw: RawPage, box: Region) -> Table | None:
    """The table that stands in a region of the page, whatever its rules."""
    chars = [c for c in raw.chars if box.x0 <= (c.x0 + c.x1) / 2 <= box.x1 and box.top <= (c.top + c.bottom) / 2 <= box.bottom]
    em = page_em(chars)
    near = [r for r in raw.rules if r.x1 >= box.x0 - em and r.x0 <= box.x1 + em]
    near = [r for r in near if r.bottom >= box.top - em and r.top <= box.bottom + em]
    within = msgspec.structs.replace(raw, chars=chars, rules=near)
    ruled = [t for t in find_tables(within).tables if t.ruling == "full"]
    if ruled and sum(len(line) for c in ruled[0].cells for line in c.lines) > 0.8 * len(chars):
        return ruled[0]
    rows, _ = strokes(near, em)
    return table_of_lines(chars, rows, raw.page_no, em)


def _place(table: Table) -> tuple[float, float]:
    return table.parts[0].top, table.parts[0].x0


__all__ = ["TablesOnPage", "find_tables", "table_in"]
