"""What a night did, in words for a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.changereport import markdown as changed
from pipeline.changereport import quoted
from pipeline.checks import checked
from pipeline.fetch.papers import Fetched
from pipeline.nightly import Night
from pipeline.warehouse import connect
from pipeline.watch import said
from schemas.source import Source

MOST = 50  # addresses that a list shows
ASKED = {
    "wards": """
        SELECT coalesce(ward, '-') AS ward, count(*) AS documents, sum(page_count)::BIGINT AS pages,
            (SELECT count(*) FROM meetings m WHERE m.ward = d.ward) AS meetings, (SELECT count(*) FROM items i WHERE i.ward = d.ward) AS items,
            (SELECT count(*) FROM turns t JOIN meetings m USING (meeting_id) WHERE m.ward = d.ward) AS turns
        FROM documents d GROUP BY d.ward ORDER BY 1""",
    "findings": "SELECT severity, code, count(*) AS findings FROM findings GROUP BY ALL ORDER BY severity, findings DESC, code",
}


def markdown(night: Night, target: Path) -> str:
    """Counts by source, what needs a look, what is new, changed, vanished and failed, who is silent, and what the warehouse holds
    or why it stays as it was."""
    lines = [
        "| source | new | changed | unchanged | vanished | failed | not asked | waiting | no pattern |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in night.fetched:
        counts = [len(part) for part in (one.new, one.changed, one.unchanged, one.vanished, one.failed)]
        lines.append(f"| {one.source} | " + " | ".join(map(str, (*counts, one.later, one.waiting, len(one.unknown)))) + " |")
    lines += _list("Needs a look", [quoted(alarm.words) for alarm in night.due])
    lines += _list("Known", [f"since {s.since:%Y-%m-%d}: {quoted(s.alarm.words)}" for s in night.known])
    lines += _list("Not asked for", [f"{one.source}: {not_asked(one)}" for one in night.fetched if one.later])
    for one in night.fetched:
        for title, urls in (("New", one.new), ("Changed", one.changed), ("Vanished", one.vanished)):
            lines += _list(f"{title}: {one.source}", [quoted(url) for url in urls])
        lines += _list(f"Failed: {one.source}", [f"{t.code}: {quoted(t.message)}" for t in one.failed])
    lines += _list("Silent", [said(silent) for silent in night.silent])
    lines += _list("Not confirmed, not fetched", list(night.unconfirmed))
    return "\n".join([*lines, *_warehouse(night, target)]) + "\n"


def _list(title: str, entries: list[str]) -> list[str]:
    if not entries:
        return []
    more = [f"- and {len(entries) - MOST} more"] if len(entries) > MOST else []
    return ["", f"## {title}", "", *(f"- {entry}" for entry in entries[:MOST]), *more]


def not_asked(one: Fetched) -> str:
    """How many known papers of a source were not asked for, and why."""
    since = f", the longest not since {one.unasked_since:%Y-%m-%d}" if one.unasked_since else ""
    return f"{one.later} older papers whose turn comes another night (recheck_days){since}"


def tables(night: Night, target: Path, sources: Sequence[Source]) -> dict[str, list[dict[str, str | int]]]:
    """What happened to addresses, and (where there is a warehouse) its rows by ward, its findings and the checks it has passed: rows of tables by the tables' names."""
    found: dict[str, list[dict[str, str | int]]] = {"addresses": _addresses(night)}
    if night.report is None:
        return found
    connection = connect(target)
    try:
        for name, sql in ASKED.items():
            asked = connection.execute(sql)
            columns = [column[0] for column in asked.description or ()]
            found[name] = [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]
        found["checks"] = [{"check": c.name, "asked": c.asked, "broken": len(c.broken)} for c in checked(connection, sources)]
    finally:
        connection.close()
    return found


def _addresses(night: Night) -> list[dict[str, str | int]]:
    rows: list[dict[str, str | int]] = []
    for one in night.fetched:
        for what, urls in (("new", one.new), ("changed", one.changed), ("vanished", one.vanished)):
            rows += [{"source": one.source, "what": what, "address": url, "why": ""} for url in urls]
        rows += [
            {"source": one.source, "what": "failed", "address": t.url, "why": f"{t.code}: {t.message}"} for t in one.failed
        ]
        rows += [{"source": one.source, "what": "no pattern", "address": link.url, "why": link.text} for link in one.unknown]
    return rows


def _warehouse(night: Night, target: Path) -> list[str]:
    if night.refused is not None:
        return ["", "## Warehouse", "", f"The old one stays: {quoted(night.refused)}"]
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
