"""Running matter: page numbers, headers, footers, thumb indexes.

Known by geometry (at an edge of the page, apart from the text) and by repetition over the pages (the same words, or numbers
that count up with the pages, at the same place), never by what words they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.pdf.margins import Margin, body_size
from parsers.pdf.pieces import Piece
from parsers.pdf.spots import Spot

PLACE = 7.0
"""Running matter stands at the same place to within this many points."""


@dataclass
class Running:
    """The running matter found on one page: pieces by kind, and the printed page number."""

    pieces: list[tuple[str, Piece]] = field(default_factory=list)
    label: str | None = None

    @property
    def taken(self) -> set[int]:
        """`id`s of the pieces that are running matter."""
        return {id(piece) for _, piece in self.pieces}


def find_running(margins: Sequence[Margin]) -> list[Running]:
    """The running matter of each page, recognised over all pages of a document."""
    out = {margin.page.page_no: Running() for margin in margins}
    found = [*_numbers(margins), *_repeated(margins), *_sides(margins), *(one for margin in margins for one in margin.single)]
    for kind, spot in found:
        running = out[spot.page.page_no]
        if id(spot.piece) in running.taken:
            continue
        running.pieces.append((kind, spot.piece))
        if kind == "page_number":
            label = spot.words.strip()
            running.label = f"{running.label}-{label}" if running.label else label
    return [out[margin.page.page_no] for margin in margins]


def _numbers(margins: Sequence[Margin]) -> list[tuple[str, Spot]]:
    spots = [spot for margin in margins for spot in margin.numbers]
    counted = _counting(spots)
    found = {id(s): s for s in counted}
    for spot in spots:
        if id(spot) not in found and spot.outermost:
            centred = abs((spot.piece.x0 + spot.piece.x1) / 2 - spot.page.width / 2) < 0.02 * spot.page.width
            if (centred and spot.edge == "bottom") or any(_same_place(spot, other) for other in counted):
                found[id(spot)] = spot
    return [("page_number", s) for s in found.values()]


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


def _repeated(margins: Sequence[Margin]) -> list[tuple[str, Spot]]:
    """Headers and footers: the same words (digits apart) at the same place of pages that follow one another, in the margin."""
    groups: dict[tuple[object, ...], list[Spot]] = defaultdict(list)
    body = body_size([margin.sizes for margin in margins])
    for spot in (s for margin in margins for s in margin.words):
        if spot.piece.size <= 1.05 * body:
            groups[spot.words, spot.edge, round(spot.depth / PLACE)].append(spot)
    return [("header" if s.edge == "top" else "footer", s) for group in groups.values() for s in _dense(group, len(margins))]


def _sides(margins: Sequence[Margin]) -> list[tuple[str, Spot]]:
    """Thumb index and the like: a strip at the left or right edge, apart from the text, with the same letters on several pages."""
    bands = [band for margin in margins for band in margin.bands]
    seen = Counter(letter for band in bands for letter in set(band.letters))
    out: list[tuple[str, Spot]] = []
    for band in bands:
        if len(band.letters) < 2 or sum(seen[x] >= 3 for x in band.letters) < 0.8 * len(band.letters):
            continue
        if band.apart:
            out.extend(("header", spot) for spot in band.spots)
    return out


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
