"""Tables of numbers: one value for each number, with its measure (column), category (row), unit, and whether it is a total."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from parsers.grammar.keyvalue import unspread
from parsers.grammar.numbers import cell_number
from parsers.grammar.sections import HEADING
from schemas.document import Cell, Element, FlowTable, Paragraph, Table
from schemas.text import Region, Text, fold

TOTAL = re.compile(r"^(?:総?合?計|総数|総額|合算|全体|累計|計\(.*\)|合計\(.*\))$")
SUBTOTAL = re.compile(r"^小計")
CAPTION = re.compile(r"^[\s　]*[(【<〈《［\[■○●]?\s*(?:別?表|図表|第\s*\d+\s*表)\s*[\d一二三四五六七八九十]*")
_UNIT = re.compile(r"[(（\[［]\s*(?:単位\s*[:：]?\s*)?(?P<unit>[^()（）\[\]\d]{1,6})\s*[)）\]］]\s*$")
_CELL_UNIT = re.compile(r"\d\s*(?P<unit>件|人|円|千円|百万円|回|業務|課|校|園|か所|箇所|名|世帯|枚|点|冊|日|時間)\s*$")
_NOTE_REF = re.compile(r"(?P<label>.*?[^\d\s(（第])[\s　]*(?:\*|※|注)?(?P<ref>\d{1,2})$")
_NOTE_MARKED = re.compile(r"(?P<label>.*?\S)\s*(?:[※*]\s*\d*|\(?注\s*\d*\)?)$")
_NOTE_MARK = re.compile(r"^[\s　]*[-(（]?\s*(?:\*|※|注)?\s*(?P<ref>\d{1,2})(?![\d月年日,.])")
_NOTHING = re.compile(r"^[-－―–—‐・*]?$")

RATE = re.compile(r"率|割合|平均|単価")
"""Words of what is not added up."""


class Number(NamedTuple):
    """A number of a table."""

    measure: Text
    category: Text
    group: Text
    value: float
    unit: str | None
    is_total: bool
    cell: Cell

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where the number stands, with its row's heading."""
        return Text.join(" ", [self.category, self.cell.text]).regions()


class Difference(NamedTuple):
    """A printed total that is not the sum of its parts."""

    measure: str
    total: float
    parts: float


def numbers(table: Table, notes: Iterable[Text] = ()) -> list[Number]:
    """The numbers of a statistics table; nothing where the table is none (columns of words beside the numbers).

    `notes` are the paragraphs behind the table: a row heading that ends in the number of one of them is meant without it.
    """
    head = header_rows(table)
    columns = _number_columns(table, head)
    if not columns:
        return []
    refs = {match["ref"] for note in notes if (match := _NOTE_MARK.match(fold(note.s)))}
    first = min(columns)
    index = _index_column(table, head, first)
    out: list[Number] = []
    group = Text()
    for n in range(head, table.n_rows):
        words = _row_words(table, n, first, index)
        if not words:
            continue
        category = _without_reference(words[-1], refs)
        found = [(c, cell) for c in columns if (cell := table.at(n, c)) and cell.row == n and cell.col >= first]
        values = [(c, cell, value) for c, cell in found if (value := cell_number(cell.text.s)) is not None]
        if not values and all(_NOTHING.match(cell.text.s.strip()) for _, cell in found) and len(words) == 1:
            group = category
            continue
        total = bool(TOTAL.match(_plain(category)))
        if total:
            group = Text()
        inner = words[-2] if len(words) > 1 else group
        for col, cell, value in values:
            measure, unit = _measure(table, head, col)
            printed = _CELL_UNIT.search(fold(cell.text.s))
            unit = unit or (printed["unit"] if printed else None) or (table.unit.s if table.unit else None)
            is_total = total or bool(SUBTOTAL.match(_plain(category))) or bool(TOTAL.match(_plain(measure)))
            out.append(Number(measure, category, inner, value, unit, is_total, cell))
    return out


def differences(found: list[Number]) -> list[Difference]:
    """The printed totals of columns that are not the sums of the rows above them (sub-totals are not counted twice)."""
    out: list[Difference] = []
    for measure in dict.fromkeys(n.measure.s for n in found):
        parts, since_total = 0.0, 0
        for number in (n for n in found if n.measure.s == measure):
            label = _plain(number.category)
            if TOTAL.match(label):
                if since_total > 1 and abs(parts - number.value) > 1e-6:
                    out.append(Difference(measure, number.value, parts))
                parts, since_total = 0.0, 0
            elif not SUBTOTAL.match(label):
                parts += number.value
                since_total += 1
    return out


def differences_across(found: list[Number]) -> list[Difference]:
    """The printed totals of rows (a column 計) that are not the sums of the columns before them, named by their row."""
    out: list[Difference] = []
    for category in dict.fromkeys(n.category.s for n in found):
        if RATE.search(category):
            continue
        row = [n for n in found if n.category.s == category]
        for at, number in enumerate(row):
            parts = row[:at]
            if TOTAL.match(_plain(number.measure)) and len(parts) > 1 and not any(p.is_total for p in parts):
                added = sum(p.value for p in parts)
                if abs(added - number.value) > 1e-6:
                    out.append(Difference(category, number.value, added))
    return out


