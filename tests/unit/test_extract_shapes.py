"""Drawn paths to rules and boxes."""

from __future__ import annotations

from pipeline.extract.shapes import Path, Point, sort_shapes
from schemas.document import Box, Rule

WIDTH, HEIGHT = 600.0, 800.0


def corners(x0: float, top: float, x1: float, bottom: float) -> list[Point]:
    return [(x0, top), (x1, top), (x1, bottom), (x0, bottom)]


def stroke(*points: Point, closed: bool = False, curved: bool = False) -> Path:
    return Path(list(points), curved, closed, stroked=True, filled=False, width=0.5)


def fill(*points: Point, white: bool = False, curved: bool = False) -> Path:
    return Path(list(points), curved, True, stroked=False, filled=True, white=white)


def test_a_stroked_rectangle_gives_four_rules() -> None:
    drawn = sort_shapes([stroke(*corners(100, 100, 300, 200), closed=True)], [], WIDTH, HEIGHT)
    assert sorted(drawn.rules) == sorted(
        [
            Rule(100, 100, 300, 100, 0.5),
            Rule(100, 200, 300, 200, 0.5),
            Rule(100, 100, 100, 200, 0.5),
            Rule(300, 100, 300, 200, 0.5),
        ]
    )
    assert not drawn.boxes


def test_a_thin_filled_rectangle_is_a_rule() -> None:
    drawn = sort_shapes([fill(*corners(100, 100, 300, 100.5)), fill(*corners(50, 100, 50.5, 400))], [], WIDTH, HEIGHT)
    assert sorted(drawn.rules) == [Rule(50.25, 100, 50.25, 400, 0.5), Rule(100, 100.25, 300, 100.25, 0.5)]


def test_a_thick_fill_is_a_box_and_a_white_one_nothing() -> None:
    drawn = sort_shapes([fill(*corners(10, 10, 90, 40)), fill(*corners(10, 50, 90, 80), white=True)], [], WIDTH, HEIGHT)
    assert drawn.boxes == [Box(10, 10, 90, 40, "fill")]
    assert not drawn.rules


def test_dashes_make_one_rule() -> None:
    dashes = [stroke((100 + 4 * n, 50), (102 + 4 * n, 50)) for n in range(40)]
    assert sort_shapes(dashes, [], WIDTH, HEIGHT).rules == [Rule(100, 50, 258, 50, 0.5)]


def test_borders_of_neighbouring_cells_make_one_rule_and_columns_apart_do_not() -> None:
    cells = [stroke((100 + 50 * n, 50), (150 + 50 * n, 50)) for n in range(3)]
    apart = [stroke((100, 90), (200, 90)), stroke((230, 90), (330, 90))]
    assert sort_shapes([*cells, *apart], [], WIDTH, HEIGHT).rules == [
        Rule(100, 50, 250, 50, 0.5), Rule(100, 90, 200, 90, 0.5), Rule(230, 90, 330, 90, 0.5),
    ]  # fmt: skip


def test_ticks_circles_and_curves_are_drawings_and_boxes_with_round_corners_are_not() -> None:
    tick = stroke((10, 15), (13, 20), (20, 10))
    circle = stroke((15, 30), (20, 35), (15, 40), (10, 35), (15, 30), curved=True)
    chart = stroke((0, 50), (100, 300), (400, 200), curved=True)
    frame = stroke((110, 400), (290, 400), (300, 410), (300, 490), (290, 500), (110, 500), (100, 490), (100, 410), curved=True)
    drawn = sort_shapes([tick, circle, chart, frame], [], WIDTH, HEIGHT)
    assert [(b.kind, b.top) for b in drawn.boxes] == [("drawing", 10), ("drawing", 30), ("drawing", 50)]


def test_a_frame_with_round_corners_keeps_its_straight_sides() -> None:
    points = [(110, 100), (290, 100), (296, 100), (300, 104), (300, 110), (300, 190)]
    drawn = sort_shapes([stroke(*points, curved=True)], [], WIDTH, HEIGHT)
    assert Rule(110, 100, 296, 100, 0.5) in drawn.rules
    assert Rule(300, 104, 300, 190, 0.5) in drawn.rules


def test_what_stands_outside_the_page_is_left_out() -> None:
    drawn = sort_shapes([stroke((-100, 50), (300, 50)), stroke((0, 900), (100, 900))], [(-50, -50, 100, 100)], WIDTH, HEIGHT)
    assert drawn.rules == [Rule(0, 50, 300, 50, 0.5)]
    assert drawn.boxes == [Box(0, 0, 100, 100, "image")]


def test_square_dots_make_rules_in_both_directions() -> None:
    across = [fill(*corners(10 + 1.5 * n, 50, 10.75 + 1.5 * n, 50.75)) for n in range(60)]
    down = [fill(*corners(10, 50 + 1.5 * n, 10.75, 50.75 + 1.5 * n)) for n in range(27)]
    found = sort_shapes([*across, *down], [], WIDTH, HEIGHT).rules
    assert sorted(tuple(map(round, rule[:4])) for rule in found) == [(10, 50, 10, 90), (10, 50, 99, 50)]


def test_a_few_dots_are_no_rule() -> None:
    dots = [fill(*corners(10, 50, 12, 52)), fill(*corners(13, 50, 15, 52))]
    assert not sort_shapes(dots, [], WIDTH, HEIGHT).rules
