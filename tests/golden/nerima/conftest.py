"""Documents built from plain text, as the reader would give them: a line for a line, `|` for the boxes of a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.sources import load_sources
from schemas.document import Block, Cell, Document, Element, FlowTable, Page, Paragraph, Table
from schemas.parsed import Parsed
from schemas.rows import Item, Row
from schemas.source import Source
from schemas.text import Glyph, Region, Text

EM, LEADING, LEFT, WIDE = 10.0, 16.0, 50.0, 44

Make = Callable[[str], Document]


@pytest.fixture(scope="session")
def source() -> Source:
    """The configured council, with its code tables."""
    folder = Path(__file__).parents[3] / "data" / "sources"
    return next(s for s in load_sources(folder) if s.ward == "nerima")


@pytest.fixture(scope="session")
def make() -> Make:
    """Text to a document: pages parted by `---` (`--- wide` for a page on its side), tables by rows of `| a | b |`,
    paragraphs by lines; `#` marks a heading, `//` a new line in a box, `<` a box that goes on in the row below."""
    return document


def document(text: str) -> Document:
    pages: list[Page] = []
    flow: list[Element] = []
    for n, sheet in enumerate(text.strip().split("\n---"), 1):
        kind, _, body = sheet.partition("\n") if n > 1 else ("", "", sheet)
        size = (842.0, 595.0) if "wide" in kind else (595.0, 842.0)
        elements = _page(n, (body if n > 1 else sheet).strip("\n").split("\n"))
        flow += elements
        blocks = [b for e in elements for b in e.blocks]
        for seq, block in enumerate(blocks, 1):
            block.seq = seq
        pages.append(Page(n, *size, blocks, []))
    return Document("0" * 16, "mihon.pdf", pages, flow, [])


def _page(n: int, lines: list[str]) -> list[Element]:
    out: list[Element] = []
    rows: list[list[str]] = []
    y = 60.0
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")])
            continue
        if rows:
            table = _table(n, rows, y)
            y += LEADING * sum(max(len(c.split("//")) for c in row) for row in rows)
            out.append(FlowTable([Block("table", n, 0, table=table)], table))
            rows = []
        if line.strip():
            heading = line.startswith("# ")
            words = _line(n, line.removeprefix("# "), LEFT, y)
            out.append(Paragraph([Block("heading" if heading else "paragraph", n, 0, (words,), size=EM)]))
            y += LEADING
    return out


def _table(n: int, rows: list[list[str]], top: float) -> Table:
    cells: list[Cell] = []
    y = top
    for r, row in enumerate(rows):
        parts = [cell.split("//") for cell in row]
        for c, lines in enumerate(parts):
            if lines == ["<"]:
                above = next(x for x in reversed(cells) if x.col == c)
                above.row_span += 1
                continue
            x = LEFT + c * 120.0
            printed = tuple(_line(n, part.rstrip(), x, y + k * LEADING) for k, part in enumerate(lines) if part.strip())
            cells.append(Cell(r, c, 1, 1, printed, Region(n, x - 2, y, x + WIDE * EM, y + LEADING * len(lines))))
        y += LEADING * max(len(lines) for lines in parts)
    return Table(cells, (Region(n, LEFT, top, LEFT + 400.0, y),))


def _line(n: int, words: str, x: float, y: float) -> Text:
    plain = words.lstrip(" 　")
    start = x + EM * (len(words) - len(plain))
    return Text(plain, [Glyph(n, start + k * EM, y, start + (k + 1) * EM, y + EM) for k in range(len(plain))])


def values(parsed: Parsed, kind: type[Row], *names: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in parsed.of(kind)]


@pytest.fixture(scope="session")
def facts() -> Callable[..., list[tuple[object, ...]]]:
    """The named columns of a table's rows."""
    return values


@pytest.fixture(scope="session")
def only() -> Callable[[Parsed], Item]:
    """The one item of a document."""

    def single(parsed: Parsed) -> Item:
        (item,) = parsed.of(Item)
        return item

    return single