def header_rows(table: Table) -> int:
    """How many rows of column headers a table begins with: as many as its top left cell or a spanning header take up."""
    if table.header_rows:
        return table.header_rows
    top = table.row(0)
    if not top or any(cell_number(c.text.s) is not None and c.col > 0 for c in top):
        return 0
    rows = max((c.row_span for c in top), default=1)
    spanning = any(c.col_span > 1 for c in top)
    if spanning and rows == 1 and table.n_rows > 2 and not any(cell_number(c.text.s) is not None for c in table.row(1)):
        rows = 2
    return min(rows, table.n_rows)


def caption_of(flow: list[Element], at: int) -> Text | None:
    """The caption of the table at a place of the flow: its own, else the nearest line above that looks like one."""
    table = flow[at]
    if isinstance(table, FlowTable) and table.table.caption:
        return table.table.caption.strip()
    for element in reversed(flow[max(0, at - 4) : at]):
        if isinstance(element, FlowTable):
            return None
        if CAPTION.match(fold(element.text.s)) or element.kind == "caption":
            return (
                element.lines[-1].strip()
                if len(element.lines) > 1 and CAPTION.match(fold(element.lines[-1].s))
                else element.text
            )
        if len(element.text) > 60 or element.text.s.rstrip().endswith("。"):
            continue
    above = flow[at - 1] if at else None
    if isinstance(above, Paragraph) and len(above.text) <= 40 and not above.text.s.rstrip().endswith(("。", "、", ")", "）")):
        return above.text
    return None


def section_of(flow: list[Element], at: int, caption: Text | None) -> Text | None:
    """The heading that the table at a place of the flow stands under: the nearest one above, of the file or a numbered section's."""
    for element in reversed(flow[:at]):
        if not isinstance(element, Paragraph) or (caption and element.text.s == caption.s):
            continue
        if element.kind == "heading":
            return element.text
        if line := next((line for line in reversed(element.lines) if HEADING.match(line.folded().s)), None):
            return unspread(line)
    return None


def unit_of(flow: list[Element], at: int) -> str | None:
    """The unit that stands over the table at a place of the flow: `（単位：件）`."""
    for element in reversed(flow[max(0, at - 3) : at]):
        match = _UNIT.search(element.text.folded().s) if isinstance(element, Paragraph) else None
        if match and "単位" in match[0]:
            return match["unit"].strip()
    return None


def notes_after(flow: list[Element], at: int) -> list[Text]:
    """The lines of the paragraphs between a table and the next table, as far as they can be its notes."""
    out: list[Text] = []
    for element in flow[at + 1 : at + 7]:
        if isinstance(element, FlowTable) or CAPTION.match(fold(element.text.s)):
            break
        out += element.lines
    return out


def _number_columns(table: Table, head: int) -> list[int]:
    """The columns of numbers: all columns right of the row headings, or none at all."""
    numeric: list[int] = []
    for col in range(1, table.n_cols):
        cells = [c for c in table.cells if c.col == col and c.row >= head and not _NOTHING.match(c.text.s.strip())]
        values = [c for c in cells if cell_number(c.text.s) is not None]
        if cells and len(values) >= 0.7 * len(cells):
            numeric.append(col)
        elif numeric:
            return []
    if not numeric or not any(c.col < min(numeric) and c.row >= head and _wordy(c) for c in table.cells):
        return []
    return numeric


def _wordy(cell: Cell) -> bool:
    text = cell.text.s.strip()
    return bool(text) and cell_number(text) is None


def _index_column(table: Table, head: int, first: int) -> int | None:
    """A leading column of running numbers, which is no row heading."""
    column = [c for c in table.cells if c.col == 0 and c.row >= head and c.text.s.strip()]
    if first > 1 and column and all(fold(c.text.s).strip().isdecimal() for c in column):
        return 0
    return None


def _row_words(table: Table, row: int, first: int, index: int | None) -> list[Text]:
    """The row's headings from left to right; cells that span rows count for each of them."""
    out: list[Text] = []
    seen: set[int] = set()
    for col in range(first):
        cell = table.at(row, col)
        if cell is None or col == index or id(cell) in seen:
            continue
        seen.add(id(cell))
        if words := unspread(cell.text):
            out.append(words)
    return out


def _measure(table: Table, head: int, col: int) -> tuple[Text, str | None]:
    """The column's headings joined, without the unit in brackets at their end; and the unit."""
    parts: list[Text] = []
    seen: set[int] = set()
    for row in range(head):
        cell = table.at(row, col)
        if cell and id(cell) not in seen and cell.text:
            seen.add(id(cell))
            parts.append(unspread(cell.text))
    whole = Text.join(" ", parts)
    match = _UNIT.search(whole.folded().s)
    if not match:
        return whole, None
    return unspread(whole.folded().cut(0, match.start())), match["unit"].strip()


def _without_reference(label: Text, refs: set[str]) -> Text:
    folded = label.folded()
    match = _NOTE_MARKED.match(folded.s) or _NOTE_REF.match(folded.s)
    if match and (match.re is _NOTE_MARKED or match["ref"] in refs):
        return folded.group(match, "label").strip()
    return label


def _plain(text: Text) -> str:
    return re.sub(r"\s", "", fold(text.s))
