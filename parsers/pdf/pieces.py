"""Pieces: runs of characters that stand side by side on one baseline without a wide gap.

They are what columns and running matter are recognised from, before anything is known about order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from statistics import median

import msgspec

from parsers.pdf.items import Strip
from parsers.pdf.lines import char_rows
from parsers.pdf.strips import NARROW, narrow_strips, parts
from parsers.pdf.turning import char_back, turn_char
from schemas.document import Char

GAP = 0.9
"""A gap wider than this many ems ends a piece."""


FEW_KNOWN = 2
"""So many rows show a strip where sister pages have one."""

HANGING = "、。，．"
"""Marks that may stand outside the right edge of the text."""


_PACKED = msgspec.msgpack.Decoder(list[Char])


class Piece:
    """A run of characters with its box; `size` is the median size of its characters, `chars` are in reading order, `last` is the last
    one that is no blank.

    `direction` is that of its line (see `turning`). A piece that must outlive its page lets go of its characters and takes them up
    again when the page is at hand.
    """

    __slots__ = ("_kept", "bottom", "chars", "direction", "last", "size", "top", "x0", "x1")

    x0: float
    top: float
    x1: float
    bottom: float
    _kept: bytes | array[int]

    def __init__(self, chars: list[Char], direction: int = 0) -> None:
        self.direction = direction
        self.chars = chars
        text = self.text
        visible = chars if text.split() == [text] else [c for c in chars if not c[0].isspace()]
        _, x0, top, x1, bottom, size, *_ = zip(*visible, strict=True)
        self.x0, self.top, self.x1, self.bottom = min(x0), min(top), max(x1), max(bottom)
        self.last = visible[-1][0][-1]
        self.size = size[0] if size[0] and size.count(size[0]) == len(size) else median(em(c) for c in visible)

    def put_away(self, places: Mapping[int, int]) -> None:
        """Keep of the characters only where they stand among those of the page (`places` by `id`); turned ones are no longer those
        of the page and are packed. What has been put away stays so."""
        if not self.chars:
            return
        self._kept = msgspec.msgpack.encode(self.chars) if self.direction else array("I", [places[id(c)] for c in self.chars])
        self.chars = []

    def take_up(self, chars: Sequence[Char]) -> None:
        """The characters again, out of those of the page."""
        kept = self._kept
        self.chars = _PACKED.decode(kept) if isinstance(kept, bytes) else [chars[n] for n in kept]

    @property
    def text(self) -> str:
        return "".join(map(itemgetter(0), self.chars))

    @property
    def vertical(self) -> bool:
        """Read downwards: several characters below one another."""
        return self.bottom - self.top > 2.5 * (self.x1 - self.x0)

    @property
    def inner_x1(self) -> float:
        """The right edge that the text is set to: a full-width comma or full stop at the end may hang over it."""
        return max(self.x1 - self.size, (self.x0 + self.x1) / 2) if self.last in HANGING else self.x1

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def __repr__(self) -> str:
        return f"Piece({self.x0:.0f},{self.top:.0f} {self.text[:30]!r})"


def right_edge(pieces: Sequence[Piece], size: float) -> tuple[float, int]:
    """The right edge that text is set to, and how many pieces reach it; hanging marks and single overfull lines apart."""
    plain = sorted(p.x1 for p in pieces if p.last not in HANGING)
    rights = sorted(p.x1 for p in pieces)
    for edges, least in ((plain, 2), (rights, 3)):
        for edge in reversed(edges):
            n = bisect_left(edges, edge + 0.1 * size) - bisect_right(edges, edge - 0.7 * size)
            if n >= max(least, 0.08 * len(pieces)):
                reach = len(rights) - bisect_right(rights, edge - 0.7 * size)
                over = len(rights) - bisect_right(rights, edge + 0.1 * size)
                common = over <= 2 and n >= max(8, 0.4 * len(pieces))
                clear = rights[-1] - edge < 2.5 * size or edges is rights or common
                return (edge, reach) if clear else (rights[-1], 1)
    return rights[-1], 1


def em(char: Char) -> float:
    """The size of a character; where the reader does not know it, the height of its box."""
    return char[5] or (char[4] - char[2]) or 1.0


def places_of(chars: Sequence[Char]) -> dict[int, int]:
    """The place of each character among those of its page, by `id`."""
    return {id(c): n for n, c in enumerate(chars)}


def middle_size(sizes: Counter[float]) -> float:
    """The median of letter sizes, given how often each occurs; 10 points where there are none."""
    if not sizes:
        return 10.0
    known = sorted(sizes)
    ends, count = list(accumulate(sizes[size] for size in known)), sizes.total()
    low, high = (known[bisect_right(ends, place)] for place in ((count - 1) // 2, count // 2))
    return (low + high) / 2


def find_pieces(chars: Sequence[Char], direction: int = 0) -> list[Piece]:
    """All characters of a page whose lines run in one direction, in pieces, from top to bottom and left to right.

    White space alone makes no piece.
    """
    if direction:
        along = _part(char_rows([turn_char(c, direction) for c in chars]))
        out = [Piece([char_back(c, direction) for c in piece.chars], direction) for piece in along]
    else:
        out = _stack(_part(char_rows(chars)))
    out.sort(key=_place)
    return out


def pieces_of(sides: Mapping[int, Sequence[Char]]) -> list[Piece]:
    """The pieces of a page whose characters are sorted by the direction of their lines."""
    out = [piece for direction, chars in sides.items() for piece in find_pieces(chars, direction)]
    out.sort(key=_place)
    return out


def along(piece: Piece) -> Piece:
    """A piece in the system of its own line."""
    return Piece([turn_char(c, piece.direction) for c in piece.chars], piece.direction) if piece.direction else piece


def _place(piece: Piece) -> tuple[float, float]:
    return piece.top, piece.x0


def _part(rows: Sequence[list[Char]]) -> list[Piece]:
    """The pieces of rows. Those that reach from one column into the next, because the strip between them is narrow or a comma or full
    stop hangs into it, are cut."""
    pieces = [piece for row in rows for piece in _split(row)]
    starts = Counter(round(p.x0) for p in pieces)
    edges = [x for x, n in starts.items() if n + starts[x + 1] >= max(4, 0.08 * len(pieces))]
    left = min(edges, default=0)
    strips = narrow_strips(rows) + [x for x in edges if x > left and starts[x] >= max(8, 0.15 * len(pieces))]
    out: list[Piece] = []
    for piece in pieces:
        inside = [x for x in edges if x > max(left, piece.x0) + 6 * piece.size and x < piece.x1 - piece.size]
        narrow = [x for x in strips if x > piece.x0 + 3 * piece.size and x < piece.x1 - 0.5 * piece.size]
        out.extend(_cut_at(piece, inside, narrow) if inside or narrow else [piece])
    return out


def recut(pieces: Sequence[Piece], known: Sequence[Strip]) -> list[Piece]:
    """The pieces, cut at the strips that sister pages show where the few rows of this page that reach over them bear it out."""
    over = [k for k in known if any(p.x0 < k.left - 3 * p.size and p.x1 > k.right + 0.5 * p.size for p in pieces)]
    if not over:
        return [*pieces]
    rows = char_rows([c for p in pieces for c in p.chars])
    strips = [x for x in narrow_strips(rows, FEW_KNOWN) if any(abs(x - k.right) <= NARROW + 1 for k in over)]
    return [part for piece in pieces for part in _cut_narrow(piece, strips)]


def _cut_narrow(piece: Piece, strips: Sequence[float]) -> list[Piece]:
    narrow = [x for x in strips if x > piece.x0 + 3 * piece.size and x < piece.x1 - 0.5 * piece.size]
    return _cut_at(piece, (), narrow) if narrow else [piece]


def _cut_at(piece: Piece, edges: Sequence[int], strips: Sequence[float]) -> list[Piece]:
    """The piece cut at the white gaps that end where many pieces begin, and at the strips that hanging marks fill."""
    chars = piece.chars
    cuts = [
        n
        for n in range(1, len(chars))
        if not chars[n].text.isspace()
        and (
            (chars[n].x0 - chars[n - 1].x1 > 0.2 * piece.size and any(-2 < chars[n].x0 - x < 3 for x in edges))
            or any(chars[n - 1].x0 < x - NARROW <= chars[n].x0 and parts(chars[n - 1], chars[n]) for x in strips)
        )
    ]
    return [Piece(chars[a:b]) for a, b in zip([0, *cuts], [*cuts, len(chars)], strict=True)]


def _stack(pieces: list[Piece]) -> list[Piece]:
    """Single characters that stand closely below one another (a label read downwards) become one piece."""
    out = [p for p in pieces if not _is_single(p)]
    stacks: list[list[Piece]] = []
    places: dict[int, list[list[Piece]]] = {}
    for piece in sorted((p for p in pieces if _is_single(p)), key=lambda p: p.top):
        place = round((piece.x0 + piece.x1) / 16)
        near = [s for k in (place - 1, place, place + 1) for s in places.get(k, ())]
        above = next((s for s in near if _is_below(piece, s[-1])), None)
        if above is None:
            above = []
            stacks.append(above)
            places.setdefault(place, []).append(above)
        above.append(piece)
    for stack in stacks:
        if len(stack) >= 4 and sum(not p.text[0].isascii() for p in stack) > len(stack) // 2:
            out.append(Piece([c for p in stack for c in p.chars]))
        else:
            out.extend(stack)
    return out


def _is_single(piece: Piece) -> bool:
    """One character, or two half-width ones side by side."""
    return piece.x1 - piece.x0 < 1.3 * piece.size and len(piece.text.strip()) <= 2


def _is_below(piece: Piece, above: Piece) -> bool:
    across = abs((piece.x0 + piece.x1) - (above.x0 + above.x1)) / 2
    return across < 0.35 * piece.size and piece.middle - above.middle < 1.3 * piece.size and piece.top > above.middle


def _split(row: list[Char]) -> list[Piece]:
    """A row cut at its wide gaps; white space goes with the characters before it, and bridges a gap by an em."""
    cuts: list[int] = []
    edge = size = 0.0
    bridged = False
    for n, (text, x0, top, x1, bottom, height, _, _) in enumerate(row):
        if text.isspace():
            if cuts and not bridged and x0 - edge < GAP * size:
                edge, bridged = max(edge, min(x1, x0 + size)), True
            continue
        height = height or bottom - top or 1.0
        if not cuts or x0 - edge > GAP * (height if height > size else size):
            cuts.append(n)
            edge = x1
        elif x1 > edge:
            edge = x1
        size, bridged = height, False
    return [Piece(row[first:last]) for first, last in pairwise([*cuts, len(row)])]
