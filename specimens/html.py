"""A section as an HTML page with print CSS, for Chromium and WeasyPrint."""

from __future__ import annotations

import html
import re

from specimens.source import Element, Grid, Section, SourceCell

FONTS = {
    "mincho": "'IPAexMincho','Noto Serif CJK JP'",
    "gothic": "'IPAexGothic','Noto Sans CJK JP'",
    "noto": "'Noto Serif CJK JP'",
}

_TEMPLATE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: {paper}; margin: {margin}; {furniture} }}
html {{ font-family: {font}; font-size: {size}pt; line-height: {leading}; }}
body {{ margin: 0; {columns} }}
p, h1, h2, h3 {{ margin: 0; }}
h1 {{ font-size: 1.25em; text-align: center; margin: .4em 0 .8em; }}
h2 {{ font-size: 1em; margin: .8em 0 .2em; break-after: avoid; }}
h3 {{ font-size: 1em; margin: .3em 0 .1em .5em; break-after: avoid; }}
p {{ text-align: justify; orphans: 1; widows: 1; }}
p.in {{ text-indent: 1em; }}
p.bullet {{ padding-left: 2em; text-indent: -1em; }}
p.right {{ text-align: right; }}
p.center {{ text-align: center; }}
p.cap {{ margin-top: .8em; break-after: avoid; }}
table {{ border-collapse: collapse; width: 100%; margin: .3em 0; table-layout: fixed; }}
td, th {{ border: .6pt solid #000; padding: 1.5pt 3pt; vertical-align: {valign}; font-weight: normal; text-align: left; }}
table.horizontal td, table.horizontal th {{ border-width: .6pt 0; }}
table.none td, table.none th {{ border: 0; }}
th {{ text-align: center; background: {shade}; }}
td.num {{ text-align: right; }}
td.mark {{ text-align: center; }}
.upright {{ writing-mode: vertical-rl; text-align: center; vertical-align: middle; }}
.spread {{ text-align-last: justify; }}
</style></head><body>
{body}
</body></html>
"""

_NUMBER = re.compile(r"[\d,.]+[%件人名]?")


def page(section: Section, title: str) -> str:
    """The HTML text. Settings used: paper, margin, font, size, leading, columns, gap, numbers, header, shade, valign."""
    s = section.settings
    columns = int(s.get("columns", "1"))
    furniture = ""
    if s.get("numbers") == "foot":
        furniture += f"@bottom-center {{ content: {s.get('number_style', 'counter(page)')}; font-size: 9pt; }} "
    if "header" in s:
        furniture += f"@top-right {{ content: '{s['header']}'; font-size: 8pt; }}"
    return _TEMPLATE.format(
        title=html.escape(title),
        paper=s.get("paper", "A4") + (" landscape" if "landscape" in s else ""),
        margin=s.get("margin", "20mm 22mm"),
        furniture=furniture,
        font=FONTS[s.get("font", "mincho")],
        size=s.get("size", "10.5"),
        leading=s.get("leading", "1.6"),
        columns=f"columns: {columns}; column-gap: {s.get('gap', '8mm')}; column-fill: auto;" if columns > 1 else "",
        shade=s.get("shade", "none"),
        valign=s.get("valign", "middle"),
        body="\n".join(_bodies(section.elements)),
    )


def _bodies(elements: tuple[Element, ...]) -> list[str]:
    out, style = [], ""
    for element in elements:
        if element.kind == "unprinted":
            continue
        if element.kind in ("page_break", "column_break"):
            style = f' style="break-before: {"page" if element.kind == "page_break" else "column"}"'
            continue
        out.append(_element(element, style))
        style = ""
    return out


def _element(element: Element, style: str) -> str:
    if element.grid:
        return _table(element.grid, style)
    tag, css = {
        "title": ("h1", ""),
        "heading": ("h2", ""),
        "subheading": ("h3", ""),
        "right": ("p", "right"),
        "center": ("p", "center"),
        "bullet": ("p", "bullet"),
    }.get(element.kind, ("p", "in" if element.text.startswith("　") else "plain"))
    return f'<{tag} class="{css}"{style}>{_inline(element.text.lstrip("　"))}</{tag}>'


def _inline(text: str) -> str:
    return re.sub(r"__(.+?)__", r"<u>\1</u>", html.escape(text, quote=False))


def _table(grid: Grid, style: str) -> str:
    columns = "".join(f'<col style="width:{w * 100:.2f}%">' for w in grid.widths)
    rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        rows[cell.row].append(_cell(cell, cell.row < grid.header_rows))
    joined = ["<tr>" + "".join(row) + "</tr>" for row in rows]
    head, body = "".join(joined[: grid.header_rows]), "".join(joined[grid.header_rows :])
    caption = "".join(
        f'<p class="{css}">{_inline(grid.settings[key])}</p>'
        for key, css in (("caption", "cap"), ("unit", "right"))
        if key in grid.settings
    )
    if head:
        head = f"<thead>{head}</thead>"
    ruling = grid.settings.get("ruling", "full")
    return f'{caption}<table class="{ruling}"{style}><colgroup>{columns}</colgroup>{head}<tbody>{body}</tbody></table>'


def _cell(cell: SourceCell, header: bool) -> str:
    text = "".join(cell.lines)
    css = "upright" if cell.upright else "spread" if cell.spread else ""
    if not css and not header:
        css = "num" if _NUMBER.fullmatch(text) else "mark" if len(text) == 1 else ""
    spans = "".join(f' {k}="{n}"' for k, n in (("rowspan", cell.row_span), ("colspan", cell.col_span)) if n > 1)
    tag = "th" if header else "td"
    inner = "".join(
        f'<p class="{"in" if line.startswith("　") else css}">{_inline(line.strip("　"))}</p>' for line in cell.lines
    )
    return f'<{tag} class="{css}"{spans}>{inner}</{tag}>'
