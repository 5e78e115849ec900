"""What children are asked to do with a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.probe import Probe, failed, probe
from pipeline.extract.reader import CAREFUL_ERRORS, PdfPages
from pipeline.extract.repair import rewrite
from schemas.document import RawPage


def look(path: str) -> Probe:
    """The first look at a file; where PDFium opens nothing, pdfplumber is asked."""
    found = probe(path)
    if found.error_code not in {"malformed", "truncated"}:
        return found
    try:
        with PdfPages(path) as pages:
            return Probe(len(pages), damaged=True) if len(pages) else found
    except CAREFUL_ERRORS:
        return found


def look_and_read(path: str, most: int) -> Iterator[Probe | RawPage]:
    """The first look, then every page of a file with at most `most` pages."""
    found = look(path)
    if found.page_count > most:
        found = failed("too_large", f"{found.page_count} pages, {most} at most")
    yield found
    if not found.error_code:
        yield from read_range(path, 1, found.page_count, True)


def read_range(path: str, first: int, last: int, careful: bool) -> Iterator[RawPage]:
    """The pages `first` to `last`, one at a time."""
    with PdfPages(path, careful=careful) as pages:
        for page_no in range(first, last + 1):
            yield pages.page(page_no)


def mend(path: str, target: str) -> str:
    """Rewrites a damaged file; returns the tool that could, or an empty string."""
    return rewrite(path, target) or ""
