"""Readable, stable ids. The same bytes and the same code give the same ids, whatever else is loaded and in whatever order."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from schemas.text import fold

SAID = re.compile(r"[^\W_a-zA-Z]+")
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


def finding_id(document: str, code: str, page_no: int | None, row: str | None, quoted: str) -> str:
    """`<document>/finding-1a2b3c4d`, the same as long as the finding is about the same place, row and words of the paper.

    `quoted` is what tells findings of one code and place apart; of it figures and words in Japanese count, so that another
    wording of the same finding (in English) gives the same id. Rows that are only counted in their document (its third table)
    do not: another one more would change the ids of all findings after it.
    """
    counted = row is None or row.startswith(document)
    told = "\x1f".join((code, str(page_no or ""), "" if counted else str(row), *SAID.findall(fold(quoted))))
    return f"{document}/finding-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def child_id(parent: str, kind: str, seq: int) -> str:
    """`<parent>/<kind>-3`: tables, forms, papers … of a document."""
    return f"{parent}/{kind}-{seq}"
