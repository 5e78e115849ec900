"""Ruby: small kana that stand above words and say how these are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import inf
from operator import itemgetter

from parsers.pdf.lines import Line, char_rows, kana, kanji
from parsers.pdf.turning import BoxTuple, turn_box
from schemas.document import Char
from schemas.text import Text

RUBY_SIZE, RUBY_GAP = 0.65, 0.45
"""Ruby is at most this large beside its base, and stands at most this far above it (ems of the base)."""


def split_ruby(chars: Sequence[Char]) -> tuple[list[Char], list[Char]]:
    """(base, ruby): ruby are small kana right above a larger kanji. Nothing is lost: every character is in one of the two."""
    sizes = {round(bottom - top, 1) for top, bottom in set(map(itemgetter(2, 4), chars))}
    if len(sizes) < 2:
        return list(chars), []
    largest = max(sizes)
    small = [c for c in chars if c[4] - c[2] <= RUBY_SIZE * largest and kana(c[0])]
    if not small:
        return list(chars), []
    found: set[Char] = set()
    bases = [c for c in chars if kanji(c[0])]
    for run in _runs(small):
        height = run[0][4] - run[0][2]
        neighbours = {c for c in chars if _beside(c, run, height)}
        if neighbours <= set(run) and any(_above(run, base) for base in bases):
            found.update(run)
    return [c for c in chars if c not in found], [c for c in chars if c in found]


def _runs(small: list[Char]) -> list[list[Char]]:
    """Small characters that follow each other without a gap of more than an em of their own."""
    runs: list[list[Char]] = []
    for row in char_rows(small):
        runs.append([row[0]])
        for before, after in zip(row, row[1:], strict=False):
            if after[1] - before[3] > after[4] - after[2]:
                runs.append([])
            runs[-1].append(after)
    return runs


def _beside(char: Char, run: list[Char], height: float) -> bool:
    """Directly left or right of the run on its own line."""
    middle = (char[2] + char[4]) / 2
    return (
        bool(char[0].strip())
        and run[0][2] <= middle <= run[0][4]
        and run[0][1] - height < char[3]
        and char[1] < run[-1][3] + height
    )


def _above(run: list[Char], base: Char) -> bool:
    height = base[4] - base[2]
    return (
        run[0][4] - run[0][2] <= RUBY_SIZE * height
        and -RUBY_GAP * height <= base[2] - run[0][4] <= RUBY_GAP * height
        and run[0][1] < base[3]
        and run[-1][3] > base[1]
    )


def ruby_boxes(lines: Iterable[Text], direction: int) -> list[BoxTuple]:
    """The boxes of the words of lines of ruby, in the system of lines of that direction."""
    out: list[BoxTuple] = []
    for line in lines:
        for _, glyphs in groupby(line.glyphs, bool):
            boxes = [turn_box(glyph[1:], direction) for glyph in glyphs if glyph]
            if boxes:
                x0, top, x1, bottom = zip(*boxes, strict=True)
                out.append((min(x0), min(top), max(x1), max(bottom)))
    return out


def word_end(line: Line, ruby: Sequence[BoxTuple]) -> float:
    """Where the word under one ruby ends that the line begins with, minus infinity where there is none. It is never parted."""
    first = line.text.glyphs[0] if ruby and line.text else None
    if first is None:
        return -inf
    for x0, _, x1, bottom in ruby:
        if x0 < line.x0 + line.size and x1 > line.x0 and abs(line.top - bottom) <= RUBY_GAP * line.size:
            return max((g.x1 for g in line.text.glyphs if g and g.x0 + g.x1 < 2 * x1), default=-inf)
    return -inf
