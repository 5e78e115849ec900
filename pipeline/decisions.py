"""What a person has decided on findings: entries of `data/corrections` with `decision: accepted`, `muted` or `closed`.

An entry names one finding by its id, or all of a kind by `code`, `document` (an id or a part of the file name) and `page`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.corrections import day
from pipeline.entries import Entry, EntryError, hint, known_fields
from schemas.codes import CODES, FINDINGS
from schemas.rows import FindingRow
from schemas.rows.derived import DecisionRow

NEEDED = ("decision", "who", "when", "why")
PATTERN = ("finding", "code", "document", "page")
REVIEW = {"accepted": "accepted", "muted": "muted", "closed": "reopened"}
"""What a finding is called that is found although a person has decided so."""


class Decision(Struct, frozen=True, kw_only=True):
    """A person's decision on one finding or on all that fit a pattern; what is None may be anything."""

    where: str
    decision: str
    finding: str | None = None
    code: str | None = None
    document: str | None = None
    page: int | None = None
    who: str
    when: dt.date
    why: str

    def fits(self, finding: FindingRow, file_name: str) -> bool:
        """Whether it is about a finding."""
        return (
            self.finding in (None, finding.finding_id)
            and self.code in (None, finding.code)
            and self.page in (None, finding.page_no)
            and (self.document in (None, finding.document_id) or str(self.document) in file_name)
        )

    @property
    def rank(self) -> tuple[bool, int, dt.date, str]:
        """Of several decisions on a finding the one that says most about it counts, then the latest."""
        said = sum(part is not None for part in (self.code, self.document, self.page))
        return self.finding is not None, said, self.when, self.where


def decision(entry: Entry) -> Decision:
    """An entry as a decision. Raises EntryError where it cannot be one."""
    known_fields(entry, NEEDED, PATTERN)
    said: dict[str, Any] = {name: value for name, value in entry.fields.items() if value not in (None, "")}
    kinds, codes = tuple(code.code for code in CODES["decision"]), tuple(found.code for found in FINDINGS)
    if said["decision"] not in kinds:
        raise EntryError(entry.where, f"decision is {', '.join(kinds[:-1])} or {kinds[-1]}, not {said['decision']}")
    if not any(name in said for name in PATTERN[:-1]):
        raise EntryError(entry.where, "say which finding: finding (its id), or code, document, page")
    if "code" in said and said["code"] not in codes:
        raise EntryError(entry.where, f"there is no kind of finding {said['code']}{hint(str(said['code']), codes)}")
    if not str(said.get("page", "1")).isdecimal():
        raise EntryError(entry.where, f"page is a number, not {said['page']}")
    return msgspec.convert(said | {"where": entry.where, "when": day(entry)}, Decision, strict=False)


def decide(
    findings: Sequence[FindingRow], names: Mapping[str, str], decisions: Sequence[Decision]
) -> tuple[list[FindingRow], list[DecisionRow]]:
    """Findings with what was decided on each, and of each decision how many findings it is about.

    `names`: file names by document id.
    """
    counts = dict.fromkeys((one.where for one in decisions), 0)
    out = []
    for finding in findings:
        name = names.get(finding.document_id or "", "")
        one = max((d for d in decisions if d.fits(finding, name)), key=lambda d: d.rank, default=None)
        if one:
            counts[one.where] += 1
            finding = msgspec.structs.replace(
                finding, review=REVIEW[one.decision], reviewed_by=one.who, reviewed_on=one.when, review_reason=one.why
            )
        out.append(finding)
    return out, [_noted(one, counts[one.where]) for one in sorted(decisions, key=lambda d: d.where)]


def _noted(one: Decision, count: int) -> DecisionRow:
    return DecisionRow(
        entry=one.where,
        decision=one.decision,
        finding_id=one.finding,
        code=one.code,
        document=one.document,
        page_no=one.page,
        findings=count,
        decided_by=one.who,
        decided_on=one.when,
        reason=one.why,
    )
