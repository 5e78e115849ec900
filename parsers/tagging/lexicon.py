"""The word lists that taggers know: entries of `data/lexicon/*.csv` as the pipeline hands them over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from parsers.tagging.spans import Span
from schemas.text import fold

ASIDE = frozenset(("SURNAME", "DATA_ITEM", "MUNICIPALITY"))  # words that count only in the right surroundings


class Entry(Struct, frozen=True, kw_only=True):
    """A word of a list. `ward` is empty for every ward; `first_year` and `last_year` (western) bound the years it was in use.

    `label` is a label of `mentions`, or one of `ASIDE`.
    """

    label: str
    surface: str
    canonical: str
    ward: str = ""
    first_year: int | None = None
    last_year: int | None = None
    note: str = ""
    source: str = ""


class LawId(Struct, frozen=True, kw_only=True):
    """A national law and its id in the e-Gov law register."""

    title: str
    law_id: str


class DataItem(Struct, frozen=True, kw_only=True):
    """A kind of personal information: `preferred` term, the term it is narrower than, and its concept in W3C DPV."""

    term: str
    preferred: str
    broader: str = ""
    dpv_concept: str = ""


class Lexicon:
    """Entries to look up and to find in a text."""

    def __init__(self, entries: Iterable[Entry] = (), data_items: Iterable[DataItem] = (), laws: Iterable[LawId] = ()) -> None:
        self.entries, self.data_items, self.laws = tuple(entries), tuple(data_items), tuple(laws)
        self._canonical = {(e.label, fold(e.surface)): e.canonical for e in self.entries}

    def of_ward(self, ward: str | None, year: int | None = None) -> Lexicon:
        """The entries that hold for a ward in a year (of either, where it is not known, all)."""
        kept = (e for e in self.entries if e.ward in ("", ward or e.ward) and _in_use(e, year))
        return Lexicon(kept, self.data_items, self.laws)

    def words(self, label: str) -> frozenset[str]:
        """The words of a list, folded."""
        return frozenset(fold(e.surface) for e in self.entries if e.label == label)

    def canonical(self, label: str, surface: str) -> str | None:
        return self._canonical.get((label, fold(surface)))

    @cached_property
    def items(self) -> dict[str, DataItem]:
        """Kinds of personal information by each of their terms."""
        return {fold(item.term): item for item in self.data_items}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = {fold(e.surface) for e in self.entries if e.label not in ASIDE}
        if not words:
            return None
        return re.compile("|".join(_bounded(w) for w in sorted(words, key=lambda w: (-len(w), w))), re.IGNORECASE)

    @cached_property
    def _labels(self) -> dict[str, list[Entry]]:
        out: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.label not in ASIDE:
                out.setdefault(fold(entry.surface).lower(), []).append(entry)
        return out

    def spans(self, text: str) -> Iterator[Span]:
        """The words of the lists in a text."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            for entry in self._labels[match[0].lower()]:
                yield Span(*match.span(), entry.label, entry.canonical, 2)


def _in_use(entry: Entry, year: int | None) -> bool:
    return year is None or ((entry.first_year or year) <= year <= (entry.last_year or year))


def _bounded(word: str) -> str:
    """A Latin word does not begin or end inside another; one of katakana neither."""
    left = (
        r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else r"(?<![ァ-ヺー])" if "ァ" <= word[0] <= "ヺ" else ""
    )
    right = (
        r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalnum() else r"(?![ァ-ヺー])" if "ァ" <= word[-1] <= "ー" else ""
    )
    return left + re.escape(word) + right
