"""Minutes of any council: sections, items with the council's opinion, and turns of speech with stage notes between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from parsers.grammar.minutepieces import BARE_ITEM, END, ITEM, KINDS, LISTED, SECTION, Cutter, Piece, Stretch
from parsers.grammar.speakers import Tag, tight
from schemas.document import Element, Paragraph
from schemas.text import Text

_ANNOUNCED = re.compile(r"諮問\s*(?:番号)?\s*第\s*(?P<no>\d{1,4})\s*号")


class Spoken:
    """A turn or stage note: `who` is the tag as printed, `paragraphs` the words, `item` the index of its item (None outside).

    `place` of a note says how many paragraphs of the speech stand before it.
    """

    __slots__ = ("item", "kind", "paragraphs", "place", "tag", "who")

    def __init__(self, kind: Literal["speech", "stage"], tag: Tag | None, who: Text, text: Text, item: int | None) -> None:
        self.kind, self.tag, self.who, self.item = kind, tag, who, item
        self.paragraphs = [text] if text else []
        self.place = 0

    @property
    def text(self) -> Text:
        """The words; a paragraph that was cut in mid-sentence is put together again."""
        out = Text()
        for n, part in enumerate(self.paragraphs):
            out = part if n == 0 else Text.join("\n" if END.search(out.s) else "", [out, part])
        return out


class Heard:
    """An item of minutes. `opinion` are the paragraphs of the council's opinion under `opinion_heading`."""

    __slots__ = ("kind", "number", "opinion", "opinion_heading", "title", "word")

    def __init__(self, kind: str, number: Text, title: Text, word: str = "") -> None:
        self.kind, self.number, self.title, self.word = kind, number, title, word
        self.opinion: list[Text] = []
        self.opinion_heading = Text()


class Minutes:
    """Minutes as they were read: items in printed order, turns and stage notes in order, and the marks that began turns.

    `convention` says in words how turns begin by the looks of the lines, whatever a source configures.
    """

    def __init__(self) -> None:
        self.convention = ""
        self.items: list[Heard] = []
        self.spoken: list[Spoken] = []
        self.marks: Counter[str] = Counter()
        self.last_element = -1


def parse_minutes(elements: Sequence[Element], marks: Sequence[str] = ()) -> Minutes:
    """Reads the flow of minutes, tables left out. `marks` are the marks a source configures; without them they are guessed.

    Items come from headings; a matter that only the chair announces by its number is found by `announced` afterwards.
    """
    stretches = [Stretch(e) if isinstance(e, Paragraph) else None for e in elements]
    reader = _Reader(stretches, "".join(marks))
    for n, stretch in enumerate(stretches):
        if stretch is not None:
            reader.take(n, stretch)
    return reader.minutes


def announced(minutes: Minutes, agenda: Sequence[Heard], chairs: Sequence[str]) -> None:
    """Gives turns to matters of the agenda that have no heading, from where the chair calls them by number."""
    missing = {"".join(re.findall(r"\d+", a.number.folded().s)): a for a in agenda if a.number}
    for item in minutes.items:
        missing.pop("".join(re.findall(r"\d+", item.number.folded().s)), None)
    current: int | None = None
    for spoken in minutes.spoken:
        if spoken.kind == "speech" and spoken.tag and spoken.tag.who.endswith(tuple(chairs)):
            found = _ANNOUNCED.search(tight(spoken.text.s))
            if found and found["no"] in missing:
                current = len(minutes.items)
                minutes.items.append(missing.pop(found["no"]))
        if spoken.item is None and current is not None:
            spoken.item = current


