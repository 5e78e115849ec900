"""Nerima: papers on linking and entrusting (boxes 1 to 8), record forms, blanket approvals, reports, annual reports, rules."""

from __future__ import annotations

import re
from collections import Counter

from parsers.grammar import paperforms, publications
from parsers.grammar.agenda import title_key
from parsers.grammar.boxes import Box, boxes, form_rows, unknown_labels
from parsers.grammar.citations import Citation
from parsers.grammar.clauses import Grouped
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
from parsers.grammar.minuterows import MinuteReader
from parsers.grammar.minutes import is_minutes
from parsers.grammar.notices import Entry, read_notice
from parsers.grammar.occasion import Occasion, occasion
from parsers.grammar.paperrows import paper_row, paper_rows
from parsers.grammar.papers import Part, split
from schemas.document import Document, FlowTable
from schemas.ids import item_id
from schemas.parsed import Parsed
from schemas.source import Source
from schemas.text import Text, fold

# 「目的外利用に関する審議会事前一括承認基準」 and the number of the type that a matter falls under
_BLANKET = re.compile(
    r"(?P<law>(?:(?:[一-龠ァ-ヶー]+の)?[一-龠ァ-ヶー]+に関する)?審議会事前一括承認基準)(?P<type>\s*の?\s*類型\s*\d+)?"
)
_ANNOUNCED = re.compile(r"別添|別紙|添付資料|参考資料|資料のとおり")
_AFFECTED = re.compile(r"\(第\s*(?P<n>\d+)\s*条関係\)")
_REPORTED = re.compile(r"承認基準の適用|\(報告\)|報告について")
_RULE = re.compile(r"(?P<rule>.+?(?:条例施行規則|条例|規則|要綱|指針|規程))(?:の一部|等?の改正|新旧)")
_BLANKS = re.compile(r"[\s\u3000]+")


def parse(document: Document, source: Source) -> Parsed:
    """The rows of a file of papers, an agenda, an annual report or rules of this council."""
    pack = _Pack(document, source)
    pack.read()
    return pack.parsed


