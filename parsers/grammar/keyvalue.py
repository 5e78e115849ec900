"""Key/value tables and record forms: labels on the left, values on the right, and the paragraphs inside a cell.

A paper of this kind is a ruled table with one labelled box to a row (`1 概要`, `所 管 課 名`). Boxes run over pages, digits of
a number stand in boxes of their own, and the lines of a cell are several paragraphs that only marks and indents tell apart.
"""

from __future__ import annotations

import re
from statistics import median
from typing import NamedTuple

from parsers.grammar.numbers import cell_number
from schemas.document import Cell, Table, join_lines
from schemas.text import Glyph, Text

# What a paragraph can begin with; matched on folded text (so ① is 1 only where the printed character is asked).
MARK = re.compile(
    r"(?:[(（]\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[ア-ンa-zａ-ｚ])\s*[)）]"
    r"|[①-⑳㉑-㊿❶-❿➀-➓]|[・●○◯〇◎■□◆◇▶►▪➢✓☑☐※◦•]|[【〔［<＜《]"
    r"|[0-9０-９]{1,2}\s*[.．、](?![0-9０-９])|第[0-9０-９一二三四五六七八九十]+[条章節]|[ア-ン][\s　]|[-－―—]\s)"
)
CAPTION = re.compile(r"^\s*[【〔［<＜《(（]([^】〕］>＞》()（）]{2,40})[】〕］>＞》)）]\s*$")
_ENDED = re.compile(r"[。．.！？!?」』）)】〕］]\s*$")
_BLANKS = re.compile(r"[\s　]+")
_LABEL_NO = re.compile(
    r"^\s*(?P<no>[0-9０-９]{1,2})(?:\s*[.．、]|[\s　]+(?=\S)|(?=[^\s0-9０-９年月日人件条第.．、)）]))[\s　]*"
)


class Field(NamedTuple):
    """A labelled box: `label` as printed, without blanks that only spread it; `cells` are the value's cells, left to right."""

    label: Text
    cells: tuple[Cell, ...]

    @property
    def paragraphs(self) -> list[Text]:
        """The paragraphs of the value."""
        return [p for cell in self.cells for p in cell_paragraphs(cell)]

    @property
    def value(self) -> Text:
        """The value as printed, one paragraph a line; characters in boxes of their own are one string."""
        if len(self.cells) > 1 and all(len(_BLANKS.sub("", c.text.s)) <= 1 for c in self.cells):
            return boxed(self.cells)
        return Text.join("\n", self.paragraphs)

    @property
    def name(self) -> str:
        """The label without its number and blanks: what code tables know."""
        return bare_label(self.label)


def cell_paragraphs(cell: Cell) -> list[Text]:
    """The paragraphs of a cell: its printed lines put together again where one goes on in the next."""
    return line_paragraphs(cell.lines, cell.box.x1 - cell.box.x0 if cell.box else None)


def line_paragraphs(lines: tuple[Text, ...], width: float | None = None) -> list[Text]:
    """Printed lines of one column as paragraphs, told apart by marks, first-line indents and short last lines.

    `width` is the width of the column in points, where it is known: lines that all are short are then seen to be short.
    """
    return [join_lines(tuple(group)) for group in line_groups(lines, width)]


def line_groups(lines: tuple[Text, ...], width: float | None = None) -> list[list[Text]]:
    """The lines of each paragraph (see `line_paragraphs`)."""
    kept = [line for line in lines if line.s.strip()]
    out: list[list[Text]] = []
    column = _column(kept, width)
    for line in kept:
        if out and not _begins(out[-1], line, column):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def boxed(cells: tuple[Cell, ...]) -> Text:
    """Characters in boxes of their own as one string; an empty box between two groups is one blank (`0804 01`)."""
    parts: list[Text] = []
    for cell in cells:
        char = cell.text.strip()
        if char:
            parts.append(char)
        elif parts and parts[-1].s != " ":
            parts.append(Text(" "))
    return Text.join("", parts).strip()


def unspread(text: Text) -> Text:
    """A label without the blanks that only spread it over its box: `所 管 課 名` is `所管課名`; `NTT データ 係` stays."""
    plain = text.strip()
    if (number := _LABEL_NO.match(plain.s)) and number.end() < len(plain):
        return plain[: number.end()] + unspread(plain[number.end() :])
    joined = _BLANKS.sub(" ", plain.s)
    words = joined.split(" ")
    single = sum(1 for word in words if len(word) == 1 and not word.isdecimal())
    short = len(words) > 2 and all(len(word) <= 2 and not word.isdecimal() for word in words)
    if short or (len(words) > 1 and single > 0.6 * len(words)):
        return plain.without(_BLANKS)
    return plain


def bare_label(label: Text) -> str:
    """A label as code tables know it: folded, without its number, blanks and what stands in brackets behind it."""
    folded = label.folded().s
    plain = _BLANKS.sub("", _LABEL_NO.sub("", folded, count=1))
    return re.sub(r"(?<=.)\([^)]*\)$", "", plain)


def label_number(label: str) -> int | None:
    """The number a label begins with: `3 結合先` → 3."""
    match = _LABEL_NO.match(label)
    return int(match["no"]) if match else None


