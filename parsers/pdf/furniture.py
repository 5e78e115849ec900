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
from schemas.document import Char, RawPage
from schemas.text import fold

NUMBER = re.compile(
    r"^[\s\-–—―‐−ー~〜・.(\[<{〔【〈]*(?:(?:p(?:age|\.)?|第)\s*)?(?P<n>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?\s*(?:ページ|頁)?"
    r"[\s\-–—―‐−ー~〜・.)\]>}〕】〉]*$",
    re.IGNORECASE,
)
"""A printed page number and nothing else (NFKC): 3, - 3 -, (3), P. 3, 3/12, 3ページ."""

ROMAN = re.compile(r"^[\s\-(]*(?P<n>[ivxl]{1,6})[\s\-)]*$", re.IGNORECASE)
UNIT = re.compile(r"^\s*[(\[]?\s*単位")
DIGITS = re.compile(r"\d+")
EDGE, WORDS_EDGE, SIDE = 0.12, 0.085, 0.09
"""Page numbers and words of headers and footers stand within these shares of the page's height from its edge, what stands at the
sides within a share of its width."""
PLACE = 7.0
"""Running matter stands at the same place to within this many points."""


@dataclass
class Running:
    """The running matter found on one page: pieces by kind, and the printed page number."""

    pieces: list[tuple[str, Piece]] = field(default_factory=list)
    label: str | None = None

    @property
    def taken(self) -> set[int]:
        """`id`s of the characters that belong to running matter."""
        return {id(c) for _, piece in self.pieces for c in piece.chars}


@dataclass
class _Spot:
    """A piece that could be running matter: its page, the piece, the number it shows, whether nothing stands beside it."""

    page: RawPage
    piece: Piece
    number: int | None = None
    alone: bool = True

    @property
    def edge(self) -> str:
        """The edge of the page it stands at: `top`, `bottom`, `left`, `right`, or nothing."""
        page, piece = self.page, self.piece
        if piece.bottom <= EDGE * page.height:
            return "top"
        if piece.top >= (1 - EDGE) * page.height:
            return "bottom"
        return _side(page, piece)

    @property
    def depth(self) -> float:
        """Distance from the edge (from the top where it stands at none)."""
        page, piece = self.page, self.piece
        x = (piece.x0 + piece.x1) / 2
        return {"bottom": page.height - piece.middle, "left": x, "right": page.width - x}.get(self.edge, piece.middle)

    @property
    def anchors(self) -> tuple[float, float, float]:
        """Low side, middle and high side along the edge."""
        piece = self.piece
        low, high = (piece.top, piece.bottom) if self.edge in ("left", "right") else (piece.x0, piece.x1)
        return low, (low + high) / 2, high

    @property
    def across(self) -> tuple[float, float, float]:
        """The same from the middle of the edge."""
        half = (self.page.height if self.edge in ("left", "right") else self.page.width) / 2
        low, middle, high = self.anchors
        return low - half, middle - half, high - half


