"""Citations of law: `個人情報の保護に関する法律第69条第2項第2号`, short names, `同条例第16条`, branch articles, lists and ranges.

Works on folded text (`Text.folded().s`). What names mean is kept in a `LawContext`, which learns definitions from the text
(`（以下「法」という。）`) and so should see the passages of a paper in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.grammar.lawnames import LawContext
from parsers.grammar.numbers import to_int

_NUM = r"(?:\d+|[〇一二三四五六七八九十百千]+)"
_AFTER_KANJI = r"(?=第|条|項|号|[\s、。,()「」]|$|及び|又は|の|に|を|と|は|が|で)"
_BRANCH = rf"(?:\s*の\s*(?:\d+(?![つ個件人名年月日点])|[一二三四五六七八九十]+{_AFTER_KANJI}))*"
_ARTICLE = re.compile(rf"(?P<sup>附則\s*)?(?:第\s*)?(?P<n>{_NUM})\s*条(?![例件約文])(?P<branch>{_BRANCH})")
_PARAGRAPH = re.compile(rf"\s*(?:第\s*)?(?P<n>{_NUM})\s*項(?!目)")
_SUBITEM = re.compile(rf"\s*(?:第\s*)?(?P<n>{_NUM})\s*号(?![室棟館線])")
_ANNEX = re.compile(rf"別表(?:\s*第?\s*(?P<n>{_NUM}))?")
_AND = re.compile(r"\s*(?:(?:、|,|・|及び|および|並びに|ならびに|又は|または|若しくは|もしくは)\s*)+(?:同条(?!例)|同項)?\s*")
_RANGE = re.compile(r"\s*(?:から|~|〜|ないし|乃至)\s*")
_TRIGGER = re.compile(
    r"同条(?!例)|法律|法|条例|規則|施行令|政令|省令|府令|規程|要綱|要領|指針|ガイドライン|基準|方針|ポリシー|特記事項"
)
_EXTEND = re.compile(r"施行令|施行規則|施行細則|等?の一部を改正する(?:等の)?(?:法律|条例|規則)")
_STATUTE = re.compile(r"(?:法律|法|条例|規則|施行令|施行細則|政令|省令|府令)$")
_RULE = re.compile(rf"(?:{_TRIGGER.pattern.split('|', 1)[1]}|施行細則)$")
_ON_INFORMATION = re.compile(
    r"(?:個人情報|情報セキュリティ|情報の取)"
)  # rules below a law count whole only where they are on this
_NOT_LAW_AFTER = frozenset("人定務的制案規廷令医曹解則")  # 法人, 法定, 法務 …
_NOT_LAW_BEFORE = frozenset("方手作文用司立違適合技話療魔論無製寸語便")  # 方法, 手法, 司法 …
_SAME = re.compile(r"(?:同|本|この|当該)$")
_AFTER = re.compile(r"[」』]?\s*(?:\((?P<note>[^()]*(?:\([^()]*\)[^()]*)*)\))?[」』]?\s*(?:の\s*(?=第|別表|附則))?")
_ALIAS = re.compile(r"以下[、,]?\s*(?:単に|これを)?\s*[「『](?P<alias>[^」』]{1,40})[」』]")
_LINK = r"に関する|に係る|における|に対する|のための|及び|並びに|その他の|の"
_WORD = r"取り?扱い|手続き"  # words of titles that are not all kanji
_GENERIC = re.compile(rf"(?:[一-鿿々〇ァ-ヺー・]|{_LINK}|{_WORD})+$")
_WHOSE = r"(?:[区国都市県町村]|事業者|自治体|公共団体|会社|法人|以下|今後|従来|現行)の"
_LEADING = re.compile(rf"^(?:{_LINK}|・|等|旧|新|現行|改正後|改正前|改正|上記|前記|当該|根拠|月|本?[^の]{{0,6}}{_WHOSE})+")
_NO_NAME = re.compile(r"(?:の|における|に対する|及び|並びに)(?:法律|法|条例|規則|政令|省令|府令|規程|基準|方針)$")
_CUT = re.compile(r"(?:法律|法|条例|規則|令)等?(?:及び|並びに|・)")
_WINDOW = 80
_MAX_RANGE = 60


class Citation(NamedTuple):
    """A citation: offsets into the folded text, the words there, the full name of the law, and the numbers.

    `article` is `"23の2"` for a branch article, `"附則3"` for a supplementary one; `annex` is `"別表第2"`. A law cited as a whole
    has none of them; such a citation is given only for a full name, never for a bare 法 or 条例.
    """

    start: int
    end: int
    printed: str
    law: str
    article: str | None = None
    paragraph: int | None = None
    subitem: int | None = None
    annex: str | None = None

    @property
    def normal(self) -> str:
        """`法令名|条|項|号`; empty parts at the end are left out."""
        parts = (self.law, self.article or self.annex, self.paragraph, self.subitem)
        return "|".join("" if p is None else str(p) for p in parts).rstrip("|")


class _Head(NamedTuple):
    """The name of a law in a text; `whole` says that it stands for a law without an article too."""

    start: int
    end: int
    law: str
    whole: bool


def find_citations(folded: str, context: LawContext) -> list[Citation]:
    """All citations of a text in order; the context learns the text's definitions on the way.

    前条, 前項 and articles without a law are none. A range gives one citation for each article, all with the range's offsets.
    """
    out: list[Citation] = []
    at = 0
    for match in _TRIGGER.finditer(folded):
        if match.start() < at:
            continue
        if match[0] == "同条":
            found = _same_article(folded, match, context)
        else:
            head = _head(folded, match, context)
            if head is None or head.start < at:
                continue
            found = _cited(folded, head, context)
            if out and out[-1].article is None and head.start <= out[-1].start:
                out.pop()  # the name before was the beginning of this one
        out.extend(found)
        at = max((c.end for c in found if c.article or c.annex), default=at)
    return out


def _head(folded: str, match: re.Match[str], context: LawContext) -> _Head | None:
    """The name that ends with the trigger (or a little behind it), with its full form."""
    end = match.end()
    if match[0] == "法" and (
        folded[end : end + 1] in _NOT_LAW_AFTER or folded[match.start() - 1 : match.start()] in _NOT_LAW_BEFORE
    ):
        return None
    if longer := _EXTEND.match(folded, end):
        end = longer.end()
    quoted = _quoted(folded, match.start(), end)
    if quoted:
        return quoted
    before = folded[max(0, match.start() - 3) : match.start()]
    if same := _SAME.search(before):
        law = context.same(match[0])
        return _Head(match.start() - len(same[0]), end, law, False) if law else None
    known, generic = context.known(folded, end), _generic(folded, end)
    own = generic[: len(generic) - len(known)]
    if known and (len(known) >= len(generic) or (len(known) > 2 and _apart(own))):
        return _Head(end - len(known), end, context.full(known), known not in context.defined and len(known) > 2)
    if len(generic) < 3:
        return None
    whole = bool(_STATUTE.search(generic) or _ON_INFORMATION.search(generic)) and ("に関する" in generic or len(generic) >= 6)
    return _Head(end - len(generic), end, context.full(generic), whole)


def _apart(words: str) -> bool:
    """Words before a known name that do not belong to it."""
    return words.endswith(
        ("の", "及び", "並びに", "に関する", "に係る", "における", "に対する", "・", "等")
    ) or not _LEADING.sub("", words)


def _generic(folded: str, end: int) -> str:
    """A name by its form alone: kanji, katakana and the particles that titles are joined with."""
    window = folded[max(0, end - _WINDOW) : end]
    match = _GENERIC.search(window)
    if not match:
        return ""
    name = match[0]
    for cut in _CUT.finditer(name, 0, len(name) - 1):
        name = match[0][cut.end() :]
    name = _LEADING.sub("", name)
    return "" if _NO_NAME.search(name) else name


def _quoted(folded: str, inner: int, end: int) -> _Head | None:
    """A name in 「」 that the trigger is a part of."""
    left = max(folded.rfind("「", max(0, inner - 2 * _WINDOW), inner), folded.rfind("『", max(0, inner - 2 * _WINDOW), inner))
    if left < 0 or any(c in "」』。" for c in folded[left:inner]):
        return None
    right = min(
        (n for n in (folded.find("」", end, end + _WINDOW), folded.find("』", end, end + _WINDOW)) if n >= 0), default=-1
    )
    name = folded[left + 1 : right] if right >= 0 else ""
    base = re.sub(r"\([^()]*\)?$", "", name)  # a note behind the name may hold a closing quote of its own
    if len(base) < 3 or "。" in name or not _RULE.search(base):
        return None
    return _Head(left + 1, left + 1 + len(base), base, True)


def _cited(folded: str, head: _Head, context: LawContext) -> list[Citation]:
    """What follows a name: a definition or the law's number in brackets, then articles."""
    law = context.full(head.law)
    after = _AFTER.match(folded, head.end)
    assert after is not None  # the pattern matches the empty string
    alias = _ALIAS.search(after["note"] or "")
    if alias:
        context.define(alias["alias"], law)
    found = list(_numbers(folded, head.start, after.end(), law, context))
    if found:
        context.cite(law)
        return found
    if not head.whole and not alias:
        return []
    context.cite(law)
    context.last_article = None
    return [Citation(head.start, head.end, folded[head.start : head.end], law)]


