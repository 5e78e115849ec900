"""A whole run: plan, read and understand every document, put the rows together, swap the new warehouse in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from importlib import metadata
from pathlib import Path

from msgspec import Struct

from parsers.tagging import TOKENISER
from pipeline.accuracy import checked, measured
from pipeline.aliases import aliases, dated
from pipeline.clock import Clock
from pipeline.discover import find_files
from pipeline.fetch.origins import fetched, origins, seen
from pipeline.files import only_writer
from pipeline.handwork import Handwork, folder_of, load_handwork
from pipeline.history import Place, changes, known_ids
from pipeline.load import Assembly, record
from pipeline.older import recover, settle, spare
from pipeline.plan import Given, plan
from pipeline.process import Summary, Workshop
from pipeline.records import Part, Tables
from pipeline.repeat import inputs_of, repeat, same_inputs
from pipeline.warehouse import Ledger, build, connect, ledger, now
from schemas.rows import AccuracyRow, DocumentRow, IdHistory, RunRow

Planned = Callable[[Sequence[Given]], None]
Progress = Callable[[Given, Summary], None]


class IngestReport(Struct, frozen=True, kw_only=True):
    """What a run did. `unchanged`: the warehouse says the same as before the run."""

    run: RunRow
    warehouse: Path
    given: tuple[Summary, ...]
    unchanged: bool
    written: bool = True

    @property
    def rejected(self) -> tuple[Summary, ...]:
        """The files given that could not be loaded."""
        return tuple(summary for summary in self.given if summary.status == "rejected")


class Job(Struct, frozen=True, kw_only=True):
    """A run that has been planned. It is valid while its warehouse is locked (see `started`). `before`: what the new one
    takes over from the warehouse that it replaces, `replaced` that one's last run. `keep`: how many older warehouses stay."""

    target: Path
    documents: tuple[Given, ...]
    before: Ledger
    replaced: RunRow | None = None
    run_id: str
    started_at: dt.datetime
    flow: str
    handwork: Handwork = Handwork()
    accuracy: tuple[AccuracyRow, ...] = ()
    keep: int = 0


@contextmanager
def started(
    paths: Iterable[Path],
    target: Path,
    shop: Workshop,
    *,
    fresh: bool = False,
    flow: str = "ingest",
    with_fetched: bool = False,
    keep: int = 0,
    clock: Clock | None = None,
) -> Iterator[Job]:
    """Plan a run over files and folders and keep other runs away from the warehouse until it has ended.

    The run is about the files given, with `with_fetched` all papers that were ever fetched, and, unless `fresh`, all documents
    that the warehouse already holds. Raises PipelineError, before anything is read, where an entry of `data/corrections` or a
    sheet of `data/checks` is wrong.
    """
    handwork = load_handwork(folder_of(shop.settings.config))
    accuracy = (*measured(), *checked(shop.settings.checks))
    named, on_web = list(paths), seen(shop.settings.fetched)
    papers = fetched(on_web, shop.archive) if with_fetched else []
    files = find_files(named) if named or not with_fetched else []
    with only_writer(target):
        recover(target, keep)
        at = (clock or Clock()).now()
        held = ledger(target)
        before = Ledger() if fresh else held
        documents = plan(files, before.documents, shop.archive, at, papers, origins(on_web))
        yield Job(
            target=target,
            documents=tuple(documents),
            before=before,
            replaced=held.runs[-1] if held.runs else None,
            run_id=f"{at:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}",
            started_at=at,
            flow=flow,
            handwork=handwork,
            accuracy=accuracy,
            keep=keep,
        )


