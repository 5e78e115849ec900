"""Tables of words without any rule on a page: in its boxes, and in its columns of text, each by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.pdf.columns import find_strips
from parsers.pdf.items import Item, Sheet, Strip
from parsers.pdf.tables_columns import Rows
from parsers.pdf.tables_pieces import Piece
from parsers.pdf.tables_words import Found, find_runs

Box = tuple[float, float, float, float]
DEEPEST = 4
"""A page has no more strips between columns beside one another than this."""


def word_tables(rows: Rows, frames: Sequence[Box], sheet: Sheet) -> Iterator[list[list[Piece]]]:
    """The lines of each table of words among the lines of a page; `frames` are its boxes with text."""
    for own in _by_frame(rows, frames):
        yield from _tables(own, sheet, 0)


def _by_frame(rows: Rows, frames: Sequence[Box]) -> list[Rows]:
    """The lines outside all frames, and those inside each: no table without rules reaches over the sides of a box."""
    if not frames:
        return [rows]
    homes: dict[int, list[list[Piece]]] = {}
    order = sorted(range(len(frames)), key=lambda n: (frames[n][2] - frames[n][0]) * (frames[n][3] - frames[n][1]))
    for row in rows:
        parted: dict[int, list[Piece]] = {}
        for piece in row:
            x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
            around = (n for n in order if frames[n][0] <= x <= frames[n][2] and frames[n][1] <= y <= frames[n][3])
            parted.setdefault(next(around, -1), []).append(piece)
        for n, pieces in parted.items():
            homes.setdefault(n, []).append(pieces)
    return list(homes.values())


def _tables(rows: Rows, sheet: Sheet, depth: int) -> Iterator[list[list[Piece]]]:
    """Columns of text are only looked for where a table is found: what stands in several of them is none."""
    found = list(find_runs(rows, sheet.em))
    strip = _strip(rows, found, sheet) if found and depth < DEEPEST else None
    if strip is None:
        yield from (table.rows for table in found)
        return
    middle = strip.left + strip.right
    for side in (False, True):
        own = [part for row in rows if (part := [p for p in row if (p.x0 + p.x1 > middle) == side])]
        yield from _tables(own, sheet, depth + 1)


def _strip(rows: Rows, found: Sequence[Found], sheet: Sheet) -> Strip | None:
    """The strip between columns of text that most of a table's height stands at both sides of."""
    items = [Item(p.x0, p.top, p.x1, p.bottom, n) for n, p in enumerate(p for row in rows for p in row)]
    for strip in find_strips(items, sheet):
        for table in (table for table in found if not table.run.centred):
            top, bottom = table.rows[0][0].top, table.rows[-1][0].bottom
            shared = min(bottom, strip.bottom) - max(top, strip.top)
            columns = table.run.columns
            if columns[0][1] <= strip.left and strip.right <= columns[-1][0] and 2 * shared > bottom - top:
                return strip
    return None
