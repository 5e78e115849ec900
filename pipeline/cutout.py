"""The place of a row cut out of its pages: what a person has to see to check or to cite it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import groupby

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from pipeline.inspect import Box
from schemas.text import Region

Places = list[tuple[int, list[Box]]]
"""Pages (from 1) and the boxes on them, in points from the top left."""

MARGIN = 28.0
"""Points of the page around the place, so that headings and neighbours can be seen."""
MOST_PAGES = 6
HIGHLIGHT, EDGE, GREY = (255, 238, 140), (200, 120, 0), (110, 110, 110)


def places(regions: Iterable[Region]) -> Places:
    """Regions by page, pages in order."""
    ordered = sorted(regions, key=lambda region: region.page_no)
    return [
        (page_no, [(r.x0, r.top, r.x1, r.bottom) for r in group])
        for page_no, group in groupby(ordered, key=lambda region: region.page_no)
    ]


def cut(document: pypdfium2.PdfDocument, wanted: Places, scale: float = 2.0) -> bytes:
    """A PNG of the places with a margin around them and the words highlighted, one page under the other (the first six).

    `scale` is in pixels per point. Raises IndexError for a page that is not there.
    """
    strips = [_strip(document, page_no, boxes, scale) for page_no, boxes in wanted[:MOST_PAGES]]
    gap, foot = 6, 16
    height = sum(strip.height + foot for strip in strips) + gap * (len(strips) - 1)
    sheet = Image.new("RGB", (max(strip.width for strip in strips), height), "white")
    pen, top = ImageDraw.Draw(sheet), 0
    for (page_no, _), strip in zip(wanted, strips, strict=False):
        sheet.paste(strip, (0, top))
        pen.rectangle((0, top, strip.width - 1, top + strip.height - 1), outline=GREY)
        pen.text((4, top + strip.height + 2), f"p. {page_no}", fill=GREY)
        top += strip.height + foot + gap
    if len(wanted) > MOST_PAGES:
        pen.text((60, top - gap - foot + 2), f"and {len(wanted) - MOST_PAGES} more pages", fill=GREY)
    buffer = io.BytesIO()
    sheet.quantize(64).save(buffer, "PNG", optimize=True)  # a third of the size, nothing to be seen
    return buffer.getvalue()


def _strip(document: pypdfium2.PdfDocument, page_no: int, boxes: Sequence[Box], scale: float) -> Image.Image:
    """One page's part: the smallest rectangle around the boxes, and the margin."""
    if not 1 <= page_no <= len(document):
        raise IndexError(f"page {page_no} of {len(document)}")
    picture = document[page_no - 1].render(scale=scale).to_pil().convert("RGB")
    pixels = [(min(a, b) * scale, min(c, d) * scale, max(a, b) * scale, max(c, d) * scale) for a, c, b, d in boxes]
    veil = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(veil)
    for box in pixels:
        pen.rectangle(box, fill=HIGHLIGHT)
    # multiplied, black letters stay black on the yellow ground
    lit = ImageChops.multiply(picture, veil)
    pen = ImageDraw.Draw(lit)
    for box in pixels:
        pen.rectangle((box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2), outline=EDGE, width=2)
    edge = MARGIN * scale
    frame = (
        max(0, int(min(box[0] for box in pixels) - edge)),
        max(0, int(min(box[1] for box in pixels) - edge)),
        min(picture.width, int(max(box[2] for box in pixels) + edge) + 1),
        min(picture.height, int(max(box[3] for box in pixels) + edge) + 1),
    )
    return lit.crop(frame if frame[0] < frame[2] and frame[1] < frame[3] else (0, 0, picture.width, picture.height))