def process_all(documents: Sequence[Given], shop: Workshop, jobs: int, progress: Progress) -> list[Summary]:
    """Read and understand documents, `jobs` at a time, each in processes of its own; gives back what became of each, in order."""
    done: dict[str, Summary] = {}
    shop.page_jobs = max(1, jobs // max(1, len(documents)))
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        waiting = {pool.submit(shop.process, given): given for given in documents}
        try:
            for future in as_completed(waiting):
                given = waiting[future]
                done[given.document_id] = future.result()
                progress(given, done[given.document_id])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [done[given.document_id] for given in documents]


def load(job: Job, summaries: Sequence[Summary], shop: Workshop) -> IngestReport:
    """Build the new warehouse from what was understood and put it in place; where everything it is made from is as it was, the
    old one only gets the row of this run.

    Raises RefusedError where the new warehouse does not pass its checks.
    """
    inputs = inputs_of(job.documents, shop.settings.config)
    if job.before.runs and all(summary.reused for summary in summaries) and same_inputs(job.target, inputs):
        same = run_row(job, job.before.documents, job.before.runs[-1].content_hash)
        return IngestReport(run=repeat(job.target, same), warehouse=job.target, given=_given(job, summaries), unchanged=True)
    documents, names, together = assembled(job, shop)
    history = history_of(job, together.tables, names)
    together.tables.update({RunRow: [*job.before.runs], IdHistory: [*history], AccuracyRow: [*job.accuracy]})

    def finish(content: str) -> RunRow:
        return run_row(job, documents, content)

    run = _built(together.parts(), job, shop, finish, inputs)
    return IngestReport(run=run, warehouse=job.target, given=_given(job, summaries), unchanged=_unchanged(job, run))


def assembled(job: Job, shop: Workshop) -> tuple[list[DocumentRow], dict[str, str], Assembly]:
    """All documents of a run put together: their rows, the ids that became others, and all the rest."""
    records, names = dated([record(given, partial(shop.understood, given)) for given in job.documents])
    return [one.document for one in records], names, Assembly(records, shop.lexicon, job.handwork, job.before.corrections)


def history_of(job: Job, tables: Tables, names: Mapping[str, str]) -> list[IdHistory]:
    """What became of every id that was ever given out; `names`: the ids of this run that became others."""
    before = _ids(job.target) if job.before.documents else {}
    gone = {name: place for name, place in before.items() if name not in names}
    renamed = aliases(names, job.before.history, job.run_id)
    return [*job.before.history, *renamed, *changes(gone, tables, job.run_id)]


def _ids(target: Path) -> dict[str, Place]:
    connection = connect(target, any_version=True)
    try:
        return known_ids(connection)
    finally:
        connection.close()


def _built(parts: Iterable[Part], job: Job, shop: Workshop, finish: Callable[[str], RunRow], inputs: str) -> RunRow:
    """Build; the warehouse that is replaced stays among the older ones if it said something else."""
    held = spare(job.target) if job.keep and job.replaced else None
    try:
        run = build(parts, job.target, shop.sources, finish, inputs)
        if held and job.replaced and not _unchanged(job, run):
            runs = [row.run_id for row in job.before.runs] or [job.replaced.run_id]
            settle(held, job.target, runs, job.keep)
    finally:
        if held:
            held.unlink(missing_ok=True)
    return run


def run_row(job: Job, documents: Sequence[DocumentRow], content: str | None) -> RunRow:
    """The row of a run over these documents."""
    rejected = sum(document.status == "rejected" for document in documents)
    return RunRow(
        run_id=job.run_id,
        started_at=job.started_at,
        finished_at=now(),
        flow=job.flow,
        status="completed_with_rejections" if rejected else "completed",
        documents_seen=len(documents),
        documents_loaded=len(documents) - rejected,
        documents_rejected=rejected,
        pages_loaded=sum(document.page_count or 0 for document in documents if document.status != "rejected"),
        version=metadata.version("shingikai"),
        tokenizer=f"{TOKENISER}, sudachidict-core {metadata.version('sudachidict-core')}",
        content_hash=content,
    )


def ingest(
    paths: Iterable[Path],
    target: Path,
    shop: Workshop,
    *,
    jobs: int = 1,
    fresh: bool = False,
    dry_run: bool = False,
    flow: str = "ingest",
    with_fetched: bool = False,
    keep: int = 0,
    clock: Clock | None = None,
    progress: Progress = lambda given, summary: None,
    planned: Planned = lambda documents: None,
) -> IngestReport:
    """One whole run. With `dry_run` everything is read and understood, but no warehouse is written.

    Raises PipelineError where the run as a whole cannot go on; what goes wrong with a document is in the report.
    """
    with started(paths, target, shop, fresh=fresh, flow=flow, with_fetched=with_fetched, keep=keep, clock=clock) as job:
        planned(job.documents)
        summaries = process_all(job.documents, shop, jobs, progress)
        if not dry_run:
            return load(job, summaries, shop)
        documents, _, together = assembled(job, shop)
        deque(together.parts(), maxlen=0)
        run = run_row(job, documents, None)
        return IngestReport(run=run, warehouse=target, given=_given(job, summaries), unchanged=False, written=False)


def _given(job: Job, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    return tuple(summary for given, summary in zip(job.documents, summaries, strict=True) if given.new)


def _unchanged(job: Job, run: RunRow) -> bool:
    return job.replaced is not None and job.replaced.content_hash == run.content_hash
