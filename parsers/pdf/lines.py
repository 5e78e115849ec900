"""Characters of one region (a column, a cell) to printed lines, whatever the order they come in.

Lengths are points; "em" is the height of the characters around.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from parsers.pdf.turning import box_back, turn_char
from schemas.document import Char
from schemas.text import Glyph, Text

OVERLAP = 0.5
"""Share of the lower of two characters that must stand beside the other for both to be on one line."""
GIANT = 4.0
"""A letter so many times as high as others stands on no line with them."""
LATIN_GAP, WIDE_GAP = 0.17, 0.6
"""A white gap that stands for a blank, in ems: between Latin characters, and anywhere."""
SET_GAP = 0.19
"""A gap so much (in ems) wider than most of its line is a blank too: some programs leave blanks out and only set what follows apart."""


class Line:
    """One printed line. `size` and `font` are those of most of its characters; `vertical` lines are read downwards."""

    __slots__ = ("bottom", "font", "size", "text", "top", "vertical", "x0", "x1")

    def __init__(
        self, text: Text, box: tuple[float, float, float, float], size: float, font: int, vertical: bool = False
    ) -> None:
        self.text, self.size, self.font, self.vertical = text, size, font, vertical
        self.x0, self.top, self.x1, self.bottom = box

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def __repr__(self) -> str:
        return f"Line({self.x0:.0f},{self.top:.0f} {self.text.s!r})"


def build_lines(chars: Sequence[Char], page_no: int) -> list[Line]:
    """The lines of a region in reading order: from top to bottom, stacked characters as one line that is read downwards."""
    upright = [c for c in chars if not c.angle]
    lines = _upright_lines(upright, page_no)
    if len(upright) < len(chars):
        for angle in (90, 180, 270):
            turned = [c for c in chars if c.angle == angle]
            if turned:
                rows = char_rows([turn_char(c, angle) for c in turned])
                lines += [_line(row, page_no, angle) for row in rows if _visible(row)]
    return lines


def lines_along(chars: Sequence[Char], page_no: int) -> list[Line]:
    """The lines of characters that are given in the system of their lines (see `turning`), and so are the places in the result."""
    return [_line(row, page_no, 0) for row in char_rows(chars) if _visible(row)]


def _upright_lines(chars: list[Char], page_no: int) -> list[Line]:
    rows = [row for row in char_rows(chars) if _visible(row)]
    stacks = _stacks(rows)
    if stacks:
        return [_line(stack, page_no, 0, vertical=True) for stack in stacks]
    return [_line(row, page_no, 0) for row in rows]


def char_rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters grouped by height on the page, each row from left to right; rows from top to bottom.

    The band of a row is its highest character's, so that raised and lowered small characters belong to it.
    """
    alike: dict[tuple[float, float], list[Char]] = defaultdict(list)
    for band, group in groupby(chars, itemgetter(2, 4)):
        alike[band].extend(group)
    rows: list[list[Char]] = []
    bands: list[tuple[float, float]] = []
    for band in sorted(alike, key=sum):
        same = alike[band]
        best = _row_at(bands, *band)
        if best < 0 or not 1 / GIANT < (same[0].size or 1) / (rows[best][0].size or 1) < GIANT:
            rows.append(same)
            bands.append(band)
            continue
        rows[best].extend(same)
        if band[1] - band[0] > bands[best][1] - bands[best][0] and _visible(same):
            bands[best] = band
    for row in rows:
        row.sort(key=itemgetter(1))
        if any(map(itemgetter(7), row)):
            row.sort(key=_abreast)
    return [row for _, row in sorted(zip(bands, rows, strict=True), key=lambda pair: pair[0][0] + pair[0][1])]


def _abreast(char: Char) -> tuple[float, float]:
    """Order along the line; upright characters side by side in a line that runs downwards (12) follow one another."""
    return char[1], -char[2]


def _row_at(bands: Sequence[tuple[float, float]], top: float, bottom: float) -> int:
    """The one of the last three rows that characters between `top` and `bottom` share most of their height with; -1 where none."""
    best, most = -1, 0.0
    for n in range(len(bands) - 1, max(-1, len(bands) - 4), -1):
        high, low = bands[n]
        shared = (bottom if bottom < low else low) - (top if top > high else high)
        least = min(bottom - top, low - high) or 1.0
        if shared > OVERLAP * least and shared / least > most:
            best, most = n, shared / least
            if most > 0.95:
                break
    return best


def kanji(text: str) -> bool:
    """Whether a text begins with a kanji."""
    return "\u4e00" <= text[:1] <= "\u9fff" or text[:1] in ("々", "〆", "ヶ") or "\u3400" <= text[:1] <= "\u4dbf"


def kana(text: str) -> bool:
    """Whether a text begins with a hiragana or katakana."""
    return "\u3041" <= text[:1] <= "\u30fe"


def _visible(row: list[Char]) -> bool:
    return any(c[0].strip() for c in row)


def _stacks(rows: list[list[Char]]) -> list[list[Char]]:
    """Columns of characters set one below the other, from right to left; empty where the rows are plain lines.

    Rows are stacked when each holds as many single characters as there are columns and the characters stand closer together
    downwards than sideways.
    """
    if len(rows) < 2:
        return []
    cells = [_clusters(row) for row in rows]
    width = max(len(c) for c in cells)
    columns: list[list[list[Char]]] = []
    for row in cells:
        for cell in row:
            if len(cell) > 1 and not _upright_number(cell):
                return []
            middle = (cell[0][1] + cell[-1][3]) / 2
            home = next((k for k in columns if abs(_middle(k[-1]) - middle) < 0.35 * (cell[0][4] - cell[0][2])), None)
            if home is None:
                columns.append([cell])
            else:
                home.append(cell)
    if len(columns) != width or not all(_stacked(column, width > 1) for column in columns):
        return []
    return [[c for cell in column for c in cell] for column in sorted(columns, key=lambda k: -_middle(k[0]))]


