"""Lines of a column become paragraphs, headings, bullets, notes.

A paragraph ends where the typesetter ended it: the next line's first word would still have fitted; or the next line is indented
as a first line, begins with a mark, stands apart, or is set in other letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Literal, NamedTuple

from parsers.pdf.marks import (
    BULLET,
    CAPTION,
    ENDS,
    HARD_MARK,
    HEAD,
    LEADER,
    LISTED,
    MARKED,
    NOTE,
    NUMBERED,
    SOFT_MARK,
    STAGE,
)
from parsers.pdf.rows import Column, Row, first_word
from schemas.document import BlockKind
from schemas.text import fold

Align = Literal["left", "center", "right"]
ALONE: set[BlockKind] = {"stage", "caption", "heading", "figure_text"}
"""Kinds of blocks that never go on in the next column."""


class Style(NamedTuple):
    """How a column is set: the usual distance of two lines in ems, whether paragraphs go on at its left edge, the body's em."""

    pitch: float
    flush: bool
    size: float


class Draft(NamedTuple):
    """A block before it has its number: its rows, and how they stand in their column."""

    kind: BlockKind
    rows: tuple[Row, ...]
    align: Align
    indent: float
    column: Column


def build_drafts(rows: Sequence[Row], column: Column, body_size: float) -> list[Draft]:
    """The blocks of rows that follow one another in a column."""
    style = Style(_pitch(rows), _is_flush(rows, column), body_size)
    groups: list[list[Row]] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        if groups and not _begins(groups[-1], row, after, column, style):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_draft(group, column, body_size) for group in groups]


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance of two lines, in line heights."""
    steps = [
        (b.middle - a.middle) / max(a.size, 1)
        for a, b in zip(rows, rows[1:], strict=False)
        if abs(a.size - b.size) < 0.1 * a.size
    ]
    steps = [s for s in steps if 0.9 < s < 3.5]
    return min(median(steps), 2.6) if steps else 1.8


def _is_flush(rows: Sequence[Row], column: Column) -> bool:
    """Several rows without a mark stand at the left edge."""
    flush = [r for r in rows if r.x0 - column.x0 < 0.4 * r.size]
    return sum(not _opens(r) for r in flush) >= max(2, 0.1 * len(rows))


def _begins(group: list[Row], row: Row, after: Row | None, column: Column, style: Style) -> bool:
    """Whether a row opens a new block after the rows of `group`; `after` is the row that follows it."""
    before = group[-1]
    if row.vertical != before.vertical or abs(row.size - before.size) > 0.13 * before.size:
        return True
    step = (row.middle - before.middle) / max(row.size, 1)
    if step < 0.3 or step > 1.28 * max(style.pitch, _step(group)):
        return True
    words = fold(row.text.s.strip())
    if _is_marked(row):
        return True
    if row.bold != before.bold and (before.text.s.rstrip()[-1:] in ENDS or row.x0 - before.x0 > 0.6 * row.size):
        return True
    if _is_short(before, row, column) or (_is_large(before, style) and _is_short_title(before, row, column)):
        return True
    if LEADER.search(fold(before.text.s)) or (_is_tabular(before) and _is_tabular(row)):
        return True
    if before.text.s.rstrip()[-1:] in "。．" and after is not None and HEAD.match(words) and _opens(after):
        return True
    if len(group) > 1:
        return _leaves_edge(group, row, words)
    return _is_first_line(before, row, after, column, style)


def _step(group: list[Row]) -> float:
    """The distance of the last two lines of a block, in line heights."""
    if len(group) < 2:
        return 0.0
    return (group[-1].middle - group[-2].middle) / max(group[-1].size, 1)


def _is_tabular(row: Row) -> bool:
    """A row of several items far apart: a line of a list or table that no rules show."""
    glyphs = [g for g in row.text.glyphs if g]
    gaps = [b.x0 - a.x1 for a, b in zip(glyphs, glyphs[1:], strict=False)]
    return max(gaps, default=0.0) > 4 * row.size or sum(gap > 1.5 * row.size for gap in gaps) >= 2


def _is_short(before: Row, row: Row, column: Column) -> bool:
    """The first word of `row` would have fitted at the end of the line before: the line was ended on purpose."""
    rest = column.x1 - before.x1
    if _aligned(before, column) != "left":
        rest += before.x0 - column.x0
    return rest > first_word(row) + 0.55 * row.size


def _is_short_title(before: Row, row: Row, column: Column) -> bool:
    """The same for a centred line, which has room at both sides."""
    rest = column.x1 - before.x1 + before.x0 - column.x0
    return _is_centred(before, column) and rest > first_word(row) + 0.2 * row.size


def _is_centred(row: Row, column: Column) -> bool:
    left, right = row.x0 - column.x0, column.x1 - row.x1
    return left > 0.4 * row.size and abs(left - right) < row.size


def _is_large(row: Row, style: Style) -> bool:
    return row.bold or row.size > 1.08 * style.size


def _leaves_edge(group: list[Row], row: Row, words: str) -> bool:
    """After two rows or more, the edge of the paragraph is known: a row that leaves it is a first line. The line before is full."""
    first, before = group[0], group[-1]
    edge = min(r.x0 for r in group[1:])
    if abs(row.x0 - edge) > 0.6 * row.size:
        return True
    if before.text.s.rstrip()[-1:] not in ENDS:
        return False
    if LISTED.match(words) and row.x0 > first.x0 - 0.5 * row.size:
        return True
    return abs(row.x0 - first.x0) < 0.5 * row.size and bool(SOFT_MARK.match(words))


def _is_first_line(before: Row, row: Row, after: Row | None, column: Column, style: Style) -> bool:
    """Whether the row after a full first row is a first line again: by its left edge, its words and the row that follows."""
    shift = (row.x0 - before.x0) / row.size
    opened, words = fold(before.text.s.strip()), fold(row.text.s.strip())
    ended = opened[-1:] in ENDS
    if shift > 0.6 and not ended and _is_large(before, style) and _is_centred(row, column):
        return False
    if shift > 0.6:
        marked = _opens(before) or NOTE.match(opened)
        falls_back = after is not None and row.x0 - after.x0 > 0.6 * row.size and not _opens(after)
        if marked and abs(shift - 1) > 0.12 and abs(_after_mark(before) - row.x0) < 0.12 * row.size:
            return False
        if NUMBERED.match(row.text.s) and abs(_after_mark(before) - row.x0) > 0.3 * row.size:
            return True
        aside = shift >= 8 and _aligned(row, column) != "left"
        return aside or (ended and (falls_back or not marked or (style.flush and shift < 1.5)))
    if shift < -0.6:
        return bool(SOFT_MARK.match(words)) and shift < -1.6
    if ended and style.flush and row.x0 - column.x0 > 0.7 * row.size:
        return True
    return bool(SOFT_MARK.match(words)) and (ended or _opens(before))


def _opens(row: Row) -> bool:
    """Whether a row begins with a mark or number."""
    return _is_marked(row) or bool(SOFT_MARK.match(fold(row.text.s.strip())))


def _is_marked(row: Row) -> bool:
    """Whether a row begins with a mark that opens a block wherever it stands (circled numbers too, which NFKC would unmake)."""
    return bool(HARD_MARK.match(row.text.s.strip()))


def _after_mark(row: Row) -> float:
    """Where the words after a mark or number begin."""
    found = MARKED.match(row.text.s)
    glyph = row.text.glyphs[found.end()] if found and found.end() < len(row.text) else None
    return glyph.x0 if glyph else row.x0


def _aligned(row: Row, column: Column) -> Align:
    left, right = row.x0 - column.x0, column.x1 - row.x1
    em = row.size
    if left > 2.5 * em and abs(left - right) < max(1.2 * em, 0.12 * left):
        return "center"
    if left > 0.3 * (column.x1 - column.x0) and right < 2.2 * em and left > 4 * right:
        return "right"
    return "left"


def _draft(group: list[Row], column: Column, body_size: float) -> Draft:
    rows = tuple(group)
    align = _aligned(rows[0], column)
    if len({_aligned(r, column) for r in rows}) > 1 and len(rows) > 2:
        align = "left"
    return Draft(_kind(rows, body_size, align), rows, align, round((rows[0].x0 - column.x0) / rows[0].size, 2), column)


def _kind(rows: tuple[Row, ...], body_size: float, align: Align) -> BlockKind:
    words = fold("".join(r.text.s.strip() for r in rows))
    bold = sum(len(r.text.s) for r in rows if r.bold) > 0.6 * sum(len(r.text.s) for r in rows)
    if STAGE.match(words):
        return "stage"
    if CAPTION.match(words) and len(rows) <= 2 and len(words) < 60:
        return "caption"
    if NOTE.match(words):
        return "note"
    if len(rows) <= 3 and words[-1:] not in "。．" and (bold or rows[0].size > 1.15 * body_size):
        return "heading"
    return "bullet" if _is_marked(rows[0]) or BULLET.match(words) else "paragraph"


def goes_on(last: Draft, draft: Draft) -> bool:
    """Whether a draft at the head of a column goes on in mid-sentence from the draft at the foot of the column before."""
    before, row = last.rows[-1], draft.rows[0]
    words = fold(row.text.s.strip())
    if {draft.kind, last.kind} & ALONE:
        return False
    if draft.align != "left" or _is_marked(row) or abs(row.size - before.size) > 0.08 * before.size:
        return False
    if row.bold != before.bold or _is_short(before, row, last.column):
        return False
    return _in_line(last, draft, bool(SOFT_MARK.match(words)), before.text.s.rstrip()[-1:] in "。．")


def _in_line(last: Draft, draft: Draft, marked: bool, ended: bool) -> bool:
    """The left edge is where the paragraph's further lines stand."""
    row = draft.rows[0]
    shift = (row.x0 - draft.column.x0) / row.size
    first = (last.rows[0].x0 - last.column.x0) / row.size
    opened = _opens(last.rows[0])
    if len(last.rows) > 1:
        edge = (last.rows[-1].x0 - last.column.x0) / row.size
        if abs(shift - edge) > 0.6:
            return False
        return not (ended or marked) or abs(first - edge) > 0.6 or (opened and not marked)
    if ended and not opened:
        return not marked and 0.6 < first < 1.6 and shift < 0.4
    return not marked and shift < first + (3 if opened else 0.6)
