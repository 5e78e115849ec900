"""Packs of papers built from plain text, as the reader would give them: a line for a paragraph, `|` for the boxes of a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.sources import load_sources
from schemas.document import Block, Cell, Document, Element, FlowTable, Page, Paragraph, Table
from schemas.parsed import Parsed
from schemas.rows import Row
from schemas.source import Source
from schemas.text import Glyph, Region, Text

EM, LEADING, LEFT, BOX = 10.0, 16.0, 50.0, 400.0
Make = Callable[[str], Document]


@pytest.fixture(scope="session")
def source() -> Source:
    """The configured council, with its code tables."""
    folder = Path(__file__).parents[3] / "data" / "sources"
    return next(s for s in load_sources(folder) if s.ward == "adachi")


@pytest.fixture(scope="session")
def make() -> Make:
    """Text to a document: pages parted by `---`, tables by rows of `| a | b`, `//` a new line in a paragraph or box, `# ` a heading.

    A row of one box spans the table.
    """
    return document


@pytest.fixture(scope="session")
def facts() -> Callable[..., list[tuple[object, ...]]]:
    """The named columns of a table's rows."""

    def values(parsed: Parsed, kind: type[Row], *names: str) -> list[tuple[object, ...]]:
        return [tuple(getattr(row, name) for name in names) for row in parsed.of(kind)]

    return values


def document(text: str) -> Document:
    pages: list[Page] = []
    flow: list[Element] = []
    for n, sheet in enumerate(text.strip().split("\n---\n"), 1):
        elements = _page(n, sheet.split("\n"))
        flow += elements
        blocks = [b for e in elements for b in e.blocks]
        for seq, block in enumerate(blocks, 1):
            block.seq = seq
        pages.append(Page(n, 595.0, 842.0, blocks, [], printed_label=str(n - 1) if n > 1 else None))
    return Document("0" * 16, "mihon.pdf", pages, flow, [])


def _page(n: int, lines: list[str]) -> list[Element]:
    out: list[Element] = []
    rows: list[list[str]] = []
    y = 60.0
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip(" ") for cell in line[1:].split("|")])
            continue
        if rows:
            table = _table(n, rows, y)
            y = table.parts[0].bottom + LEADING
            out.append(FlowTable([Block("table", n, 0, table=table)], table))
            rows = []
        if line.strip():
            kind = "heading" if line.startswith("# ") else "paragraph"
            parts = line.removeprefix("# ").split("//")
            printed = tuple(_line(n, part, LEFT, y + k * LEADING) for k, part in enumerate(parts))
            out.append(Paragraph([Block(kind, n, 0, printed, size=EM)]))
            y += LEADING * len(parts)
    return out


def _table(n: int, rows: list[list[str]], top: float) -> Table:
    width = max(len(row) for row in rows)
    cells: list[Cell] = []
    y = top
    for r, row in enumerate(rows):
        parts = [cell.split("//") for cell in row]
        for c, lines in enumerate(parts):
            span = width if len(row) == 1 else 1
            x = LEFT + c * BOX / width
            printed = tuple(_line(n, part, x, y + k * LEADING) for k, part in enumerate(lines) if part.strip())
            box = Region(n, x - 2, y, x + span * BOX / width, y + LEADING * len(lines))
            cells.append(Cell(r, c, 1, span, printed, box))
        y += LEADING * max(len(lines) for lines in parts)
    return Table(cells, (Region(n, LEFT, top, LEFT + BOX, y),))


def _line(n: int, words: str, x: float, y: float) -> Text:
    plain = words.lstrip(" 　")
    start = x + EM * (len(words) - len(plain))
    return Text(plain, [Glyph(n, start + k * EM, y, start + (k + 1) * EM, y + EM) for k in range(len(plain))])
