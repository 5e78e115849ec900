"""Older warehouses: the last few that said something else stay beside the newest."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "older"


def spare(target: Path) -> Path | None:
    """Hold on to a warehouse that is about to be replaced; None where there is none. Costs no disk while both are one file."""
    if not target.exists():
        return None
    place = target.with_name(f".{target.name}.spare")
    place.unlink(missing_ok=True)
    os.link(target, place)
    return place


def settle(held: Path, target: Path, name: str, keep: int) -> Path | None:
    """Put the warehouse that was replaced among the older ones, under the name of the run that made it; drop all but the newest
    `keep`. Gives back where it is, None where none are kept."""
    folder = target.parent / FOLDER
    folder.mkdir(exist_ok=True)
    place = folder / f"{target.stem}-{name}{target.suffix}"
    held.replace(place)
    for old in older(target)[keep:]:
        old.unlink(missing_ok=True)
    return place if place.exists() else None


def older(target: Path) -> list[Path]:
    """The older warehouses, the newest first (the names of runs begin with their time)."""
    return sorted((target.parent / FOLDER).glob(f"{target.stem}-*{target.suffix}"), reverse=True)
