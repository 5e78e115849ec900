"""Checks of a report of cases against what the paper itself states: counts of cases and kinds, the matrix of marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.grammar.agenda import tight
from parsers.grammar.matrix import Matrix, read_matrix
from parsers.grammar.numbers import cell_number
from parsers.grammar.selfcheck import Case
from schemas.document import Element, FlowTable

_WITHDRAWN = re.compile(r"取り?下げ|取下|撤回")


class Stated(NamedTuple):
    """A count that the paper states: `label` without blanks, its value, and the page."""

    label: str
    value: int
    page_no: int


class Difference(NamedTuple):
    """What does not agree: a code of findings, plain words, the page."""

    code: str
    message: str
    page_no: int


def stated_counts(elements: Sequence[Element]) -> Iterator[Stated]:
    """`手続申込のあった業務数 | 8業務`: labels that end in 数 with the number in the cell to the right."""
    for element in elements:
        if not isinstance(element, FlowTable) or element.table.n_rows > 12:
            continue
        for cell in element.table.cells:
            label = tight(cell.text.s)
            right = element.table.at(cell.row, cell.col + cell.col_span)
            value = cell_number(right.text.s) if right else None
            if label.endswith("数") and value is not None:
                yield Stated(label, int(value), element.page_no)


def check_report(elements: Sequence[Element], cases: Sequence[Case], kinds: int) -> Iterator[Difference]:
    """All checks of a report with some cases; `kinds` is the number of kinds of handling found over all cases."""
    stated = list(stated_counts(elements))
    asked = {str(n): any(b.act in ("question", "opinion") for b in c.bullets) for c in cases if (n := c.no) is not None}
    yield from check_counts(stated, "業務数", len(cases), "cases")
    yield from check_counts(stated, "類型件数", kinds, "kinds of handling")
    yield from check_series([int(n) for n in asked], cases[0].page_no)
    for matrix, page_no in matrices(elements):
        yield from check_matrix(matrix, page_no, asked)


def check_counts(stated: Sequence[Stated], unit: str, counted: int, what: str) -> Iterator[Difference]:
    """The stated counts whose label holds `unit`, those withdrawn taken off, against the number of rows."""
    known = [s for s in stated if unit in s.label]
    given = [s for s in known if not _WITHDRAWN.search(s.label)]
    if not given:
        return
    expected = given[0].value - sum(s.value for s in known if _WITHDRAWN.search(s.label))
    if expected != counted:
        yield Difference(
            "count_differs",
            f"{given[0].label} is {expected} (withdrawn ones taken off), {what} are {counted}",
            given[0].page_no,
        )


def matrices(elements: Sequence[Element]) -> Iterator[tuple[Matrix, int]]:
    """The matrices among the tables of a stretch, with their pages."""
    for element in elements:
        if isinstance(element, FlowTable) and (matrix := read_matrix(element.table)):
            yield matrix, element.page_no


def check_matrix(matrix: Matrix, page_no: int, asked: dict[str, bool]) -> Iterator[Difference]:
    """The columns against the cases (`asked`: number → whether it has questions or opinions): each case has a column, and one
    with questions has a mark."""
    missing = [n for n in asked if n not in matrix.columns]
    extra = [n for n in matrix.columns if n not in asked]
    if missing or extra:
        yield Difference("contents_differ", f"matrix: no column for {missing}, no case for {extra}", page_no)
    for number, has in asked.items():
        if has and number in matrix.columns and not any(number in row.marks for row in matrix.rows):
            yield Difference("count_differs", f"case {number} has questions or opinions but no mark in the matrix", page_no)


def check_series(numbers: Sequence[int], page_no: int) -> Iterator[Difference]:
    """Holes in the running numbers of the cases."""
    missing = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers)) if numbers else []
    if missing:
        yield Difference(
            "number_missing", f"no case {', '.join(map(str, missing))} between {min(numbers)} and {max(numbers)}", page_no
        )
