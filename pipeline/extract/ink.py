"""Ink on paper, seen by drawing the page: how much there is, and how much of it looks like lines of text."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from pipeline.extract.geometry import BoxTuple

SIDE = 400
"""Longer side of the picture, pixels."""
CONTRAST = 24
"""A pixel is inked where it differs by so much (of 255) from the paper, the most frequent tone."""
LEAST = 0.00002
"""Less ink than this share of the page is dust."""
DENSE, STRIP = 1.0, 60.0
"""For lines of text: pixels to a point, and the width of the strips (points) that are looked at one by one, as scans stand aslant."""
DARK = 64
"""Letters differ by so much from the paper."""
BUSY, IDLE = 4, 2
"""A row of pixels belongs to a line where ink begins in it so often; it parts two lines where it begins less often."""
LOW, HIGH, ALIKE = 4.0, 45.0, 1.5
"""Heights of lines, points; most lines of a strip are about equally high."""

Tones = npt.NDArray[np.uint8]


class Lines(NamedTuple):
    """What looks like text: the lines that stand below one another, and about how many letters as wide as high they hold."""

    rows: int
    letters: int


NO_LINES = Lines(0, 0)


def tones(page: pdfium.PdfPage, scale: float, part: BoxTuple | None = None) -> Tones:
    """The page as shown in grey, or a part of it (shown points), `scale` pixels to a point."""
    cut = (0.0, 0.0, 0.0, 0.0)
    if part:
        x0, top, x1, bottom = part
        width, height = page.get_size()
        cut = (max(0.0, x0), max(0.0, height - bottom), max(0.0, width - x1), max(0.0, top))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False, crop=cut)
    try:
        grey: Tones = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
    finally:
        bitmap.close()
    return grey


def ink_share(page: pdfium.PdfPage) -> float:
    """The share of a page's area that shows ink; 0.0 for a blank one, also when the paper is tinted evenly."""
    grey = tones(page, SIDE / max(*page.get_size(), 1.0))
    share = float(np.mean(_inked(grey, CONTRAST)))
    return share if share >= LEAST else 0.0


def text_lines(page: pdfium.PdfPage, part: BoxTuple | None = None) -> Lines:
    """What looks like lines of text on a page (one whose own characters were switched off) or on a part of it."""
    scale = min(DENSE, 2400 / max(*page.get_size(), 1.0))
    inked = _inked(tones(page, scale, part), DARK)
    width = int(STRIP * scale)
    heights = [_line_heights(inked[:, x : x + width], scale) for x in range(0, inked.shape[1], width)]
    letters = sum(STRIP / height for strip in heights if len(strip) > 1 for height in strip)
    return Lines(max(map(len, heights), default=0), int(letters))


def _inked(grey: Tones, least: int) -> npt.NDArray[np.bool_]:
    """Where the tone differs from that of the paper."""
    paper = int(np.bincount(grey.ravel(), minlength=256).argmax())
    return np.abs(grey.astype(np.int16) - paper) >= least


def _line_heights(strip: npt.NDArray[np.bool_], scale: float) -> list[float]:
    """The heights (points) of what looks like lines in a strip: rows where ink often begins, with white above and below."""
    begins = (strip[:, 1:] & ~strip[:, :-1]).sum(1)
    state = np.where(begins >= BUSY, 1, np.where(begins < IDLE, 0, -1))
    known = state[state >= 0]
    rows = np.flatnonzero(state >= 0)
    edges = np.flatnonzero(np.diff(known, prepend=0, append=0))
    out = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        high = (rows[last - 1] - rows[first] + 1) / scale
        if LOW <= high <= HIGH:
            out.append(float(high))
    usual = median(out) if out else 0.0
    alike = [high for high in out if usual / ALIKE <= high <= usual * ALIKE]
    return alike if 2 * len(alike) > len(out) else []
