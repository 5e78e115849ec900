"""Commands of an operator that ask the sites: `sources check`, `fetch`, `nightly`, `backfill`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from flows.load_commands import REJECTED, Jobs, Target, say
from flows.look_commands import Form
from flows.output import Format, console, harmless, write
from flows.progress import Meter, meter
from flows.shop import open_shop
from pipeline.clock import Clock
from pipeline.errors import PipelineError
from pipeline.fetch.origins import seen
from pipeline.fetch.papers import Backfill, Fetched, Heard
from pipeline.fetch.survey import name_of, survey
from pipeline.files import write_whole
from pipeline.nightly import Night, alone, chosen, fetch_all, make_client, nightly, told
from pipeline.nightreport import markdown, not_asked
from pipeline.settings import cores, load
from pipeline.sources import load_sources

Names = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Sources by name [default: all].")]
All = Annotated[bool, typer.Option("--all", help="Ask for every known paper, not only for those whose turn it is.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what needs a look: nothing on an ordinary night.")]
Report = Annotated[Path | None, typer.Option("--report", help="Write what the night did to this file (Markdown).")]

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


def fetch(names: Names = None, every: All = False) -> None:
    """Fetch new and changed papers into the archive, and load nothing.

    Only confirmed index pages are asked, one host at a pace, obeying robots.txt. What has not changed is not sent again.

    Exit codes: 0 all is well · 1 nothing was done · 3 some addresses could not be had.
    """
    shop = open_shop()
    with alone(shop.settings):
        client = make_client(shop.settings, Clock())
        try:
            with meter() as bar:
                done = fetch_all(chosen(shop.sources, names or []), shop, client, every=every, heard=_heard(bar))
        finally:
            client.close()
    if any(one.failed for one in done):
        raise typer.Exit(REJECTED)


def night(warehouse: Target = None, jobs: Jobs = None, every: All = False, quiet: Quiet = False, report: Report = None) -> None:
    """Fetch, read, load, check: what runs every night. Can be run again at any time; two runs at once are impossible.

    New papers, and those that came or changed lately, are asked for every night; of the older ones a share, so that each is asked
    for once in `recheck_days` (data/sources). What has failed and was told once is not told again while it lasts.

    Exit codes: 0 all is well, or nothing that was not told before · 1 the old warehouse stays · 3 loaded, and something new needs a
    look.
    """
    _whole(warehouse, jobs, quiet, report, every=every)


def backfill(
    names: Names = None,
    most: Annotated[int | None, typer.Option("--most", "-n", min=1, help="At most so many papers of each source.")] = None,
    days: Annotated[int, typer.Option("--days", min=0, help="Leave papers that were asked for in the last days.")] = 30,
    warehouse: Target = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
    report: Report = None,
) -> None:
    """Fetch older papers too, and load them: all pages and years of a source, also those that no night looks at.

    The same pace, limits and patterns hold as at night. A paper that was asked for lately is left, so that a run that was ended,
    or that --most has cut short, is gone on with by the next.

    Examples:

        shingikai backfill
        shingikai backfill --most 100

    Exit codes: 0 all is well, or nothing that was not told before · 1 the old warehouse stays · 3 loaded, and something new needs a
    look.
    """
    _whole(warehouse, jobs, quiet, report, names=names or (), older=Backfill(most=most, days=days))


def _whole(
    warehouse: Path | None,
    jobs: int | None,
    quiet: bool,
    report: Path | None,
    *,
    names: Sequence[str] = (),
    older: Backfill | None = None,
    every: bool = False,
) -> None:
    """Run a night or a backfill, say what it did and what needs a look, and remember that it was said."""
    shop = open_shop()
    target = warehouse or shop.settings.warehouse
    with meter(quiet) as bar:
        done = nightly(
            shop,
            target,
            names=names,
            older=older,
            every=every,
            jobs=jobs or cores(),
            heard=_heard(bar, quiet),
            progress=bar.done,
            planned=bar.planned,
        )
    if report is not None:
        write_whole(report, markdown(done, target).encode())
    if not quiet:
        _said(done)
    for alarm in done.due:
        console().print(f"needs a look: {harmless(alarm.words)}", soft_wrap=True)
    told(done, shop.settings, Clock())
    if done.refused is not None:
        raise PipelineError(done.refused)
    if done.report is None:
        raise PipelineError("there is no paper to load yet")
    if done.due:
        raise typer.Exit(REJECTED)


def _said(done: Night) -> None:
    """Print what a night did beside fetching."""
    out = console()
    for name in done.unconfirmed:
        out.print(f"{name}: no index page is confirmed, nothing was fetched; see: shingikai sources check {name}")
    if done.report is not None:
        say(done.report)
    for one in done.known:
        out.print(f"known since {one.since:%Y-%m-%d}: {harmless(one.alarm.words)}", soft_wrap=True)


def _heard(bar: Meter, quiet: bool = False) -> Heard:
    """The bar goes on from paper to paper and makes room for what is said of each source."""

    def fetched(one: Fetched) -> None:
        bar.pause()
        if not quiet:
            _fetched(one)

    return Heard(bar.asking, fetched)


def _fetched(one: Fetched) -> None:
    """Print what became of the papers of a source, as soon as it is known."""
    out = console()
    counts = f"{len(one.new)} new, {len(one.changed)} changed, {len(one.unchanged)} unchanged, {len(one.vanished)} vanished"
    out.print(
        f"{one.source}: {counts}, {len(one.failed)} failed, {len(one.unknown)} files that no pattern knows", soft_wrap=True
    )
    if one.later:
        out.print(f"  not asked for: {not_asked(one)}", soft_wrap=True)
    if one.waiting:
        out.print(f"  {one.waiting} papers wait for the next run")
    for trouble in one.failed:
        out.print(f"  {trouble.code}: {harmless(trouble.message)}", soft_wrap=True)
