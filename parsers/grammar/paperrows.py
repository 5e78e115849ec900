"""Rows of `papers`: the parts of a file with their kinds, titles and pages."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.grammar.papers import Part
from parsers.grammar.publications import is_annual_report
from schemas.document import Document, Element
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Paper
from schemas.text import Region

KINDS = {
    "item": "paper", "form": "form", "comparison": "attachment", "rules": "rules", "publication": "report", "paper": "other",
    "slides": "slides", "attachment": "attachment",
}  # fmt: skip


def paper_rows(document: Document, parts: Iterable[Part], meeting: str | None, parsed: Parsed) -> dict[int, str]:
    """Writes a row for each part; gives the papers' ids by `id(part)`."""
    return {id(p): paper_row(document, p.elements, _kind(document, p), p.head.title.s or None, meeting, parsed) for p in parts}


def paper_row(
    document: Document, elements: Iterable[Element], kind: str, title: str | None, meeting: str | None, parsed: Parsed
) -> str:
    """Writes one paper, which takes up the pages of its elements; gives its id."""
    seq = 1 + len(parsed.of(Paper))
    name = child_id(document.document_id, "paper", seq)
    pages = sorted({block.page_no for e in elements for block in e.blocks})
    parsed.add(
        Paper(
            paper_id=name,
            document_id=document.document_id,
            regions=tuple(
                Region(p.page_no, 0, 0, p.width, p.height) for p in document.pages if pages[0] <= p.page_no <= pages[-1]
            ),
            seq=seq,
            kind=kind,
            title=title,
            page_first=pages[0],
            page_last=pages[-1],
            meeting_id=meeting or None,
        )
    )
    return name


def _kind(document: Document, part: Part) -> str:
    """A publication is an annual report, slides (pages on their side) or rules."""
    if part.kind != "publication" or is_annual_report(part.head.title):
        return KINDS[part.kind]
    first = next(p for p in document.pages if p.page_no == part.pages[0])
    return "slides" if first.width > first.height else "rules"
