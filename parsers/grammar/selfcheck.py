"""Reports of many cases one after the other: a heading `【報告】title（sections）…（20）`, then numbered sections with bullets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from parsers.grammar.bullets import Bullet, Headings, Line, lines_of, marked, split_bullets
from parsers.grammar.clauses import split_top
from parsers.grammar.numbers import to_int
from schemas.document import Element, join_lines
from schemas.text import Text

_DOTS = r"[.…‥・。\-ー―─\s]"
_HEADING = re.compile(
    r"^[○◯〇●◎■◆]?\s*[【〔]\s*(?P<word>[^】〕]{1,10})\s*[】〕]\s*(?P<title>.+?)\s*"
    r"(?:\(\s*(?P<sections>(?!\d+\s*\))[^()]*(?:\([^()]*\)[^()]*)*)\))?"
    rf"\s*(?:{_DOTS}*\(\s*(?:No\.?)?\s*|{_DOTS}*No\.?\s*|{_DOTS}{{2,}})(?P<no>\d{{1,4}})\s*\)?\s*$"
)
_OPENS = re.compile(r"^[○◯〇●◎■◆]?\s*[【〔]\s*[^】〕]{1,10}\s*[】〕]\s*\S")
_LEAVES = re.compile(
    r"^[(<\[【〈]?(?:別表|別紙|別添|別記|参考|資料|様式)\s*(?:第?\s*[\d一二三四五六七八九十]+|[:：>\])】〉]|$)"
)
_HEADING_LINES = 5


class Case(NamedTuple):
    """A case of a report: its heading with what stands in it, the running text of its summary, all its bullets, and the headings over them."""

    word: Text
    title: Text
    sections: list[Text]
    number: Text
    heading: Text
    summary: Text
    bullets: list[Bullet]
    heads: list[Text]
    page_no: int

    @property
    def no(self) -> int | None:
        """The number as an integer."""
        return to_int(self.number.s)


class CaseHeadings:
    """The headings of a case's sections (`1 自己点検の概要`, `3 結果`): words and what they hold."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.kinds = dict(words)
        word = "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True)) or "(?!)"
        self._pattern = re.compile(
            rf"^(?:[○◯〇●■□◆◇▼◎<\[(【〈]|\(?\d{{1,2}}[).、]?)\s*(?P<word>{word})(?:等|について)?[>\])】〉]?"
            r"\s*(?:$|:\s*(?P<said>.*)$|[\s\u3000]+(?P<rest>\S.*)$)"
        )

    def read(self, line: Text) -> tuple[str, Text] | None:
        """What the section holds, and words that stand behind the heading on its line; None for other lines."""
        folded = line.folded()
        match = self._pattern.match(folded.s.rstrip())
        if not match:
            return None
        return self.kinds[match["word"]], folded.group(match, "said") or folded.group(match, "rest")


def split_cases(lines: list[Line], sections: Mapping[str, str], bullets: Mapping[str, str]) -> list[Case]:
    """The cases of a report, in printed order. `sections` and `bullets` map headings to what they hold (see `Source`)."""
    starts = _headings(lines)
    ends = [n for n, _ in starts[1:]] + [_end(lines, n) for n, _ in starts[-1:]]
    case_headings, bullet_headings = CaseHeadings(sections), Headings(bullets)
    out = []
    for (start, (heading, match, used)), end in zip(starts, ends, strict=True):
        folded = heading.folded()
        summary, points, heads = _body(lines[start + used : end], case_headings, bullet_headings)
        out.append(
            Case(
                folded.group(match, "word"),
                folded.group(match, "title").strip(),
                split_top(folded.group(match, "sections"), "、，,") if match["sections"] else [],
                folded.group(match, "no"),
                heading,
                summary,
                points,
                heads,
                lines[start].page_no,
            )
        )
    return out


def _headings(lines: list[Line]) -> list[tuple[int, tuple[Text, re.Match[str], int]]]:
    """The lines at which cases begin, with their headings."""
    return [(n, head) for n in range(len(lines)) if (head := _heading(lines, n))]


def first_case(elements: Sequence[Element]) -> int:
    """The element in which the first case begins; the number of elements where there is no case."""
    for n, element in enumerate(elements):
        own = lines_of([element])
        if any(_OPENS.match(line.text.folded().s) for line in own) and _headings(lines_of(elements[n : n + _HEADING_LINES])):
            return n
    return len(elements)


def _heading(lines: list[Line], at: int) -> tuple[Text, re.Match[str], int] | None:
    """The case heading that begins at a line, and how many lines it takes."""
    if not _OPENS.match(lines[at].text.folded().s):
        return None
    for used in range(1, min(_HEADING_LINES, len(lines) - at) + 1):
        if used > 1 and _OPENS.match(lines[at + used - 1].text.folded().s):
            return None
        text = join_lines(tuple(line.text for line in lines[at : at + used]))
        if match := _HEADING.match(text.folded().s):
            return text, match, used
    return None


def _end(lines: list[Line], start: int) -> int:
    """Where the last case ends: at an annex, or where the lines do."""
    hits = (n for n in range(start + 1, len(lines)) if lines[n].first and _LEAVES.match(lines[n].text.folded().s))
    return next(hits, len(lines))


def _body(lines: Iterable[Line], headings: CaseHeadings, words: Headings) -> tuple[Text, list[Bullet], list[Text]]:
    """The running text under the summary's heading, all bullets under the others, and the headings."""
    parts: list[tuple[str, list[Line]]] = [("summary", [])]
    heads: list[Text] = []
    for line in lines:
        found = headings.read(line.text)
        if found:
            parts.append((found[0], [line._replace(text=found[1])] if found[1] else []))
        else:
            parts[-1][1].append(line)
        if (found and not found[1]) or words.act(line.text):
            heads.append(line.text)
    summary = Text.join("\n", [p for kind, part in parts if kind == "summary" for p in _paragraphs(part)])
    acts = {"points": "explanation", "result": "result", "follow_up": "summary"}
    return summary, [b for kind, part in parts if kind in acts for b in split_bullets(part, words, acts[kind])], heads


def _paragraphs(lines: list[Line]) -> list[Text]:
    """Running text: a new paragraph begins where the reader says so and the one before has ended."""
    out: list[list[Text]] = []
    for line in lines:
        begins = marked(line.text) or (line.first and bool(out) and out[-1][-1].s.rstrip().endswith("。"))
        if begins or not out:
            out.append([line.text])
        else:
            out[-1].append(line.text)
    return [join_lines(tuple(p)) for p in out]
