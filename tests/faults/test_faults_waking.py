"""Nobody is woken without reason, and nobody is left asleep: what is told, when, and how often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.nightly import told

START = dt.datetime(2026, 1, 1, 18)


@pytest.fixture
def nights(night: Callable[..., Any], clock: Any, settings: Any) -> Callable[[int], list[str]]:
    """The night so many days after the first: who was told of what."""

    def run(day: int) -> list[str]:
        clock.at = START + dt.timedelta(days=day)
        done = night()
        told(done, settings, clock)
        return [alarm.key.split(" ")[0] for alarm in done.due]

    return run


def test_an_ordinary_night_wakes_nobody(site: Any, kit: Any, nights: Any) -> None:
    site.index(("a.pdf", "会議録"))
    site.paper("/kaigi/a.pdf", kit.pdf())
    assert [nights(day) for day in range(3)] == [[], [], []]


def test_a_paper_that_cannot_be_had_is_told_once_until_it_is_mended(site: Any, kit: Any, nights: Any) -> None:
    site.index(("a.pdf", "会議録"))
    assert [nights(day) for day in range(3)] == [["failed"], [], []]
    site.paper("/kaigi/a.pdf", kit.pdf())
    assert nights(3) == []
    site.pages["/kaigi/a.pdf"] = kit.send(403, b"")
    assert nights(4) == ["failed"]


def test_a_site_that_is_down_for_a_night_wakes_nobody_for_days_it_does(site: Any, kit: Any, nights: Any) -> None:
    site.pages["/kaigi/index.html"] = kit.send(503, b"")
    assert [nights(day) for day in range(4)] == [[], [], ["failed"], []]
    site.index()
    assert nights(4) == []
    site.pages["/kaigi/index.html"] = kit.send(503, b"")
    assert [nights(day) for day in (5, 6)] == [[], []]


def test_a_vanished_paper_and_a_rejected_one_are_told_once(site: Any, kit: Any, nights: Any) -> None:
    site.index(("a.pdf", "会議録"), ("b.pdf", "会議録"))
    site.paper("/kaigi/a.pdf", kit.pdf())
    site.paper("/kaigi/b.pdf", b"%PDF-1.4 nothing\n%%EOF")
    assert nights(0) == ["rejected"]
    site.index(("b.pdf", "会議録"))
    assert [nights(1), nights(2)] == [["vanished"], []]


def test_silence_is_told_and_told_again_after_a_month(site: Any, kit: Any, nights: Any) -> None:
    site.index(("a.pdf", "会議録"))
    site.paper("/kaigi/a.pdf", kit.pdf())
    assert [nights(day) for day in (0, 100, 101, 102, 130, 131, 132)] == [[], [], ["silent"], [], [], ["silent"], []]
    site.paper("/kaigi/a.pdf", kit.pdf(held_on="2024-06-01"))
    assert [nights(day) for day in (133, 134)] == [[], []]


def test_a_source_without_any_paper_is_silent_too(site: Any, nights: Any) -> None:
    site.index(("news.html", "お知らせ"))
    assert [nights(day) for day in (0, 100, 101, 102)] == [[], [], ["silent"], []]


def test_a_clock_that_was_wrong_hides_no_silence(site: Any, kit: Any, nights: Any) -> None:
    site.index(("a.pdf", "会議録"))
    nights(0)
    site.paper("/kaigi/a.pdf", kit.pdf())
    nights(5000)
    assert nights(101) == ["silent"]
