"""Ink on paper, seen by drawing the page small."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium

SIDE = 400
"""Longer side of the picture, pixels."""
CONTRAST = 24
"""A pixel is inked where it differs by so much (of 255) from the paper, the most frequent tone."""
LEAST = 0.00002
"""Less ink than this share of the page is dust."""


def ink_share(page: pdfium.PdfPage) -> float:
    """The share of a page's area that shows ink; 0.0 for a blank one, also when the paper is tinted evenly."""
    width, height = page.get_size()
    scale = SIDE / max(width, height, 1.0)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        tones = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
        paper = int(np.bincount(tones.ravel(), minlength=256).argmax())
        share = float(np.mean(np.abs(tones.astype(np.int16) - paper) >= CONTRAST))
    finally:
        bitmap.close()
    return share if share >= LEAST else 0.0
