"""What of one page could be running matter: numbers, words in the margins, strips at the sides.

Only what can be told from the page alone is told here; what the pages have in common decides (see `parsers.pdf.furniture`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from parsers.pdf.pieces import Piece, along
from parsers.pdf.spots import EDGE, Spot, in_margin, is_apart, is_boxed, is_high_or_low, side
from schemas.document import Char, RawPage
from schemas.text import fold

NUMBER = re.compile(
    r"^[\s\-–—―‐−ー~〜・.(\[<{〔【〈]*(?:(?:p(?:age|\.)?|第)\s*)?(?P<n>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?\s*(?:ページ|頁)?"
    r"[\s\-–—―‐−ー~〜・.)\]>}〕】〉]*$",
    re.IGNORECASE,
)
"""A printed page number and nothing else (NFKC): 3, - 3 -, (3), P. 3, 3/12, 3ページ."""

DIGITS = re.compile(r"\d+")
LONGEST = 16
"""A page number has no more characters than this, with all that stands around it."""
SMALL, CLEAR = 0.92, 1.5
"""Words in the margin of an only page are set at most in this share of the text's size, and this far apart from it (ems)."""

Letter = tuple[str, int, int]
"""A character and roughly its place."""


class Band(NamedTuple):
    """A strip at the left or right edge of a page: its pieces, the letters in it (blanks left out), whether it stands apart from
    the text."""

    spots: list[Spot]
    letters: list[Letter]
    apart: bool


class Margin(NamedTuple):
    """What of a page could be running matter: pieces that show a number alone, pieces in the margin above or below the text (their
    words without blanks and digits), strips at the sides, and with its kind what would be running matter if the page were the only
    one. `sizes` counts the page's characters by the size of their piece. The spots' pages are without contents."""

    page: RawPage
    numbers: list[Spot]
    words: list[Spot]
    bands: list[Band]
    single: list[tuple[str, Spot]]
    sizes: Counter[float]


def look_at(page: RawPage, pieces: Sequence[Piece], *, only: bool = False) -> Margin:
    """What of a page could be running matter; `pieces` are all of the page. `only`: it is the only page of its document."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(piece.chars)
    numbers = list(_number_spots(page, pieces))
    single = list(_single(page, pieces, numbers, body_size([sizes]))) if only else []
    numbers = [spot for spot in numbers if _is_beside(spot, pieces)]
    for spot in numbers:
        spot.outermost = spot.edge in ("top", "bottom") and _is_outermost(spot, pieces)
    words, bands = list(_word_spots(page, pieces)), list(_bands(page, pieces))
    bare = replace(page, chars=[], rules=[], boxes=[])
    for spot in (*numbers, *words, *(s for band in bands for s in band.spots), *(s for _, s in single)):
        spot.page = bare
    return Margin(bare, numbers, words, bands, single, sizes)


def body_size(sizes: Sequence[Counter[float]]) -> float:
    """The size of most letters, to half a point."""
    rounded: Counter[float] = Counter()
    for size, count in (one for page in sizes for one in page.items()):
        rounded[round(size * 2) / 2] += count
    return rounded.most_common(1)[0][0] if rounded else 10.0


def _number_spots(page: RawPage, pieces: Sequence[Piece]) -> Iterator[Spot]:
    """Pieces that show a number and nothing else."""
    for piece in pieces:
        if len(piece.chars) <= LONGEST and (match := NUMBER.match(fold(piece.text))) and not _leads(piece, pieces):
            near = 4 * piece.size
            alone = not any(
                p is not piece
                and abs(p.middle - piece.middle) < piece.size
                and p.x0 < piece.x1 + near
                and p.x1 > piece.x0 - near
                for p in pieces
            )
            yield Spot(page, piece, int(match["n"]), alone, piece.text)


def _leads(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether it is the number of what follows it in a line that runs downwards."""
    own = along(piece)
    following = (along(p) for p in pieces if p.direction == piece.direction != 0 and p is not piece)
    return any(abs(p.middle - own.middle) < own.size and 0 < p.x0 - own.x0 < 6 * own.size for p in following)


def _is_beside(spot: Spot, pieces: Sequence[Piece]) -> bool:
    """A number stands in no box; at the left or right edge beside everything else, not in a column of its own kind."""
    if spot.edge in ("top", "bottom"):
        return not is_boxed(spot)
    if not spot.edge:
        return spot.alone and not is_boxed(spot) and _is_free(spot.piece, pieces)
    return is_apart(spot.page, pieces, [spot.piece])


def _is_free(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Nothing stands beside it, and white space of an em parts it from what stands above and below."""
    gap = piece.size
    return not any(p is not piece and p.top < piece.bottom + gap and p.bottom > piece.top - gap for p in pieces)


def _is_outermost(spot: Spot, pieces: Sequence[Piece]) -> bool:
    """Nothing stands beside it or between it and the edge."""
    piece = spot.piece
    if spot.edge == "bottom":
        return all(p is piece or p.bottom < piece.top for p in pieces)
    return all(p is piece or p.top > piece.bottom for p in pieces)


def _word_spots(page: RawPage, pieces: Sequence[Piece]) -> Iterator[Spot]:
    """Pieces in the margin above or below the text."""
    for piece in pieces:
        spot = Spot(page, piece)
        if spot.edge in ("top", "bottom") and in_margin(spot, pieces) and not is_boxed(spot):
            spot.words = DIGITS.sub("", "".join(fold(piece.text).split()))
            yield spot


def _single(page: RawPage, pieces: Sequence[Piece], numbers: Sequence[Spot], body: float) -> Iterator[tuple[str, Spot]]:
    """What the only page of a document has in its margins, where nothing repeats: numbers by themselves, and words in letters smaller
    than the text's, well apart from it."""
    for spot in (s for s in numbers if s.piece.size <= body and s.edge and _is_beside(s, pieces)):
        if spot.edge in ("left", "right") or (spot.alone and in_margin(spot, pieces, EDGE, CLEAR)):
            yield "page_number", spot
    for piece in pieces:
        spot = Spot(page, piece)
        small = spot.edge in ("top", "bottom") and piece.size < SMALL * body
        if small and in_margin(spot, pieces, least=CLEAR) and not is_boxed(spot):
            yield "header" if spot.edge == "top" else "footer", spot


def _bands(page: RawPage, pieces: Sequence[Piece]) -> Iterator[Band]:
    """The strips at the sides."""
    for edge in ("left", "right"):
        band = [p for p in pieces if side(page, p) == edge and not is_high_or_low(page, p)]
        if band:
            letters = [_letter(c) for p in band for c in p.chars if not c.text.isspace()]
            yield Band([Spot(page, p) for p in band], letters, is_apart(page, pieces, band))


def _letter(char: Char) -> Letter:
    return char.text, round(char.x0 / 4), round(char.top / 4)
