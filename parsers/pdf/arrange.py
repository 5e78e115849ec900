"""The parts of a page as drafts of blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from parsers.pdf.blocks import Draft, build_drafts
from parsers.pdf.columns import reading_order
from parsers.pdf.figures import Figures
from parsers.pdf.items import Item, Leaf, Sheet
from parsers.pdf.lines import Line, build_lines, lines_along
from parsers.pdf.parts import Parts
from parsers.pdf.pieces import Piece, recut, right_edge
from parsers.pdf.rows import Column, Row
from parsers.pdf.ruby import ruby_boxes, word_end
from parsers.pdf.sheets import turned
from parsers.pdf.turning import BoxTuple
from schemas.document import RawPage, Table, Text

HEAVY = ("bold", "black", "heavy", "demi", "-w6", "-w7", "-w8", "-eb", "-ub")
"""What the names of heavy fonts hold."""

HANG = 1.3
"""How far a hanging mark may reach over the right edge, in ems."""
CLEAR, MOST = 3.0, 0.5
"""Where most columns of the sister pages are wider by so many ems, so large a share of the lines shows that these are set narrower:
the points of a list may be as long as one another by chance."""
FOLD = 2.5
"""White between two half sheets whose lines run downwards, at least, in ems: more than between two lines."""
PAGE_MARGIN = 0.11
"""Margin of a page that does not show it, as a share of its width."""


class Entry(NamedTuple):
    """A draft or table in its place: page, column, number of the frame around it; `leaf` differs where a column or box begins;
    a draft stands in the system of lines of that `direction`."""

    what: Draft | Table
    page_no: int
    column: int
    frame: int | None
    leaf: int
    direction: int = 0


def arrange(parts: Parts, raw: RawPage, sheet: Sheet, ruby: Iterable[Text] = ()) -> list[Entry]:
    """The drafts and tables of a page in reading order; `ruby` are the lines of it that stand above the page's words."""
    return list(_Page(raw, sheet, parts.direction, ruby_boxes(ruby, parts.direction)).entries(parts))


class _Page:
    """One page while it is being put in order; its `sheet` is seen from lines of that `direction`."""

    def __init__(self, raw: RawPage, sheet: Sheet, direction: int, ruby: Sequence[BoxTuple]) -> None:
        self.raw, self.sheet, self.direction, self.ruby = raw, sheet, direction, ruby
        self.heavy = {n for n, name in enumerate(raw.fonts) if any(word in name.lower() for word in HEAVY)}
        self.figures = Figures(raw, sheet.em)
        self.leaves = 0

    def entries(self, parts: Parts, column: int = 0) -> Iterator[Entry]:
        """The blocks and tables of the page or of a frame in reading order."""
        sheet = self.sheet if parts.box is None else self.sheet._replace(known=())
        parts.pieces = recut(parts.pieces, sheet.known)
        if parts.direction != self.direction:
            sheet = turned(sheet, parts.direction - self.direction)
        for items in _bands(parts, sheet):
            for leaf in reading_order(items, sheet):
                yield from self._leaf(parts, leaf, sheet, column or leaf.column)

    def _leaf(self, parts: Parts, leaf: Leaf, sheet: Sheet, column: int) -> Iterator[Entry]:
        edges = _edges(parts, leaf, sheet)
        self.leaves += 1
        run: list[Piece] = []
        for item in leaf.items:
            part = parts.at(item.ref)
            if isinstance(part, Piece) and not part.vertical:
                run.append(part)
                continue
            yield from self._text(run, edges, column, parts)
            run = []
            if isinstance(part, Piece):
                yield from self._text([part], edges, column, parts)
            elif isinstance(part, Table):
                yield Entry(part, self.raw.page_no, column, parts.number, self.leaves)
            else:
                yield from self.entries(part, column)
                self.leaves += 1
        yield from self._text(run, edges, column, parts)

    def _text(self, run: list[Piece], edges: Column, column: int, parts: Parts) -> Iterator[Entry]:
        if not run:
            return
        leaf = self.leaves
        chars = [c for piece in run for c in piece.chars]
        lines = (lines_along if parts.direction else build_lines)(chars, self.raw.page_no)
        for draft in build_drafts([self._row(line) for line in lines], edges, self.sheet.body):
            shown = draft._replace(kind="figure_text") if self.figures.hold(draft) else draft
            yield Entry(shown, self.raw.page_no, column, parts.number, leaf, parts.direction)

    def _row(self, line: Line) -> Row:
        bold = line.font in self.heavy
        size, word = line.size or line.height or 1.0, word_end(line, self.ruby)
        return Row(line.text, line.x0, line.top, line.x1, line.bottom, size, bold, line.vertical, word)


