"""How any council's minutes call a speaker at the beginning of a line: `○議長（青木一君）`, `◆５番 青木一議員`, `青木総務課長　…`.

Marks, posts, names, seats and brackets may stand in any order and with blanks between their characters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.grammar import personnames
from parsers.grammar.roles import CUSTOMARY, HONORIFIC, PERSONAL, ROLE, SEAT
from schemas.text import fold_char

MARKS = "○◯〇◆◇◎●□■△▲◦•・"  # what may stand before a speaker, apart from what a source configures
MAX_READ = 4 * 56  # characters from the beginning that are looked at
MAX_TAG = 56  # characters of a tag, its inner blanks too

_STOP = re.compile(r"[。、,「」『』？?！!…;/=]|ます|です|ました|である|について|における|に関する")
_BRACKET = re.compile(r"\s*\(\s*(?P<inner>[^()。、「」]{1,24}?)\s*\)")
_ASIDE = re.compile(r"(?:\s*\((?:登\s*壇|自席|答弁|再登壇|起立|演壇|質問席)[^()]{0,8}\))+")
_BRACKETS = str.maketrans("〔【[］〕】]", "((())))")
_ENCLOSED = re.compile(r"\(\s*(?P<inner>[^()。、「」]{2,30}?)\s*\)\s*")
_NO_NAME = re.compile(
    r"を|する$|異議|賛成|反対|拍手|登壇|起立|着席|挙手|省略|呼ぶ者|なし$|無し$|あり$|多数|全員|一同|休憩|再開|開会|閉会|開議|散会|延会|別紙|案$|注$|以下"
)
_NOBODY = re.compile(
    r"(?:会議録署名|署名|(?:不)?(?:出席|欠席|応招|応召)|遅刻|早退|傍聴|同席|各|全|両|他の?|新|旧|次の?|この|正副|本|当|同|前|した|する|った)$"
)
_TITLE = re.compile(r"^(?:議事)?日程\s*第?\s*[0-9一二三四五六七八九十]+\s+")
_LETTER = r"[一-鿿々〆ヶヵ㐀-䶿ぁ-んァ-ヺー\U00020000-\U0002ffff豈-﫿]"
_NAME = re.compile(rf"{_LETTER}{{1,10}}$")
_CALLED = re.compile(rf"\s*(?P<name>{_LETTER}{{1,7}}(?:\s+{_LETTER}{{1,6}}?)?)\s*(?:君|くん|さん|氏|様|議員|委員)(?=[\s:]|$)")
_POLITE = re.compile(r"\s?(?:君|さん|様|殿)(?=[\s:]|$)")
_BARE_NAME = re.compile(rf"\s+(?P<name>{_LETTER}{{2,8}})\s+(?=\S)")
_SEATED = re.compile(rf"(?P<seat>\d{{1,3}})\s*(?P<name>{_LETTER}{{1,6}})\s+(?=\S)")


class Line(NamedTuple):
    """A tag at the beginning of a line, `line[start:stop]` without its mark; the words begin at `end`.

    `role` is the post as printed, without the section where a name parts them; `seat` the printed number of a member's seat.
    `sure` is false for a tag that is a name alone; `bracketed` says that the name stands in brackets behind the post.
    """

    mark: str
    start: int
    stop: int
    end: int
    name: str | None
    role: str | None
    section: str | None
    seat: str | None
    sure: bool
    bracketed: bool = False

    @property
    def post(self) -> str | None:
        """The post; where none is printed a member's, if a seat's number or the mark says so."""
        return self.role or ("議員" if self.seat else CUSTOMARY.get(self.mark) if self.name else None)


def read_line(line: str, marks: str = MARKS) -> Line | None:
    """Reads the tag of a line as it is printed, None where the line does not begin with one."""
    return read_at(even(line), 0, marks)


def read_at(text: str, at: int, marks: str = MARKS, breaks: frozenset[int] = frozenset()) -> Line | None:
    """Reads the tag that begins at an offset of a folded text; `breaks` are offsets where printed lines begin, which count as gaps.

    All offsets of the result are into the text.
    """
    text = text[: at + MAX_READ].translate(_BRACKETS)
    begin = _blanks(text, at)
    mark = text[begin : begin + 1] if text[begin : begin + 1] in marks else ""
    start = _blanks(text, begin + len(mark))
    if not mark and (title := _TITLE.match(text[start:])):
        start += title.end()
    if start >= len(text) or _STOP.match(text, start):
        return None
    return (
        _enclosed(text, start, mark)
        or _bracketed(text, start, mark)
        or _posted(text, start, mark, breaks)
        or _named(text, start, mark)
    )


def _blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _enclosed(text: str, start: int, mark: str) -> Line | None:
    """`（議長　青木一君）　…`, `【青木委員】…`: all of the tag in brackets."""
    match = _ENCLOSED.match(text, start)
    inner = _posted(match["inner"] + " ", 0, mark, frozenset()) if match else None
    if match is None or inner is None or inner.end < len(match["inner"]) or not (mark or inner.name):
        return None
    return inner._replace(start=start, stop=len(match[0].rstrip()) + start, end=match.end())


def _bracketed(text: str, start: int, mark: str) -> Line | None:
    """`議長（青木一君）`, `３番（青木一）`, `議員（３番　青木一君）`."""
    at = text.find("(", start, start + MAX_TAG)
    while at > start and (match := _BRACKET.match(text, at)):
        before, inner = text[start:at], tight(match["inner"])
        if _STOP.search(before):
            return None
        after = text[match.end() :]
        seat = SEAT.match(inner)
        name = inner[seat.end() :] if seat else inner
        bare = HONORIFIC.sub("", name) if len(name) > 2 or HONORIFIC.search(name) else name
        role, place = _role(tight(before))
        if bare and _NAME.match(bare) and not _NO_NAME.search(bare) and (role or place or bare != name):
            if not role and not place:
                role = tight(before)
            end = match.end() + (aside.end() if (aside := _ASIDE.match(after)) else 0)
            number = seat or SEAT.match(tight(before))
            return Line(
                mark, start, match.end(), _words(text, end), bare, role, None, number[0] if number else None, True, True
            )
        at = text.find("(", match.end(), start + MAX_TAG)
    return None


def _role(head: str) -> tuple[str | None, str | None]:
    """Post of what stands before a bracket, and its seat."""
    if SEAT.fullmatch(head):
        return None, head
    seat = SEAT.match(head)
    rest = head[seat.end() :] if seat else head
    ends = [m for m in ROLE.finditer(rest) if m.end() == len(rest)]
    return (rest if ends else None), (seat[0] if seat else None)


def _posted(text: str, start: int, mark: str, breaks: frozenset[int]) -> Line | None:
    """`青木総務課長　…`, `議　　長　…`, `３番　青木一議員　…`, `課長　青木一君　…`: a post or seat with a gap behind it."""
    stop = _STOP.search(text, start)
    limit = min(stop.start() if stop else len(text), start + MAX_TAG)
    places = [n for n in range(start, limit) if not text[n].isspace()]
    head = "".join(text[n] for n in places)
    seat = SEAT.match(head)
    for match in _posts(head, seat):
        end = places[match.end() - 1] + 1
        words = head[seat.end() if seat and seat.end() <= match.start() else 0 : match.start()]
        role = match[0] if match.re is ROLE else ""
        if polite := _POLITE.match(text, end):
            end = polite.end()
        gap = end >= len(text) or text[end].isspace() or text[end] == ":" or end in breaks
        if not words or role not in PERSONAL:
            called = _name_behind(text, end) if gap or role else None
            if called and not (parts := personnames.split(words, role)).name:
                return _line(text, start, called.end(), mark, tight(called["name"]), (parts.section + role) or None, None, seat)
        if not gap or (role and not _spread(text[start:end])) or _NOBODY.match(words):
            continue
        parts = personnames.split(words, role) if role else personnames.Parts("", "")
        own = role if parts.name and not words.endswith(parts.section) else parts.section + role
        return _line(text, start, end, mark, parts.name or None, own or None, parts.section or None, seat)
    return None


def _name_behind(text: str, at: int) -> re.Match[str] | None:
    """A name behind a post or a seat: with an honorific, or one that the dictionary knows."""
    if called := _CALLED.match(text, at):
        known = personnames.split(tight(called["name"]), "議員").name == tight(called["name"])
        return called if known and not ROLE.search(tight(called["name"])) else None
    bare = _BARE_NAME.match(text, at)
    return bare if bare and len(bare["name"]) > 2 and personnames.is_name(bare["name"]) else None


def _posts(head: str, seat: re.Match[str] | None) -> list[re.Match[str]]:
    found = list(ROLE.finditer(head))
    return sorted([*found, *([seat] if seat else [])], key=lambda m: (m.re is not ROLE, m.end()))


def _spread(tag: str) -> bool:
    """Whether the blanks of a tag only spread it (`福 祉 課 長`) or part name and post (`青木 一 議長`)."""
    parts = tag.split()
    single = [p for p in parts if len(p) == 1]
    return len(single) >= len(parts) - 1 or (len(parts) <= 4 and all(len(p) <= 16 for p in parts))


def _named(text: str, start: int, mark: str) -> Line | None:
    """`◆青木一君　…`, `６青木　…`, `○青木一　…`: a name alone, with an honorific, a seat's number or a mark."""
    if seated := _SEATED.match(text, start):
        if personnames.is_name(seated["name"]):
            return Line(
                mark, start, start + len(seated[0].rstrip()), seated.end(), seated["name"], None, None, seated["seat"], True
            )
        return None
    if not mark:
        return None
    if called := _name_behind(text, start):
        return _line(text, start, called.end(), mark, tight(called["name"]), None, None, None)
    match = re.compile(rf"(?P<name>{_LETTER}{{1,8}})\s+(?=\S.*。)", re.S).match(text, start)
    if match and personnames.is_name(match["name"]) and not _NO_NAME.search(match["name"]):
        return Line(mark, start, match.end("name"), match.end(), match["name"], None, None, None, False)
    return None


def _line(
    text: str,
    start: int,
    end: int,
    mark: str,
    name: str | None,
    role: str | None,
    section: str | None,
    seat: re.Match[str] | None,
) -> Line:
    return Line(mark, start, end, _words(text, end), name, role, section, seat[0] if seat else None, True)


def _words(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == ":"):
        at += 1
    return at


def even(line: str) -> str:
    """Folded character by character, as long as the printed line: offsets into one are offsets into the other."""
    return "".join(c if c.isascii() or len(f := fold_char(c)) != 1 else f for c in line)


def tight(text: str) -> str:
    """Without blanks."""
    return re.sub(r"\s+", "", text)
