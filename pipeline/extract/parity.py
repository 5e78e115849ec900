"""The two readers compared on a page."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from schemas.document import Note, RawPage

SAMPLE = 256
"""One page in so many is read by both readers."""
LOOKALIKES = str.maketrans({"〜": "～", "‐": "-", "−": "-", "–": "-", "―": "—", "－": "-", "·": "・"})
"""Characters that the readers may take for one another, where a font maps one glyph to several."""
FAR = 1.0
"""A character stands elsewhere when its box differs by more than this (points) from all equal ones of the other reader."""


class Parity(NamedTuple):
    """`only_first` and `only_second` count characters that the other reader does not have, `moved` those that stand elsewhere."""

    only_first: int
    only_second: int
    moved: int
    total: int

    @property
    def same(self) -> bool:
        return not (self.only_first or self.only_second or self.moved)


def compare(first: RawPage, second: RawPage) -> Parity:
    """Compares visible characters (blanks aside) and their places."""
    ours, theirs = _places(first), _places(second)
    a, b = Counter({t: len(p) for t, p in ours.items()}), Counter({t: len(p) for t, p in theirs.items()})
    moved = sum(1 for text, places in ours.items() if text in theirs for place in places if _far(place, theirs[text]))
    return Parity((a - b).total(), (b - a).total(), moved, a.total())


def parity_note(first: RawPage, second: RawPage) -> Note | None:
    """A note where the readers disagree on the characters of a page."""
    result = compare(first, second)
    if not (result.only_first or result.only_second):
        return None
    return Note(
        "char_count_differs",
        first.page_no,
        f"Of {result.total} characters the second reader has {result.only_first} otherwise and {result.only_second} more; compare the page",
    )


Place = tuple[float, float]


def _places(page: RawPage) -> dict[str, list[Place]]:
    out: dict[str, list[Place]] = {}
    for char in page.chars:
        if not char.text.isspace():
            out.setdefault(char.text.translate(LOOKALIKES), []).append((char.x0, char.bottom))
    return out


def _far(place: Place, places: list[Place]) -> bool:
    return all(abs(place[0] - x) > FAR or abs(place[1] - y) > FAR for x, y in places)
