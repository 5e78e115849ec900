"""Conditions of one meeting that a report to another answers."""

from __future__ import annotations

import re

import msgspec

from parsers.grammar.speakers import tight
from schemas.parsed import Parsed
from schemas.rows import Commitment, Item

ENOUGH = 0.75  # of the pairs of characters of a report's title
_HIRAGANA = re.compile(r"[ぁ-ん]")
_PLAIN = re.compile(r"(?:に関する|について|の報告|への対応|結果)+$")


def follow_up(parsed: Parsed, meeting: str) -> None:
    """Links a condition to the report of the meeting whose title says what the condition and its matter say."""
    items = parsed.of(Item)
    reports = [r for r in items if r.kind == "report" and r.meeting_id == meeting]
    titles = {r.item_id: r.title for r in items}
    rows = []
    for row in parsed.of(Commitment):
        fits: list[tuple[float, str]] = []
        if row.kind == "condition" and row.item_id and not row.item_id.startswith(f"{meeting}/"):
            words = tight(titles.get(row.item_id, "") + row.text)
            fits = [(share, r.item_id) for r in reports if (share := _share(r.title, words)) >= ENOUGH]
        rows.append(msgspec.structs.replace(row, followed_up_by_item_id=max(fits)[1]) if fits else row)
    parsed.replace(Commitment, rows)


def _share(title: str, words: str) -> float:
    """How much of a title stands in the words: of its pairs of characters without hiragana, so that particles do not count."""
    plain = _PLAIN.sub("", tight(title))
    pairs = [p for n in range(len(plain) - 1) if not _HIRAGANA.search(p := plain[n : n + 2])]
    return sum(p in words for p in pairs) / len(pairs) if len(pairs) >= 4 else 0.0
