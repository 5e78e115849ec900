"""When the quick reader's result is not to be trusted and the careful one has to look at the page."""

from __future__ import annotations

from collections import Counter

from pipeline.extract.cleaning import REPLACEMENT
from pipeline.extract.quick import QuickPage

LONGEST_LIGATURE = 3
"""More characters than this at one origin are a text the writer put in place of several glyphs."""
FEW_UNKNOWN, UNKNOWN_SHARE = 3, 0.02
"""Single glyphs without a character are marks that no reader knows; more of them may be a font that the other one knows."""


def distrust(quick: QuickPage) -> str | None:
    """Why the page has to be read again, in a few words; None where nothing speaks against the quick reader."""
    text = quick.text
    if quick.silent:
        return f"{len(quick.silent)} text objects without characters"
    if text.stacked > LONGEST_LIGATURE:
        return f"{text.stacked} characters at one place"
    texts = Counter(c.text for c in text.chars)
    unknown = sum(n for char, n in texts.items() if _unknown(char))
    if unknown > max(FEW_UNKNOWN, UNKNOWN_SHARE * len(text.chars)):
        return f"{unknown} glyphs without a character"
    flat = sum(1 for c in text.chars if (c.x0 == c.x1 or c.top == c.bottom) and not c.text.isspace())
    if flat:
        return f"{flat} characters without extent"
    return None


def _unknown(text: str) -> bool:
    return text == REPLACEMENT or "\ue000" <= text <= "\uf8ff" or text >= "\U000f0000"
