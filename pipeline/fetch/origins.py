"""What the ledger of fetched papers says to a run: which papers there are, where each came from, what took its place."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.archive import Archive
from pipeline.fetch.ledger import FetchLedger, Seen, replaced
from pipeline.plan import Given, Origin


def seen(path: Path) -> list[Seen]:
    """All rows of a ledger; none where there is no ledger."""
    if not path.exists():
        return []
    ledger = FetchLedger(path)
    try:
        return ledger.all()
    finally:
        ledger.close()


def fetched(rows: list[Seen], archive: Archive) -> list[Given]:
    """Every content that was ever fetched as a document, under the address where it was first seen."""
    found: dict[str, Given] = {}
    for row in sorted(rows, key=lambda r: (r.first_seen, r.url)):
        path = archive.place(row.sha256)
        if path.exists():
            given = Given(
                path=path,
                file_name=file_name(row.url),
                source_uri=row.url,
                sha256=row.sha256,
                byte_size=row.byte_size,
                retrieved_at=row.first_seen,
                new=True,
            )
            found.setdefault(row.sha256, given)
    return list(found.values())


def origins(rows: list[Seen]) -> dict[str, Origin]:
    """What is known of fetched documents, by document id."""
    newer = {old[:16]: new[:16] for old, new in replaced(rows).items()}
    texts: dict[str, str] = {}
    for row in sorted(rows, key=lambda r: (r.first_seen, r.url)):
        texts.setdefault(row.sha256[:16], row.title)
    return {name: Origin(link_text=text or None, superseded_by=newer.get(name)) for name, text in texts.items()}


def file_name(url: str) -> str:
    """The last part of an address."""
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or "index"
