"""Lines of text cut at their wide gaps, and the white columns that many lines keep free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from schemas.document import Char
from schemas.text import fold

PIECE_GAP, WIDE_GAP, LEADER_GAP = 0.75, 0.5, 4.0
"""White gaps of so many ems part two pieces of a line: Latin words, others, and dots and signs from what they belong to; between two
numbers a third of the first is enough."""
CROSSED = 0.25
"""White that so few of the rows cross parts two columns all the same: what crosses it spans them."""
NARROW = 0.75
"""Less white than this (in ems) between two columns may be chance."""
SIGNS = frozenset("△▲-－−$¥￥€£")
LEADER = re.compile(r"[.・…‥]{3}|…")
NUMBER = re.compile(r"[-−–+△▲(]?[$¥€£]?[-−–+△▲(]?\d[\d,.]*[%‰)]*|[-−–—ー]+|\.{2,}|n/?a|x", re.IGNORECASE)

Extents = npt.NDArray[np.float64]
"""Left and right ends, a pair in each row."""


class Piece(NamedTuple):
    """Characters of a line without a wide gap."""

    x0: float
    top: float
    x1: float
    bottom: float
    chars: list[Char]

    @property
    def text(self) -> str:
        return "".join(c[0] for c in self.chars).strip()

    @property
    def has_leader(self) -> bool:
        """Whether dots lead the eye from its words to what stands behind them."""
        return bool(LEADER.search(self.text))

    @property
    def ends_in_number(self) -> bool:
        """Whether all its words are numbers."""
        return all(NUMBER.fullmatch(word) for word in fold("".join(c[0] for c in self.chars)).split())

    @property
    def is_number(self) -> bool:
        return bool(NUMBER.fullmatch(re.sub(r"\s", "", fold(self.text))))


def pieces_of(row: Sequence[Char], em: float) -> list[Piece]:
    """A row of characters cut at its wide gaps."""
    words: list[list[Char]] = []
    end, gap = 0.0, PIECE_GAP / 3 * em
    for char in row:
        if char[0].isspace():
            continue
        if words and char[1] - end <= gap:
            words[-1].append(char)
        else:
            words.append([char])
        end = char[3]
    out: list[Piece] = []
    for word in words:
        piece = _piece(word)
        if out and piece.x0 - out[-1].x1 <= _reach(out[-1], piece) * em and not _both_numbers(out[-1], piece):
            out[-1] = _piece(out[-1].chars + word)
        else:
            out.append(piece)
    return out


def _reach(before: Piece, after: Piece) -> float:
    """How wide the white between two words of one piece may be, in ems."""
    if _is_leader(after.chars) or (before.text in SIGNS and after.is_number):
        return LEADER_GAP
    return PIECE_GAP if before.chars[-1][0].isascii() and after.chars[0][0].isascii() else WIDE_GAP


def _is_leader(word: Sequence[Char]) -> bool:
    """Dots that lead the eye from a label to its value."""
    return len(word) > 2 and all(c[0] in ".・…‥" for c in word)


def _both_numbers(before: Piece, after: Piece) -> bool:
    return before.ends_in_number and after.is_number and before.text[-1:] not in "$¥€£"


def _piece(chars: list[Char]) -> Piece:
    _, x0, top, x1, bottom, *_ = zip(*chars, strict=True)
    return Piece(min(x0), min(top), max(x1), max(bottom), chars)


def separators(rows: Sequence[Sequence[Piece]]) -> list[float]:
    """The places between columns: white that (nearly) all rows of several pieces keep free."""
    several = [row for row in rows if len(row) > 1]
    taken = np.array([(p.x0, p.x1) for row in several for p in row]).reshape(-1, 2)
    white = np.array([(a.x1, b.x0) for row in several for a, b in zip(row, row[1:], strict=False)]).reshape(-1, 2)
    while (best := _crossing(taken, white)) is not None:
        taken = taken[(taken[:, 0] >= best) | (taken[:, 1] <= best)]
    parts = _parts(taken)
    close = [b[0] - a[1] < NARROW * (rows[0][0].bottom - rows[0][0].top) for a, b in zip(parts, parts[1:], strict=False)]
    marks = [float(x) for x in (parts[:-1, 1] + parts[1:, 0]) / 2]
    return [m for n, m in enumerate(marks) if not (close[n] and not _both_sides(several, parts[n], parts[n + 1]))]


def _both_sides(rows: Sequence[Sequence[Piece]], left: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> bool:
    """Whether a row has words in two columns; columns that never have belong together: a heading and the numbers beside it."""
    return any(
        any(left[0] <= p.x0 and p.x1 <= left[1] for p in row) and any(right[0] <= p.x0 and p.x1 <= right[1] for p in row)
        for row in rows
    )


def _parts(taken: Extents) -> Extents:
    """The extents that overlapping ones make up together, from left to right."""
    if not len(taken):
        return taken
    order = taken[taken[:, 0].argsort()]
    ends = np.maximum.accumulate(order[:, 1])
    first = np.concatenate(([True], order[1:, 0] >= ends[:-1]))
    last = np.concatenate((first[1:], [True]))
    return np.stack((order[first, 0], ends[last]), axis=1)


def _crossing(taken: Extents, white: Extents) -> float | None:
    """The middle of the white inside an extent that fewest pieces cross, if some but few do; None where none is left."""
    marks = np.unique(taken)
    if len(marks) < 2 or not len(white):
        return None
    parts = _parts(taken)
    part = parts[np.clip(np.searchsorted(parts[:, 0], white[:, 0]) - 1, 0, None)]
    middle = (marks[1:] + marks[:-1]) / 2
    free = _over(white[(white[:, 0] > part[:, 0]) & (white[:, 1] < part[:, 1])], middle)
    crossing = _over(taken, middle)
    share = np.where((crossing > 0) & (free > 0), crossing / np.maximum(crossing + free, 1), 1.0)
    best = int(share.argmin())
    return float(middle[best]) if share[best] < CROSSED else None


def _over(extents: Extents, places: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """How many extents hold each of the places."""
    begun: npt.NDArray[np.intp] = np.searchsorted(np.sort(extents[:, 0]), places)
    return begun - np.searchsorted(np.sort(extents[:, 1]), places)
