"""Text that knows where each of its characters stands on paper.

`Text` is a string with one `Glyph` (or None, for characters that no page shows) beside each character. Slices, joins and
matches keep the glyphs, so that a value cut out of a document carries its own place: a region is attached when a character is
read and is never looked up again from words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, overload


class Glyph(NamedTuple):
    """The place of one printed character: page number from 1, PDF points, origin at the top left of the page as shown."""

    page_no: int
    x0: float
    top: float
    x1: float
    bottom: float


_KNOWN: dict[float, float] = {}
_MOST = 1 << 17


def shared() -> Callable[[float, float], float]:
    """`same(x, x)` gives the object that an equal coordinate had before: a book has as few different ones as characters are many.

    Zero has two signs and is not to be shared.
    """
    if len(_KNOWN) > _MOST:
        _KNOWN.clear()
    return _KNOWN.setdefault


class Region(NamedTuple):
    """A box on a page that shows (a part of) a value; same units as `Glyph`."""

    page_no: int
    x0: float
    top: float
    x1: float
    bottom: float


Glyphs = tuple[Glyph | None, ...]


class Text:
    """An immutable string with a glyph for each character. `len(text.s) == len(text.glyphs)` always holds."""

    __slots__ = ("glyphs", "s")

    s: str
    glyphs: Glyphs

    def __init__(self, s: str = "", glyphs: Iterable[Glyph | None] | None = None) -> None:
        self.s = s
        self.glyphs = (None,) * len(s) if glyphs is None else tuple(glyphs)
        if len(self.glyphs) != len(s):
            raise ValueError(f"{len(s)} characters but {len(self.glyphs)} glyphs")

    def __str__(self) -> str:
        return self.s

    def __repr__(self) -> str:
        return f"Text({self.s!r})"

    def __len__(self) -> int:
        return len(self.s)

    def __bool__(self) -> bool:
        return bool(self.s)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.s, self.glyphs) == (other.s, other.glyphs)

    def __hash__(self) -> int:
        return hash((self.s, self.glyphs))

    @overload
    def __getitem__(self, key: int) -> str: ...
    @overload
    def __getitem__(self, key: slice) -> Text: ...
    def __getitem__(self, key: int | slice) -> str | Text:
        """A slice is a `Text` with its glyphs; a single index is the plain character."""
        if isinstance(key, int):
            return self.s[key]
        return Text(self.s[key], self.glyphs[key])

    def __add__(self, other: Text | str) -> Text:
        tail = other if isinstance(other, Text) else Text(other)
        return Text(self.s + tail.s, self.glyphs + tail.glyphs)

    @staticmethod
    def join(separator: str, parts: Iterable[Text]) -> Text:
        """Like `str.join`; the separator's characters have no glyph."""
        pieces = list(parts)
        blank: Glyphs = (None,) * len(separator)
        glyphs: list[Glyph | None] = []
        for n, piece in enumerate(pieces):
            if n:
                glyphs.extend(blank)
            glyphs.extend(piece.glyphs)
        return Text(separator.join(p.s for p in pieces), glyphs)

    def strip(self, chars: str | None = None) -> Text:
        start = len(self.s) - len(self.s.lstrip(chars))
        return self[start : max(start, len(self.s.rstrip(chars)))]

    def split(self, separator: str) -> list[Text]:
        """Like `str.split(separator)`."""
        out, at = [], 0
        for part in self.s.split(separator):
            out.append(self[at : at + len(part)])
            at += len(part) + len(separator)
        return out

    def group(self, match: re.Match[str], group: int | str = 0) -> Text:
        """The part of this text that `match`, made on `text.s`, holds in `group`; empty where the group took no part."""
        start, end = match.span(group)
        return self[start:end] if start >= 0 else Text()

    def without(self, pattern: re.Pattern[str]) -> Text:
        """The text with every match of the pattern left out."""
        return Text.join("", self._between(pattern))

    def _between(self, pattern: re.Pattern[str]) -> Iterator[Text]:
        at = 0
        for match in pattern.finditer(self.s):
            yield self[at : match.start()]
            at = match.end()
        yield self[at:]

    @property
    def pages(self) -> tuple[int, ...]:
        """The page numbers this text stands on, in order of first appearance."""
        return tuple(dict.fromkeys(g.page_no for g in self.glyphs if g))

    def regions(self) -> tuple[Region, ...]:
        """One box for each run of characters on a line; lines of one paragraph with the same margins share a box."""
        return merge_lines(_line_boxes(self.glyphs))

    def folded(self) -> Folded:
        """The text as patterns like to see it (NFKC), with the way back to the printed characters."""
        return Folded(self)


class Folded:
    """NFKC form of a `Text`. `s` is what to match on; `origin[i]` is the index in the source of character `i` of `s`."""

    __slots__ = ("origin", "s", "source")

    def __init__(self, source: Text) -> None:
        out: list[str] = []
        origin: list[int] = []
        for n, char in enumerate(source.s):
            form = char if char.isascii() else fold_char(char)
            out.append(form)
            origin.extend([n] * len(form))
        self.source, self.s, self.origin = source, "".join(out), origin

    def cut(self, start: int, end: int) -> Text:
        """The printed text behind `s[start:end]`."""
        if end <= start:
            return Text()
        return self.source[self.origin[start] : self.origin[end - 1] + 1]

    def group(self, match: re.Match[str], group: int | str = 0) -> Text:
        start, end = match.span(group)
        return self.cut(start, end) if start >= 0 else Text()


@lru_cache(maxsize=16384)
def fold_char(char: str) -> str:
    """NFKC of one character."""
    return unicodedata.normalize("NFKC", char)


def fold(text: str) -> str:
    """NFKC of a plain string: for comparing, never for storing."""
    return unicodedata.normalize("NFKC", text)


def _line_boxes(glyphs: Glyphs) -> list[Region]:
    """Glyphs that follow one another on one line become one box."""
    boxes: list[list[float]] = []
    for g in glyphs:
        if g is None:
            continue
        if boxes and _same_line(boxes[-1], g):
            last = boxes[-1]
            last[1], last[2] = min(last[1], g.x0), min(last[2], g.top)
            last[3], last[4] = max(last[3], g.x1), max(last[4], g.bottom)
        else:
            boxes.append(list(g))
    return [Region(int(b[0]), *(round(v, 2) for v in b[1:])) for b in boxes]


def _same_line(box: list[float], g: Glyph) -> bool:
    """On the same page, at the same height, and not far to the right or back at the left (that is another column or line); or right
    below in a line that runs downwards."""
    height = g.bottom - g.top
    middle = (g.top + g.bottom) / 2
    if g.page_no != box[0]:
        return False
    if box[2] <= middle <= box[4]:
        return -2 * height <= g.x0 - box[3] <= 4 * height
    narrow = box[3] - box[1] < 1.5 * height
    return narrow and box[1] <= (g.x0 + g.x1) / 2 <= box[3] and -0.5 * height <= g.top - box[4] <= height


def merge_lines(boxes: list[Region]) -> tuple[Region, ...]:
    """Boxes that stand under one another with the same left and right edge become one."""
    out: list[Region] = []
    for box in boxes:
        last = out[-1] if out else None
        height = box.bottom - box.top
        if (
            last
            and last.page_no == box.page_no
            and abs(last.x0 - box.x0) < 1
            and abs(last.x1 - box.x1) < 1
            and -0.5 * height < box.top - last.bottom < 1.6 * height
        ):
            out[-1] = Region(last.page_no, min(last.x0, box.x0), last.top, max(last.x1, box.x1), max(last.bottom, box.bottom))
        else:
            out.append(box)
    return tuple(out)
