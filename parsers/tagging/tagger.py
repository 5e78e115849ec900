"""All taggers together: one text in, mentions with offsets into it out."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.tagging import groups, legal, measures, offices, people, records, things, values
from parsers.tagging.facts import Facts
from parsers.tagging.folding import Tight
from parsers.tagging.spans import Span, settle


class Tagger:
    """Tags texts of one document, which should come in the order in which they stand there."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._people = people.PersonTagger(facts)
        self._records = records.RecordTagger(facts.lexicon)
        self._handling = legal.handling_pattern(facts.handling)

    def tag(self, text: str, extra: tuple[Span, ...] = (), *, mishap: bool = False) -> list[Span]:
        """The mentions of a text. `extra` are spans known beforehand (offsets into the text); SAFEGUARD among them marks a part
        that lists measures. `mishap` says that the text is an account of a mishap with personal information."""
        tight = Tight(text)
        if not tight.s.strip():
            return []
        found = [_moved(s, *tight.printed(s.start, s.end)) for s in self._found(tight.s, mishap) if s.end > s.start]
        known = [s for s in extra if s.label != "SAFEGUARD"]
        for part in (s for s in extra if s.label == "SAFEGUARD"):
            inner = Tight(text[part.start : part.end])
            for span in measures.clauses(inner.s, 0, len(inner.s)):
                low, high = inner.printed(span.start, span.end)
                found.append(_moved(span, part.start + low, part.start + high))
        return settle([*known, *found])

    def _found(self, text: str, mishap: bool) -> Iterator[Span]:
        facts = self.facts
        for span in values.dates(text, facts.year, facts.today):
            if span.value and span.value[:4].isdigit():
                facts.year = int(span.value[:4])
            yield span
        yield from values.times(text)
        yield from values.quantities(text)
        yield from values.consultations(text)
        yield from legal.laws(text, facts.laws)
        yield from legal.handling(text, facts.handling, self._handling)
        yield from legal.standards(text)
        yield from facts.lexicon.spans(text)
        yield from people.roles(text, facts)
        yield from self._people.find(text)
        yield from offices.departments(text, facts)
        yield from offices.public_bodies(text, facts)
        yield from things.vendors(text, facts)
        yield from things.systems(text, facts)
        yield from things.places(text, facts)
        yield from groups.populations(text)
        yield from measures.named(text)
        yield from self._records.find(text)
        if mishap:
            yield from records.mishandled(text)


def _moved(span: Span, start: int, end: int) -> Span:
    return span._replace(start=start, end=end)
