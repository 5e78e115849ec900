"""Writes the cases of a sub-committee's report as items with their bullets, links, opinions and conditions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from parsers.grammar import briefs
from parsers.grammar.bulletlinks import link
from parsers.grammar.bullets import Bullet
from parsers.grammar.citations import LawContext
from parsers.grammar.itemrows import ItemRows
from parsers.grammar.selfcheck import Case
from schemas.ids import item_id, turn_id
from schemas.parsed import Parsed
from schemas.rows import Item, QaLink, Turn
from schemas.source import Source
from schemas.text import Text

RESULTS = (
    (r"不承認|承認しない|認めない|不適当", "rejected"),
    (r"継続|保留|持ち?越", "deferred"),
    (r"(?:を|も)[付附](?:し|す|け|帯)|(?:条件|意見)[付つ]き", "approved_with_opinion"),
    (r"承認|了承|妥当|適当|認め", "approved"),
)
TYPES = frozenset({
    "holding", "entrustment", "designated_management", "dispatch", "secondary_use", "external_provision", "computer_record",
    "external_link",
})  # fmt: skip
SPEAKERS = {"question": "member", "opinion": "member", "answer": "official", "explanation": "official", "summary": "official"}
_NONE = re.compile(r"^(?:特に)?(?:意見|質問|要望|質疑)?(?:は|等)?(?:特に)?(?:な(?:し|かった)|無し|ありません|なかった)。?$")
ABOUT = r"自己点検|点検|承認|報告"


def outcome_of(results: Sequence[Text]) -> tuple[str | None, Text | None]:
    """The outcome that the bullets under 結果 state, and the bullet that states it."""
    for text in reversed(results):
        for pattern, code in RESULTS:
            if re.search(pattern, text.folded().s):
                return code, text
    return None, results[-1] if results else None


class CaseRows:
    """Writes cases one after the other. `turns` counts the turns of the meeting, `kinds` holds each item's kinds of handling."""

    def __init__(self, parsed: Parsed, document_id: str, source: Source, meeting: str, day: dt.date | None, turns: int) -> None:
        self.parsed, self.document_id, self.source, self.meeting, self.day = parsed, document_id, source, meeting, day
        self.turns = turns
        self.kinds: dict[str, list[briefs.Handling]] = {}

    def add(self, case: Case, parent: str | None, paper: str | None) -> None:
        """A case as an item, its bullets as turns."""
        ident = item_id(self.meeting, "self_check", case.number.s)
        if any(row.item_id == ident for row in self.parsed.of(Item)):
            self.parsed.find("duplicate_row", f"case {case.no} stands twice; the first is kept", case.page_no, ident)
            return
        rows = ItemRows(self.parsed, self.document_id, self.source.ward, self.meeting, ident, case.heading.regions())
        outcome, words = outcome_of([b.text for b in case.bullets if b.act == "result"])
        if outcome is None:
            self.parsed.find("unknown_term", f"no known outcome of {case.heading.s}", case.page_no, ident)
        number = f"({case.no})"
        rows.item(
            "self_check",
            number,
            case.title,
            summary=case.summary or None,
            parent=parent,
            outcome=outcome,
            outcome_text=words,
            day=self.day,
            procedure="self_check",
            also=(case.heading, *case.heads),
        )
        rows.departments(case.sections)
        self.kinds[ident] = self._handlings(case)
        rows.handlings(self.kinds[ident])
        if not self.kinds[ident]:
            self.parsed.find("unknown_term", f"no known kind of handling in {case.heading.s}", case.page_no, ident)
        passages = [case.summary, *(b.text for b in case.bullets)]
        rows.legal_bases(briefs.legal_bases(passages, LawContext(self.source.laws), whole=False))
        for passing in briefs.passings(case.summary):
            rows.personal_information(passing.items)
            rows.counterparties([passing.recipient] if passing.recipient else [], "recipient")
        rows.counterparties((name for p in passages for name in briefs.named_bodies(p)), None)
        if paper:
            rows.document(paper, "report", case.heading.regions())
        self._bullets(case, ident, rows)

    def _handlings(self, case: Case) -> list[briefs.Handling]:
        """The kinds that were checked: named in the last part of the summary, else in its sentence, else anywhere in the case."""
        terms = {word: code for word, code in self.source.codebook.get("handling", {}).items() if code in TYPES}
        return next(
            (found for text in (*briefs.core(case.summary, ABOUT), case.title) if (found := briefs.handlings(text, terms))), []
        )

    def _bullets(self, case: Case, ident: str, rows: ItemRows) -> None:
        ids = [self._turn(bullet, ident) for bullet in case.bullets]
        told = {n: b.act for n, b in enumerate(case.bullets) if not _NONE.match(b.text.folded().s)}
        asked = [n for n, act in told.items() if act == "question"]
        said = [n for n, act in told.items() if act == "answer"]
        words = [b.text.s for b in case.bullets]
        others = [w for n, w in enumerate(words) if n not in asked and n not in said]
        for found in link([words[n] for n in asked], [words[n] for n in said], others):
            question, answer = ids[asked[found.question]], ids[said[found.answer]]
            self.parsed.add(QaLink(question_turn_id=question, answer_turn_id=answer, score=found.score, method=found.method))
        opinions = [n for n, act in told.items() if act == "opinion"]
        for seq, n in enumerate(opinions, 1):
            rows.opinion(seq, case.bullets[n].text, "意見")
            rows.condition(seq, case.bullets[n].text, ids[n])

    def _turn(self, bullet: Bullet, item: str) -> str:
        self.turns += 1
        ident = turn_id(self.meeting, self.turns)
        self.parsed.add(
            Turn(
                turn_id=ident,
                document_id=self.document_id,
                regions=bullet.text.regions(),
                meeting_id=self.meeting,
                item_id=item,
                seq=self.turns,
                kind="summary",
                speaker_role=bullet.by.s or None,
                speaker_class="secretariat" if bullet.by.s in self.source.speakers.secretariat else SPEAKERS.get(bullet.act),
                act=bullet.act,
                text=bullet.text.s,
            )
        )
        return ident
