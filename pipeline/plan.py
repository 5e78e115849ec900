"""What a run is about: the files given, and the documents that the warehouse already holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from pipeline.archive import Archive, Digest, digest
from pipeline.errors import PipelineError
from schemas.rows import DocumentRow


class Given(Struct, frozen=True, kw_only=True):
    """A document to be loaded: where its bytes are now, and what is to be recorded of where they came from."""

    path: Path
    file_name: str
    source_uri: str
    sha256: str
    byte_size: int
    retrieved_at: dt.datetime
    new: bool

    @property
    def document_id(self) -> str:
        """First 16 hex digits of the sha256 of the bytes."""
        return self.sha256[:16]


def plan(files: Sequence[Path], held: Iterable[DocumentRow], archive: Archive, at: dt.datetime) -> list[Given]:
    """The documents of a run, each once, by id: those given and those the warehouse holds.

    Bytes that come under several names are one document with the first of the names (by alphabet), so that neither the order
    of the files nor the order of the runs matters. Raises PipelineError where a file cannot be read or the bytes of a document
    that the warehouse holds are lost.
    """
    found: dict[str, Given] = {}
    for path in files:
        known = _digest(path)
        archive.keep(path, known)
        given = Given(
            path=path,
            file_name=path.name,
            source_uri=path.as_uri(),
            sha256=known.sha256,
            byte_size=known.byte_size,
            retrieved_at=at,
            new=True,
        )
        found[known.sha256] = _first(found.get(known.sha256), given)
    for row in held:
        found[row.sha256] = _first(found.get(row.sha256), _held(row, found.get(row.sha256), archive))
    return sorted(found.values(), key=lambda given: given.document_id)


def _digest(path: Path) -> Digest:
    try:
        return digest(path)
    except OSError as error:
        raise PipelineError(f"{path} cannot be read: {error.strerror or error}") from error


def _held(row: DocumentRow, given: Given | None, archive: Archive) -> Given:
    path = given.path if given else archive.find(row.sha256, row.source_uri)
    if path is None:
        raise PipelineError(
            f"the bytes of {row.file_name} ({row.document_id}), which the warehouse holds, are neither in {archive.folder} nor where "
            "they came from; name the file again, or start anew with --fresh"
        )
    return Given(
        path=path,
        file_name=row.file_name,
        source_uri=row.source_uri or path.as_uri(),
        sha256=row.sha256,
        byte_size=row.byte_size,
        retrieved_at=row.retrieved_at or dt.datetime(1970, 1, 1),
        new=False,
    )


def _first(before: Given | None, given: Given) -> Given:
    if before is None:
        return given
    first, _ = sorted((before, given), key=lambda g: (g.file_name, g.new, g.source_uri))
    return Given(
        path=before.path,
        file_name=first.file_name,
        source_uri=first.source_uri,
        sha256=given.sha256,
        byte_size=given.byte_size,
        retrieved_at=min(before.retrieved_at, given.retrieved_at),
        new=before.new or given.new,
    )
