"""The agenda of a meeting: a table (or list) of matters with their numbers and pages, and the number box on a matter's paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.document import Cell, Element, FlowTable, Paragraph, Table
from schemas.text import Text, fold

_BLANK = re.compile(r"\s+")
_TITLE = re.compile(r"(?:事項|件名|案件名?|議題|内容)$")
_NUMBER = re.compile(r"^(?:(?P<word>[^\d()]{2,6}?)(?:No\.?|の?番号)|(?P<bare>報告|諮問|確認|審議))$")
_PRINTED = re.compile(r"^(?P<own>報告|諮問|確認|審議)?(?:No\.?|第)?[\d・、,~-]+号?$")
_PAGE = re.compile(r"^(?:頁|ページ|該当頁|掲載頁|ペ-ジ)$")
_ORDER = re.compile(r"^(?:番号|順番?|進行順|No\.?)?$")
_DIGITS = re.compile(r"\d+")
_BOX_WORD = re.compile(r"^(?P<word>諮問|報告|確認|一般報告)(?:事項|番号|No\.?)?$")
_BOX_LINE = re.compile(r"^(?P<word>諮問|報告)(?:事項|番号)?(?:No\.?|第)?(?P<numbers>\d{1,4}(?:[・、,~-]\d{1,4})*)号?$")
_LISTED = re.compile(
    r"^\s*(?:\(?\d{1,2}[).、]?\s*)?(?P<printed>(?P<word>諮問|報告|確認)(?:事項)?\s*(?:番号)?\s*(?:No\.?|第)?\s*(?P<no>\d{1,4})\s*号?)"
    r"[\s:.]+(?P<title>\S.{4,})$"
)
_SUFFIX = re.compile(r"\((?:報告|諮問|確認|案|写し?|資料)\)$")
_REFERENCE = re.compile(r"^[<(\[【〈《]*(?:参考|再掲)[>)\]】〉》]*$")


class Entry(NamedTuple):
    """A matter on the agenda. `word` is the kind as printed (諮問, 報告, 一般報告; empty where nothing says it), `number` the
    number with its heading (`報告No.7`; empty without one), `order` the running number, `page` the page as printed."""

    order: Text
    word: str
    number: str
    number_text: Text
    title: Text
    page: Text
    reference: bool
    element: int


def tight(text: str) -> str:
    """Folded, without blanks: for comparing."""
    return _BLANK.sub("", fold(text))


def title_key(title: str) -> str:
    """A title as it is compared: without blanks and a suffix like （報告）."""
    return _SUFFIX.sub("", tight(title))


def digits(text: str) -> list[str]:
    """The numbers in a printed number, without leading zeros: `4・5` → 4 and 5."""
    return [str(int(n)) for n in _DIGITS.findall(fold(text))]


def read_agenda(flow: Sequence[Element]) -> list[Entry]:
    """The matters of all agenda tables of a flow; where there is none, of lines like `諮問第3号 …について`."""
    out: list[Entry] = []
    reference = False
    before: tuple[int, int, _Columns] | None = None  # element, width and columns of the agenda table before
    for n, element in enumerate(flow):
        if isinstance(element, FlowTable):
            columns = _columns(element.table)
            if columns is None and before and n - before[0] <= 2 and element.table.n_cols == before[1]:
                columns = before[2]._replace(row=-1)  # goes on after the end of a page without its headers
            if columns:
                before = n, element.table.n_cols, columns
                out += _table(element.table, columns, reference, n)
        else:
            reference = bool(_REFERENCE.match(tight(element.text.s)))
    return out or [e for n, element in enumerate(flow) if isinstance(element, Paragraph) for e in _lines(element, n)]


def _lines(element: Paragraph, n: int) -> Iterator[Entry]:
    for line in (element.text,) if len(element.lines) == 1 else (*element.lines, element.text):
        folded = line.folded()
        if match := _LISTED.match(folded.s):
            title, number = folded.group(match, "title"), folded.group(match, "printed")
            yield Entry(Text(), match["word"], _BLANK.sub("", number.s), number, title, Text(), False, n)
            return


class _Columns(NamedTuple):
    row: int
    title: int
    order: int | None
    page: int | None
    numbers: dict[int, str]


def _columns(table: Table) -> _Columns | None:
    """The columns of an agenda table by their headers, which stand in one of the first rows."""
    for row in range(min(3, table.n_rows)):
        cells = {c.col: tight(c.text.s) for c in table.row(row)}
        numbers = {col: text for col, text in cells.items() if _NUMBER.match(text)}
        title = next((col for col, text in cells.items() if _TITLE.search(text) and col not in numbers), None)
        if title is None or not numbers:
            continue
        page = next((col for col, text in cells.items() if _PAGE.match(text)), None)
        order = next((col for col in range(title) if _ORDER.match(cells.get(col, "")) and col not in numbers), None)
        return _Columns(row, title, order, page, numbers)
    return None


def _table(table: Table, columns: _Columns, reference: bool, n: int) -> Iterator[Entry]:
    order: Text = Text()
    for row in range(columns.row + 1, table.n_rows):
        title = table.at(row, columns.title)
        if title is None or title.row != row or not title.text:
            continue
        cell = table.at(row, columns.order) if columns.order is not None else None
        order = cell.text if cell and cell.text else Text() if cell and cell.row == row else order
        page = table.at(row, columns.page) if columns.page is not None else None
        for word, number, printed in _numbers(table, row, columns):
            yield Entry(order, word, number, printed, title.text, page.text if page else Text(), reference, n)


def _numbers(table: Table, row: int, columns: _Columns) -> Iterator[tuple[str, str, Text]]:
    """Kind, number and its printed cell; a cell with several numbers gives several, words in place of a number are a kind."""
    seen: list[Cell] = []
    found = False
    for col, header in columns.numbers.items():
        cell = table.at(row, col)
        if cell is None or not cell.text or cell in seen:
            continue
        seen.append(cell)
        match = _NUMBER.match(header)
        word = (match["word"] or match["bare"]) if match else header
        found = True
        printed = _PRINTED.match(tight(cell.text.s))
        if printed and printed["own"]:
            yield printed["own"], tight(cell.text.s), cell.text
        elif printed:
            yield from ((word, f"{header}{no}", cell.text) for no in digits(cell.text.s))
        else:
            yield tight(cell.text.s), "", cell.text
    if not found:
        yield "", "", Text()


class NumberBox(NamedTuple):
    """The box at the head of a paper that says which matters it is about."""

    word: str
    numbers: list[str]
    text: Text


def number_box(element: Element) -> NumberBox | None:
    """`諮問 | 4・5` as a small table, or `諮問 4・5`, `諮問第6号` alone on a line."""
    if isinstance(element, FlowTable):
        cells = [c for row in range(element.table.n_rows) for c in element.table.row(row) if c.text]
        if not 1 <= len(cells) <= 3:
            return None
        word = _BOX_WORD.match(tight(cells[0].text.s))
        if len(cells) > 1 and word and (numbers := digits("・".join(c.text.s for c in cells[1:]))):
            return NumberBox(word["word"], numbers, element.text)
        words = tight("".join(c.text.s for c in cells))
    else:
        words = tight(element.text.s)
    match = _BOX_LINE.match(words)
    return NumberBox(match["word"], digits(match["numbers"]), element.text) if match else None


def titles_at(elements: Sequence[Element], at: int, keys: Iterable[str]) -> tuple[str, int] | None:
    """The title (of `keys`) that an element begins with, and how many elements it takes up to three; it ends with a line."""
    wanted = set(keys)
    words = ""
    for n, element in enumerate(elements[at : at + 3], 1):
        if isinstance(element, FlowTable) or element.page_no != elements[at].page_no:
            return None
        for line in element.lines:
            words += tight(line.s)
            if (key := _SUFFIX.sub("", words)) in wanted:
                return key, n
            if not any(key.startswith(words) for key in wanted):
                return None
    return None
