"""Pre-printed options of a form's box, and those that a printed character ticks."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.grammar.clauses import split_top
from schemas.text import Text

_TICKED = "☑☒✓✔■●◉レ○◯"
_EMPTY = "☐□〇・"
_BOX = re.compile(rf"[{_TICKED}{_EMPTY}]\s*(?=[^\s{_TICKED}{_EMPTY}])")
_OPEN_END = re.compile(r"[(（]\s*[)）]|[(（]\s*年\s*月\s*日")
_CLOSED = re.compile(r"[^()（）]*[(（][^()（）]*[)）]|[^()（）]+$|^[^()（）]+")
_SENTENCE = re.compile(r"。|(?:する|した|ます|ため)$")


class Options(NamedTuple):
    """The options in printed order. `selected` is None where ticks are drawings and cannot be read."""

    options: tuple[str, ...]
    selected: tuple[str, ...] | None


def options(paragraphs: list[Text]) -> Options | None:
    """The options of a box; None where the box holds no choice.

    A box is a choice where its lines carry tick boxes, or where it lists alternatives that end in an open one (`その他( )`).
    """
    lines = [p.s.strip() for p in paragraphs if p.s.strip()]
    whole = " ".join(lines)
    ticks = _BOX.findall(whole)
    if len(ticks) >= 2 and any(t[0] in "☑☒☐□■✓✔" for t in ticks):
        marked = [
            (m[0], m[1].strip())
            for line in lines
            for m in re.findall(rf"([{_TICKED}{_EMPTY}])\s*([^{_TICKED}{_EMPTY}]+)", line)
        ]
        chosen = tuple(word for tick, word in marked if tick in _TICKED)
        return Options(tuple(word for _, word in marked), chosen)
    parts = [piece for p in paragraphs for part in split_top(p, " 　") for piece in _CLOSED.findall(part.s)]
    if len(parts) < 3 or not any(_OPEN_END.search(part) for part in parts) or any(_SENTENCE.search(line) for line in lines):
        return None
    return Options(tuple(parts), None)
