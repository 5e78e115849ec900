"""All taggers together: one text in, mentions with offsets into it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parsers.grammar.clauses import measure_of
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
        terms = legal.handling_pattern(facts.handling)
        digits = frozenset("0123456789一二三四五六七八九十")
        # a tagger runs only where a text has one of the characters without which it finds nothing
        self._taggers: tuple[tuple[frozenset[str] | None, Callable[[str], Iterator[Span]]], ...] = (
            (frozenset("時:"), values.times),
            (digits, values.quantities),
            (digits, values.consultations),
            (frozenset("法条例則令程綱領針準項ンーD"), lambda text: legal.laws(text, facts.laws)),
            (frozenset("託遣理用供力録合有号価"), lambda text: legal.handling(text, facts.handling, terms)),
            (frozenset("JITSAPプRWF"), legal.standards),
            (None, facts.lexicon.spans),
            (frozenset("長員事査任監人役者記官幹"), lambda text: people.roles(text, facts)),
            (None, self._people.find),
            (frozenset("課部局室係所担"), lambda text: offices.departments(text, facts)),
            (frozenset("会省庁府局構区都市県道署部学院長"), lambda text: offices.public_bodies(text, facts)),
            (frozenset("社人)合"), lambda text: things.vendors(text, facts)),
            (None, lambda text: things.systems(text, facts)),
            (frozenset("0123456789室館園校ーク所場トス"), lambda text: things.places(text, facts)),
            (frozenset("者人方患民子族供帯員童徒児婦産主老生"), groups.populations),
            (frozenset("ッフ侵ログ不ウ入生認暗研修秘守誓再複目持施監静を怠が分"), measures.named),
            (None, self._records.find),
        )

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
        return [self._measured(span, text) for span in settle([*known, *found])]

    def tag_lines(self, text: str) -> list[Span]:
        """The mentions of a text of many lines, each line a paragraph; offsets are into the whole text."""
        out, at = [], 0
        for line in text.split("\n"):
            out += [_moved(span, at + span.start, at + span.end) for span in self.tag(line)]
            at += len(line) + 1
        return out

    def _measured(self, span: Span, text: str) -> Span:
        """A safeguard with the kind of measure it is."""
        if span.label != "SAFEGUARD":
            return span
        return span._replace(value=measure_of(text[span.start : span.end], self.facts.measures))

    def _found(self, text: str, mishap: bool) -> Iterator[Span]:
        facts = self.facts
        for span in values.dates(text, facts.year, facts.today, fiscal=facts.fiscal):
            facts.carry(span.value or "")
            yield span
        marks = frozenset(text)
        for signs, tagger in self._taggers:
            if signs is None or not marks.isdisjoint(signs):
                yield from tagger(text)
        if mishap:
            yield from records.mishandled(text)


def _moved(span: Span, start: int, end: int) -> Span:
    return span._replace(start=start, end=end)
