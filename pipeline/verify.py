"""Whether everything that is kept is still what it was: the archive, the ledger, the warehouse, its snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.archive import digest
from pipeline.checks import failures
from pipeline.content import content_hash
from pipeline.fetch.origins import seen
from pipeline.settings import Settings
from pipeline.snapshots import damage
from pipeline.warehouse import connect
from schemas.source import Source


def verify(settings: Settings, target: Path, sources: Sequence[Source]) -> list[str]:
    """What is damaged or missing, in plain words; empty where all is well. Every byte of the archive is read."""
    return [*_archive(settings), *_ledger(settings), *_warehouse(settings, target, sources), *damage(target)]


def _archive(settings: Settings) -> list[str]:
    return [f"{path} is damaged" for path in sorted(settings.archive.rglob("*.pdf")) if digest(path).sha256 != path.stem]


def _held(settings: Settings, sha256: str) -> bool:
    return (settings.archive / sha256[:2] / f"{sha256}.pdf").exists()


def _ledger(settings: Settings) -> list[str]:
    return [f"the archive lacks {r.sha256} ({r.url})" for r in seen(settings.fetched) if not _held(settings, r.sha256)]


def _warehouse(settings: Settings, target: Path, sources: Sequence[Source]) -> list[str]:
    if not target.exists():
        return [f"there is no warehouse {target}"]
    connection = connect(target)
    try:
        broken = failures(connection, sources)
        found = connection.execute("SELECT content_hash FROM runs ORDER BY rowid DESC LIMIT 1").fetchall()
        if not found or found[0][0] != content_hash(connection):
            broken.append(f"the content of {target} is not that of its last run")
        rows = connection.execute("SELECT file_name, sha256 FROM documents WHERE byte_size <= ?", [settings.max_bytes])
        broken += [f"the archive lacks {name} ({sha})" for name, sha in rows.fetchall() if not _held(settings, sha)]
        return broken
    finally:
        connection.close()
