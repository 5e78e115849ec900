"""When the quick reader's result is not to be trusted and the careful one has to look at the page."""

from __future__ import annotations

from pipeline.extract.cleaning import REPLACEMENT
from pipeline.extract.quick import QuickPage

LONGEST_LIGATURE = 3
"""More characters than this at one origin are a text the writer put in place of several glyphs."""


def distrust(quick: QuickPage) -> str | None:
    """Why the page has to be read again, in a few words; None where nothing speaks against the quick reader."""
    text = quick.text
    if quick.silent:
        return f"{len(quick.silent)} text objects without characters"
    if text.stacked > LONGEST_LIGATURE:
        return f"{text.stacked} characters at one place"
    if text.unmapped:
        return f"{text.unmapped} glyphs without a character"
    if any(_private(c.text) for c in text.chars):
        return "private-use characters"
    flat = sum(1 for c in text.chars if (c.x0 == c.x1 or c.top == c.bottom) and not c.text.isspace())
    if flat:
        return f"{flat} characters without extent"
    return None


def _private(text: str) -> bool:
    return text == REPLACEMENT or "\ue000" <= text <= "\uf8ff" or text >= "\U000f0000"
