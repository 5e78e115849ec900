"""A night: fetch what is new, put the warehouse together, say what has changed and who is silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from pipeline.clock import Clock
from pipeline.errors import PipelineError
from pipeline.fetch.client import Client
from pipeline.fetch.ledger import FetchLedger
from pipeline.fetch.papers import Fetched, Store, fetch_source, sweep
from pipeline.fetch.survey import name_of
from pipeline.files import only_writer
from pipeline.ingest import IngestReport, Planned, Progress, ingest
from pipeline.process import Workshop
from pipeline.settings import Settings
from pipeline.snapshots import monthly
from schemas.source import Source

MakeClient = Callable[[Settings, Clock], Client]


class Silence(Struct, frozen=True, kw_only=True):
    """A source of which nothing new has come for longer than usual. `last`: when its newest paper was first seen (UTC)."""

    source: str
    last: dt.datetime
    days: int
    usual: int


class Night(Struct, frozen=True, kw_only=True):
    """What a night did. `report` is None where there is nothing to load yet."""

    fetched: tuple[Fetched, ...]
    unconfirmed: tuple[str, ...]
    silent: tuple[Silence, ...]
    report: IngestReport | None


def make_client(settings: Settings, clock: Clock) -> Client:
    """A client that says who asks. Raises PipelineError where the operator has not said how to be reached."""
    if not settings.contact:
        raise PipelineError("say how the sites can reach you: SHINGIKAI_CONTACT=you@example.org (it stands in every request)")
    return Client(settings.contact, clock=clock, loopback=settings.loopback)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keep every other fetching run away, and clear away what killed runs have left. Raises BusyError."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with only_writer(settings.data / "nightly"):
        sweep([settings.archive, settings.stage])
        yield


def chosen(sources: Sequence[Source], names: Sequence[str]) -> list[Source]:
    """The sources of these names, all where none is named. Raises PipelineError for a name that no source has."""
    known = {name_of(source): source for source in sources}
    wrong = sorted(set(names) - set(known))
    if wrong:
        raise PipelineError(f"there is no source {', '.join(wrong)}; sources are {', '.join(sorted(known))}")
    return [known[name] for name in dict.fromkeys(names)] if names else list(sources)


def confirmed(source: Source) -> bool:
    """Whether a person has confirmed at least one index page."""
    return any(page.confirmed for page in source.fetch.index_pages)


def fetch_all(sources: Sequence[Source], shop: Workshop, client: Client) -> tuple[Fetched, ...]:
    """Fetch the papers of all sources with a confirmed index page, one after another."""
    ledger = FetchLedger(shop.settings.fetched)
    try:
        store = Store(shop.archive, ledger, client.clock)
        return tuple(fetch_source(source, client, store) for source in sources if confirmed(source))
    finally:
        ledger.close()


def silences(sources: Sequence[Source], shop: Workshop, now: dt.datetime) -> tuple[Silence, ...]:
    """The sources that have been silent for longer than usual."""
    ledger = FetchLedger(shop.settings.fetched)
    try:
        out = []
        for source in sources:
            usual, rows = source.fetch.usual_pause, ledger.of_source(name_of(source))
            if usual is not None and rows:
                last = max(row.first_seen for row in rows)
                days = (now - last).days
                if days > usual:
                    out.append(Silence(source=name_of(source), last=last, days=days, usual=usual))
        return tuple(out)
    finally:
        ledger.close()


def something_to_load(paths: Sequence[Path], target: Path, shop: Workshop) -> bool:
    """Whether there is a paper at all: given, held or fetched."""
    ledger = FetchLedger(shop.settings.fetched)
    try:
        return bool(paths) or target.exists() or bool(ledger.all())
    finally:
        ledger.close()


def incoming(settings: Settings) -> list[Path]:
    """The folder in which a person may put papers, if there are any in it."""
    folder = settings.config / "incoming"
    return [folder] if any(path.suffix.lower() == ".pdf" for path in folder.rglob("*")) else []


def nightly(
    shop: Workshop,
    target: Path,
    *,
    jobs: int = 1,
    clock: Clock | None = None,
    client: MakeClient = make_client,
    progress: Progress = lambda given, summary: None,
    planned: Planned = lambda documents: None,
) -> Night:
    """One whole night without Prefect.

    Raises PipelineError where the run as a whole cannot go on: the old warehouse stays.
    """
    time = clock or Clock()
    with alone(shop.settings):
        asking = client(shop.settings, time)
        try:
            done = fetch_all(shop.sources, shop, asking)
        finally:
            asking.close()
        paths = incoming(shop.settings)
        report = None
        if something_to_load(paths, target, shop):
            report = ingest(
                paths,
                target,
                shop,
                jobs=jobs,
                flow="nightly",
                with_fetched=True,
                keep=shop.settings.keep,
                progress=progress,
                planned=planned,
            )
        if report is not None:
            monthly(target, time.now())
        return Night(
            fetched=done,
            unconfirmed=tuple(name_of(s) for s in shop.sources if not confirmed(s)),
            silent=silences(shop.sources, shop, time.now()),
            report=report,
        )