def _same_article(folded: str, match: re.Match[str], context: LawContext) -> list[Citation]:
    """同条第2項: the law and article cited last."""
    law, article = context.last, context.last_article
    paragraph = _PARAGRAPH.match(folded, match.end())
    if law is None or article is None or paragraph is None:
        return []
    first = _Place(article, to_int(paragraph["n"]), None)
    subitem = _SUBITEM.match(folded, paragraph.end())
    end = subitem.end() if subitem else paragraph.end()
    first = first._replace(subitem=to_int(subitem["n"])) if subitem else first
    return list(_chain(folded, match.start(), end, law, first, context))


class _Place(NamedTuple):
    article: str
    paragraph: int | None
    subitem: int | None


def _numbers(folded: str, start: int, at: int, law: str, context: LawContext) -> Iterator[Citation]:
    """The articles (or the annex) that follow a law's name directly."""
    if annex := _ANNEX.match(folded, at):
        number = f"第{to_int(annex['n'])}" if annex["n"] else ""
        yield Citation(start, annex.end(), folded[start : annex.end()], law, annex=f"別表{number}")
        return
    read = _place(folded, at, None)
    if read:
        yield from _chain(folded, start, read[1], law, read[0], context)


def _chain(folded: str, start: int, end: int, law: str, place: _Place, context: LawContext) -> Iterator[Citation]:
    """A citation and those that follow it in a list or range, which take over what they leave out."""
    while True:
        context.last_article = place.article
        span = _RANGE.match(folded, end)
        last = _place(folded, span.end(), place) if span else None
        if last:
            end = last[1] + (2 if folded.startswith("まで", last[1]) else 0)
            yield from (Citation(start, end, folded[start:end], law, *p) for p in _between(place, last[0]))
            place = last[0]
        else:
            yield Citation(start, end, folded[start:end], law, *place)
        comma = _AND.match(folded, end)
        following = _place(folded, comma.end(), place) if comma else None
        if not comma or not following:
            return
        start, (place, end) = comma.end(), following