def fields(table: Table) -> list[Field]:
    """The labelled boxes of a key/value table, row by row; a row without a label goes on with the box above it."""
    out: list[Field] = []
    numbered = _numbered(table)
    for n in range(table.n_rows):
        cells = table.row(n)
        head = next((c for c in cells if c.col == 0), None)
        rest = tuple(c for c in cells if c.col > 0)
        label = unspread(head.text) if head else Text()
        if out and label and rest and numbered and label_number(label.s) is None:
            # a box that was cut by a page, its label too
            out[-1] = Field(unspread(Text.join("", [out[-1].label, label])), _run_on(out[-1].cells, rest))
        elif label and rest:
            out.append(Field(label, rest))
        elif label and head and head.col_span >= table.n_cols:
            out.append(Field(label, ()))
        elif out and any(c.text for c in rest):
            out[-1] = Field(out[-1].label, _run_on(out[-1].cells, rest))
    return out


def _numbered(table: Table) -> bool:
    """The labels are numbered from 1 on."""
    numbers = [label_number(c.text.s) for c in table.cells if c.col == 0 and c.text]
    found = [n for n in numbers if n is not None]
    return len(found) > 2 and found == list(range(1, len(found) + 1))


def _run_on(before: tuple[Cell, ...], after: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells of a value that goes on in the next row: lines of one column run on in one cell."""
    if len(before) != 1 or len(after) != 1:
        return before + after
    first, last = before[0], after[0]
    return (Cell(first.row, first.col, first.row_span + last.row_span, first.col_span, first.lines + last.lines, first.box),)


def is_keyvalue(table: Table) -> bool:
    """Whether a table's rows are labelled boxes: short labels on the left, no row of column headers, values wider than labels."""
    if table.n_cols < 2 or table.n_rows < 2:
        return False
    pairs = [f for f in fields(table) if f.cells]
    labels = [f.label.s for f in pairs]
    if len(pairs) < 2 or any(len(label) > 60 for label in labels):
        return False
    if sum(all(cell_number(c.text.s) is not None for c in f.cells) for f in pairs) > 0.5 * len(pairs):
        return False
    numbered = [n for label in labels if (n := label_number(label)) is not None]
    if len(numbered) >= 2 and len(numbered) >= 0.6 * len(labels) and all(bare_label(f.label) for f in pairs):
        return numbered == sorted(numbered)
    values = [f for f in pairs if len(f.cells) == 1]
    return len(values) >= 0.5 * len(pairs) and not any(re.fullmatch(r"[\d\s]*", bare_label(f.label)) for f in pairs)


class _Column(NamedTuple):
    """Where the lines of a column begin at the left, how far they reach at the right, and the size of a character."""

    left: float
    right: float
    em: float


def _column(lines: list[Text], width: float | None) -> _Column | None:
    """None where no place is known, or where one line says nothing about its column."""
    starts = [g.x0 for line in lines if (g := _first(line))]
    edges = [g.x1 for line in lines if (g := _last(line))]
    if not starts or (len(lines) < 2 and width is None):
        return None
    em = _em(lines)
    inner = min(starts) + width - 2.5 * em if width is not None else 0.0
    return _Column(min(starts), max(max(edges), inner), em)


def _begins(before: list[Text], line: Text, column: _Column | None) -> bool:
    """Whether a line begins a paragraph after the lines of the one before it."""
    if _marked(line) and not _inside_brackets(before):
        return True
    ended = bool(_ENDED.search(before[-1].s))
    start, last, here = _first(before[0]), _last(before[-1]), _first(line)
    if column is None or start is None or last is None or here is None:
        return ended
    if (CAPTION.match(before[-1].s) and len(before) == 1) or (CAPTION.match(line.s) and ended):
        return True
    if _short(last, line, column):
        return True
    half = 0.5 * column.em
    margin = _first(before[1]) if len(before) > 1 else None
    if margin is not None:
        # a first line stands further in than the lines that go on with the paragraph
        return ended and here.x0 - margin.x0 > half
    if here.x0 - start.x0 > half:
        return ended and not _marked(before[0])
    return ended and here.x0 - start.x0 > -half and start.x0 - column.left > half


def _short(last: Glyph, line: Text, column: _Column) -> bool:
    """Whether there was room on a line for what the next one begins with (a word or number that cannot be parted)."""
    word = re.match(r"\s*([!-~]+|.)", line.s)
    glyphs = [g for g in line.glyphs[: word.end()] if g] if word else []
    needed = glyphs[-1].x1 - glyphs[0].x0 if glyphs else column.em
    return column.right - last.x1 > needed + 1.2 * column.em


def _marked(line: Text) -> bool:
    return bool(MARK.match(line.s.lstrip()))


def _inside_brackets(lines: list[Text]) -> bool:
    """A round bracket is open at the end of the lines, and no sentence ended in it."""
    text = "".join(line.s for line in lines)
    return sum(text.count(c) for c in "(（「『") > sum(text.count(c) for c in ")）」』")


def _first(line: Text) -> Glyph | None:
    return next((g for c, g in zip(line.s, line.glyphs, strict=True) if g and not c.isspace()), None)


def _last(line: Text) -> Glyph | None:
    pairs = zip(reversed(line.s), reversed(line.glyphs), strict=True)
    return next((g for c, g in pairs if g and not c.isspace()), None)


def _em(lines: list[Text]) -> float:
    """The size of a full-width character."""
    heights = [g.bottom - g.top for line in lines for g in line.glyphs if g]
    return median(heights) if heights else 10.0
