"""Characters as drawn to characters as printed: stand-ins folded, control characters and doubled glyphs gone, with notes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from operator import itemgetter

import numpy as np

from pipeline.extract.radicals import ORDINARY
from pipeline.extract.symbols import symbol
from schemas.document import Char, Note, RawPage

_CID = re.compile(r"\(cid:\d+\)")
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_VOICING = {"\u3099", "\u309a"}
_LINE_ENDS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
REPLACEMENT = "\ufffd"
"""Stands for a glyph whose character is not known."""

SAME_PLACE = 0.16
"""Two equal characters at most this far apart (ems) are one, drawn twice for a bold look."""


def clean_page(page: RawPage, doubled: int = 0) -> RawPage:
    """The page with printed characters only; what was changed is noted. Blanks that the text holds are kept as they are.

    `doubled` is the number of glyphs drawn twice that the reader has left out already.
    """
    odd = {text for text in set(map(itemgetter(0), page.chars)) if _is_odd(text)}
    counts: Counter[str] = Counter()
    chars = page.chars
    if odd:
        chars = [clean for char in chars for clean in (_clean(char, page.fonts, counts) if char.text in odd else (char,))]
    if odd & _VOICING:
        chars = _compose(chars)
    width, height = page.width, page.height
    visible = [c for c in chars if c[3] > 0 and c[1] < width and c[4] > 0 and c[2] < height]
    if len(visible) < len(chars):
        counts["outside"] = _inked(chars) - _inked(visible)
    single = drop_doubled(visible)
    counts["doubled"] = len(visible) - len(single) + doubled
    page.chars = single
    page.notes.extend(_notes(page.page_no, counts))
    return page


def _inked(chars: list[Char]) -> int:
    return sum(1 for c in chars if not c.text.isspace())


def _is_odd(text: str) -> bool:
    """Whether a character needs a look; ordinary ones are the great majority and pass at once."""
    if len(text) != 1:
        return True
    if "!" <= text <= "~" or "\u3041" <= text <= "\u3096" or "\u309b" <= text <= "\u30fc" or "\u4e00" <= text <= "\u9fff":
        return False
    if text in _VOICING or _is_selector(text):
        return True
    return text in ORDINARY or text in _LIGATURES or text == "\xa0" or unicodedata.category(text) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} \
        or text == REPLACEMENT  # fmt: skip


def _clean(char: Char, fonts: list[str], counts: Counter[str]) -> list[Char]:
    """The characters (none, one or the parts of a ligature) that stand for one that was read."""
    text = char.text
    if _CID.fullmatch(text):
        counts["unmapped"] += 1
        return [char._replace(text=REPLACEMENT)]
    if len(text) == 1 and char.font < len(fonts) and (mark := symbol(text, fonts[char.font])):
        return [char._replace(text=mark)]
    out: list[str] = []
    for one in _whole(text):
        out.extend(_clean_one(one, counts))
    if len(out) == 1:
        return [char._replace(text=out[0])]
    return split_box(char, out)


def _whole(text: str) -> str:
    """A text whose surrogates stand in pairs has each pair joined."""
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return text


def _clean_one(one: str, counts: Counter[str]) -> str:
    if one in ORDINARY:
        counts["folded"] += 1
        return ORDINARY[one]
    if one in _LIGATURES:
        return _LIGATURES[one]
    if one == "\xad":
        return "-"
    if _is_selector(one):
        return ""
    if one in "\xa0" or one in _LINE_ENDS:
        return " " if one == "\xa0" else ""
    category = unicodedata.category(one)
    if category in {"Co", "Cn"} or one == REPLACEMENT:
        counts["unmapped"] += 1
        return REPLACEMENT
    if category in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        counts["cleaned"] += 1
        return ""
    return one


def _is_selector(one: str) -> bool:
    """Variation selectors choose a glyph and are none themselves."""
    return "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"


def _compose(chars: list[Char]) -> list[Char]:
    """Kana and the voicing marks that follow them become one character."""
    out: list[Char] = []
    for char in chars:
        both = unicodedata.normalize("NFC", out[-1].text + char.text) if out and char.text in _VOICING else ""
        if len(both) == 1:
            out[-1] = out[-1]._replace(text=both)
        else:
            out.append(char)
    return out


def split_box(char: Char, texts: list[str]) -> list[Char]:
    """The letters of a ligature share its box evenly."""
    step = (char.x1 - char.x0) / max(len(texts), 1)
    return [
        char._replace(text=text, x0=round(char.x0 + n * step, 2), x1=round(char.x0 + (n + 1) * step, 2))
        for n, text in enumerate(texts)
    ]


def drop_doubled(chars: list[Char]) -> list[Char]:
    """Each glyph once: an equal character of about the same size at nearly the same place is the same one, drawn again."""
    order = sorted(_near_equals(chars), key=chars.__getitem__)
    again: set[int] = set()
    for n, this in enumerate(order):
        char = chars[this]
        reach = SAME_PLACE * (char[5] or 1.0)
        m = n + 1
        while m < len(order):
            other = chars[order[m]]
            if other[0] != char[0] or other[1] - char[1] >= reach:
                break
            if abs(other[2] - char[2]) < reach and abs(other[5] - char[5]) < reach:
                again.add(max(this, order[m]))
            m += 1
    return [c for n, c in enumerate(chars) if n not in again] if again else chars


def _near_equals(chars: list[Char]) -> list[int]:
    """The numbers of the characters that have an equal one (or one that begins alike) about as far from the left, on whatever line."""
    if not chars:
        return []
    letters = np.array([ord(c[0][:1] or " ") for c in chars], np.float64)
    left, size = (np.array(list(map(itemgetter(n), chars)), np.float64) for n in (1, 5))
    reach = SAME_PLACE * max(size.max(), 1.0)
    places = letters * (left.max() - left.min() + 2 * reach) + left
    order = np.argsort(places)
    near = np.diff(places[order]) < reach
    found: list[int] = order[np.append(near, False) | np.append(False, near)].tolist()
    return found


def _notes(page_no: int, counts: Counter[str]) -> list[Note]:
    """One note a page for each kind of change."""
    words = {
        "folded": ("radicals_folded", "radicals or compatibility forms were read as ordinary characters"),
        "cleaned": ("cleaned_characters", "control or invisible characters were removed"),
        "doubled": ("doubled_glyphs", "characters were drawn twice and counted once"),
        "outside": ("hidden_text", "characters outside the visible page were left out"),
        "unmapped": ("unmapped_glyphs", "glyphs have no character in the file"),
    }
    return [Note(code, page_no, f"{counts[key]} {text}") for key, (code, text) in words.items() if counts[key]]