def _bands(parts: Parts, sheet: Sheet) -> list[list[Item]]:
    """The parts of a box; where lines run up or down, what stands above all of them comes first, what stands below them last."""
    items = parts.items()
    lines = items[: len(parts.pieces)]
    if not lines or parts.direction not in (90, 270):
        return [items]
    first, last = min(i.x0 for i in lines), max(i.x1 for i in lines)
    bands: tuple[list[Item], list[Item], list[Item]] = [], [], []
    for item in items:
        bands[0 if item.x1 <= first else 2 if item.x0 >= last else 1].append(item)
    ordered = [bands[0], *_halves(bands[1], sheet), bands[2]]
    return [band for band in (ordered if parts.direction == 90 else ordered[::-1]) if band]


def _halves(items: list[Item], sheet: Sheet) -> list[list[Item]]:
    """The right and the left half of a landscape sheet whose lines run downwards, where a fold parts them."""
    fold = -sheet.height / 2
    right, left = [i for i in items if i.bottom <= fold], [i for i in items if i.top >= fold]
    if sheet.height < 1.2 * sheet.width or min(len(right), len(left)) < 3 or len(right) + len(left) < len(items):
        return [items]
    white = min(i.top for i in left) - max(i.bottom for i in right)
    return [right, left] if white > FOLD * sheet.em else [items]


def _edges(parts: Parts, leaf: Leaf, sheet: Sheet) -> Column:
    """The edges text is set between.

    They are those of the text itself where several lines share the right one; else in a frame the margin of the left side holds
    for the right (centred text fills the frame), and on the page the edges that sister pages have.
    """
    pieces = [p for p in (parts.at(i.ref) for i in leaf.items) if isinstance(p, Piece) and not p.vertical]
    if not pieces:
        return Column(leaf.x0, leaf.x1)
    x0 = min(p.x0 for p in pieces)
    x1, n = right_edge(pieces, sheet.em)
    whole_page = parts.edges is None and len(leaf.items) == len(parts.items())
    wider = any(abs(e[0] - x0) < sheet.em and e[1] > x1 + CLEAR * sheet.em for e in sheet.edges[:1])
    if n >= 3 and not (whole_page and wider and n < MOST * len(pieces)):
        return Column(x0, x1)
    if parts.edges is not None:
        left, _, right, _ = parts.edges
        if all(abs((p.x0 + p.x1) / 2 - (left + right) / 2) < 0.5 * sheet.em for p in pieces):
            return Column(min(x0, left + 0.5 * sheet.em), max(x1, right - 0.5 * sheet.em))
        whole = leaf.x1 - leaf.x0 > 0.99 * (max(i.x1 for i in parts.items()) - min(i.x0 for i in parts.items()))
        return Column(x0, max(x1, right - (x0 - left) if whole else leaf.x1))
    around = (e for e in sheet.edges if e[0] < x0 + sheet.em and e[1] > x1 - HANG * sheet.em)
    margin = PAGE_MARGIN * sheet.width if whole_page else sheet.width
    left, right = next(around, (min(leaf.x0, margin), max(leaf.x1, sheet.width - margin)))
    return Column(min(x0, left), right if x1 - right < HANG * sheet.em else x1)
