"""What is put in order on a page, and what is known of the page."""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """A thing to be put in order: a piece of text (`solid` False) or a table, frame or picture box. `ref` is the caller's.

    `drawn` are the places of its first and last character in the order in which the page's characters are drawn, where that is known.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    ref: int
    solid: bool = False
    drawn: tuple[int, int] | None = None


class Leaf(NamedTuple):
    """Items of one column in reading order. `x0` and `x1` are the column's edges; `column` counts from 0, left to right."""

    items: tuple[Item, ...]
    x0: float
    x1: float
    column: int


class Strip(NamedTuple):
    """An empty strip between columns: its sides, and the part of the page over which it separates them."""

    left: float
    right: float
    top: float
    bottom: float


class Sheet(NamedTuple):
    """What is known of a page when its columns are looked for: size, the em of its text, the em above
    which text is larger than the document's body; of its sister pages the strips
    between columns, and the edges (left, right) that text is set between, the commonest first."""

    width: float
    height: float
    em: float
    body: float = 10.0
    known: tuple[Strip, ...] = ()
    edges: tuple[tuple[float, float], ...] = ()
