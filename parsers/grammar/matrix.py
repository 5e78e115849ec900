"""A matrix of marks: kinds down the side, numbers of cases across, ○ where a kind holds of a case."""

from __future__ import annotations

from typing import NamedTuple

from parsers.grammar.agenda import tight
from schemas.document import Table

MARKS = frozenset("○◯〇●◎✓✔レ")


class MatrixRow(NamedTuple):
    """A kind: its label, the label that spans it (or the title row above it), and the columns that carry a mark."""

    label: str
    group: str
    marks: frozenset[str]


class Matrix(NamedTuple):
    """The numbers of the columns from left to right, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def read_matrix(table: Table) -> Matrix | None:
    """The matrix that a table is; None for other tables. Empty places stay where they are: a mark counts by its own column."""
    header, columns = _header(table)
    if len(columns) < 2:
        return None
    rows: list[MatrixRow] = []
    group = ""
    for n in range(header + 1, table.n_rows):
        stubs = [c for c in (table.at(n, col) for col in range(min(columns))) if c is not None]
        labels = list(dict.fromkeys(tight(c.text.s) for c in stubs if c.text))
        if not labels:
            continue
        cells = [table.at(n, col) for col in columns]
        if all(c is None or c in stubs for c in cells):
            group = labels[-1]
            continue
        marks = frozenset(number for col, number in columns.items() if (c := table.at(n, col)) and tight(c.text.s) in MARKS)
        rows.append(MatrixRow(labels[-1], labels[0] if len(labels) > 1 else group, marks))
    if not any(r.marks for r in rows):
        return None
    return Matrix(tuple(columns[c] for c in sorted(columns)), tuple(rows))


def _header(table: Table) -> tuple[int, dict[int, str]]:
    """The row of column numbers among the first rows, and the number of each column."""
    for n in range(min(4, table.n_rows)):
        numbers = {c.col: tight(c.text.s).strip("()") for c in table.row(n) if tight(c.text.s).strip("()").isdecimal()}
        cells = [c for c in table.row(n) if c.text]
        if len(numbers) >= 2 and len(numbers) >= len(cells) - 2 and min(numbers) > 0:
            return n, numbers
    return 0, {}
