"""Running matter: page numbers, headers, footers, thumb indexes.

Known by geometry (at an edge of the page, apart from the text) and by repetition over the pages (the same words, or numbers
that count up with the pages, at the same place), never by what words they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

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

ROMAN = re.compile(r"^[\s\-(]*(?P<n>[ivxl]{1,6})[\s\-)]*$", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
PLACE = 7.0
"""Running matter stands at the same place to within this many points."""


SMALL, CLEAR = 0.92, 1.5
"""Words in the margin of an only page are set at most in this share of the text's size, and this far apart from it (ems)."""


@dataclass
class Running:
    """The running matter found on one page: pieces by kind, and the printed page number."""

    pieces: list[tuple[str, Piece]] = field(default_factory=list)
    label: str | None = None

    @property
    def taken(self) -> set[int]:
        """`id`s of the characters that belong to running matter."""
        return {id(c) for _, piece in self.pieces for c in piece.chars}


def find_running(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[Running]:
    """The running matter of each page, recognised over all pages of a document. `pieces` are those of each page."""
    out = [Running() for _ in pages]
    index = {page.page_no: n for n, page in enumerate(pages)}
    found = [*_numbers(pages, pieces), *_repeated(pages, pieces), *_sides(pages, pieces)]
    if len(pages) == 1:
        found += _single(pages[0], pieces[0])
    for kind, spot in found:
        running = out[index[spot.page.page_no]]
        if id(spot.piece.chars[0]) in running.taken:
            continue
        running.pieces.append((kind, spot.piece))
        if kind == "page_number":
            label = spot.piece.text.strip()
            running.label = f"{running.label}-{label}" if running.label else label
    return out


def _numbers(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[tuple[str, Spot]]:
    spots = [s for page, row in zip(pages, pieces, strict=True) for s in _number_spots(page, row) if _is_beside(s, row)]
    counted = _counting(spots)
    found = {id(s): s for s in counted}
    for spot in spots:
        if id(spot) not in found and spot.edge in ("top", "bottom") and _is_outermost(spot, pieces[_at(pages, spot)]):
            centred = abs((spot.piece.x0 + spot.piece.x1) / 2 - spot.page.width / 2) < 0.02 * spot.page.width
            if (centred and spot.edge == "bottom") or any(_same_place(spot, other) for other in counted):
                found[id(spot)] = spot
    return [("page_number", s) for s in found.values()]


def _at(pages: Sequence[RawPage], spot: Spot) -> int:
    return next(n for n, page in enumerate(pages) if page is spot.page)


def _number_spots(page: RawPage, pieces: Sequence[Piece]) -> list[Spot]:
    """Pieces that show a number and nothing else."""
    out = []
    for piece in pieces:
        if len(piece.chars) <= 16 and (match := NUMBER.match(fold(piece.text))) and not _leads(piece, pieces):
            near = 4 * piece.size
            alone = not any(
                p is not piece
                and abs(p.middle - piece.middle) < piece.size
                and p.x0 < piece.x1 + near
                and p.x1 > piece.x0 - near
                for p in pieces
            )
            out.append(Spot(page, piece, int(match["n"]), alone))
    return out


def _leads(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether it is the number of what follows it in a line that runs downwards."""
    own = along(piece)
    following = (along(p) for p in pieces if p.direction == piece.direction != 0 and p is not piece)
    return any(abs(p.middle - own.middle) < own.size and 0 < p.x0 - own.x0 < 6 * own.size for p in following)


def _same_place(a: Spot, b: Spot) -> bool:
    """At the same place of their pages, which may be of other sizes or mirror one another; numbers may grow to either side."""
    if a.edge != b.edge or abs(a.depth - b.depth) > PLACE:
        return False
    if not a.edge:
        return a.page.width == b.page.width and min(abs(x - y) for x, y in zip(a.anchors, b.anchors, strict=True)) < PLACE / 2
    near = min(abs(x - y) for x, y in zip(a.across, b.across, strict=True))
    mirrored = min(abs(x + y) for x, y in zip(a.across, reversed(b.across), strict=True))
    return min(near, mirrored) < PLACE / 2


def _counting(spots: Sequence[Spot]) -> list[Spot]:
    """Numbers at one place that count up with the pages (numbering may start again in a bound pack)."""
    groups: list[list[Spot]] = []
    for spot in spots:
        home = next((g for g in groups if _same_place(g[-1], spot)), None)
        if home is None:
            groups.append([spot])
        else:
            home.append(spot)
    out: list[Spot] = []
    for group in groups:
        for run in _runs(group):
            clear = run[0].edge in ("left", "right") or (run[0].edge and all(s.alone for s in run))
            if len(run) >= (2 if clear else 4):
                out.extend(run)
    return out


def _runs(group: list[Spot]) -> list[list[Spot]]:
    """Numbers that differ as their pages differ, at most a few pages apart; one step of two numbers is a pair of half sheets."""
    runs: list[list[Spot]] = []
    for spot in sorted(group, key=lambda s: (s.page.page_no, s.piece.x0)):
        for run in runs[-3:]:
            last = run[-1]
            step = spot.page.page_no - last.page.page_no
            grown = (spot.number or 0) - (last.number or 0)
            if 0 <= step <= 12 and (grown == step or (grown == 2 * step and step) or (step == 0 and grown == 1)):
                run.append(spot)
                break
        else:
            runs.append([spot])
    return runs


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


def _repeated(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[tuple[str, Spot]]:
    """Headers and footers: the same words (digits apart) at the same place of pages that follow one another, in the margin."""
    groups: dict[tuple[object, ...], list[Spot]] = defaultdict(list)
    body = _body_size(pieces)
    for page, row in zip(pages, pieces, strict=True):
        for piece in row:
            spot = Spot(page, piece)
            if spot.edge in ("top", "bottom") and piece.size <= 1.05 * body and in_margin(spot, row) and not is_boxed(spot):
                words = DIGITS.sub("", "".join(fold(piece.text).split()))
                groups[words, spot.edge, round(spot.depth / PLACE)].append(spot)
    return [("header" if s.edge == "top" else "footer", s) for group in groups.values() for s in _dense(group, len(pages))]


def _body_size(pieces: Sequence[Sequence[Piece]]) -> float:
    """The size of most letters, to half a point."""
    sizes: Counter[float] = Counter()
    for piece in (p for row in pieces for p in row):
        sizes[round(piece.size * 2) / 2] += len(piece.chars)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _single(page: RawPage, pieces: Sequence[Piece]) -> list[tuple[str, Spot]]:
    """What the only page of a document has in its margins, where nothing repeats: numbers by themselves, and words in letters smaller
    than the text's, well apart from it."""
    body = _body_size([pieces])
    out = [
        ("page_number", s)
        for s in _number_spots(page, pieces)
        if s.piece.size <= body and s.edge and _is_beside(s, pieces)
        if s.edge in ("left", "right") or (s.alone and in_margin(s, pieces, EDGE, CLEAR))
    ]
    for piece in pieces:
        spot = Spot(page, piece)
        small = spot.edge in ("top", "bottom") and piece.size < SMALL * body
        if small and in_margin(spot, pieces, least=CLEAR) and not is_boxed(spot):
            out.append(("header" if spot.edge == "top" else "footer", spot))
    return out


def _sides(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[tuple[str, Spot]]:
    """Thumb index and the like: a strip at the left or right edge, apart from the text, with the same letters on several pages."""
    bands = [
        (page, row, [p for p in row if side(page, p) == edge and not is_high_or_low(page, p)])
        for page, row in zip(pages, pieces, strict=True)
        for edge in ("left", "right")
    ]
    seen = Counter(letter for page, _, band in bands for letter in {_letter(c) for p in band for c in p.chars})
    out: list[tuple[str, Spot]] = []
    for page, row, band in bands:
        letters = [_letter(c) for p in band for c in p.chars if not c.text.isspace()]
        if len(letters) < 2 or sum(seen[x] >= 3 for x in letters) < 0.8 * len(letters):
            continue
        if is_apart(page, row, band):
            out.extend(("header", Spot(page, p)) for p in band)
    return out


def _letter(char: Char) -> tuple[str, int, int]:
    return char.text, round(char.x0 / 4), round(char.top / 4)


def _dense(group: list[Spot], n_pages: int) -> list[Spot]:
    """Members of runs of pages most of which (alternate ones too: left and right pages) show the words."""
    out: list[Spot] = []
    run: list[Spot] = []
    for spot in [*group, None]:
        if run and (spot is None or spot.page.page_no - run[-1].page.page_no > 2):
            if len({s.page.page_no for s in run}) >= min(4, max(2, n_pages - 1)):
                out.extend(run)
            run = []
        if spot:
            run.append(spot)
    return out
