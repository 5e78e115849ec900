"""Ruby: small kana that stand above words and say how these are read."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from parsers.pdf.lines import char_rows, kana, kanji
from schemas.document import Char

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
