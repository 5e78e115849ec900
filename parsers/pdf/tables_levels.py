"""Horizontal rules at one height that follow one another across a page, and those of tables that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.pdf.tables_pieces import Piece
from parsers.pdf.tables_place import Place, lines_in
from parsers.pdf.tables_strokes import Stroke


class Level(NamedTuple):
    """Rules at one height that follow one another across the page."""

    at: float
    start: float
    end: float
    rules: list[Stroke]


def find_levels(rows: Sequence[list[Piece]], rules: Sequence[Stroke], em: float) -> list[Level]:
    """Rules that follow one another closely are one, but for those of tables side by side."""
    own = _own_tables(rows, rules, em)
    out: list[Level] = []
    for rule in sorted(rules, key=lambda r: (round(r.at), r.start)):
        last = out[-1] if out else None
        apart = last is not None and _span(rule, em) in own and _span(last.rules[-1], em) in own
        if last and not apart and abs(rule.at - last.at) <= 0.25 * em and rule.start - last.end <= 3 * em:
            out[-1] = Level(last.at, last.start, max(last.end, rule.end), [*last.rules, rule])
        else:
            out.append(Level(rule.at, rule.start, rule.end, [rule]))
    return out


def _span(rule: Stroke, em: float) -> tuple[int, int]:
    return round(rule.start / em), round(rule.end / em)


def _own_tables(rows: Sequence[list[Piece]], rules: Sequence[Stroke], em: float) -> set[tuple[int, int]]:
    """From where to where rules run that are tables by themselves: three or more below one another, with columns between them."""
    spans: dict[tuple[int, int], list[Stroke]] = {}
    for rule in rules:
        spans.setdefault(_span(rule, em), []).append(rule)
    out = set()
    for span, same in spans.items():
        if len(same) > 2 and len(spans) > 1:
            at = [rule.at for rule in same]
            between = lines_in(rows, Place(same[0].start, min(at), same[0].end, max(at), [], []))
            if 2 * sum(len(row) > 1 for row in between) > len(between):
                out.add(span)
    return out
