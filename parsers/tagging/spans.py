"""What a tagger finds, and how findings that overlap are settled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

PHRASES = frozenset(("SAFEGUARD", "POPULATION"))  # may hold other mentions


class Span(NamedTuple):
    """A mention: offsets into the text it was found in. `weight` says how sure its kind of rule is (structure over gazetteer
    over suffix); of equal ones the longer wins. `value` is the normalised value."""

    start: int
    end: int
    label: str
    value: str | None = None
    weight: int = 0


def settle(found: Iterable[Span]) -> list[Span]:
    """Spans in order without overlaps; phrases may hold others and are apart from them, but stand inside none."""
    flat = _Taken()
    phrases = {label: _Taken() for label in PHRASES}
    ranked = sorted(found, key=lambda s: (-s.weight, s.start - s.end, s.start, s.label))
    out = [s for s in ranked if s.label not in PHRASES and flat.take(s)]
    for span in (s for s in ranked if s.label in PHRASES):
        if not flat.holds(span) and phrases[span.label].take(span):
            out.append(span)
    return sorted((s for s in out if s.label), key=lambda s: (s.start, -s.end, s.label))


class _Taken:
    """Disjoint ranges."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, span: Span) -> bool:
        """Take a range, if it is free."""
        at = bisect_right(self._starts, span.start)
        if at and self._ends[at - 1] > span.start:
            return False
        if at < len(self._starts) and self._starts[at] < span.end:
            return False
        self._starts.insert(at, span.start)
        self._ends.insert(at, span.end)
        return True

    def holds(self, span: Span) -> bool:
        """Whether one of the ranges holds the span."""
        at = bisect_right(self._starts, span.start)
        return bool(at) and self._ends[at - 1] >= span.end
