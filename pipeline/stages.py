"""Intermediate results on disk, so that work done once is not done again: `<stage>/<kind>/<document>-<version>.msgpack`.

A version is a hash over everything that the result depends on beside the document's bytes: our source files, the configured
sources, word lists and codebook, and the versions of the libraries. A result of another version is never used.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from pipeline import pagefile
from pipeline.files import write_whole
from pipeline.pagefile import PageFile
from pipeline.settings import ROOT
from schemas.findings import Finding
from schemas.parsed import Parsed
from schemas.rows import ROWS, Row

T = TypeVar("T")

EXTRACT_CODE = ("schemas/document.py", "schemas/text.py", "pipeline/extract", "pipeline/read.py", "pipeline/isolate.py",
                "pipeline/outcome.py", "pipeline/pagefile.py")  # fmt: skip
PARSE_CODE = ("schemas", "parsers")
WHOLE_CODE = ("schemas", "parsers", "pipeline", "data/accuracy")
CONFIGURATION = ("sources", "lexicon", "codebook")
EXTRACTED, UNDERSTOOD = "extracted", "understood"  # kinds of stages
PASSING = ("timeout", "memory", "crashed")
LIBRARIES = ("pdfplumber", "pdfminer.six", "pypdfium2", "sudachipy", "sudachidict-core", "spacy", "rapidfuzz", "msgspec")


class Reading(Struct, frozen=True, kw_only=True):
    """What understanding the pages of one document gave beside its rows; `fault` says where our code failed, if it did."""

    kind: str | None = None
    title: str | None = None
    ward: str | None = None
    council: str | None = None
    findings: tuple[Finding, ...] = ()
    fault: str | None = None


class Group(Struct, frozen=True, array_like=True):
    """The encoded rows of one table."""

    table: str
    rows: msgspec.Raw


class Understood(Struct, frozen=True, kw_only=True):
    """All that reading and understanding one document gave. `rows` are encoded rows by table name; `tries` says how often it was
    tried where that was to no avail."""

    file_name: str
    status: str
    text_layer: str | None = None
    error_code: str | None = None
    error_message: str | None = None
    page_count: int | None = None
    producer: str | None = None
    kind: str | None = None
    title: str | None = None
    ward: str | None = None
    council: str | None = None
    findings: tuple[Finding, ...] = ()
    rows: dict[str, msgspec.Raw] = {}
    tries: int = 1

    @property
    def lasting(self) -> bool:
        """Whether another attempt would give the same: not so where time or memory ran out or the reader died."""
        return self.error_code not in PASSING

    def decoded(self, kinds: Iterable[type[Row]] = ROWS) -> dict[type[Row], list[Row]]:
        """The rows of these kinds. Raises msgspec.DecodeError where the stage is damaged."""
        return {row: _decoder(row).decode(self.rows[row.TABLE.name]) for row in kinds if row.TABLE.name in self.rows}


@cache
def _decoder(row: type[Row]) -> msgspec.msgpack.Decoder[list[Row]]:
    return msgspec.msgpack.Decoder(list[row])  # type: ignore[valid-type]


def encoded(parsed: Parsed) -> Iterator[Group]:
    """A parser's rows, ready to be written."""
    return (Group(name, msgspec.Raw(msgspec.msgpack.encode(rows))) for name, rows in parsed.tables().items())


class Stages:
    """The folder of intermediate results. Deleting it costs time and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, kind: str, document_id: str, version: str) -> Path:
        return self.folder / kind / f"{document_id}-{version}.msgpack"

    def load(self, kind: str, document_id: str, version: str, shape: type[T]) -> T | None:
        """A result, or None where there is none of this version (a damaged file counts as none)."""
        try:
            content = self.place(kind, document_id, version).read_bytes()
            return msgspec.msgpack.decode(zlib.decompress(content), type=shape)
        except (FileNotFoundError, zlib.error, msgspec.DecodeError):
            return None

    def load_pages(self, document_id: str, version: str, shape: type[T]) -> T | None:
        """What reading the pages of a document gave, the pages being a `PageFile`; None where there is none of this version."""
        try:
            return pagefile.load(self.place(EXTRACTED, document_id, version), shape)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def save_pages(self, document_id: str, version: str, outcome: object, pages: PageFile) -> None:
        """Write what reading the pages of a document gave, and drop that of other versions."""
        target = self.place(EXTRACTED, document_id, version)
        pagefile.save(target, outcome, pages)
        _drop_others(target, document_id)

    def save(self, kind: str, document_id: str, version: str, result: object) -> Path:
        """Write a result and drop those of other versions."""
        target = self.place(kind, document_id, version)
        write_whole(target, zlib.compress(msgspec.msgpack.encode(result), 1))
        _drop_others(target, document_id)
        return target


def _drop_others(target: Path, document_id: str) -> None:
    for other in target.parent.glob(f"{document_id}-*.msgpack"):
        if other != target:
            other.unlink(missing_ok=True)


def extract_version() -> str:
    """The version of reading pages."""
    return _version([ROOT / name for name in EXTRACT_CODE], ROOT)


def parse_version(config: Path) -> str:
    """The version of understanding a document, reading included."""
    code = _version([ROOT / name for name in (*EXTRACT_CODE, *PARSE_CODE)], ROOT)
    return hashlib.sha256((code + _version([config / name for name in CONFIGURATION], config)).encode()).hexdigest()[:12]


def whole_version(config: Path) -> str:
    """The version of everything that makes a warehouse out of documents: all code, all configuration, DuckDB."""
    code = _version([ROOT / name for name in WHOLE_CODE], ROOT)
    edited = _version([config / name for name in (*CONFIGURATION, "corrections", "checks")], config)
    return f"{code}-{edited}-{metadata.version('duckdb')}"


def _version(places: Sequence[Path], base: Path) -> str:
    total = hashlib.sha256("\n".join(f"{name}={metadata.version(name)}" for name in LIBRARIES).encode())
    for path in _files(places):
        total.update(f"{path.relative_to(base)}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _files(places: Iterable[Path]) -> list[Path]:
    found = {p for place in places for p in (place.rglob("*") if place.is_dir() else [place]) if p.is_file()}
    return sorted(p for p in found if "__pycache__" not in p.parts and not p.name.startswith("."))
