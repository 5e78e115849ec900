"""Which stretch of a pack is about which matters: papers are told by their number box, or by the matter's title on top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from parsers.grammar.agenda import NumberBox, number_box, tight, title_key, titles_at
from schemas.document import Element, FlowTable, Paragraph

_HEAD_LINE = re.compile(
    r"^(?:(?:令和|平成)[\d元]+年\d+月\d+日|.{0,12}審議会(?:長|会長)?(?:様|殿|宛)?|.{2,30}[部課室局所係会]|別紙\d*|資料\d*|様式.{0,6}|\(?[写案]し?\)?)$"
)

_TITLE_END = re.compile(r"(?:について|の件|に関すること)(?:\([^()]{1,6}\))?$")


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


def segments(elements: Sequence[Element], matters: Sequence[Matter], first: int) -> tuple[list[Segment], list[NumberBox]]:
    """The segments from element `first` on, and the number boxes that name a matter the agenda does not have."""
    starts: list[Segment] = []
    strangers: list[NumberBox] = []
    by_title: dict[str, list[str]] = {}
    for m in matters:
        by_title.setdefault(title_key(m.title), []).append(m.key)
    flow, n = list(elements), first
    while n < len(flow):
        if box := number_box(flow[n]):
            keys = tuple(m.key for m in matters if m.number in box.numbers and box.word == m.kind)
            if not keys:
                strangers.append(box)
            elif not starts or starts[-1].keys != keys:
                begin = _page_start(flow, n, first)
                starts.append(Segment(begin, 0, keys, *_own_title(flow, begin)))
        elif found := titles_at(flow, n, by_title):
            keys, used = tuple(by_title[found[0]]), found[1]
            _titled(flow, n, keys, used, starts, first)
            n += used - 1
        n += 1
    ends = [s.start for s in starts[1:]] + [len(flow)] * bool(starts)
    return [s._replace(end=end) for s, end in zip(starts, ends, strict=True)], strangers


def _titled(flow: list[Element], n: int, keys: tuple[str, ...], used: int, starts: list[Segment], first: int) -> None:
    """A title begins a segment, or names the paper that a number box on the same page began."""
    last = starts[-1] if starts else None
    if last and (last.keys == keys or (set(keys) <= set(last.keys) and flow[last.start].page_no == flow[n].page_no)):
        return
    begin = n
    while begin > first and _head_line(flow[begin - 1]) and flow[begin - 1].page_no == flow[n].page_no:
        begin -= 1
    starts.append(Segment(max(begin, last.start + 1) if last else begin, 0, keys, n, n + used))


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