def _middle(cell: list[Char]) -> float:
    return (cell[0][1] + cell[-1][3]) / 2


def _clusters(row: list[Char]) -> list[list[Char]]:
    """The characters of a row, cut at white gaps; touching half-width digits stay together."""
    out: list[list[Char]] = []
    end = 0.0
    for char in row:
        text, x0, top, x1, bottom, _, _, _ = char
        if text.isspace():
            continue
        if out and x0 - end < 0.3 * (bottom - top):
            out[-1].append(char)
        else:
            out.append([char])
        end = x1
    return out


def _upright_number(cell: list[Char]) -> bool:
    """Two digits set side by side in a line that runs downwards."""
    return len(cell) == 2 and all(c[0].isascii() and c[0].isalnum() for c in cell)


def _stacked(column: list[list[Char]], several: bool) -> bool:
    """At least two characters, set closely, and words rather than a list of numbers; of several columns each must be longer."""
    letters = sum(1 for cell in column if kanji(cell[0][0]) or kana(cell[0][0]))
    if len(column) < (4 if several else 2) or letters * 2 <= len(column):
        return False
    pitch = 1.25 if several else 2.2
    return all(b[0][2] - a[0][2] <= pitch * (b[0][4] - b[0][2]) for a, b in zip(column, column[1:], strict=False))


def _line(row: list[Char], page_no: int, angle: int, vertical: bool = False) -> Line:
    """A row of characters as a line, outer blanks left out and white gaps filled with a blank."""
    first = next(n for n, c in enumerate(row) if c[0].strip())
    last = next(n for n in range(len(row) - 1, -1, -1) if row[n][0].strip())
    row = row[first : last + 1]
    words: list[str] = []
    glyphs: list[Glyph | None] = []
    end, before = row[0][1], ""
    usual = -1.0
    for (text, x0, top, x1, bottom, size, _, _), glyph in zip(row, _glyphs(row, page_no, angle), strict=True):
        gap, em = x0 - end, size or bottom - top
        if gap > LATIN_GAP * em and not vertical:
            usual = _usual_gap(row) if usual < 0 else usual
            if _blank(before, text, gap / (em or 1), usual):
                words.append(" ")
                glyphs.append(None)
        words.append(text)
        if len(text) == 1:
            glyphs.append(glyph)
        else:
            glyphs.extend([glyph] * len(text))
        right = x0 + em if WIDE[text] and x0 + em > x1 else x1
        end, before = right if right > end else end, text
    texts, x0s, tops, x1s, bottoms, sizes, fonts, _ = zip(*row, strict=True)
    size, font = sizes[0], fonts[0]
    if sizes.count(size) + fonts.count(font) < 2 * len(row):
        styles = Counter(s for s, text in zip(zip(sizes, fonts, strict=True), texts, strict=True) if not text.isspace())
        size, font = styles.most_common(1)[0][0]
    box = box_back((min(x0s), min(tops), max(x1s), max(bottoms)), angle)
    return Line(Text("".join(words), glyphs), box, size, font, vertical or angle in (90, 270))


def _glyphs(row: Sequence[Char], page_no: int, angle: int) -> Iterable[Glyph]:
    """The place of each character of a row. Neighbours mostly share three numbers: kept once, they halve what a long document takes."""
    left, high, low = row[0].x0, row[0].top, row[0].bottom
    boxes: list[tuple[int, float, float, float, float]] = []
    for _, x0, top, x1, bottom, _, _, _ in row:
        if top != high:
            high = top
        if bottom != low:
            low = bottom
        boxes.append((page_no, left if x0 == left else x0, high, x1, low))
        left = x1
    return [Glyph(page_no, *box_back(box[1:], angle)) for box in boxes] if angle else map(Glyph._make, boxes)


def _blank(before: str, after: str, gap: float, usual: float) -> bool:
    """Whether a gap of so many ems between two characters stands for a blank in a row whose gaps are mostly as the `usual` one."""
    if before.isspace() or after.isspace():
        return False
    if gap > WIDE_GAP or (before[-1:].isascii() and after[:1].isascii()):
        return True
    return gap > SET_GAP and WIDE[before] and WIDE[after] and gap - usual > SET_GAP


def _usual_gap(row: Sequence[Char]) -> float:
    """The middle one of the gaps between neighbouring full-width characters, in ems; 0 where there are few."""
    gaps = sorted(
        (b[1] - a[1]) / (a[4] - a[2] or 1) - 1 for a, b in zip(row, row[1:], strict=False) if WIDE[a[0]] and WIDE[b[0]]
    )
    return max(0.0, gaps[len(gaps) // 2]) if len(gaps) >= 3 else 0.0


class _Wide(dict[str, bool]):
    """Whether a text is a kanji or kana: these take a whole em, however narrow their ink. Punctuation may be set close."""

    def __missing__(self, text: str) -> bool:
        wide = self[text] = kanji(text) or kana(text)
        return wide


WIDE = _Wide()


__all__ = ["Line", "build_lines", "char_rows", "kana", "kanji", "lines_along"]
