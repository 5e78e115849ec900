"""A file of papers cut into its parts: papers on matters, record forms, comparisons of old and new words, rules, publications,
slides, attachments. What begins a part is how it is built (a legal basis under a title, a table of numbered boxes, numbered
sections), not where a page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Literal, NamedTuple

from parsers.grammar.amendments import sides
from parsers.grammar.dates import find_dates
from parsers.grammar.heads import ABOUT, ANNUAL, BASIS, FORM_NO, GUIDE, LABELS, LETTER, REFERENCE, Head, classify_head
from parsers.grammar.keyvalue import bare_label, fields, is_keyvalue, label_number
from parsers.grammar.sections import HEADING, heading_of, sections
from schemas.document import Document, Element, FlowTable, Paragraph
from schemas.text import Region, Text

PartKind = Literal["item", "paper", "form", "comparison", "rules", "publication", "slides", "attachment"]
_RECORD = re.compile(r"(?:記録票|登録票|届出書|個票|記録簿|登録簿|調査票|管理票)(?:\(.*\))?$")
_TITLED = re.compile(rf"{_RECORD.pattern}|新旧(?:条文)?対照表?(?:\(.*\))?$")
_RULES = re.compile(r"(?:指針|要綱|要領|規程|規則|条例|基準|細則)(?:\(.*\))?$")
_MARKED = re.compile(r"^\s*(?:[(（]?\s*[\d０-９一二三四五六七八九十]{1,2}\s*[)）.．、]|[①-⑳・●○◯〇◎■□◆※【〔「『<＜])")
_MAX_HEAD = 8


class Part:
    """A part of a file: its kind, its head, and its elements (head included), in the order of the flow."""

    def __init__(self, kind: PartKind, head: Head, start: int) -> None:
        self.kind, self.head, self.start = kind, head, start
        self.elements: list[Element] = []
        self.body_at = 0

    @property
    def body(self) -> list[Element]:
        """The elements after the head."""
        return self.elements[self.body_at :]

    def regions(self) -> tuple[Region, ...]:
        """The part of each page that it takes up."""
        boxes: dict[int, list[Region]] = {}
        for element in self.elements:
            for box in element.table.parts if isinstance(element, FlowTable) else element.text.regions():
                boxes.setdefault(box.page_no, []).append(box)
        return tuple(
            Region(
                page,
                min(b.x0 for b in found),
                min(b.top for b in found),
                max(b.x1 for b in found),
                max(b.bottom for b in found),
            )
            for page, found in sorted(boxes.items())
        )

    @property
    def pages(self) -> list[int]:
        """The pages it stands on."""
        return sorted({block.page_no for e in self.elements for block in e.blocks})


class _Anchor(NamedTuple):
    """A place that only the body of a part of this kind can begin with."""

    at: int
    kind: PartKind


def split(document: Document, known: frozenset[str]) -> list[Part]:
    """The parts of a file. `known` are the labels of boxes and sections (see `keyvalue.bare_label`) that papers have."""
    reader = _Reader(document, known)
    parts = sorted(reader.starts(), key=lambda p: p.start)
    parts = reader.merged(p for n, p in enumerate(parts) if n == 0 or p.start > parts[n - 1].start)
    flow = document.flow
    if flow and (not parts or parts[0].start > 0):
        parts.insert(0, Part("paper", reader.head(len(flow[: parts[0].start if parts else 3]))[0], 0))
    for part, end in zip(parts, [p.start for p in parts[1:]] + [len(flow)], strict=False):
        part.elements = flow[part.start : end]
    return [p for p in parts if p.elements]


class _Reader:
    """Finds where the parts of one document begin."""

    def __init__(self, document: Document, known: frozenset[str]) -> None:
        self.flow, self.known = document.flow, known
        self.landscape = {p.page_no: p.width > p.height for p in document.pages}
        self.size = {p.page_no: (round(p.width), round(p.height)) for p in document.pages}
        sizes = [e.head.size for e in self.flow if isinstance(e, Paragraph) and e.head.size]
        self.body_size = median(sizes) if sizes else 0.0

    def starts(self) -> Iterator[Part]:
        """The beginnings of parts, in no order."""
        taken: set[int] = set()
        for anchor in self._anchors():
            head, start = self._form_head(anchor.at) if anchor.kind in ("form", "comparison") else self.head(anchor.at)
            if start in taken or not self._fits(anchor, head):
                continue
            taken.add(start)
            part = Part(self._kind(anchor, head), head, start)
            part.body_at = anchor.at - start
            yield part
        yield from self._page_parts(taken)

    def merged(self, parts: Iterable[Part]) -> list[Part]:
        """The parts without those that only go on with the one before: pages of slides, chapters of a publication."""
        out: list[Part] = []
        for part in parts:
            if not out or not self._goes_on(out[-1], part):
                out.append(part)
        return out

    def _goes_on(self, before: Part, part: Part) -> bool:
        about = bool(ABOUT.search(part.head.title.folded().s.strip()))
        first, here = (self.size[self.flow[p.start].page_no] for p in (before, part))
        if before.kind == "slides" and part.kind in ("attachment", "paper"):
            return first == here
        if before.kind in ("publication", "rules"):
            return part.kind in ("attachment", "slides") or (part.kind == "paper" and not about)
        return False

    def _fits(self, anchor: _Anchor, head: Head) -> bool:
        """Whether what stands over an anchor is the head of a part of its own."""
        if anchor.kind in ("form", "comparison"):
            return True
        if not head.title or LETTER.search(head.title.folded().s.strip()):
            return False
        if anchor.kind == "rules":
            return bool(_RULES.search(head.title.folded().s.strip()))
        return True

    def _kind(self, anchor: _Anchor, head: Head) -> PartKind:
        if GUIDE.search("".join(head.title.folded().s.split())) and anchor.kind in ("paper", "item"):
            return "publication"
        if anchor.kind != "paper":
            return anchor.kind
        found = sections(self.flow[anchor.at : anchor.at + 40], self.known)
        labels = sum(s.name in self.known for s in found)
        about = bool(ABOUT.search(head.title.folded().s.strip()))
        if labels >= 2 and (about or head.day or head.departments or head.number or labels >= 3):
            return "item"
        return "item" if about and (head.departments or head.number or head.basis) else "paper"

    def _anchors(self) -> Iterator[_Anchor]:
        for n, element in enumerate(self.flow):
            if isinstance(element, FlowTable):
                if sides(element.table):
                    yield _Anchor(n, "comparison")
                elif is_keyvalue(element.table):
                    yield from self._table(n, element)
            elif BASIS.match(plain := element.text.folded().s.strip()) and n and self._titled(n):
                yield _Anchor(n + 1, "item")
            elif any(heading_of(line, 1, self.known) for line in element.lines[:1]) and self._sectioned(n):
                yield _Anchor(n, "paper")
            elif re.match(r"(?:第\s*1\s*章|第\s*1\s*条[\s\u3000])", plain) or re.match(r"第\s*1\s*条(?!の|第|に)", plain):
                yield _Anchor(n, "rules")

    def _table(self, n: int, element: FlowTable) -> Iterator[_Anchor]:
        found = fields(element.table)
        labels = sum(bare_label(f.label) in self.known for f in found)
        above = self._above(n)
        if above is not None and _RECORD.search(re.sub(r"\s", "", above.text.folded().s)):
            yield _Anchor(n, "form")
        elif found and label_number(found[0].label.s) == 1 and labels >= 2:
            yield _Anchor(n, "item")

    def _above(self, n: int) -> Paragraph | None:
        """The paragraph over an element, on its page."""
        above = self.flow[n - 1] if n else None
        return above if isinstance(above, Paragraph) and above.page_no == self.flow[n].page_no else None

    def _titled(self, n: int) -> bool:
        """A line that cites an article in brackets is a legal basis only under a title."""
        above = self._above(n)
        return above is not None and not above.text.s.rstrip().endswith("。") and len(above.text) <= 120

    def _sectioned(self, n: int) -> bool:
        """Section 1 is followed by section 2 before long."""
        return len(sections(self.flow[n : n + 40], self.known)) >= 2

    def head(self, at: int) -> tuple[Head, int]:
        """The head over an anchor and where it begins: the lines above it on the page, up to a sentence, a table or a letter."""
        page = self.flow[at].page_no if at < len(self.flow) else None
        start = at
        while start > 0 and at - start < _MAX_HEAD:
            before = self.flow[start - 1]
            if not isinstance(before, Paragraph) or (page is not None and before.page_no != page) or not self._heads(before):
                break
            start -= 1
        paragraphs = [e for e in self.flow[start:at] if isinstance(e, Paragraph)]
        return classify_head(paragraphs), start

    def _form_head(self, at: int) -> tuple[Head, int]:
        """The title over a form or a comparison, with the number of the form above it."""
        head, start = Head(), at
        above = self._above(at)
        if above is None or not _TITLED.search(re.sub(r"\s", "", above.text.folded().s)):
            return head, start
        head.title, start = above.text, at - 1
        before = self._above(start)
        if before is not None and FORM_NO.match(before.text.folded().s):
            start -= 1
        return head, start

    def _heads(self, paragraph: Paragraph) -> bool:
        plain = paragraph.text.folded().s.strip()
        if len(plain) > 140 or plain.endswith("。") or len(paragraph.lines) > 4:
            return False
        return not HEADING.match(plain) or bool(find_dates(plain) or REFERENCE.match(plain))

    def _page_parts(self, taken: set[int]) -> Iterator[Part]:
        """Publications, slides and attachments, which begin with a page."""
        begun = sorted(taken)
        for n, element in enumerate(self.flow):
            if n in taken or not self._first_of_page(n):
                continue
            if begun and any(n < start <= n + 3 and self.flow[start].page_no == element.page_no for start in begun):
                continue
            if self._cover(n) or self._report_head(n):
                part = Part("publication", self._page_head(n), n)
            elif n and self.size[element.page_no] != self.size[self.flow[n - 1].page_no] and self.landscape[element.page_no]:
                part = Part("slides", self._page_head(n), n)
            elif self._heading_like(n):
                part = Part("attachment", self._page_head(n), n)
            else:
                continue
            yield part

    def _first_of_page(self, n: int) -> bool:
        return (
            n == 0
            or self.flow[n].page_no > max(b.page_no for b in self.flow[n - 1].blocks)
            or (self.flow[n].page_no > self.flow[n - 1].page_no)
        )

    def _page(self, n: int) -> list[Element]:
        page = self.flow[n].page_no
        return [e for e in self.flow[n : n + 40] if e.page_no == page]

    def _cover(self, n: int) -> bool:
        """A page with a title, a day or month and who publishes it, and nothing else."""
        here = self._page(n)
        if len(here) > 8 or not all(isinstance(e, Paragraph) and len(e.text) <= 90 for e in here):
            return False
        head = classify_head([e for e in here if isinstance(e, Paragraph)])
        return bool(head.day and head.departments and head.title) and not any(
            LETTER.search(e.text.folded().s.strip()) for e in here
        )

    def _report_head(self, n: int) -> Head | None:
        """The head of an annual report over its first page: title, day or month, and who publishes it."""
        lead: list[Paragraph] = []
        for element in self._page(n)[:_MAX_HEAD]:
            if not isinstance(element, Paragraph) or not self._heads(element):
                break
            lead.append(element)
        ends = [k for k, p in enumerate(lead, 1) if (h := classify_head([p])).day or h.departments]
        head = classify_head(lead[: ends[-1]]) if ends else Head()
        return head if head.day and head.departments and ANNUAL.search(head.title.folded().s) else None

    def _page_head(self, n: int) -> Head:
        """The head of a part that begins with a page: its first heading, or all of a cover."""
        here = [e for e in self._page(n) if isinstance(e, Paragraph)]
        if report := self._report_head(n):
            return report
        if self._cover(n):
            return classify_head(here)
        letter = next((e for e in here[:14] if ABOUT.search(re.sub(r"\([^()]*\)$", "", e.text.folded().s.strip()))), None)
        first = letter if letter and LETTER.search(here[0].text.folded().s.strip()) else here[0] if here else None
        head = Head()
        head.title = first.text if first else Text()
        return head

    def _heading_like(self, n: int) -> bool:
        """A short line that is set apart from running text, or the number line of a letter."""
        element = self.flow[n]
        if not isinstance(element, Paragraph):
            return False
        plain = element.text.folded().s.strip()
        if LETTER.search(plain) or LABELS.match(plain):
            return True
        if len(plain) > 60 or plain.endswith(("。", "、")) or _MARKED.match(plain) or HEADING.match(plain) or find_dates(plain):
            return False
        head = element.head
        return head.kind == "heading" or head.bold or head.align == "center" or head.size > 1.08 * self.body_size > 0
