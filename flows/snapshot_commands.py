"""The command `snapshot`: dated copies of the warehouse, kept for citing."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.look_commands import File, Form
from flows.output import Format, console, harmless, write
from pipeline.settings import load
from pipeline.snapshots import keep, place, snapshots
from pipeline.warehouse import now

snapshot_app = typer.Typer(invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(snapshot_app, name="snapshot")


@snapshot_app.callback()
def snapshot(
    context: typer.Context,
    name: Annotated[str | None, typer.Option("--name", help="Its name [default: day and content hash].")] = None,
    warehouse: File = None,
) -> None:
    """Keep a read-only copy of the warehouse as it is, for citing, and say how to cite it. It is never overwritten.

    What says the same is kept once: a second run names the copy that is there. A night keeps one a month by itself.

    Examples:

        shingikai snapshot
        shingikai snapshot --name thesis-2026
        shingikai snapshot list
        shingikai sql --warehouse data/warehouse/snapshots/thesis-2026.duckdb "FROM meta"
    """
    if context.invoked_subcommand is not None:
        return
    target = warehouse or load().warehouse
    found, new = keep(target, now(), name)
    out = console()
    out.print(f"{'kept' if new else 'kept already'}: {harmless(str(place(target, found.name)))}", soft_wrap=True)
    out.print(harmless(found.sentence()), soft_wrap=True)


@snapshot_app.command(name="list")
def list_all(warehouse: File = None, form: Form = Format.table) -> None:
    """List the snapshots that are kept, the oldest first. Whether each is still whole: shingikai verify."""
    header = ("name", "state of", "documents", "items", "content", "sha256", "citation")
    write(
        header,
        [
            (one.name, f"{one.state_of:%Y-%m-%d}", one.documents, one.items, one.content_hash, one.sha256, one.sentence())
            for one in snapshots(warehouse or load().warehouse)
        ],
        form,
    )
