"""Pre-printed options of a form's box, and those that a mark ticks: a character, or a drawing read as one."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.grammar.clauses import split_top
from schemas.text import Text

_TICKED = "☑☒✓✔■●◉レ○◯◎"
_SURE = "☑☒☐□■✓✔◉"
_CHOICE = r"(?:[○◯〇◎●✓✔☑]|レ(?![ァ-ヶー]))"
_MARK = re.compile(rf"[{_SURE}]|(?<![^\s{_SURE}])(?:[○◯〇◎●・](?![○◯〇])|レ(?![ァ-ヶー]))")
"""Boxes and ticks are marks wherever they stand; circles, dots and レ only in front of a word or behind a blank."""
_NUMBERED = re.compile(rf"(?:^|(?<=\s))(?P<mark>{_CHOICE}?)\s*(?P<label>(?P<number>\d{{1,2}})\s*[.．)）、]|[①-⑳])\s*(?=\S)")
_CHOSEN = re.compile(rf"{_CHOICE}\s*(?P<front>\S.*)|(?P<behind>.*\S)\s*{_CHOICE}", re.DOTALL)
_PAIR = re.compile(r"\s*[・･/／]\s*|\s+")
_NO = re.compile(r"^[無否不非未]|(?:なし|無し|ない|いいえ)$")
_OPEN_END = re.compile(r"[(（]\s*[)）]|[(（]\s*年\s*月\s*日")
_CLOSED = re.compile(r"[^()（）]*[(（][^()（）]*[)）]|[^()（）]+$|^[^()（）]+")
_SENTENCE = re.compile(r"。|(?:する|した|ます|ため)$")
LONGEST, LONGEST_OF_PAIR = 24, 6
"""Options that are told by their numbers, or as a yes and a no, are at most so many characters long."""


class Options(NamedTuple):
    """The options in printed order. `selected` is None where nothing shows which of them are chosen."""

    options: tuple[str, ...]
    selected: tuple[str, ...] | None


def options(paragraphs: list[Text]) -> Options | None:
    """The options of a box; None where the box holds no choice.

    A box is a choice where its lines carry tick boxes, where a mark stands at some of several numbered words or at one of a yes
    and a no, or where it lists alternatives that end in an open one (`その他( )`).
    """
    lines = [p.s.strip() for p in paragraphs if p.s.strip()]
    if boxed := _boxed(lines):
        return boxed
    if any(_SENTENCE.search(line) for line in lines):
        return None
    return _numbered(" ".join(lines)) or _yes_or_no(" ".join(lines)) or _open_ended(paragraphs)


def _boxed(lines: list[str]) -> Options | None:
    """Options with a box or a tick at each of them, or at some."""
    marks = [mark for line in lines for mark in _MARK.findall(line)]
    if len(marks) < 2 or not any(mark in _SURE and mark != "●" for mark in marks):
        return None
    ticked = _TICKED.translate({ord(c): None for c in "○◯"}) if "◉" in marks else _TICKED
    marked = [(word, any(t in ticked for t in run)) for line in lines for run, word in _runs(line)]
    if not marked:
        return None
    return Options(tuple(word for word, _ in marked), tuple(word for word, chosen in marked if chosen))


def _runs(line: str) -> list[tuple[str, str]]:
    """The marks of a line, those without a word between them together, each with its word.

    Marks stand behind their words where the line begins with a word and ends with a mark.
    """
    runs: list[tuple[str, int, int]] = []
    for mark in _MARK.finditer(line):
        if runs and not line[runs[-1][2] : mark.start()].strip():
            runs[-1] = (runs[-1][0] + mark[0], runs[-1][1], mark.end())
        else:
            runs.append((mark[0], mark.start(), mark.end()))
    if not runs:
        return []
    starts, ends = [r[1] for r in runs], [r[2] for r in runs]
    if line[: starts[0]].strip() and not line[ends[-1] :].strip():
        words = [line[a:b] for a, b in zip([0, *ends], starts, strict=False)]
    else:
        words = [line[a:b] for a, b in zip(ends, [*starts[1:], len(line)], strict=True)]
    return [(run[0], word.strip()) for run, word in zip(runs, words, strict=True) if word.strip()]


def _numbered(whole: str) -> Options | None:
    """Words numbered from 1 on, some of them with a mark at the number."""
    found = list(_NUMBERED.finditer(whole))
    numbers = [int(m["number"]) if m["number"] else ord(m["label"]) - ord("①") + 1 for m in found]
    if len(found) < 2 or found[0].start() or numbers != list(range(1, len(found) + 1)):
        return None
    ends = [m.start() for m in found[1:]] + [len(whole)]
    words = [whole[m.start("label") : end].strip() for m, end in zip(found, ends, strict=True)]
    chosen = [bool(m["mark"]) for m in found]
    if not any(chosen) or all(chosen) or any(len(word) > LONGEST for word in words):
        return None
    return Options(tuple(words), tuple(word for word, mark in zip(words, chosen, strict=True) if mark))


def _yes_or_no(whole: str) -> Options | None:
    """A yes and a no, one of them with a mark."""
    words = [word for word in _PAIR.split(re.sub(rf"({_CHOICE})\s+", r"\1", whole)) if word]
    if len(words) != 2:
        return None
    marked = [_unmarked(word) for word in words]
    (yes, yes_chosen), (no, no_chosen) = marked
    if yes_chosen == no_chosen or _NO.search(yes) or not _NO.search(no) or max(len(yes), len(no)) > LONGEST_OF_PAIR:
        return None
    return Options((yes, no), (yes if yes_chosen else no,))


def _unmarked(word: str) -> tuple[str, bool]:
    """A word without the mark in front of it or behind it, and whether there is one."""
    match = _CHOSEN.fullmatch(word.strip())
    return (match["front"] or match["behind"], True) if match else (word.strip(), False)


def _open_ended(paragraphs: list[Text]) -> Options | None:
    """Alternatives that end in an open one; marks, where there are any, choose."""
    parts = [piece for p in paragraphs for part in split_top(p, " 　") for piece in _CLOSED.findall(part.s)]
    if len(parts) < 3 or not any(_OPEN_END.search(part) for part in parts):
        return None
    marked = [_unmarked(part) for part in parts]
    chosen = tuple(word for word, mark in marked if mark)
    if not chosen or len(chosen) == len(parts):
        return Options(tuple(parts), None)
    return Options(tuple(word for word, _ in marked), chosen)
