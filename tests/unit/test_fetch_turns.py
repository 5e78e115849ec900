"""Whose turn it is: known papers are asked for in turn, and none is left alone for longer than was said."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from pathlib import Path

import pytest

from pipeline.fetch.ledger import Asked, FetchLedger, Seen
from pipeline.fetch.links import Link
from pipeline.fetch.turns import Known, Turn, whose_turn

START = dt.datetime(2026, 1, 1, 18)
DAY = dt.timedelta(days=1)
DAYS, MANY = 14, 1000


class Shelf:
    """Papers of a site, and a night after another that asks for those whose turn it is."""

    def __init__(self, count: int, came: dt.datetime) -> None:
        self.links = [Link(f"https://a.example/{n:04}.pdf", f"資料{n}") for n in range(count)]
        self.known = {link.url: Known(came, came, link.text, True) for link in self.links}

    def night(self, now: dt.datetime, days: int = DAYS) -> Turn:
        turn = whose_turn(self.links, self.known, now, days=days, most=10)
        for link in turn.asked:
            came = self.known[link.url].came if link.url in self.known else now
            self.known[link.url] = Known(came, now, link.text, True)
        return turn


def test_all_are_asked_in_their_turn_and_no_night_is_long() -> None:
    shelf = Shelf(MANY, START - 100 * DAY)
    for link in shelf.links:
        shelf.known[link.url] = shelf.known[link.url]._replace(asked=START - DAY)
    nights = [shelf.night(START + n * DAY) for n in range(3 * DAYS)]
    assert max(len(turn.asked) for turn in nights) <= 2 * -(-MANY // DAYS)
    assert all(len(turn.asked) + turn.later == MANY for turn in nights)
    for first in range(2 * DAYS):
        asked = {link.url for turn in nights[first : first + DAYS] for link in turn.asked}
        assert len(asked) == MANY


@pytest.mark.parametrize("seed", range(5))
def test_none_is_left_for_longer_than_the_days_whatever_happens(seed: int) -> None:
    """Nights at odd hours, nights that do not run, papers that come and change: of a paper that was last asked for `DAYS` days
    before a night begins, that night asks."""
    dice = random.Random(seed)
    shelf = Shelf(200, START - 100 * DAY)
    now = START
    for n in range(80):
        now += DAY * dice.choice([1, 1, 1, 1, 6]) + dt.timedelta(minutes=dice.randrange(-300, 300))
        if dice.random() < 0.3:
            shelf.links.append(Link(f"https://a.example/new-{n}.pdf", "資料"))
        for url in dice.sample(sorted(shelf.known), 12):
            shelf.known[url] = shelf.known[url]._replace(came=now)
        overdue = {url for url, last in shelf.known.items() if now - last.asked >= DAYS * DAY}
        asked = {link.url for link in shelf.night(now).asked}
        assert overdue <= asked
        assert {link.url for link in shelf.links if link.url not in shelf.known} <= asked


def test_new_changed_doubtful_and_renamed_papers_are_asked_at_once() -> None:
    shelf = Shelf(100, START - 100 * DAY)
    urls = [link.url for link in shelf.links]
    shelf.known = {url: last._replace(asked=START - DAY) for url, last in shelf.known.items()}
    shelf.known[urls[90]] = shelf.known[urls[90]]._replace(came=START - 3 * DAY)
    shelf.known[urls[91]] = shelf.known[urls[91]]._replace(settled=False)
    shelf.known[urls[92]] = shelf.known[urls[92]]._replace(words="資料（PDF：1KB）")
    shelf.links.append(Link("https://a.example/new.pdf", "資料"))
    turn = shelf.night(START)
    assert [link.url for link in turn.asked] == [*urls[:7], *urls[90:93], "https://a.example/new.pdf"]
    assert (turn.later, turn.unasked_since) == (90, START - DAY)


def test_of_papers_never_had_some_wait_and_one_day_asks_for_all() -> None:
    shelf = Shelf(50, START - 100 * DAY)
    shelf.links += [Link(f"https://a.example/new-{n}.pdf", "資料") for n in range(25)]
    turn = shelf.night(START, days=1)
    assert (len(turn.asked), turn.waiting, turn.later, turn.unasked_since) == (60, 15, 0, None)


def test_a_clock_that_was_wrong_leaves_no_paper_alone(tmp_path: Path) -> None:
    ledger = FetchLedger(tmp_path / "ledger.sqlite")
    links = [Link(f"https://a.example/{n}.pdf", "資料") for n in range(28)]
    for link in links:
        ledger.keep(
            Seen(
                url=link.url, sha256="a", source="mihon", title="資料", byte_size=1, first_seen=START - 99 * DAY,
                last_seen=START, headers={},
            )
        )  # fmt: skip
        ledger.again(link.url, link.text, START + 3650 * DAY)
    asked = set()
    for n in range(DAYS):
        now = START + n * DAY
        known = {url: Known(START - 99 * DAY, last.at, last.words, True) for url, last in ledger.asked("mihon").items()}
        for link in whose_turn(links, known, now, days=DAYS, most=1).asked:
            ledger.again(link.url, link.text, now)
            asked.add(link.url)
    assert len(asked) == len(links)
    ledger.close()


def test_a_ledger_of_before_says_when_papers_were_last_had(tmp_path: Path) -> None:
    ledger = FetchLedger(tmp_path / "ledger.sqlite")
    ledger.keep(
        Seen(
            url="https://a.example/1.pdf", sha256="a", source="mihon", title="資料", byte_size=1, first_seen=START - DAY,
            last_seen=START, headers={},
        )
    )  # fmt: skip
    ledger.close()
    with sqlite3.connect(ledger.path) as base:
        base.execute("DROP TABLE asked")
    ledger = FetchLedger(ledger.path)
    assert ledger.asked("mihon") == {"https://a.example/1.pdf": Asked(START, "資料", True)}
    ledger.failed("https://a.example/1.pdf", "資料", START + DAY)
    assert ledger.asked("mihon") == {"https://a.example/1.pdf": Asked(START + DAY, "資料", False)}
    ledger.close()
