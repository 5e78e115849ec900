"""What the machine saw of a page, drawn over its picture: columns, lines, blocks in reading order, tables, running matter, rows.

What to draw is plain data (`Mark`), so that drawing can be done in another process than reading: `page_marks`, `row_marks` and
`finding_marks` make marks, `draw` renders the page and puts them on it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from schemas.document import Block, Page, Text
from schemas.findings import Finding
from schemas.rows import ROWS, Row
from schemas.text import Region

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

COLOURS: dict[str, Colour] = {
    "heading": (200, 30, 30),
    "paragraph": (30, 90, 200),
    "bullet": (0, 140, 120),
    "table": (140, 60, 170),
    "form": (140, 60, 170),
    "caption": (210, 120, 0),
    "note": (120, 110, 30),
    "figure_text": (90, 90, 160),
    "stage": (220, 60, 160),
    "furniture": (130, 130, 130),
    "column": (60, 170, 60),
    "line": (170, 200, 235),
    "cell": (190, 150, 210),
    "finding": (220, 0, 0),
}
"""A colour for each kind of mark; rows are drawn in the colour of their table."""

ROW_COLOURS: tuple[Colour, ...] = (
    (230, 90, 0),
    (0, 130, 60),
    (190, 0, 120),
    (0, 110, 190),
    (150, 110, 0),
    (110, 60, 200),
    (0, 140, 150),
    (180, 50, 50),
)
ROW = "row "
"""What the kind of a row's mark begins with; the name of its table follows."""
TABLES = [row.TABLE.name for row in ROWS]
FONTS = (
    "ipaexg.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansJP-Regular.otf",
    "HiraginoSans-W3.ttc",
    "YuGothM.ttc",
    "msgothic.ttc",
)
"""Fonts with Japanese letters, whichever the machine has; without one labels are plain ASCII."""


class Mark(NamedTuple):
    """A box to draw (points, origin at the top left of the page as shown), or with `box` None a line of the legend."""

    kind: str
    box: Box | None
    label: str = ""


def page_marks(page: Page) -> list[Mark]:
    """Running matter, columns, lines, cells and numbered blocks of a page."""
    out = [Mark("furniture", _around([f.text]), f.kind) for f in page.furniture]
    out += _column_marks(page)
    for block in page.blocks:
        out += [Mark("line", _around([line])) for line in block.lines]
        out += [Mark("cell", _box(c.box)) for c in (block.table.cells if block.table else ()) if c.box]
    return out + [_block_mark(block) for block in page.blocks]


def row_marks(rows: Iterable[Row], page_no: int) -> list[Mark]:
    """The places of rows on a page, of the kind `row <table>`."""
    return [
        Mark(f"{ROW}{row.TABLE.name}", _box(region))
        for row in rows
        for region in getattr(row, "regions", ())
        if region.page_no == page_no
    ]


def finding_marks(findings: Iterable[Finding], page_no: int) -> list[Mark]:
    """The findings about a page, as lines of the legend."""
    return [Mark("finding", None, f"{f.code}: {f.message}") for f in findings if f.page_no == page_no]


def draw(path: str | Path, page_no: int, marks: Sequence[Mark], scale: float = 1.6) -> bytes:
    """A PNG of a page (`page_no` from 1) with the marks on it and a legend under it. Raises IndexError for a page that is not there."""
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= page_no <= len(document):
            raise IndexError(f"page {page_no} of {len(document)}")
        picture = document[page_no - 1].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    veil = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.25)
    pen = ImageDraw.Draw(veil, "RGBA")
    for mark in marks:
        if mark.box:
            _draw_mark(pen, mark, scale)
    buffer = io.BytesIO()
    _with_legend(veil, marks).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw_mark(pen: ImageDraw.ImageDraw, mark: Mark, scale: float) -> None:
    assert mark.box is not None
    x0, top, x1, bottom = (v * scale for v in mark.box)
    colour = _colour(mark.kind)
    thin = mark.kind in ("line", "cell")
    pad = 0 if thin else 2
    fill = (*colour, 45) if mark.kind == "furniture" or mark.kind.startswith(ROW) else None
    box = (min(x0, x1) - pad, min(top, bottom) - pad, max(x0, x1) + pad, max(top, bottom) + pad)
    pen.rectangle(box, outline=(*colour, 255), fill=fill, width=1 if thin else 2)
    if mark.label and not thin:
        _draw_label(pen, (box[0], box[1]), mark.label, colour)


