"""Older warehouses: the last few that said something else stay beside the newest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.warehouse import connect

FOLDER = "older"


def spare(target: Path) -> Path | None:
    """Hold on to a warehouse that is about to be replaced; None where there is none. Costs no disk while both are one file."""
    if not target.exists():
        return None
    place = _beside(target)
    place.unlink(missing_ok=True)
    os.link(target, place)
    return place


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.spare")


def recover(target: Path, keep: int) -> None:
    """Put the warehouse that a killed run has replaced and held among the older ones; nothing where none was left behind."""
    place = _beside(target)
    if not place.exists():
        return
    if target.exists() and not place.samefile(target) and keep:
        held, now = (_runs(path) for path in (place, target))
        if held and now and held[-1][1] != now[-1][1]:
            settle(place, target, [name for name, _ in held], keep)
    place.unlink(missing_ok=True)


def _runs(path: Path) -> list[tuple[str, str]]:
    """The runs of a warehouse in order, with the hash of what each left behind."""
    connection = connect(path, any_version=True)
    try:
        return connection.execute("SELECT run_id, content_hash FROM runs ORDER BY rowid").fetchall()
    finally:
        connection.close()


def settle(held: Path, target: Path, runs: Sequence[str], keep: int) -> Path | None:
    """Put the warehouse that was replaced among the older ones, under the name of the run that made it, the last of `runs` (all
    runs so far, in order); drop all but the newest `keep`. Gives back where it is, None where none are kept."""
    folder = target.parent / FOLDER
    folder.mkdir(exist_ok=True)
    place = folder / f"{target.stem}-{runs[-1]}{target.suffix}"
    held.replace(place)
    for old in older(target, runs)[keep:]:
        old.unlink(missing_ok=True)
    return place if place.exists() else None


def older(target: Path, runs: Sequence[str] = ()) -> list[Path]:
    """The older warehouses, the newest first: in the order of the `runs` that made them, wherever the clock stood then; those of
    other runs come last, by name."""
    order = {name: n for n, name in enumerate(runs)}
    start, end = len(target.stem) + 1, len(target.suffix)

    def place(path: Path) -> tuple[int, str]:
        return order.get(path.name[start : len(path.name) - end], -1), path.name

    return sorted((target.parent / FOLDER).glob(f"{target.stem}-*{target.suffix}"), key=place, reverse=True)
