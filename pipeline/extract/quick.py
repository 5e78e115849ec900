"""The quick reader: a page through PDFium."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.extract import pdfium_api as api
from pipeline.extract.cleaning import REPLACEMENT, SAME_PLACE
from pipeline.extract.geometry import BoxTuple, Frame, frame_of
from pipeline.extract.marks import read_drawn
from pipeline.extract.pdfium_shapes import ObjectWalker
from pipeline.extract.pdfium_text import PageText, read_text
from pipeline.extract.shapes import Path
from schemas.document import Char, Note, RawPage

MARK = 1.6
"""A text object without characters that is at most so many times as wide as high is a single glyph that no table knows."""
TOO_MUCH = "The page holds more drawings than can be read; its text was read"
PICTURE = 0.3
"""Share of the page that a picture with recognised text takes up at least."""
LETTER = 40.0
"""The largest letter that is looked for among drawings, points."""


class QuickPage(NamedTuple):
    """A page that is not cleaned yet, with what the guards look at; `silent` are text objects with ink that gave no character,
    `doubled` counts those that repeat another one at its place (PDFium leaves these out by itself),
    `outlines` counts filled shapes that may be letters; `marks` are drawn ones, no characters of the page yet."""

    page: RawPage
    text: PageText
    silent: list[BoxTuple]
    doubled: int
    outlines: int
    marks: list[Char]


def read_quick_page(document: pdfium.PdfDocument, page_no: int) -> QuickPage:
    """Reads page `page_no` (from 1). Raises `pdfium.PdfiumError` where the page cannot be opened."""
    page = document[page_no - 1]
    try:
        frame = shown_frame(page)
        text_page = page.get_textpage()
        try:
            text = read_text(api.address(text_page.raw), text_page.count_chars(), frame)
        finally:
            text_page.close()
        walker = ObjectWalker(frame)
        drawing = walker.page(api.address(page.raw), raw.FPDFPage_CountObjects(page.raw))
        silent, doubled = _silent(walker, text, frame)
        marks = [box for box in silent if box[2] - box[0] <= MARK * (box[3] - box[1])]
    finally:
        page.close()
    shapes, drawn = read_drawn(drawing.paths, drawing.images, frame.width, frame.height, text.chars)
    notes = [] if walker.complete else [Note("page_unreadable", page_no, TOO_MUCH)]
    result = RawPage(page_no, frame.width, frame.height, text.chars, shapes.rules, shapes.boxes, text.fonts, notes=notes)
    if any(text.invisible):
        _sort_invisible(result, text.invisible)
    result.chars.extend(map(_mark, marks))
    outlines = sum(map(_letter_like, drawing.paths))
    return QuickPage(result, text, [box for box in silent if box not in marks], doubled, outlines, drawn)


def _mark(box: BoxTuple) -> Char:
    """A glyph that no table knows, at its place."""
    x0, top, x1, bottom = (round(value, 2) for value in box)
    return Char(REPLACEMENT, x0, top, x1, bottom, round(bottom - top, 2))


def _sort_invisible(page: RawPage, invisible: list[bool]) -> None:
    """Characters without ink over a picture are what text recognition found there and stay; elsewhere nobody sees them."""
    count = sum(invisible)
    if image_share(page) >= PICTURE:
        page.notes.append(
            Note("hidden_text", page.page_no, f"{count} characters lie unseen on a picture: text recognition, to be checked")
        )
        return
    page.chars = [char for char, hidden in zip(page.chars, invisible, strict=True) if not hidden]
    page.notes.append(Note("hidden_text", page.page_no, f"{count} characters without ink were left out"))


def image_share(page: RawPage) -> float:
    """Share of the page's area under its largest image."""
    areas = [(b.x1 - b.x0) * (b.bottom - b.top) for b in page.boxes if b.kind == "image"]
    return max(areas, default=0.0) / max(page.width * page.height, 1.0)


def shown_frame(page: pdfium.PdfPage) -> Frame:
    """CropBox (within the MediaBox) and /Rotate of a page."""
    x0, y0, x1, y1 = page.get_bbox()
    return frame_of((x0, y0, x1, y1), page.get_rotation())


def _silent(walker: ObjectWalker, text: PageText, frame: Frame) -> tuple[list[BoxTuple], int]:
    """Boxes of text objects with ink on the page that gave no character, and how many more only repeat another object."""
    texts = walker.found.texts
    boxes = [walker.bounds(item, outer) for item, outer in texts.items() if item not in text.objects]
    boxes = [b for b in boxes if b[0] < b[2] and b[1] < b[3] and _overlaps(b, (0.0, 0.0, frame.width, frame.height))]
    if not boxes:
        return [], 0
    drawn = [walker.bounds(item, outer) for item, outer in texts.items() if item in text.objects]
    lost = [box for box in boxes if not any(_same_box(box, other) for other in drawn)]
    return lost, len(boxes) - len(lost)


def _overlaps(box: BoxTuple, other: BoxTuple) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _same_box(box: BoxTuple, other: BoxTuple) -> bool:
    reach = SAME_PLACE * (box[3] - box[1])
    return all(abs(a - b) < reach for a, b in zip(box, other, strict=True))


def _letter_like(path: Path) -> bool:
    """A filled shape with curves of the size of a letter."""
    if not (path.filled and path.curved) or path.white:
        return False
    xs, ys = [p[0] for p in path.points], [p[1] for p in path.points]
    return max(xs) - min(xs) < LETTER and 2 < max(ys) - min(ys) < LETTER
