"""A section as a flat OpenDocument text, for LibreOffice."""

from __future__ import annotations

import html
import re

from specimens.source import Element, Grid, Section, SourceCell

PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "B4": (257.0, 364.0), "B5": (182.0, 257.0)}
FONTS = {"mincho": "IPAexMincho", "gothic": "IPAexGothic", "noto": "Noto Serif CJK JP"}

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)

# name: (paragraph properties, text properties)
_STYLES: dict[str, tuple[str, str]] = {
    "title": ('fo:text-align="center" fo:margin-top="1mm" fo:margin-bottom="3mm"', "bold big"),
    "heading": ('fo:margin-top="2mm" fo:keep-with-next="always"', "bold"),
    "subheading": ('fo:margin-left="4mm" fo:keep-with-next="always"', "bold"),
    "right": ('fo:text-align="end"', ""),
    "center": ('fo:text-align="center"', ""),
    "bullet": ('fo:margin-left="8mm" fo:text-indent="-4mm"', ""),
    "in": ('fo:text-indent="1em"', ""),
    "plain": ("", ""),
    "spread": ('fo:text-align="justify" fo:text-align-last="justify" style:justify-single-word="true"', ""),
    "after_table": ('fo:line-height="2mm"', ""),
}

_MARGIN = 18.0


def document(section: Section) -> str:
    """The FODT text. Settings used: paper, landscape, columns, gap (mm), font, size, leading, numbers, header."""
    s = section.settings
    width, height = PAPERS[s.get("paper", "A4")]
    if "landscape" in s:
        width, height = height, width
    size = float(s.get("size", "10.5"))
    columns, gap = int(s.get("columns", "1")), float(s.get("gap", "9").removesuffix("mm"))
    column_width = (width - 2 * _MARGIN - gap * (columns - 1)) / columns
    tables: list[str] = []
    body = "".join(_body(section.elements, column_width, tables))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{_styles(s, size)}'
        f"<office:automatic-styles>{_layout(width, height, columns, gap, s)}{''.join(tables)}</office:automatic-styles>"
        f"{_master(s)}<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _styles(s: dict[str, str], size: float) -> str:
    font = FONTS[s.get("font", "mincho")]
    face = f'style:font-name="{font}" style:font-name-asian="{font}" fo:font-size="{size}pt" style:font-size-asian="{size}pt"'
    faces = (
        f'<office:font-face-decls><style:font-face style:name="{font}" svg:font-family="\'{font}\'"/></office:font-face-decls>'
    )
    out = [
        f'<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="{s.get("leading", "140%")}" '
        f'style:punctuation-wrap="simple" fo:orphans="1" fo:widows="1"/><style:text-properties {face} fo:language="ja" '
        'fo:country="JP" style:language-asian="ja" style:country-asian="JP"/></style:default-style>'
    ]
    for name, (paragraph, text) in _STYLES.items():
        weight = 'fo:font-weight="bold" style:font-weight-asian="bold"' if "bold" in text else ""
        if "big" in text:
            weight += f' fo:font-size="{size * 1.2}pt" style:font-size-asian="{size * 1.2}pt"'
        paragraph = paragraph.replace("1em", f"{size}pt")
        for suffix, extra in (("", ""), ("_page", 'fo:break-before="page"'), ("_column", 'fo:break-before="column"')):
            out.append(
                f'<style:style style:name="{name}{suffix}" style:family="paragraph"><style:paragraph-properties {paragraph} '
                f"{extra}/><style:text-properties {weight}/></style:style>"
            )
    out.append(
        '<style:style style:name="under" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>'
    )
    return f"{faces}<office:styles>{''.join(out)}</office:styles>"


