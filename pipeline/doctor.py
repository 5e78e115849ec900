"""Whether a machine is ready: versions, dictionary, disk, rights, the operator's settings."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from msgspec import Struct
from sudachipy import Dictionary

from pipeline.errors import BusyError
from pipeline.fetch.survey import name_of
from pipeline.files import only_writer
from pipeline.nightly import confirmed
from pipeline.settings import Settings
from pipeline.stages import LIBRARIES
from schemas.source import Source

ROOM = 2 << 30  # bytes that should be free


class Sign(Struct, frozen=True):
    """One thing that was looked at. `level`: ok, warning (runs go on) or error (they cannot)."""

    name: str
    level: str
    words: str


def examine(settings: Settings, sources: Sequence[Source]) -> list[Sign]:
    """Look at everything; changes nothing."""
    return [
        *_versions(),
        _dictionary(),
        *(_writable(path) for path in (settings.data, settings.stage, settings.warehouse.parent)),
        _disk(settings),
        _ledger(settings),
        _lock(settings),
        _contact(settings),
        *_sources(sources),
    ]


def _versions() -> Iterator[Sign]:
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Sign("python", "ok" if fits else "error", sys.version.split()[0])
    for name in (*LIBRARIES, "duckdb", "prefect", "httpx"):
        try:
            yield Sign(name, "ok", metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Sign(name, "error", "is not installed")


def _dictionary() -> Sign:
    try:
        words = [m.surface() for m in Dictionary().create().tokenize("個人情報")]
    except Exception as error:
        return Sign("dictionary", "error", f"SudachiDict cannot be opened: {error}")
    return Sign("dictionary", "ok", " ".join(words))


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _writable(path: Path) -> Sign:
    place = _existing(path)
    try:
        with tempfile.TemporaryFile(dir=place):
            return Sign("write", "ok", str(path))
    except OSError as error:
        return Sign("write", "error", f"{path}: {error.strerror}")


def _disk(settings: Settings) -> Sign:
    free = shutil.disk_usage(_existing(settings.data)).free
    held = settings.warehouse.stat().st_size if settings.warehouse.exists() else 0
    enough = free > max(ROOM, 3 * held)
    return Sign("disk", "ok" if enough else "warning", f"{free / (1 << 30):.1f} GiB free")


def _ledger(settings: Settings) -> Sign:
    if not settings.fetched.exists():
        return Sign("ledger", "ok", "nothing was fetched yet")
    base = sqlite3.connect(f"file:{settings.fetched}?mode=ro", uri=True)
    try:
        found = str(base.execute("PRAGMA quick_check").fetchall()[0][0])
        return Sign("ledger", "ok" if found == "ok" else "error", found)
    except sqlite3.Error as error:
        return Sign("ledger", "error", str(error))
    finally:
        base.close()


def _lock(settings: Settings) -> Sign:
    if not os.access(_existing(settings.data), os.W_OK):
        return Sign("lock", "error", f"{settings.data} cannot be written")
    if not settings.data.exists():
        return Sign("lock", "ok", "no run is at work")
    try:
        with only_writer(settings.data / "nightly"):
            return Sign("lock", "ok", "no run is at work")
    except BusyError:
        return Sign("lock", "warning", "a run is at work")


def _contact(settings: Settings) -> Sign:
    said = settings.contact
    return Sign("contact", "ok" if said else "warning", said or "set SHINGIKAI_CONTACT: without it nothing is fetched")


def _sources(sources: Sequence[Source]) -> Iterator[Sign]:
    for source in sources:
        ready = confirmed(source)
        words = "confirmed" if ready else "no index page is confirmed; see: shingikai sources check"
        yield Sign(f"source {name_of(source)}", "ok" if ready else "warning", words)
