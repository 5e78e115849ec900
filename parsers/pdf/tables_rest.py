"""The rest of a table without rules that runs over from the page before: too few lines to show columns by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.tables_columns import Rows
from parsers.pdf.tables_extents import Extent, extents, level
from parsers.pdf.tables_pieces import Piece
from schemas.document import Table

NEAR = 1.0
"""Words stand in the column of the page before to within so much (ems)."""
WIDER = 8.0
"""Words of the last column may be longer by so much (ems) than those on the page before."""
APART = 1.6
"""Lines of one table stand at most so far apart (ems, from foot to head)."""


def rest_of(rows: Rows, before: Sequence[Table], em: float) -> tuple[list[list[Piece]], list[float]] | None:
    """(the first lines of a page that keep to the columns of the last table of the page before, the places between these columns)."""
    last = max(before, key=lambda table: table.parts[-1].bottom, default=None)
    if last is None or last.ruling != "none":
        return None
    known = extents(last, last.parts[-1].page_no)
    columns = [known[k] for k in sorted(known)]
    if len(columns) < last.n_cols or any(a[1] >= b[0] for a, b in zip(columns, columns[1:], strict=False)):
        return None
    marks = [(a[1] + b[0]) / 2 for a, b in zip(columns, columns[1:], strict=False)]
    end = 0
    for n, row in enumerate(rows):
        if (n and min(p.top for p in row) - max(p.bottom for p in rows[n - 1]) > APART * em) or not _keeps(
            row, columns, marks, em
        ):
            break
        end = n + 1 if len(row) > 1 else end
    return (list(rows[:end]), marks) if end else None


def _keeps(row: Sequence[Piece], columns: Sequence[Extent], marks: Sequence[float], em: float) -> bool:
    """Whether the words of a line stand in columns, each in one, and most as the words above them do."""
    edges = [columns[0][0] - NEAR * em, *marks, columns[-1][1] + WIDER * em]
    homes = [
        next((k for k, (a, b) in enumerate(zip(edges, edges[1:], strict=False)) if a <= p.x0 and p.x1 <= b), -1) for p in row
    ]
    if -1 in homes or len(set(homes)) < len(homes):
        return False
    return 3 * sum(level((p.x0, p.x1), columns[k], NEAR * em) for k, p in zip(homes, row, strict=True)) >= 2 * len(row)
