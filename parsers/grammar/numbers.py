"""Numbers as Japanese papers print them: full-width and kanji digits, thousands with 万, percents, negative marks, ranges."""

from __future__ import annotations

import re

from schemas.text import fold

KANJI_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}
KANJI_NUMBER = "[〇零一二三四五六七八九十百千万億兆]+"
CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_PLAIN = re.compile(r"(?P<sign>[-△▲▽▼−‐]?)\s*(?P<digits>\d[\d,]*(?:\.\d+)?)")
_CELL = re.compile(
    r"^[(（]?\s*(?P<sign>[-△▲▽▼−‐]?)\s*(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<percent>%)?"
    r"\s*[^\d\s.,%]{0,4}?[)）]?$"
)
_MIXED = re.compile(r"(\d[\d,]*(?:\.\d+)?)([千百十]?)([万億兆]?)")


def kanji_to_int(text: str) -> int | None:
    """`十三` → 13, `二〇二三` → 2023, `二千五` → 2005, `元` → 1; None where the text is no kanji number."""
    if not text or any(c not in KANJI_DIGITS and c not in _UNITS and c not in _MYRIADS for c in text):
        return None
    if all(c in KANJI_DIGITS for c in text):
        return int("".join(str(KANJI_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in KANJI_DIGITS:
            digit = digit * 10 + KANJI_DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total += (section + digit or 1) * _MYRIADS[char]
            section = digit = 0
    return total + section + digit


def to_int(text: str) -> int | None:
    """An integer in any script: `１３`, `十三`, `2,199`; None where the text is none."""
    plain = fold(text).strip().replace(",", "")
    return int(plain) if plain.isdecimal() else kanji_to_int(plain)


def cell_number(text: str) -> float | None:
    """The number a table cell holds, if the cell holds just that: `2,199`, `38.5%` → 0.385, `△12` → -12, `３件` → 3.

    A dash for nothing, ranges, dates and words give None.
    """
    match = _CELL.match(fold(text).strip())
    if not match:
        return None
    value = float(match["digits"].replace(",", ""))
    if match["percent"]:
        value = round(value / 100, 10)
    return -value if match["sign"] else value


def quantity(text: str) -> float | None:
    """The first number of a phrase with its myriads: `約7万9,000件` → 79000, `25万` → 250000, `69.8%` → 0.698."""
    plain = fold(text)
    total, end = 0.0, -1
    for match in _MIXED.finditer(plain):
        if end >= 0 and match.start() != end:
            break
        value = float(match[1].replace(",", ""))
        total += value * _UNITS.get(match[2], 1) * _MYRIADS.get(match[3], 1)
        end = match.end()
        if not match[2] and not match[3]:
            break
    if end < 0:
        return None
    return round(total / 100, 10) if plain[end : end + 1] == "%" else total
