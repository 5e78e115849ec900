"""Commands of an operator for what is kept: `reprocess`, `verify`, `prune`, `doctor`, `backup`, `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.load_commands import REJECTED, Jobs, Target, say
from flows.look_commands import Form
from flows.output import Format, console, harmless, write
from flows.progress import meter
from flows.shop import open_shop
from pipeline.backup import backup, restore
from pipeline.doctor import examine
from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.nightly import alone
from pipeline.prune import leftovers, remove
from pipeline.settings import cores, load
from pipeline.sources import load_sources
from pipeline.verify import verify


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(reprocess)
    app.command(name="verify")(verify_all)
    app.command()(prune)
    app.command()(doctor)
    app.command(name="backup")(write_backup)
    app.command(name="restore")(read_backup)


def reprocess(warehouse: Target = None, jobs: Jobs = None) -> None:
    """Build the warehouse anew from the archive, without asking any site: after the code or the configuration has changed."""
    shop = open_shop()
    target = warehouse or shop.settings.warehouse
    with alone(shop.settings), meter() as bar:
        done = ingest(
            [],
            target,
            shop,
            jobs=jobs or cores(),
            flow="reprocess",
            with_fetched=True,
            keep=shop.settings.keep,
            progress=bar.done,
            planned=bar.planned,
        )
    say(done)
    if done.rejected:
        raise typer.Exit(REJECTED)


def verify_all(warehouse: Target = None) -> None:
    """Read every byte that is kept and check it: the archive, the ledger, the warehouse. Changes nothing."""
    settings = load()
    broken = verify(settings, warehouse or settings.warehouse, load_sources(settings.sources))
    for words in broken:
        console().print(harmless(words), soft_wrap=True)
    if broken:
        raise PipelineError(f"{len(broken)} things are not as they should be")
    console().print("all is well")


def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and delete nothing.")] = False,
    keep: Annotated[
        int | None, typer.Option("--keep", min=0, help="Older warehouses that stay [default: SHINGIKAI_KEEP, 7].")
    ] = None,
    papers: Annotated[
        bool, typer.Option("--papers", help="Also files of the archive that neither the ledger nor the warehouse knows.")
    ] = False,
    warehouse: Target = None,
) -> None:
    """Delete what is not needed any more: stages of code that is no more, and older warehouses.

    What is needed again is made again. Papers of the archive stay, unless --papers is given.

    Examples:

        shingikai prune --dry-run
        shingikai prune --keep 2
    """
    shop = open_shop()
    settings = shop.settings
    with alone(settings):
        target = warehouse or settings.warehouse
        found = leftovers(shop, target, settings.keep if keep is None else keep, papers=papers)
        if not dry_run:
            remove(found)
    write(("what", "bytes", "file"), [(one.kind, one.byte_size, str(one.path)) for one in found], Format.table)
    size = sum(one.byte_size for one in found) / (1 << 20)
    console().print(f"{len(found)} files, {size:.1f} MiB{' would go' if dry_run else ' deleted'}")


def doctor(form: Form = Format.table) -> None:
    """Look whether this machine is ready for a nightly run. Exit code 1 where something keeps it from running."""
    # Imported here: Prefect takes seconds to load and no other command of this module needs it.
    from flows.server import examine_server

    settings = load()
    signs = [*examine(settings, load_sources(settings.sources)), *examine_server()]
    write(("what", "state", "words"), [(s.name, s.level, s.words) for s in signs], form)
    if any(sign.level == "error" for sign in signs):
        raise typer.Exit(1)


def write_backup(to: Annotated[Path, typer.Argument(metavar="FILE", help="A new tar file.")]) -> None:
    """Write all that cannot be made again into one file: papers, ledger, configuration, warehouse."""
    settings = load()
    with alone(settings):
        count = backup(settings, to)
    console().print(f"{count} papers: {harmless(str(to))}", soft_wrap=True)


def read_backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` has written.")]) -> None:
    """Put a backup into an empty folder (SHINGIKAI_HOME), and verify it."""
    settings = load()
    with alone(settings, restoring=True):
        restore(settings, file)
    verify_all()
