"""Summaries in bullets: what stands under headings like ○質問, ○回答, ○意見, one bullet a row.

Works on printed lines, because a reader may part or join paragraphs in another way than the paper does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemas.document import Element, Paragraph, join_lines
from schemas.text import Glyph, Text

_MARK = re.compile(r"^\s*(?:[-‐–—*]\s*)?[・･•●◦○◯〇■□◆◇▪▸►✓]\s*|^\s*[-‐–—*]\s+|^\s*(?:[①-⑳]|[(（][0-9０-９]{1,2}[)）])\s*")
_HEADING_MARK = r"[○◯〇●■□◆◇▼◎<\[(【〈《〔]*\s*(?:\d{1,2}[.)\s]\s*)?"
_CLOSE = r"[>\])】〉》〕]*"
_BY = re.compile(r"[(]\s*(?P<by>事務局|[^()。、]{1,20}(?:[課部室係局長会]|委員|委員会))\s*[)]\s*。?\s*$")
_ASKS = re.compile(r"(?:こと|べき(?:である|だ)?|れたい|ほしい|欲しい|願う|お願いしたい|望む|望ましい|求める|検討を)。?$")
_SENTENCE_END = re.compile(r"[。！？!?]\s*[)）」]?\s*$")


class Line(NamedTuple):
    """A printed line; `first` says that a paragraph of the reader begins with it, `full` that it reaches the right margin."""

    text: Text
    first: bool
    page_no: int
    full: bool = True


class Bullet(NamedTuple):
    """A bullet without its mark; `by` is who said it where the bullet ends with that in brackets (else empty)."""

    act: str
    text: Text
    by: Text
    page_no: int


def lines_of(elements: Iterable[Element]) -> list[Line]:
    """The printed lines of paragraphs; tables are left out."""
    found = [
        (line.strip(), n == 0, block.page_no)
        for paragraph in elements
        if isinstance(paragraph, Paragraph)
        for n, (line, block) in enumerate((line, block) for block in paragraph.blocks for line in block.lines)
        if line.s.strip()
    ]
    edges: dict[int, list[tuple[float, float]]] = {}
    for text, _, page_no in found:
        if (first := _first(text)) and (last := _last(text)):
            edges.setdefault(page_no, []).append((first.x0, last.x1))
    return [Line(text, first, page_no, _full(text, edges.get(page_no, []))) for text, first, page_no in found]


def _full(text: Text, edges: list[tuple[float, float]]) -> bool:
    """Whether a line ends near the right edge of the lines that begin to the left of its end (those of its column)."""
    last = _last(text)
    if last is None:
        return True
    return last.x1 >= max(right for left, right in edges if left <= last.x1) - 2 * (last.bottom - last.top)


def _first(text: Text) -> Glyph | None:
    return next((g for g in text.glyphs if g), None)


def _last(text: Text) -> Glyph | None:
    return next((g for g in reversed(text.glyphs) if g), None)


def unmarked(text: Text) -> Text:
    """The text without a bullet or number in front."""
    match = _MARK.match(text.s)
    return text[match.end() :].strip() if match else text.strip()


def marked(text: Text) -> bool:
    """Whether a line begins with a bullet or a number."""
    return bool(_MARK.match(text.s))


class Headings:
    """Recognises the headings over bullets; `words` maps them to acts (質問 → question)."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.acts = dict(words)
        word = "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True)) or "(?!)"
        several = rf"(?:{word})(?:等|事項|内容)?(?:(?:・|及び|並びに|、|と|に対する|への|/)(?:{word})(?:等|事項|内容)?)*"
        self._whole = re.compile(rf"^{_HEADING_MARK}(?P<words>{several}){_CLOSE}\s*:?\s*$")
        self._inline = re.compile(
            rf"^[・○◯〇●]?\s*(?:[<\[(【〈《〔](?P<w1>{word})[>\])】〉》〕]\s*:?|[○◯〇●◎■□◆◇]?\s*(?P<w2>{word})\s*:)\s*(?=\S)"
        )
        self._word = re.compile(word)

    def act(self, line: Text) -> str | None:
        """The act under the line, if the line is a heading; of 質問・意見 `mixed`, of 意見に対する回答 that of 回答."""
        match = self._whole.match(line.folded().s.strip())
        if not match:
            return None
        acts = [self.acts[w] for w in self._word.findall(match["words"])]
        if len(set(acts)) > 1 and not re.search("に対する|への", match["words"]):
            return "mixed"
        return acts[-1]

    def inline(self, line: Text) -> tuple[str, Text] | None:
        """`（質問）…`, `質問：…`: the act and the words after the tag."""
        folded = line.folded()
        match = self._inline.match(folded.s)
        if not match:
            return None
        return self.acts[match["w1"] or match["w2"]], folded.cut(match.end(), len(folded.s)).strip()


def split_bullets(lines: Iterable[Line], headings: Headings, default: str) -> list[Bullet]:
    """Bullets under their headings. `default` is the act of what stands before the first heading.

    A line without a mark goes on with the bullet before it, unless that had ended; where no line has a mark, each paragraph is
    a bullet.
    """
    parts: list[tuple[str, int, list[list[Text]]]] = []
    act = default
    every = list(lines)
    has_marks = any(marked(x.text) and headings.act(x.text) is None for x in every)
    start: float | None = None  # where the bullet that is open begins
    before: Line | None = None  # its last line
    for line in every:
        if found := headings.act(line.text):
            act, start = found, None
            continue
        if tagged := headings.inline(line.text):
            parts.append((tagged[0], line.page_no, [[tagged[1]]]))
        elif (begins := marked(line.text) and _hangs(line, start)) or start is None or (not has_marks and line.first):
            parts.append((act, line.page_no, [[unmarked(line.text) if begins else line.text]]))
        elif before is None or (has_marks and _stray(line, before, start)):
            before = None
            continue
        elif line.first and _SENTENCE_END.search(before.text.s):
            parts[-1][2].append([line.text])
        else:
            parts[-1][2][-1].append(line.text)
        if tagged or begins or start is None:
            start = _left(line.text)
        before = line
    return [_bullet(act, page, paragraphs) for act, page, paragraphs in parts]


def _left(text: Text) -> float:
    first = _first(text)
    return first.x0 if first else 0.0


def _hangs(line: Line, start: float | None) -> bool:
    """Whether a line with a mark begins a bullet: a paragraph does, and a line that stands as far left as the one before."""
    if line.first or start is None:
        return True
    glyph = _first(line.text)
    return glyph is None or glyph.x0 <= start + 0.6 * (glyph.bottom - glyph.top)


def _stray(line: Line, before: Line, start: float) -> bool:
    """Whether a paragraph without a mark stands behind a bullet that has ended, and not in line with its words."""
    glyph = _first(line.text)
    if not line.first or before.full or glyph is None:
        return False
    em = glyph.bottom - glyph.top
    return not 0.5 * em < glyph.x0 - start <= 3 * em


def _bullet(act: str, page_no: int, paragraphs: list[list[Text]]) -> Bullet:
    text = Text.join("\n", (join_lines(tuple(p)) for p in paragraphs)).strip()
    folded = text.folded()
    if act == "mixed":
        act = "opinion" if _ASKS.search(folded.s.strip()) else "question"
    by = Text()
    match = _BY.search(folded.s) if act in ("answer", "opinion", "question", "summary") else None
    if match and match.start() > 0:
        by, text = folded.group(match, "by"), folded.cut(0, match.start()).strip()
    return Bullet(act, text, by, page_no)
