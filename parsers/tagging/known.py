"""What the parsers' rows say of a document's texts: which words are items of personal information, parties, departments,
safeguards, numbers of items. A row's words are looked for where the row stands on the paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from parsers.tagging.spans import Span
from schemas.parsed import Parsed
from schemas.rows import (
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
_MARGIN = 0.6  # points by which a character's middle may stand outside a region


class Known:
    """Spans that are known before a text is read. `texts` are the document's texts in order."""

    def __init__(self, texts: list[Text], parsed: Parsed) -> None:
        self._texts = texts
        self._found: dict[int, list[Span]] = defaultdict(list)
        self._on_page: dict[int, list[int]] = defaultdict(list)
        for n, text in enumerate(texts):
            for page in text.pages:
                self._on_page[page].append(n)
        for row in parsed.of(ItemPersonalInformation):
            self._place(row, row.name, "PERSONAL_INFO_ITEM", 5)
        for party in parsed.of(ItemCounterparty):
            self._place(party, party.name, _body(party.name), 4, _squeezed(party.name))
        for section in parsed.of(ItemDepartment):
            self._place(section, section.department, "DEPARTMENT", 4, re.sub(r"\s+", "/", section.department.strip()))
        for measure in parsed.of(ItemSafeguard):
            self._place(measure, measure.text, "SAFEGUARD", 0)
        incidents = parsed.of(Incident)
        self._mishaps = {_squeezed(i.description) for i in incidents}
        self._sections = {_squeezed(i.department) for i in incidents if i.department}
        self._numbers = {_squeezed(i.number) for i in parsed.of(Item) if i.number}

    def mishap(self, text: Text) -> bool:
        """Whether a text is the account of a mishap."""
        return _squeezed(text.s) in self._mishaps

    def spans(self, n: int, header: str = "") -> tuple[Span, ...]:
        """What is known of text `n`, whose column has this heading."""
        return (*self._found.get(n, ()), *self._whole(self._texts[n].s, fold(header)))

    def _whole(self, words: str, header: str) -> Iterator[Span]:
        """A text that is one mention from end to end."""
        bare = _squeezed(words)
        start, end = len(words) - len(words.lstrip()), len(words.rstrip())
        if (bare in self._numbers and re.fullmatch(r"\(\d{1,3}\)", bare)) or (
            _COLUMN_OF_NUMBERS.fullmatch(header) and _BARE_NUMBER.fullmatch(bare)
        ):
            yield Span(start, end, "CONSULTATION_NO", bare, 5)
        elif bare in self._sections:
            yield Span(start, end, "DEPARTMENT", bare, 5)

    def _place(self, row: Read, words: str, label: str, weight: int, value: str | None = None) -> None:
        """Looks for a row's words inside the row's regions."""
        wanted = re.sub(r"\s", "", words)
        taken = {(n, s.start) for n, spans in self._found.items() for s in spans if s.label == label}
        for n in dict.fromkeys(k for region in row.regions for k in self._on_page[region.page_no]):
            text = self._texts[n]
            inside = [
                at for at, g in enumerate(text.glyphs) if g and not text.s[at].isspace() and any(_in(r, g) for r in row.regions)
            ]
            stream, at = "".join(text.s[k] for k in inside), 0
            while wanted and (at := stream.find(wanted, at)) >= 0:
                start, end = inside[at], inside[at + len(wanted) - 1] + 1
                if (n, start) not in taken and text.s[end : end + 1] != "長":
                    self._found[n].append(Span(start, end, label, value or words, weight))
                    return
                at += 1


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


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", fold(words))
