"""Speakers' tags in minutes (`○坂本会長　…`, `◎会長：…`), and the persons behind them.

A tag is a mark (or none), a name, a post, and a gap before the words. Which of name and post a string like `久保防災課長` is made of
is told from the minutes themselves: how the person introduces himself, how others call him, and the list of those present.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsers.grammar.personnames import family_name
from parsers.grammar.roles import ROLE, group_of
from parsers.grammar.speakerlines import MAX_TAG, read_at, read_line
from schemas.source import Speakers
from schemas.text import fold

_BEFORE = re.compile(r"[。」』)】〕\]?？!！…]\s*$|\s$")
_NAME = re.compile(r"^[一-鿿々〆ヶぁ-んァ-ヺー]{1,8}$")
_BLANK = re.compile(r"\s+")


class Tag(NamedTuple):
    """A tag in a folded text: `start` is its mark, `end` the first character of the words; `who` is what it calls the speaker."""

    start: int
    end: int
    mark: str
    who: str
    who_start: int
    who_end: int


class Person(NamedTuple):
    """A person of a list of those present: name without blanks, as printed, and the post the list gives (empty without one)."""

    name: str
    printed: str
    role: str


class Speaker(NamedTuple):
    """Who a tag means. `problem` is the code of a finding, or None."""

    name: str | None
    role: str | None
    problem: str | None


def tag_at(text: str, at: int, marks: str, breaks: frozenset[int] = frozenset(), *, bare: bool = False) -> Tag | None:
    """The tag that begins at an offset; `breaks` are offsets where printed lines begin, which count as a gap.

    With `bare` a tag has no mark; then a colon or a full-width blank must follow it (see `Stretch.gaps`).
    """
    marked = bool(text[at : at + 1]) and text[at] in marks
    line = read_at(text, at, marks, breaks) if marked != bare else None
    if line is None or not line.sure or not (line.post or line.bracketed):
        return None
    return Tag(at, line.end, line.mark, text[line.start : line.stop], line.start, line.stop)


def known_at(text: str, at: int, marks: str, known: Iterable[str]) -> Tag | None:
    """A tag without a gap behind it, if it calls a speaker as another tag does."""
    if text[at : at + 1] not in marks or not text[at : at + 1]:
        return None
    begin = at + 1
    while begin < len(text) and text[begin].isspace():
        begin += 1
    window = text[begin : begin + 2 * MAX_TAG]
    for who in known:
        if match := re.match(r"\s*".join(map(re.escape, _BLANK.sub("", who))), window):
            end = begin + match.end()
            return Tag(at, end, text[at], match[0], begin, end)
    return None


def may_begin(text: str, at: int) -> bool:
    """Whether a speaker's tag can stand in the middle of a line: behind the end of a sentence, a bracket or a blank."""
    return at == 0 or bool(_BEFORE.search(text, max(0, at - 3), at))


def tight(text: str) -> str:
    """Folded, without blanks."""
    return _BLANK.sub("", fold(text))


