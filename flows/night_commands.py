"""Commands of an operator: `sources check`, `fetch`, `nightly`, `reprocess`, `verify`, `doctor`, `backup`, `restore`."""

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
from pipeline.clock import Clock
from pipeline.doctor import examine
from pipeline.errors import PipelineError
from pipeline.fetch.ledger import FetchLedger
from pipeline.fetch.papers import Fetched
from pipeline.fetch.survey import name_of, survey
from pipeline.ingest import ingest
from pipeline.nightly import alone, chosen, fetch_all, make_client, nightly
from pipeline.settings import cores, load
from pipeline.sources import load_sources
from pipeline.verify import verify

Names = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Sources by name [default: all].")]

sources_app = typer.Typer(help="The councils' sites.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(sources_app, name="sources")
    app.command()(fetch)
    app.command(name="nightly")(night)
    app.command()(reprocess)
    app.command(name="verify")(verify_all)
    app.command()(doctor)
    app.command(name="backup")(write_backup)
    app.command(name="restore")(read_backup)


@sources_app.command()
def check(names: Names = None, form: Form = Format.table) -> None:
    """Say what would be fetched, what is new, what was left, and which files no pattern knows. Nothing is kept.

    All index pages are asked, confirmed or not. What comes back is for a person to judge: correct the patterns in
    data/sources, check again, then set confirmed: true.

    Examples:

        shingikai sources check
        shingikai sources check --format csv > links.csv
    """
    settings, clock = load(), Clock()
    client = make_client(settings, clock)
    rows: list[tuple[str, str, str, str]] = []
    try:
        for source in chosen(load_sources(settings.sources), names or []):
            found, name = survey(source, client, unconfirmed=True), name_of(source)
            known = _known(settings.fetched)
            rows += [(name, "known" if link.url in known else "new", link.text, link.url) for link in found.papers]
            for kind, links in (("no pattern", found.unknown), ("other host", found.elsewhere), ("left", found.left)):
                rows += [(name, kind, link.text, link.url) for link in links]
            rows += [(name, "page", "", url) for url in found.pages]
            rows += [(name, f"trouble: {t.code}", t.message, t.url) for t in found.trouble]
    finally:
        client.close()
    write(("source", "what", "text", "url"), rows, form)


def _known(path: Path) -> set[str]:
    if not path.exists():
        return set()
    ledger = FetchLedger(path)
    try:
        return {row.url for row in ledger.all()}
    finally:
        ledger.close()


def fetch(names: Names = None) -> None:
    """Fetch new and changed papers into the archive, and load nothing.

    Only confirmed index pages are asked, one host at a pace, obeying robots.txt. What has not changed is not sent again.

    Exit codes: 0 all is well · 1 nothing was done · 3 some addresses could not be had.
    """
    shop = open_shop()
    with alone(shop.settings):
        client = make_client(shop.settings, Clock())
        try:
            done = fetch_all(chosen(shop.sources, names or []), shop, client)
        finally:
            client.close()
    _fetched(done)
    if any(one.failed for one in done):
        raise typer.Exit(REJECTED)


def night(warehouse: Target = None, jobs: Jobs = None) -> None:
    """Fetch, read, load, check: what runs every night. Can be run again at any time; two runs at once are impossible.

    Exit codes: 0 all is well · 1 the old warehouse stays · 3 loaded, but some papers could not be had or read.
    """
    shop = open_shop()
    with meter() as bar:
        done = nightly(shop, warehouse or shop.settings.warehouse, jobs=jobs or cores(), progress=bar.done, planned=bar.planned)
    _fetched(done.fetched)
    out = console()
    for name in done.unconfirmed:
        out.print(f"{name}: no index page is confirmed, nothing was fetched; see: shingikai sources check {name}")
    for silent in done.silent:
        out.print(
            f"{silent.source}: silent for {silent.days} days (usual: {silent.usual}), last new paper {silent.last:%Y-%m-%d}"
        )
    if done.report is None:
        raise PipelineError("there is no paper to load yet")
    say(done.report)
    if done.report.rejected or any(one.failed for one in done.fetched):
        raise typer.Exit(REJECTED)


def _fetched(done: tuple[Fetched, ...]) -> None:
    out = console()
    for one in done:
        counts = f"{len(one.new)} new, {len(one.changed)} changed, {len(one.unchanged)} unchanged, {len(one.vanished)} vanished"
        out.print(f"{one.source}: {counts}, {len(one.failed)} failed, {len(one.unknown)} files that no pattern knows")
        for trouble in one.failed:
            out.print(f"  {trouble.code}: {harmless(trouble.message)}", soft_wrap=True)


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


def doctor(form: Form = Format.table) -> None:
    """Look whether this machine is ready for a nightly run. Exit code 1 where something keeps it from running."""
    settings = load()
    signs = examine(settings, load_sources(settings.sources))
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
    with alone(settings):
        restore(settings, file)
    verify_all()
