"""Lists of errors (正誤表): each row of a table with the columns 誤 and 正."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.document import Element, FlowTable
from schemas.text import Text

_WRONG = re.compile(r"^(?:誤|修正前|訂正前|変更前)$")
_RIGHT = re.compile(r"^(?:正|修正後|訂正後|変更後)$")
_TITLE = re.compile(r"正\s*誤\s*表|訂正(?:表|箇所|について)|修正箇所")
MAX_HEAD = 2  # rows that a header may have


class Correction(NamedTuple):
    """What a list of errors says: where (the other cells of its row), what was printed, what should stand there."""

    where: str
    wrong: Text
    right: Text
    page_no: int


def is_errata(title: str) -> bool:
    """Whether a heading announces a list of errors."""
    return bool(_TITLE.search(title))


def corrections(elements: list[Element]) -> Iterator[Correction]:
    """The rows of all lists of errors. Columns 誤 and 正 are enough; 修正前 and 修正後 need a heading that says so."""
    titled = any(not isinstance(e, FlowTable) and len(e.text) <= 60 and is_errata(e.text.s) for e in elements)
    for element in elements:
        if isinstance(element, FlowTable):
            yield from _rows(element, titled)


def _rows(element: FlowTable, titled: bool) -> Iterator[Correction]:
    table = element.table
    for head in range(min(MAX_HEAD, table.n_rows)):
        words = {c.col: re.sub(r"\s", "", c.text.s) for c in table.cells if c.row == head}
        wrong = next((col for col, word in words.items() if _WRONG.match(word)), None)
        right = next((col for col, word in words.items() if _RIGHT.match(word)), None)
        if wrong is not None and right is not None and (titled or words[wrong] == "誤"):
            yield from _below(element, head + 1, wrong, right)
            return


def _below(element: FlowTable, first: int, wrong: int, right: int) -> Iterator[Correction]:
    table = element.table
    for row in range(first, table.n_rows):
        one, other = table.at(row, wrong), table.at(row, right)
        if not one or not other or not (one.text.s.strip() or other.text.s.strip()):
            continue
        cells = [c for c in table.cells if c.row <= row < c.row + c.row_span and c.col not in (wrong, right)]
        where = " ".join(re.sub(r"\s", "", c.text.s) for c in sorted(cells, key=lambda c: c.col))
        page = (one.text.pages or other.text.pages or (element.page_no,))[0]
        yield Correction(where, one.text, other.text, page)
