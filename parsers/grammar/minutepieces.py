"""Paragraphs of minutes cut into pieces: tags of speakers, stage notes, headings of sections and items, plain words.

A reader of pages may cut or join paragraphs in its own way, so what begins a turn, a stage note or a heading is looked for inside
paragraphs too: at the beginnings of printed lines and behind the ends of sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from parsers.grammar.roles import ENDING
from parsers.grammar.speakerlines import MARKS
from parsers.grammar.speakers import Tag, known_at, may_begin, tag_at, tight
from parsers.grammar.turnguess import guess
from schemas.document import Paragraph
from schemas.text import Folded, Text, fold

_SAID = r"(?:と呼ぶ(?:者|声)(?:あり|多数)?|と言う者あり|との?声(?:あり)?|の声(?:あり)?|呼ぶ者あり)"
STAGE = re.compile(
    rf"[【〔\[(〈《<]*\s*[「『][^「」『』。]{{1,16}}[」』]?\s*{_SAID}\s*[】〕\])〉》>」]*"
    rf"|[【〔\[(〈《<]\s*[^【】〔〕\[\]()<>。「」]{{1,20}}{_SAID}\s*[】〕\])〉》>」]*"
    r"|[【〔\[(〈《<]\s*(?:異議(?:な|無)し|賛成多数|挙手(?:多数|なし|全員)?|拍手|休憩|再開|暫時休憩|傍聴[者人](?:入室|退室)"
    r"|[^【】〔〕\[\]()<>。]{1,12}(?:入室|退室|退席|着席|起立))\s*[】〕\])〉》>]"
)
KINDS = (
    ("confirmation", r"(?:会議録|会議要録|要録)(?:\(案\))?の?(?:確認|承認)(?:事項)?|確認事項|確認"),
    ("consultation", r"審議事項|諮問事項|諮問案件|諮問|審議|議事|議題|協議事項"),
    ("general_report", r"一般報告"),
    ("report", r"報告事項|報告案件|報告"),
)
_OUTSIDE = r"開会|閉会|その他|連絡事項|事務連絡|閉会挨拶|開会挨拶|挨拶|委員紹介|資料確認|配[付布]資料[^。]{0,16}|定足数[^。]{0,12}|出欠[^。]{0,12}|傍聴[^。]{0,12}"
_ORDER = r"(?:[(]\s*\d{1,2}\s*[)]|\d{1,2}\s*[.、．)]?|第\s*\d{1,2}|[一二三四五六七八九十]{1,2}\s*[、.]?|[○◯●◎■□◆])"
SECTION = re.compile(
    rf"^{_ORDER}?\s*(?:(?P<inside>{'|'.join(p for _, p in KINDS)})|(?P<outside>{_OUTSIDE}))(?:の?件)?\s*[)】]?$"
)
ITEM = re.compile(
    r"^(?P<open>[【\[〔(〈《<]?)\s*(?:[○◯●■□◆◎]\s*)?(?P<number>(?P<word>諮問|報告|協議|確認|審議)(?:事項|案件)?\s*(?:番号)?\s*(?:第|No\.?|№)?\s*(?P<no>\d{1,4})\s*号?)"
    r"\s*(?P<close>[】\]〕)〉》>]?)[\s:.．、]*(?P<title>.*)$",
    re.S,
)
BARE_ITEM = re.compile(r"^(?P<word>報告|確認|諮問|審議)(?:事項|案件)\s*[:：]?\s+(?P<title>\S.{3,80})$")
LISTED = re.compile(r"^[(]?(?P<no>\d{1,2})[)]?[.、．)]?\s*(?P<title>(?!\d)\S.{2,120})$", re.S)
OPINION = re.compile(
    r"^[<〈《【\[(〔]\s*(?:本)?審\s*議\s*会\s*(?:の)?\s*意\s*見\s*[>〉》】\])〕]|^(?:本)?審議会(?:の)?意見\s*:?\s*$"
)
END = re.compile(r"[。！？!?…」』)）】]\s*$")

PieceKind = Literal["tag", "stage", "section", "item", "opinion", "text"]


class Piece(NamedTuple):
    """A part of a paragraph: its kind, words, the match or tag it was found by, and whether a printed paragraph begins here."""

    kind: PieceKind
    text: Text
    tag: Tag | None
    first: bool
    heading: bool


class Stretch:
    """A paragraph's words as patterns see them, with the offsets where printed lines begin."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.text = paragraph.text
        self.folded: Folded = self.text.folded()
        self.breaks = _breaks(paragraph, self.folded)
        self.heading = paragraph.kind == "heading"

    def cut(self, start: int, end: int) -> Text:
        return self.folded.cut(start, end)

    def gap(self, at: int) -> bool:
        """Whether a colon or a full-width blank stands just before the offset, as it does behind tags without marks."""
        before = self.folded.cut(0, at).s.rstrip(" ")
        return before.endswith(("　", ":", "："))


def _breaks(paragraph: Paragraph, folded: Folded) -> frozenset[int]:
    """Offsets (folded) of the beginnings of printed lines but the first: where the glyphs' lines begin in the joined text."""
    starts = {id_of(line) for line in paragraph.lines}
    glyphs = folded.source.glyphs
    return frozenset(n for n, o in enumerate(folded.origin) if n and folded.origin[n - 1] != o and glyphs[o] in starts)


