"""The quick reader: a page through PDFium."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.extract import pdfium_api as api
from pipeline.extract.cleaning import REPLACEMENT, SAME_PLACE
from pipeline.extract.geometry import BoxTuple, Frame, frame_of
from pipeline.extract.ink import NO_LINES, Lines, text_lines
from pipeline.extract.marks import read_drawn
from pipeline.extract.pdfium_shapes import ObjectWalker
from pipeline.extract.pdfium_text import PageText, read_text
from pipeline.extract.shapes import Path
from pipeline.extract.unseen import unseen_chars
from schemas.document import Box, Char, Note, RawPage

MARK = 1.6
"""A text object without characters that is at most so many times as wide as high is a single glyph that no table knows."""
TOO_MUCH = "The page holds more drawings than can be read; its text was read"
PICTURE, NEARLY_ALL = 0.3, 0.7
"""Share of the page that pictures with recognised text take up at least, and of the characters on them that are unseen."""
LETTER = 40.0
"""The largest letter that is looked for among drawings, points."""
UNSHOWN = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
"""Annotations that leave no ink."""
SHOWN, OUTLINES = 0.12, 60
"""Share of the page under pictures, and number of filled shapes of the size of letters, from which lines of text are looked for in
them."""


class QuickPage(NamedTuple):
    """A page that is not cleaned yet, with what the guards look at; `silent` are text objects with ink that gave no character,
    `doubled` counts those that repeat another one at its place (PDFium leaves these out by itself),
    `outlines` counts filled shapes that may be letters, `pictured` says what looks like text in pictures and drawings, `hidden` are
    characters that were left out because nobody sees them; `marks` are drawn ones, no characters of the page yet; `merged` says that
    annotations were made part of the page."""

    page: RawPage
    text: PageText
    silent: list[BoxTuple]
    doubled: int
    outlines: int
    pictured: Lines
    hidden: list[Char]
    marks: list[Char]
    merged: bool


def read_quick_page(document: pdfium.PdfDocument, page_no: int) -> QuickPage:
    """Reads page `page_no` (from 1). Raises `pdfium.PdfiumError` where the page cannot be opened."""
    page, merged = _with_annotations(document, page_no)
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
        unseen = unseen_chars(page, walker, text)
        outlines = sum(map(_letter_like, drawing.paths))
        pictured = _pictured(page, walker, outlines)
    finally:
        page.close()
    shapes, drawn = read_drawn(drawing.paths, drawing.images, frame.width, frame.height, text.chars)
    notes = [] if walker.complete else [Note("page_unreadable", page_no, TOO_MUCH)]
    result = RawPage(page_no, frame.width, frame.height, text.chars, shapes.rules, shapes.boxes, text.fonts, notes=notes)
    hidden = _sort_unseen(result, unseen.tolist()) if unseen.any() else []
    result.chars.extend(map(_mark, marks))
    loud = [box for box in silent if box not in marks]
    return QuickPage(result, text, loud, doubled, outlines, pictured, hidden, drawn, merged)


def _with_annotations(document: pdfium.PdfDocument, page_no: int) -> tuple[pdfium.PdfPage, bool]:
    """The page, and whether annotations and fields of forms that are shown on it were made part of it."""
    page = document[page_no - 1]
    shown = False
    for n in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, n)
        shown |= raw.FPDFAnnot_GetSubtype(annotation) not in UNSHOWN
        raw.FPDFPage_CloseAnnot(annotation)
    if not shown or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page, False
    page.close()
    return document[page_no - 1], True


def _pictured(page: pdfium.PdfPage, walker: ObjectWalker, outlines: int) -> Lines:
    """What looks like text on a page besides its characters, where pictures or drawings are large enough to hold some."""
    frame = walker.frame
    if outlines < OUTLINES and _share(walker.found.images, frame.width, frame.height) < SHOWN:
        return NO_LINES
    for item in walker.found.texts:
        api.object_set_active(item, 0)
    if outlines >= OUTLINES:
        return text_lines(page)
    x0, top, x1, bottom = zip(*walker.found.images, strict=True)
    return text_lines(page, (min(x0), min(top), max(x1), max(bottom)))


def _mark(box: BoxTuple) -> Char:
    """A glyph that no table knows, at its place."""
    x0, top, x1, bottom = (round(value, 2) for value in box)
    return Char(REPLACEMENT, x0, top, x1, bottom, round(bottom - top, 2))


def _sort_unseen(page: RawPage, unseen: list[bool]) -> list[Char]:
    """Unseen characters on a picture are what text recognition found there and stay; others are left out and returned."""
    images = _recognised(page, unseen)
    hidden, kept = [], []
    for char, flag in zip(page.chars, unseen, strict=True):
        if flag and not any(_stands_in(char, box) for box in images):
            hidden.append(char)
            continue
        kept.append(char)
        page.recognised += flag and not char.text.isspace()
    page.chars = kept
    count = sum(1 for c in hidden if not c.text.isspace())
    if page.recognised:
        words = f"{page.recognised} characters lie unseen on a picture: text recognition, to be checked"
        page.notes.append(Note("hidden_text", page.page_no, words))
    if count:
        words = (
            f"{count} characters that nobody can see (without ink, white, painted over, cut off or switched off) were left out"
        )
        page.notes.append(Note("hidden_text", page.page_no, words))
    return hidden


def _recognised(page: RawPage, unseen: list[bool]) -> list[Box]:
    """The images on which nearly all characters are unseen, if they are large enough for a scan."""
    images = [box for box in page.boxes if box.kind == "image"]
    inside = [[flag for char, flag in zip(page.chars, unseen, strict=True) if _stands_in(char, box)] for box in images]
    found = [box for box, flags in zip(images, inside, strict=True) if sum(flags) > NEARLY_ALL * len(flags)]
    return found if _share([box[:4] for box in found], page.width, page.height) >= PICTURE else []


def _stands_in(char: Char, box: Box) -> bool:
    return box.x0 <= (char.x0 + char.x1) / 2 <= box.x1 and box.top <= (char.top + char.bottom) / 2 <= box.bottom


def image_share(page: RawPage) -> float:
    """Share of the page's area under its images, 1 at most."""
    return _share([b[:4] for b in page.boxes if b.kind == "image"], page.width, page.height)


def _share(images: Iterable[BoxTuple], width: float, height: float) -> float:
    area = sum(
        max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
        for x0, top, x1, bottom in images
    )
    return min(1.0, area / max(width * height, 1.0))


def shown_frame(page: pdfium.PdfPage) -> Frame:
    """CropBox (within the MediaBox) and /Rotate of a page."""
    x0, y0, x1, y1 = page.get_bbox()
    return frame_of((x0, y0, x1, y1), page.get_rotation())


def _silent(walker: ObjectWalker, text: PageText, frame: Frame) -> tuple[list[BoxTuple], int]:
    """Boxes of text objects with ink on the page that gave no character, and how many more only repeat another object."""
    texts = walker.found.texts
    speaking = set(text.objects.tolist())
    boxes = [walker.bounds(item, outer) for item, outer in texts.items() if item not in speaking]
    boxes = [b for b in boxes if b[0] < b[2] and b[1] < b[3] and _overlaps(b, (0.0, 0.0, frame.width, frame.height))]
    if not boxes:
        return [], 0
    drawn = [walker.bounds(item, outer) for item, outer in texts.items() if item in speaking]
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
