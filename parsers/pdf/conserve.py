"""Nothing lost, nothing doubled: each visible character of a page is running matter or in exactly one block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemas.document import Page, RawPage, Text

Place = tuple[str, float, float, float, float]


def conserved(raw: RawPage, page: Page) -> list[str]:
    """What the understood page lost or shows more often than it was printed; empty where all is well."""
    printed = Counter(_printed(raw))
    shown = Counter(place for text in _texts(page) for place in _shown(text))
    lost = [f"lost {place[0]!r} at {place[1]:.1f},{place[2]:.1f}" for place in printed - shown]
    return lost + [f"doubled {place[0]!r} at {place[1]:.1f},{place[2]:.1f}" for place in shown - printed]


def _printed(raw: RawPage) -> Iterator[Place]:
    for char in raw.chars:
        for letter in char.text:
            if not letter.isspace():
                yield (letter, *char[1:5])


def _shown(text: Text) -> Iterator[Place]:
    for letter, glyph in zip(text.s, text.glyphs, strict=True):
        if glyph and not letter.isspace():
            yield (letter, *glyph[1:])


def _texts(page: Page) -> Iterator[Text]:
    for furniture in page.furniture:
        yield furniture.text
    for block in page.blocks:
        yield from block.lines
        for cell in block.table.cells if block.table else ():
            yield from cell.lines
