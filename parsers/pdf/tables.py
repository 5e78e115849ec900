"""The tables and frames of one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.pdf.lines import Line, build_lines
from parsers.pdf.tables_header import mark_header, shades
from parsers.pdf.tables_ruled import Sorted, areas, put_chars, ruled_table
from parsers.pdf.tables_strokes import groups, page_em, strokes
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


def find_tables(raw: RawPage, before: Sequence[Table] = ()) -> TablesOnPage:
    """Data tables (this page's part of them) from top to bottom, and frames; `before` are the tables of the page before."""
    em = page_em(raw.chars)
    rows, columns = strokes(raw.rules, em)
    joined, _ = groups(rows, columns, em)
    found = areas(joined, em)
    put_chars(found, raw.chars)
    fills = shades(raw.boxes, raw.width, raw.height)
    kinds = Sorted(found, raw.chars, em, before, fills)
    tables: list[Table] = []
    ruby: list[Line] = []
    used: set[int] = set()
    for area in kinds.tables:
        table, small = ruled_table(area, raw.chars, raw.page_no)
        mark_header(table, fills)
        tables.append(table)
        ruby += build_lines(small, raw.page_no)
        used.update(n for inside in area.chars.values() for n in inside)
    frames = [Region(raw.page_no, *box) for box in kinds.frames]
    return TablesOnPage(sorted(tables, key=_place), frames, frozenset(used), ruby)


def _place(table: Table) -> tuple[float, float]:
    return table.parts[0].top, table.parts[0].x0


__all__ = ["TablesOnPage", "find_tables"]
