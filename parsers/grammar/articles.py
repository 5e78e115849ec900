"""Rules: chapters, articles with their headings, paragraphs and items, out of printed lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from parsers.grammar.keyvalue import unspread
from parsers.grammar.numbers import KANJI_NUMBER, to_int
from schemas.document import join_lines
from schemas.text import Folded, Text

_N = rf"(?:\d+|{KANJI_NUMBER})"
_CHAPTER = re.compile(rf"^\s*第\s*{_N}\s*[章節款]\s*(?=\S)")
_ARTICLE = re.compile(
    rf"^\s*第\s*(?P<n>{_N})\s*条(?P<branch>(?:の\s*{_N})*)(?:(?=[\s\[［【(（])|(?![のにをはがと及第中ま、及でか関]))\s*"
)
_PARAGRAPH = re.compile(
    r"^\s*(?P<n>[2-9]|[1-9]\d)(?=[\s　\[［【]|[^\d\s年月日.,、）)匹人名件回冊枚本台時分歳条項号週か個つ点円])\s*"
)
_SUBITEM = re.compile(rf"^\s*[(（]\s*(?P<n>\d+|[一二三四五六七八九十]+)\s*[)）]\s*|^\s*(?P<k>{_N})(?=[\s　]+\S)\s*")
_HEADING = re.compile(r"^\s*[(（]\s*(?P<name>[^()（）]{1,50}(?:[(（][^()（）]*[)）][^()（）]*)?)\s*[)）]\s*$")
_CLOSING = re.compile(r"^\s*[付附]\s*則\s*")
_ENDED = re.compile(r"[。〕］\]】]\s*$")


class Unit(NamedTuple):
    """The smallest part of a rule with a number of its own. `article` is `23の2` for branches, `付則` at the end."""

    chapter: Text
    heading: Text
    article: str | None
    paragraph: int | None
    subitem: str | None
    text: Text

    @property
    def key(self) -> tuple[str | None, int | None, str | None]:
        """What the same part of another version has too."""
        return self.article, self.paragraph, self.subitem


class _State:
    """Where in the rule the reading has come to."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.lines: list[Text] = []
        self.done: list[Text] = []
        self.chapter = self.heading = Text()
        self.article: str | None = None
        self.last_article = 0
        self.paragraph: int | None = None
        self.subitem: str | None = None

    def close(self) -> None:
        """What was gathered becomes a unit."""
        self.end_paragraph()
        text = Text.join("\n", self.done)
        if text and self.article is not None:
            self.units.append(Unit(self.chapter, self.heading, self.article, self.paragraph, self.subitem, text))
        self.done = []

    def end_paragraph(self) -> None:
        """What follows stands on a line of its own."""
        if text := join_lines(tuple(self.lines)):
            self.done.append(text)
        self.lines = []

    @property
    def ended(self) -> bool:
        """No sentence is open."""
        return not self.lines or bool(_ENDED.search(self.lines[-1].s))


def units(lines: Iterable[tuple[Text, bool]]) -> list[Unit]:
    """The parts of a rule. Each line comes with whether a paragraph of the page begins with it.

    Numbers only count where they go on from the one before: a line that happens to begin with `3 条` inside a sentence is
    no paragraph 3.
    """
    state = _State()
    for line, begins in lines:
        if line.s.strip():
            ended = state.ended
            _line(state, line, ended or (begins and not state.lines[-1].s.rstrip().endswith("、")), begins and ended)
    state.close()
    return state.units


def _line(state: _State, line: Text, fresh: bool, apart: bool) -> None:
    """Takes a line: `fresh` says that a part may begin with it, `apart` that it stands on a line of its own in any case."""
    folded = line.folded()
    if fresh and (_opens(state, folded) or _continues(state, folded)):
        return
    if apart:
        state.end_paragraph()
    state.lines.append(line)


def _opens(state: _State, folded: Folded) -> bool:
    """A chapter, a heading, an article or the closing provisions begin."""
    if match := _CHAPTER.match(folded.s):
        state.close()
        state.chapter, state.heading = unspread(folded.source), Text()
        return True
    if match := _HEADING.match(folded.s):
        if re.fullmatch(r"\d+|[一二三四五六七八九十ア-ン]", match["name"].strip()):
            return False
        state.close()
        state.heading = folded.group(match, "name")
        state.paragraph = state.subitem = None
        state.article = None
        return True
    if (match := _ARTICLE.match(folded.s)) and _next_article(state, match):
        if state.article is not None:
            state.close()
            state.heading = Text() if state.units and state.units[-1].heading == state.heading else state.heading
        state.close()
        state.last_article = to_int(match["n"]) or 0
        branch = re.sub(r"\s", "", match["branch"])
        state.article, state.paragraph, state.subitem = f"{state.last_article}{branch}", 1, None
        return _rest(state, folded, match.end())
    if match := _CLOSING.match(folded.s):
        state.close()
        state.article, state.paragraph, state.subitem, state.heading = "付則", None, None, Text()
        return _rest(state, folded, match.end())
    return False


def _continues(state: _State, folded: Folded) -> bool:
    """A further paragraph or item of the article begins."""
    if state.article is None:
        return False
    if (match := _PARAGRAPH.match(folded.s)) and int(match["n"]) == (state.paragraph or 1) + 1:
        state.close()
        state.paragraph, state.subitem = int(match["n"]), None
        return _rest(state, folded, match.end())
    if match := _SUBITEM.match(folded.s):
        number = to_int(match["n"] or match["k"] or "")
        bracketed = match["n"] is not None
        kanji = match["k"] is not None and not match["k"].isdecimal()
        if number is not None and (bracketed or kanji) and number == int(state.subitem or 0) + 1:
            state.close()
            state.subitem = str(number)
            return _rest(state, folded, match.end())
    return False


def _next_article(state: _State, match: re.Match[str]) -> bool:
    number = to_int(match["n"])
    if number is None:
        return False
    if match["branch"]:
        return number >= state.last_article
    return number > state.last_article or (number == 1 and state.article == "付則")


def _rest(state: _State, folded: Folded, start: int) -> bool:
    rest = folded.cut(start, len(folded.s))
    if rest.s.strip():
        state.lines.append(rest)
    return True