class Roster:
    """The persons of a meeting, and what its text says of officials' names."""

    def __init__(self, people: Sequence[Person], text: str, tags: Iterable[str], words: Speakers) -> None:
        self.people, self.words = people, words
        self._text = tight(text)
        self._tags = sorted({tight(t) for t in tags}, key=len, reverse=True)
        posts = {*words.chair, *words.vice_chair, *words.member}
        self._bare = any(t in posts for t in self._tags)

    def speaker(self, who: str) -> Speaker:
        """Name and post of a tag; the full name where the list of those present gives just one."""
        line = read_line(f"{who} ")
        if line and line.name and (line.bracketed or line.seat):
            return Speaker(line.name, line.post, None)
        name, role = self.split(who)
        if not name:
            same = [p for p in self.people if p.role and p.role == role]
            return Speaker(same[0].name if len(same) == 1 and same[0].name else None, role, None)
        if self.speaker_class(role, "") not in ("chair", "vice_chair", "member"):
            return Speaker(name, role, None)
        fits = [p for p in self.people if p.name.startswith(name) and p.name]
        fits = [p for p in fits if self._family(p, name)] or fits
        if len(fits) > 1:
            return Speaker(name, role, "ambiguous_speaker")
        if not fits:
            return Speaker(name, role, "unknown_speaker" if self.people else None)
        return Speaker(fits[0].name, role, None)

    def split(self, who: str) -> tuple[str, str]:
        """Name (may be empty) and post of a tag without its mark."""
        plain = fold(who).strip()
        whole = tight(plain)
        first, _, rest = plain.partition(" ")
        if rest and _NAME.match(first) and not ROLE.search(first) and ROLE.search(tight(rest)) and len(first) <= 6:
            second, _, more = rest.partition(" ")
            if (
                more
                and not re.search(r"[のとをにがは・]$", second)
                and _NAME.match(second)
                and not ROLE.search(second)
                and len(first) + len(second) <= 8
                and ROLE.search(tight(more))
            ):
                return first + second, tight(more)  # family name, given name, post
            return first, tight(rest)
        if whole in self._posts() or ROLE.fullmatch(whole):
            return "", whole
        for word in sorted(self._posts(), key=len, reverse=True):
            if whole.endswith(word) and _NAME.match(whole[: -len(word)]) and len(whole) - len(word) <= 8:
                return whole[: -len(word)], word
        best = max(range(min(6, len(whole) - 1)), key=lambda n: (self._weight(whole[:n], whole[n:]), -n))
        return whole[:best], whole[best:]

    def speaker_class(self, role: str | None, section: str) -> str:
        """`chair`, `vice_chair`, `member`, `secretariat` (by the name of the section that runs the meeting) or `official`."""
        post = role or ""
        if post in self.words.vice_chair or (post.startswith("副") and post[1:] in self.words.chair):
            return "vice_chair"
        if post in self.words.chair:
            return "chair"
        if post in self.words.member:
            return "member"
        if any(post.startswith(w) for w in self.words.secretariat) or (section and post.startswith(section)):
            return "secretariat"
        return group_of(post)

    def _posts(self) -> tuple[str, ...]:
        return (*self.words.chair, *self.words.vice_chair, *self.words.member, *self.words.secretariat)

    def _family(self, person: Person, name: str) -> bool:
        """Whether the name is all of the family name as the list sets it (`鈴木 一`), so that 鈴 does not fit 鈴木."""
        first = re.split(r"\s+", person.printed.strip())[0]
        return len(first) == len(person.name) or first == name

    def _weight(self, name: str, post: str) -> float:
        """How well a tag is explained as this name with this post."""
        if not ROLE.search(post) or (name and (not _NAME.match(name) or ROLE.search(name))):
            return -1.0
        if not name:
            bare = 2.5 if self._bare else 0.0
            return bare + 3.0 * any(p.role == post and not p.name for p in self.people)
        text, weight = self._text, {1: 0.1, 2: 0.5, 3: 0.2}.get(len(name), 0.0)
        weight += 3.0 * (f"{post}の{name}" in text or f"{post}{name}" in text)
        weight += 2.0 * bool(re.search(rf"(?:の|[。、]|^){name}(?:です|でございま|と申し|といいま|でご)", text))
        weight += 2.0 * bool(re.search(rf"(?:の|[。、]){name}(?:部長|課長|係長|室長|所長|局長|館長|主査|主任)", text))
        weight += 1.0 * any(
            p.name.startswith(name) and tight(p.printed.split()[0] if p.printed.split() else "") == name for p in self.people
        )
        weight += 0.7 * any(t != name + post and t.startswith(name) and len(t) > len(name) for t in self._tags)
        weight += 0.7 * (text.count(post) > text.count(name + post) or text.count(post[:-1]) > text.count(name + post[:-1]))
        weight += 0.6 * (name == family_name(name + post))
        return weight
