"""Nerima: papers on linking and entrusting (boxes 1 to 8), record forms, blanket approvals, reports, annual reports, rules."""

from __future__ import annotations

import re
from collections import Counter

from parsers.grammar import publications
from parsers.grammar.amendments import pairs
from parsers.grammar.boxes import Box, boxes, form_rows, unknown_labels
from parsers.grammar.citations import Citation
from parsers.grammar.clauses import Grouped
from parsers.grammar.dates import find_dates, fiscal_year, legal_regime
from parsers.grammar.keyvalue import unspread
from parsers.grammar.matters import (
    Consulted,
    MatterRows,
    consulted,
    departments_of,
    event_rows,
    handlings_of,
    legal_bases_of,
    personal_of,
    start_of,
    summary_of,
)
from parsers.grammar.papers import Part, split
from schemas.document import Document, FlowTable
from schemas.ids import child_id, item_id, meeting_id
from schemas.parsed import Parsed
from schemas.rows import Amendment, Meeting, Paper
from schemas.source import Source
from schemas.text import Region, Text, fold

# 「目的外利用に関する審議会事前一括承認基準」 and the number of the type that a matter falls under
_BLANKET = re.compile(
    r"(?P<law>(?:[一-龠ァ-ヶー]+の)?[一-龠ァ-ヶー]+に関する審議会事前一括承認基準)(?P<type>\s*の?\s*類型\s*\d+)?"
)
_ANNOUNCED = re.compile(r"別添|別紙|添付資料|参考資料|資料のとおり")
_AFFECTED = re.compile(r"\(第\s*(?P<n>\d+)\s*条関係\)")
_REPORTED = re.compile(r"承認基準の適用|\(報告\)|報告について")
_RULE = re.compile(r"(?P<rule>.+?(?:条例|規則|要綱|指針|規程))(?:の一部|等?の改正|新旧)")
_SESSION = re.compile(r"(?:第(?P<term>\d+)期)?\s*第(?P<session>\d+)回\s*[^\s]{0,30}審議会")
PAPER_KINDS = {
    "item": "paper",
    "form": "form",
    "comparison": "attachment",
    "rules": "rules",
    "publication": "report",
    "paper": "other",
}


def parse(document: Document, source: Source) -> Parsed:
    """The rows of a file of papers, an annual report or rules of this council."""
    pack = _Pack(document, source)
    pack.read()
    return pack.parsed


