"""Clauses of a box: `1 …`, `(1) …`, `・…`, with the heading they stand under, put together from printed lines.

Forms number their clauses with a bare digit and a blank. That is told from a line that merely begins with a number by the sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsers.grammar.clauses import split_top
from parsers.grammar.keyvalue import line_paragraphs
from schemas.document import join_lines
from schemas.text import Text

_PLAIN = re.compile(r"^\s*(?P<no>\d{1,2})\s*(?:[.、．]|\s|(?=個人|[^\s\d.,%~年月日時分人件名歳回個円]))\s*(?=\S)")
_ROUND = re.compile(r"^\s*[(]\s*(?P<no>\d{1,2}|[ア-ンa-z])\s*[)]\s*")
_BULLET = re.compile(r"^\s*(?:[・●○◯◆◇■□◎✓➢►▶▪•◦]|[-－―]\s)\s*")
_CIRCLED = re.compile(r"^\s*[①-⑳]\s*")
_NOTE = re.compile(r"^\s*[※＊*注](?:\d+)?\s*")
_GROUP = re.compile(r"^\s*[【〔［〈<《](?P<name>[^】〕］〉>》]{1,40})[】〕］〉>》]\s*")
_OVER = re.compile(r"(?:措置等?|対策等?|運用|利用時|について|場合|事項|情報|方法)\s*[:：]?$")
_LEADS = re.compile(r"(?:以下|次|つぎ|下記)のとおり[^。]{0,40}。?\s*$")
_SAME = re.compile(r"(?:に記載|のとおり|と同じ|と同様|参照|別紙|別添)[。)）]?$|^(?:特に)?なし[。]?$")
_LISTED = re.compile(
    r"^(?P<whose>.{2,60}?(?:下記|以下|次|上記)の?(?:個人)?(?:情報|項目|事項))\s*[:：\s]\s*(?P<items>\S.*)$", re.S
)
_VERB = re.compile(
    r"(?:する|した|なる|なった|いる|ある|れる|せる|ない|ます|です|できる|行う|生じる)(?:こと|もの)?(?:[(（][^()（）]*[)）])?。?$"
)
_REMARK = re.compile(r"[<〈＜《][^<>〈〉＜＞《》]{2,40}[>〉＞》]\s*$")
_APPROVED = re.compile(r"承認(?:済|を得)|以下は|既に")


class Clause(NamedTuple):
    """A clause without its number; `number` as printed (empty without one), `group` the heading over it."""

    number: str
    text: Text
    group: Text


class _Open:
    """A clause that is being read."""

    def __init__(self, level: int, number: str, line: Text, group: Text) -> None:
        self.level, self.number, self.lines, self.group = level, number, [line] if line else [], group
        self.parent = False

    @property
    def text(self) -> Text:
        return join_lines(tuple(self.lines))


def clause_list(lines: Sequence[Text]) -> list[Clause]:
    """The clauses of the printed lines of a box. A clause that only heads others is their group; notes (※) are left out."""
    out: list[_Open] = []
    group, number, note = Text(), 0, False
    begins = {_first(p) for p in line_paragraphs(tuple(lines))}
    for line in lines:
        folded = line.folded()
        plain = folded.s
        if not plain.strip():
            continue
        start = _start(line, plain, number)
        if match := _GROUP.match(plain):
            group, number, note = folded.group(match, "name"), 0, False
            rest = folded.cut(match.end(), len(plain)).strip()
            if rest:
                out.append(_Open(0, "", rest, group))
            else:
                out.append(_Open(-1, "", Text(), group))
        elif _NOTE.match(plain):
            note = True
        elif start is not None:
            level, printed, end = start
            note = False
            if level == 1:
                number = int(printed)
            if level == 1 and number == 1 and out and not out[-1].number and _heads(out[-1]):
                group = out.pop().text
            if level > 1 and out and 0 < out[-1].level < level and (_short(out[-1].text) or _leads(out[-1].text)):
                out[-1].parent = True
            above = next((o for o in reversed(out) if 0 < o.level < level), None) if level > 1 else None
            out.append(
                _Open(level, printed, folded.cut(end, len(plain)).strip(), above.text if above and above.parent else group)
            )
        elif not note:
            if out and out[-1].level >= 0 and not (out[-1].level == 0 and _first(line) in begins):
                out[-1].lines.append(line.strip())
            else:
                out.append(_Open(0, "", line.strip(), group))
    return [Clause(o.number, o.text, o.group) for o in out if o.lines and not o.parent and o.level >= 0]


def _start(line: Text, plain: str, number: int) -> tuple[int, str, int] | None:
    """Level, printed number and end of the mark that a line begins with."""
    if _CIRCLED.match(line.s):
        return 2, line.s.strip()[0], 2 + len(plain) - len(plain.lstrip()) if plain.lstrip()[1:2].isspace() else 1
    if match := _ROUND.match(plain):
        return 2, match["no"], match.end()
    if match := _BULLET.match(plain):
        return 3, "・", match.end()
    if (
        (match := _PLAIN.match(plain))
        and int(match["no"]) in (1, number + 1)
        and (int(match["no"]) > 1 or number == 0 or number > 2)
    ):
        return 1, match["no"], match.end()
    return None


def _heads(clause: _Open) -> bool:
    """A first line without a number over numbered clauses is their heading."""
    return len(clause.lines) == 1 and _short(clause.text)


def _short(text: Text) -> bool:
    plain = text.folded().s.strip()
    return (
        len(plain) <= 40
        and not plain.endswith("。")
        and (bool(_OVER.search(plain)) or ("。" not in plain and not _VERB.search(plain)))
    )


def _leads(text: Text) -> bool:
    """A sentence that only says that clauses follow: `受託者は、以下のとおり対応する。`"""
    return bool(_LEADS.search(text.folded().s))


def _first(text: Text) -> object:
    """The glyph of the first character that is not blank; the character itself where it has no place."""
    return next((g or c for c, g in zip(text.s, text.glyphs, strict=True) if not c.isspace()), None)


def safeguard_list(lines: Sequence[Text]) -> list[Clause]:
    """The measures of a box; a reference to another box or paper is none."""
    return [
        c for c in clause_list(lines) if len(c.text) > 5 and not (len(c.text) < 30 and _SAME.search(c.text.folded().s.strip()))
    ]


def personal_list(lines: Sequence[Text]) -> list[Clause]:
    """The items of personal information of a box, one for each; sentences and references name none.

    Items are parted by 、 outside of brackets; その他、何々 is one item.
    """
    out: list[Clause] = []
    for clause in clause_list(lines):
        text, group = clause.text, clause.group
        if _APPROVED.search(group.s):
            group = group if len(group) <= 40 else Text()
        if match := _LISTED.match(text.s):
            group = text.group(match, "whose")
            text = text.group(match, "items")
        for part in _sentences(text):
            plain = part.folded().s.strip()
            if _SAME.search(plain) or (_VERB.search(plain) and (plain.endswith("。") or len(plain) > 24)):
                continue
            out += [Clause(clause.number, item, group) for item in _items(part.strip("。 　"))]
    return out


def _sentences(text: Text) -> Iterable[Text]:
    return [part for m in re.finditer(r"[^。]+。?", text.s) if (part := text.group(m).strip())]


def _items(text: Text) -> list[Text]:
    out: list[Text] = []
    parts = split_top(text)
    n = 0
    while n < len(parts):
        part = parts[n]
        if part.s.strip() in ("その他", "そのほか") and n + 1 < len(parts):
            start = text.s.find(part.s)
            end = text.s.find(parts[n + 1].s, start) + len(parts[n + 1].s)
            part, n = text[start:end], n + 1
        out.append(part)
        n += 1
    return [p for p in (_bare(p) for p in out) if p]


def _bare(item: Text) -> Text:
    """Without a bullet in front, without a remark in pointed brackets and 等 or など behind."""
    match = _BULLET.match(item.s)
    plain = (item[match.end() :] if match else item).strip()
    if remark := _REMARK.search(plain.s):
        plain = plain[: remark.start()].strip()
    tail = re.search(r"(?<=..)(?:など|等)$", plain.s)
    return plain[: tail.start()].strip() if tail else plain
