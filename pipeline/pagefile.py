"""The raw pages of one document in a file: written one by one as they are read, decoded one by one when they are asked for.

However many pages a document has, no process holds more of them than it looks at. A saved file is: the length of its head (8 bytes,
big-endian), the head (msgpack), and the pages (msgpack, each compressed by itself).
"""

from __future__ import annotations

import os
import tempfile
import weakref
import zlib
from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar, overload

import msgspec
from msgspec import Struct, field

from pipeline.files import written_whole
from schemas.document import Note, RawPage, TextLayer

T = TypeVar("T")
LENGTH = 8
CHUNK = 1 << 20


class Place(NamedTuple):
    """Where a page lies in the file: first byte and number of bytes."""

    start: int
    size: int


class PageHead(Struct, array_like=True):
    """What is known of a page without its contents, which are passed over (fields in the order of `RawPage`)."""

    page_no: int
    width: float
    height: float
    chars: msgspec.Raw
    rules: msgspec.Raw
    boxes: msgspec.Raw
    fonts: msgspec.Raw
    text_layer: TextLayer = "digital"
    notes: list[Note] = field(default_factory=list)


class PageFile(Sequence[RawPage]):
    """Pages in the order of their numbers, read from the file each time. A new one is empty, in a file without a name that goes
    with it."""

    def __init__(self, stream: BinaryIO | None = None, places: Mapping[int, Place] | None = None) -> None:
        """With `stream` the pages that lie in it at `places`, by page number; it may be closed afterwards."""
        self._file = os.dup(stream.fileno()) if stream else _nameless()
        self._places = dict(places or {})
        self._numbers = sorted(self._places)
        self._end = os.fstat(self._file).st_size
        weakref.finalize(self, os.close, self._file)

    def put(self, content: bytes) -> PageHead:
        """Add a page (the msgpack of a `RawPage`), or put it in the place of one with its number."""
        head = msgspec.msgpack.decode(content, type=PageHead)
        packed = zlib.compress(content, 1)
        os.pwrite(self._file, packed, self._end)
        if head.page_no not in self._places:
            insort(self._numbers, head.page_no)
        self._places[head.page_no] = Place(self._end, len(packed))
        self._end += len(packed)
        return head

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of each page, as they are to be written to another file."""
        for page_no in self._numbers:
            yield page_no, os.pread(self._file, self._places[page_no].size, self._places[page_no].start)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[RawPage]:
        return (_page(content) for _, content in self.packed())

    @overload
    def __getitem__(self, key: int) -> RawPage: ...
    @overload
    def __getitem__(self, key: slice) -> list[RawPage]: ...
    def __getitem__(self, key: int | slice) -> RawPage | list[RawPage]:
        """The pages at these places (from 0), not of these numbers."""
        if isinstance(key, slice):
            return [self[n] for n in range(*key.indices(len(self)))]
        place = self._places[self._numbers[key]]
        return _page(os.pread(self._file, place.size, place.start))


class _Head(Struct, frozen=True):
    """What stands before the pages: what is said of the document, where its pages lie, a checksum over both and the pages."""

    said: msgspec.Raw
    places: dict[int, Place]
    check: int


def save(path: Path, said: object, pages: PageFile) -> None:
    """Write what is said of a document (a `PageFile` in it is left out) and its pages, as a whole or not at all."""
    places, end = {}, 0
    for page_no, content in pages.packed():
        places[page_no] = Place(end, len(content))
        end += len(content)
    words = msgspec.Raw(msgspec.msgpack.encode(said, enc_hook=lambda _: None))
    check = _sum(words, places)
    for _, content in pages.packed():
        check = zlib.crc32(content, check)
    head = msgspec.msgpack.encode(_Head(words, places, check))
    with written_whole(path) as stream:
        stream.write(len(head).to_bytes(LENGTH, "big") + head)
        stream.writelines(content for _, content in pages.packed())


def load(path: Path, shape: type[T]) -> T:
    """What was saved; its field of type `PageFile` gives the pages.

    Raises FileNotFoundError where there is no such file, msgspec.DecodeError where it is damaged.
    """
    with path.open("rb") as stream:
        size = int.from_bytes(stream.read(LENGTH), "big")
        head = msgspec.msgpack.decode(stream.read(min(size, path.stat().st_size)), type=_Head)
        start, check = stream.tell(), _sum(head.said, head.places)
        while piece := stream.read(CHUNK):
            check = zlib.crc32(piece, check)
        if check != head.check:
            raise msgspec.DecodeError(f"{path} is damaged")
        places = {page_no: Place(start + place.start, place.size) for page_no, place in head.places.items()}

        def pages(_kind: type, _said: Any) -> PageFile:
            return PageFile(stream, places)

        return msgspec.msgpack.decode(head.said, type=shape, dec_hook=pages)


def _sum(said: msgspec.Raw, places: Mapping[int, Place]) -> int:
    return zlib.crc32(msgspec.msgpack.encode((said, places)))


def _page(content: bytes) -> RawPage:
    return msgspec.msgpack.decode(zlib.decompress(content), type=RawPage)


def _nameless() -> int:
    with tempfile.TemporaryFile() as stream:
        return os.dup(stream.fileno())
