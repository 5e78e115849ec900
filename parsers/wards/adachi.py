"""Adachi: packs of 諮問・報告資料 with the minutes of the meeting before, summary sheets and a sheet for each article; minutes alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from parsers.grammar import sheetrows
from parsers.grammar.dates import fiscal_year, legal_regime
from parsers.grammar.followup import follow_up
from parsers.grammar.forms import Sheet
from parsers.grammar.matters import handlings_of
from parsers.grammar.pack import Contents, Matter, assign, minutes_span, read_contents
from parsers.grammar.saidrows import minutes_rows
from parsers.grammar.sheetrows import Known, SheetRows
from parsers.grammar.sheetsplit import sheets
from schemas.document import Document, Element, FlowTable, Paragraph
from schemas.ids import child_id, item_id, meeting_id
from schemas.parsed import Parsed
from schemas.rows import Item, Meeting, Paper
from schemas.source import Source
from schemas.text import Region, Text


def parse(document: Document, source: Source) -> Parsed:
    """The rows of a pack, of single papers, or of minutes of this council."""
    pack = _Pack(document, source)
    pack.read()
    return pack.parsed


class _Pack:
    """One file on its way to rows."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document, self.source, self.parsed = document, source, Parsed()
        self.known = Known.of(source)
        self.meeting = ""
        self.day: dt.date | None = None
        self.items: dict[int, str] = {}

    def read(self) -> None:
        contents = read_contents(self.document)
        start = contents.end if contents else 0
        if contents:
            self._meeting(contents)
            self._paper(self.document.flow[:start], "agenda", contents.title, self.meeting)
        span = minutes_span(self.document, start, contents, self.source.speakers.marks)
        if span:
            minutes_rows(self.parsed, self.document, self.source, self.document.flow[span[0] : span[1]])
        rest = self.document.flow[start : span[0]] if span else []
        rest = [*rest, *self.document.flow[span[1] if span else start :]]
        groups = _grouped(sheets(rest, self.source.codebook.get("concept", {})))
        matters = contents.matters if contents else []
        self._matters(matters, groups, rest)
        self.parsed.title = contents.title.s if contents else None
        papers = bool(contents or groups)
        self.parsed.document_kind = ("agenda_with_minutes" if span else "papers") if papers else "minutes" if span else "other"
        if contents and not groups and not span:
            self.parsed.document_kind = "agenda"
        if not self.parsed.of(Item):
            self.parsed.find("no_item", "neither a contents page, sheets nor minutes were found", 1)
        follow_up(self.parsed, self.meeting)

    def _meeting(self, contents: Contents) -> None:
        number = str(contents.session.number) if contents.session else None
        term = str(contents.term) if contents.term is not None else None
        if not contents.day and not number:
            self.parsed.find("no_meeting", "the contents page names neither a day nor a session", 1)
            return
        self.day = contents.day
        self.meeting = meeting_id(self.source.ward, contents.day, term, number, self.source.council_slug)
        self.parsed.add(
            Meeting(
                meeting_id=self.meeting,
                document_id=self.document.document_id,
                regions=contents.title.regions() + contents.day_text.regions() + contents.venue.regions(),
                ward=self.source.ward,
                council=self.source.council,
                term=term,
                session=number,
                held_on=contents.day,
                venue=contents.venue.s or None,
                fiscal_year=fiscal_year(contents.day) if contents.day else None,
                legal_regime=legal_regime(contents.day) if contents.day else None,
            )
        )

    def _paper(self, elements: Sequence[Element], kind: str, title: Text, meeting: str | None) -> str:
        pages = [b.page_no for e in elements for b in e.blocks]
        seq = 1 + len(self.parsed.of(Paper))
        paper = child_id(self.document.document_id, "paper", seq)
        self.parsed.add(
            Paper(
                paper_id=paper,
                document_id=self.document.document_id,
                regions=title.regions() or _regions(elements[:1]),
                seq=seq,
                kind=kind,
                title=title.s or None,
                page_first=min(pages),
                page_last=max(pages),
                meeting_id=meeting or None,
            )
        )
        return paper

    # the papers of the meeting itself

    def _matters(self, matters: Sequence[Matter], groups: list[list[Sheet]], rest: Sequence[Element]) -> None:
        if not self.meeting:
            for group in groups:
                for sheet in group:
                    sheetrows.form_rows(self.parsed, self.document.document_id, sheet, None, None)
            return
        titles = [sheetrows.matter_title(g[0]).s for g in groups]
        found = assign(titles, matters)
        agenda = self.parsed.of(Paper)[0].paper_id
        of: dict[int, list[Sheet]] = {}
        for group, n in zip(groups, found, strict=True):
            if n is None:
                page = group[0].pages[0]
                self.parsed.find(
                    "contents_differ", f"no matter of the contents page fits the sheet {titles[groups.index(group)]!r}", page
                )
            else:
                of.setdefault(n, []).extend(group)
        for n, matter in enumerate(matters):
            self._item(n, matter, of.get(n, []), agenda)
        for n, group in sorted(of.items()):
            self._sheets(n, matters[n], group)
        for group, n in zip(groups, found, strict=True):
            if n is None:
                for sheet in group:
                    sheetrows.form_rows(self.parsed, self.document.document_id, sheet, None, None)
        self._attachments(matters, of, rest)

    def _item(self, n: int, matter: Matter, group: Sequence[Sheet], agenda: str) -> None:
        number = re.sub(r"\s+", "", matter.number.s) or f"{matter.word}{matter.order.s}"
        self.items[n] = item_id(self.meeting, matter.kind, number)
        place = matter.number.regions() + matter.title.regions()
        rows = SheetRows(self.parsed, self.document.document_id, self.source.ward, self.meeting, self.items[n], place)
        summary = next((v.text for s in group for v in s.with_concept("summary")), None)
        reported = matter.kind in ("report", "general_report")
        rows.item(
            matter.kind,
            number,
            matter.title,
            outcome="report_only" if reported else "pending",
            start=sheetrows.start_words(group),
            summary=summary,
            day=self.day,
            procedure="report" if reported else "consultation" if matter.kind == "consultation" else None,
        )
        rows.document(agenda, "agenda_entry", place)
        rows.departments(sheetrows.departments(group))
        lines = sheetrows.cited(group)
        rows.legal_bases(sheetrows.bases(lines, self.source.laws))
        kinds = {h.code: h for line in lines for h in self.known.handling(line.term)[:1]}
        for line in lines:
            if not self.known.handling(line.term) and not handlings_of(matter.title, self.known.handlings):
                page = line.term.pages[0] if line.term.pages else None
                self.parsed.find("unknown_term", f"kind of handling {line.term.s!r}", page, rows.id)
        rows.handlings(kinds.values() or handlings_of(matter.title, self.known.handlings))

    def _sheets(self, n: int, matter: Matter, group: Sequence[Sheet]) -> None:
        paper = self._paper([e for s in group for e in s.elements], "form", sheetrows.matter_title(group[0]), self.meeting)
        rows = SheetRows(
            self.parsed, self.document.document_id, self.source.ward, self.meeting, self.items[n], matter.title.regions()
        )
        rows.document(paper, "form", group[0].title.regions())
        for sheet in group:
            sheetrows.form_rows(self.parsed, self.document.document_id, sheet, paper, rows.id)
            rows.sheet(sheet, self.known)

    def _attachments(self, matters: Sequence[Matter], of: dict[int, list[Sheet]], rest: Sequence[Element]) -> None:
        """Pages between the sheets: one attachment for each run, of the matter whose sheets stand before it (or first behind it)."""
        pages = {page: n for n, group in of.items() for s in group for page in s.pages}
        runs: list[tuple[int | None, list[Element]]] = []
        for element in rest:
            if element.page_no in pages:
                continue
            before = max((p for p in pages if p < element.page_no), default=None)
            n = pages[before] if before is not None else pages[min(pages)] if pages else None
            if runs and runs[-1][0] == n and not any(runs[-1][1][-1].page_no < p < element.page_no for p in pages):
                runs[-1][1].append(element)
            else:
                runs.append((n, [element]))
        for n, elements in runs:
            title = next((e.text for e in elements if isinstance(e, Paragraph) and e.kind == "heading"), elements[0].text)
            paper = self._paper(elements, "attachment", title if len(title) <= 120 else Text(), self.meeting)
            if n is not None:
                rows = SheetRows(self.parsed, self.document.document_id, self.source.ward, self.meeting, self.items[n], ())
                rows.document(paper, "attachment", _regions(elements[:1]))


def _grouped(found: Sequence[Sheet]) -> list[list[Sheet]]:
    """A summary sheet with the sheets behind it."""
    out: list[list[Sheet]] = []
    for sheet in found:
        if sheet.kind == "総括表" or not out:
            out.append([sheet])
        else:
            out[-1].append(sheet)
    return out


def _regions(elements: Sequence[Element]) -> tuple[Region, ...]:
    return tuple(r for e in elements for r in (e.table.parts if isinstance(e, FlowTable) else e.text.regions()))
