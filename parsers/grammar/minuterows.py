"""Minutes as rows: the meeting with those present, items with opinion, conditions and outcome, and the turns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from parsers.grammar import minutechecks
from parsers.grammar.acts import Said, acts
from parsers.grammar.covers import sessions
from parsers.grammar.dates import find_dates, find_times, fiscal_year, legal_regime
from parsers.grammar.discussion import links, points
from parsers.grammar.itemrows import ItemRows
from parsers.grammar.minutehead import Attendee, Field, attendees, head_fields, is_head, people
from parsers.grammar.minutes import Heard, Minutes, Spoken, announced, parse_minutes
from parsers.grammar.numbers import KANJI_NUMBER, to_int
from parsers.grammar.opinions import Decision, conditions, decided, spoken_conditions, spoken_decision
from parsers.grammar.speakers import Roster, tight
from schemas.document import Element, FlowTable
from schemas.ids import item_id, meeting_id, turn_id
from schemas.parsed import Parsed
from schemas.rows import Attendance, Commitment, Meeting, QaLink, Turn
from schemas.source import Source
from schemas.text import Region, Text

_TERM = re.compile(rf"第\s*(?P<term>\d+|{KANJI_NUMBER})\s*期")
_CONSENT = re.compile(r"異議(?:な|無)|はい|了承|賛成|よろしい|ありません|なし")
_FRONT = 40  # elements before the first turn in which a head without a table is looked for
_WORDS = {"report": "報告", "confirmation": "確認", "consultation": "諮問", "general_report": "一般報告"}
_DATED = re.compile(r"開催|期日|日\s*時|年月日")


class MinuteReader:
    """Minutes on their way to rows. After `read`, `meeting` is the meeting's id (empty where none could be told)."""

    def __init__(self, parsed: Parsed, document_id: str, source: Source, elements: Sequence[Element]) -> None:
        self.parsed, self.document_id, self.source, self.elements = parsed, document_id, source, elements
        self.minutes: Minutes = parse_minutes(elements, source.speakers.marks)
        self.fields: list[Field] = []
        self.meeting = ""
        self.day: dt.date | None = None
        self.ids: list[str] = []
        self.turns: list[tuple[Spoken, Turn]] = []

    def read(self, fallback: Text | None = None) -> bool:
        """Writes everything; `fallback` is a text that may name day or session where the minutes do not. False where there is
        neither a meeting nor a turn."""
        heads = [e for e in self.elements if is_head(e)]
        self.fields = head_fields(heads or self._front())
        if not self._meeting(fallback):
            return False
        found = attendees(self.fields)
        self._attendance(found)
        if not self.minutes.items:
            announced(self.minutes, self._agenda(), self.source.speakers.chair)
        self.roster = Roster(people(found), self._words(), [s.who.s for s in self.minutes.spoken], self.source.speakers)
        self._number()
        self._turns()
        for n, heard in enumerate(self.minutes.items):
            self._item(n, heard)
        self._checks()
        return True

    def _checks(self) -> None:
        """What is said at the opening against what was found."""
        opening = [tight(s.text.s) for s in self.minutes.spoken[:8] if s.item is None]
        page = self.elements[0].page_no
        minutechecks.stated_counts(self.parsed, opening, [h.kind for h in self.minutes.items], page)
        numbers = [h.number.s for h in self.minutes.items if h.kind == "consultation"]
        minutechecks.series(self.parsed, (tight(n) for n in numbers), page)

    def _front(self) -> list[Element]:
        first = next((n for n, e in enumerate(self.elements) if self._holds_turn(e)), _FRONT)
        return list(self.elements[: min(first, _FRONT)])

    def _holds_turn(self, element: Element) -> bool:
        if isinstance(element, FlowTable) or not self.minutes.spoken:
            return False
        who = self.minutes.spoken[0].who
        return bool(set(filter(None, who.glyphs)) & set(filter(None, element.text.glyphs)))

    def _words(self) -> str:
        return "\n".join(e.text.s for e in self.elements)

    def _agenda(self) -> list[Heard]:
        """The matters that the head lists, for minutes without headings."""
        lines = [e for f in self.fields if f.key == "agenda" for e in f.lines]
        pattern = re.compile(r"(?P<no>諮問\s*(?:番号)?\s*第\s*\d+\s*号)[\])】]?\s*(?P<title>\S.*)$")
        found = [(line.folded(), m) for line in lines if (m := pattern.search(line.folded().s))]
        return [Heard("consultation", f.group(m, "no"), f.group(m, "title"), "諮問") for f, m in found]

    # the meeting

    def _value(self, key: str) -> Text:
        return next((f.text for f in self.fields if f.key == key and f.lines), Text())

    def _meeting(self, fallback: Text | None) -> bool:
        front = [e.text for e in self._front() if not isinstance(e, FlowTable)]
        opened = [s.text for s in self.minutes.spoken[:6]]  # minutes without a head: the session is named at the opening
        titled = [t for t in (self._value("name"), *front, fallback, *opened) if t]
        named = next(iter(sessions(titled)), None)
        dated = [t for t in (self._value("day"), *(f for f in front if _DATED.search(f.s)), fallback) if t]
        day = next(((d.date, t) for t in dated for d in find_dates(t.folded().s) if d.date), None)
        term = next((to_int(m["term"]) for t in titled if (m := _TERM.search(t.folded().s))), None)
        self.day = day[0] if day else None
        number = str(named.number) if named else None
        name = str(term) if term is not None else None
        if day is None and named is None:
            if not self.minutes.spoken:
                return False
            self.meeting = f"{self.source.ward}-{self.document_id}"
            page = self.minutes.spoken[0].text.pages[:1]
            message = f"the minutes name neither a day nor a session; the meeting is called {self.meeting}"
            self.parsed.find("no_meeting", message, page[0] if page else None)
        else:
            self.meeting = meeting_id(self.source.ward, self.day, name, number, self.source.council_slug)
        times = self._times()
        places = [t for t in (named and named.text, day and day[1], self._value("venue"), *(t for _, t in times)) if t]
        self.parsed.add(
            Meeting(
                meeting_id=self.meeting,
                document_id=self.document_id,
                regions=tuple(r for t in places for r in t.regions()) or self.minutes.spoken[0].who.regions(),
                ward=self.source.ward,
                council=self.source.council or None,
                term=name,
                session=number,
                held_on=self.day,
                opened_at=times[0][0] if times else None,
                closed_at=times[1][0] if len(times) > 1 else None,
                venue=self._value("venue").s or None,
                fiscal_year=fiscal_year(self.day) if self.day else None,
                legal_regime=legal_regime(self.day) if self.day else None,
            )
        )
        return True

    def _times(self) -> list[tuple[dt.time, Text]]:
        """Opening and closing. A bare hour after 午後 is of the afternoon too."""
        for key in ("time", "day"):
            text = self._value(key)
            folded = text.folded()
            found = [(t, folded.cut(a, b)) for a, b, t in find_times(folded.s)]
            if found:
                if len(found) > 1 and found[1][0] < found[0][0] and found[1][0].hour < 12:
                    found[1] = (found[1][0].replace(hour=found[1][0].hour + 12), found[1][1])
                return found[:2]
        return []

    def _attendance(self, found: Sequence[Attendee]) -> None:
        seen: set[str] = set()
        for person in found:
            if not person.name or person.name in seen:
                continue
            seen.add(person.name)
            self.parsed.add(
                Attendance(
                    meeting_id=self.meeting,
                    document_id=self.document_id,
                    regions=person.text.regions(),
                    person_name=person.name,
                    role=person.role or None,
                    status="present" if person.present else "absent",
                )
            )

    # items and turns

    def _number(self) -> None:
        """The ids of the items: by number; those without one in printed order."""
        unnumbered: dict[str, int] = {}
        for heard in self.minutes.items:
            unnumbered[heard.kind] = unnumbered.get(heard.kind, 0) + (not heard.number)
            self.ids.append(item_id(self.meeting, heard.kind, heard.number.s or None, unnumbered[heard.kind]))

    def number(self, heard: Heard) -> str | None:
        """The number as printed; a bare number of a list takes its heading."""
        plain = re.sub(r"\s+", "", heard.number.s)
        if not plain:
            return None
        return f"{_WORDS.get(heard.kind, heard.word)}{plain}" if plain.isdigit() else plain

    def _turns(self) -> None:
        explains: dict[int, str] = {}
        section = tight(self._value("secretariat").s)
        chief = next((s.who.s for s in self.minutes.spoken if s.kind == "speech"), "")
        opened = self.roster.split(chief)[1] if chief else ""
        told: set[str] = set()
        for seq, spoken in enumerate(self.minutes.spoken, 1):
            speaker, role, group = None, None, None
            if spoken.kind == "speech":
                found = self.roster.speaker(spoken.who.s)
                speaker, role = found.name, found.role
                group = self.roster.speaker_class(role, "")
                if group == "official":
                    lead = explains.setdefault(spoken.item, role or "") if spoken.item is not None else ""
                    secretary = role == opened or bool(role and section and role[:-1] and section.endswith(role[:-1]))
                    group = "secretariat" if secretary and role != lead else "official"
                if found.problem and tight(spoken.who.s) not in told:
                    told.add(tight(spoken.who.s))
                    page = spoken.who.pages[0] if spoken.who.pages else None
                    self.parsed.find(found.problem, f"speaker {spoken.who.s}", page, turn_id(self.meeting, seq))
            row = Turn(
                turn_id=turn_id(self.meeting, seq),
                document_id=self.document_id,
                regions=spoken.text.regions() or spoken.who.regions(),
                meeting_id=self.meeting,
                item_id=self.ids[spoken.item] if spoken.item is not None else None,
                seq=seq,
                kind=spoken.kind,
                speaker_name=speaker,
                speaker_role=role,
                speaker_class=group,
                act="stage" if spoken.kind == "stage" else None,
                text=spoken.text.s,
            )
            self.turns.append((spoken, row))
        self._discussion()
        self.parsed.add(*(row for _, row in self.turns))

    def _discussion(self) -> None:
        """Acts of the turns, links from questions to answers, requests and promises."""
        said = [Said(t.kind, t.speaker_class or "", t.item_id, t.text) for _, t in self.turns]
        found = acts(said)
        self.turns = [(s, msgspec.structs.replace(t, act=a)) for (s, t), a in zip(self.turns, found, strict=True)]
        rows = [t for _, t in self.turns]
        for link in links(said, found):
            question, answer = rows[link.question].turn_id, rows[link.answer].turn_id
            self.parsed.add(QaLink(question_turn_id=question, answer_turn_id=answer, score=link.score, method=link.method))
        for point in points(said, found, [s.text for s, _ in self.turns]):
            row = rows[point.turn]
            seq = 1 + sum(c.turn_id == row.turn_id for c in self.parsed.of(Commitment))
            self.parsed.add(
                Commitment(
                    commitment_id=f"{row.turn_id}/{point.kind}-{seq}",
                    document_id=self.document_id,
                    regions=point.text.regions() or row.regions,
                    item_id=row.item_id,
                    kind=point.kind,
                    person_name=row.speaker_name,
                    text=point.text.s,
                    turn_id=row.turn_id,
                )
            )

    def of_item(self, n: int) -> list[tuple[Spoken, Turn]]:
        """The turns on an item."""
        return [(s, t) for s, t in self.turns if s.item == n]

    def decision(self, n: int) -> Decision | None:
        """The outcome of an item: its printed opinion, else what the chair says."""
        heard = self.minutes.items[n]
        if heard.kind in ("report", "general_report", "material"):
            return None
        own = self.of_item(n)
        after = [s for s, _ in own[1:]]
        said = [
            (s.text, k < len(after) and after[k].kind == "stage" and bool(_CONSENT.search(after[k].text.folded().s)))
            for k, (s, t) in enumerate(own)
            if t.speaker_class in ("chair", "vice_chair")
        ]
        return decided(heard.opinion) or spoken_decision(heard.kind, said)

    def _item(self, n: int, heard: Heard) -> None:
        regions = heard.number.regions() + heard.title.regions() or self._anywhere(n)
        rows = ItemRows(self.parsed, self.document_id, self.source.ward, self.meeting, self.ids[n], regions)
        decision = self.decision(n)
        reported = heard.kind in ("report", "general_report", "material")
        rows.item(
            heard.kind,
            self.number(heard),
            heard.title,
            outcome=decision.outcome if decision else "report_only" if reported else "pending",
            outcome_text=decision.words if decision else None,
            day=self.day,
            procedure="consultation" if heard.kind == "consultation" else "report" if reported else None,
        )
        if heard.opinion:
            rows.opinion(1, Text.join("\n", heard.opinion), heard.opinion_heading.s or None)
        spoken = decision.words if decision and decision.outcome == "conditional" and not heard.opinion else Text()
        for seq, text in enumerate(conditions(heard.opinion) or spoken_conditions(spoken), 1):
            rows.condition(seq, text)

    def _anywhere(self, n: int) -> tuple[Region, ...]:
        return next((t.regions for _, t in self.of_item(n)), self.elements[0].text.regions())
