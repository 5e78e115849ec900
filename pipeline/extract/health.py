"""The health of the text layer: of a page by its characters and its ink, of a document by its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.extract.language import is_garbled
from pipeline.extract.quick import image_share
from schemas.document import Note, RawPage, TextLayer

FEW = 24
"""Up to so many characters, a page's ink is looked at: they may be no more than a page number on a scanned sheet."""
COVERED = 0.8
"""Share of the page under images from which a page with few characters counts as scanned."""
OUTLINES = 60
"""So many filled shapes of the size of letters on a page with few characters are letters turned into drawings."""


def is_suspect(page: RawPage, outlines: int) -> bool:
    """Whether a page's characters, if any, may be less than what its ink shows."""
    visible = _visible(page)
    return not visible or (visible <= FEW and (image_share(page) >= COVERED or outlines >= max(OUTLINES, 3 * visible)))


def page_layer(page: RawPage, ink: float | None, outlines: int) -> TextLayer:
    """The state of a page. `ink` is the inked share of the page's area where it is suspect, else None."""
    if ink is not None and is_suspect(page, outlines) and (ink > 0 or not _visible(page)):
        return "scanned" if ink > 0 else "none"
    return "garbled" if is_garbled(c.text for c in page.chars) else "digital"


def _visible(page: RawPage) -> int:
    return sum(1 for c in page.chars if not c[0].isspace())


def layer_note(page: RawPage) -> Note | None:
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
        case _:
            return None


def document_layer(layers: Iterable[TextLayer]) -> TextLayer:
    """The state of a document: that of all its pages that are not blank, `mixed` where they differ."""
    counts = Counter(layers)
    counts.pop("none", None)
    if not counts:
        return "none"
    return next(iter(counts)) if len(counts) == 1 else "mixed"
