"""Documents built from plain text: what a perfect reader would give, with invented places for every character."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from pipeline.codebook import load_codebook, of_ward
from schemas.document import Block, Cell, Document, Element, FlowTable, Page, Paragraph, Table
from schemas.source import Source
from schemas.text import Glyph, Region, Text

EM = 10.0
DATA = Path(__file__).parents[3] / "data"


def line(text: str, page_no: int, top: float, left: float = 50.0) -> Text:
    """A printed line; blanks at its begin set it in."""
    words = text.lstrip("　")
    left += (len(text) - len(words)) * EM
    return Text(words, [Glyph(page_no, left + n * EM, top, left + (n + 1) * EM, top + EM) for n in range(len(words))])


class Builder:
    """Reads pages parted by `===`: one line is a paragraph, `\\` at its end goes on in the next line, `|` parts a table's cells
    (`<` takes the cell to the left on, `^` the one above)."""

    def __init__(self) -> None:
        self.flow: list[Element] = []
        self.page_no, self.top = 1, 0.0
        self.pages: list[list[Block]] = [[]]

    def build(self, text: str) -> Document:
        rows: list[list[str]] = []
        lines: list[Text] = []
        for raw in [*text.strip("\n").split("\n"), ""]:
            if "|" in raw:
                rows.append([c.strip() for c in raw.split("|")])
                continue
            if rows:
                self.table(rows)
                rows = []
            if raw.startswith("==="):
                self.page_no, self.top = self.page_no + 1, 0.0
                self.pages.append([])
            elif raw.strip():
                self.top += 1.5 * EM
                lines.append(line(raw.rstrip("\\"), self.page_no, self.top))
                if not raw.endswith("\\"):
                    self.add(Block("paragraph", self.page_no, 0, tuple(lines)))
                    lines = []
        pages = [Page(n, 600.0, 800.0, blocks, []) for n, blocks in enumerate(self.pages, 1)]
        return Document("0123456789abcdef", "sample.pdf", pages, self.flow, [])

    def add(self, block: Block, table: Table | None = None) -> None:
        self.pages[-1].append(block)
        block.seq = len(self.pages[-1])
        self.flow.append(FlowTable([block], table) if table else Paragraph([block]))

    def table(self, rows: list[list[str]]) -> None:
        cells: dict[tuple[int, int], Cell] = {}
        for r, row in enumerate(rows):
            for c, words in enumerate(row):
                if words == "<":
                    origin = next(cells[r, k] for k in range(c - 1, -1, -1) if (r, k) in cells)
                    origin.col_span += 1
                elif words == "^":
                    origin = next(cells[k, c] for k in range(r - 1, -1, -1) if (k, c) in cells)
                    origin.row_span = max(origin.row_span, r - origin.row + 1)
                else:
                    top = self.top + (r + 1) * 2 * EM
                    lines = (line(words, self.page_no, top, 50.0 + 120.0 * c),) if words else ()
                    box = Region(self.page_no, 50.0 + 120.0 * c, top, 170.0 + 120.0 * c, top + 2 * EM)
                    cells[r, c] = Cell(r, c, 1, 1, lines, box)
        self.top += (len(rows) + 1) * 2 * EM
        table = Table(list(cells.values()), (Region(self.page_no, 50.0, self.top, 550.0, self.top + EM),))
        self.add(Block("table", self.page_no, 0, table=table), table)


@pytest.fixture
def document():
    """A function that makes a document of plain text."""
    return lambda text: Builder().build(text)


@pytest.fixture(scope="session")
def source() -> Source:
    """The configuration as it is shipped."""
    raw = yaml.safe_load((DATA / "sources" / "suginami.yml").read_text(encoding="utf-8"))
    codebook = of_ward(load_codebook(DATA / "codebook"), "suginami")
    return msgspec.structs.replace(msgspec.convert(raw, Source), codebook=codebook)
