"""Whom a night must wake: what is worth a person's look, who is silent, and who was told already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from pipeline.changereport import asks_for_a_person
from pipeline.fetch.ledger import FetchLedger
from pipeline.fetch.papers import Fetched
from pipeline.fetch.survey import name_of
from pipeline.ingest import IngestReport
from pipeline.warehouse import connect
from schemas.source import Source

PATIENCE = 2  # days for which a site may be out of reach before anybody is told
LOAD = ""  # what stands in the place of a source where an alarm is about the load
AGAIN = 30  # days after which a silence that lasts is told again


class Silence(Struct, frozen=True, kw_only=True):
    """A source of which nothing new has come for longer than usual. `last`: when its newest paper was first seen, or where there
    is none when the source was first asked (`papers` says which; UTC)."""

    source: str
    last: dt.datetime
    days: int
    usual: int
    papers: bool = True


class Alarm(Struct, frozen=True, kw_only=True):
    """Something that a person should look at. `key` names it from night to night; it is told once when it has lasted `after`
    days, and then every `again` days while it lasts."""

    key: str
    source: str
    words: str
    after: int = 0
    again: int | None = None


class Standing(Struct, frozen=True, kw_only=True):
    """An alarm of which nobody is told now: somebody was before, or it may be over soon. `since`: when it was raised first (UTC)."""

    alarm: Alarm
    since: dt.datetime


def silences(sources: Sequence[Source], ledger: FetchLedger, now: dt.datetime) -> tuple[Silence, ...]:
    """The sources that have been silent for longer than usual. Times that lie ahead (a clock was wrong) do not count."""
    watching = ledger.watching()
    out = []
    for source in sources:
        name, usual = name_of(source), source.fetch.usual_pause
        seen = [row.first_seen for row in ledger.of_source(name) if row.first_seen <= now]
        last = max(seen) if seen else watching.get(name)
        if usual is not None and last is not None and (now - last).days > usual:
            out.append(Silence(source=name, last=last, days=(now - last).days, usual=usual, papers=bool(seen)))
    return tuple(out)


def alarms(fetched: Iterable[Fetched], silent: Iterable[Silence], report: IngestReport | None) -> list[Alarm]:
    """What a person should look at after a night."""
    out = []
    for one in fetched:
        for t in one.failed:
            words = f"{t.code}: {t.message}"
            out.append(Alarm(key=f"failed {t.url}", source=one.source, words=words, after=PATIENCE if t.passing else 0))
        out += [Alarm(key=f"vanished {url}", source=one.source, words=f"vanished: {url}") for url in one.vanished]
    for s in silent:
        out.append(Alarm(key=f"silent {s.source}", source=s.source, words=said(s), again=AGAIN))
    for summary in report.rejected if report else ():
        words = f"rejected: {summary.file_name}: {summary.error_code}: {summary.error_message}"
        out.append(Alarm(key=f"rejected {summary.document_id}", source=LOAD, words=words))
    return out


def pressing(report: IngestReport | None) -> list[Alarm]:
    """Findings of a run that cannot wait for the next look."""
    if report is None or report.unchanged:
        return []
    connection = connect(report.warehouse)
    try:
        asked = asks_for_a_person(connection, report.run.run_id)
    finally:
        connection.close()
    words = "findings that cannot wait: shingikai findings --severity error"
    return [Alarm(key=f"findings {report.run.run_id}", source=LOAD, words=words)] if asked else []


def said(silent: Silence) -> str:
    """A silence in words."""
    last = (
        f"the last new paper came on {silent.last:%Y-%m-%d}"
        if silent.papers
        else f"watched since {silent.last:%Y-%m-%d}, no paper yet"
    )
    return f"{silent.source}: silent for {silent.days} days (usual: {silent.usual}); {last}"


def judged(
    raised: Sequence[Alarm], asked: Iterable[str], ledger: FetchLedger, now: dt.datetime
) -> tuple[tuple[Alarm, ...], tuple[Standing, ...]]:
    """The alarms of which somebody must be told now, and those that are known. `asked`: the sources of this run (LOAD for
    its load); what was raised of them before and is not any more is over."""
    known = ledger.ring({alarm.key: alarm.source for alarm in raised}, asked, now)
    due, standing = list[Alarm](), list[Standing]()
    for alarm in raised:
        since, told_at = known[alarm.key]
        if told_at is None or told_at > now:
            ripe = (now - since).days >= alarm.after
        else:
            ripe = alarm.again is not None and (now - told_at).days >= alarm.again
        if ripe:
            due.append(alarm)
        else:
            standing.append(Standing(alarm=alarm, since=since))
    return tuple(due), tuple(standing)
