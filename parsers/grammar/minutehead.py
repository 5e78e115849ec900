"""The head of minutes: council, day, time, place, who was there, what was on the agenda; in a table or in labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.grammar.roles import ROLE
from parsers.grammar.speakers import Person, tight
from schemas.document import Element, FlowTable
from schemas.text import Text

LABELS: dict[str, str] = {
    "会議名": "name", "会議名称": "name", "名称": "name", "会議の名称": "name", "件名": "name",
    "事務局": "secretariat", "担当課": "secretariat", "所管課": "secretariat", "主管課": "secretariat", "庶務担当課": "secretariat",
    "開催年月日": "day", "開催日": "day", "開催日時": "day", "日時": "day", "会議日時": "day", "年月日": "day", "期日": "day",
    "開催時間": "time", "時間": "time", "開会時刻": "time",
    "開催場所": "venue", "場所": "venue", "会場": "venue", "会議場所": "venue",
    "出席者": "present", "出席委員": "present", "出席者氏名": "present", "委員": "present", "出席": "present", "出席者数": "count",
    "欠席者": "absent", "欠席委員": "absent", "欠席": "absent",
    "傍聴者": "public", "傍聴者数": "public", "傍聴人": "public",
    "会議次第": "agenda", "次第": "agenda", "議題": "agenda", "案件": "agenda", "議事": "agenda", "資料": "agenda", "配付資料": "papers",
}  # fmt: skip
_NUMBERED = re.compile(r"^\s*[(]?\d{0,2}[)]?[\s.．、]*")
_LINE = re.compile(
    r"^\s*(?:[(]?\d{1,2}[)]?[\s.．、]*|[○●・]\s*)?(?P<label>[一-鿿\s]{2,9}?)(?:\s*[:：]\s*|\s{1,}|$)(?P<value>.*)$"
)
_MEMBER = r"会長職務代理者?|副会長|部会長|会長|副委員長|委員長|座長|委員"
_PERSON = re.compile(rf"(?P<name>[^\s、,()・:：]{{1,9}}?(?:\s[^\s、,()・:：]{{1,8}}?)?)\s?(?P<role>{_MEMBER})(?=[\s、,()]|$)")
_GROUP = re.compile(
    r"^\s*[(（]?\s*(?P<group>委員|学識経験者|区議会議員|区民委員|事務局|区側|説明員|幹事|理事者|所管課?)\s*[)）:：]?[\s　]*"
)
_OFFICIALS = ("事務局", "区側", "説明員", "幹事", "理事者", "所管", "所管課")


class Field(NamedTuple):
    """A labelled part of a head: the lines of its value, cell by cell."""

    key: str
    label: Text
    lines: list[Text]

    @property
    def text(self) -> Text:
        return Text.join(" ", self.lines)


class Attendee(NamedTuple):
    """A person of the list: the words, the name without blanks (empty where only a post is named), the post, present or not."""

    text: Text
    name: str
    role: str
    present: bool


def label_key(label: str) -> str | None:
    """What a label of a head means."""
    plain = _NUMBERED.sub("", tight(label))
    return LABELS.get(re.sub(r"\(.*\)$", "", plain))


def head_fields(elements: Sequence[Element]) -> list[Field]:
    """The labelled parts of tables and lines, in printed order."""
    out: list[Field] = []
    for element in elements:
        if isinstance(element, FlowTable):
            out += _table(element)
        else:
            for line in element.lines:
                folded = line.folded()
                match = _LINE.match(folded.s)
                key = label_key(match["label"]) if match else None
                if match and key:
                    value = folded.group(match, "value").strip()
                    out.append(Field(key, folded.group(match, "label").strip(), [value] if value else []))
                elif out and out[-1].key in ("present", "absent", "agenda") and not folded.s.rstrip().endswith("。"):
                    out[-1].lines.append(line.strip())
    return out


def is_head(element: Element) -> bool:
    """A table that holds at least the day and the place, or the day and who was there."""
    if not isinstance(element, FlowTable):
        return False
    keys = {f.key for f in _table(element)}
    return "day" in keys and bool(keys & {"venue", "present"})


def _table(element: FlowTable) -> Iterator[Field]:
    table = element.table
    for row in range(table.n_rows):
        label = table.at(row, 0)
        if label is None:
            continue
        key = label_key(label.text.s)
        if key is None or label.row != row:
            continue
        cells = [c for n in range(row, row + label.row_span) for c in table.row(n) if c is not label]
        # rows without a label of their own go on with the one above
        below = row + label.row_span
        while (
            below < table.n_rows and (head := table.at(below, 0)) is not None and head.row == below and not head.text.s.strip()
        ):
            cells += [c for c in table.row(below) if c is not head]
            below += 1
        yield Field(key, label.text, [line.strip() for c in cells for line in c.lines if line.s.strip()])


def attendees(fields: Sequence[Field]) -> list[Attendee]:
    """The persons of the lists; of officials who are named by post alone, the post."""
    out: list[Attendee] = []
    for field in fields:
        if field.key not in ("present", "absent"):
            continue
        group = ""
        for line in field.lines:
            folded = line.folded()
            plain, at = folded.s, 0
            if match := _GROUP.match(plain):
                group, at = match["group"], match.end()
            found = list(_PERSON.finditer(plain, at)) if group not in _OFFICIALS else []
            for person in found:
                name = tight(person["name"])
                out.append(Attendee(folded.group(person), name, person["role"], field.key == "present"))
            if not found:
                out += _listed(line, folded.s[:at], group, field.key == "present")
    return out


def _listed(line: Text, skipped: str, group: str, present: bool) -> Iterator[Attendee]:
    """Names or posts of a list parted by 、 without a post of their own."""
    folded = line.folded()
    for match in re.finditer(r"[^、,，]+", folded.s[len(skipped) :]):
        start = len(skipped) + match.start()
        word = match[0].strip()
        if not word or not re.fullmatch(r"[一-鿿々ヶぁ-んァ-ヺー\s]{1,20}", word):
            continue
        text = folded.cut(start, start + len(match[0])).strip()
        if ROLE.search(tight(word)) and ROLE.search(tight(word)).end() == len(tight(word)):  # type: ignore[union-attr]
            yield Attendee(text, "", tight(word), present)
        elif group and group not in _OFFICIALS and len(tight(word)) <= 9:
            yield Attendee(text, tight(word), "委員", present)


def people(found: Sequence[Attendee]) -> list[Person]:
    """The attendees as speakers are looked up."""
    out = []
    for a in found:
        printed = a.text.folded().s
        cut = printed.rfind(a.role) if a.role and a.name else -1
        out.append(Person(a.name, printed[:cut] if cut > 0 else printed, a.role))
    return out
