"""One document as rows: what reading and understanding it gave, checked and with its findings numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from schemas.codes import CODES, ONE_A_PLACE, SEVERITY
from schemas.findings import Finding
from schemas.ids import finding_id
from schemas.rows import BlockRow, DocumentRow, FindingRow, Mention, PageRow, Row, TableCell

Tables = dict[type[Row], list[Row]]
Part = tuple[type[Row], Sequence[Row]]
"""Rows of one kind."""
OWN: tuple[type[Row], ...] = (PageRow, BlockRow, TableCell, Mention)
"""Kinds of rows that belong to one document alone and are nine tenths of a warehouse: they are taken up one document at a time
(see `pipeline.own`). No row names one of them as another's key."""


def nothing() -> Mapping[type[Row], Sequence[Row]]:
    """No rows."""
    return {}


class Record(Struct, frozen=True, kw_only=True):
    """A document: its own row, the rows read from it (in the order in which they were read), and its findings. Rows of the kinds
    `OWN` are fetched anew each time that they are asked for."""

    document: DocumentRow
    rows: Mapping[type[Row], Sequence[Row]]
    findings: Sequence[Finding]
    own: Callable[[], Mapping[type[Row], Sequence[Row]]] = nothing


def finding_rows(document_id: str, findings: Iterable[Finding]) -> list[FindingRow]:
    """Findings with their ids, ordered by page, code and words; equal ones once.

    Findings about no document in particular have an empty document id and ids that begin with `load/`.
    """
    ordered = sorted(set(findings), key=lambda f: (f.page_no or 0, f.code, f.message, f.row_id or ""))
    seen: Counter[str] = Counter()
    out = []
    for finding in ordered:
        quoted = "" if finding.code in ONE_A_PLACE else finding.message
        name = finding_id(document_id or "load", finding.code, finding.page_no, finding.row_id, quoted)
        seen[name] += 1
        out.append(
            FindingRow(
                finding_id=name if seen[name] == 1 else f"{name}-{seen[name]}",
                document_id=document_id or None,
                page_no=finding.page_no,
                code=finding.code,
                severity=SEVERITY[finding.code],
                message=finding.message,
                row_id=finding.row_id,
            )
        )
    return out


def row_id(row: Row) -> str:
    """The primary key of a row in one string."""
    return "/".join(str(getattr(row, name)) for name in row.key())


def faults(rows: Iterable[Row]) -> list[Finding]:
    """What no row may be, as findings: a code that no code table holds, a page whose characters do not add up."""
    out = []
    codes: dict[type[Row], list[tuple[str, frozenset[str]]]] = {}
    for row in rows:
        kind = type(row)
        if kind not in codes:
            used = [(c.name, c.col.code) for c in kind.columns() if c.col.code]
            codes[kind] = [(name, frozenset(c.code for c in CODES[code])) for name, code in used]
        for name, known in codes[kind]:
            value = getattr(row, name)
            if value is not None and value not in known:
                message = f"{kind.TABLE.name}.{name} of {row_id(row)} is {value!r}, which no code table holds"
                out.append(Finding(code="unknown_code", message=message, row_id=row_id(row)))
        if isinstance(row, PageRow) and not balanced(row):
            message = f"{row.char_count} characters, but the parts say otherwise"
            out.append(Finding(code="characters_lost", message=message, page_no=row.page_no))
    return out


def balanced(page: PageRow) -> bool:
    """Whether a page's characters are the sum of their parts and no part is negative."""
    parts = (page.furniture_char_count, page.assigned_char_count, page.unassigned_char_count)
    return min(parts) >= 0 and sum(parts) == page.char_count
