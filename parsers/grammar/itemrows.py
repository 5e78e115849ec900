"""Writes an item and what hangs on it as rows, each with its place on the paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from parsers.grammar.briefs import Handling
from parsers.grammar.citations import Citation
from parsers.grammar.dates import first_date, fiscal_year, legal_regime
from schemas.parsed import Parsed
from schemas.rows import (
    Commitment,
    Condition,
    Item,
    ItemCounterparty,
    ItemDepartment,
    ItemDocument,
    ItemHandling,
    ItemLegalBasis,
    ItemPersonalInformation,
    Opinion,
)
from schemas.text import Region, Text


class ItemRows:
    """The rows of one item. Values without a place of their own take the item's."""

    def __init__(
        self, parsed: Parsed, document_id: str, ward: str, meeting: str, item: str, regions: tuple[Region, ...]
    ) -> None:
        self.parsed, self.document_id, self.ward, self.meeting, self.id = parsed, document_id, ward, meeting, item
        self.regions = regions

    def place(self, *texts: Text) -> tuple[Region, ...]:
        """Where the texts stand, or the item's place."""
        return tuple(r for t in texts for r in t.regions()) or self.regions

    def item(
        self,
        kind: str,
        number: str | None,
        title: Text,
        *,
        summary: Text | None = None,
        parent: str | None = None,
        outcome: str | None = None,
        outcome_text: Text | None = None,
        start: Text | None = None,
        day: dt.date | None = None,
        procedure: str | None = None,
        also: Iterable[Text] = (),
    ) -> None:
        """The item itself. `day` is the day of the meeting, `start` the words that say when the matter begins; `also` are words
        that it was read from too (headings)."""
        found = first_date(start.folded().s) if start else None
        self.parsed.add(
            Item(
                item_id=self.id,
                document_id=self.document_id,
                regions=self.place(title, *(t for t in (summary, outcome_text, start) if t), *also),
                meeting_id=self.meeting,
                ward=self.ward,
                kind=kind,
                number=number,
                title=title.s,
                summary=summary.s if summary else None,
                parent_item_id=parent,
                outcome=outcome,
                outcome_text=outcome_text.s if outcome_text else None,
                started_on=found.date if found else None,
                started_on_text=start.s if start else None,
                fiscal_year=fiscal_year(day) if day else None,
                legal_regime=legal_regime(day) if day else None,
                procedure=procedure,
            )
        )

    def departments(self, names: Iterable[Text]) -> None:
        for seq, name in enumerate(names, 1):
            row = ItemDepartment(
                item_id=self.id, document_id=self.document_id, regions=self.place(name), seq=seq, department=name.s
            )
            self.parsed.add(row)

    def handlings(self, found: Iterable[Handling]) -> None:
        for code, words in found:
            self.parsed.add(
                ItemHandling(
                    item_id=self.id, document_id=self.document_id, regions=self.place(words), handling=code, ward_term=words.s
                )
            )

    def legal_bases(self, found: Iterable[tuple[Citation, Text]]) -> None:
        for seq, (cited, words) in enumerate(found, 1):
            self.parsed.add(
                ItemLegalBasis(
                    item_id=self.id,
                    document_id=self.document_id,
                    regions=self.place(words),
                    seq=seq,
                    law=cited.law,
                    article=cited.article,
                    paragraph=cited.paragraph,
                    subitem=cited.subitem,
                    citation=words.s,
                )
            )

    def personal_information(self, items: Sequence[Text], group: str | None = None) -> None:
        known = [r for r in self.parsed.of(ItemPersonalInformation) if r.item_id == self.id]
        names = {r.name for r in known if r.group_label == group}
        fresh = {name.s: name for name in items if name.s not in names}.values()
        for seq, name in enumerate(fresh, len(known) + 1):
            self.parsed.add(
                ItemPersonalInformation(
                    item_id=self.id,
                    document_id=self.document_id,
                    regions=self.place(name),
                    seq=seq,
                    name=name.s,
                    group_label=group,
                )
            )

    def counterparties(self, names: Iterable[Text], role: str | None) -> None:
        known = {r.name for r in self.parsed.of(ItemCounterparty) if r.item_id == self.id}
        for name in names:
            if name.s not in known:
                known.add(name.s)
                row = ItemCounterparty(
                    item_id=self.id, document_id=self.document_id, regions=self.place(name), name=name.s, role=role
                )
                self.parsed.add(row)

    def opinion(self, seq: int, text: Text, heading: str | None) -> None:
        self.parsed.add(
            Opinion(
                item_id=self.id, document_id=self.document_id, regions=self.place(text), seq=seq, text=text.s, heading=heading
            )
        )

    def condition(self, seq: int, text: Text, turn: str | None = None) -> None:
        """A condition, and the commitment that it is."""
        regions = self.place(text)
        self.parsed.add(
            Condition(item_id=self.id, document_id=self.document_id, regions=regions, seq=seq, text=text.s),
            Commitment(
                commitment_id=f"{self.id}/condition-{seq}",
                item_id=self.id,
                document_id=self.document_id,
                regions=regions,
                kind="condition",
                text=text.s,
                turn_id=turn,
            ),
        )

    def document(self, paper: str, part: str, regions: tuple[Region, ...]) -> None:
        """Which paper carries which part of the item."""
        self.parsed.add(
            ItemDocument(
                item_id=self.id, document_id=self.document_id, regions=regions or self.regions, paper_id=paper, part=part
            )
        )
