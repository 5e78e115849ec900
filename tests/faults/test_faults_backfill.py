"""Older papers: all pages and years, a portion at a time, and no night calls them vanished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from pipeline.fetch.papers import Backfill
from pipeline.nightly import nightly
from pipeline.process import Workshop

YEARS = 3
EACH = 4


@pytest.fixture
def archive_of_years(site: Any, kit: Any, settings: Any) -> None:
    """A page of this year, and a page of older years that lie one below the other."""
    path = settings.sources / "mihon.yml"
    page = f'  older_pages:\n    - {{url: "{site.base}/kaigi/old.html", confirmed: true}}\n'
    path.write_text(
        path.read_text(encoding="utf-8").replace("  take:", f"{page}  depth: 1\n  backfill_depth: {YEARS}\n  take:")
    )
    site.index(("new.pdf", "会議録"))
    site.paper("/kaigi/new.pdf", kit.pdf(held_on="2024-05-01"))
    for year in range(YEARS):
        links = [(f"{year}-{n}.pdf", "会議録") for n in range(EACH)]
        for n, (name, _) in enumerate(links):
            site.paper(f"/kaigi/{name}", kit.pdf(held_on=f"{2020 - year}-{n + 1:02d}-01", items=[{"title": "い"}]))
        site.index(*links, (f"old{year + 1}.html", "前の年度"), path=f"/kaigi/old{year or ''}.html")
    site.index(path=f"/kaigi/old{YEARS}.html")


@pytest.fixture
def fill(settings: Any, clock: Any, kit: Any) -> Callable[..., Any]:
    def run(**options: Any) -> Any:
        def client(s: Any, c: Any) -> Any:
            return kit.Client(s.contact, clock=c, limits=kit.LIMITS, loopback=True)

        shop = Workshop(settings, kit.understand)
        return nightly(shop, settings.warehouse, clock=clock, client=client, older=Backfill(**options)).fetched[0]

    return run


@pytest.mark.usefixtures("archive_of_years")
def test_a_backfill_goes_on_where_the_last_one_ended(site: Any, night: Any, fill: Any, clock: Any) -> None:
    clock.at = dt.datetime(2026, 1, 1)
    assert [len(night().fetched[0].new), len(site.asked)] == [1, 3], "a night leaves the older pages alone"
    done = fill(most=5)
    assert (len(done.new), done.waiting) == (5, YEARS * EACH - 5)
    before = len(site.asked)
    rest = fill()
    assert (len(rest.new), rest.unchanged, rest.waiting) == (YEARS * EACH - 5, (), 0)
    assert not {path for path in site.asked[before:] if path.endswith(".pdf")} & {url.rsplit("/")[-1] for url in done.new}
    assert fill().new == ()
    clock.at += dt.timedelta(days=31)
    assert len(fill().unchanged) == YEARS * EACH + 1, "after a month all are asked whether they have changed"


@pytest.mark.usefixtures("archive_of_years")
def test_a_night_calls_nothing_vanished_that_only_older_pages_link(site: Any, night: Any, fill: Any) -> None:
    night()
    fill()
    assert night().fetched[0].vanished == ()
    site.index(path=f"/kaigi/old{YEARS - 1}.html")
    assert night().fetched[0].vanished == ()
    assert len(fill().vanished) == EACH


@pytest.mark.usefixtures("archive_of_years")
def test_a_paper_that_moves_to_an_older_page_has_not_vanished(site: Any, kit: Any, night: Any) -> None:
    site.paper("/kaigi/gone.pdf", kit.pdf(held_on="2024-06-01"))
    site.index(("new.pdf", "会議録"), ("gone.pdf", "会議録"))
    night()
    site.index()
    del site.pages["/kaigi/gone.pdf"]
    done = night().fetched[0]
    assert [url.rsplit("/")[-1] for url in done.vanished] == ["gone.pdf"]
    assert [url.rsplit("/")[-1] for url in done.unchanged] == ["new.pdf"]
    assert night().fetched[0].vanished == ()


def test_a_night_takes_a_portion_of_very_many_papers(site: Any, kit: Any, night: Any, settings: Any) -> None:
    path = settings.sources / "mihon.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  pace: 0", "  pace: 0\n  most: 3"))
    site.index(*[(f"{n}.pdf", "会議録") for n in range(7)])
    for n in range(7):
        site.paper(f"/kaigi/{n}.pdf", kit.pdf(held_on=f"2024-0{n + 1}-01"))
    done = [night().fetched[0] for _ in range(3)]
    assert [(len(one.new), one.waiting) for one in done] == [(3, 4), (3, 1), (1, 0)]
    assert msgspec.structs.asdict(night().fetched[0])["new"] == ()
