"""A paper on a matter, read into the rows of an item: what its boxes or sections say, in neutral terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from parsers.grammar import briefs
from parsers.grammar.boxes import Box, with_concept
from parsers.grammar.briefs import Handling
from parsers.grammar.citations import Citation, LawContext
from parsers.grammar.clauses import Grouped, grouped, measure_of, party_of, personal_items, safeguards, split_top, unmarked
from parsers.grammar.dates import find_dates
from parsers.grammar.events import events
from parsers.grammar.heads import Head
from parsers.grammar.itemrows import ItemRows
from parsers.grammar.parties import Party, parties
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Event, ItemCounterparty, ItemPersonalInformation, ItemSafeguard
from schemas.text import Text, fold

# What a paper is about, where it is about no handling of personal information itself.
SUBJECTS = frozenset({"incident", "status_report", "policy", "minutes", "pia", "security_evaluation", "inspection"})
_NUMBERED = re.compile(r"諮問\s*第\s*(?P<n>\d+)\s*号")
_ROLES = (
    (r"再委託", "subcontractor"),
    (r"結合|接続", "link_partner"),
    (r"提供", "recipient"),
    (r"派遣", "dispatcher"),
    (r"クラウド|データセンター", "cloud_provider"),
    (r"委託|受託|指定管理|事業者", "contractor"),
)
_ABOUT = re.compile(r"^.*(?:に係る|における|に伴う|にかかる)")


class Consulted(NamedTuple):
    """A consultation that a record form names: number as printed, day of the council, both with their place."""

    number: Text
    day: dt.date | None
    place: Text


def consulted(found: list[Box]) -> list[Consulted]:
    """The consultations filled into a form's boxes; a template whose numbers are blank is none."""
    out: list[Consulted] = []
    for box in found:
        for paragraph in box.paragraphs:
            folded = paragraph.folded()
            for match in _NUMBERED.finditer(folded.s):
                days = [d for d in find_dates(folded.s[: match.start()]) if d.date]
                number = folded.cut(match.start(), match.end()).without(re.compile(r"[\s\u3000]+"))
                out.append(Consulted(number, days[-1].date if days else None, folded.cut(0, len(folded.s))))
    return out


def handlings_of(title: Text, codebook: Mapping[str, str]) -> list[Handling]:
    """The types of handling that a title names; what the paper is about (an incident, a rule) only where there are none.

    What stands before に係る or における names the business, not the handling.
    """
    lead = _ABOUT.match(title.s)
    for part in ([title[lead.end() :]] if lead else []) + [title]:
        found = briefs.handlings(part, codebook)
        proper = [h for h in found if h.code not in SUBJECTS]
        if proper or found:
            return proper or found[:1]
    return []


def departments_of(found: list[Box], head: Head) -> list[Text]:
    """The sections in charge: the boxes that name them, else the lines over the title."""
    out: list[Text] = []
    for box in with_concept(found, "department"):
        for text, _ in grouped(box.paragraphs):
            out += [part for part in split_top(unmarked(text)) if len(part) <= 60 and not part.s.rstrip().endswith("。")]
    return list({re.sub(r"\s", "", fold(t.s)): t for t in out or head.departments}.values())


def start_of(found: list[Box]) -> Text | None:
    """The words that say when the matter begins."""
    box = next((b for b in with_concept(found, "start") if b.value.s.strip()), None)
    return box.value if box else None


def summary_of(found: list[Box]) -> Text | None:
    """The summary; where a paper has none, its reason or content."""
    for concept in ("summary", "reason", "content", "purpose"):
        box = next((b for b in with_concept(found, concept) if b.value.s.strip()), None)
        if box:
            return box.value
    return None


def legal_bases_of(head: Head, laws: Mapping[str, str]) -> list[tuple[Citation, Text]]:
    """The articles that the line under the title cites."""
    return briefs.legal_bases([head.basis], LawContext(laws), whole=False) if head.basis else []


def personal_of(found: list[Box]) -> list[Grouped]:
    """The items of personal information of a paper's boxes."""
    return [item for box in with_concept(found, "personal_information") for item in personal_items(box.paragraphs)]


def party_role(words: str) -> str | None:
    """The role that a label or caption gives a body."""
    return next((role for pattern, role in _ROLES if re.search(pattern, words)), None)


class MatterRows(ItemRows):
    """The rows of an item that papers with boxes or sections give."""

    def personal(self, items: list[Grouped]) -> None:
        for seq, (name, group) in enumerate(items, 1):
            self.parsed.add(
                ItemPersonalInformation(
                    item_id=self.id,
                    document_id=self.document_id,
                    regions=self.place(name),
                    seq=seq,
                    name=name.s,
                    group_label=group.s or None,
                )
            )

    def safeguards(self, found: list[Box], measures: Mapping[str, str]) -> None:
        clauses = [c for box in with_concept(found, "safeguards") for c in safeguards(box.paragraphs)]
        for seq, (text, group) in enumerate(clauses, 1):
            self.parsed.add(
                ItemSafeguard(
                    item_id=self.id,
                    document_id=self.document_id,
                    regions=self.place(text),
                    seq=seq,
                    text=text.s,
                    party=party_of(group.s),
                    measure=measure_of(fold(text.s), measures),
                    group_label=group.s or None,
                )
            )

    def parties(self, found: list[Box]) -> list[Party]:
        """The bodies of the boxes that name them, each once."""
        out: dict[str, Party] = {}
        for box in with_concept(found, "counterparty"):
            for party in parties(box.paragraphs):
                key = re.sub(r"\s", "", fold(party.name.s))
                if key in out:
                    continue
                out[key] = party
                self.parsed.add(
                    ItemCounterparty(
                        item_id=self.id,
                        document_id=self.document_id,
                        regions=self.place(party.name, party.address),
                        name=party.name.s,
                        role=party_role(f"{party.group.s}{box.label.s}"),
                        address=party.address.s or None,
                    )
                )
        return list(out.values())


def event_rows(parsed: Parsed, document_id: str, item: str, found: list[Box]) -> None:
    """The dated events of an item's boxes; the year of one box is carried on into the next."""
    year: int | None = None
    for box in with_concept(found, "events", "response"):
        for event in events(box.paragraphs, year):
            year = int(event.value.removeprefix("FY")[:4])
            seq = 1 + sum(row.item_id == item for row in parsed.of(Event))
            parsed.add(
                Event(
                    event_id=child_id(item, "event", seq),
                    document_id=document_id,
                    regions=event.date_text.regions() + event.text.regions(),
                    item_id=item,
                    seq=seq,
                    heading=box.label.s,
                    date_text=event.date_text.s,
                    date_value=event.value,
                    happened_on=event.day,
                    text=event.text.s,
                )
            )