class _Reader:
    """Takes paragraphs one by one and keeps what section, item and turn they belong to."""

    def __init__(self, stretches: Sequence[Stretch | None], marks: str) -> None:
        self.minutes = Minutes()
        self.stretches = stretches
        self.cutter = Cutter(stretches, marks)
        self.minutes.convention = self.cutter.convention.describe()
        self.item: int | None = None
        self.section: str | None = None
        self.mode: Literal["front", "head", "title", "opinion", "turn"] = "front"

    def take(self, n: int, stretch: Stretch) -> None:
        """Puts the pieces of a paragraph where they belong."""
        pieces = list(self.cutter.pieces(stretch))
        for k, piece in enumerate(pieces):
            if piece.kind == "text":
                self._text(piece, n if k == len(pieces) - 1 else None)
            else:
                getattr(self, f"_{piece.kind}")(piece)
            if self.mode == "turn" and self.minutes.spoken:
                self.minutes.last_element = n

    # what each kind of piece does

    def _tag(self, piece: Piece) -> None:
        tag = piece.tag
        assert tag is not None
        offset = len(piece.text.folded().s) - len(piece.text.folded().s.lstrip())
        who = piece.text.folded().cut(offset + tag.who_start - tag.start, offset + tag.who_end - tag.start)
        self.minutes.spoken.append(Spoken("speech", tag, who, Text(), self.item))
        self.minutes.marks[tag.mark] += 1
        self.mode = "turn"

    def _stage(self, piece: Piece) -> None:
        if self.mode in ("front", "opinion", "title"):
            return
        note = Spoken("stage", None, Text(), piece.text, self.item)
        speech = self._speech()
        note.place = len(speech.paragraphs) if speech else 0
        self.minutes.spoken.append(note)

    def _section(self, piece: Piece) -> None:
        match = SECTION.match(tight(piece.text.s))
        assert match is not None
        word = match["inside"]
        self.section = next((kind for kind, pattern in KINDS if word and re.fullmatch(pattern, word)), None)
        self.item, self.mode = None, "head"

    def _item(self, piece: Piece) -> None:
        folded = piece.text.folded()
        match = ITEM.match(folded.s) or BARE_ITEM.match(folded.s)
        assert match is not None
        kind = next((k for k, p in KINDS if re.fullmatch(p, match["word"])), "consultation")
        number = folded.group(match, "number") if "number" in match.groupdict() else Text()
        self._begin(Heard(kind, number, folded.group(match, "title").strip(), match["word"]))

    def _begin(self, item: Heard) -> None:
        self.item = len(self.minutes.items)
        self.minutes.items.append(item)
        self.mode = "title"

    def _opinion(self, piece: Piece) -> None:
        if self.item is None:
            return
        self.minutes.items[self.item].opinion_heading = piece.text
        self.mode = "opinion"

    def _text(self, piece: Piece, element: int | None) -> None:
        if self.mode == "opinion" and self.item is not None:
            self.minutes.items[self.item].opinion.append(piece.text)
        elif self.mode == "title" and self.item is not None and not self.minutes.items[self.item].title:
            self.minutes.items[self.item].title = piece.text
        elif self._lists(piece, element):
            self._listed(piece)
        elif self.mode == "turn":
            self._said(piece)

    def _lists(self, piece: Piece, element: int | None) -> bool:
        """Whether a paragraph is the title of a matter without a number of its own: in a section of matters, before a turn."""
        if self.section is None or element is None or not piece.first:
            return False
        plain = piece.text.folded().s.strip()
        if plain.endswith(("。", "、")) or "。" in plain or len(plain) > 120:
            return False
        if self.mode == "head":
            return True
        following = next((s for s in self.stretches[element + 1 :] if s is not None), None)
        return bool(LISTED.match(plain)) and following is not None and self._begins(following)

    def _begins(self, s: Stretch) -> bool:
        first = next(iter(self.cutter.pieces(s)), None)
        return first is not None and first.kind in ("tag", "opinion")

    def _listed(self, piece: Piece) -> None:
        folded = piece.text.folded()
        match = LISTED.match(folded.s)
        kind = self.section or "report"
        if match:
            self._begin(Heard(kind, folded.group(match, "no"), folded.group(match, "title").strip()))
        else:
            self._begin(Heard(kind, Text(), piece.text.strip()))

    def _said(self, piece: Piece) -> None:
        """The words of the last speech; also those behind a stage note, which the page put there."""
        speech = self._speech()
        if speech is not None:
            speech.paragraphs.append(piece.text)

    def _speech(self) -> Spoken | None:
        return next((s for s in reversed(self.minutes.spoken) if s.kind == "speech"), None)


def is_minutes(elements: Sequence[Element], marks: Sequence[str] = ()) -> bool:
    """Whether the elements hold at least three turns."""
    found = parse_minutes(elements, marks)
    return sum(s.kind == "speech" for s in found.spoken) >= 3
