"""Suginami: packs of 報告・諮問事項 with an agenda table, reports of the sub-committee's self-checks, papers on consultations;
and minutes (会議録)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from parsers.grammar import agenda, briefs, casechecks, paperforms
from parsers.grammar.agenda import Entry
from parsers.grammar.boxes import boxes, form_rows, is_running, unknown_labels
from parsers.grammar.bullets import lines_of
from parsers.grammar.caserows import CaseRows
from parsers.grammar.citations import LawContext
from parsers.grammar.covers import Day, Session, days, sessions
from parsers.grammar.dates import fiscal_year, legal_regime
from parsers.grammar.matters import MatterRows, personal_of
from parsers.grammar.minutepapers import minutes_at, minutes_rows
from parsers.grammar.segments import Matter, Segment, implied_entries, segments
from parsers.grammar.selfcheck import first_case, split_cases
from schemas.document import Document, Element, FlowTable, Paragraph
from schemas.ids import child_id, item_id, meeting_id
from schemas.parsed import Parsed
from schemas.rows import Item, Meeting, Paper
from schemas.source import Source
from schemas.text import Region, Text

KINDS = (
    ("一般報告|情報提供|その他", "general_report"),
    ("諮問|審議|協議|意見聴取", "consultation"),
    ("確認|会議録|要録", "confirmation"),
    ("報告", "report"),
    ("資料", "material"),
)
DECIDED_ON = frozenset({"consultation", "confirmation"})
_ONLY_A_DAY = re.compile(r"^\s*(?:令和|平成).{3,14}日\s*(?:\(.\))?\s*$")
_COMMITTEE = r"(?P<name>[一-鿿ァ-ヶー・]{2,24}部会)\s*(?:\(以下|の開催)"
_HELD = re.compile(r"日\s*(?:\(.\))?\s*[一-鿿ァ-ヶー・]{0,24}部会\s*(?:を|の)?\s*(?:開催日?|当日|実施)?\s*$")


class _Matter(NamedTuple):
    """A matter of the agenda with its kind and id."""

    entry: Entry
    kind: str
    id: str


def parse(document: Document, source: Source) -> Parsed:
    """The rows of a pack of papers of this council, of minutes, or of a pack that ends with minutes."""
    at = minutes_at(document.flow, source)
    if at is None:
        return _Pack(document, document.flow, source).read()
    parsed = _Pack(document, document.flow[:at], source).read() if at else Parsed()
    minutes_rows(parsed, document, document.flow[at:], source)
    parsed.document_kind = "agenda_with_minutes" if at else "minutes"
    return parsed


class _Pack:
    """One pack on its way to rows. `turns` counts the turns of the meeting."""

    def __init__(self, document: Document, flow: list[Element], source: Source) -> None:
        self.document, self.source, self.parsed = document, source, Parsed()
        self.flow = flow
        self.meeting, self.turns = "", 0
        self.day: dt.date | None = None

    def read(self) -> Parsed:
        entries = agenda.read_agenda(self.flow)
        first = 1 + max((e.element for e in entries), default=-1)
        if not self._meeting(first):
            return self.parsed
        self.parsed.document_kind = "papers" if len(self.flow) > first + 2 else "agenda"
        if not entries:
            self.parsed.find("contents_differ", "no agenda was found; the matters are those that the papers themselves name", 1)
        matters = self._matters(entries or implied_entries(self.flow))
        known = [Matter(m.id, m.entry.word, "".join(agenda.digits(m.entry.number)), m.entry.title.s) for m in matters]
        found, strangers = segments(self.flow, known, first)
        for text in strangers:
            self.parsed.find("contents_differ", f"the paper {' '.join(text.s.split())} is on no agenda", _page(text))
        papers = self._papers(matters, found, first)
        for matter in matters:
            own = [s for s in found if matter.id in s.keys]
            self._item(matter, own, papers)
            if not own and found and not matter.entry.reference:
                self.parsed.find("contents_differ", f"no paper found on {matter.entry.title.s}", _page(matter.entry.title))
        front = Segment(first, found[0].start if found else len(self.flow), (), first, first)
        for s in (front, *found):
            parent = s.keys[0] if len(s.keys) == 1 else self._only_report(matters)
            self._report(self.flow[s.start : s.end], parent, papers.get(s.start, papers.get(0)))
        if not self.parsed.of(Item):
            self.parsed.find("no_item", "no matter was found", 1)
        return self.parsed

    def _meeting(self, first: int) -> bool:
        """The meeting, from the cover; where there is none, from the first date and session of the document."""
        every = [e.text for e in self.flow if isinstance(e, Paragraph)]
        cover = [e.text for e in self.flow[: max(first, 1)] if isinstance(e, Paragraph)]
        day = next(iter(days(cover) or days(t for t in every if _ONLY_A_DAY.match(t.folded().s))), None)
        session = next(iter(sessions(cover) or sessions(every)), None)
        if not day and not session:
            self.parsed.find("no_meeting", "neither a day nor a session number was found; no items can be told", 1)
            return False
        council = next((t for t in (*cover, *every) if agenda.tight(self.source.council) in agenda.tight(t.s)), None)
        self.day = day.date if day else None
        self.parsed.title = " ".join(t.s for t in cover[:3]) or None
        self.meeting = self._meeting_row(self.source.council, self.source.council_slug, day, session, council)
        return True

    def _meeting_row(self, council: str, slug: str | None, day: Day | None, session: Session | None, name: Text | None) -> str:
        number = str(session.number) if session else None
        year = fiscal_year(day.date) if day else session.fiscal_year if session else None
        # sessions count anew in each fiscal year, so that without a day the year takes the place of the term
        ident = meeting_id(self.source.ward, day.date if day else None, str(year) if year else None, number, slug)
        if any(row.meeting_id == ident for row in self.parsed.of(Meeting)):
            return ident
        places = [t for t in (session and session.text, name, day and day.text) if t]
        self.parsed.add(
            Meeting(
                meeting_id=ident,
                document_id=self.document.document_id,
                regions=tuple(r for t in places for r in t.regions()) or self._anywhere(),
                ward=self.source.ward,
                council=council,
                session=number,
                held_on=day.date if day else None,
                fiscal_year=year,
                legal_regime=legal_regime(day.date) if day else None,
            )
        )
        return ident

    def _anywhere(self) -> tuple[Region, ...]:
        """The first element: for rows about the whole document."""
        return _regions(self.flow[:1])

    def _matters(self, entries: Sequence[Entry]) -> list[_Matter]:
        """The agenda's matters, one that is listed twice once."""
        out: dict[str, _Matter] = {}
        for entry in entries:
            kind = next((code for pattern, code in KINDS if re.search(pattern, entry.word)), None)
            if kind is None:
                message = f"kind of matter {entry.word or '(none)'!r} of {entry.title.s}"
                self.parsed.find("unknown_term", message, _page(entry.title))
                kind = "material"
            unnumbered = sum(m.kind == kind and not m.entry.number for m in out.values()) + 1
            ident = item_id(self.meeting, kind, entry.number or None, unnumbered)
            out.setdefault(ident, _Matter(entry, kind, ident))
        return list(out.values())

    def _only_report(self, matters: Sequence[_Matter]) -> str | None:
        reports = [m.id for m in matters if m.kind == "report"]
        return reports[0] if len(reports) == 1 else None

    def _papers(self, matters: Sequence[_Matter], found: Sequence[Segment], first: int) -> dict[int, str]:
        """The papers: cover and agenda, then one for each segment. Gives the id of the paper that begins at an element."""
        kinds = {m.id: m.kind for m in matters}
        front = Segment(0, found[0].start if found else len(self.flow), (), 0, 3)
        out: dict[int, str] = {}
        for segment in (front, *found):
            elements = self.flow[segment.start : segment.end]
            if not elements:
                continue
            words = self.flow[segment.head : max(segment.body, segment.head + 1)]
            title = Text.join("", [e.text for e in words if isinstance(e, Paragraph)])
            of = {kinds[key] for key in segment.keys}
            kind = "report" if of == {"report"} else "paper" if of else "agenda" if segment is front and first else "other"
            pages = [b.page_no for e in elements for b in e.blocks]
            out[segment.start] = child_id(self.document.document_id, "paper", len(out) + 1)
            row = Paper(
                paper_id=out[segment.start],
                document_id=self.document.document_id,
                seq=len(out),
                kind=kind,
                title=title.s or None,
                regions=title.regions() or _regions(elements[:1]),
                page_first=min(pages),
                page_last=max(pages),
                meeting_id=self.meeting,
            )
            self.parsed.add(row)
        return out

    def _item(self, matter: _Matter, own: Sequence[Segment], papers: dict[int, str]) -> None:
        """An item of the agenda with what its papers say."""
        entry, stretches = matter.entry, [self.flow[s.start : s.end] for s in own]
        rows = MatterRows(
            self.parsed, self.document.document_id, self.source.ward, self.meeting, matter.id, entry.title.regions()
        )
        leads = [p.text for s in own for p in briefs.lead(self.flow[s.body : s.end])]
        cases = any(first_case(stretch) < len(stretch) for stretch in stretches)
        rows.item(
            matter.kind,
            entry.number or None,
            entry.title,
            outcome="pending" if matter.kind in DECIDED_ON else "report_only",
            start=next((v for stretch in stretches if (v := briefs.start_words(stretch))), None),
            day=self.day,
            procedure="consultation" if matter.kind == "consultation" else "report" if "report" in matter.kind else None,
            summary=Text.join("\n", leads) if leads and not cases else None,
            also=[e.text for s in own for e in self.flow[s.head : s.body]],
        )
        names = [name for s in own for name in briefs.departments(self.flow[s.start : s.end], s.head - s.start)]
        rows.departments({n.s: n for n in names}.values())
        kinds = briefs.handlings(entry.title, self.source.codebook.get("handling", {}))
        rows.handlings(kinds)
        if not kinds:
            self.parsed.find(
                "unknown_term", f"no known kind of handling in the title {entry.title.s}", _page(entry.title), matter.id
            )
        passages = [p for s in own for p in briefs.basis_passages(self.flow[s.head : s.end])]
        rows.legal_bases(briefs.legal_bases([entry.title, *passages], LawContext(self.source.laws)))
        if 0 in papers:
            rows.document(papers[0], "agenda_entry", entry.title.regions())
        for segment, stretch in zip(own, stretches, strict=True):
            rows.document(papers[segment.start], "report" if "report" in matter.kind else "paper", _regions(stretch[:1]))
            if segment.keys[0] == matter.id:
                self._forms(rows, papers[segment.start], stretch[: first_case(stretch)])

    def _forms(self, rows: MatterRows, paper: str, stretch: Sequence[Element]) -> None:
        """A paper's sections as a form, its tables of labelled boxes, and each point of a table of points and replies."""
        concepts, document = self.source.codebook.get("concept", {}), self.document.document_id
        running = [b for b in boxes(filter(is_running, stretch), concepts) if b.value]
        form_rows(self.parsed, document, "資料", Text(), running, paper=paper, item=rows.id)
        tables = [e for e in stretch if isinstance(e, FlowTable)]
        ruled = [r for r in (boxes([table], concepts) for table in tables) if sum(b.concept is not None for b in r) > 1]
        for found in ruled:
            form_rows(self.parsed, document, "記録票", Text(), found, paper=paper, item=rows.id)
            for box in unknown_labels(found):
                self.parsed.find("unknown_field", f"box {box.label.s} is in no code table", _page(box.label), rows.id)
        found = [*running, *(box for boxed in ruled for box in boxed)]
        rows.safeguards(found, self.source.codebook.get("measure", {}))
        rows.parties(found)
        rows.personal_information([item.text for item in personal_of(found)])
        for table in (e.table for e in tables):
            rows.personal_information(briefs.listed_items(paperforms.item_columns(table)))
            for pair in paperforms.pairs(table):
                form_rows(
                    self.parsed,
                    document,
                    "指導・対応",
                    pair.number,
                    paperforms.pair_boxes(pair, concepts),
                    paper=paper,
                    item=rows.id,
                )

    def _report(self, elements: Sequence[Element], parent: str | None, paper: str | None) -> None:
        """The cases of a sub-committee's report, and the checks that the report itself allows."""
        cases = split_cases(lines_of(elements), self.source.sections, self.source.bullets)
        if not cases:
            return
        self._committee(elements)
        writer = CaseRows(self.parsed, self.document.document_id, self.source, self.meeting, self.day, self.turns)
        for case in cases:
            writer.add(case, parent, paper)
        self.turns = writer.turns
        kinds = sum(len(found) for found in writer.kinds.values())
        for difference in casechecks.check_report(elements, cases, kinds):
            self.parsed.find(*difference)

    def _committee(self, elements: Sequence[Element]) -> None:
        """The sub-committee's own meeting: its name, and the day that the schedule gives for it."""
        texts = [e.text for e in elements if isinstance(e, Paragraph)]
        pattern = re.compile("|".join([f"(?P<known>{'|'.join(self.source.committees) or '(?!)'})", _COMMITTEE]))
        named = next(((t.folded(), m) for t in texts if (m := pattern.search(t.folded().s))), None)
        held = next((t for t in texts if _HELD.search(t.folded().s.strip()) and days([t])), None)
        if named and held:
            name = named[0].group(named[1], "known" if named[1]["known"] else "name")
            slug = self.source.committees.get(name.s, "committee")
            self._meeting_row(name.s, slug, days([held])[0], next(iter(sessions(texts)), None), name)


def _page(text: Text) -> int | None:
    return text.pages[0] if text.pages else None


def _regions(elements: Sequence[Element]) -> tuple[Region, ...]:
    return tuple(r for e in elements for r in (e.table.parts if isinstance(e, FlowTable) else e.text.regions()))
