"""Commands that print what starts a night without a Prefect server: `timer cron`, `timer systemd`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.output import console
from pipeline.files import write_whole
from pipeline.settings import load
from pipeline.timer import cron_line, start_of, units

At = Annotated[dt.datetime, typer.Option("--at", formats=["%H:%M"], help="When the night begins, in Tokyo.")]
THREE = dt.datetime(1900, 1, 1, 3)

timer_app = typer.Typer(help="What starts the night on this machine, without a Prefect server.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(timer_app, name="timer")


@timer_app.command()
def cron(at: At = THREE) -> None:
    """Print the line for a crontab, with the folders and SHINGIKAI_ variables of this call.

    Cron sends what a night prints as a letter; the night prints only what needs a look.

    Examples:

        (crontab -l; SHINGIKAI_CONTACT=you@example.org shingikai timer cron) | crontab -
    """
    typer.echo(cron_line(start_of(load()), at.time(), dt.datetime.now().astimezone()), nl=False)


@timer_app.command()
def systemd(
    at: At = THREE,
    into: Annotated[Path | None, typer.Option("--into", file_okay=False, help="Write the two files into this folder.")] = None,
) -> None:
    """Print a service and a timer for systemd, with the folders and SHINGIKAI_ variables of this call, or write them.

    Examples:

        SHINGIKAI_CONTACT=you@example.org shingikai timer systemd
        sudo SHINGIKAI_CONTACT=you@example.org .venv/bin/shingikai timer systemd --into /etc/systemd/system
    """
    made = units(start_of(load()), at.time())
    for name, text in made.items():
        if into is None:
            typer.echo(f"# {name}\n{text}")
        else:
            write_whole(into / name, text.encode())
            console().print(f"written: {into / name}", soft_wrap=True)
    if into is not None:
        console().print("now: systemctl daemon-reload && systemctl enable --now shingikai.timer")
