"""Lists of points set beside one another: two texts are read one after the other, the rows of a table across."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.columns import reading_order
from parsers.pdf.items import Item, Sheet

EM = 10.0
SHEET = Sheet(width=600, height=840, em=EM)


def lines(lengths: Sequence[int], x0: float, first: int = 0) -> list[Item]:
    """Lines of so many ems on a common grid of lines; their `ref` counts on from `first`."""
    return [
        Item(x0, 100 + 15 * n, x0 + length * EM, 110 + 15 * n, first + n) for n, length in enumerate(lengths)
    ]  # fmt: skip


def order(items: Sequence[Item]) -> list[int]:
    return [item.ref for leaf in reading_order(items, SHEET) for item in leaf.items]


def test_points_on_one_grid_of_lines_are_two_columns() -> None:
    left = lines((10, 24, 12, 24, 24, 15, 11, 18), 50)
    right = lines((24, 9, 24, 17, 10, 24, 24, 8), 310, 100)
    assert order([*left, *right]) == [*range(8), *range(100, 108)]


def test_rows_whose_sentences_begin_together_are_read_across() -> None:
    left = lines((10, 14, 12, 10, 13, 15, 11, 12), 50)
    right = lines((14, 9, 12, 17, 10, 12, 11, 8), 310, 100)
    assert order([*left, *right]) == [n for row in range(8) for n in (row, 100 + row)]


def test_points_beside_a_tall_box_come_before_it() -> None:
    left = lines((10, 14, 20, 11, 22, 9, 16, 12, 18), 50)
    right = [*lines((24, 9), 310, 100), Item(310, 135, 550, 235, 102, solid=True)]
    assert order([*left, *right]) == [*range(9), 100, 101, 102]


def test_a_mark_of_the_paper_beside_the_head_stays_at_the_head() -> None:
    text = lines((22, 48, 48, 30, 48, 12), 50)
    mark = Item(480, 100, 550, 118, 50, solid=True)
    assert order([*text, mark])[:2] == [0, 50]