def _layout(width: float, height: float, columns: int, gap: float, s: dict[str, str]) -> str:
    cols = f'<style:columns fo:column-count="{columns}" fo:column-gap="{gap}mm"/>' if columns > 1 else ""
    line = s.get("shade", "#e6e6e6")
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {border} fo:padding="0.6mm" '
        f'style:vertical-align="{s.get("valign", "middle")}" {shade}/></style:style>'
        for name, border, shade in (
            ("cell_full", 'fo:border="0.5pt solid #000000"', ""),
            ("head_full", 'fo:border="0.5pt solid #000000"', f'fo:background-color="{line}"'),
            ("cell_horizontal", 'fo:border-top="0.5pt solid #000000" fo:border-bottom="0.5pt solid #000000"', ""),
            ("head_horizontal", 'fo:border-top="0.5pt solid #000000" fo:border-bottom="0.5pt solid #000000"', ""),
            ("cell_none", 'fo:border="none"', ""),
            ("head_none", 'fo:border="none"', ""),
        )
    )
    return (
        f'<style:page-layout style:name="layout"><style:page-layout-properties fo:page-width="{width}mm" fo:page-height="{height}mm" '
        f'style:print-orientation="{"landscape" if width > height else "portrait"}" fo:margin="{_MARGIN}mm">{cols}'
        f"</style:page-layout-properties><style:footer-style/></style:page-layout>{cells}"
    )


def _master(s: dict[str, str]) -> str:
    header = f'<style:header><text:p text:style-name="right">{s["header"]}</text:p></style:header>' if "header" in s else ""
    footer = ""
    if s.get("numbers") == "foot":
        footer = '<style:footer><text:p text:style-name="center"><text:page-number text:select-page="current"/></text:p></style:footer>'
    page = f'<style:master-page style:name="Standard" style:page-layout-name="layout">{header}{footer}</style:master-page>'
    return f"<office:master-styles>{page}</office:master-styles>"


def _body(elements: tuple[Element, ...], width: float, tables: list[str]) -> list[str]:
    out, suffix = [], ""
    for element in elements:
        if element.kind == "unprinted":
            continue
        if element.kind in ("page_break", "column_break"):
            suffix = "_page" if element.kind == "page_break" else "_column"
            continue
        if element.grid:
            out.append(_table(element.grid, width, suffix, tables))
        else:
            name = element.kind if element.kind in _STYLES else "in" if element.text.startswith("　") else "plain"
            out.append(_paragraph(element.text.lstrip("　"), name + suffix))
        suffix = ""
    return out


def _paragraph(text: str, style: str) -> str:
    inner = re.sub(r"__(.+?)__", r'<text:span text:style-name="under">\1</text:span>', html.escape(text, quote=False))
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def _table(grid: Grid, width: float, suffix: str, tables: list[str]) -> str:
    name = f"t{len(tables)}"
    breaks = {"_page": 'fo:break-before="page"', "_column": 'fo:break-before="column"'}.get(suffix, "")
    styles = (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{width}mm" '
        f'table:align="left" table:border-model="collapsing" {breaks}/></style:style>'
    )
    columns = ""
    for n, share in enumerate(grid.widths):
        styles += (
            f'<style:style style:name="{name}.{n}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{share * width:.2f}mm"/></style:style>'
        )
        columns += f'<table:table-column table:style-name="{name}.{n}"/>'
    tables.append(styles)
    starts = {(c.row, c.col): c for c in grid.cells}
    rows = ["".join(_place(grid, starts.get((r, c)), r) for c in range(grid.n_cols)) for r in range(grid.n_rows)]
    rows = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    head, body = "".join(rows[: grid.header_rows]), "".join(rows[grid.header_rows :])
    if head:
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    caption = "".join(
        _paragraph(grid.settings[key], style)
        for key, style in (("caption", "plain"), ("unit", "right"))
        if key in grid.settings
    )
    return f'{caption}<table:table table:style-name="{name}">{columns}{head}{body}</table:table>'


def _place(grid: Grid, cell: SourceCell | None, row: int) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    header = cell.row < grid.header_rows
    style = ("head_" if header else "cell_") + grid.settings.get("ruling", "full")
    spans = f'table:number-rows-spanned="{cell.row_span}" table:number-columns-spanned="{cell.col_span}"'
    text = "".join(cell.lines)
    name = "spread" if cell.spread else "center" if header or len(text) == 1 else ""
    if not name and re.fullmatch(r"[\d,.]+[%件人名]?", text):
        name = "right"
    lines = [_paragraph(line.strip("　"), name or ("in" if line.startswith("　") else "plain")) for line in cell.lines or ("",)]
    return (
        f'<table:table-cell table:style-name="{style}" {spans} office:value-type="string">{"".join(lines)}</table:table-cell>'
    )
