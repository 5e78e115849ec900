"""What can be varied, and what is known of the result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# Points, upright.
PAPERS = {"A3": (841.9, 1190.6), "A4": (595.3, 841.9), "B4": (728.5, 1031.8), "B5": (515.9, 728.5)}

Ruling = Literal["full", "horizontal", "none"]


@dataclass(frozen=True)
class VariantSpec:
    """A way to set the text. The defaults are one plain column on A4.

    `pages` is how much text there is: about so many full pages. `halves` sets two logical pages on a sheet, each with its own
    columns, header and number. `number` is where page numbers stand (`foot`, `left`: half-way up the left edge, `corner`).
    `origin` moves the MediaBox, `crop` is the width of the cut-off edge around the CropBox (words stand in it). `table` puts a table
    into the text (`upright`: with header cells that run downwards; `long`: over pages, header rows repeated; `matrix`: mostly
    empty cells; `wide`: over all columns at the top of the second sheet), `ruling` says how it is ruled. `form` puts the text into
    ruled boxes. `leading` is the distance of lines in ems, `gap` that of columns in points; `justified` lines end flush; `indented`
    is the first line of a paragraph; `title` stands over all columns of the first sheet; `separator` is a stroke between columns;
    `footnotes` stand small under a short stroke at the foot of each first column; `alternating` headers change sides;
    `framed` text runs through a ruled box in every column. `vertical` lines run downwards, lines and sheets from right to left, in
    `columns` tiers; header and number stand level at the upper and lower edge; `forms` writes punctuation with the characters made
    for such lines. `diagram` is a page of boxes set freely, in the order in which they are drawn.
    """

    producer: Literal["reportlab", "fpdf2"] = "reportlab"
    paper: str = "A4"
    landscape: bool = False
    columns: int = 1
    halves: bool = False
    pages: int = 3
    size: float = 10.5
    leading: float = 1.6
    gap: float = 22.0
    justified: bool = False
    indented: bool = True
    title: bool = False
    separator: bool = False
    footnotes: bool = False
    framed: bool = False
    alternating: bool = False
    embedded: bool = True
    rotate: Literal[0, 90, 180, 270] = 0
    origin: tuple[float, float] = (0.0, 0.0)
    crop: float = 0.0
    number: Literal["", "foot", "left", "corner"] = ""
    header: str = ""
    watermark: str = ""
    table: Literal["", "plain", "spans", "upright", "long", "matrix", "wide"] = ""
    ruling: Ruling = "full"
    form: bool = False
    ruby: bool = False
    superscript: bool = False
    fake_bold: bool = False
    shuffled: bool = False
    radicals: bool = False
    vertical: bool = False
    forms: bool = False
    diagram: bool = False
    seed: int = 1


@dataclass
class TruthTable:
    """A table over all its pages: its rows (None where a span covers the place) and `[row, col, row span, col span]` of spans."""

    matrix: list[list[str | None]]
    spans: list[list[int]]
    pages: list[int] = field(default_factory=list)


@dataclass
class TruthPage:
    """What stands on a page: blocks in reading order (a table as tab-separated rows), running matter, and ruby."""

    blocks: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    ruby: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The page's words in reading order, one block a line or more."""
        return "\n".join(self.blocks)


@dataclass
class VariantTruth:
    """What is known: page by page, the whole paragraphs, and the tables."""

    pages: list[TruthPage] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tables: list[TruthTable] = field(default_factory=list)


@dataclass(frozen=True)
class Variant:
    """A PDF and what it says."""

    pdf: bytes
    truth: VariantTruth
