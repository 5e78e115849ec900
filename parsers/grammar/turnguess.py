"""How turns begin in minutes of a council that nobody configured, guessed from how their lines look and recur.

A line begins a turn where a speaker is called in front of words that are spoken: a sentence stands behind the gap. The marks,
the gap and the ways of calling that occur again and again in a document are its convention; `Convention.describe` says it in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from parsers.grammar.roles import ENDING, group_of
from parsers.grammar.speakerlines import MARKS, Line, even, read_line

_HEAD = re.compile(r"(?P<head>[^\s。、,「」『』？?！!…;=][^。、,「」『』？?！!…;=\n]{0,46}?)(?P<gap>　+|\s{2,}|:\s*)(?=\S)")
_TIME = re.compile(r"^[^\s\w]?\s*午[前後]\s*\d|^[^\s\w]?\s*(?:開\s*会|閉\s*会|休\s*憩|再\s*開|散\s*会|開\s*議)\s*(?:$|午)")
_ASIDE = re.compile(r"\s*[（(〔［【][^（）()〔〕［］【】]{1,24}[）)〕］】]\s*")
_KANA = re.compile(r"[ぁ-ん]")
_PARTICLES = re.compile(r"[はがをにでとも]$|について|[りるたて]$|こと|これ|それ|その|ます")
TWICE = 2  # a mark or an unknown way of calling counts where it stands at least so often
BULLETS = "・•"
MAIN = 0.5  # a mark begins turns if at least this part of its lines call somebody
FULL = 0.75  # a line of at least this part of the usual width goes on in the next line


class Turn(NamedTuple):
    """The line that begins a turn: its number, how the speaker is called as printed, and what was read of it (None: unknown post)."""

    line: int
    who: str
    read: Line | None


class Convention(NamedTuple):
    """How turns begin: `marks` with whom they call (`chair`, `member`, …) and how often; none where tags have no mark.

    `gaps` are the characters between tag and words; `heads` ways of calling that recur and that no table knows.
    """

    marks: dict[str, dict[str, int]]
    gaps: frozenset[str]
    heads: frozenset[str]

    def describe(self) -> str:
        """The convention in a sentence, for a finding."""
        if not self.marks:
            return "turns begin with the speaker alone, without a mark"
        parts = (f"{m} (" + ", ".join(f"{group} {n}" for group, n in groups.items()) + ")" for m, groups in self.marks.items())
        return "turns begin with " + ", ".join(parts)


class _Candidate(NamedTuple):
    line: int
    mark: str
    who: str
    gap: str
    read: Line | None


def guess(lines: Sequence[str]) -> Convention:
    """The convention of a document, from its printed lines."""
    found = _candidates(lines)
    known = [c for c in found if c.read is not None and c.read.sure]
    per_mark = Counter(c.mark for c in known if c.mark)
    total = Counter(line.lstrip()[:1] for line in lines if not _TIME.match(even(line.lstrip())))
    chosen = [m for m, n in per_mark.items() if n >= TWICE and n >= MAIN * total[m]]
    if chosen:  # beside marks that are sure, one that stands once and calls somebody is one too
        chosen += [m for m, n in per_mark.items() if m not in chosen and n == total[m] and m not in BULLETS]
    bare = [c for c in known if not c.mark]
    if sum(per_mark[m] for m in chosen) * 2 < len(bare):
        chosen = []
    mine = [c for c in known if c.mark in chosen] if chosen else bare
    gaps = Counter(c.gap[:1] for c in mine)
    usual = frozenset(g for g, n in gaps.items() if n * 5 >= len(mine))
    heads = Counter(
        c.who for c in found if c.read is None and c.gap[:1] in usual and (c.mark in chosen if chosen else not c.mark)
    )
    marks = {m: dict(Counter(_group(c.read) for c in mine if c.mark == m and c.read).most_common()) for m in chosen}
    return Convention(marks, usual, frozenset(h for h, n in heads.items() if n >= TWICE or ENDING.search(h)))


def turns(lines: Sequence[str], convention: Convention) -> list[Turn]:
    """The turns of a document under a convention, in order."""
    out: list[Turn] = []
    for c in _candidates(lines):
        fits = c.mark in convention.marks if convention.marks else not c.mark
        if not fits or (c.gap[:1] not in convention.gaps and not convention.marks):
            continue
        if c.read is not None or c.who in convention.heads or (convention.marks and c.gap[:1] in convention.gaps):
            out.append(Turn(c.line, c.who, c.read))
    return out


def _group(read: Line) -> str:
    return group_of(read.post or "")


def _candidates(lines: Sequence[str]) -> list[_Candidate]:
    """Lines that call somebody in front of spoken words, and lines that look alike without a post that is known."""
    widths = sorted(len(line) for line in lines if line.strip())
    width = widths[int(len(widths) * 0.9)] if widths else 0
    out: list[_Candidate] = []
    for n, line in enumerate(lines):
        mark = line[:1] if line[:1] in MARKS else ""
        if not line.strip() or (line[0].isspace() and not mark) or _TIME.match(even(line)):
            continue
        read = read_line(line)
        if read is not None and _spoken(
            lines, n, line[read.end :], width, full=bool(read.post and read.name and read.bracketed)
        ):
            out.append(_Candidate(n, read.mark, line[read.start : read.stop], line[read.stop : read.end], read))
        elif read is None and (match := _HEAD.match(line, len(mark))):
            who = match["head"]
            if _calls(who) and _spoken(lines, n, line[match.end() :], width):
                out.append(_Candidate(n, mark, who, match["gap"], None))
    return out


def _calls(who: str) -> bool:
    """A head that no table reads can still call somebody: no part of a sentence, no number in front."""
    return not _PARTICLES.search(who) and not re.match(r"[0-9０-９(（①-⑳]", who) and len(who) <= 32


def _spoken(lines: Sequence[str], n: int, words: str, width: int, *, full: bool = False) -> bool:
    """Whether the words are a sentence, begin one that goes on in the next line, or a note that he steps forward.

    Behind a `full` tag, with post and name, any words will do: lists of persons do not go on behind it.
    """
    following = " ".join(lines[n + 1 : n + 3])
    if aside := _ASIDE.match(words):
        words = words[aside.end() :]
    if not words:
        return bool(_KANA.search(following))
    if full or (len(lines[n]) >= FULL * width and _KANA.search(words + following)):
        return True
    if not _KANA.search(words):
        return words.rstrip().endswith("。")
    return bool(re.search(r"[。、…？?！!]|[すたいんかねう]\s*$", words))
