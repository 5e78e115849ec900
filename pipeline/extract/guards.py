"""When the quick reader's result is not to be trusted and the careful one has to look at the page."""

from __future__ import annotations

import re
from operator import itemgetter

import numpy as np

from pipeline.extract.cleaning import REPLACEMENT
from pipeline.extract.quick import QuickPage

LONGEST_LIGATURE = 3
"""More characters than this at one origin are a text the writer put in place of several glyphs."""
FEW_UNKNOWN, UNKNOWN_SHARE = 3, 0.02
"""Single glyphs without a character are marks that no reader knows; more of them may be a font that the other one knows."""
UNKNOWN = re.compile(f"[{REPLACEMENT}\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Stands for a glyph whose character is not known, or that only its font knows."""


def distrust(quick: QuickPage) -> str | None:
    """Why the page has to be read again, in a few words; None where nothing speaks against the quick reader."""
    text = quick.text
    if quick.silent:
        return f"{len(quick.silent)} text objects without characters"
    if text.stacked > LONGEST_LIGATURE:
        return f"{text.stacked} characters at one place"
    unknown = len(UNKNOWN.findall("".join(map(itemgetter(0), text.chars))))
    if unknown > max(FEW_UNKNOWN, UNKNOWN_SHARE * len(text.chars)):
        return f"{unknown} glyphs without a character"
    x0, top, x1, bottom = text.boxes.T
    flat = sum(not text.chars[n].text.isspace() for n in np.flatnonzero((x0 == x1) | (top == bottom)).tolist())
    if flat:
        return f"{flat} characters without extent"
    return None