def find_running(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[Running]:
    """The running matter of each page, recognised over all pages of a document. `pieces` are those of each page."""
    out = [Running() for _ in pages]
    index = {page.page_no: n for n, page in enumerate(pages)}
    for kind, spot in [*_numbers(pages, pieces), *_repeated(pages, pieces), *_sides(pages, pieces)]:
        running = out[index[spot.page.page_no]]
        if id(spot.piece.chars[0]) in running.taken:
            continue
        running.pieces.append((kind, spot.piece))
        if kind == "page_number":
            label = spot.piece.text.strip()
            running.label = f"{running.label}-{label}" if running.label else label
    return out


def _numbers(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[tuple[str, _Spot]]:
    spots = [s for page, row in zip(pages, pieces, strict=True) for s in _number_spots(page, row) if _is_beside(s, row)]
    counted = _counting(spots)
    found = {id(s): s for s in counted}
    for spot in spots:
        if id(spot) not in found and spot.edge in ("top", "bottom") and _is_outermost(spot, pieces[_at(pages, spot)]):
            centred = abs((spot.piece.x0 + spot.piece.x1) / 2 - spot.page.width / 2) < 0.02 * spot.page.width
            if (centred and spot.edge == "bottom") or any(_same_place(spot, other) for other in counted):
                found[id(spot)] = spot
    return [("page_number", s) for s in found.values()]


def _at(pages: Sequence[RawPage], spot: _Spot) -> int:
    return next(n for n, page in enumerate(pages) if page is spot.page)


def _number_spots(page: RawPage, pieces: list[Piece]) -> list[_Spot]:
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
            out.append(_Spot(page, piece, int(match["n"]), alone))
    return out


def _leads(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether it is the number of what follows it in a line that runs downwards."""
    own = along(piece)
    following = (along(p) for p in pieces if p.direction == piece.direction != 0 and p is not piece)
    return any(abs(p.middle - own.middle) < own.size and 0 < p.x0 - own.x0 < 6 * own.size for p in following)


def _same_place(a: _Spot, b: _Spot) -> bool:
    """At the same place of their pages, which may be of other sizes or mirror one another; numbers may grow to either side."""
    if a.edge != b.edge or abs(a.depth - b.depth) > PLACE:
        return False
    if not a.edge:
        return a.page.width == b.page.width and min(abs(x - y) for x, y in zip(a.anchors, b.anchors, strict=True)) < PLACE / 2
    near = min(abs(x - y) for x, y in zip(a.across, b.across, strict=True))
    mirrored = min(abs(x + y) for x, y in zip(a.across, reversed(b.across), strict=True))
    return min(near, mirrored) < PLACE / 2


def _counting(spots: Sequence[_Spot]) -> list[_Spot]:
    """Numbers at one place that count up with the pages (numbering may start again in a bound pack)."""
    groups: list[list[_Spot]] = []
    for spot in spots:
        home = next((g for g in groups if _same_place(g[-1], spot)), None)
        if home is None:
            groups.append([spot])
        else:
            home.append(spot)
    out: list[_Spot] = []
    for group in groups:
        for run in _runs(group):
            clear = run[0].edge in ("left", "right") or (run[0].edge and all(s.alone for s in run))
            if len(run) >= (2 if clear else 4):
                out.extend(run)
    return out


def _runs(group: list[_Spot]) -> list[list[_Spot]]:
    """Numbers that differ as their pages differ, at most a few pages apart; one step of two numbers is a pair of half sheets."""
    runs: list[list[_Spot]] = []
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


def _is_beside(spot: _Spot, pieces: Sequence[Piece]) -> bool:
    """A number stands in no box; at the left or right edge beside everything else, not in a column of its own kind."""
    if spot.edge in ("top", "bottom"):
        return not _is_boxed(spot)
    if not spot.edge:
        return spot.alone and not _is_boxed(spot) and _is_free(spot.piece, pieces)
    return _is_apart(spot.page, pieces, [spot.piece])


def _is_free(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Nothing stands beside it, and white space of an em parts it from what stands above and below."""
    gap = piece.size
    return not any(p is not piece and p.top < piece.bottom + gap and p.bottom > piece.top - gap for p in pieces)


def _is_outermost(spot: _Spot, pieces: Sequence[Piece]) -> bool:
    """Nothing stands beside it or between it and the edge."""
    piece = spot.piece
    if spot.edge == "bottom":
        return all(p is piece or p.bottom < piece.top for p in pieces)
    return all(p is piece or p.top > piece.bottom for p in pieces)


def _repeated(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[tuple[str, _Spot]]:
    """Headers and footers: the same words (digits apart) at the same place of pages that follow one another, in the margin."""
    groups: dict[tuple[object, ...], list[_Spot]] = defaultdict(list)
    sizes: Counter[float] = Counter()
    for piece in (p for row in pieces for p in row):
        sizes[round(piece.size * 2) / 2] += len(piece.chars)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    for page, row in zip(pages, pieces, strict=True):
        for piece in row:
            spot = _Spot(page, piece)
            if spot.edge in ("top", "bottom") and piece.size <= 1.05 * body and _in_margin(spot, row) and not _is_boxed(spot):
                words = DIGITS.sub("", "".join(fold(piece.text).split()))
                groups[words, spot.edge, round(spot.depth / PLACE)].append(spot)
    return [("header" if s.edge == "top" else "footer", s) for group in groups.values() for s in _dense(group, len(pages))]


def _sides(pages: Sequence[RawPage], pieces: Sequence[list[Piece]]) -> list[tuple[str, _Spot]]:
    """Thumb index and the like: a strip at the left or right edge, apart from the text, with the same letters on several pages."""
    bands = [
        (page, row, [p for p in row if _side(page, p) == edge and not _is_high_or_low(page, p)])
        for page, row in zip(pages, pieces, strict=True)
        for edge in ("left", "right")
    ]
    seen = Counter(letter for page, _, band in bands for letter in {_letter(c) for p in band for c in p.chars})
    out: list[tuple[str, _Spot]] = []
    for page, row, band in bands:
        letters = [_letter(c) for p in band for c in p.chars if not c.text.isspace()]
        if len(letters) < 2 or sum(seen[x] >= 3 for x in letters) < 0.8 * len(letters):
            continue
        if _is_apart(page, row, band):
            out.extend(("header", _Spot(page, p)) for p in band)
    return out


def _is_apart(page: RawPage, pieces: Sequence[Piece], band: Sequence[Piece]) -> bool:
    """White space of two ems parts the strip from the text, and no rule crosses it."""
    gap = 2 * max(p.size for p in band)
    x0, x1 = min(p.x0 for p in band), max(p.x1 for p in band)
    top, bottom = min(p.top for p in band), max(p.bottom for p in band)
    if any(r.x0 < x1 and r.x1 > x0 and r.top < bottom and r.bottom > top for r in page.rules):
        return False
    return all(p in band or p.x0 > x1 + gap or p.x1 < x0 - gap or _is_high_or_low(page, p) for p in pieces)


def _side(page: RawPage, piece: Piece) -> str:
    return "left" if piece.x1 <= SIDE * page.width else "right" if piece.x0 >= (1 - SIDE) * page.width else ""


def _is_high_or_low(page: RawPage, piece: Piece) -> bool:
    return piece.bottom <= EDGE * page.height or piece.top >= (1 - EDGE) * page.height


def _letter(char: Char) -> tuple[str, int, int]:
    return char.text, round(char.x0 / 4), round(char.top / 4)


def _is_boxed(spot: _Spot) -> bool:
    """A cell or box: a rule stands between it and the edge of the page. A unit of a table belongs to the table."""
    piece = spot.piece
    if UNIT.match(fold(piece.text)):
        return True
    over = [r for r in spot.page.rules if r.horizontal and r.x0 < piece.x1 and r.x1 > piece.x0]
    if spot.edge == "top":
        return any(r.bottom < piece.middle for r in over)
    return any(r.top > piece.middle for r in over)


def _in_margin(spot: _Spot, pieces: Sequence[Piece]) -> bool:
    """No more than two rows of small print stand between it and the edge, and white space parts it from the text."""
    piece = spot.piece
    if min(piece.bottom, spot.page.height - piece.top) > WORDS_EDGE * spot.page.height:
        return False
    if spot.edge == "top":
        outside = [p for p in pieces if p.bottom < piece.top]
        inside = min((p.top for p in pieces if p.top > piece.bottom), default=1e9)
        gap = inside - piece.bottom
    else:
        outside = [p for p in pieces if p.top > piece.bottom]
        inside = max((p.bottom for p in pieces if p.bottom < piece.top), default=-1e9)
        gap = piece.top - inside
    return len({round(p.middle / 4) for p in outside}) <= 2 and gap > 0.8 * piece.size


def _dense(group: list[_Spot], n_pages: int) -> list[_Spot]:
    """Members of runs of pages most of which (alternate ones too: left and right pages) show the words."""
    out: list[_Spot] = []
    run: list[_Spot] = []
    for spot in [*group, None]:
        if run and (spot is None or spot.page.page_no - run[-1].page.page_no > 2):
            if len({s.page.page_no for s in run}) >= min(4, max(2, n_pages - 1)):
                out.extend(run)
            run = []
        if spot:
            run.append(spot)
    return out