class _Pack:
    """One document on its way to rows."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document, self.source, self.parsed = document, source, Parsed()
        self.codebook = source.codebook
        concepts = source.codebook.get("concept", {})
        self.parts = split(document, frozenset(concepts))
        self.boxes = {id(p): boxes(p.body, concepts) for p in self.parts if p.kind in ("item", "form")}
        self.papers: dict[int, str] = {}
        self.occasion = Occasion("", None)
        self.spoken = False
        self.notice = read_notice(document.flow[: next((p.start for p in self.parts if p.kind == "item"), 60)])
        self.entries = list(self.notice.entries) if self.notice else []
        self.unnumbered: Counter[str] = Counter()

    def read(self) -> None:
        if self._minutes():
            return
        groups = self._groups()
        if groups or self.entries:
            named = [c for group in groups for c in self._consulted(group)]
            self.occasion = occasion(self.document, self.source, self.parts, named, self.notice, self.parsed)
        self._kind(bool(groups), bool(self.entries))
        self.papers = paper_rows(self.document, self.parts, self.occasion.meeting, self.parsed)
        for group in groups:
            self._item(group)
        for entry in list(self.entries):
            self._announced(entry, bool(groups))
        for part in self.parts:
            self._contents(part)
        year = publications.fiscal_year_of(self.document)
        publications.statistic_rows(self.document, self.parsed, year)
        publications.incident_rows(self.document, self.parsed, year, self.codebook.get("incident_kind", {}))

    def _minutes(self) -> bool:
        """Minutes, alone or in front of papers. True where the file holds nothing else."""
        if not is_minutes(self.document.flow):
            return False
        first = next((p.start for p in self.parts if len(self.boxes.get(id(p), [])) > 2), len(self.document.flow))
        spoken = self.document.flow[:first] if is_minutes(self.document.flow[:first]) else self.document.flow
        reader = MinuteReader(self.parsed, self.document.document_id, self.source, spoken)
        found = reader.read()
        self.parsed.document_kind = "minutes"
        self.parsed.title = next((e.text.s for e in spoken[:1]), None)
        paper = paper_row(self.document, spoken, "minutes", self.parsed.title, reader.meeting, self.parsed)
        for ident, heard in zip(reader.ids if found else [], reader.minutes.items, strict=False):
            rows = MatterRows(
                self.parsed, self.document.document_id, self.source.ward, reader.meeting, ident, heard.title.regions()
            )
            self._handlings(rows, heard.title)
            rows.document(paper, "deliberation", heard.title.regions())
        if not found or len(spoken) == len(self.document.flow):
            return True
        self.parts = [p for p in self.parts if p.start >= first]
        self.spoken = True
        return False

    def _kind(self, items: bool, agenda: bool) -> None:
        kinds = {p.kind for p in self.parts}
        known = (
            (items and self.spoken, "agenda_with_minutes"),
            (items, "papers"),
            (agenda, "agenda"),
            ("publication" in kinds, "report"),
            ("rules" in kinds, "rules"),
        )
        self.parsed.document_kind = next((kind for yes, kind in known if yes), "other")
        self.parsed.title = next((p.head.title.s for p in self.parts if p.head.title), None)
        if not items and not agenda:
            self.parsed.find("no_item", "no paper on a matter before the council was found", 1)

    def _groups(self) -> list[list[Part]]:
        """Papers on matters, each with what belongs to it: its record forms, comparisons, attachments.

        Slides with a title that no paper announces are a matter of their own (information for the council).
        """
        out: list[list[Part]] = []
        for part in self.parts:
            alone = part.kind == "slides" and part.head.title and out and not self._announces(out[-1][0])
            if part.kind == "item" or alone:
                out.append([part])
            elif out and part.kind in ("form", "comparison", "attachment", "slides"):
                out[-1].append(part)
        return out

    def _announces(self, part: Part) -> bool:
        """The paper says that something is attached to it."""
        return part.kind == "item" and any(_ANNOUNCED.search(fold(e.text.s)) for e in part.elements)

    def _consulted(self, group: list[Part]) -> list[Consulted]:
        return [c for part in group if part.kind == "form" for c in consulted(self.boxes[id(part)])]

    def _rows(self, kind: str, number: str | None, title: Text) -> MatterRows:
        self.unnumbered[kind] += not number
        ident = item_id(self.occasion.meeting, kind, number, self.unnumbered[kind])
        return MatterRows(
            self.parsed, self.document.document_id, self.source.ward, self.occasion.meeting, ident, title.regions()
        )

    def _item(self, group: list[Part]) -> None:
        """An item from its paper and its forms."""
        part, head = group[0], group[0].head
        found = self.boxes.get(id(part), [])
        entry = self._entry(head.title)
        kind = entry.kind if entry else self._item_kind(part, found)
        number = head.number.without(_BLANKS).s or (entry.number.s if entry else "") or self._form_number(group, kind)
        rows = self._rows(kind, number, head.title)
        blanket = self._blanket(part)
        outcome = "pending" if kind == "consultation" else "blanket_approval" if blanket else "report_only"
        rows.item(
            kind,
            number,
            head.title,
            summary=summary_of(found),
            outcome=outcome,
            start=start_of(found),
            day=self.occasion.day,
            procedure={"pending": "consultation", "blanket_approval": "blanket_approval"}.get(outcome, "report"),
        )
        rows.departments(departments_of(found, head))
        self._handlings(rows, head.title, *(p.head.title for p in group if p.kind == "form"), *(text for _, text in blanket))
        rows.legal_bases(blanket or self._bases(part))
        rows.personal(self._personal(group))
        rows.safeguards(found, self.codebook.get("measure", {}))
        rows.parties(found)
        event_rows(self.parsed, self.document.document_id, rows.id, found)
        for belonging in group:
            role = "paper" if belonging is part else "form" if belonging.kind == "form" else "attachment"
            rows.document(self.papers[id(belonging)], role, belonging.regions())
            self._forms(belonging, rows.id)

    def _handlings(self, rows: MatterRows, title: Text, *others: Text) -> None:
        """The types that the title names; where it names none, those of the record forms and of the standard applied."""
        terms = self.codebook.get("handling", {})
        found = handlings_of(title, terms) or next((h for t in others if (h := handlings_of(unspread(t), terms))), [])
        rows.handlings(found)
        if not found:
            self.parsed.find("unknown_term", f"no known type of handling in the title {title.s}", title.pages[0], rows.id)

    def _entry(self, title: Text) -> Entry | None:
        """The agenda's entry with the title, which is then no longer open."""
        found = next((e for e in self.entries if title_key(e.title.s) == title_key(title.s)), None)
        if found:
            self.entries.remove(found)
        return found

    def _announced(self, entry: Entry, papers: bool) -> None:
        """A matter of the agenda whose paper is not in the file."""
        rows = self._rows(entry.kind, entry.number.s or None, entry.title)
        asks = entry.kind == "consultation"
        rows.item(
            entry.kind,
            entry.number.s or None,
            entry.title,
            outcome="pending" if asks else "report_only",
            day=self.occasion.day,
            procedure="consultation" if asks else "report",
        )
        self._handlings(rows, entry.title)
        rows.document(next(iter(self.papers.values())), "agenda_entry", entry.title.regions())
        if papers:
            self.parsed.find(
                "contents_differ", f"the agenda's {entry.title.s} has no paper here", entry.title.pages[0], rows.id
            )

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

    def _form_number(self, group: list[Part], kind: str) -> str | None:
        """The number that the record forms of a consultation name; of several the latest."""
        named = self._consulted(group) if kind == "consultation" else []
        return max(named, key=lambda c: str(c.day)).number.s if named else None

    def _blanket(self, part: Part) -> list[tuple[Citation, Text]]:
        """The standard of blanket approval that a report says was applied."""
        if "承認基準" not in part.head.title.s:
            return []
        for text in [e.text for e in part.body] + [part.head.title]:
            folded = text.folded()
            match = _BLANKET.search(folded.s)
            if match and (match["type"] or text is part.head.title):
                law = _BLANKS.sub("", match["law"])
                return [(Citation(match.start(), match.end(), match[0], law), folded.group(match))]
        return []

    def _bases(self, part: Part) -> list[tuple[Citation, Text]]:
        """The articles under the title; of a change of a rule the articles it is about."""
        found = legal_bases_of(part.head, self.source.laws)
        rule = _RULE.match(part.head.title.s)
        if found or not rule:
            return found
        for folded in (e.text.folded() for e in part.body):
            for match in _AFFECTED.finditer(folded.s):
                cited = Citation(match.start(), match.end(), match[0], rule["rule"], match["n"])
                found.append((cited, folded.group(match)))
        return found

    def _personal(self, group: list[Part]) -> list[Grouped]:
        """The items that the paper lists, else those of its forms; where both list them, differences are findings."""
        own = personal_of(self.boxes.get(id(group[0]), []))
        linked = [p for p in group[1:] if p.kind == "form" and "結合" in unspread(p.head.title).s]
        listed = [(p, personal_of(self.boxes[id(p)])) for p in linked]
        names = {_BLANKS.sub("", fold(g.text.s)) for g in own}
        for part, items in listed:
            odd = sorted(names ^ {_BLANKS.sub("", fold(g.text.s)) for g in items})
            if own and items and odd:
                self.parsed.find("duplicate_row", f"paper and form list different items: {', '.join(odd)}", part.pages[0])
        return own or next((items for _, items in listed if items), [])

    def _forms(self, part: Part, item: str) -> None:
        """The boxes or sections of a part as a form; old and new words of a rule."""
        found = self.boxes.get(id(part), [])
        title = part.head.title
        kind = _BLANKS.sub("", fold(title.s)) if part.kind == "form" else "概要"
        form_rows(self.parsed, self.document.document_id, kind, title, found, paper=self.papers[id(part)], item=item)
        for pair in (p for e in part.elements if isinstance(e, FlowTable) for p in paperforms.pairs(e.table, paperforms.CASES)):
            case = paperforms.pair_boxes(pair, self.codebook.get("concept", {}))
            form_rows(
                self.parsed, self.document.document_id, "類型・事例", pair.number, case, paper=self.papers[id(part)], item=item
            )
        for box in unknown_labels(found):
            self.parsed.find("unknown_field", f"box {box.label.s} of {kind} is in no code table", part.pages[0], item)
        if part.kind == "comparison":
            rule = _RULE.match(title.s)
            name = rule["rule"] if rule else title.s or None
            publications.amendment_rows(self.document.document_id, part.elements, name, item, self.parsed)

    def _contents(self, part: Part) -> None:
        """What parts hold that are no items."""
        if part.kind == "rules":
            publications.article_rows(self.document.document_id, part.body, part.head.title, self.parsed)
        elif part.kind == "publication":
            publications.type_rows(self.document, part.elements, self.parsed)
            if not publications.is_annual_report(part.head.title):
                publications.section_rows(self.document.document_id, part.elements, part.head.title, self.parsed)
