"""What the parsers' rows say of a document's texts: which words are items of personal information, parties, departments,
safeguards, numbers of items. A row's words are looked for where the row stands on the paper."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator

from parsers.grammar.clauses import personal_items, safeguards
from parsers.tagging.lexicon import Lexicon
from parsers.tagging.spans import Span
from schemas.parsed import Parsed
from schemas.rows import (
    FormField,
    Incident,
    Item,
    ItemCounterparty,
    ItemDepartment,
    ItemPersonalInformation,
    ItemSafeguard,
    Read,
)
from schemas.text import Region, Text, fold

_COLUMN_OF_NUMBERS = re.compile(r"諮問(?:番号|No\.?)?|番号\(諮問\)")
_BARE_NUMBER = re.compile(r"\d{1,3}(?:[・、,]\d{1,3})*")
_POST = re.compile(r"(?:知事|[区市町村署局所]長|大臣)$")
_PUBLIC = re.compile(r"(?:省|庁|[都道府県区市町村]|警察署|消防署|税務署|裁判所|委員会|連合会|協議会|年金機構|審議会)$")
_SECTION = re.compile(r"(?:部|課|係|室|局|所|館|園|校|センター|担当|事務局)$")
_MARGIN = 0.6  # points by which a character's middle may stand outside a region


class Known:
    """Spans that are known before a text is read. `texts` are the document's texts in order; parties that the word lists call
    a system are one."""

    def __init__(self, texts: list[Text], parsed: Parsed, lexicon: Lexicon) -> None:
        self._texts = texts
        self._found: dict[int, list[Span]] = defaultdict(list)
        self._on_page: dict[int, list[int]] = defaultdict(list)
        self._taken: set[tuple[int, int, str]] = set()
        self._streams: list[tuple[Text, array[int], str]] = []  # each text, its printed characters and where they stand
        for n, text in enumerate(texts):
            offsets = array("i", (at for at, char in enumerate(text.s) if not char.isspace()))
            self._streams.append((text, offsets, "".join(text.s[at] for at in offsets)))
            for page in text.pages:
                self._on_page[page].append(n)
        for row in parsed.of(ItemPersonalInformation):
            self._place(row, row.name, "PERSONAL_INFO_ITEM", 5)
        for party in parsed.of(ItemCounterparty):
            system = lexicon.canonical("SYSTEM", party.name)
            self._place(party, party.name, "SYSTEM" if system else _body(party.name), 4, system or _squeezed(party.name))
        for section in parsed.of(ItemDepartment):
            self._place(section, section.department, "DEPARTMENT", 4, re.sub(r"\s+", "/", section.department.strip()))
        for measure in parsed.of(ItemSafeguard):
            self._place(measure, measure.text, "SAFEGUARD", 0)
        self._values = {(_squeezed(f.value or ""), f.concept) for f in parsed.of(FormField) if f.value}
        incidents = parsed.of(Incident)
        self._mishaps = {_squeezed(i.description) for i in incidents}
        self._sections = {_squeezed(i.department) for i in incidents if i.department}
        self._numbers = {_squeezed(i.number) for i in parsed.of(Item) if i.number}
        asked = (i.number for i in parsed.of(Item) if i.number and i.kind == "consultation")
        self._asked = {digits[0] for number in asked if (digits := re.search(r"\d+", fold(number)))}

    def mishap(self, text: Text) -> bool:
        """Whether a text is the account of a mishap."""
        return _squeezed(text.s) in self._mishaps

    def spans(self, n: int, header: str = "", label: str = "") -> tuple[Span, ...]:
        """What is known of text `n`, whose column has this heading and which stands to the right of this label."""
        text = self._texts[n]
        return (*self._found.get(n, ()), *self._whole(text.s, fold(header), fold(label)), *self._field(text))

    def _field(self, text: Text) -> Iterator[Span]:
        """What the value of a form's box names: all its items of personal information, its measures, its section."""
        bare = _squeezed(text.s)
        if (bare, "personal_information") in self._values:
            for item in personal_items(text.split("\n")):
                yield _span(text, item.text, "PERSONAL_INFO_ITEM", 4)
        if (bare, "safeguards") in self._values:
            for item in safeguards(text.split("\n")):
                yield _span(text, item.text, "SAFEGUARD", 0)
        if (bare, "department") in self._values and _SECTION.search(bare) and not re.search(r"[。、]", bare):
            start, end = len(text.s) - len(text.s.lstrip()), len(text.s.rstrip())
            yield Span(start, end, "DEPARTMENT", re.sub(r"\s+", "/", text.s.strip()), 3)

    def _whole(self, words: str, header: str, label: str) -> Iterator[Span]:
        """A text that is one mention from end to end."""
        bare = _squeezed(words)
        start, end = len(words) - len(words.lstrip()), len(words.rstrip())
        if (bare in self._numbers and re.fullmatch(r"\(\d{1,3}\)", bare)) or (
            _BARE_NUMBER.fullmatch(bare)
            and (_COLUMN_OF_NUMBERS.fullmatch(header) or _COLUMN_OF_NUMBERS.fullmatch(label))
            and self._asked.issuperset(re.findall(r"\d+", bare))
        ):
            yield Span(start, end, "CONSULTATION_NO", bare, 5)
        elif bare in self._sections:
            yield Span(start, end, "DEPARTMENT", bare, 5)

    def _place(self, row: Read, words: str, label: str, weight: int, value: str | None = None) -> None:
        """Looks for a row's words inside the row's regions."""
        wanted = re.sub(r"\s", "", words)
        for n in dict.fromkeys(k for region in row.regions for k in self._on_page[region.page_no]):
            text, offsets, stream = self._streams[n]
            at = stream.find(wanted) if wanted else -1
            while at >= 0:
                start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
                glyphs = (text.glyphs[start], text.glyphs[end - 1])
                if (n, start, label) not in self._taken and all(g and any(_in(r, g) for r in row.regions) for g in glyphs):
                    if text.s[end : end + 1] != "長":
                        self._taken.add((n, start, label))
                        self._found[n].append(Span(start, end, label, value or words, weight))
                    return
                at = stream.find(wanted, at + 1)


def _body(name: str) -> str:
    """The label of a body outside the ward by the end of its name."""
    if _POST.search(name):
        return "ROLE"
    return "ORG_PUBLIC" if _PUBLIC.search(name) else "ORG_VENDOR"


def _in(region: Region, glyph: tuple[int, float, float, float, float]) -> bool:
    page, x0, top, x1, bottom = glyph
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    if page != region.page_no:
        return False
    return region.x0 - _MARGIN <= x <= region.x1 + _MARGIN and region.top - _MARGIN <= y <= region.bottom + _MARGIN


def _span(text: Text, part: Text, label: str, weight: int) -> Span:
    """The place of a part that was cut out of a text."""
    first = next((g for g in part.glyphs if g), None)
    start = text.glyphs.index(first) - part.glyphs.index(first) if first else 0
    return Span(start, start + len(part), label, part.s, weight)


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", fold(words))
