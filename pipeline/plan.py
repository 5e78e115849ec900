"""What a run is about: the files given, and the documents that the warehouse already holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.archive import Archive, Digest, digest
from pipeline.errors import PipelineError
from schemas.rows import DocumentRow


class Origin(Struct, frozen=True, kw_only=True):
    """What the web says of a document: the words of the link to it, and the document that stands at its address now."""

    link_text: str | None = None
    superseded_by: str | None = None


class Given(Struct, frozen=True, kw_only=True):
    """A document to be loaded: where its bytes are now, and what is to be recorded of where they came from."""

    path: Path
    file_name: str
    source_uri: str
    sha256: str
    byte_size: int
    retrieved_at: dt.datetime
    new: bool
    origin: Origin = Origin()

    @property
    def document_id(self) -> str:
        """First 16 hex digits of the sha256 of the bytes."""
        return self.sha256[:16]


def plan(
    files: Sequence[Path],
    held: Iterable[DocumentRow],
    archive: Archive,
    at: dt.datetime,
    fetched: Iterable[Given] = (),
    origins: Mapping[str, Origin] | None = None,
) -> list[Given]:
    """The documents of a run, each once, by id: those given, those fetched and those the warehouse holds, with what is known
    of their `origins` by document id.

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
    rows = {row.sha256: row for row in held}
    for given in fetched:
        fresh = msgspec.structs.replace(given, new=given.sha256 not in rows)
        found[given.sha256] = _first(found.get(given.sha256), fresh)
    for row in rows.values():
        found[row.sha256] = _first(found.get(row.sha256), _held(row, found.get(row.sha256), archive))
    known_as = origins or {}
    named = (msgspec.structs.replace(given, origin=known_as.get(given.document_id, Origin())) for given in found.values())
    return sorted(named, key=lambda given: given.document_id)


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
