"""Commands of an operator that ask the sites: `sources check`, `fetch`, `nightly`, `backfill`."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.load_commands import REJECTED, Jobs, Target, say
from flows.look_commands import Form
from flows.output import Format, console, harmless, write
from flows.progress import meter
from flows.shop import open_shop
from pipeline.clock import Clock
from pipeline.errors import PipelineError
from pipeline.fetch.origins import seen
from pipeline.fetch.papers import Backfill, Fetched
from pipeline.fetch.survey import name_of, survey
from pipeline.nightly import Night, alone, chosen, fetch_all, make_client, nightly
from pipeline.settings import cores, load
from pipeline.sources import load_sources
from pipeline.watch import said

Names = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Sources by name [default: all].")]

sources_app = typer.Typer(help="The councils' sites.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(sources_app, name="sources")
    app.command()(fetch)
    app.command(name="nightly")(night)
    app.command()(backfill)


@sources_app.command()
def check(
    names: Names = None,
    older: Annotated[bool, typer.Option("--older", help="Look at the pages of a backfill too.")] = False,
    form: Form = Format.table,
) -> None:
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
    known = {row.url for row in seen(settings.fetched)}
    try:
        for source in chosen(load_sources(settings.sources), names or []):
            found, name = survey(source, client, unconfirmed=True, older=older), name_of(source)
            rows += [(name, "known" if link.url in known else "new", link.text, link.url) for link in found.papers]
            for kind, links in (("no pattern", found.unknown), ("other host", found.elsewhere), ("left", found.left)):
                rows += [(name, kind, link.text, link.url) for link in links]
            asleep = {page.url for page in (*source.fetch.index_pages, *source.fetch.older_pages) if not page.confirmed}
            rows += [(name, "page", "not confirmed, not read at night" if url in asleep else "", url) for url in found.pages]
            rows += [(name, "page moved", f"now {stands}", url) for url, stands in found.moved]
            rows += [(name, f"trouble: {t.code}", t.message, t.url) for t in found.trouble]
    finally:
        client.close()
    write(("source", "what", "text", "url"), rows, form)


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
    _conclude(done)


def backfill(
    names: Names = None,
    most: Annotated[int | None, typer.Option("--most", "-n", min=1, help="At most so many papers of each source.")] = None,
    days: Annotated[int, typer.Option("--days", min=0, help="Leave papers that were asked for in the last days.")] = 30,
    warehouse: Target = None,
    jobs: Jobs = None,
) -> None:
    """Fetch older papers too, and load them: all pages and years of a source, also those that no night looks at.

    The same pace, limits and patterns hold as at night. A paper that was asked for lately is left, so that a run that was ended,
    or that --most has cut short, is gone on with by the next.

    Examples:

        shingikai backfill
        shingikai backfill --most 100

    Exit codes: 0 all is well · 1 the old warehouse stays · 3 loaded, but some papers could not be had or read.
    """
    shop, older = open_shop(), Backfill(most=most, days=days)
    with meter() as bar:
        done = nightly(
            shop,
            warehouse or shop.settings.warehouse,
            names=names or (),
            older=older,
            jobs=jobs or cores(),
            progress=bar.done,
            planned=bar.planned,
        )
    _conclude(done)


def _conclude(done: Night) -> None:
    _fetched(done.fetched)
    out = console()
    for name in done.unconfirmed:
        out.print(f"{name}: no index page is confirmed, nothing was fetched; see: shingikai sources check {name}")
    for silent in done.silent:
        out.print(said(silent), soft_wrap=True)
    if done.report is None:
        raise PipelineError("there is no paper to load yet")
    say(done.report)
    if done.report.rejected or any(one.failed for one in done.fetched):
        raise typer.Exit(REJECTED)


def _fetched(done: tuple[Fetched, ...]) -> None:
    out = console()
    for one in done:
        counts = f"{len(one.new)} new, {len(one.changed)} changed, {len(one.unchanged)} unchanged, {len(one.vanished)} vanished"
        out.print(
            f"{one.source}: {counts}, {len(one.failed)} failed, {len(one.unknown)} files that no pattern knows", soft_wrap=True
        )
        if one.waiting:
            out.print(f"  {one.waiting} papers wait for the next run")
        for trouble in one.failed:
            out.print(f"  {trouble.code}: {harmless(trouble.message)}", soft_wrap=True)
