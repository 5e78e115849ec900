"""Kanji written as the radical that looks the same, as some producers do."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache

from specimens.source import Element, Section


@cache
def table() -> dict[int, str]:
    """Kanji to radical (U+2F00 to U+2FD5), for `str.translate`."""
    return {ord(unicodedata.normalize("NFKC", chr(code))): chr(code) for code in range(0x2F00, 0x2FD6)}


def disguised(section: Section) -> Section:
    """The section with radicals for kanji wherever there is one."""
    return replace(section, elements=tuple(_element(element) for element in section.elements))


def _element(element: Element) -> Element:
    if element.grid is None:
        return replace(element, text=element.text.translate(table()))
    cells = tuple(replace(c, lines=tuple(line.translate(table()) for line in c.lines)) for c in element.grid.cells)
    return replace(element, grid=replace(element.grid, cells=cells))
