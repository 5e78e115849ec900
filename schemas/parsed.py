"""What a parser gives back: rows by table, and findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from schemas.findings import Finding
from schemas.rows import Row
from schemas.source import Source

R = TypeVar("R", bound=Row)


class Parsed:
    """Rows and findings of one document, in the order in which they were read."""

    def __init__(self) -> None:
        self._rows: dict[type[Row], list[Row]] = {}
        self.findings: list[Finding] = []
        self.document_kind: str | None = None
        self.title: str | None = None
        self.source: Source | None = None

    def add(self, *rows: Row) -> None:
        for row in rows:
            self._rows.setdefault(type(row), []).append(row)

    def extend(self, rows: Iterable[Row]) -> None:
        self.add(*rows)

    def find(self, code: str, message: str, page_no: int | None = None, row_id: str | None = None) -> None:
        """Record a finding."""
        self.findings.append(Finding(code=code, message=message, page_no=page_no, row_id=row_id))

    def of(self, row_type: type[R]) -> list[R]:
        """The rows of one table."""
        return self._rows.get(row_type, [])  # type: ignore[return-value]

    def replace(self, row_type: type[R], rows: list[R]) -> None:
        """Put other rows in the place of one table's rows."""
        self._rows[row_type] = list(rows)

    def tables(self) -> dict[str, list[Row]]:
        """All rows by table name."""
        return {kind.TABLE.name: rows for kind, rows in self._rows.items()}