def _place(folded: str, at: int, before: _Place | None) -> tuple[_Place, int] | None:
    """Article, paragraph, subitem at the offset, and where they end. After `before`, the article (and paragraph) may be left out."""
    article, paragraph = before.article if before else None, before.paragraph if before else None
    end = at
    if match := _ARTICLE.match(folded, at):
        article, paragraph, end = _article(match), None, match.end()
    elif before is None:
        return None
    if match := _PARAGRAPH.match(folded, end):
        paragraph, end = to_int(match["n"]), match.end()
    subitem = None
    if match := _SUBITEM.match(folded, end):
        subitem, end = to_int(match["n"]), match.end()
    return (_Place(article, paragraph, subitem), end) if article and end > at else None


def _article(match: re.Match[str]) -> str:
    numbers = [to_int(n) for n in re.findall(_NUM, match["n"] + match["branch"])]
    return ("附則" if match["sup"] else "") + "の".join(str(n) for n in numbers)


def _between(first: _Place, last: _Place) -> Iterator[_Place]:
    """All places of a range, in the largest unit that differs; the two ends alone where they cannot be counted."""
    yield first
    if first.article != last.article:
        yield from (_Place(str(n), None, None) for n in _inner(first.article, last.article))
    elif first.paragraph != last.paragraph:
        yield from (_Place(first.article, n, None) for n in _inner(first.paragraph, last.paragraph))
    else:
        yield from (first._replace(subitem=n) for n in _inner(first.subitem, last.subitem))
    yield last


def _inner(low: str | int | None, high: str | int | None) -> range:
    """The whole numbers between two ends; none where an end is no number or the ends lie too far apart to be a range."""
    if not (str(low).isdecimal() and str(high).isdecimal()):
        return range(0)
    numbers = range(int(str(low)) + 1, int(str(high)))
    return numbers if len(numbers) < _MAX_RANGE else range(0)


__all__ = ["Citation", "LawContext", "find_citations"]