def id_of(line: Text) -> object:
    """The first glyph of a line that is not blank: it is the same object in the joined text."""
    return next((g for c, g in zip(line.s, line.glyphs, strict=True) if g and not c.isspace()), None)


class Cutter:
    """Cuts the paragraphs of one document. `marks` are those that begin turns in it, `bare` says that tags have no mark."""

    def __init__(self, stretches: Sequence[Stretch | None], marks: str) -> None:
        self.stretches = stretches
        self.marks = marks + "".join(m for m in MARKS if m not in marks)
        self.known: list[str] = []
        self.bare = False
        self._survey(marks)

    def _survey(self, configured: str) -> None:
        """Which marks begin turns here, how speakers are called, and whether tags have no mark."""
        marked: Counter[str] = Counter()
        bare: Counter[str] = Counter()
        called: Counter[str] = Counter()
        for s in self.stretches:
            if s is None:
                continue
            if tag := tag_at(s.folded.s, 0, self.marks, s.breaks):
                marked[tag.mark] += 1
                called[tag.who] += 1
            elif (tag := tag_at(s.folded.s, 0, "", s.breaks, bare=True)) and s.gap(tag.end):
                bare[tag.who] += 1
        sure = any(n >= 2 for n in marked.values())
        usual = "".join(m for m, n in marked.items() if n >= 2 or m in configured or (sure and m not in "・•"))
        self.bare = sum(bare.values()) > sum(marked[m] for m in usual)
        self.marks = usual or configured or "○"
        self.convention = guess([s.text.s for s in self.stretches if s is not None])
        heads = [fold(h) for h in self.convention.heads if ENDING.search(h)]
        self.known = sorted({*called, *(bare if self.bare else ()), *heads}, key=len, reverse=True)

    def pieces(self, s: Stretch) -> Iterator[Piece]:
        """Cuts a paragraph at tags, stage notes and headings."""
        text = s.folded.s
        cuts = sorted(self._cuts(s), key=lambda c: (c[0], -c[1]))
        at = 0
        for start, end, kind, tag in cuts:
            if start < at:
                continue
            yield from self._plain(s, at, start)
            yield Piece(kind, s.cut(start, end).strip(), tag, start == 0, s.heading)
            at = end
        yield from self._plain(s, at, len(text))

    def _plain(self, s: Stretch, start: int, end: int) -> Iterator[Piece]:
        text = s.cut(start, end).strip()
        if text:
            yield Piece("text", text, None, start == 0, s.heading)

    def _cuts(self, s: Stretch) -> Iterator[tuple[int, int, PieceKind, Tag | None]]:
        text = s.folded.s
        for match in STAGE.finditer(text):
            if not re.match(r"[^。]{0,8}(?:ので|ため|ことから|により)", text[match.end() :]):
                yield match.start(), match.end(), "stage", None
        for at in self._places(s):
            tag = tag_at(text, at, self.marks, s.breaks) or known_at(text, at, self.marks, self.known)
            if tag:
                yield tag.start, tag.end, "tag", tag
        for at in (0, *sorted(s.breaks)) if self.bare else ():
            tag = tag_at(text, at, "", s.breaks, bare=True)
            if (
                tag
                and (s.gap(tag.end) or (at == 0 and tag.end in s.breaks))
                and (at == 0 or END.search(text[:at]) or tag.who in self.known)
            ):
                yield at, tag.end, "tag", tag
        ends = sorted({*s.breaks, len(text)})
        for at in (0, *sorted(s.breaks)):
            line_end = next((e for e in ends if e > at), at)
            if opinion := OPINION.match(text[at:]):
                yield at, at + opinion.end(), "opinion", None
            elif SECTION.match(tight(text[at:line_end])) and (at == 0 or END.search(text[:at])):
                yield at, line_end, "section", None
            elif self._is_item(text, at):
                yield at, self._item_end(s, at, ends), "item", None

    def _places(self, s: Stretch) -> Iterator[int]:
        """Where a tag may begin: a mark at the beginning of a line, or inside one behind a sentence."""
        for match in re.finditer(f"[{re.escape(self.marks)}]", s.folded.s):
            if match.start() in s.breaks or may_begin(s.folded.s, match.start()):
                yield match.start()

    def _is_item(self, text: str, at: int) -> bool:
        """A number and a title alone on their lines, not the beginning of a sentence."""
        match = ITEM.match(text[at:])
        if not match:
            return bool(at == 0 and BARE_ITEM.match(text) and not text.rstrip().endswith("。"))
        if match["open"] and match["close"]:
            return True
        title = match["title"].strip()
        return at == 0 and not title.endswith(("。", "、")) and "。" not in title and len(title) <= 120

    def _item_end(self, s: Stretch, at: int, ends: Sequence[int]) -> int:
        """The heading of an item goes on to the line that begins something else, or to the end of the paragraph."""
        text = s.folded.s
        for end in ends:
            if end > at and end < len(text):
                rest = text[end:]
                if (
                    OPINION.match(rest)
                    or self._is_item(text, end)
                    or tag_at(text, end, self.marks, s.breaks)
                    or STAGE.match(rest)
                ):
                    return end
        return len(text)
