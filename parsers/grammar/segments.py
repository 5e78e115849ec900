"""Which stretch of a pack is about which matters: papers are told by their number box, or by the matter's title on top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from parsers.grammar.agenda import Entry, number_box, tight, title_key, titles_at
from schemas.document import Element, FlowTable, Paragraph
from schemas.text import Text

_HEAD_LINE = re.compile(
    r"^(?:(?:令和|平成)[\d元]+年\d+月\d+日|.{0,12}審議会(?:長|会長)?(?:様|殿|宛)?|.{2,30}[部課室局所係会]|別紙\d*|資料\d*|様式.{0,6}|\(?[写案]し?\)?)$"
)

_TITLE_END = re.compile(r"(?:について|の件|に関すること)(?:\([^()]{1,6}\))?$")
_REPORTED = re.compile(r"^\s*(?P<title>[^。]{6,100}(?:について|の件))\s*\(報告\)\s*$")
_NUMBERED = re.compile(r"^\s*(?P<no>\d{1,2})[\s.、]*(?P<title>[^\d\s].*(?:について|の件))\s*$")


class Matter(NamedTuple):
    """A matter as the agenda names it: `key` is the caller's own, `kind` the printed word (諮問), `number` bare digits."""

    key: str
    kind: str
    number: str
    title: str


class Segment(NamedTuple):
    """A stretch of the flow about some matters: `elements[start:end]`; its title is `elements[head:body]` (date, addressee and
    sections may stand before it)."""

    start: int
    end: int
    keys: tuple[str, ...]
    head: int
    body: int


def segments(elements: Sequence[Element], matters: Sequence[Matter], first: int) -> tuple[list[Segment], list[Text]]:
    """The segments from element `first` on, and what begins papers on other matters (their segments have no keys): number boxes
    that name none of the matters and, without an agenda (`first` is 0), titles on top of a page."""
    starts: list[Segment] = []
    strangers: list[Text] = []
    by_title: dict[str, list[str]] = {}
    for m in matters:
        by_title.setdefault(title_key(m.title), []).append(m.key)
    flow, n = list(elements), first
    while n < len(flow):
        if box := number_box(flow[n]):
            keys = tuple(m.key for m in matters if m.number in box.numbers and box.word == m.kind)
            strangers += [] if keys else [box.text]
            if not keys or not starts or starts[-1].keys != keys:
                begin = _page_start(flow, n, first)
                starts.append(Segment(begin, 0, keys, *_own_title(flow, begin)))
        elif found := titles_at(flow, n, by_title):
            keys, used = tuple(by_title[found[0]]), found[1]
            _titled(flow, n, keys, used, starts, first)
            n += used - 1
        elif first == 0 and n and flow[n - 1].page_no < flow[n].page_no and _titles_paper(flow[n]):
            strangers.append(flow[n].text)
            starts.append(Segment(n, 0, (), n, n + 1))
        n += 1
    ends = [s.start for s in starts[1:]] + [len(flow)] * bool(starts)
    return [s._replace(end=end) for s, end in zip(starts, ends, strict=True)], strangers


def implied_entries(flow: list[Element]) -> list[Entry]:
    """The matters of papers without an agenda: those that number boxes name, and reports by a title that ends in （報告）."""
    out: list[Entry] = []
    for n, element in enumerate(flow):
        if box := number_box(element):
            head, body = _own_title(flow, _page_start(flow, n, 0))
            title = Text.join("", [e.text for e in flow[head:body]]) or box.text
            listed = _listed_titles(flow, body)
            titles = listed if len(listed) == len(box.numbers) else [title] * len(box.numbers)
            for number, own in zip(box.numbers, titles, strict=True):
                out.append(Entry(Text(), box.word, f"{box.word}{number}", box.text, own, Text(), False, -1))
        elif isinstance(element, Paragraph) and (match := _REPORTED.match(element.text.folded().s)):
            title = element.text.folded().group(match, "title").strip()
            out.append(Entry(Text(), "報告", "", Text(), title, Text(), False, -1))
    return out


def _listed_titles(flow: list[Element], at: int) -> list[Text]:
    """The numbered titles on the cover of several matters."""
    out: list[Text] = []
    for element in flow[at:]:
        if element.page_no != flow[at].page_no or isinstance(element, FlowTable):
            break
        folded = element.text.folded()
        if (match := _NUMBERED.match(folded.s)) and int(match["no"]) == len(out) + 1:
            out.append(folded.group(match, "title"))
    return out


def _titled(flow: list[Element], n: int, keys: tuple[str, ...], used: int, starts: list[Segment], first: int) -> None:
    """A title begins a segment, or names the paper that a number box on the same page began."""
    last = starts[-1] if starts else None
    if last and (last.keys == keys or (set(keys) <= set(last.keys) and flow[last.start].page_no == flow[n].page_no)):
        return
    begin = n
    while begin > first and _head_line(flow[begin - 1]) and flow[begin - 1].page_no == flow[n].page_no:
        begin -= 1
    starts.append(Segment(max(begin, last.start + 1) if last else begin, 0, keys, n, n + used))


def _titles_paper(element: Element) -> bool:
    words = tight(element.text.s)
    return isinstance(element, Paragraph) and len(words) <= 80 and bool(_TITLE_END.search(words)) and not _NUMBERED.match(words)


def _head_line(element: Element) -> bool:
    """A date, an addressee, a section: what stands over a title."""
    return isinstance(element, Paragraph) and bool(_HEAD_LINE.match(tight(element.text.s)))


def _own_title(flow: list[Element], begin: int) -> tuple[int, int]:
    """Where the title of a paper with a number box stands: the first paragraphs behind date, addressee and sections."""
    head = begin
    while head < len(flow) - 1 and (isinstance(flow[head], FlowTable) or number_box(flow[head]) or _head_line(flow[head])):
        head += 1
    body, words = head, ""
    while body < min(head + 3, len(flow)) and isinstance(flow[body], Paragraph) and len(words) <= 120:
        words += tight(flow[body].text.s)
        body += 1
        if _TITLE_END.search(words):
            return head, body
    return head, head


def _page_start(flow: list[Element], n: int, first: int) -> int:
    """A number box stands on top of its page; what the reader put before it on the page is the paper's too."""
    begin = n
    while begin > first and isinstance(flow[begin - 1], Paragraph) and flow[begin - 1].page_no == flow[n].page_no:
        begin -= 1
    return begin
