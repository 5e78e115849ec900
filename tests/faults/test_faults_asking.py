"""Known papers are asked for in turn: nights stay short, and no change, loss or renaming is overlooked for longer than was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pipeline.archive import Archive
from pipeline.doctor import examine
from pipeline.fetch.ledger import FetchLedger
from pipeline.fetch.papers import Fetched, Store, fetch_source
from pipeline.sources import load_sources

DAYS, MANY = 7, 21
START = dt.datetime(2026, 1, 1, 18)


@pytest.fixture
def asking(site: Any, kit: Any, settings: Any, clock: Any) -> Iterator[Callable[..., Fetched]]:
    """The fetching of the night so many days after the first, without a load."""
    path = settings.sources / "mihon.yml"
    path.write_text(path.read_text(encoding="utf-8") + f"  recheck_days: {DAYS}\n", encoding="utf-8")
    (source,) = load_sources(settings.sources)
    ledger = FetchLedger(settings.fetched)
    client = kit.Client("test@example.org", clock=clock, limits=kit.LIMITS, loopback=True)
    store = Store(Archive(settings.archive, 1 << 20), ledger, clock)

    def run(day: int, **options: Any) -> Fetched:
        clock.at = START + dt.timedelta(days=day)
        site.asked.clear()
        return fetch_source(source, client, store, **options)

    for n in range(MANY):
        site.paper(f"/kaigi/{n}.pdf", kit.pdf(held_on=f"2024-01-{n + 1:02}"))
    site.index(*[(f"{n}.pdf", f"会議録{n}") for n in range(MANY)])
    yield run
    client.close()
    ledger.close()


def names(urls: tuple[str, ...]) -> list[str]:
    return [url.rsplit("/", 1)[-1] for url in urls]


def test_new_papers_are_asked_every_night_older_ones_in_turn(site: Any, asking: Any) -> None:
    nights = [asking(day) for day in range(DAYS + 3)]
    assert [len(one.new) for one in nights] == [MANY] + [0] * (DAYS + 2)
    assert [len(one.unchanged) for one in nights[1:DAYS]] == [MANY] * (DAYS - 1), "they have come just now"
    assert [(len(one.unchanged), one.later) for one in nights[DAYS:]] == [(MANY // DAYS, MANY - MANY // DAYS)] * 3
    assert nights[-1].unasked_since == START + dt.timedelta(days=DAYS - 1)
    assert len([path for path in site.asked if path.endswith(".pdf")]) == MANY // DAYS


def test_a_change_that_nothing_betrays_is_found_within_the_days(site: Any, kit: Any, asking: Any) -> None:
    for day in range(DAYS + 1):
        asking(day)
    site.paper("/kaigi/1.pdf", kit.pdf(held_on="2024-01-02", items=[{"title": "改めた案件"}]))
    found = [day for day in range(1, DAYS + 1) if names(asking(DAYS + day).changed) == ["1.pdf"]]
    assert len(found) == 1
    assert "/kaigi/1.pdf" in (asking(2 * DAYS + 1), site.asked)[1], "what has changed is asked for every night again"


def test_what_the_index_betrays_is_found_at_once(site: Any, kit: Any, settings: Any, asking: Any) -> None:
    for day in range(DAYS + 1):
        asking(day)
    site.paper("/kaigi/4.pdf", kit.pdf(held_on="2024-01-05", items=[{"title": "改めた案件"}]))
    links = [(f"{n}.pdf", f"会議録{n}") for n in range(MANY - 1)]
    site.index(*links[:4], ("4.pdf", "会議録4（訂正）"), *links[5:], ("new.pdf", "会議録"))
    site.paper("/kaigi/new.pdf", kit.pdf())
    done = asking(DAYS + 1)
    assert names(done.changed) == ["4.pdf"]
    assert names(done.new) == ["new.pdf"]
    assert names(done.vanished) == [f"{MANY - 1}.pdf"], "what is linked no more is seen without asking"


def test_a_paper_that_failed_is_asked_for_until_it_answers(site: Any, kit: Any, asking: Any) -> None:
    for day in range(DAYS):
        asking(day)
    good = dict(site.pages)
    for n in range(MANY):
        site.pages[f"/kaigi/{n}.pdf"] = kit.send(403, b"")
    failed = names(tuple(trouble.url for trouble in asking(DAYS).failed))
    assert len(failed) == MANY // DAYS
    site.pages.update(good)
    assert set(failed) <= set(names(asking(DAYS + 1).unchanged))


def test_lost_bytes_are_fetched_again_the_same_night(settings: Any, asking: Any) -> None:
    for day in range(DAYS + 1):
        asking(day)
    lost = sorted(settings.archive.glob("??/*.pdf"))[:5]
    for path in lost:
        path.unlink()
    asking(DAYS + 1)
    assert all(path.exists() for path in lost)


def test_all_can_be_asked_for(asking: Any) -> None:
    for day in range(DAYS + 1):
        asking(day)
    done = asking(DAYS + 1, every=True)
    assert (len(done.unchanged), done.later) == (MANY, 0)


def test_the_doctor_sees_that_no_night_runs(settings: Any, clock: Any, asking: Any) -> None:
    def sign(day: int) -> tuple[str, str]:
        clock.at = START + dt.timedelta(days=day)
        found = {sign.name: sign for sign in examine(settings, load_sources(settings.sources), clock)}
        return found["asked mihon"].level, found["asked mihon"].words

    for day in range(DAYS + 3):
        asking(day)
    level, words = sign(DAYS + 3)
    assert (level, words) == ("ok", f"{MANY} papers, the last asked for 2026-01-10 18:00 UTC, the longest ago 2026-01-07")
    level, words = sign(DAYS + 5)
    assert level == "warning"
    assert words.endswith("no night has asked for 3 days; is its timer or worker there?")
