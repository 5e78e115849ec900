"""Versions of the same paper: which document supersedes which, and in what drafts and final minutes differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from pipeline.records import Record
from schemas.rows import Paper

FINAL, DRAFT, NONE = 0, 1, 2
SHOWN = 24  # characters of a difference that a finding quotes


class Versions(Struct, frozen=True):
    """`documents`: superseded document → the one in its place. `meetings`: the same for (document, meeting), where only the
    minutes of that meeting in a document are superseded."""

    documents: dict[str, str]
    meetings: dict[tuple[str, str], str]

    def newer(self, document_id: str, meeting_id: str) -> str | None:
        """The document whose words take the place of a document's words on a meeting."""
        return self.documents.get(document_id) or self.meetings.get((document_id, meeting_id))


def papers_of(record: Record) -> list[Paper]:
    """The papers of one document."""
    return [row for row in record.rows.get(Paper, ()) if isinstance(row, Paper)]


def draft_rank(record: Record) -> int:
    """Final minutes before drafts, drafts before everything else."""
    minutes = [p for p in papers_of(record) if p.kind == "minutes"]
    if not minutes and record.document.kind not in ("minutes", "agenda_with_minutes"):
        return NONE
    return DRAFT if minutes and all(p.version == "draft" for p in minutes) else FINAL


def corrected(record: Record) -> bool:
    """Whether a document is as a whole a corrected re-issue: it says so where it begins."""
    return any(p.version == "corrected" and p.page_first == 1 for p in papers_of(record))


def versions(ordered: Sequence[Record]) -> Versions:
    """Which documents, and which minutes inside documents, a later version supersedes.

    `ordered`: the documents in the order in which they speak, so that the first that fits is the one that stays.
    """
    readable = {r.document.document_id for r in ordered if r.document.status != "rejected"}
    replaced = {r.document.document_id: r.document.superseded_by for r in ordered}
    out = Versions({old: new for old, new in replaced.items() if new in readable}, {})
    for record in ordered:
        own = record.document.document_id
        for paper in papers_of(record):
            if paper.kind == "minutes" and paper.version == "draft" and paper.meeting_id:
                newer = next((o for o in ordered if o is not record and _final(o, paper.meeting_id)), None)
                if newer:
                    out.meetings[own, paper.meeting_id] = newer.document.document_id
                    if record.document.kind == "minutes":
                        out.documents[own] = newer.document.document_id
        if corrected(record) or own in out.documents:
            continue
        again = next((o for o in ordered if o is not record and corrected(o) and _same_paper(o, record)), None)
        if again:
            out.documents[own] = again.document.document_id
    return out


def _final(record: Record, meeting: str) -> bool:
    return any(p.kind == "minutes" and p.version != "draft" and p.meeting_id == meeting for p in papers_of(record))


def _same_paper(one: Record, other: Record) -> bool:
    """Whether two documents are of one kind and about the same meetings."""
    about, also = ({p.meeting_id for p in papers_of(r) if p.meeting_id} for r in (one, other))
    return bool(about) and about == also and one.document.kind == other.document.kind


def differences(kept: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int | None, int | None, str]]:
    """In what two lists of texts differ: (place in `kept`, place in `other`, the difference in words)."""
    for tag, a, b, c, d in SequenceMatcher(None, kept, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for n in range(max(b - a, d - c)):
            first, second = a + n if a + n < b else None, c + n if c + n < d else None
            yield (
                first,
                second,
                _words(kept[first] if first is not None else None, other[second] if second is not None else None),
            )


def _words(kept: str | None, other: str | None) -> str:
    if kept is None:
        return f"only here: {(other or '')[:SHOWN]!r}"
    if other is None:
        return f"not here: {kept[:SHOWN]!r}"
    at = next((n for n, (x, y) in enumerate(zip(kept, other, strict=False)) if x != y), min(len(kept), len(other)))
    low = max(0, at - SHOWN // 3)
    return f"{other[low : low + SHOWN]!r} here, {kept[low : low + SHOWN]!r} in the version that is kept"
