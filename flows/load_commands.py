"""Commands that make a warehouse: `ingest` and `demo`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.output import console, grid, harmless
from flows.progress import meter
from flows.shop import open_shop
from pipeline import report
from pipeline.changereport import last_changes, totals
from pipeline.ingest import IngestReport
from pipeline.ingest import ingest as plain
from pipeline.settings import cores, load
from pipeline.warehouse import connect

REJECTED = 3

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="PDF files, or folders that are searched for *.pdf.")]
Target = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="The DuckDB file [default: data/warehouse/shingikai.duckdb].")
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Documents at a time [default: one per processor].")]
Prefect = Annotated[bool, typer.Option("--prefect", help="Run as the Prefect flow (observed, retried; slower to start).")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Start anew: forget the documents that the warehouse holds.")]
Stage = Annotated[Path | None, typer.Option("--stage", help="Folder for intermediate results.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Read and check everything, but write no warehouse.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(ingest)
    app.command()(demo)


def ingest(
    paths: Paths,
    warehouse: Target = None,
    jobs: Jobs = None,
    prefect: Prefect = False,
    fresh: Fresh = False,
    stage: Stage = None,
    dry_run: Dry = False,
) -> None:
    """Load papers into the warehouse.

    The new warehouse holds the files named and every document it held before; it is built beside the old one and takes its
    place only when it is whole and has passed its checks. What was read before is not read again until the program or its
    configuration changes. A file that cannot be read gets a row in `documents` that says why; the others are loaded.

    Examples:

        shingikai ingest minutes.pdf
        shingikai ingest papers/2024 papers/2025 --jobs 4
        shingikai ingest papers --fresh --warehouse study.duckdb

    Exit codes: 0 all loaded · 1 nothing was written · 2 the command line is wrong · 3 loaded, but some files were rejected.
    """
    if prefect and dry_run:
        raise typer.BadParameter("--dry-run and --prefect do not go together", param_hint="--dry-run")
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise typer.BadParameter(f"there is no file or folder {', '.join(missing)}", param_hint="PATH")
    target = warehouse or load().warehouse
    done = _run(paths, target, jobs or cores(), prefect, fresh, stage, dry_run)
    say(done)
    if done.rejected:
        raise typer.Exit(REJECTED)


def _run(
    paths: list[Path], target: Path, jobs: int, prefect: bool, fresh: bool, stage: Path | None, dry_run: bool = False
) -> IngestReport:
    if prefect:
        # Imported here: Prefect takes seconds to load and no other command needs it. The bar says what its log would.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
        from flows.ingest import Watch, run

        with meter() as bar:
            return run(paths, target, jobs=jobs, fresh=fresh, stage=stage, watch=Watch(bar.planned, bar.done))
    with meter() as bar:
        shop = open_shop(stage)
        keep = shop.settings.kept(target)
        return plain(
            paths, target, shop, jobs=jobs, fresh=fresh, dry_run=dry_run, keep=keep, progress=bar.done, planned=bar.planned
        )


def say(done: IngestReport) -> None:
    """Print what a run did."""
    out, run = console(), done.run
    where = "" if done.warehouse == load().warehouse else f" --warehouse {harmless(str(done.warehouse))}"
    what = f"{run.documents_loaded} documents ({run.pages_loaded} pages) loaded, {run.documents_rejected} rejected"
    if not done.written:
        out.print(f"{what}; nothing was written (dry run)")
        return
    out.print(f"{what}: {harmless(str(done.warehouse))}", soft_wrap=True)
    same = "unchanged, the same as before this run" if done.unchanged else "new or changed"
    out.print(f"content {run.content_hash} ({same})")
    different = None if done.unchanged else _different(done)
    if different:
        out.print(f"{different}: shingikai changes{where}", soft_wrap=True)
    if done.rejected:
        out.print(f"why rejected: shingikai findings --code document_rejected{where}", soft_wrap=True)


def _different(done: IngestReport) -> str:
    """How many rows appeared, changed, moved, vanished: `appeared: 2 documents, 10 items; changed: 1 items`; empty after the
    first load."""
    connection = connect(done.warehouse)
    try:
        return totals(last_changes(connection))
    finally:
        connection.close()


def demo(
    warehouse: Target = None,
    plain_run: Annotated[bool, typer.Option("--plain", help="Without Prefect, which takes a while to start.")] = False,
) -> None:
    """Load the specimen papers of this repository and print the wards' items side by side.

    The specimens are invented (見本) and set like real papers. The warehouse is data/warehouse/demo.duckdb.
    """
    settings = load()
    target = warehouse or settings.warehouse.with_name("demo.duckdb")
    done = _run(sorted(settings.samples.glob("*.pdf")), target, cores(), prefect=not plain_run, fresh=True, stage=None)
    connection = connect(target)
    try:
        found = report.side_by_side(connection)
    finally:
        connection.close()
    out = console()
    out.print(grid("各区の案件 / The wards' items side by side", found.header, found.rows))
    say(done)
    out.print(
        f'Ask it yourself: shingikai sql --warehouse {harmless(str(target))} "SELECT * FROM cross_ward_items"', soft_wrap=True
    )
    if done.rejected:
        raise typer.Exit(REJECTED)
