"""The careful reader: characters and shapes of a page as pdfplumber gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.extract.geometry import BoxTuple, angle_of, em_box
from pipeline.extract.marks import add_marks, read_drawn
from pipeline.extract.shapes import Path
from schemas.document import Char, RawPage

SNAP = 0.01
"""Points; pdfminer puts the box of level text at its origin, that of vertical fonts beside it."""


def read_plumber_page(page: Any, *, marks: bool = False) -> RawPage:
    """A `pdfplumber.Page` as a `RawPage` whose characters are not cleaned yet. The caller closes the page.

    `marks` takes drawn marks for characters.
    """
    left, top, width, height = _shown(page)
    fonts: dict[str, int] = {}
    chars = []
    for char in page.chars:
        chars.append(_char(char, left, top, fonts, page))
    paths = [_path(kind, shape, left, top) for kind, shape in _paths(page)]
    images = [_moved(i, left, top) for i in page.images]
    drawn, found = read_drawn([p for p in paths if p], images, width, height, chars if marks else ())
    return add_marks(RawPage(page.page_number, width, height, chars, drawn.rules, drawn.boxes, list(fonts)), found)


def _shown(page: Any) -> tuple[float, float, float, float]:
    """Left and top edge of the CropBox in pdfplumber's coordinates, width and height of the page as shown."""
    mx0, my0, mx1, my1 = page.page_obj.mediabox
    cx0, cy0, cx1, cy1 = page.page_obj.cropbox
    cx0, cy0, cx1, cy1 = max(mx0, cx0), max(my0, cy0), min(mx1, cx1), min(my1, cy1)
    if cx0 >= cx1 or cy0 >= cy1:
        cx0, cy0, cx1, cy1 = mx0, my0, mx1, my1
    sides = (cx0 - mx0, my1 - cy1, mx1 - cx1, cy0 - my0)
    turns = (page.rotation // 90) % 4
    left, top = sides[-turns % 4], sides[(1 - turns) % 4]
    width, height = cx1 - cx0, cy1 - cy0
    if turns % 2:
        width, height = height, width
    return page.mediabox[0] + left, page.mediabox[1] + top, float(width), float(height)


def _char(char: dict[str, Any], left: float, top: float, fonts: dict[str, int], page: Any) -> Char:
    a, b, _, _, e, f = char["matrix"]
    angle = angle_of(a, -b)
    font = fonts.setdefault(str(char["fontname"]), len(fonts))
    x0, y0 = float(char["x0"]) - left, float(char["top"]) - top
    x1, y1 = float(char["x1"]) - left, float(char["bottom"]) - top
    x, y = e + page.mediabox[0] - left, page.height - f + page.mediabox[1] - top
    size = float(char["size"]) if angle in (0, 180) else x1 - x0
    if abs({0: x0 - x, 90: y0 - y, 180: x1 - x, 270: y1 - y}[angle]) < SNAP:
        x0, y0, x1, y1 = em_box(x, y, x1 - x0 if angle in (0, 180) else y1 - y0, size, angle)
    return Char(char["text"], round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2), round(size, 2), font, angle)


def _moved(shape: dict[str, Any], left: float, top: float) -> BoxTuple:
    return shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top


def _paths(page: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in ("line", "rect", "curve"):
        for shape in page.objects.get(kind, ()):
            yield kind, shape


def _path(kind: str, shape: dict[str, Any], left: float, top: float) -> Path | None:
    points = [(x - left, y - top) for x, y in shape["pts"]]
    if not points:
        return None
    curved = kind == "curve" and any(step[0] in "cvy" for step in shape["path"])
    closed = kind == "rect" or any(step[0] == "h" for step in shape["path"])
    stroked, filled = bool(shape["stroke"]), bool(shape["fill"])
    width = float(shape["linewidth"] or 0)
    return Path(points, curved, closed, stroked, filled, width, *_ink(shape["non_stroking_color"]))


def _ink(color: Any) -> tuple[bool, bool, bool]:
    """Whether a colour leaves no ink, whether it is black, and whether it is pale."""
    return is_white(color), is_black(color), is_pale(color)


def is_pale(color: Any) -> bool:
    """Whether a colour as pdfminer gives it is light enough to write on."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not parts or not all(isinstance(p, int | float) for p in parts):
        return False
    return all(p <= 0.25 for p in parts) if len(parts) == 4 else all(p >= 0.75 for p in parts)


def is_black(color: Any) -> bool:
    """Whether a colour as pdfminer gives it is black or nearly so."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not parts or not all(isinstance(p, int | float) for p in parts):
        return False
    return parts[3] >= 0.6 if len(parts) == 4 else all(p <= 0.38 for p in parts)


def is_white(color: Any) -> bool:
    """Whether a colour as pdfminer gives it (grey, RGB or CMYK; numbers or tuples) leaves no ink on white paper."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not parts or not all(isinstance(p, int | float) for p in parts):
        return False
    return all(p <= 0.02 for p in parts) if len(parts) == 4 else all(p >= 0.98 for p in parts)
