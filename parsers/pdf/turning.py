"""Boxes and characters in the system of lines that do not run from left to right: x along the line, y towards the next one.

A direction is the angle of the lines, clockwise as shown: 90 is what runs downwards (upright characters set below one another as
well as sideways ones), 180 and 270 are pages that lie on their head or on their left side.
"""

from __future__ import annotations

from schemas.document import Char
from schemas.text import Glyph, Text

BoxTuple = tuple[float, float, float, float]


def turn_box(box: BoxTuple, angle: int) -> BoxTuple:
    """A box of the page as lines of that direction see it."""
    x0, top, x1, bottom = box
    if angle == 90:
        return top, -x1, bottom, -x0
    if angle == 270:
        return -bottom, x0, -top, x1
    return (-x1, -bottom, -x0, -top) if angle == 180 else box


def box_back(box: BoxTuple, angle: int) -> BoxTuple:
    """The way back to the page."""
    return turn_box(box, (360 - angle) % 360)


def turn_char(char: Char, angle: int) -> Char:
    """A character as lines of that direction see it; `angle` of the result is its own direction less theirs."""
    text, x0, top, x1, bottom, size, font, own = char
    return Char(text, *turn_box((x0, top, x1, bottom), angle), size, font, (own - angle) % 360)


def char_back(char: Char, angle: int) -> Char:
    """The way back to the page."""
    return turn_char(char, (360 - angle) % 360)


def text_back(text: Text, angle: int) -> Text:
    """A text whose glyphs stand in the system of its lines, with the glyphs on the page."""
    if not angle:
        return text
    return Text(text.s, [Glyph(g.page_no, *box_back(g[1:], angle)) if g else None for g in text.glyphs])
