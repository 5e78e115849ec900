"""The Prefect flows of an operator: `nightly`, `backfill`, `reprocess`, `verify`. The work is that of `pipeline`; here it is
observed, repeated, reported and, where something needs a person, told to those who asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.concurrency.sync import concurrency
from prefect.futures import PrefectFuture
from prefect.states import Cancelled
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.ingest import load_warehouse, process_all
from flows.shop import open_shop
from flows.telling import limit_hosts, tell, tell_state
from pipeline.changereport import brief, last_changes
from pipeline.changereport import chosen as chosen_changes
from pipeline.clock import Clock
from pipeline.errors import BusyError, PipelineError
from pipeline.fetch.papers import Backfill, Fetched
from pipeline.fetch.survey import name_of
from pipeline.ingest import IngestReport, started
from pipeline.nightly import (
    TRIES,
    Night,
    alone,
    chosen,
    concluded,
    confirmed,
    fetch_all,
    incoming,
    loaded,
    make_client,
    something_to_load,
    told,
)
from pipeline.nightreport import markdown, tables
from pipeline.process import Workshop
from pipeline.settings import cores, load
from pipeline.snapshots import monthly
from pipeline.sources import load_sources
from pipeline.verify import verify as verify_all
from pipeline.warehouse import connect

RETRIES, DELAY = 1, 60
LEASE = 60  # seconds after which the limit of a host is free again where the run that held it was killed
MANY = 500  # rows that an artifact may have
RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=cores()))


@task(name="fetch source", retries=RETRIES, retry_delay_seconds=DELAY, cache_policy=NO_CACHE)
def fetch_source(name: str, shop: Workshop, older: Backfill | None = None, every: bool = False) -> Fetched:
    """The new and changed papers of one source, its hosts asked by nobody else of this Prefect server meanwhile."""
    source = chosen(shop.sources, [name])[0]
    client = make_client(shop.settings, Clock())
    try:
        with concurrency(limit_hosts(source.fetch.hosts), occupy=1, lease_duration=LEASE):
            return fetch_all([source], shop, client, older, every=every)[0]
    finally:
        client.close()


@flow(name="nightly", task_runner=RUNNER, on_failure=[tell_state], on_crashed=[tell_state])
def nightly(sources: list[str] | None = None, warehouse: str | None = None, every: bool = False) -> Night | State[Any]:
    """Fetch, read, load, check, report; with `every` all known papers are asked for. Two runs at once are impossible: the second is
    cancelled."""
    return _night("nightly", sources or [], warehouse, every=every)


@flow(name="backfill", task_runner=RUNNER, on_failure=[tell_state], on_crashed=[tell_state])
def backfill(
    sources: list[str] | None = None, most: int | None = None, days: int = 30, warehouse: str | None = None
) -> Night | State[Any]:
    """The older papers too: all pages and years, at most `most` papers of each source that were not asked for in the last `days`
    days. A run that was ended is gone on with by the next."""
    return _night("backfill", sources or [], warehouse, Backfill(most=most, days=days))


@flow(name="reprocess", task_runner=RUNNER, on_failure=[tell_state], on_crashed=[tell_state])
def reprocess(warehouse: str | None = None) -> IngestReport | State[Any]:
    """Build the warehouse anew from the archive, after the code or the configuration has changed."""
    shop = open_shop()
    try:
        with alone(shop.settings):
            return _load([], Path(warehouse) if warehouse else shop.settings.warehouse, shop, "reprocess")
    except BusyError as error:
        return Cancelled(message=str(error))


@flow(name="verify", on_failure=[tell_state], on_crashed=[tell_state])
def verify(warehouse: str | None = None) -> list[str]:
    """Check every byte that is kept. Fails, and tells so, where something is not as it should be."""
    settings = load()
    broken = verify_all(settings, Path(warehouse) if warehouse else settings.warehouse, load_sources(settings.sources))
    found = "\n".join(f"- {words}" for words in broken) or "Archive, ledger and warehouse are what they were."
    create_markdown_artifact(key="verify", markdown=found)
    if broken:
        raise PipelineError("; ".join(broken))
    return broken


def _night(
    name: str, sources: Sequence[str], warehouse: str | None, older: Backfill | None = None, every: bool = False
) -> Night | State[Any]:
    shop, clock = open_shop(), Clock()
    shop.tries = TRIES
    target = Path(warehouse) if warehouse else shop.settings.warehouse
    try:
        with alone(shop.settings):
            asked = [source for source in chosen(shop.sources, sources) if confirmed(source)]
            done = [fetch_source(name_of(source), shop, older, every) for source in asked]
            paths = incoming(shop.settings)
            there = something_to_load(paths, target, shop)
            report, refused = loaded(lambda: _load(paths, target, shop, name)) if there else (None, None)
            if report is not None:
                monthly(target, clock.now())
            night = concluded(done, report, refused, shop, clock)
    except BusyError as error:
        return Cancelled(message=str(error))
    _reported(name, night, target, shop)
    if night.due:
        tell(f"shingikai: {len(night.due)} things of {name} need a look", markdown(night, target))
        told(night, shop.settings, clock)
    if night.refused is not None:
        raise PipelineError(night.refused)
    return night


def _reported(name: str, night: Night, target: Path, shop: Workshop) -> None:
    """Leave the artifacts of a night."""
    create_markdown_artifact(key=name, markdown=markdown(night, target))
    for what, rows in tables(night, target, shop.sources).items():
        create_table_artifact(key=f"{name}-{what}", table=rows)
    if night.report:
        _changes(name, target, night.report.run.run_id)


def _changes(name: str, target: Path, run_id: str) -> None:
    """The table of what the run made appear, change or vanish."""
    connection = connect(target)
    try:
        found = chosen_changes([change for change in last_changes(connection) if change.run_id == run_id])
    finally:
        connection.close()
    header, rows = brief(found)
    left = f"; the first {MANY} lines, the others: shingikai changes" if len(rows) > MANY else ""
    create_table_artifact(
        key=f"{name}-changes",
        table=[dict(zip(header, row, strict=True)) for row in rows[:MANY]],
        description=f"run {run_id}: {len(found)} rows appeared, changed, moved or vanished{left}",
    )


def _load(paths: Sequence[Path], target: Path, shop: Workshop, name: str) -> IngestReport:
    with started(paths, target, shop, flow=name, with_fetched=True, keep=shop.settings.keep) as job:
        return load_warehouse(job, process_all(job.documents, shop), shop)
