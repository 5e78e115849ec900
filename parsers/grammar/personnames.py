"""Where in a speaker's tag the person's name stands: `企画課山本主幹`, `川島隆史学校教育課長`, `こしば総務委員長`.

A dictionary tells family and given names from the words that sections are called by; a name it does not know is told by its place.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from parsers.grammar.dictionary import pieces, senses
from parsers.grammar.roles import PERSONAL_ROLE, UNIT

_LETTERS = re.compile(r"^[一-鿿々〆ヶヵ㐀-䶿ぁ-んァ-ヺー\U00020000-\U0002ffff豈-﫿]+$")
_KANA = re.compile(r"^[ぁ-ん]{2,4}(?=[一-鿿])")
# Words in hiragana that sections begin with
_WORDS = frozenset((
    "こども", "まち", "まちづくり", "くらし", "みどり", "すこやか", "ふるさと", "いきいき", "しごと", "みらい", "ごみ", "ものづくり", "ひと", "ふれあい",
    "にぎわい", "きずな", "いのち", "すまい", "みず", "みち", "やさしい", "あんしん", "わがまち", "げんき", "いじめ", "がん", "おもてなし", "つながり",
))  # fmt: skip
_SECTION = re.compile(
    r"総務|企画|財政|財務|政策|福祉|教育|議会|監査|選挙|農業|建設|都市|環境|保健|税務|住民|市民|区民|町民|会計|運営|常任|特別|予算|決算|行政|推進|管理|対策|担当"
    r"|学校|子育て|健康|生活|産業|経済|観光|文化|防災|情報|広報|人事|職員|契約|用地|道路|水道|公園|建築|戸籍|保険|年金|介護|高齢|障害|児童|保育|青少年|消防|警察|交通"
)


class Parts(NamedTuple):
    """A tag's words before the post: name (empty where none stands there), and the section before or behind it."""

    name: str
    section: str


@cache
def kind(word: str) -> frozenset[str]:
    """What a word can be, of `family`, `given`, `place`."""
    out = set()
    for sense in senses(word):
        if sense.kind == "人名":
            out.add("family" if sense.part == "姓" else "given")
        elif sense.kind == "地名":
            out.add("place")
    return frozenset(out)


@lru_cache(maxsize=1 << 15)
def ends_in_given(words: str) -> bool:
    """Whether the last of several words is a given name, as in a full name whose family name the dictionary does not know."""
    tokens = _tokens(words)
    last = tokens[-1][0] if len(tokens) > 1 and tokens[-1][1] else ""
    return len(last) > 1 and "given" in kind(last)


@lru_cache(maxsize=1 << 15)
def family_name(words: str) -> str:
    """The longest family name that the words begin with, empty without one."""
    return next((words[:n] for n in (4, 3, 2, 1) if "family" in kind(words[:n])), "")


@lru_cache(maxsize=1 << 15)
def is_name(words: str) -> bool:
    """Whether family and given names alone make up the words."""
    tokens = _tokens(words)
    return bool(tokens) and all(person for _, person in tokens)


@cache
def split(words: str, post: str) -> Parts:
    """Name and section in what stands before a post; blanks are taken out before."""
    if not words or not _LETTERS.match(re.sub(r"[・()A-Za-z]", "", words)):
        return Parts("", words)
    personal = bool(PERSONAL_ROLE.fullmatch(post))
    tokens = _tokens(words)
    known = len(words) <= 3 or any(person for _, person in tokens) or re.search("[ぁ-んァ-ヺ]", words)
    if personal and known and len(words) <= 8 and not _SECTION.search(words) and not UNIT.search(words):
        return Parts(words, "")
    begin = next((n for n, (_, person) in enumerate(tokens) if person and _may_begin(tokens, n)), None)
    if begin is None:
        kana = _KANA.match(words)
        if kana and not any(kana[0].startswith(w) or w.startswith(kana[0]) for w in _WORDS):
            return Parts(kana[0], words[kana.end() :])
        return Parts("", words)
    end = begin + 1
    while end < len(tokens) and tokens[end][1] and len("".join(t for t, _ in tokens[begin : end + 1])) <= 6:
        end += 1
    before, behind = ("".join(t for t, _ in part) for part in (tokens[:begin], tokens[end:]))
    name = "".join(t for t, _ in tokens[begin:end])
    if personal and not _SECTION.search(behind) and not UNIT.search(behind) and len(name + behind) <= 8:
        return Parts(name + behind, before)
    return Parts(name, before + behind)


def _may_begin(tokens: list[tuple[str, bool]], n: int) -> bool:
    """A name stands in front, or behind the name of a section."""
    return n == 0 or bool(UNIT.search("".join(t for t, _ in tokens[:n])))


def _tokens(words: str) -> list[tuple[str, bool]]:
    """The words of a tag, each with whether it is a person's name here; a place's name in front can be a family's."""
    out: list[tuple[str, bool]] = []
    for piece in pieces(words):
        person = piece.kind == "人名" or (piece.kind == "地名" and "family" in kind(piece.written))
        out.append((piece.written, person))
    if len(out) > 1 and out[0][1] and re.match(r"[都道府県市区町村]", out[1][0]):
        out[0] = (out[0][0], False)
    return out
