"""All that cannot be made again, in one file: the papers, the ledger, what a person has configured, the warehouse and its snapshots."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tarfile
import tempfile
import uuid
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.files import put_in_place
from pipeline.settings import Settings
from pipeline.snapshots import FOLDER

ARCHIVE, LEDGER, CONFIG, WAREHOUSE = "archive", "archive/ledger.sqlite", "config", "warehouse/shingikai.duckdb"
SNAPSHOTS = f"warehouse/{FOLDER}"
PARTS = ("sources", "lexicon", "codebook", "corrections", "checks")


def backup(settings: Settings, to: Path) -> int:
    """Write a backup as a tar file, as a whole or not at all; gives back how many papers are in it. The caller keeps other runs
    away (`nightly.alone`)."""
    if to.exists():
        raise PipelineError(f"{to} is there already; name a new file")
    to.parent.mkdir(parents=True, exist_ok=True)
    beside = to.with_name(f".{to.name}.{uuid.uuid4().hex}")
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(beside, "x") as tar:
            papers = sorted(settings.archive.glob("??/*.pdf"))
            for path in papers:
                tar.add(path, f"{ARCHIVE}/{path.parent.name}/{path.name}")
            if settings.fetched.exists():
                tar.add(_copied(settings.fetched, Path(folder)), LEDGER)
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
    them, so that nothing that a person has written is replaced. Raises PipelineError."""
    taken = [path for path in (settings.fetched, settings.warehouse) if path.exists()] or [*settings.archive.glob("??/*.pdf")][
        :1
    ]
    if taken:
        raise PipelineError(f"{taken[0]} is there already; restore into an empty folder (SHINGIKAI_HOME)")
    settings.data.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=settings.data))
    try:
        with tarfile.open(source) as tar:
            tar.extractall(beside, filter="data")
        os.sync()
        _move(beside / ARCHIVE, settings.archive)
        _move(beside / "warehouse", settings.warehouse.parent)
        _move(beside / CONFIG, settings.data / "restored-config")
    except tarfile.TarError as error:
        raise PipelineError(f"{source} is no backup: {error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _move(part: Path, to: Path) -> None:
    if part.is_dir():
        shutil.copytree(part, to, dirs_exist_ok=True)
