"""What may go: stages of code that is no more, older warehouses beyond those that are kept, and (only when told) papers that
nothing knows. The archive's papers are otherwise never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from pipeline.fetch.origins import seen
from pipeline.older import older
from pipeline.process import Workshop
from pipeline.stages import EXTRACTED, UNDERSTOOD
from pipeline.warehouse import connect


class Leftover(Struct, frozen=True, kw_only=True):
    """A file that may go: `kind` is `stage`, `older warehouse` or `paper`; its size in bytes."""

    kind: str
    path: Path
    byte_size: int


def leftovers(shop: Workshop, target: Path, keep: int, *, papers: bool = False) -> list[Leftover]:
    """What may go. `keep`: how many older warehouses stay; with `papers` also files of the archive that neither the ledger nor
    the warehouse knows. Raises NotAWarehouseError where it cannot be told what the warehouse knows."""
    found = [("stage", path) for path in _stages(shop)]
    if target.exists():
        found += [("older warehouse", path) for path in older(target, _runs(target))[keep:]]
    if papers:
        found += [("paper", path) for path in _unknown(shop, target)]
    return [Leftover(kind=kind, path=path, byte_size=path.stat().st_size) for kind, path in found]


def remove(found: list[Leftover]) -> None:
    """Delete files that may go. The caller keeps other runs away (`nightly.alone`)."""
    for one in found:
        one.path.unlink(missing_ok=True)


def _stages(shop: Workshop) -> Iterator[Path]:
    for kind, version in ((EXTRACTED, shop.extract_version), (UNDERSTOOD, shop.version)):
        for path in sorted((shop.settings.stage / kind).glob("*.msgpack")):
            if not path.stem.endswith(f"-{version}"):
                yield path


def _runs(target: Path) -> list[str]:
    connection = connect(target, any_version=True)
    try:
        return [str(name) for (name,) in connection.execute("SELECT run_id FROM runs ORDER BY rowid").fetchall()]
    finally:
        connection.close()


def _unknown(shop: Workshop, target: Path) -> Iterator[Path]:
    known = {row.sha256 for row in seen(shop.settings.fetched)}
    connection = connect(target)
    try:
        known |= {str(sha256) for (sha256,) in connection.execute("SELECT sha256 FROM documents").fetchall()}
    finally:
        connection.close()
    for path in sorted(shop.settings.archive.glob("??/*.pdf")):
        if path.stem not in known:
            yield path
