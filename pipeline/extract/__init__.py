"""From bytes to raw pages."""

from __future__ import annotations

from pathlib import Path

import pdfplumber

from pipeline.extract.plumber import read_plumber_page
from schemas.document import RawPage


def read_pages(path: str | Path, first: int = 1, last: int | None = None) -> list[RawPage]:
    """The pages `first` to `last` (from 1, inclusive) of a PDF."""
    out = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[first - 1 : last]:
            out.append(read_plumber_page(page))
            page.close()
    return out


__all__ = ["read_pages"]