class _Pack:
    """One document on its way to rows."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document, self.source, self.parsed = document, source, Parsed()
        self.codebook = source.codebook
        self.concepts = source.codebook.get("concept", {})
        self.parts = split(document, frozenset(self.concepts))
        self.boxes = {id(p): boxes(p.body, self.concepts) for p in self.parts if p.kind in ("item", "form")}
        self.papers: dict[int, str] = {}
        self.meeting = ""

    def read(self) -> None:
        groups = self._groups()
        year = publications.fiscal_year_of(self.document)
        if groups:
            self._meeting([self._consulted(group) for group in groups])
        self._papers()
        unnumbered: Counter[str] = Counter()
        for group in groups:
            self._item(group, unnumbered)
        for part in self.parts:
            self._contents(part)
        publications.statistic_rows(self.document, self.parsed, year)
        publications.incident_rows(self.document, self.parsed, year, self.codebook.get("incident_kind", {}))
        self._kind(bool(groups))

    def _kind(self, items: bool) -> None:
        kinds = {p.kind for p in self.parts}
        self.parsed.document_kind = (
            "papers" if items else "report" if "publication" in kinds else "rules" if "rules" in kinds else "other"
        )
        first = self.parts[0].head.title if self.parts else Text()
        self.parsed.title = first.s or None
        if not items:
            self.parsed.find("no_item", "no paper on a matter before the council was found", 1)

    def _groups(self) -> list[list[Part]]:
        """Papers on matters, each with what belongs to it: its record forms, comparisons, attachments.

        Slides that no paper announces are a matter of their own (information for the council).
        """
        out: list[list[Part]] = []
        for part in self.parts:
            if part.kind == "item" or (part.kind == "slides" and out and not self._announces(out[-1][0])):
                out.append([part])
            elif out and part.kind in ("form", "comparison", "attachment", "slides"):
                out[-1].append(part)
        return out

    def _announces(self, part: Part) -> bool:
        """The paper says that something is attached to it."""
        return part.kind == "item" and any(_ANNOUNCED.search(fold(e.text.s)) for e in part.elements)

    def _consulted(self, group: list[Part]) -> list[Consulted]:
        return [c for part in group if part.kind == "form" for c in consulted(self.boxes[id(part)])]

    def _meeting(self, named: list[list[Consulted]]) -> None:
        """The day the record forms name, else the day most papers bear; a month or the file itself where there is none."""
        days = Counter({c.day: 1 for found in named for c in found if c.day})
        heads = [(p.head.day.date, p.head.day_text) for p in self.parts if p.kind == "item" and p.head.day and p.head.day.date]
        days = days or Counter(day for day, _ in heads)
        day = max(days, key=lambda d: (days[d], d), default=None)
        if len(days) > 1:
            self.parsed.find("duplicate_row", f"papers bear different days: {', '.join(map(str, sorted(days)))}", 1)
        places = [c.place for found in named for c in found if c.day == day] + [t for d, t in heads if d == day]
        top = Text.join("", [e.text for e in self.document.flow[:12]]).folded()
        session = _SESSION.search(top.s)
        number, term = (session["session"], session["term"]) if session else (None, None)
        if day is None:
            self.parsed.find("no_meeting", "no day of the council is printed; the ids are those of the file", 1)
        if day or number:
            self.meeting = meeting_id(self.source.ward, day, term, number, self.source.council_slug)
        else:
            self.meeting = f"{self.source.ward}-{self._month() or self.document.document_id}"
        title = next(p.head.title for p in self.parts if p.kind == "item" or p.kind == "slides")
        self.parsed.add(
            Meeting(
                meeting_id=self.meeting,
                document_id=self.document.document_id,
                regions=tuple(r for t in places for r in t.regions()) or title.regions(),
                ward=self.source.ward,
                term=term,
                session=number,
                held_on=day,
                fiscal_year=fiscal_year(day) if day else None,
                legal_regime=legal_regime(day) if day else None,
            )
        )
        self.day = day

    def _month(self) -> str | None:
        """The month that the first page bears."""
        for element in self.document.flow[:12]:
            for found in find_dates(element.text.folded().s):
                if found.month and element.page_no == 1:
                    return found.value[:7]
        return None

    def _papers(self) -> None:
        sizes = {p.page_no: (p.width, p.height) for p in self.document.pages}
        for seq, part in enumerate(self.parts, 1):
            name = child_id(self.document.document_id, "paper", seq)
            self.papers[id(part)] = name
            first, last = part.pages[0], part.pages[-1]
            wide = sizes[first][0] > sizes[first][1]
            kind = PAPER_KINDS.get(part.kind, "slides" if part.kind == "slides" else "attachment")
            if part.kind == "publication" and not publications.is_annual_report(part.head.title):
                kind = "slides" if wide else "rules"
            self.parsed.add(
                Paper(
                    paper_id=name,
                    document_id=self.document.document_id,
                    regions=tuple(Region(n, 0, 0, *sizes[n]) for n in range(first, last + 1)),
                    seq=seq,
                    kind=kind,
                    title=part.head.title.s or None,
                    page_first=first,
                    page_last=last,
                    meeting_id=self.meeting or None,
                )
            )

    def _item(self, group: list[Part], unnumbered: Counter[str]) -> None:
        """An item from its paper and its forms."""
        part, head = group[0], group[0].head
        found = self.boxes.get(id(part), [])
        named = self._consulted(group)
        kind = self._item_kind(part, found)
        number = head.number.s or (max(named, key=lambda c: str(c.day)).number.s if named and kind == "consultation" else None)
        unnumbered[kind] += not number
        ident = item_id(self.meeting, kind, number, unnumbered[kind])
        rows = MatterRows(self.parsed, self.document.document_id, self.source.ward, self.meeting, ident, head.title.regions())
        blanket = self._blanket(part)
        outcome = "pending" if kind == "consultation" else "blanket_approval" if blanket else "report_only"
        procedure = {"pending": "consultation", "blanket_approval": "blanket_approval"}.get(outcome, "report")
        rows.item(
            kind,
            number,
            head.title,
            summary=summary_of(found),
            outcome=outcome,
            start=start_of(found),
            day=self.day,
            procedure=procedure,
        )
        rows.departments(departments_of(found, head))
        handlings = handlings_of(head.title, self.codebook.get("handling", {}))
        rows.handlings(handlings)
        if not handlings:
            self.parsed.find("unknown_term", f"no known type of handling in the title {head.title.s}", part.pages[0])
        rows.legal_bases(blanket or self._bases(part))
        rows.personal(self._personal(group))
        rows.safeguards(found, self.codebook.get("measure", {}))
        rows.parties(found)
        event_rows(self.parsed, self.document.document_id, ident, found)
        for belonging in group:
            place = belonging.head.title.regions() or head.title.regions()
            rows.document(
                self.papers[id(belonging)],
                "paper" if belonging is part else "form" if belonging.kind == "form" else "attachment",
                place,
            )
            self._forms(belonging, ident)

    def _item_kind(self, part: Part, found: list[Box]) -> str:
        if part.kind == "slides":
            return "material"
        word, title = part.head.number.s, fold(part.head.title.s)
        if "諮問" in word or "(諮問)" in title:
            return "consultation"
        if "報告" in word or _REPORTED.search(title):
            return "report"
        asks = {"counterparty", "safeguards"} & {box.concept for box in found if box.concept}
        return "consultation" if part.head.basis or asks else "report"

    def _blanket(self, part: Part) -> list[tuple[Citation, Text]]:
        """The standard of blanket approval that a report says was applied."""
        if "承認基準" not in part.head.title.s:
            return []
        for text in [e.text for e in part.body] + [part.head.title]:
            folded = text.folded()
            match = _BLANKET.search(folded.s)
            if match and (match["type"] or text is part.head.title):
                law = re.sub(r"\s", "", match["law"])
                return [(Citation(match.start(), match.end(), match[0], law), folded.group(match))]
        return []

    def _bases(self, part: Part) -> list[tuple[Citation, Text]]:
        """The articles under the title; of a change of a rule the articles it is about."""
        found = legal_bases_of(part.head, self.source.laws)
        rule = _RULE.match(part.head.title.s)
        if found or not rule:
            return found
        for element in part.body:
            folded = element.text.folded()
            for match in _AFFECTED.finditer(folded.s):
                cited = Citation(match.start(), match.end(), match[0], rule["rule"], match["n"])
                found.append((cited, folded.group(match)))
        return found

    def _personal(self, group: list[Part]) -> list[Grouped]:
        """The items that the paper lists, else those of its forms; where both list them, differences are findings."""
        own = personal_of(self.boxes.get(id(group[0]), []))
        forms = [personal_of(self.boxes[id(p)]) for p in group[1:] if p.kind == "form" and "結合" in unspread(p.head.title).s]
        if own:
            names = {re.sub(r"\s", "", fold(g.text.s)) for g in own}
            for part, listed in zip([p for p in group if p.kind == "form"], forms, strict=False):
                other = {re.sub(r"\s", "", fold(g.text.s)) for g in listed}
                if other and (odd := sorted(names ^ other)):
                    message = f"paper and form list different items: {', '.join(odd)}"
                    self.parsed.find("duplicate_row", message, part.pages[0])
            return own
        return next((f for f in forms if f), [])

    def _forms(self, part: Part, item: str | None) -> None:
        found = self.boxes.get(id(part), [])
        kind = re.sub(r"\s", "", fold(part.head.title.s)) if part.kind == "form" else "概要"
        form_rows(self.parsed, self.document.document_id, kind, part.head.title, found, paper=self.papers[id(part)], item=item)
        for box in unknown_labels(found):
            self.parsed.find("unknown_field", f"box {box.label.s} of {kind} is in no code table", part.pages[0])
        if part.kind == "comparison":
            self._amendments(part, item)

    def _amendments(self, part: Part, item: str | None) -> None:
        rule = _RULE.match(part.head.title.s)
        for table in (e.table for e in part.elements if isinstance(e, FlowTable)):
            for pair in pairs(table):
                self.parsed.add(
                    Amendment(
                        amendment_id=child_id(self.document.document_id, "amendment", 1 + len(self.parsed.of(Amendment))),
                        document_id=self.document.document_id,
                        regions=pair.regions,
                        item_id=item,
                        rule_title=rule["rule"] if rule else part.head.title.s or None,
                        article=pair.article,
                        paragraph=pair.paragraph,
                        subitem=pair.subitem,
                        old_text=pair.old.s or None,
                        new_text=pair.new.s or None,
                        removed="\n".join(pair.removed) or None,
                        added="\n".join(pair.added) or None,
                    )
                )

    def _contents(self, part: Part) -> None:
        """What parts hold that are no items."""
        if part.kind == "rules":
            publications.article_rows(self.document.document_id, part.body, part.head.title, self.parsed)
        elif part.kind == "publication":
            publications.type_rows(self.document, part.elements, self.parsed)