def _colour(kind: str) -> Colour:
    """The colour of a kind; a table's rows have the same on every page."""
    return COLOURS.get(kind) or ROW_COLOURS[TABLES.index(kind.removeprefix(ROW)) % len(ROW_COLOURS)]


def _draw_label(pen: ImageDraw.ImageDraw, corner: tuple[float, float], label: str, colour: Colour) -> None:
    font, words = _font(11), _printable(label)
    left, top, right, bottom = pen.textbbox((0, 0), words, font=font)
    x, y = max(0.0, corner[0] - (right - left) - 4), max(0.0, corner[1])
    pen.rectangle((x, y, x + right - left + 4, y + bottom - top + 4), fill=(*colour, 230))
    pen.text((x + 2, y + 2 - top), words, fill=(255, 255, 255), font=font)


def _with_legend(picture: Image.Image, marks: Sequence[Mark]) -> Image.Image:
    """The picture on a taller sheet: the kinds that were drawn in their colours, then the findings."""
    kinds = list(dict.fromkeys(m.kind for m in marks if m.box))
    notes = [m.label for m in marks if m.box is None]
    sheet = Image.new("RGB", (picture.width, picture.height + 24 + 16 * len(notes)), "white")
    sheet.paste(picture, (0, 0))
    pen, x = ImageDraw.Draw(sheet), 8
    for kind in kinds:
        pen.rectangle((x, picture.height + 7, x + 11, picture.height + 18), fill=_colour(kind))
        pen.text((x + 15, picture.height + 6), kind, fill=(0, 0, 0), font=_font(11))
        x += 30 + int(pen.textlength(kind, font=_font(11)))
    for n, note in enumerate(notes):
        pen.text((8, picture.height + 24 + 16 * n), _printable(note), fill=COLOURS["finding"], font=_font(11))
    return sheet


def _block_mark(block: Block) -> Mark:
    if block.table:
        box: Box | None = _box(next(p for p in block.table.parts if p.page_no == block.page_no))
    else:
        box = _around(block.lines)
    goes_on = "<" if block.continues else ""
    return Mark(block.kind, box, f"{goes_on}{block.seq}")


def _column_marks(page: Page) -> list[Mark]:
    """Boxes around what stands in one column, where there are several."""
    columns = sorted({b.column for b in page.blocks})
    if len(columns) < 2:
        return []
    boxes = {c: [box for b in page.blocks if b.column == c and (box := _block_mark(b).box)] for c in columns}
    return [Mark("column", _union(found), f"column {column}") for column, found in boxes.items() if found]


def _around(texts: Iterable[Text]) -> Box | None:
    boxes = [(g.x0, g.top, g.x1, g.bottom) for text in texts for g in text.glyphs if g]
    return _union(boxes) if boxes else None


def _box(region: Region) -> Box:
    return region.x0, region.top, region.x1, region.bottom


def _union(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


@lru_cache(maxsize=8)
def _font(size: int) -> Font:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def japanese_font() -> str | None:
    """The font in which labels are drawn, None where the machine has none with Japanese letters."""
    font = _font(11)
    name = Path(str(font.path)).name if isinstance(font, ImageFont.FreeTypeFont) else None
    return name if name in FONTS else None


def _printable(label: str) -> str:
    """The label, or without a Japanese font its ASCII letters."""
    return label if japanese_font() else label.encode("ascii", "replace").decode()
