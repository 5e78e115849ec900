"""A pack of papers for a meeting: its contents page (matters with printed page ranges), and where the minutes of another meeting,
the sheets and the attachments stand in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from parsers.grammar.covers import Session, sessions
from parsers.grammar.dates import find_dates
from parsers.grammar.minutehead import is_head
from parsers.grammar.minutes import parse_minutes
from parsers.grammar.numbers import KANJI_NUMBER, to_int
from parsers.grammar.speakers import tight
from schemas.document import Document, Element, Paragraph
from schemas.text import Text

_HEADING = re.compile(
    r"^(?:[(]?\d{0,2}[)]?[.、]?)?[○◯〇●◎■□◆【\[(]*(?P<word>確認|諮問|審議|報告|一般報告|協議)(?:事項|案件)[】\])]*$"
)
_ENTRY = re.compile(r"^\s*[(]?(?P<no>\d{1,2})[)]?[.、．]?\s*(?=[^\d\s.])(?P<rest>.*)$", re.S)
_NUMBER = re.compile(
    r"^\s*[\[【(〔]?\s*(?P<number>(?:諮問|報告)\s*(?:番号)?\s*(?:第|No\.?|№)?\s*\d{1,4}\s*号?)\s*[\]】)〕]?\s*", re.S
)
_PAGES = re.compile(
    r"[\s.…・‥(]*[PpＰ]\.?\s*(?P<first>\d{1,3})\s*(?:[~～〜‐–—ー-]\s*(?:[PpＰ]\.?)?\s*(?P<last>\d{1,3}))?\s*[)]?\s*$"
)
_TILDE = re.compile(r"^\s*[~～〜-]\s*[PpＰ\d]")
_TERM = re.compile(rf"第\s*(?P<term>\d+|{KANJI_NUMBER})\s*期")
_VENUE = re.compile(
    r"(?:会議室|委員会室|ホール|集会室|研修室|講堂|大会議場|応接室|\d階[^。、]{0,14}室|会館|庁舎|センター)[^。、]{0,14}$"
)
_LABELLED = re.compile(r"^\s*(?:[○●・]?\s*(?:日\s*時|期\s*日|場\s*所|会\s*場|開催(?:日時?|場所)))\s*[:：]?\s*")
_CLOSED = re.compile(r"閉会|散会|終了(?:します|いたします|とさせていただ)|閉じ(?:ます|させ)|終わります|お疲れさま")
KINDS = {
    "確認": "confirmation", "諮問": "consultation", "審議": "consultation", "協議": "consultation", "報告": "report",
    "一般報告": "general_report",
}  # fmt: skip
LIKE = 0.55  # a sheet's title and a matter's are the same from this share of common characters on


class Matter(NamedTuple):
    """A matter of the contents page: kind, its word, number (empty without one), order in its list, title, printed pages."""

    kind: str
    word: str
    number: Text
    order: Text
    title: Text
    pages: tuple[int, int] | None


class Contents(NamedTuple):
    """A contents page: `end` is the index of the first element behind it; day, session and venue where it names them."""

    matters: list[Matter]
    end: int
    title: Text
    day: dt.date | None
    day_text: Text
    session: Session | None
    term: int | None
    venue: Text


def read_contents(document: Document) -> Contents | None:
    """The contents page at the front of a pack; None where the file does not begin with one."""
    flow = document.flow
    end = next((n for n, e in enumerate(flow) if is_head(e) or _is_tag_page(flow, n)), len(flow))
    first = next((n for n, e in enumerate(flow[:end]) if isinstance(e, Paragraph) and _headed(e)), None)
    if first is None:
        return None
    pages = _contents_pages(flow, first, end)
    stop = next((n for n in range(first, len(flow)) if flow[n].page_no not in pages), len(flow))
    lines = [line for e in flow[:stop] if isinstance(e, Paragraph) for line in e.lines]
    matters = _matters(lines)
    if not matters:
        return None
    day = next(((d.date, line) for line in reversed(lines) for d in find_dates(line.folded().s) if d.date), (None, Text()))
    titles = [line for line in lines if sessions([line]) and not _ENTRY.match(line.folded().s)]
    term = next((t for title in titles if (t := term_of(title))), None)
    venue = next((_unlabelled(x) for x in reversed(lines) if _VENUE.search(x.folded().s.strip()) and len(x) <= 40), Text())
    title = titles[0] if titles else next((line for line in lines if line), Text())
    return Contents(matters, stop, title, day[0], day[1], next(iter(sessions(titles)), None), term, venue)


def term_of(text: Text) -> int | None:
    """The term (期) that a text names."""
    match = _TERM.search(text.folded().s)
    return to_int(match["term"]) if match else None


def _headed(element: Paragraph) -> bool:
    return any(_HEADING.match(tight(line.s)) for line in element.lines)


def _is_tag_page(flow: Sequence[Element], n: int) -> bool:
    """Whether a table of a form or a page far into the file begins: contents stand in front."""
    return flow[n].page_no > 4


def _contents_pages(flow: Sequence[Element], first: int, end: int) -> set[int]:
    """The pages of the contents: all from the first heading's page to the last page that still lists a matter with its pages."""
    page = flow[first].page_no
    listed = {
        e.page_no
        for e in flow[:end]
        if isinstance(e, Paragraph) and any(_PAGES.search(x.folded().s) for x in (*e.lines, e.text)) and e.page_no >= page
    }
    return set(range(1, max(listed, default=page) + 1))


