"""Adachi: packs of 諮問・報告資料 with the minutes of the meeting before, summary sheets and a sheet for each article; minutes alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from parsers.grammar import minutechecks, sheetrows
from parsers.grammar.covers import sessions
from parsers.grammar.dates import fiscal_year, legal_regime
from parsers.grammar.forms import Sheet
from parsers.grammar.matters import handlings_of
from parsers.grammar.pack import Contents, Matter, assign, likeness, minutes_span, read_contents, term_of
from parsers.grammar.saidrows import minutes_rows
from parsers.grammar.sheetrows import Known, SheetRows
from parsers.grammar.sheetsplit import sheets
from parsers.grammar.speakers import tight
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


SAME = 0.8  # likeness of titles from which on a sheet belongs to a matter that has sheets already
_NUMBER = re.compile(r"諮問\s*(?:番号)?\s*第\s*\d{1,4}\s*号")
_REPORTED = re.compile(r"[■☑✓✔レ](?:2[.．]?)?報告事項")


class _Pack:
    """One file on its way to rows."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document, self.source, self.parsed = document, source, Parsed()
        self.known = Known.of(source)
        self.meeting = ""
        self.day: dt.date | None = None
        self.items: dict[int, str] = {}
        self.unnumbered = 0

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
        titles = [p.title for p in self.parsed.of(Paper) if p.title]
        self.parsed.title = contents.title.s if contents else titles[0] if titles else None
        papers = bool(contents or groups)
        self.parsed.document_kind = ("agenda_with_minutes" if span else "papers") if papers else "minutes" if span else "other"
        if contents and not groups and not span:
            self.parsed.document_kind = "agenda"
        if not self.parsed.of(Item):
            self.parsed.find("no_item", "neither a contents page, sheets nor minutes were found", 1)

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
        titles = [sheetrows.matter_title(g[0]) for g in groups]
        known, of = list(matters), dict[int, list[Sheet]]()
        for group, title, n in zip(groups, titles, assign([t.s for t in titles], matters), strict=True):
            if n is None:
                n = next((k for k, m in enumerate(known) if likeness(m.title.s, title.s) >= SAME), len(known))
            if n == len(known):
                known.append(_matter_of(group, title))
                if matters:
                    message = f"no matter of the contents page fits the sheet {title.s!r}"
                    self.parsed.find("contents_differ", message, group[0].pages[0])
            of.setdefault(n, []).extend(group)
        if known and not self.meeting:
            self._unnamed(groups[0][0].elements if groups else self.document.flow)
        for n, matter in enumerate(known):
            self._item(n, matter, of.get(n, []))
        for n, group in sorted(of.items()):
            self._sheets(n, known[n], group)
        if known:
            self._attachments(of, rest)
        labels = {p.page_no: p.printed_label for p in self.document.pages}
        starts = {n: (group[0].pages[0], labels.get(group[0].pages[0])) for n, group in of.items()}
        minutechecks.contents(self.parsed, matters, starts)
        minutechecks.series(self.parsed, (tight(m.number.s) for m in matters if m.kind == "consultation"), 1)

    def _unnamed(self, elements: Sequence[Element]) -> None:
        """Sheets without a contents page: the meeting that the first page names, else one called after the file, with a finding."""
        first = self.document.flow[0].page_no
        front = [e.text for e in self.document.flow if e.page_no == first and isinstance(e, Paragraph)]
        session = next(iter(sessions(front)), None)
        number = str(session.number) if session else None
        term = next((str(t) for text in front if (t := term_of(text))), None)
        ident = f"{self.source.ward}-{self.document.document_id}"
        self.meeting = meeting_id(self.source.ward, None, term, number, self.source.council_slug) if number else ident
        if not number:
            self.parsed.find("no_meeting", f"no day of the council is printed; the meeting is called {ident}", first)
        self.parsed.add(
            Meeting(
                meeting_id=self.meeting,
                document_id=self.document.document_id,
                regions=session.text.regions() if session else _regions(elements[:1]),
                ward=self.source.ward,
                council=self.source.council,
                term=term,
                session=number,
            )
        )

    def _item(self, n: int, matter: Matter, group: Sequence[Sheet]) -> None:
        listed = f"{matter.word}{matter.order.s}" if matter.order else None
        number = re.sub(r"\s+", "", matter.number.s) or listed
        self.unnumbered += not number
        self.items[n] = item_id(self.meeting, matter.kind, number, self.unnumbered)
        place = matter.number.regions() + matter.title.regions() or _regions(group[0].elements[:1])
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
        if matter.order:
            rows.document(self.parsed.of(Paper)[0].paper_id, "agenda_entry", place)
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
        rows.document(paper, "form", group[0].title.regions() or _regions(group[0].elements[:1]))
        for sheet in group:
            sheetrows.form_rows(self.parsed, self.document.document_id, sheet, paper, rows.id)
            rows.sheet(sheet, self.known)

    def _attachments(self, of: dict[int, list[Sheet]], rest: Sequence[Element]) -> None:
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


def _matter_of(group: Sequence[Sheet], title: Text) -> Matter:
    """The matter of sheets that no contents page lists; a report where they say so."""
    texts = [e.text for s in group for e in s.elements[:4]]
    numbers = [(t.folded(), m) for t in texts if (m := _NUMBER.search(t.folded().s))]
    number = numbers[0][0].group(numbers[0][1]) if numbers else Text()
    reported = any(_REPORTED.search(tight(e.text.s)) for s in group for e in s.elements)
    return Matter("report" if reported else "consultation", "報告" if reported else "諮問", number, Text(), title, None)


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
