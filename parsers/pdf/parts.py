"""What a page is made of before it is put in order: tables, frames (ruled boxes that hold text), loose pieces of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from parsers.pdf.diagrams import FEW
from parsers.pdf.items import Item
from parsers.pdf.pieces import Piece, along, find_pieces
from parsers.pdf.tables import find_tables
from parsers.pdf.tables_down import stand_upright
from parsers.pdf.turning import BoxTuple, turn_box
from schemas.document import Char, RawPage, Region, Table, Text

NEAR = 2.0
"""Lines of one text that runs in another direction than the text around it stand at most so far apart (ems)."""


@dataclass
class Parts:
    """Matter inside one box: the page (`box` None), a frame, or text that runs in another direction than the text around it.

    `direction` is that of the lines (see `turning`); `pieces` stand in the system of these lines, everything else on the page.
    `ruby` is what stands above words of the page's tables. `free`: boxes may be set freely; then `drawn` numbers the page's
    characters in the order in which they are drawn.
    """

    pieces: list[Piece]
    tables: list[Table] = field(default_factory=list)
    frames: list[Parts] = field(default_factory=list)
    ruby: list[Text] = field(default_factory=list)
    box: Region | None = None
    number: int | None = None
    direction: int = 0
    free: bool = False
    drawn: dict[Char, int] = field(default_factory=dict)

    def put_away(self, places: Mapping[int, int]) -> None:
        """Let go of the page's characters (see `Piece.put_away`)."""
        self.drawn = {}
        for piece in self.pieces:
            piece.put_away(places)
        for frame in self.frames:
            frame.put_away(places)

    def take_up(self, chars: Sequence[Char], drawn: dict[Char, int] | None = None) -> None:
        """The characters again, out of those of the page; `drawn` numbers them, where that is known."""
        drawn = drawn or (_numbered(chars) if self.free else {})
        self.drawn = drawn if self.free else {}
        for piece in self.pieces:
            piece.take_up(chars)
        for frame in self.frames:
            frame.take_up(chars, drawn)

    def items(self) -> list[Item]:
        """The parts as boxes to be put in order, in the system of the lines; `ref` counts pieces, then tables, then frames."""
        out = [Item(p.x0, p.top, p.inner_x1, p.bottom, n, p.vertical, self._span(p.chars)) for n, p in enumerate(self.pieces)]
        boxes = [(t.parts[0], None) for t in self.tables] + [(f.box, self._span(list(f.chars()))) for f in self.frames if f.box]
        return out + [Item(*turn_box(b[1:], self.direction), n, True, span) for n, (b, span) in enumerate(boxes, len(out))]

    def chars(self) -> Iterator[Char]:
        """The characters of pieces and tables, those in frames too."""
        for piece in self.pieces:
            yield from piece.chars
        for frame in self.frames:
            yield from frame.chars()

    def _span(self, chars: Sequence[Char]) -> tuple[int, int] | None:
        """The places of the first and last of some characters in the order in which they are drawn."""
        places = [self.drawn[c] for c in chars if c in self.drawn] if self.drawn else []
        return (min(places), max(places)) if places else None

    @property
    def edges(self) -> BoxTuple | None:
        """The box in the system of the lines."""
        return turn_box(self.box[1:], self.direction) if self.box else None

    def at(self, ref: int) -> Piece | Table | Parts:
        """The part an item stands for."""
        if ref < len(self.pieces):
            return self.pieces[ref]
        ref -= len(self.pieces)
        return self.tables[ref] if ref < len(self.tables) else self.frames[ref - len(self.tables)]


def find_parts(raw: RawPage, pieces: Sequence[Piece], before: Sequence[Table] = ()) -> Parts:
    """The parts of a page; `pieces` are those that are no running matter, `before` the tables of the page before."""
    chars = [c for p in pieces for c in p.chars]
    turned = any(p.direction for p in pieces)
    down = (
        frozenset(n for n, way in enumerate(p.direction for p in pieces for _ in p.chars) if way)
        if turned
        else frozenset[int]()
    )
    found = find_tables(replace(raw, chars=chars), before, down)
    nest = [Parts([], ruby=[line.text for line in found.ruby])]
    nest += (Parts([], box=box, number=n) for n, box in enumerate(sorted(found.frames, key=_area, reverse=True)))
    torn: dict[tuple[int, int], list[Char]] = {}
    at = 0
    for piece in pieces:
        own = range(at, at + len(piece.chars))
        loose = (
            piece.chars
            if found.used.isdisjoint(own)
            else [c for n, c in zip(own, piece.chars, strict=True) if n not in found.used]
        )
        at = own.stop
        homes = [_home(nest, (c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for c in loose] if len(nest) > 1 else [0] * len(loose)
        if len(loose) == len(piece.chars) and len(set(homes)) == 1:
            nest[homes[0]].pieces.append(piece)
            continue
        for home, char in zip(homes, loose, strict=True):
            torn.setdefault((home, piece.direction), []).append(char)
    for (home, direction), letters in torn.items():
        nest[home].pieces.extend(find_pieces(letters, direction))
    for table in found.tables:
        if down:
            stand_upright(table, {way: [c for p in pieces if p.direction == way for c in p.chars] for way in (90, 180, 270)})
        box = table.parts[0]
        nest[_home(nest, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)].tables.append(table)
    free = len(found.frames) >= FEW
    drawn = _numbered(raw.chars) if free else {}
    for part in nest:
        part.free, part.drawn = free, drawn
        _direct(part, raw.page_no)
    return _tree(nest)


def _numbered(chars: Sequence[Char]) -> dict[Char, int]:
    return {c: n for n, c in enumerate(chars)}


def _direct(part: Parts, page_no: int) -> None:
    """Most of the text gives the direction; what runs in another one becomes parts of its own."""
    counts: Counter[int] = Counter()
    for piece in part.pieces:
        counts[piece.direction] += len(piece.chars)
    if not any(counts):
        return
    part.direction = counts.most_common(1)[0][0]
    others: dict[int, list[Piece]] = {}
    for piece in part.pieces:
        if piece.direction != part.direction:
            others.setdefault(piece.direction, []).append(piece)
    part.pieces = [along(p) for p in part.pieces if p.direction == part.direction]
    for direction, pieces in others.items():
        for group in _groups(pieces):
            box = Region(page_no, *_around(group))
            part.frames.append(Parts([along(p) for p in group], box=box, direction=direction))


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand so near that they are one text."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        near = [group for group in groups if any(_is_near(piece, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(p for group in near for p in group), piece])
    return groups


def _is_near(a: Piece, b: Piece) -> bool:
    reach = NEAR * min(a.size, b.size)
    return a.x0 - reach < b.x1 and b.x0 - reach < a.x1 and a.top - reach < b.bottom and b.top - reach < a.bottom


def _around(pieces: Sequence[Piece]) -> BoxTuple:
    return min(p.x0 for p in pieces), min(p.top for p in pieces), max(p.x1 for p in pieces), max(p.bottom for p in pieces)


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
