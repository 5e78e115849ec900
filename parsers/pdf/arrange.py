"""The parts of a page as drafts of blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from parsers.pdf.blocks import Column, Draft, Row, build_drafts
from parsers.pdf.columns import Leaf, Sheet, reading_order
from parsers.pdf.lines import Line, build_lines
from parsers.pdf.parts import Parts
from parsers.pdf.pieces import Piece, right_edge
from schemas.document import RawPage, Table

HEAVY = ("bold", "black", "heavy", "demi", "-w6", "-w7", "-w8", "-eb", "-ub")
"""What the names of heavy fonts hold."""

HANG = 1.3
"""How far a hanging mark may reach over the right edge, in ems."""
PAGE_MARGIN = 0.11
"""Margin of a page that does not show it, as a share of its width."""


class Entry(NamedTuple):
    """A draft or table in its place: page, column, number of the frame around it; `leaf` differs where a column or box begins."""

    what: Draft | Table
    page_no: int
    column: int
    frame: int | None
    leaf: int


def arrange(parts: Parts, raw: RawPage, sheet: Sheet) -> list[Entry]:
    """The drafts and tables of a page in reading order."""
    return list(_Page(raw, sheet).entries(parts))


class _Page:
    """One page while it is being put in order."""

    def __init__(self, raw: RawPage, sheet: Sheet) -> None:
        self.raw, self.sheet = raw, sheet
        self.heavy = {n for n, name in enumerate(raw.fonts) if any(word in name.lower() for word in HEAVY)}
        self.leaves = 0

    def entries(self, parts: Parts, column: int = 0) -> Iterator[Entry]:
        """The blocks and tables of the page or of a frame in reading order."""
        sheet = self.sheet if parts.box is None else self.sheet._replace(known=())
        for leaf in reading_order(parts.items(), sheet):
            yield from self._leaf(parts, leaf, column or leaf.column)

    def _leaf(self, parts: Parts, leaf: Leaf, column: int) -> Iterator[Entry]:
        edges = _edges(parts, leaf, self.sheet)
        self.leaves += 1
        run: list[Piece] = []
        for item in leaf.items:
            part = parts.at(item.ref)
            if isinstance(part, Piece) and not part.vertical:
                run.append(part)
                continue
            yield from self._text(run, edges, column, parts.number)
            run = []
            if isinstance(part, Piece):
                yield from self._text([part], edges, column, parts.number)
            elif isinstance(part, Table):
                yield Entry(part, self.raw.page_no, column, parts.number, self.leaves)
            else:
                yield from self.entries(part, column)
                self.leaves += 1
        yield from self._text(run, edges, column, parts.number)

    def _text(self, run: list[Piece], edges: Column, column: int, frame: int | None) -> Iterator[Entry]:
        if not run:
            return
        leaf = self.leaves
        lines = build_lines([c for piece in run for c in piece.chars], self.raw.page_no)
        for draft in build_drafts([self._row(line) for line in lines], edges, self.sheet.body):
            yield Entry(draft, self.raw.page_no, column, frame, leaf)

    def _row(self, line: Line) -> Row:
        bold = line.font in self.heavy
        return Row(line.text, line.x0, line.top, line.x1, line.bottom, line.size or line.height or 1.0, bold, line.vertical)


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
    if n >= 3:
        return Column(x0, x1)
    if parts.box is not None:
        middle = (parts.box.x0 + parts.box.x1) / 2
        if all(abs((p.x0 + p.x1) / 2 - middle) < 0.5 * sheet.em for p in pieces):
            return Column(min(x0, parts.box.x0 + 0.5 * sheet.em), max(x1, parts.box.x1 - 0.5 * sheet.em))
        whole = leaf.x1 - leaf.x0 > 0.99 * (max(i.x1 for i in parts.items()) - min(i.x0 for i in parts.items()))
        return Column(x0, max(x1, parts.box.x1 - (x0 - parts.box.x0) if whole else leaf.x1))
    around = (e for e in sheet.edges if e[0] < x0 + sheet.em and e[1] > x1 - HANG * sheet.em)
    whole_page = len(leaf.items) == len(parts.items())
    margin = PAGE_MARGIN * sheet.width if whole_page else sheet.width
    left, right = next(around, (min(leaf.x0, margin), max(leaf.x1, sheet.width - margin)))
    return Column(min(x0, left), right if x1 - right < HANG * sheet.em else x1)
