"""Pages of one PDF: the quick reader first, the careful one where a guard trips, cleaned and with their health."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from parsers.collector import without_collector
from pipeline.extract.cleaning import REPLACEMENT, clean_page
from pipeline.extract.guards import LONGEST_LIGATURE, distrust
from pipeline.extract.health import is_suspect, layer_note, page_layer
from pipeline.extract.ink import NO_LINES, Lines, ink_share
from pipeline.extract.marks import add_marks
from pipeline.extract.parity import SAMPLE, parity_note
from pipeline.extract.plumber import read_plumber_page
from pipeline.extract.quick import QuickPage, read_quick_page
from schemas.document import Char, Note, RawPage

CAREFUL_ERRORS = (PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
                  ArithmeticError, AssertionError, UnicodeError, NotImplementedError, OSError)  # fmt: skip
"""What pdfminer is seen to raise on damaged files: it checks little of what it reads."""


REOPEN = 48
"""PDFium keeps what it has parsed of a page until the document is closed: it is opened anew after so many pages."""
UNREADABLE = "page_unreadable"
"""The code of a page that was not read, or not whole."""


class PdfPages:
    """An open PDF. Use as a context manager; `page(n)` reads page `n` (from 1). `careful=False` never asks pdfplumber."""

    def __init__(self, path: str | Path, *, careful: bool = True) -> None:
        self.path = Path(path)
        self.careful = careful
        self._size = self.path.stat().st_size
        self._stack = ExitStack()
        self._quick: pdfium.PdfDocument | None = None
        self._since_opened = 0
        self._careful: list[Any] | None = None
        logging.getLogger("pdfminer").setLevel(logging.ERROR)

    def __enter__(self) -> PdfPages:
        try:
            self._quick = pdfium.PdfDocument(self.path)
        except pdfium.PdfiumError:
            if not self.careful:
                raise
        self._stack.callback(self._close_quick)
        return self

    def _close_quick(self) -> None:
        if self._quick is not None:
            self._quick.close()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def __len__(self) -> int:
        return len(self._quick) if self._quick is not None else len(self._careful_pages())

    def _careful_pages(self) -> list[Any]:
        """pdfplumber's pages; opened when first asked for. Its own `close` would walk a damaged page tree once more."""
        if self._careful is None:
            stream = self._stack.enter_context(self.path.open("rb"))
            self._careful = list(pdfplumber.open(stream).pages)
        return self._careful

    @without_collector()
    def page(self, page_no: int) -> RawPage:
        """Reads, cleans and judges a page; a page that no reader can open is empty and has a note."""
        quick = self._read_quick(page_no)
        reason = distrust(quick) if quick else "the quick reader could not open the page"
        asked = self.careful and (reason or self._is_sample(page_no))
        careful = self._read_careful(page_no, alone=quick is None) if asked else None
        if careful is not None:
            _drop_hidden(careful, quick.hidden if quick else ())
            clean_page(careful)
        if quick is None:
            return self._judge(careful) if careful else unreadable(page_no, "Neither reader can open this page")
        page = clean_page(quick.page, quick.doubled)
        if careful is not None and reason and _prefers_careful(page, careful, quick.text.stacked):
            careful.rules, careful.boxes, careful.recognised = page.rules, page.boxes, page.recognised
            careful.notes.extend(note for note in page.notes if note.code == "hidden_text" and note not in careful.notes)
            page = careful
        elif careful is not None and not reason and not quick.merged:
            page.notes.extend(note for note in (parity_note(page, careful), self._count_note()) if note)
        return self._judge(add_marks(page, quick.marks), quick.outlines, quick.pictured)

    def _is_sample(self, page_no: int) -> bool:
        """A choice that is spread over files and pages, and the same in each run."""
        return (self._size + page_no) % SAMPLE == 0

    def _read_quick(self, page_no: int) -> QuickPage | None:
        if self._quick is None:
            return None
        self._since_opened += 1
        if self._since_opened > REOPEN:
            self._close_quick()
            self._quick, self._since_opened = pdfium.PdfDocument(self.path), 1
        try:
            return read_quick_page(self._quick, page_no)
        except pdfium.PdfiumError:
            return None

    def _read_careful(self, page_no: int, *, alone: bool) -> RawPage | None:
        """The page as pdfplumber reads it, with drawn marks where it is read `alone`; None where it cannot, or does not know it."""
        try:
            pages = self._careful_pages()
            if page_no > len(pages):
                return None
            page = pages[page_no - 1]
            try:
                return read_plumber_page(page, marks=alone)
            finally:
                page.close()
        except CAREFUL_ERRORS:
            return None

    def _count_note(self) -> Note | None:
        """A note where pdfplumber finds more pages than PDFium; it often finds fewer, and then PDFium's are read."""
        more = len(self._careful_pages()) - len(self)
        if more <= 0:
            return None
        return Note(
            "page_count_differs", None, f"The second reader finds {more} more pages than the {len(self)} that were read"
        )

    def _judge(self, page: RawPage, outlines: int = 0, pictured: Lines = NO_LINES) -> RawPage:
        ink = self._ink(page.page_no) if is_suspect(page, outlines) else None
        page.text_layer = page_layer(page, ink, outlines, pictured)
        if note := layer_note(page, pictured):
            page.notes.append(note)
        return page

    def _ink(self, page_no: int) -> float | None:
        if self._quick is None:
            return None
        try:
            page = self._quick[page_no - 1]
        except pdfium.PdfiumError:
            return None
        try:
            return ink_share(page)
        finally:
            page.close()


def read_pages(path: str | Path, first: int = 1, last: int | None = None, *, careful: bool = True) -> list[RawPage]:
    """The pages `first` to `last` (from 1, inclusive; to the end by default) of a PDF.

    Raises `pdfium.PdfiumError` or one of `CAREFUL_ERRORS` where no reader can open the file.
    """
    return list(iter_pages(path, first, last, careful=careful))


def iter_pages(path: str | Path, first: int = 1, last: int | None = None, *, careful: bool = True) -> Iterator[RawPage]:
    """As `read_pages`, a page at a time."""
    with PdfPages(path, careful=careful) as pages:
        for page_no in range(first, min(last or len(pages), len(pages)) + 1):
            yield pages.page(page_no)


def _prefers_careful(page: RawPage, careful: RawPage, stacked: int) -> bool:
    """Whether the careful reader's page is the better one: more known characters, or glyphs in place of a replacement text."""
    if stacked > LONGEST_LIGATURE and len(careful.chars) - _usable(careful) <= len(page.chars) - _usable(page):
        return True
    return _usable(careful) >= _usable(page)


def _drop_hidden(careful: RawPage, hidden: Sequence[Char]) -> None:
    """Takes out of the careful reader's page what the quick one knows to be unseen: equal characters at the same place."""
    places = {(c.text, round(c.x0), round(c.bottom)) for c in hidden}
    if places:
        steps = (-1, 0, 1)
        careful.chars = [
            c for c in careful.chars
            if not any((c.text, round(c.x0) + m, round(c.bottom) + n) in places for m in steps for n in steps)
        ]  # fmt: skip


def _usable(page: RawPage) -> int:
    return sum(1 for c in page.chars if c.text != REPLACEMENT)


def unreadable(page_no: int, reason: str) -> RawPage:
    """An empty page that stands for one that could not be read."""
    return RawPage(
        page_no, 0.0, 0.0, notes=[Note(UNREADABLE, page_no, f"{reason}; print the file to a new PDF or ask for another copy")]
    )
