"""Dated copies of a warehouse, kept for citing: read-only, with their sha256 and the words to cite them by, never overwritten.

They lie in `snapshots` beside the warehouse: `NAME.duckdb`, and `NAME.json` that says what it is.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import uuid
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.archive import Digest, digest
from pipeline.errors import PipelineError
from pipeline.files import write_whole
from pipeline.warehouse import connect

FOLDER = "snapshots"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
READ_ONLY = 0o444


class Snapshot(Struct, frozen=True, kw_only=True):
    """A copy that is kept. `state_of`: when the warehouse was built (UTC); `documents`, `items`: how many it has."""

    name: str
    state_of: dt.datetime
    kept_at: dt.datetime
    content_hash: str
    schema_hash: str
    schema_version: str
    code_version: str
    sha256: str
    byte_size: int
    documents: int
    items: int

    def sentence(self) -> str:
        """How to cite the data as a whole, in one line."""
        return (
            f"審議会資料データ (papers of advisory councils on personal information), read by shingikai {self.code_version}, "
            f"state of {self.state_of:%Y-%m-%d}, snapshot {self.name}, {self.documents} documents, content {self.content_hash}, "
            f"sha256 {self.sha256}"
        )


def snapshots(target: Path) -> list[Snapshot]:
    """The snapshots of a warehouse, the oldest first. Raises PipelineError naming a description that cannot be read."""
    out = []
    for path in (target.parent / FOLDER).glob("*.json"):
        try:
            out.append(msgspec.json.decode(path.read_bytes(), type=Snapshot))
        except msgspec.DecodeError as error:
            raise PipelineError(f"{path} is damaged: {error}") from error
    return sorted(out, key=lambda one: (one.state_of, one.name))


def place(target: Path, name: str) -> Path:
    """Where the snapshot of that name lies."""
    return target.parent / FOLDER / f"{name}.duckdb"


def keep(target: Path, at: dt.datetime, name: str | None = None) -> tuple[Snapshot, bool]:
    """Keep a copy of a warehouse as it is, by default named for its day and content; gives back its description, and whether it
    is new: what says the same is kept once, and its name stays. `at`: now, UTC.

    Raises PipelineError for a name that is none, or that another state has, and where there is no room.
    """
    if name is not None and not NAME.fullmatch(name):
        raise PipelineError(f"{name!r} is no name for a snapshot: use letters, digits, - _ and .")
    said = _described(target, at, name)
    for one in snapshots(target):
        if (one.content_hash, one.schema_hash) == (said.content_hash, said.schema_hash):
            return one, False
        if one.name == said.name:
            raise PipelineError(
                f"there is a snapshot {one.name} of another state ({one.content_hash}); give this one another name"
            )
    path = place(target, said.name)
    try:
        known = _copied(target, path)
        said = msgspec.structs.replace(said, sha256=known.sha256, byte_size=known.byte_size)
        write_whole(path.with_suffix(".json"), msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n")
    except OSError as error:
        raise PipelineError(f"the warehouse is as it should be, but no snapshot of it could be kept: {error}") from error
    return said, True


def monthly(target: Path, at: dt.datetime) -> Snapshot | None:
    """Keep a snapshot named for the month, unless the month has one or the last one says the same; gives back a new one."""
    name = f"{at:%Y-%m}"
    if any(one.name == name for one in snapshots(target)):
        return None
    found, new = keep(target, at, name)
    return found if new else None


def damage(target: Path) -> list[str]:
    """The snapshots that are lost or no longer what they were, in plain words. Every byte is read."""
    out = []
    for one in snapshots(target):
        path = place(target, one.name)
        if not path.exists():
            out.append(f"the snapshot {path} is lost")
        elif digest(path).sha256 != one.sha256:
            out.append(f"the snapshot {path} is damaged")
    return out


def of_content(target: Path, content_hash: str | None) -> Snapshot | None:
    """The oldest snapshot that says what a warehouse with this content hash says; None where there is none."""
    return next((one for one in snapshots(target) if one.content_hash == content_hash), None)


def _described(target: Path, at: dt.datetime, name: str | None) -> Snapshot:
    connection = connect(target)
    try:
        meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        ((documents, items),) = connection.execute(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM items)"
        ).fetchall()
    finally:
        connection.close()
    state = dt.datetime.fromisoformat(meta["built_at"].removesuffix("Z"))
    return Snapshot(
        name=name or f"{state:%Y-%m-%d}-{meta['content_hash'][:8]}",
        state_of=state,
        kept_at=at,
        content_hash=meta["content_hash"],
        schema_hash=meta["schema_hash"],
        schema_version=meta["schema_version"],
        code_version=meta["code_version"],
        sha256="",
        byte_size=0,
        documents=documents,
        items=items,
    )


def _copied(target: Path, path: Path) -> Digest:
    """Copy beside, flush to disk, put in place: what a killed run leaves is no snapshot, because nothing describes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with target.open("rb") as source, beside.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        beside.chmod(READ_ONLY)
        known = digest(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return known
