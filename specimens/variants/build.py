"""A variant from its spec."""

from __future__ import annotations

from functools import partial
from random import Random

from specimens import fonts, radicals
from specimens.variants import backends, prose, tables, words
from specimens.variants.diagram import diagram
from specimens.variants.downwards import WidthDown, upright
from specimens.variants.flow import Flow
from specimens.variants.sheet import Run, Stroke, WidthOf
from specimens.variants.spec import Variant, VariantSpec, VariantTruth


def make_variant(spec: VariantSpec) -> Variant:
    """The PDF and what it says; the same for the same spec. Raises ValueError for a spec that its producer cannot set."""
    fonts.register()
    random = Random(spec.seed)
    font = fonts.EMBEDDED if spec.embedded else fonts.BUILT_IN
    width = WidthDown(font) if spec.vertical else WidthOf(font)
    flow = Flow(spec, width)
    truth = VariantTruth(pages=flow.pages)
    if spec.form:
        _form(flow, random, truth)
    elif spec.diagram:
        _say(truth, flow, words.heading(random, 1), "heading")
        diagram(flow, random)
    else:
        _prose(flow, random, truth)
    flow.close()
    if spec.footnotes:
        _footnotes(flow)
    if isinstance(width, WidthDown):
        flow.sheets = [upright(sheet, width, forms=spec.forms, whole=not spec.embedded) for sheet in flow.sheets]
    if spec.fake_bold:
        for sheet in flow.sheets:
            sheet.doubled()
    if spec.radicals:
        for sheet in flow.sheets:
            sheet.runs = [run._replace(text=run.text.translate(radicals.table())) for run in sheet.runs]
    if spec.shuffled:
        for sheet in flow.sheets:
            sheet.shuffle(random, width)
    return Variant(backends.emit(flow.sheets, spec), truth)


def _prose(flow: Flow, random: Random, truth: VariantTruth) -> None:
    spec = flow.spec
    number = 0
    title = partial(_say, truth, flow, "見本の資料の題名は長めに付けることにする", "heading")
    if spec.title:
        flow.across(title)
    if spec.table == "wide":
        flow.floats[2] = lambda: truth.tables.append(tables.table(flow, _spans(spec, random)))
    while len(flow.sheets) < spec.pages or (flow.at == 0 and flow.room() > flow.column.bottom * 0.4):
        number += 1
        truth.paragraphs.append(prose.paragraph(flow, words.heading(random, number), "heading"))
        for _ in range(random.randint(1, 3)):
            truth.paragraphs.append(prose.paragraph(flow, _marked(words.paragraph(random), spec, random)))
        if random.random() < 0.4:
            for _ in range(2):
                truth.paragraphs.append(prose.paragraph(flow, words.bullet(random), "bullet"))
        if spec.table not in ("", "wide") and number == 2:
            truth.tables.append(tables.table(flow, _grid(spec, random)))


def _say(truth: VariantTruth, flow: Flow, text: str, kind: str) -> None:
    truth.paragraphs.append(prose.paragraph(flow, text, kind))


def _footnotes(flow: Flow) -> None:
    """A note under a short stroke at the foot of every sheet's last column."""
    for n, (sheet, page) in enumerate(zip(flow.sheets, flow.pages, strict=True), 1):
        column, note = flow.columns[-1], f"※{n}　{words.exception(n)}"
        sheet.strokes.append(Stroke(column.x0, column.bottom + flow.leading, column.x0 + 60, column.bottom + flow.leading))
        sheet.runs.append(Run(note, column.x0, column.bottom + 2.2 * flow.leading, flow.size * 0.8))
        page.blocks.append(note)


def _marked(text: str, spec: VariantSpec, random: Random) -> str:
    if spec.ruby:
        text = text.replace("名簿", "{名簿|めいぼ}").replace("台帳", "{台帳|だいちょう}").replace("鍵", "{鍵|かぎ}")
    if spec.superscript:
        text = text.replace("。", f"^{{※{random.randint(1, 9)}}}。", 1)
    return text


def _grid(spec: VariantSpec, random: Random) -> tables.Grid:
    if spec.table == "spans":
        return _spans(spec, random)
    if spec.table in ("upright", "matrix"):
        return _marks(spec, random)
    n_rows = 45 if spec.table == "long" else 5
    cells = [tables.Cell(0, col, text) for col, text in enumerate(("番号", "内容", "件数"))]
    for row in range(1, n_rows):
        texts = (str(row), words.item(random), f"{random.randint(1, 4000):,}")
        cells += [tables.Cell(row, col, text) for col, text in enumerate(texts)]
    return tables.Grid(cells, [1.0, 3.0, 1.2], ruling=spec.ruling)


def _spans(spec: VariantSpec, random: Random) -> tables.Grid:
    """Two header rows with a cell over two columns, and left cells over two or three rows."""
    cells = [
        tables.Cell(0, 0, "種別", row_span=2),
        tables.Cell(0, 1, "内容", row_span=2),
        tables.Cell(0, 2, "件数", col_span=2),
        tables.Cell(1, 2, "昨年"),
        tables.Cell(1, 3, "今年"),
    ]
    row = 2
    for kind, count in (("誤送付", 3), ("紛失", 2)):
        cells.append(tables.Cell(row, 0, kind, row_span=count))
        for r in range(row, row + count):
            cells += [
                tables.Cell(r, 1, words.item(random)),
                tables.Cell(r, 2, str(random.randint(0, 90))),
                tables.Cell(r, 3, str(random.randint(0, 90))),
            ]
        row += count
    cells += [tables.Cell(row, 0, "合計", col_span=2), tables.Cell(row, 2, "120"), tables.Cell(row, 3, "98")]
    return tables.Grid(cells, [1.2, 3.0, 1.0, 1.0], header_rows=2, ruling=spec.ruling)


def _marks(spec: VariantSpec, random: Random) -> tables.Grid:
    """A table of circles, most places empty; `upright` sets the header cells downwards."""
    upright = spec.table == "upright"
    heads = ("保有", "外部委託", "電算入力", "目的外利用") if upright else ("21", "22", "23", "24")
    cells = [tables.Cell(0, 0, "類型")] + [tables.Cell(0, n + 1, head, upright=upright) for n, head in enumerate(heads)]
    for row in range(1, 7):
        cells.append(tables.Cell(row, 0, words.item(random)))
        cells += [tables.Cell(row, col, "○" if random.random() < 0.3 else "") for col in range(1, 5)]
    return tables.Grid(cells, [4.0, 1.0, 1.0, 1.0, 1.0], ruling=spec.ruling)


def _form(flow: Flow, random: Random, truth: VariantTruth) -> None:
    """Boxed forms, one to a column: label and value side by side, then labels over boxes of text."""
    while True:
        truth.paragraphs.append(prose.paragraph(flow, "＜様式＞　＜個票＞", "heading"))
        cells: list[tables.Cell] = []
        row = 0
        for label in ("業務名", "所管課"):
            cells += [tables.Cell(row, 0, label), tables.Cell(row, 1, words.item(random))]
            row += 1
        for label in ("内容及び条件", "必要とする理由", "保護の手だて"):
            cells += [tables.Cell(row, 0, label, col_span=2), tables.Cell(row + 1, 0, words.paragraph(random), col_span=2)]
            row += 2
        truth.tables.append(tables.table(flow, tables.Grid(cells, [1.0, 2.2], header_rows=0)))
        if len(flow.sheets) >= flow.spec.pages and flow.at == len(flow.columns) - 1:
            return
        flow.turn()
