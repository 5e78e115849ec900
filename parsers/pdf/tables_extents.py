"""Where the words of a table's columns stand: what tells whether a table without vertical rules goes on in another."""

from __future__ import annotations

from schemas.document import Table

NEAR = 1.0
"""Words of one column begin, end or have their middle no further apart than this (ems) in both parts."""
MOST = 2 / 3
"""So many of the columns stand so."""
Extent = tuple[float, float]


def same_words(first: Table, second: Table) -> bool:
    """Whether the words of the columns of two parts stand below one another, with white between the columns through both."""
    em = _em(first)
    if first.n_cols != second.n_cols or not em:
        return False
    a, b = extents(first, first.parts[-1].page_no), extents(second, second.parts[0].page_no)
    both = sorted(set(a) & set(b))
    if len(both) < 2:
        return False
    shift = b[both[0]][0] - a[both[0]][0]
    shift = shift if abs(shift) > NEAR * em else 0.0
    b = {k: (x0 - shift, x1 - shift) for k, (x0, x1) in b.items()}
    joint = [(min(a[k][0], b[k][0]), max(a[k][1], b[k][1])) for k in both]
    if any(left[1] >= right[0] for left, right in zip(joint, joint[1:], strict=False)):
        return False
    return sum(level(a[k], b[k], NEAR * em) for k in both) >= MOST * len(both)


def extents(table: Table, page_no: int) -> dict[int, Extent]:
    """From where to where the words of each column stand on a page; cells over several columns do not count."""
    out: dict[int, Extent] = {}
    for cell in table.cells:
        drawn = [g for line in cell.lines for g in line.glyphs if g and g.page_no == page_no]
        if drawn and cell.col_span == 1:
            x0, x1 = out.get(cell.col, (drawn[0].x0, drawn[0].x1))
            out[cell.col] = min(x0, *(g.x0 for g in drawn)), max(x1, *(g.x1 for g in drawn))
    return out


def level(a: Extent, b: Extent, near: float) -> bool:
    """Whether two extents begin, end or have their middle at nearly one place."""
    return abs(a[0] - b[0]) <= near or abs(a[1] - b[1]) <= near or abs(sum(a) - sum(b)) <= 2 * near


def _em(table: Table) -> float:
    """The usual height of a table's characters; 0 where it has none."""
    heights = sorted(g.bottom - g.top for c in table.cells for line in c.lines for g in line.glyphs if g)
    return heights[len(heights) // 2] if heights else 0.0
