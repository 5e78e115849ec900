"""A section as a PDF by ReportLab."""

from __future__ import annotations

import html
import io
import re
from typing import Any

from reportlab.lib import pagesizes
from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    FrameBreak,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from specimens import fonts
from specimens.source import Element, Grid, Section

PAPERS = {"A4": pagesizes.A4, "A3": pagesizes.A3, "B4": pagesizes.B4, "B5": pagesizes.B5}
_MARGIN = 20 * mm


def pdf(section: Section, title: str) -> bytes:
    """The PDF. Settings used: paper, landscape, columns, size, numbers, header, shade, embed (`no` names a font only)."""
    fonts.register()
    s = section.settings
    paper = PAPERS[s.get("paper", "A4")]
    width, height = pagesizes.landscape(paper) if "landscape" in s else paper
    columns, gap = int(s.get("columns", "1")), 9 * mm
    column = (width - 2 * _MARGIN - gap * (columns - 1)) / columns
    frames = [
        Frame(_MARGIN + n * (column + gap), _MARGIN, column, height - 2 * _MARGIN, 0, 0, 0, 0, id=f"c{n}")
        for n in range(columns)
    ]
    out = io.BytesIO()
    template = PageTemplate(frames=frames, pagesize=(width, height), onPage=lambda canvas, doc: _furniture(canvas, doc, s))
    document = BaseDocTemplate(out, pagesize=(width, height), title=title, author="見本", invariant=1, pageTemplates=[template])
    document.build([f for element in section.elements for f in _flowables(element, s, column)])
    return out.getvalue()


def _font(s: dict[str, str]) -> str:
    return fonts.BUILT_IN if s.get("embed") == "no" else fonts.EMBEDDED


def _furniture(canvas: Any, document: Any, s: dict[str, str]) -> None:
    width, height = canvas._pagesize
    canvas.setFont(_font(s), 9)
    if s.get("numbers") == "foot":
        canvas.drawCentredString(width / 2, 10 * mm, s.get("number_style", "%").replace("%", str(document.page)))
    if "header" in s:
        canvas.drawRightString(width - _MARGIN, height - 12 * mm, s["header"])


def _style(kind: str, s: dict[str, str]) -> ParagraphStyle:
    size = float(s.get("size", "10.5"))
    style = ParagraphStyle(kind, fontName=_font(s), fontSize=size, leading=size * 1.55, wordWrap="CJK")
    if kind == "title":
        style.fontSize, style.leading, style.alignment, style.spaceAfter = size * 1.3, size * 2, TA_CENTER, size
    elif kind in ("heading", "subheading"):
        style.spaceBefore, style.keepWithNext = size * 0.6, 1
        style.fontSize = size * 1.08
    elif kind == "right":
        style.alignment = TA_RIGHT
    elif kind == "center":
        style.alignment = TA_CENTER
    elif kind == "bullet":
        style.leftIndent, style.firstLineIndent = 2 * size, -size
    elif kind == "in":
        style.firstLineIndent = size
    return style


def _flowables(element: Element, s: dict[str, str], width: float) -> list[Any]:
    if element.kind == "unprinted":
        return []
    if element.kind == "page_break":
        return [PageBreak()]
    if element.kind == "column_break":
        return [FrameBreak()]
    if element.grid:
        return _table(element.grid, s, width)
    return [_paragraph(element.text, element.kind, s)]


def _paragraph(text: str, kind: str, s: dict[str, str]) -> Paragraph:
    if kind == "paragraph" and text.startswith("　"):
        kind = "in"
    marked = re.sub(r"__(.+?)__", r"<u>\1</u>", html.escape(text.lstrip("　"), quote=False))
    return Paragraph(marked, _style(kind, s))


def _table(grid: Grid, s: dict[str, str], width: float) -> list[Any]:
    data: list[list[Any]] = [[""] * grid.n_cols for _ in range(grid.n_rows)]
    ruling = grid.settings.get("ruling", "full")
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    if ruling == "full":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    elif ruling == "horizontal":
        commands += [("LINEABOVE", (0, 0), (-1, -1), 0.5, black), ("LINEBELOW", (0, -1), (-1, -1), 0.5, black)]
    if grid.header_rows and "shade" in s:
        commands.append(("BACKGROUND", (0, 0), (-1, grid.header_rows - 1), HexColor(s["shade"])))
    for cell in grid.cells:
        text = "".join(cell.lines)
        header = cell.row < grid.header_rows
        kind = "center" if header or len(text) == 1 else "right" if re.fullmatch(r"[\d,.]+[%件人名]?", text) else "paragraph"
        data[cell.row][cell.col] = [_paragraph(line, kind, s) for line in cell.lines] or ""
        if cell.row_span > 1 or cell.col_span > 1:
            corner = (cell.col + cell.col_span - 1, cell.row + cell.row_span - 1)
            commands.append(("SPAN", (cell.col, cell.row), corner))
    table = Table(data, [w * width for w in grid.widths], repeatRows=grid.header_rows, style=commands)
    out: list[Any] = [Spacer(1, 4), table, Spacer(1, 4)]
    if "unit" in grid.settings:
        out.insert(1, _paragraph(grid.settings["unit"], "right", s))
    if "caption" in grid.settings:
        out[1:1] = [CondPageBreak(60), _paragraph(grid.settings["caption"], "paragraph", s)]
    return out
