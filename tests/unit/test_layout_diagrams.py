"""Boxes set freely are read as they were drawn; boxes in columns and rows by their place."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.diagrams import as_drawn
from parsers.pdf.items import Item

EM = 10.0
FREE = [(250, 80, 560, 250), (30, 300, 240, 430), (30, 440, 270, 540), (290, 400, 540, 540), (570, 380, 800, 510)]


def boxes(places: Sequence[tuple[float, float, float, float]], drawn: Sequence[int]) -> list[Item]:
    return [Item(*place, n, True, (10 * at, 10 * at + 9)) for n, (place, at) in enumerate(zip(places, drawn, strict=True))]


def order(items: list[Item]) -> list[int] | None:
    groups = as_drawn(items, EM)
    return [item.ref for group in groups for item in group] if groups else None


def test_free_boxes_are_read_as_they_were_drawn() -> None:
    assert order(boxes(FREE, [3, 0, 4, 1, 2])) == [1, 3, 4, 0, 2]


def test_boxes_of_columns_are_read_by_their_place() -> None:
    columns = [(30, 80, 270, 250), (30, 260, 270, 540), (290, 80, 540, 300), (290, 310, 540, 540), (560, 80, 800, 540)]
    assert order(boxes(columns, [3, 0, 4, 1, 2])) is None


def test_boxes_of_rows_are_read_by_their_place() -> None:
    rows = [(30, 80, 200, 250), (210, 80, 540, 250), (550, 80, 800, 250), (30, 260, 400, 540), (410, 260, 800, 540)]
    assert order(boxes(rows, [3, 0, 4, 1, 2])) is None


def test_boxes_that_were_drawn_piecemeal_have_no_order() -> None:
    items = boxes(FREE, [0, 1, 2, 3, 4])
    assert order([items[0]._replace(drawn=(0, 25)), *items[1:]]) is None
    assert order([items[0]._replace(drawn=None), *items[1:]]) is None


def test_loose_words_beside_one_another_are_two_texts() -> None:
    loose = [
        Item(300, 260, 400, 270, 5, drawn=(50, 55)),
        Item(300, 274, 400, 284, 6, drawn=(56, 59)),
        Item(600, 274, 700, 284, 7, drawn=(60, 69)),
    ]
    groups = as_drawn([*boxes(FREE, [0, 1, 2, 3, 4]), *loose], EM)
    assert groups is not None
    assert [[item.ref for item in group] for group in groups][-2:] == [[5, 6], [7]]
