"""The Prefect flows of an operator: `nightly`, `backfill`, `reprocess`, `verify`. The work is that of `pipeline`; here it is
observed, repeated, reported and, where something needs a person, told to those who asked for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.blocks.core import Block
from prefect.cache_policies import NO_CACHE
from prefect.concurrency.sync import concurrency
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

import flows.mail  # noqa: F401 - makes its block known
from flows.ingest import load_warehouse, process_all
from flows.shop import open_shop
from pipeline.changereport import brief, last_changes
from pipeline.changereport import chosen as chosen_changes
from pipeline.clock import Clock
from pipeline.errors import PipelineError
from pipeline.fetch.papers import Fetched
from pipeline.fetch.survey import name_of
from pipeline.ingest import IngestReport, started
from pipeline.nightly import (
    Night,
    alone,
    chosen,
    confirmed,
    fetch_all,
    incoming,
    make_client,
    silences,
    something_to_load,
)
from pipeline.nightreport import markdown, needs_a_person
from pipeline.process import Workshop
from pipeline.settings import cores, load
from pipeline.snapshots import monthly
from pipeline.sources import load_sources
from pipeline.verify import verify as verify_all
from pipeline.warehouse import connect

NOTIFY_VARIABLE = "SHINGIKAI_NOTIFY"
RETRIES, DELAY = 1, 60
MANY = 500  # rows that an artifact may have
RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=cores()))


@task(name="fetch source", retries=RETRIES, retry_delay_seconds=DELAY, cache_policy=NO_CACHE)
def fetch_source(name: str, shop: Workshop) -> Fetched:
    """The new and changed papers of one source, its hosts asked by nobody else of this Prefect server meanwhile."""
    source = chosen(shop.sources, [name])[0]
    client = make_client(shop.settings, Clock())
    try:
        # A limit of this name is made by the operator; where there is none, nothing is held up.
        with concurrency([f"host:{host}" for host in source.fetch.hosts], occupy=1):
            return fetch_all([source], shop, client)[0]
    finally:
        client.close()


@flow(name="nightly", task_runner=RUNNER)
def nightly(sources: list[str] | None = None, warehouse: str | None = None) -> Night:
    """Fetch, read, load, check, report. Two runs at once are impossible."""
    shop = open_shop()
    target = Path(warehouse) if warehouse else shop.settings.warehouse
    try:
        with alone(shop.settings):
            asked = [source for source in chosen(shop.sources, sources or []) if confirmed(source)]
            done = tuple(fetch_source(name_of(source), shop) for source in asked)
            paths = incoming(shop.settings)
            report = _load(paths, target, shop, "nightly") if something_to_load(paths, target, shop) else None
            if report is not None:
                monthly(target, Clock().now())
            night = Night(
                fetched=done,
                unconfirmed=tuple(name_of(source) for source in shop.sources if not confirmed(source)),
                silent=silences(shop.sources, shop, Clock().now()),
                report=report,
            )
    except Exception as error:
        tell("shingikai: the night failed, the old warehouse stays", f"{type(error).__name__}: {error}")
        raise
    words = markdown(night, target)
    create_markdown_artifact(key="nightly", markdown=words)
    if night.report:
        _changes(target, night.report.run.run_id)
    if needs_a_person(night, target):
        tell("shingikai: last night needs a look", words)
    return night


def _changes(target: Path, run_id: str) -> None:
    """The table of what the night made appear, change or vanish."""
    connection = connect(target)
    try:
        found = chosen_changes([change for change in last_changes(connection) if change.run_id == run_id])
    finally:
        connection.close()
    header, rows = brief(found)
    left = f"; the first {MANY} lines, the others: shingikai changes" if len(rows) > MANY else ""
    create_table_artifact(
        key="nightly-changes",
        table=[dict(zip(header, row, strict=True)) for row in rows[:MANY]],
        description=f"run {run_id}: {len(found)} rows appeared, changed, moved or vanished{left}",
    )


@flow(name="backfill")
def backfill(sources: list[str], warehouse: str | None = None) -> Night:
    """The same for the sources named, for example after their pages have been confirmed."""
    return nightly(sources, warehouse)


@flow(name="reprocess", task_runner=RUNNER)
def reprocess(warehouse: str | None = None) -> IngestReport:
    """Build the warehouse anew from the archive, after the code or the configuration has changed."""
    shop = open_shop()
    with alone(shop.settings):
        return _load([], Path(warehouse) if warehouse else shop.settings.warehouse, shop, "reprocess")


@flow(name="verify")
def verify(warehouse: str | None = None) -> list[str]:
    """Check every byte that is kept. Fails, and tells so, where something is not as it should be."""
    settings = load()
    broken = verify_all(settings, Path(warehouse) if warehouse else settings.warehouse, load_sources(settings.sources))
    if broken:
        tell("shingikai: something that is kept is damaged", "\n".join(broken))
        raise PipelineError("; ".join(broken))
    return broken


def _load(paths: Sequence[Path], target: Path, shop: Workshop, name: str) -> IngestReport:
    with started(paths, target, shop, flow=name, with_fetched=True, keep=shop.settings.keep) as job:
        return load_warehouse(job, process_all(job.documents, shop), shop)


def tell(subject: str, body: str) -> None:
    """Tell the Prefect blocks that SHINGIKAI_NOTIFY names (`slack-webhook/ops,custom-webhook/ops`): each is told, then the
    first that failed is raised."""
    failed: Exception | None = None
    for name in filter(None, (part.strip() for part in os.environ.get(NOTIFY_VARIABLE, "").split(","))):
        try:
            cast("Any", Block.load(name)).notify(body, subject)
        except Exception as error:
            failed = failed or error
    if failed:
        raise PipelineError(f"{NOTIFY_VARIABLE}: {failed}") from failed