def _matters(lines: Iterable[Text]) -> list[Matter]:
    """Matters under their headings; a matter goes on over lines until its pages or the next number."""
    out: list[Matter] = []
    kind, word, order = "", "", 0
    open_: list[Text] = []

    def close() -> None:
        if open_:
            out.append(_matter(kind, word, open_))
            open_.clear()

    for line in lines:
        if match := _HEADING.match(tight(line.s)):
            close()
            kind, word, order = KINDS[match["word"]], match["word"], 0
        elif kind and (entry := _ENTRY.match(line.folded().s)) and not _whole_date(line) and int(entry["no"]) in (1, order + 1):
            close()
            order = int(entry["no"])
            open_.append(line)
        elif (
            open_
            and (_TILDE.match(line.folded().s) or not _PAGES.search(open_[-1].folded().s))
            and not _whole_date(line)
            and not _VENUE.search(line.s)
        ):
            open_.append(line)
        else:
            close()
    close()
    return out


def _whole_date(line: Text) -> bool:
    found = find_dates(line.folded().s)
    return bool(found) and len(line.folded().s.strip()) - (found[0].end - found[0].start) <= 12


def _matter(kind: str, word: str, lines: Sequence[Text]) -> Matter:
    text = Text.join("", [line.strip() for line in lines])
    folded = text.folded()
    match = _ENTRY.match(folded.s)
    assert match is not None
    order = folded.group(match, "no")
    start, end, pages = match.start("rest"), len(folded.s), None
    if tail := _PAGES.search(folded.s, start):
        end = tail.start()
        pages = (int(tail["first"]), int(tail["last"] or tail["first"]))
    number = Text()
    if named := _NUMBER.match(folded.s[start:end]):
        number = folded.cut(start + named.start("number"), start + named.end("number"))
        start += named.end()
    return Matter(kind, word, number, order, folded.cut(start, end).strip(), pages)


def _unlabelled(line: Text) -> Text:
    match = _LABELLED.match(line.s)
    return line[match.end() :].strip() if match else line.strip()


def minutes_span(document: Document, start: int, contents: Contents | None, marks: Sequence[str]) -> tuple[int, int] | None:
    """First and last+1 element of minutes in the file from `start` on; None where there are none.

    They begin with the head (a table with day and place) or the title over it, or the first turn; they end with the page of the
    last turn, or before it where the page range of the contents does.
    """
    flow = document.flow[start:]
    found = parse_minutes(flow, marks)
    speeches = [s for s in found.spoken if s.kind == "speech"]
    if len(speeches) < 3:
        return None
    last = found.last_element
    tag = set(filter(None, speeches[0].who.glyphs))
    first_turn = next(n for n, e in enumerate(flow) if isinstance(e, Paragraph) and tag & set(filter(None, e.text.glyphs)))
    last_tag = set(filter(None, speeches[-1].who.glyphs))
    final = next(n for n, e in enumerate(flow) if isinstance(e, Paragraph) and last_tag & set(filter(None, e.text.glyphs)))
    heads = [n for n, e in enumerate(flow[:first_turn]) if is_head(e)]
    begin = heads[-1] if heads else first_turn
    while begin > 0 and isinstance(flow[begin - 1], Paragraph) and flow[begin - 1].page_no == flow[begin].page_no:
        begin -= 1
    if not heads:
        begin = _front(flow, begin)
    end = final
    while end + 1 <= last and (flow[end + 1].page_no == _last_page(flow[end]) or not _CLOSED.search(speeches[-1].text.s)):
        if _last_page(flow[final]) + 2 < flow[end + 1].page_no or _starts_sheet(flow[end + 1]):
            break
        end += 1
    return start + begin, start + end + 1


def _front(flow: Sequence[Element], begin: int) -> int:
    """Without a head, the page or two before the first turn belong to the minutes where nothing else does."""
    page = flow[begin].page_no
    while begin > 0 and flow[begin - 1].page_no >= page - 1 and not _starts_sheet(flow[begin - 1]):
        begin -= 1
    return begin


def _last_page(element: Element) -> int:
    return max(b.page_no for b in element.blocks)


def _starts_sheet(element: Element) -> bool:
    words = tight(element.text.s)
    return len(words) <= 60 and ("総括表" in words or "個票" in words or words.endswith("資料"))


def likeness(a: str, b: str) -> float:
    """How alike two titles are, 0 to 1, without blanks and brackets."""
    first, second = (re.sub(r"[\[\]「」()【】]|について$", "", tight(x)) for x in (a, b))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def assign(titles: Sequence[str], matters: Sequence[Matter]) -> list[int | None]:
    """For each sheet (by its title) the index of its matter: in order, each matter once, by the sum of likeness.

    A sheet whose title is like no matter's takes the matter between its neighbours' where just one is left there.
    """
    like = [[likeness(t, m.title.s) for m in matters] for t in titles]
    best: list[list[float]] = [[0.0] * (len(matters) + 1) for _ in range(len(titles) + 1)]
    for i in range(len(titles) - 1, -1, -1):
        for j in range(len(matters) - 1, -1, -1):
            pair = like[i][j] + best[i + 1][j + 1] if like[i][j] >= LIKE else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    out: list[int | None] = [None] * len(titles)
    i = j = 0
    while i < len(titles) and j < len(matters):
        if like[i][j] >= LIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            out[i], i, j = j, i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    for n, found in enumerate(out):
        if found is None:
            low = next((k for k in reversed(out[:n]) if k is not None), -1)
            high = next((k for k in out[n + 1 :] if k is not None), len(matters))
            left = [k for k in range(low + 1, high) if matters[k].kind != "confirmation"]
            gaps = sum(x is None for x in out[n:][: next((k for k, x in enumerate(out[n:]) if x is not None), len(out) - n)])
            out[n] = left[0] if len(left) == gaps and left else None
    return out
