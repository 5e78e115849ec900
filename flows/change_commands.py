"""Commands about what has changed: `changes`, `warehouses`, `warehouses restore`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from flows.load_commands import Target
from flows.look_commands import MANY, File, Form, opened
from flows.output import Format, console, grid, harmless, write
from pipeline.changereport import FINDINGS, ORDER, brief, chosen, counts, is_first, last_changes, listing
from pipeline.changes import changes as between
from pipeline.changes import compared
from pipeline.editions import editions, restore_edition, stood
from pipeline.settings import load
from schemas.rows.derived import ChangeRow

warehouses_app = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(changes)
    app.add_typer(warehouses_app, name="warehouses")


def changes(
    since: Annotated[
        str | None,
        typer.Option(
            "--since", "-s", metavar="RUN|DAY|FILE", help="A run, a day (2024-06-01) or an older file [default: last change]."
        ),
    ] = None,
    ward: Annotated[str | None, typer.Option("--ward", help="Only this ward.")] = None,
    table: Annotated[str | None, typer.Option("--table", "-t", help=f"Only this table: {', '.join(ORDER)}.")] = None,
    warehouse: File = None,
    form: Form = Format.table,
) -> None:
    """Say which documents, meetings, items, opinions, conditions, turns and findings appeared, changed, moved or vanished.

    Without --since what the last load that changed anything did. A changed row has a line for each column, with its old and new
    value (CSV and JSON have them whole). `moved`: the same row stands under another id. In SQL: the table `changes`.

    Examples:

        shingikai changes
        shingikai changes --since 2024-06-01 --table items
        shingikai changes --since data/warehouse/older/shingikai-RUN.duckdb --format csv > changes.csv
    """
    if table is not None and table not in ORDER:
        raise typer.BadParameter(f"there is no table {table}; tables are {', '.join(ORDER)}", param_hint="--table")
    target = warehouse or load().warehouse
    if since is None:
        with opened(target) as connection:
            found, first = last_changes(connection), is_first(connection)
        about = (
            f"run {found[0].run_id}" if found else "the first load; there is nothing to compare with" if first else "any run"
        )
    else:
        old = stood(target, since)
        with compared(old, target) as connection:
            found = between(connection, "")
        about = f"{target.name} since {old}"
    _print(chosen(found, ward, table), about, form)


def _print(found: list[ChangeRow], about: str, form: Format) -> None:
    if form is not Format.table:
        write(*listing(found), form)
        return
    out = console()
    out.print(harmless(f"changes of {about}: {len(found) or 'none'}"), soft_wrap=True)
    if found:
        out.print(grid(None, *counts(found)))
        out.print()
        header, rows = brief([change for change in found if change.table_name != FINDINGS])
        if rows:
            out.print(grid(None, header, rows[:MANY]))
        if len(rows) > MANY:
            print(f"{len(rows) - MANY} more lines: --format csv", file=sys.stderr)
        if any(change.table_name == FINDINGS for change in found):
            print("findings: shingikai findings --new, or --table findings --format csv", file=sys.stderr)


@warehouses_app.callback(invoke_without_command=True)
def warehouses(context: typer.Context, warehouse: File = None, form: Form = Format.table) -> None:
    """List the warehouse that is in use and the older ones that are kept, the newest first.

    A load that changes something keeps the warehouse before it; SHINGIKAI_KEEP says how many stay (7).

    Examples:

        shingikai warehouses
        shingikai warehouses restore 20240601T030000 --dry-run
        shingikai warehouses restore 20240601T030000
    """
    if context.invoked_subcommand:
        return
    rows: list[tuple[object, ...]] = [
        (
            "in use" if one.current else "older",
            one.last.run_id,
            one.run.started_at,
            one.last.started_at,
            one.last.documents_seen,
            one.items,
            one.findings,
            f"{one.byte_size / 1e6:.1f} MB",
            one.last.content_hash,
            *(() if form is Format.table else (str(one.path),)),
        )
        for one in editions(warehouse or load().warehouse)
    ]
    header = ("state", "run_id", "made_at", "checked_at", "documents", "items", "findings", "size", "content", "file")[
        : len(rows[0])
    ]
    write(header, rows, form)


@warehouses_app.command()
def restore(
    run: Annotated[str, typer.Argument(metavar="RUN", help="The run_id of an older warehouse, or its beginning.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be different.")] = False,
    warehouse: Target = None,
) -> None:
    """Put an older warehouse back into use. The one that is replaced is kept among the older ones, so this can be undone.

    The next load builds on what was restored and on the archive: mend what was wrong (the code, a source, a correction) before it.
    """
    settings = load()
    found, different = restore_edition(warehouse or settings.warehouse, run, settings.keep, dry_run=dry_run)
    out = console()
    for (table, change), count in sorted(different.items(), key=lambda one: (ORDER.index(one[0][0]), one[0][1])):
        out.print(f"{table}: {count} {change}")
    if not different:
        out.print("it says the same of documents, items, opinions, conditions, turns and findings")
    done = "would be in use (dry run, nothing was done)" if dry_run else "is in use"
    out.print(f"the warehouse of run {found.last.run_id} {done}")
