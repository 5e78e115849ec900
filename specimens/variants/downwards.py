"""Sheets of lines that run downwards, columns of lines from right to left: set as if they lay on their side, then turned upright."""

from __future__ import annotations

import re

from specimens.variants.sheet import Run, Sheet, Stroke, WidthOf

_TOKENS = re.compile(r"[!-~]+|[^!-~]+")
_FORMS = str.maketrans("、。「」『』（）【】〔〕", "︑︒﹁﹂﹃﹄︵︶︻︼︹︺")
"""Punctuation as some programs write it in such lines (U+FE10–FE4F)."""


class WidthDown(WidthOf):
    """How long words are in a line that runs downwards: one or two digits stand upright and take an em, other Latin words lie."""

    def __call__(self, text: str, size: float) -> float:
        plain = super().__call__
        return sum(size if _is_upright(token) else plain(token, size) for token in _TOKENS.findall(text))


def _is_upright(token: str) -> bool:
    return token.isascii() and token.isdigit() and len(token) <= 2


def upright(sheet: Sheet, width: WidthDown, *, forms: bool, whole: bool) -> Sheet:
    """The sheet as it is shown. `forms` writes punctuation with the characters made for such lines; `whole` leaves runs of full-width
    characters whole, for a font that runs downwards by itself, else every character is placed."""
    strokes = [Stroke(sheet.height - s.y0, s.x0, sheet.height - s.y1, s.x1, s.width) for s in sheet.strokes]
    runs: list[Run] = []
    for run in sheet.runs:
        runs += _run(run, sheet.height, width, whole=whole)
    if forms:
        runs = [run if run.angle else run._replace(text=run.text.translate(_FORMS)) for run in runs]
    return Sheet(sheet.height, sheet.width, [*sheet.level, *runs], strokes)


def _run(run: Run, page_width: float, width: WidthDown, *, whole: bool) -> list[Run]:
    """A run of a line, part by part."""
    out: list[Run] = []
    size, along, left = run.size, run.x, page_width - run.y - 0.12 * run.size
    for token in _TOKENS.findall(run.text):
        if _is_upright(token):
            narrow = WidthOf.__call__(width, token, size)
            out.append(run._replace(text=token, x=left + (size - narrow) / 2, y=along + 0.88 * size))
        elif token.isascii():
            out.append(run._replace(text=token, x=page_width - run.y, y=along, angle=-90))
        elif whole:
            out.append(run._replace(text=token, x=left + size / 2, y=along, down=True))
        else:
            places = ((char, along + (n + 0.88) * size) for n, char in enumerate(token) if char != "　")
            out += [run._replace(text=char, x=left, y=y) for char, y in places]
        along += width(token, size)
    return out
