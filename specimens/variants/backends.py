"""Sheets to PDF bytes, by ReportLab or fpdf2; turning and cutting by pypdfium2."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdfium2 as pdfium
from fpdf import FPDF
from reportlab.pdfgen.canvas import Canvas

from specimens import fonts
from specimens.variants.sheet import Sheet
from specimens.variants.spec import VariantSpec

_DAY = datetime(2023, 11, 14, tzinfo=UTC)


def emit(sheets: list[Sheet], spec: VariantSpec) -> bytes:
    """The PDF. Raises ValueError where the producer cannot do what the spec asks."""
    if spec.producer == "fpdf2":
        if spec.rotate or spec.crop or spec.origin != (0.0, 0.0) or not spec.embedded:
            raise ValueError("the fpdf2 variants are upright, whole and embedded")
        return _fpdf2(sheets)
    return _frame(_reportlab(sheets, spec), sheets, spec)


def _reportlab(sheets: list[Sheet], spec: VariantSpec) -> bytes:
    fonts.register()
    font = fonts.EMBEDDED if spec.embedded else fonts.BUILT_IN
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for sheet in sheets:
        width, height = _media(sheet, spec)
        canvas.setPageSize((width, height))
        canvas.transform(*_matrix(sheet, spec))
        for stroke in sheet.strokes:
            canvas.setLineWidth(stroke.width)
            canvas.line(stroke.x0, sheet.height - stroke.y0, stroke.x1, sheet.height - stroke.y1)
        for run in sheet.runs:
            canvas.setFont(fonts.BUILT_IN_DOWN if run.down else font, run.size)
            canvas.setFillGray(run.grey)
            if run.angle:
                canvas.saveState()
                canvas.translate(run.x, sheet.height - run.y)
                canvas.rotate(run.angle)
                canvas.drawString(0, 0, run.text)
                canvas.restoreState()
            else:
                canvas.drawString(run.x, sheet.height - run.y, run.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _media(sheet: Sheet, spec: VariantSpec) -> tuple[float, float]:
    """Width and height before the page is turned, the cut-off edge included."""
    sides = (sheet.height, sheet.width) if spec.rotate in (90, 270) else (sheet.width, sheet.height)
    return sides[0] + 2 * spec.crop, sides[1] + 2 * spec.crop


def _matrix(sheet: Sheet, spec: VariantSpec) -> tuple[float, float, float, float, float, float]:
    """From the page as shown (origin at the bottom left) to the page as stored."""
    dx, dy = spec.origin[0] + spec.crop, spec.origin[1] + spec.crop
    return {
        0: (1.0, 0.0, 0.0, 1.0, dx, dy),
        90: (0.0, 1.0, -1.0, 0.0, sheet.height + dx, dy),
        180: (-1.0, 0.0, 0.0, -1.0, sheet.width + dx, sheet.height + dy),
        270: (0.0, -1.0, 1.0, 0.0, dx, sheet.width + dy),
    }[spec.rotate]


def _frame(pdf: bytes, sheets: list[Sheet], spec: VariantSpec) -> bytes:
    """MediaBox, CropBox and /Rotate as the spec wants them."""
    if not (spec.rotate or spec.crop or spec.origin != (0.0, 0.0)):
        return pdf
    document = pdfium.PdfDocument(pdf)
    x, y = spec.origin
    for n, sheet in enumerate(sheets):
        page = document[n]
        width, height = _media(sheet, spec)
        page.set_mediabox(x, y, x + width, y + height)
        if spec.crop:
            page.set_cropbox(x + spec.crop, y + spec.crop, x + width - spec.crop, y + height - spec.crop)
        page.set_rotation(spec.rotate)
        page.close()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fpdf2(sheets: list[Sheet]) -> bytes:
    pdf = FPDF(unit="pt")
    pdf.set_creation_date(_DAY)
    pdf.set_auto_page_break(False)
    pdf.add_font("body", fname=str(fonts.font_file()))
    for sheet in sheets:
        pdf.add_page(format=(sheet.width, sheet.height))
        for stroke in sheet.strokes:
            pdf.set_line_width(stroke.width)
            pdf.line(stroke.x0, stroke.y0, stroke.x1, stroke.y1)
        for run in sheet.runs:
            pdf.set_font("body", size=run.size)
            pdf.set_text_color(int(run.grey * 255))
            with pdf.rotation(run.angle, run.x, run.y):
                pdf.text(run.x, run.y, run.text)
    return bytes(pdf.output())
