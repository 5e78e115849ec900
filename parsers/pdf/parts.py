"""What a page is made of before it is put in order: tables, frames (ruled boxes that hold text), loose pieces of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from parsers.pdf.columns import Item
from parsers.pdf.pieces import Piece, find_pieces
from parsers.pdf.tables import find_tables
from schemas.document import Char, RawPage, Region, Table, Text


@dataclass
class Parts:
    """Matter inside one box: the page (`box` None) or a frame. `ruby` is what stands above words of the page's tables."""

    pieces: list[Piece]
    tables: list[Table] = field(default_factory=list)
    frames: list[Parts] = field(default_factory=list)
    ruby: list[Text] = field(default_factory=list)
    box: Region | None = None
    number: int | None = None

    def items(self) -> list[Item]:
        """The parts as boxes to be put in order; `ref` counts pieces, then tables, then frames."""
        out = [Item(p.x0, p.top, p.inner_x1, p.bottom, n, solid=p.vertical) for n, p in enumerate(self.pieces)]
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


def find_parts(raw: RawPage, pieces: Sequence[Piece], before: Sequence[Table] = ()) -> Parts:
    """The parts of a page; `pieces` are those that are no running matter, `before` the tables of the page before."""
    chars = [c for p in pieces for c in p.chars]
    found = find_tables(replace(raw, chars=chars), before)
    nest = [Parts([], ruby=[line.text for line in found.ruby])]
    nest += (Parts([], box=box, number=n) for n, box in enumerate(sorted(found.frames, key=_area, reverse=True)))
    torn: dict[int, list[Char]] = {}
    at = 0
    for piece in pieces:
        loose = [c for n, c in enumerate(piece.chars, at) if n not in found.used]
        at += len(piece.chars)
        homes = [_home(nest, (c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for c in loose] if len(nest) > 1 else [0] * len(loose)
        if len(loose) == len(piece.chars) and len(set(homes)) == 1:
            nest[homes[0]].pieces.append(piece)
            continue
        for home, char in zip(homes, loose, strict=True):
            torn.setdefault(home, []).append(char)
    for home, letters in torn.items():
        nest[home].pieces.extend(find_pieces(letters))
    for table in found.tables:
        box = table.parts[0]
        nest[_home(nest, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)].tables.append(table)
    return _tree(nest)


def all_tables(parts: Parts) -> list[Table]:
    """The tables of a page, those in frames too."""
    return [*parts.tables, *(table for frame in parts.frames for table in all_tables(frame))]


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
