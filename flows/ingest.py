"""The Prefect flow `ingest`: the same run as `shingikai ingest`, one task per document, observed and repeated by Prefect."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple, cast

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.shop import open_shop
from pipeline.ingest import IngestReport, Job, Planned, Progress, load, started
from pipeline.plan import Given
from pipeline.process import Summary, Workshop
from pipeline.settings import cores

RETRIES = 2
DELAY = 5  # seconds


class Watch(NamedTuple):
    """Who is told how a run goes on. Flow parameters are recorded by Prefect and must be plain values, so this is beside them."""

    planned: Planned = lambda documents: None
    progress: Progress = lambda given, summary: None


WATCH: ContextVar[Watch] = ContextVar("watch", default=Watch())  # noqa: B039 - a Watch cannot be changed


def cache_key(_context: Any, parameters: dict[str, Any]) -> str:
    """Content hash and code version: what was understood of the same bytes by the same code is not worked out again."""
    given, shop = parameters["given"], parameters["shop"]
    return f"understood-{given.sha256}-{given.file_name}-{shop.version}"


@task(name="read and understand", retries=RETRIES, retry_delay_seconds=DELAY, cache_key_fn=cache_key, persist_result=True)
def process_document(given: Given, shop: Workshop) -> Summary:
    """One document, in processes of its own. A document that cannot be read is a value; only the machine's faults are retried."""
    return shop.process(given)


@task(name="load warehouse", cache_policy=NO_CACHE)
def load_warehouse(job: Job, summaries: Sequence[Summary], shop: Workshop) -> IngestReport:
    """Build, check and swap in the new warehouse."""
    return load(job, summaries, shop)


@flow(name="ingest")
def ingest(paths: list[str], warehouse: str | None = None, fresh: bool = False, stage: str | None = None) -> IngestReport:
    """Load files and folders (searched for *.pdf) into a warehouse; gives the same content hash as the plain run."""
    shop = open_shop(Path(stage) if stage else None)
    target = Path(warehouse) if warehouse else shop.settings.warehouse
    with started(map(Path, paths), target, shop, fresh=fresh, keep=shop.settings.kept(target)) as job:
        WATCH.get().planned(job.documents)
        summaries = process_all(job.documents, shop)
        report = load_warehouse(job, summaries, shop)
    _artifact(report)
    return report


def process_all(documents: Sequence[Given], shop: Workshop) -> list[Summary]:
    """Read and understand documents, each as a task of its own; one whose stage is there needs none."""
    progress = WATCH.get().progress
    futures, done = {}, {}
    for given in documents:
        if shop.ready(given):
            done[given.document_id] = shop.process(given)
            progress(given, done[given.document_id])
        else:
            # The stage is what the later steps read: where it is gone, the task's cache is set aside.
            futures[process_document.with_options(refresh_cache=True).submit(given, shop)] = given
    for future in as_completed(list(futures)):
        given = futures[future]
        done[given.document_id] = future.result()
        progress(given, done[given.document_id])
    return [done[given.document_id] for given in documents]


def _artifact(report: IngestReport) -> None:
    run = report.run
    rows = [
        {"document": s.document_id, "file": s.file_name, "status": s.status, "error": s.error_code or "", "pages": s.pages}
        for s in report.given
    ]
    words = f"run {run.run_id}: {run.documents_loaded} loaded, {run.documents_rejected} rejected, content {run.content_hash}"
    create_table_artifact(key="ingest-run", table=rows, description=words)


def run(
    paths: Sequence[Path],
    target: Path,
    *,
    jobs: int | None = None,
    fresh: bool = False,
    stage: Path | None = None,
    watch: Watch | None = None,
) -> IngestReport:
    """The flow from a program: `jobs` documents at a time. Raises what the plain run raises."""
    runner = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=jobs or cores()))
    limited = ingest.with_options(task_runner=runner)
    token = WATCH.set(watch or Watch())
    try:
        return limited([str(path) for path in paths], str(target), fresh, str(stage) if stage else None)
    finally:
        WATCH.reset(token)
