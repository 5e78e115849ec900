"""The plain text that a specimen is set from, and the parts it is made of.

A source begins with `key: value` lines and a blank line. `--- key=value …` begins a section (one run of pages by one producer).
A line is one paragraph. What a line begins with says what it is:

`# ` title, `## ` and `### ` headings, `> ` set to the right, `= ` centred, `・` bullet (hanging), `+++` new page, `^^^` next column or
half sheet, `|| key=value …` to `||` a table of `| cell | cell` lines (`<` belongs to the cell at its left, `^` to the cell above,
` // ` parts printed lines, `↓` sets upright, `⇔` spreads the label).

A tag in brackets at the head of a line says what a reader should make of them and is not printed, but for `[turn NAME ROLE]`, which prints
the speaker's mark
(`mark` and `gap` of the head, `mark=` of the tag): `[item kind=… number=… outcome=… handlings=…]`, `[opinion]`, `[condition]`, `[stage]`, `[question]`, `[answer]`,
`[view]`, `[result]`, `[point]`. A tag alone on its line stands for what is printed elsewhere (in a table, a contents page).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "title",
    "heading",
    "subheading",
    "right",
    "center",
    "bullet",
    "paragraph",
    "page_break",
    "column_break",
    "table",
    "unprinted",
]

_MARKS: tuple[tuple[str, Kind], ...] = (
    ("### ", "subheading"),
    ("## ", "heading"),
    ("# ", "title"),
    ("> ", "right"),
    ("= ", "center"),
)
_BREAKS: dict[str, Kind] = {"+++": "page_break", "^^^": "column_break"}
_TAG = re.compile(r"\[([a-z]+)((?: [^\]]+)?)\] ?")
_INLINE = re.compile(r"__(.+?)__")


@dataclass(frozen=True)
class Tag:
    """What a printed line stands for: a name, positional words and `key=value` attributes."""

    name: str
    words: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceCell:
    """A cell of a table: place in the grid, spans, printed lines; `upright` and `spread` are ways to set it."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: tuple[str, ...]
    upright: bool = False
    spread: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: its cells, the number of rows and columns, relative column widths, header rows, caption and unit."""

    cells: tuple[SourceCell, ...]
    n_rows: int
    n_cols: int
    settings: dict[str, str]

    @property
    def widths(self) -> tuple[float, ...]:
        """Shares of the table's width, adding up to 1."""
        raw = [float(w) for w in self.settings.get("widths", "").split(",") if w] or [1.0] * self.n_cols
        return tuple(w / sum(raw) for w in raw)

    @property
    def header_rows(self) -> int:
        return int(self.settings.get("header", "0"))

    def matrix(self) -> list[list[str | None]]:
        """Rows of cell texts; None where a span covers the place."""
        out: list[list[str | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            out[cell.row][cell.col] = plain("".join(line.strip("　") for line in cell.lines))
        return out

    def spans(self) -> list[list[int]]:
        return [[c.row, c.col, c.row_span, c.col_span] for c in self.cells if c.row_span > 1 or c.col_span > 1]


@dataclass(frozen=True)
class Element:
    """A paragraph (with the words as printed, inline marks included), a break or a table."""

    kind: Kind
    text: str = ""
    tag: Tag | None = None
    grid: Grid | None = None


@dataclass(frozen=True)
class Section:
    """A run of pages set by one producer."""

    settings: dict[str, str]
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Specimen:
    """A whole file."""

    name: str
    meta: dict[str, str]
    sections: tuple[Section, ...]


def plain(text: str) -> str:
    """The words without inline marks."""
    return _INLINE.sub(r"\1", text)


def parse(name: str, source: str) -> Specimen:
    """Read a source text. Raises ValueError with the line where a table is not rectangular or not closed."""
    head, _, body = source.partition("\n\n")
    meta = dict(_pair(line) for line in head.splitlines() if line.strip())
    sections: list[Section] = []
    settings: dict[str, str] = {}
    elements: list[Element] = []
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("--- "):
            if elements or settings:
                sections.append(Section(settings, tuple(elements)))
            settings, elements = _settings(line[4:]), []
        elif line.startswith("||"):
            elements.append(_table(line, lines))
        elif line.strip():
            elements.append(_element(line, meta))
    sections.append(Section(settings, tuple(elements)))
    return Specimen(name, meta, tuple(sections))


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip().strip('"')


def _settings(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in shlex.split(text))
    return {key: value or "yes" for key, _, value in parts}


def _element(line: str, meta: dict[str, str]) -> Element:
    if line in _BREAKS:
        return Element(_BREAKS[line])
    tag = None
    if found := _TAG.match(line):
        tag, line = _tag(found), line[found.end() :]
    kind: Kind = "center" if tag and tag.name == "stage" else "paragraph" if line else "unprinted"
    for mark, name in _MARKS:
        if line.startswith(mark):
            kind, line = name, line[len(mark) :]
            break
    if tag and tag.name == "turn":
        line = _speech(tag, line, meta)
    if kind == "paragraph" and line.startswith("・"):
        kind = "bullet"
    return Element(kind, line, tag)


def _speech(tag: Tag, line: str, meta: dict[str, str]) -> str:
    """The first line of a turn as printed; the name `-` stands for a speaker who is given by post alone."""
    tag.values["spoken"] = line
    mark, speaker = tag.values.get("mark", meta.get("mark", "○")), "".join(tag.words).removeprefix("-")
    return f"{mark}{speaker}{meta.get('gap', '　')}{line}"


def _tag(found: re.Match[str]) -> Tag:
    parts = shlex.split(found.group(2))
    values = dict(p.split("=", 1) for p in parts if "=" in p)
    return Tag(found.group(1), tuple(p for p in parts if "=" not in p), values)


def _table(first: str, lines: Iterator[str]) -> Element:
    rows: list[list[str]] = []
    for line in lines:
        if line.strip() == "||":
            settings = _settings(first[2:])
            return Element("table", grid=_grid(rows, settings))
        rows.append([cell.strip(" ") for cell in line[1:].split("|")])
    raise ValueError(f"the table that begins with {first!r} is not closed")


def _grid(rows: list[list[str]], settings: dict[str, str]) -> Grid:
    n_cols = len(rows[0])
    if any(len(row) != n_cols for row in rows):
        raise ValueError(f"rows of {sorted({len(r) for r in rows})} cells in one table: {rows[0]}")
    cells = [_cell(rows, r, c) for r in range(len(rows)) for c in range(n_cols) if rows[r][c] not in ("<", "^")]
    return Grid(tuple(cells), len(rows), n_cols, settings)


def _cell(rows: list[list[str]], r: int, c: int) -> SourceCell:
    col_span, row_span = 1, 1
    while c + col_span < len(rows[r]) and rows[r][c + col_span] == "<":
        col_span += 1
    while r + row_span < len(rows) and rows[r + row_span][c] == "^":
        row_span += 1
    text = rows[r][c]
    return SourceCell(
        r,
        c,
        row_span,
        col_span,
        tuple(text.lstrip("↓⇔").split(" // ")) if text else (),
        upright=text.startswith("↓"),
        spread=text.startswith("⇔"),
    )
