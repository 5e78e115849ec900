"""A night: fetch what is new, put the warehouse together, say what has changed, who is silent and what needs a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from pipeline.clock import Clock
from pipeline.errors import BusyError, PipelineError
from pipeline.fetch.client import Client
from pipeline.fetch.ledger import FetchLedger
from pipeline.fetch.papers import Backfill, Fetched, Heard, Store, fetch_source, sweep
from pipeline.fetch.survey import name_of
from pipeline.files import clear_scratch, only_writer
from pipeline.ingest import IngestReport, Planned, Progress, ingest
from pipeline.process import Workshop
from pipeline.settings import RESTORING, Settings
from pipeline.snapshots import monthly
from pipeline.watch import LOAD, Alarm, Silence, Standing, alarms, judged, pressing, silences
from schemas.source import Source

TRIES = 3  # nights in which a paper that hangs or kills its reader is tried; then it is left until the program changes

MakeClient = Callable[[Settings, Clock], Client]


class Night(Struct, frozen=True, kw_only=True):
    """What a night did. `report` is None where there is nothing to load yet, or where the old warehouse stays (`refused` says why);
    `due`: what somebody must be told now; `known`: what still lasts, and nobody is told of."""

    fetched: tuple[Fetched, ...]
    unconfirmed: tuple[str, ...]
    silent: tuple[Silence, ...]
    report: IngestReport | None
    refused: str | None = None
    due: tuple[Alarm, ...] = ()
    known: tuple[Standing, ...] = ()


def make_client(settings: Settings, clock: Clock) -> Client:
    """A client that says who asks. Raises PipelineError where the operator has not said how to be reached."""
    if not settings.contact:
        raise PipelineError("say how the sites can reach you: SHINGIKAI_CONTACT=you@example.org (it stands in every request)")
    return Client(settings.contact, clock=clock, loopback=settings.loopback)


@contextmanager
def alone(settings: Settings, *, restoring: bool = False) -> Iterator[None]:
    """Keep every other fetching run away, and clear away what killed runs have left. Raises BusyError; PipelineError where a
    restore was ended halfway and this run is none (`restoring`)."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with only_writer(settings.data / "nightly"):
        if (settings.data / RESTORING).exists() and not restoring:
            raise PipelineError(f"a restore into {settings.data} was ended halfway; run it again: shingikai restore FILE")
        sweep([settings.archive, settings.stage])
        clear_scratch()
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


@contextmanager
def book(settings: Settings) -> Iterator[FetchLedger]:
    """The ledger of an installation, closed afterwards."""
    ledger = FetchLedger(settings.fetched)
    try:
        yield ledger
    finally:
        ledger.close()


def fetch_all(
    sources: Sequence[Source],
    shop: Workshop,
    client: Client,
    older: Backfill | None = None,
    *,
    every: bool = False,
    heard: Heard = Heard(),  # noqa: B008 - cannot be changed
) -> tuple[Fetched, ...]:
    """Fetch the papers of all sources with a confirmed index page, one after another; with `every` all known papers are asked
    for."""
    with book(shop.settings) as ledger:
        store = Store(shop.archive, ledger, client.clock)
        asked = filter(confirmed, sources)
        return tuple(fetch_source(source, client, store, older, every=every, heard=heard) for source in asked)


def loaded(load: Callable[[], IngestReport]) -> tuple[IngestReport | None, str | None]:
    """The report of a load, or in words why the old warehouse stays. Raises BusyError where another run writes to it."""
    try:
        return load(), None
    except BusyError:
        raise
    except PipelineError as error:
        return None, str(error)


def something_to_load(paths: Sequence[Path], target: Path, shop: Workshop) -> bool:
    """Whether there is a paper at all: given, held or fetched."""
    with book(shop.settings) as ledger:
        return bool(paths) or target.exists() or bool(ledger.all())


def incoming(settings: Settings) -> list[Path]:
    """The folder in which a person may put papers, if there are any in it."""
    folder = settings.config / "incoming"
    return [folder] if any(path.suffix.lower() == ".pdf" for path in folder.rglob("*")) else []


def concluded(
    fetched: Sequence[Fetched], report: IngestReport | None, refused: str | None, shop: Workshop, clock: Clock
) -> Night:
    """A night that has fetched and loaded, or was refused to load: with who is silent, and what somebody must be told."""
    with book(shop.settings) as ledger:
        silent = silences(shop.sources, ledger, clock.now())
        raised = [*alarms(fetched, silent, report), *pressing(report)]
        asked = [*(one.source for one in fetched), *([LOAD] if report else [])]
        due, known = judged(raised, asked, ledger, clock.now())
    return Night(
        fetched=tuple(fetched),
        unconfirmed=tuple(name_of(source) for source in shop.sources if not confirmed(source)),
        silent=silent,
        report=report,
        refused=refused,
        due=due,
        known=known,
    )


def told(night: Night, settings: Settings, clock: Clock) -> None:
    """Remember that somebody was told of what was due."""
    with book(settings) as ledger:
        ledger.told([alarm.key for alarm in night.due], clock.now())


def nightly(
    shop: Workshop,
    target: Path,
    *,
    names: Sequence[str] = (),
    older: Backfill | None = None,
    every: bool = False,
    jobs: int = 1,
    clock: Clock | None = None,
    client: MakeClient = make_client,
    heard: Heard = Heard(),  # noqa: B008 - cannot be changed
    progress: Progress = lambda given, summary: None,
    planned: Planned = lambda documents: None,
) -> Night:
    """One whole night without Prefect, of the sources of these `names` (all where none is named); with `older` a backfill, with
    `every` one that asks for all known papers.

    Raises PipelineError where nothing could be fetched, BusyError where another run is at work. Why a load was refused is said in
    the night: the old warehouse stays.
    """
    time, flow = clock or Clock(), "backfill" if older else "nightly"
    sources = chosen(shop.sources, names)
    shop.tries = TRIES
    with alone(shop.settings):
        with closing(client(shop.settings, time)) as asking:
            done = fetch_all(sources, shop, asking, older, every=every, heard=heard)
        paths = incoming(shop.settings)
        load = partial(
            ingest, paths, target, shop, jobs=jobs, flow=flow, with_fetched=True, keep=shop.settings.keep, clock=time
        )
        there = something_to_load(paths, target, shop)
        report, refused = loaded(lambda: load(progress=progress, planned=planned)) if there else (None, None)
        if report is not None:
            monthly(target, time.now())
        return concluded(done, report, refused, shop, time)
