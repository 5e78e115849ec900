"""Marks of symbol fonts. Their glyphs have private-use code points (U+F020–F0FF: the font's own code above U+F000)."""

from __future__ import annotations

_WINGDINGS = {
    0x28: "☎", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + n: chr(0x2460 + n) for n in range(10)} | {0x8C + n: chr(0x2776 + n) for n in range(10)}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD0: "∠", 0xD1: "∇", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
_NAMELESS = "CIDFont+"
"""Writers that rename fonts begin their names with this; their symbol font is nearly always Wingdings."""


def symbol(char: str, font: str) -> str | None:
    """The mark that a private-use character of a symbol font shows; None where it is not known."""
    code = ord(char) - 0xF000
    if not 0x20 <= code <= 0xFF:
        return None
    name = font.rpartition("+")[2] or font
    if name.startswith("Symbol"):
        return _SYMBOL.get(code)
    if name.startswith("Wingdings") and not name.startswith(("Wingdings2", "Wingdings3", "Wingdings-2", "Wingdings-3")):
        return _WINGDINGS.get(code)
    return _WINGDINGS.get(code) if font.startswith(_NAMELESS) else None
