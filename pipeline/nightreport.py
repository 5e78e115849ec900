"""What a night did, in words for a person."""

from __future__ import annotations

from pathlib import Path

from pipeline.changereport import asks_for_a_person, quoted
from pipeline.changereport import markdown as changed
from pipeline.nightly import Night
from pipeline.warehouse import connect

MOST = 50  # addresses that a list shows


def needs_a_person(night: Night, target: Path) -> bool:
    """Whether something happened that a person should look at. An ordinary night wakes nobody."""
    if night.report is not None and not night.report.unchanged:
        connection = connect(target)
        try:
            if asks_for_a_person(connection, night.report.run.run_id):
                return True
        finally:
            connection.close()
    rejected = night.report is not None and any(s.status == "rejected" and not s.reused for s in night.report.given)
    return rejected or bool(night.silent) or any(one.failed or one.vanished for one in night.fetched)


def markdown(night: Night, target: Path) -> str:
    """Counts by source, what is new, changed, vanished and failed, who is silent, and what the warehouse holds."""
    lines = ["| source | new | changed | unchanged | vanished | failed | no pattern |", "|---|--:|--:|--:|--:|--:|--:|"]
    for one in night.fetched:
        counts = (one.new, one.changed, one.unchanged, one.vanished, one.failed, one.unknown)
        lines.append(f"| {one.source} | " + " | ".join(str(len(part)) for part in counts) + " |")
    for one in night.fetched:
        for title, urls in (("New", one.new), ("Changed", one.changed), ("Vanished", one.vanished)):
            lines += _list(f"{title}: {one.source}", [quoted(url) for url in urls])
        lines += _list(f"Failed: {one.source}", [f"{t.code}: {quoted(t.message)}" for t in one.failed])
    lines += _list("Silent", [f"{s.source}: {s.days} days, usual {s.usual}, last {s.last:%Y-%m-%d}" for s in night.silent])
    lines += _list("Not confirmed, not fetched", list(night.unconfirmed))
    return "\n".join([*lines, *_warehouse(night, target)]) + "\n"


def _list(title: str, entries: list[str]) -> list[str]:
    if not entries:
        return []
    more = [f"- and {len(entries) - MOST} more"] if len(entries) > MOST else []
    return ["", f"## {title}", "", *(f"- {entry}" for entry in entries[:MOST]), *more]


def _warehouse(night: Night, target: Path) -> list[str]:
    if night.report is None:
        return ["", "Nothing to load yet."]
    run = night.report.run
    state = "unchanged" if night.report.unchanged else "new or changed"
    lines = [
        "",
        "## Warehouse",
        "",
        f"Run {run.run_id}: {run.documents_loaded} documents, {run.documents_rejected} rejected; content",
    ]
    lines[-1] += f" {run.content_hash} ({state})."
    connection = connect(target)
    try:
        rows = connection.execute(
            "SELECT coalesce(ward, '-'), count(*), sum(page_count)::BIGINT FROM documents GROUP BY 1 ORDER BY 1"
        ).fetchall()
        told = list(changed(connection, run.run_id))
    finally:
        connection.close()
    lines += ["", "| ward | documents | pages |", "|---|--:|--:|", *(f"| {w} | {n} | {p or 0} |" for w, n, p in rows)]
    return [*lines, *told]
