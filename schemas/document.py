"""The document model: what a page holds before (`RawPage`) and after (`Page`, `Block`, `Table`) its layout is understood.

Units are PDF points; the origin is the top left corner of the page as it is shown (CropBox, after /Rotate); pages count from 1.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Literal, NamedTuple

from msgspec import Struct, field

from schemas.text import Glyph, Region, Text

TextLayer = Literal["digital", "scanned", "mixed", "garbled", "none"]
BlockKind = Literal["heading", "paragraph", "bullet", "table", "form", "caption", "note", "figure_text", "stage"]


class Char(NamedTuple):
    """One visible character as read. `angle` is the direction of its baseline (0, 90, 180, 270; clockwise, as shown)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    font: int = 0
    angle: int = 0


class Rule(NamedTuple):
    """A straight horizontal or vertical stroke (thin filled rectangles too)."""

    x0: float
    top: float
    x1: float
    bottom: float
    thickness: float = 0.0

    @property
    def horizontal(self) -> bool:
        return (self.x1 - self.x0) >= (self.bottom - self.top)


class Box(NamedTuple):
    """A filled area, an image or a drawing: `kind` is `fill`, `image` or `drawing` (curves and slanted lines)."""

    x0: float
    top: float
    x1: float
    bottom: float
    kind: str = "fill"


class Note(NamedTuple):
    """Something odd that reading a page brought up: a code of `schemas.codes.FINDINGS`, the page and plain words."""

    code: str
    page_no: int | None
    message: str


class RawPage(Struct, array_like=True):
    """A page as the PDF libraries give it, cleaned character by character, without any idea of order.

    `recognised` counts the characters that lie unseen on a picture: what text recognition found there.
    """

    page_no: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    text_layer: TextLayer = "digital"
    notes: list[Note] = field(default_factory=list)
    recognised: int = 0

    @property
    def printed(self) -> int:
        """How many characters are printed, white space aside."""
        return len("".join("".join(map(itemgetter(0), self.chars)).split()))


class Cell:
    """A cell of a table: its place in the grid (from 0), its spans, and its printed lines."""

    __slots__ = ("box", "col", "col_span", "is_header", "lines", "row", "row_span")

    def __init__(
        self,
        row: int,
        col: int,
        row_span: int = 1,
        col_span: int = 1,
        lines: tuple[Text, ...] = (),
        box: Region | None = None,
        is_header: bool = False,
    ) -> None:
        self.row, self.col, self.row_span, self.col_span = row, col, row_span, col_span
        self.lines, self.box, self.is_header = lines, box, is_header

    @property
    def text(self) -> Text:
        """The cell's words, its lines joined (see `join_lines`)."""
        return join_lines(self.lines)

    def __repr__(self) -> str:
        return f"Cell({self.row},{self.col} {self.row_span}x{self.col_span} {self.text.s!r})"


