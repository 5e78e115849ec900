"""The health of the text layer: of a page by its characters and its ink, of a document by its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from pipeline.extract.ink import Lines
from pipeline.extract.language import is_garbled
from pipeline.extract.quick import OUTLINES, image_share
from schemas.document import Note, RawPage, TextLayer

FEW = 24
"""Up to so many characters, a page's ink is looked at: they may be no more than a page number on a scanned sheet."""
COVERED = 0.8
"""Share of the page under images from which a page with few characters counts as scanned."""
STAMP = 16.0
"""Characters of a stamp on a scanned sheet are no larger than this (points); larger ones are a title on a picture."""
LINES, SHEET = 5, 0.5
"""Fewer lines than this in pictures and drawings may be a logo or the names in a diagram; a picture of a sheet takes up so much of
the page, charts and screens in a text do not."""
SCANNED, MIXED = 4.0, 2.0
"""A page whose pictures and drawings hold so many times its own characters is scanned, or has text of both kinds."""


PICTURED = "What looks like {} lines of text in pictures or drawings was not read"


def is_suspect(page: RawPage, outlines: int) -> bool:
    """Whether a page's characters, if any, may be less than what its ink shows."""
    visible = page.printed
    if not visible:
        return True
    pictured = image_share(page) >= COVERED and all(c.size <= STAMP for c in page.chars)
    return visible <= FEW and (pictured or outlines >= max(OUTLINES, 3 * visible))


def page_layer(page: RawPage, ink: float | None, outlines: int, pictured: Lines) -> TextLayer:
    """The state of a page. `ink` is the inked share of the page's area where it is suspect, else None; `pictured` is what looks
    like text in its pictures and drawings."""
    if ink is not None and is_suspect(page, outlines) and (ink > 0 or not page.printed):
        return "scanned" if ink > 0 else "none"
    if is_garbled(map(itemgetter(0), page.chars)):
        return "garbled"
    large = outlines >= OUTLINES or image_share(page) >= SHEET
    times = pictured.letters / max(page.printed, 1) if large and pictured.rows >= LINES else 0.0
    if times >= SCANNED:
        return "scanned"
    return "mixed" if times >= MIXED and not page.recognised else "digital"


def layer_note(page: RawPage, pictured: Lines) -> Note | None:
    """What a person should know of a page's text layer."""
    match page.text_layer:
        case "scanned":
            return Note(
                "no_text_layer",
                page.page_no,
                "The page shows ink that is not text in the file; run OCR or ask for the original",
            )
        case "garbled":
            return Note(
                "garbled_text",
                page.page_no,
                "The characters in the file are not those on paper; ask for another copy or run OCR",
            )
        case "mixed":
            return Note("no_text_layer", page.page_no, f"{PICTURED.format(pictured.rows)}; run OCR or ask for the original")
        case "digital" if pictured.rows >= LINES and not page.recognised:
            return Note("text_in_picture", page.page_no, PICTURED.format(pictured.rows))
        case _:
            return None


def document_layer(layers: Iterable[TextLayer]) -> TextLayer:
    """The state of a document: that of all its pages that are not blank, `mixed` where they differ."""
    counts = Counter(layers)
    counts.pop("none", None)
    if not counts:
        return "none"
    return next(iter(counts)) if len(counts) == 1 else "mixed"
