"""A first look at a file: is it a PDF, does it open, how many pages, who made it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec import Struct

from pipeline.extract.advice import ErrorCode, advice

HEAD, TAIL = 8192, 2048
"""Bytes looked at from the start (`%PDF-` may stand after junk) and from the end (`%%EOF`)."""

_KINDS = (
    (b"PK\x03\x04", "a ZIP archive or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"{\\rtf", "an RTF text"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
)


class Probe(Struct, frozen=True):
    """What the first look gave; with an `error_code` no page can be read and `page_count` is 0.

    `damaged`: PDFium cannot open the file, only pdfplumber can.
    """

    page_count: int
    error_code: ErrorCode | None = None
    error_message: str | None = None
    producer: str | None = None
    title: str | None = None
    damaged: bool = False


def failed(code: ErrorCode, what: str = "") -> Probe:
    """A probe that found no readable page."""
    return Probe(0, code, advice(code, what))


def probe(path: str | Path) -> Probe:
    """Looks at a file with PDFium. Damaged structure can make this slow: run it in a child process."""
    path = Path(path)
    if not path.stat().st_size:
        return failed("empty_file")
    if wrong := foreign_kind(path):
        return failed("not_pdf", wrong)
    try:
        with pdfium.PdfDocument(path) as document:
            if len(document):
                return Probe(len(document), None, None, _meta(document, "Producer"), _meta(document, "Title"))
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            return failed("encrypted")
    return failed("truncated" if is_cut_off(path) else "malformed")


def foreign_kind(path: Path) -> str | None:
    """What a file without the mark of a PDF is; None for a PDF."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if b"%PDF-" in head:
        return None
    start = head.lstrip()[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start:
        return "a web page (HTML)"
    if start.startswith(b"<?xml"):
        return "an XML file"
    return next((name for magic, name in _KINDS if head.startswith(magic)), "something else")


def is_cut_off(path: Path) -> bool:
    """Whether the end mark of a PDF is missing."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL))
        return b"%%EOF" not in stream.read()


def _meta(document: pdfium.PdfDocument, key: str) -> str | None:
    """An entry of the document's information, cleaned of what a database refuses."""
    value = document.get_metadata_value(key)
    clean = "".join(c for c in value if c.isprintable()).strip()[:500]
    return clean or None
