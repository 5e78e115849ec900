"""PDFs put together as an office does: sections bound into one file, numbers stamped on, sheets scanned."""

from __future__ import annotations

import ctypes
import io
import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

_STAMP_SIZE = 10.0
_DATE = re.compile(rb"D:(\d{8,14})")
_ID = re.compile(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)(>)")


def bind(parts: list[bytes]) -> bytes:
    """One file of all the parts' pages."""
    whole = pdfium.PdfDocument.new()
    sources = [pdfium.PdfDocument(part) for part in parts]
    for source in sources:
        whole.import_pages(source)
    return save(whole)


def stamp(pdf: bytes, place: str, first: int = 1) -> bytes:
    """Page numbers stamped after binding: `place` is `left` (half-way up the left edge), `foot` or `corner` (top right)."""
    document = pdfium.PdfDocument(pdf)
    for n in range(len(document)):
        page = document[n]
        width, height = page.get_size()
        x, y = {"left": (18.0, height / 2), "foot": (width / 2 - 5, 20.0), "corner": (width - 40, height - 26)}[place]
        _write(document, page, str(first + n), x, y)
        page.gen_content()
        page.close()
    return save(document)


def _write(document: Any, page: Any, text: str, x: float, y: float) -> None:
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    item = raw.FPDFPageObj_CreateTextObj(document, font, _STAMP_SIZE)
    encoded = (text + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(item, ctypes.cast(ctypes.create_string_buffer(encoded), ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
    raw.FPDFPage_InsertObject(page, item)


def scan(pdf: bytes, dpi: int = 90) -> bytes:
    """The pages as grey pictures: what a scanner leaves, without any text."""
    document = pdfium.PdfDocument(pdf)
    sheets: list[Image.Image] = [document[n].render(scale=dpi / 72).to_pil().convert("L") for n in range(len(document))]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi, quality=45)
    return out.getvalue()


def cut_off(pdf: bytes, share: float = 0.4) -> bytes:
    """The first part of the file, as a broken transfer leaves it."""
    return pdf[: int(len(pdf) * share)]


def page_count(pdf: bytes) -> int:
    """The number of pages."""
    return len(pdfium.PdfDocument(pdf))


def save(document: Any) -> bytes:
    """The document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def settle(pdf: bytes) -> bytes:
    """The file with a fixed day and a fixed id in the place of today's, byte for byte as long: a second run changes nothing."""
    pdf = _DATE.sub(lambda found: b"D:" + b"20231114000000"[: len(found[1])], pdf)
    return _ID.sub(lambda found: found[1] + b"0" * len(found[2]) + found[3] + b"0" * len(found[4]) + found[5], pdf)
