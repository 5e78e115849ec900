"""The bytes of every document that was ever loaded, so that a warehouse can be built anew when the code has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline.files import write_whole

CHUNK = 1 << 20


class Digest(NamedTuple):
    """What identifies a file: the sha256 of its bytes, and how many there are."""

    sha256: str
    byte_size: int

    @property
    def document_id(self) -> str:
        """First 16 hex digits of the sha256."""
        return self.sha256[:16]


def digest(path: Path) -> Digest:
    """Read a file once, a piece at a time. Raises OSError where it cannot be read."""
    total, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            total.update(piece)
            size += len(piece)
    return Digest(total.hexdigest(), size)


class Archive:
    """A folder of files named by their sha256."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self.folder, self.max_bytes = folder, max_bytes

    def place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.pdf"

    def keep(self, path: Path, known: Digest) -> None:
        """Copy a file into the archive, unless it is there or has more bytes than a document may have."""
        target = self.place(known.sha256)
        if known.byte_size <= self.max_bytes and not target.exists():
            write_whole(target, path.read_bytes())

    def find(self, sha256: str, source_uri: str | None) -> Path | None:
        """The bytes of a document: in the archive, else where they came from if they are still the same; None if lost."""
        place = self.place(sha256)
        if place.exists():
            return place
        uri = urlsplit(source_uri or "")
        origin = Path(unquote(uri.path))
        if uri.scheme == "file" and origin.is_file() and digest(origin).sha256 == sha256:
            return origin
        return None
