"""Text of documents made harmless to what shows it."""

from __future__ import annotations

import re

# Control characters (line feed and tab apart), separators of lines that only look like blanks, and what turns the direction of
# writing.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# What makes a spreadsheet take a cell for a formula, full-width signs included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text with control characters made visible (`\\x1b`)."""
    return UNSAFE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def guarded(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value
