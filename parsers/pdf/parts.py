"""What a page is made of before it is put in order: tables, frames (ruled boxes that hold text), loose pieces of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from parsers.pdf.columns import Item
from parsers.pdf.pieces import Piece, find_pieces
from parsers.pdf.tables import find_tables
from schemas.document import Char, RawPage, Region, Table

Box = tuple[float, float, float, float]


@dataclass
class Parts:
    """Matter inside one box: the page (`box` None) or a frame. `ruby` is kept at the page only."""

    pieces: list[Piece]
    tables: list[Table] = field(default_factory=list)
    frames: list[Parts] = field(default_factory=list)
    ruby: list[Char] = field(default_factory=list)
    box: Region | None = None
    number: int | None = None

    def items(self) -> list[Item]:
        """The parts as boxes to be put in order; `ref` counts pieces, then tables, then frames."""
        out = [Item(p.x0, p.top, p.x1, p.bottom, n, solid=p.vertical) for n, p in enumerate(self.pieces)]
        at = len(out)
        out += [Item(*t.parts[0][1:], at + n, solid=True) for n, t in enumerate(self.tables)]
        at = len(out)
        out += [Item(*f.box[1:], at + n, solid=True) for n, f in enumerate(self.frames) if f.box]
        return out

    def at(self, ref: int) -> Piece | Table | Parts:
        """The part an item stands for."""
        if ref < len(self.pieces):
            return self.pieces[ref]
        ref -= len(self.pieces)
        return self.tables[ref] if ref < len(self.tables) else self.frames[ref - len(self.tables)]


def find_parts(raw: RawPage, chars: Sequence[Char], ruby: Sequence[Char]) -> Parts:
    """The parts of a page; `chars` are its characters without running matter and ruby."""
    found = find_tables(replace(raw, chars=list(chars)))
    loose = _loose(chars, found.tables)
    root = Parts([], ruby=list(ruby))
    frames = sorted(found.frames, key=_area, reverse=True)
    nest = [root, *(Parts([], box=box, number=n) for n, box in enumerate(frames))]
    homes: dict[int, list[Char]] = {}
    for char in loose:
        homes.setdefault(_home(nest, (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2), []).append(char)
    for n, inside in homes.items():
        nest[n].pieces = find_pieces(inside)
    for table in found.tables:
        box = table.parts[0]
        nest[_home(nest, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)].tables.append(table)
    return _tree(nest)


def _tree(nest: list[Parts]) -> Parts:
    """Frames put into the frame around them; empty ones are left out."""
    for n in range(len(nest) - 1, 0, -1):
        part = nest[n]
        if part.box and (part.pieces or part.tables or part.frames):
            box = part.box
            nest[_home(nest[:n], (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)].frames.insert(0, part)
    return nest[0]


def _area(box: Region) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _home(nest: Sequence[Parts], x: float, y: float) -> int:
    """The innermost box around a point: boxes stand from large to small."""
    for n in range(len(nest) - 1, 0, -1):
        box = nest[n].box
        if box and box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
            return n
    return 0


def _loose(chars: Sequence[Char], tables: Sequence[Table]) -> list[Char]:
    """The characters that stand in no table."""
    taken = Counter(g[1:] for t in tables for cell in t.cells for line in cell.lines for g in line.glyphs if g)
    out = []
    for char in chars:
        if taken[char[1:5]] > 0:
            taken[char[1:5]] -= len(char.text)
        else:
            out.append(char)
    return out
