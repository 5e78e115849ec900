"""All that cannot be made again, in one file: the papers, the ledger, what a person has configured, the warehouse and its snapshots."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
import tarfile
import uuid
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from pipeline.errors import PipelineError
from pipeline.files import put_in_place, scratch
from pipeline.settings import RESTORING, Settings
from pipeline.snapshots import FOLDER

ARCHIVE, LEDGER, CONFIG, WAREHOUSE = "archive", "archive/ledger.sqlite", "config", "warehouse/shingikai.duckdb"
SNAPSHOTS = f"warehouse/{FOLDER}"
UNFINISHED = ".backup-"
PARTS = ("sources", "lexicon", "codebook", "corrections", "checks")


def backup(settings: Settings, to: Path) -> int:
    """Write a backup as a tar file, as a whole or not at all; gives back how many papers are in it. The caller keeps other runs
    away (`nightly.alone`)."""
    if to.exists():
        raise PipelineError(f"{to} is there already; name a new file")
    to.parent.mkdir(parents=True, exist_ok=True)
    _sweep(to.parent)
    beside = to.parent / f"{UNFINISHED}{uuid.uuid4().hex}"
    try:
        with beside.open("xb") as file, tarfile.open(fileobj=file, mode="w") as tar, scratch() as folder:
            fcntl.flock(file, fcntl.LOCK_EX)
            papers = sorted(settings.archive.glob("??/*.pdf"))
            for path in papers:
                tar.add(path, f"{ARCHIVE}/{path.parent.name}/{path.name}")
            if settings.fetched.exists():
                tar.add(_copied(settings.fetched, folder), LEDGER)
            for part in PARTS:
                if (settings.config / part).is_dir():
                    tar.add(settings.config / part, f"{CONFIG}/{part}")
            if settings.warehouse.exists():
                tar.add(settings.warehouse, WAREHOUSE)
            if (kept := settings.warehouse.parent / FOLDER).is_dir():
                tar.add(kept, SNAPSHOTS)
        put_in_place(beside, to)
    finally:
        beside.unlink(missing_ok=True)
    return len(papers)


def _sweep(folder: Path) -> None:
    """Remove what backups that were killed have left; one that is being written is locked."""
    for leftover in folder.glob(f"{UNFINISHED}*"):
        with leftover.open("rb") as file, contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leftover.unlink(missing_ok=True)


def _copied(ledger: Path, folder: Path) -> Path:
    """A copy of the ledger that is of one moment."""
    copy = folder / "ledger.sqlite"
    one, other = sqlite3.connect(ledger), sqlite3.connect(copy)
    try:
        one.backup(other)
    finally:
        one.close()
        other.close()
    return copy


def restore(settings: Settings, source: Path) -> None:
    """Put a backup into a folder that holds no papers and no warehouse yet; the configuration goes to `restored-config` beside
    them, so that nothing that a person has written is replaced. What a restore that was killed has left is cleared away first.
    Raises PipelineError."""
    beside, places = settings.data / RESTORING, _places(settings)
    if beside.exists():
        _clear(beside, places)
    taken = [place for place in places.values() if place.exists() and any(place.iterdir())]
    if taken:
        raise PipelineError(f"{taken[0]} is there already; restore into an empty folder (SHINGIKAI_HOME)")
    beside.mkdir(parents=True)
    try:
        with tarfile.open(source) as tar:
            _look_through(tar)
            # Python before 3.11.4 has no filters, which is why the names were looked at
            tar.extraction_filter = getattr(tarfile, "data_filter", None)
            tar.extractall(beside)
        os.sync()
        for name, place in places.items():
            _move(beside / name, place)
    except tarfile.TarError as error:
        _clear(beside, places)
        raise PipelineError(f"{source} is no backup: {error}") from error
    except BaseException:
        _clear(beside, places)
        raise
    shutil.rmtree(beside)


def _look_through(tar: tarfile.TarFile) -> None:
    """Raises TarError where something would be written outside of the folder that a backup is unpacked into, or is no plain file."""
    for member in tar:
        names = [PurePosixPath(name) for name in (member.name, member.linkname) if name]
        plain = member.isfile() or member.isdir() or member.islnk()
        if not plain or any(name.is_absolute() or ".." in name.parts for name in names):
            raise tarfile.TarError(f"{member.name} is no file of a backup")


def _places(settings: Settings) -> dict[str, Path]:
    """Where the parts of a backup go to."""
    return {ARCHIVE: settings.archive, "warehouse": settings.warehouse.parent, CONFIG: settings.data / "restored-config"}


def _clear(beside: Path, places: Mapping[str, Path]) -> None:
    """Undo a restore: until `beside` is gone everything in its places is its own."""
    for path in (*places.values(), beside):
        shutil.rmtree(path, ignore_errors=True)


def _move(part: Path, to: Path) -> None:
    if part.is_dir():
        part.replace(to)
