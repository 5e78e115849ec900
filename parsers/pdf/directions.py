"""In which direction the characters of a page run: known from how close they stand to their neighbours, never from words.

Upright characters of lines that run downwards (縦書き) touch the ones below and keep away from those beside them. A page without a
sign of such lines costs no more than a look at the order in which its characters are drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from statistics import median

from parsers.pdf.lines import WIDE
from parsers.pdf.turning import BoxTuple
from schemas.document import Char

TOUCH = 0.4
"""Characters of one line stand at most so far apart (ems)."""
NEAR, LAST = 4.0, 2.2
"""Lines of one text stand at most so far apart; a line of one character, which touches nothing, at most so far from the others (ems)."""
FEW_LINES, FEW_CHARS = 2, 12
"""A text that runs downwards has at least so many lines and so many characters that show it; less is a label."""

FAR = 9.0
"""Stands for no neighbour (ems)."""
SAMPLE, SHARE = 300, 0.04
"""So many characters of a suspect page are looked at first; where a lower share of them touches what is below, no line runs
downwards."""

Cells = dict[tuple[int, int], list[int]]
"""The numbers of characters by squares of the page."""


def by_direction(chars: Sequence[Char]) -> dict[int, list[Char]]:
    """The characters by the direction of the lines they stand in (0, 90, 180, 270); each list keeps their order."""
    out: dict[int, list[Char]] = defaultdict(list)
    down = _downward(chars)
    if not down and not any(map(itemgetter(7), chars)):
        return {0: list(chars)} if chars else {}
    for n, char in enumerate(chars):
        out[90 if n in down else char.angle].append(char)
    return out


def _downward(chars: Sequence[Char]) -> set[int]:
    """The numbers of the characters that stand in lines of text that run downwards."""
    if not _is_suspect(chars):
        return set()
    em = median([c.size or c.bottom - c.top for c in chars if c.text.strip()] or [1.0]) or 1.0
    boxes = [_em_box(c) for c in chars]
    cells = _cells(boxes, em)
    full = [n for n, c in enumerate(chars) if not c.angle and _is_full(c)]
    sample = _votes(full[:: max(1, len(full) // SAMPLE)], boxes, cells, em).values()
    if sum(vote == 90 for vote in sample) < SHARE * len(sample):
        return set()
    votes = _votes(full, boxes, cells, em)
    found: set[int] = set()
    for box in _blocks([boxes[n] for n, vote in votes.items() if vote == 90], em):
        inside = [n for n, c in enumerate(chars) if _within(c, box)]
        down = [n for n in inside if votes.get(n) == 90]
        lines = {round(chars[n].x0 / em) for n in down}
        if len(lines) >= FEW_LINES and len(down) >= max(FEW_CHARS, 2 * sum(votes.get(n) == 0 for n in inside)):
            x0, top, x1, bottom = box
            wider = (x0 - LAST * em, top, x1 + LAST * em, bottom)
            found.update(n for n in inside if votes.get(n) != 0)
            found.update(n for n, c in enumerate(chars) if n not in votes and _is_full(c) and _within(c, wider))
    return found


def _is_suspect(chars: Sequence[Char]) -> bool:
    """Whether lines may run downwards: several characters drawn one after another stand one below the other, or the order in which
    characters are drawn says nothing."""
    if not chars:
        return False
    down = right = 0
    _, x0s, tops, _, bottoms, *_ = zip(*chars, strict=True)
    for x, top, bottom, step, fall in zip(x0s, tops, bottoms, x0s[1:], tops[1:], strict=False):
        height, fall = bottom - top, fall - top
        if -0.3 * height < fall < 0.3 * height:
            right += step > x
        elif 0 < fall < (1 + TOUCH) * height and -1.0 < step - x < 1.0:
            down += 1
    return down >= FEW_CHARS - FEW_LINES or 2 * right < len(chars)


def _is_full(char: Char) -> bool:
    """Kanji, kana, and the punctuation that takes a whole em."""
    return WIDE[char.text] or "\u3000" < char.text[:1] < "\u30ff" or "\uff01" <= char.text[:1] <= "\uff5e"


def _em_box(char: Char) -> BoxTuple:
    """The box of a character; full-width ones take a whole em, however narrow their ink."""
    if char.angle or not _is_full(char):
        return char[1:5]
    return char.x0, char.top, max(char.x1, char.x0 + (char.size or char.bottom - char.top)), char.bottom


def _cells(boxes: Sequence[BoxTuple], side: float) -> Cells:
    cells: Cells = defaultdict(list)
    for n, box in enumerate(boxes):
        cells[int(box[0] // side), int(box[1] // side)].append(n)
    return cells


def _votes(numbers: Sequence[int], boxes: Sequence[BoxTuple], cells: Cells, em: float) -> dict[int, int]:
    """The direction (0 or 90) in which a neighbour touches the characters of these numbers, where one is clearly nearer."""
    out: dict[int, int] = {}
    for n in numbers:
        x0, top, x1, bottom = boxes[n]
        beside = below = FAR
        for i in range(int((x0 - 1.4 * em) // em), int((x1 + 0.4 * em) // em) + 1):
            for j in range(int((top - 1.4 * em) // em), int((bottom + 0.4 * em) // em) + 1):
                for other in cells.get((i, j), ()):
                    if other != n:
                        a0, b0, a1, b1 = boxes[other]
                        beside = min(beside, _gap(x0, x1, top, bottom, a0, a1, b0, b1))
                        below = min(below, _gap(top, bottom, x0, x1, b0, b1, a0, a1))
        if min(beside, below) < TOUCH and abs(beside - below) > 0.1:
            out[n] = 0 if beside < below else 90
    return out


def _gap(start: float, end: float, low: float, high: float, a0: float, a1: float, b0: float, b1: float) -> float:
    """White space (ems) between what reaches from `start` to `end` along a line (`low` to `high` across it) and another box (`a0` to
    `a1` along, `b0` to `b1` across) on the same line; large where it stands on none or lies upon it."""
    shared = (high if high < b1 else b1) - (low if low > b0 else b0)
    if 2 * shared < high - low and 2 * shared < b1 - b0:
        return FAR
    gap = (a0 - end if a0 > start else start - a1) / (end - start or 1.0)
    return FAR if gap < -0.6 else abs(gap)


def _blocks(boxes: Sequence[BoxTuple], em: float) -> list[BoxTuple]:
    """The boxes around characters that stand near one another."""
    cells = _cells(boxes, NEAR * em)
    out: list[BoxTuple] = []
    while cells:
        todo = [next(iter(cells))]
        block: list[int] = []
        while todo:
            i, j = todo.pop()
            block += cells.pop((i, j), [])
            todo += [near for a in (-1, 0, 1) for b in (-1, 0, 1) if (near := (i + a, j + b)) in cells]
        x0, top, x1, bottom = zip(*(boxes[n] for n in block), strict=True)
        out.append((min(x0), min(top), max(x1), max(bottom)))
    return out


def _within(char: Char, box: BoxTuple) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
