"""Watermarks: large letters that lie across the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from parsers.pdf.pieces import em, middle_size
from schemas.document import Char, RawPage

LARGE = 2.2
"""Letters so many times the size of the document's text are large."""


Spot = tuple[str, int, int, int]
"""A letter and roughly its size and place."""


class Letters(NamedTuple):
    """The sizes of a page's letters: how often each occurs in a sample, and the largest of all."""

    sample: Counter[float]
    largest: float


def letters_of(page: RawPage) -> Letters:
    """The sizes of a page's letters."""
    sizes = list(map(itemgetter(5), page.chars))
    if 0.0 in sizes:
        sizes = list(map(em, page.chars))
    return Letters(Counter(sizes[::7]), max(sizes, default=0.0))


def find_watermarks(pages: Sequence[RawPage], letters: Sequence[Letters]) -> dict[int, frozenset[int]]:
    """The places (in `chars`, by place in `pages`) of the large letters that lie across a page's text, and of those at the same
    place of pages where they lie across none. `letters` are those of each page; pages without large ones are not looked at."""
    sizes: Counter[float] = Counter()
    for one in letters:
        sizes.update(one.sample)
    least = LARGE * middle_size(sizes)
    known: set[Spot] = set()
    large: dict[int, dict[int, Spot]] = {}
    for n in (n for n, one in enumerate(letters) if one.largest > least):
        page = pages[n]
        found = {k: c for k, c in enumerate(page.chars) if em(c) > least and not c.text.isspace()}
        known.update(map(_spot, _across(page, list(found.values()))))
        large[n] = {k: _spot(c) for k, c in found.items()}
    marks = {n: frozenset(k for k, spot in found.items() if spot in known) for n, found in large.items()}
    return {n: places for n, places in marks.items() if places}


def _spot(char: Char) -> Spot:
    return char.text, round(char.size), round(char.x0 / 9), round(char.top / 9)


def _across(page: RawPage, large: list[Char]) -> list[Char]:
    """The large letters of a size of which one covers other letters."""
    if not large:
        return []
    least = min(em(c) for c in large)
    small = [((c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for c in page.chars if em(c) < least / 1.5 and not c.text.isspace()]
    sizes = {round(c.size) for c in large if sum(c.x0 < x < c.x1 and c.top < y < c.bottom for x, y in small) >= 3}
    return [c for c in large if round(c.size) in sizes]
