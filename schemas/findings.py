"""Findings: what the program did not understand or trust, as values."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "info"]


class Finding(Struct, frozen=True, kw_only=True):
    """Something a person should look at. `code` is one of `schemas.codes.FINDINGS`; the severity follows from it."""

    code: str
    message: str
    page_no: int | None = None
    row_id: str | None = None
