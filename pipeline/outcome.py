"""What reading a file gives."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from pipeline.extract.advice import ErrorCode
from pipeline.pagefile import PageFile
from schemas.document import Note, TextLayer


class ReadOutcome(Struct):
    """A file that was looked at. `pages` are in order; `notes` are those of the whole document (pages hold their own)."""

    document_id: str
    sha256: str
    byte_size: int
    status: Literal["loaded", "partial", "rejected"]
    error_code: ErrorCode | None = None
    error_message: str | None = None
    page_count: int = 0
    text_layer: TextLayer = "none"
    producer: str | None = None
    title: str | None = None
    pages: PageFile = field(default_factory=PageFile)
    notes: list[Note] = field(default_factory=list)
    seconds: float = 0.0
    rss_mb: float = 0.0
