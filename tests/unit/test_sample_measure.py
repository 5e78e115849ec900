"""The statistics of checked samples, against worked examples that are in print."""

from __future__ import annotations

import pytest

from pipeline.sample.draw import allot
from pipeline.sample.measure import Stratum, cohen, stratified, wilson


# Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_of_a_share(right: int, n: int, low: float, high: float) -> None:
    found = wilson(right / n, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]


# Agresti, Categorical Data Analysis (1990), wives' and husbands' answers (Hout, Duncan, Sobel 1987): kappa 0.129, error 0.069.
# Fleiss, Statistical Methods for Rates and Proportions (1981), table 13.1: kappa 0.68, error 0.088.
@pytest.mark.parametrize(
    ("table", "agreement", "kappa", "error"),
    [
        ([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]], 0.3626, 0.1293, 0.0686),
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.89, 0.6765, 0.0877),
    ],
)
def test_agreement_beyond_chance(table: list[list[int]], agreement: float, kappa: float, error: float) -> None:
    found = cohen(pairs(table))
    assert found is not None
    assert found.kappa is not None
    assert found.high is not None
    assert (round(found.agreement, 4), round(found.kappa, 4)) == (agreement, kappa)
    assert round((found.high - found.kappa) / 1.959964, 4) == error


def test_one_answer_to_everything_says_nothing_of_chance() -> None:
    assert cohen([("a", "a")] * 5) == (1.0, None, None, None)
    assert cohen([]) is None


def test_strata_are_weighted_by_their_size() -> None:
    found = stratified([Stratum(900, 10, 10), Stratum(100, 10, 5)])
    assert found is not None
    assert found.value == pytest.approx(0.95)
    # 1 / (0.9² · 0.98889 / 10 + 0.1² · 0.9 / 10) = 12.35 values' worth
    assert (found.low, found.high) == pytest.approx(wilson(0.95, 12.3457)[1:], abs=1e-4)


def test_one_large_stratum_is_plain_wilson() -> None:
    found = stratified([Stratum(10**9, 263, 81)])
    assert found == pytest.approx(wilson(81 / 263, 263), abs=1e-6)


def test_what_was_checked_whole_is_known() -> None:
    assert stratified([Stratum(10, 10, 9), Stratum(5, 0, 0)]) == (0.9, 0.9, 0.9)
    assert stratified([Stratum(5, 0, 0)]) is None


@pytest.mark.parametrize(
    ("sizes", "n", "floor", "expected"),
    [
        ({"a": 80, "b": 20}, 10, 0, {"a": 8, "b": 2}),
        ({"a": 98, "b": 2}, 10, 3, {"a": 8, "b": 2}),
        ({"a": 2, "b": 1}, 50, 3, {"a": 2, "b": 1}),
        ({"a": 30, "b": 30, "c": 40}, 10, 0, {"a": 3, "b": 3, "c": 4}),
        ({"a": 100, "b": 100}, 2, 3, {"a": 3, "b": 3}),
    ],
)
def test_each_stratum_has_its_part_and_the_floor(sizes: dict[str, int], n: int, floor: int, expected: dict[str, int]) -> None:
    assert allot(sizes, n, floor) == expected
