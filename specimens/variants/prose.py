"""Paragraphs, headings and bullets set into a flow, line by line."""

from __future__ import annotations

import re
from typing import NamedTuple

from specimens.variants.flow import Flow
from specimens.variants.sheet import Run

_NOT_FIRST = "、。）」・ー"
_WORD = re.compile(r"[!-~]+|[^!-~]")
_MARKUP = re.compile(r"\{(?P<base>[^|{}]+)\|(?P<ruby>[^{}]+)\}|\^\{(?P<sup>[^{}]+)\}")


class Atom(NamedTuple):
    """Characters that stay together: a character, a word under its ruby, or a raised mark."""

    text: str
    ruby: str = ""
    raised: bool = False


def atoms(text: str, vertical: bool = False) -> list[Atom]:
    """`{base|ruby}` and `^{raised}` taken apart; everything else character by character, in `vertical` lines Latin words whole."""
    out: list[Atom] = []
    parts = _WORD.findall if vertical else list
    at = 0
    for found in _MARKUP.finditer(text):
        out += [Atom(part) for part in parts(text[at : found.start()])]
        out.append(Atom(found["base"], ruby=found["ruby"]) if found["base"] else Atom(found["sup"], raised=True))
        at = found.end()
    return out + [Atom(part) for part in parts(text[at:])]


def bare(text: str) -> str:
    """The words that a reader should find in the line: no ruby, raised marks in their place."""
    return "".join(atom.text for atom in atoms(text))


def lines(flow: Flow, text: str, size: float, first: float, rest: float, measure: float) -> list[list[Atom]]:
    """Broken to the measure; the first line is `first`, the others `rest` points shorter. One mark may hang over the end of a line;
    where there would be more, the character before them goes down with them."""
    out: list[list[Atom]] = [[]]
    left = measure - first
    for atom in atoms(text, flow.spec.vertical):
        wide = _wide(flow, atom, size)
        if wide > left + 0.01 and out[-1]:
            carried: list[Atom] = []
            if _stays(atom) and left < 0.01:
                while len(out[-1]) > 1 and (not carried or _stays(carried[0])):
                    carried.insert(0, out[-1].pop())
            if carried or not _stays(atom):
                out.append(carried)
                left = measure - rest - sum(_wide(flow, one, size) for one in carried)
        out[-1].append(atom)
        left -= wide
    return out


def _wide(flow: Flow, atom: Atom, size: float) -> float:
    return flow.width_of(atom.text, size * (0.6 if atom.raised else 1.0))


def _stays(atom: Atom) -> bool:
    """Whether no line begins with it."""
    return atom.raised or atom.text in _NOT_FIRST


def spread(flow: Flow, line: list[Atom], x: float, baseline: float, size: float, measure: float) -> str:
    """Put a full line on the sheet so that it ends flush: every character by itself, the slack between them."""
    slack = measure - sum(flow.width_of(atom.text, size) for atom in line)
    for atom in line:
        draw(flow, [atom], x, baseline, size)
        x += flow.width_of(atom.text, size) + slack / max(1, len(line) - 1)
    return "".join(atom.text for atom in line)


def draw(flow: Flow, line: list[Atom], x: float, baseline: float, size: float) -> str:
    """Put a line on the sheet; the characters as a reader should find them."""
    runs, page = flow.sheet.runs, flow.page
    plain = ""
    for atom in [*line, Atom("")]:
        if plain and (atom.ruby or atom.raised or not atom.text):
            runs.append(Run(plain, x, baseline, size))
            x += flow.width_of(plain, size)
            plain = ""
        if atom.raised:
            runs.append(Run(atom.text, x, baseline - size * 0.38, size * 0.6))
            x += flow.width_of(atom.text, size * 0.6)
        elif atom.ruby:
            wide, small = flow.width_of(atom.text, size), flow.width_of(atom.ruby, size * 0.45)
            runs.append(Run(atom.text, x, baseline, size))
            runs.append(Run(atom.ruby, x + (wide - small) / 2, baseline - size * 0.95, size * 0.45))
            page.ruby.append(atom.ruby)
            x += wide
        else:
            plain += atom.text
    return "".join(atom.text for atom in line)


def paragraph(flow: Flow, text: str, kind: str = "paragraph") -> str:
    """Set it, over columns and sheets where it has to; the words as a reader should find them."""
    size = flow.size * (1.15 if kind == "heading" else 1.0)
    first, rest = {"paragraph": (flow.size, 0.0), "bullet": (flow.size, 2 * flow.size)}.get(kind, (0.0, 0.0))
    if kind == "heading":
        flow.need(flow.leading * 4)
        flow.y += flow.leading * 0.5 if flow.y > flow.column.top else 0
    if kind == "paragraph" and not flow.spec.indented:
        first = 0.0
    page, said = None, ""
    broken = lines(flow, text, size, first, rest, flow.column.width)
    for n, line in enumerate(broken):
        flow.need(flow.leading)
        indent = rest if n else first
        place = (flow.column.x0 + indent, flow.y + flow.leading * 0.72, size)
        if flow.spec.justified and n + 1 < len(broken):
            words = spread(flow, line, *place, flow.column.width - indent)
        else:
            words = draw(flow, line, *place)
        flow.y += flow.leading
        if flow.page is page:
            page.blocks[-1] += words
        else:
            page = flow.page
            page.blocks.append(words)
        said += words
    return said