class Table:
    """A table, or the part of a table that stands on one page. `parts` are the boxes it takes up, page by page."""

    __slots__ = ("caption", "cells", "header_rows", "parts", "ruling", "unit")

    def __init__(
        self,
        cells: list[Cell],
        parts: tuple[Region, ...],
        ruling: Literal["full", "horizontal", "none"] = "full",
        caption: Text | None = None,
        unit: Text | None = None,
        header_rows: int = 0,
    ) -> None:
        self.cells, self.parts, self.ruling = cells, parts, ruling
        self.caption, self.unit, self.header_rows = caption, unit, header_rows

    @property
    def n_rows(self) -> int:
        return max((c.row + c.row_span for c in self.cells), default=0)

    @property
    def n_cols(self) -> int:
        return max((c.col + c.col_span for c in self.cells), default=0)

    def row(self, n: int) -> list[Cell]:
        """The cells that begin in row `n`, from left to right."""
        return sorted((c for c in self.cells if c.row == n), key=lambda c: c.col)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers the place."""
        return next((c for c in self.cells if c.row <= row < c.row + c.row_span and c.col <= col < c.col + c.col_span), None)

    @property
    def text(self) -> Text:
        """One line per row, cells parted by tabs, a spanned cell once at its top left, empty places kept."""
        lines = []
        for n in range(self.n_rows):
            starts = {c.col: c for c in self.row(n)}
            lines.append(Text.join("\t", (starts[k].text if k in starts else Text() for k in range(self.n_cols))))
        return Text.join("\n", lines)


class Block:
    """A paragraph, heading, bullet, caption … or (a page's part of) a table, in reading order.

    `lines` are the printed lines. `continues` says that the block goes on in mid-sentence where the block before it in the
    document ended (next column, half sheet or page). `frame` numbers the ruled box on the page that holds the block, if any.
    `indent` is the distance of the first line from the left edge of its column, in ems.
    """

    __slots__ = ("align", "bold", "column", "continues", "frame", "indent", "kind", "lines", "page_no", "seq", "size", "table")

    def __init__(
        self,
        kind: BlockKind,
        page_no: int,
        seq: int,
        lines: tuple[Text, ...] = (),
        *,
        table: Table | None = None,
        column: int = 0,
        continues: bool = False,
        frame: int | None = None,
        size: float = 0.0,
        bold: bool = False,
        align: Literal["left", "center", "right"] = "left",
        indent: float = 0.0,
    ) -> None:
        self.kind, self.page_no, self.seq, self.lines, self.table = kind, page_no, seq, lines, table
        self.column, self.continues, self.frame = column, continues, frame
        self.size, self.bold, self.align, self.indent = size, bold, align, indent

    @property
    def text(self) -> Text:
        return self.table.text if self.table else join_lines(self.lines)

    def __repr__(self) -> str:
        return f"Block({self.kind} p{self.page_no}#{self.seq} {self.text.s[:40]!r})"


class Furniture(Struct, frozen=True):
    """Running matter: `kind` is `header`, `footer`, `page_number`, `watermark` or `ruby`."""

    kind: str
    page_no: int
    text: Text


class Page:
    """A page that has been understood. `printed` is the number of visible characters on it, `recognised` that of those which text
    recognition found in its picture."""

    __slots__ = (
        "blocks", "furniture", "height", "page_no", "printed", "printed_label", "recognised", "text_layer", "width",
    )  # fmt: skip

    def __init__(
        self,
        page_no: int,
        width: float,
        height: float,
        blocks: list[Block],
        furniture: list[Furniture],
        text_layer: TextLayer = "digital",
        printed_label: str | None = None,
        printed: int = 0,
        recognised: int = 0,
    ) -> None:
        self.page_no, self.width, self.height = page_no, width, height
        self.blocks, self.furniture = blocks, furniture
        self.text_layer, self.printed_label = text_layer, printed_label
        self.printed, self.recognised = printed, recognised

    @property
    def body_text(self) -> str:
        return "\n".join(b.text.s for b in self.blocks)


class Paragraph:
    """A logical paragraph of the flow: one block, or several joined over columns, half sheets and pages."""

    __slots__ = ("blocks", "text")

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.text = join_lines(tuple(line for b in blocks for line in b.lines))

    @property
    def head(self) -> Block:
        return self.blocks[0]

    @property
    def kind(self) -> BlockKind:
        return self.head.kind

    @property
    def page_no(self) -> int:
        return self.head.page_no

    @property
    def lines(self) -> tuple[Text, ...]:
        return tuple(line for b in self.blocks for line in b.lines)

    def __repr__(self) -> str:
        return f"Paragraph(p{self.page_no} {self.kind} {self.text.s[:40]!r})"


class FlowTable:
    """A table of the flow, joined over its pages; `blocks` are its parts."""

    __slots__ = ("blocks", "table")

    def __init__(self, blocks: list[Block], table: Table) -> None:
        self.blocks, self.table = blocks, table

    @property
    def page_no(self) -> int:
        return self.blocks[0].page_no

    @property
    def text(self) -> Text:
        return self.table.text


Element = Paragraph | FlowTable


class Document:
    """A file that has been read: its pages, and the flow of paragraphs and whole tables through them in reading order."""

    __slots__ = ("document_id", "file_name", "flow", "notes", "pages")

    def __init__(self, document_id: str, file_name: str, pages: list[Page], flow: list[Element], notes: list[Note]) -> None:
        self.document_id, self.file_name = document_id, file_name
        self.pages, self.flow, self.notes = pages, flow, notes


def join_lines(lines: tuple[Text, ...]) -> Text:
    """Printed lines as running text: nothing between Japanese characters, a blank between two Latin words."""
    parts = [line.strip() for line in lines if line.s.strip()]
    if not parts:
        return Text()
    out = [parts[0]]
    for before, after in zip(parts, parts[1:], strict=False):
        if _latin(before.s[-1]) and _latin(after.s[0]):
            out.append(Text(" "))
        out.append(after)
    return Text.join("", out)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


__all__ = [
    "Block", "BlockKind", "Box", "Cell", "Char", "Document", "Element", "FlowTable", "Furniture", "Glyph", "Note", "Page",
    "Paragraph", "RawPage", "Region", "Rule", "Table", "Text", "TextLayer", "join_lines",
]  # fmt: skip
