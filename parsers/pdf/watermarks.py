"""Watermarks: large letters that lie across the text."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from parsers.pdf.pieces import em
from schemas.document import Char, RawPage


def find_watermarks(pages: Sequence[RawPage]) -> list[list[Char]]:
    """Of each page the large letters that lie across its text, and those at the same place of pages where they lie across none."""
    body = median([em(c) for page in pages for c in page.chars[::7]] or [10.0])
    large = [_large(page, body) for page in pages]
    across = [_across(page, letters) for page, letters in zip(pages, large, strict=True)]
    known = {(c.text, round(c.size), round(c.x0 / 9), round(c.top / 9)) for letters in across for c in letters}
    return [[c for c in letters if (c.text, round(c.size), round(c.x0 / 9), round(c.top / 9)) in known] for letters in large]


def _large(page: RawPage, body: float) -> list[Char]:
    """Letters more than twice the size of the document's text."""
    return [c for c in page.chars if em(c) > 2.2 * body and not c.text.isspace()]


def _across(page: RawPage, large: list[Char]) -> list[Char]:
    """The large letters of a size of which one covers other letters."""
    if not large:
        return []
    least = min(em(c) for c in large)
    small = [((c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for c in page.chars if em(c) < least / 1.5 and not c.text.isspace()]
    sizes = {round(c.size) for c in large if sum(c.x0 < x < c.x1 and c.top < y < c.bottom for x, y in small) >= 3}
    return [c for c in large if round(c.size) in sizes]
