"""Readable, stable ids. The same bytes and the same code give the same ids, whatever else is loaded and in whatever order."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from schemas.text import fold

KIND_SLUG = {
    "consultation": "consultation",
    "report": "report",
    "confirmation": "confirmation",
    "general_report": "general-report",
    "self_check": "self-check",
    "material": "material",
}


def document_id(content: bytes) -> str:
    """First 16 hex digits of the sha256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


def meeting_id(
    ward: str, held_on: dt.date | None, term: str | None = None, session: str | None = None, council: str | None = None
) -> str:
    """`<ward>-2022-06-01`; of a ward's second council `<ward>-<council>-2022-06-01`; without a date `<ward>-t12-s14`.

    Raises ValueError where neither a day nor a session is known.
    """
    stem = f"{ward}-{council}" if council else ward
    if held_on:
        return f"{stem}-{held_on.isoformat()}"
    if session:
        return f"{stem}-t{term}-s{session}" if term else f"{stem}-s{session}"
    raise ValueError("a meeting needs a day or a session number")


def item_id(meeting: str, kind: str, number: str | None, unnumbered: int = 0) -> str:
    """`<meeting>/consultation-457`; without a number `<meeting>/<kind>-u1`, counted in printed order."""
    digits = "-".join(re.findall(r"\d+", fold(number or "")))
    return f"{meeting}/{KIND_SLUG[kind]}-{digits or f'u{unnumbered}'}"


def turn_id(meeting: str, seq: int) -> str:
    """`<meeting>/turn-012`."""
    return f"{meeting}/turn-{seq:03d}"


def child_id(parent: str, kind: str, seq: int) -> str:
    """`<parent>/<kind>-3`: tables, forms, papers … of a document, findings of a run."""
    return f"{parent}/{kind}-{seq}"
