"""What stands in the boxes and sections of a paper: personal-information items, safeguards, counterparties, departments.

All functions take the paragraphs of a value (see `keyvalue.cell_paragraphs`) and give `Text`s cut out of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from parsers.grammar.keyvalue import CAPTION, MARK
from schemas.text import Text

# A caption in bold brackets may share its line with what it stands over: 〔提供する情報〕 氏名、住所
_GROUP = re.compile(r"^\s*[【〔［<＜《](?P<name>[^】〕］>＞》]{1,40})[】〕］>＞》]\s*")
_LEAD_IN = re.compile(
    r"^(?P<own>.*?)(?:とともに|のほか|ほか|うえで|上で)?[、,]?\s*(?:以下|下記|つぎ|次|下)の(?:とおり|ような|各号の)?"
    r"[^。、]{0,20}(?:措置|対策|事項)[^。]{0,24}[。:：]?$"
)
_SAME = re.compile(r"(?:と|に)(?:同じ|同様)|のとおり|参照|別紙|別添|該当なし|^なし[。]?$|^特になし")
_SENTENCE = re.compile(r"。\s*$")
_OPEN, _CLOSE = "(（[［「『〔【", ")）]］」』〕】"
_PEOPLE = r"者|方|人|生徒|児童|園児|世帯|世帯員|区民|住民|職員|保護者|家族|親族|本人|子ども|子供|利用者|対象者"
_WHOSE = re.compile(rf"^(?P<whose>.{{6,}}(?:{_PEOPLE}))の(?P<name>[^の].{{0,20}})$")
# A class of the record forms with its items in brackets: 戸籍等事項（氏名 住所 生年月日）
_CLASS = re.compile(r"^(?P<name>[一-鿿]{2,8}事項)\s*[(（](?P<items>[^()（）]+?)(?:など|等)?[)）]$")
_ADVERBIAL = re.compile(r"(?:において|における|について|により|による|に対し|として|ため|から|まで|ほか|[はがにでを])$")
_HEADING_ONLY = re.compile(r"[、。]")


class Grouped(NamedTuple):
    """A part of a value, and the caption it stands under."""

    text: Text
    group: Text


def grouped(paragraphs: list[Text]) -> Iterator[Grouped]:
    """The paragraphs of a value with the caption (【…】, 〔…〕, `(1) 何々` alone on its line) they stand under."""
    group, inner = Text(), Text()
    for n, paragraph in enumerate(paragraphs):
        plain = paragraph.strip()
        if match := _GROUP.match(plain.s):
            group, inner = plain[match.start("name") : match.end("name")], Text()
            plain = plain[match.end() :]
            if not plain:
                continue
        elif CAPTION.match(plain.s) and not MARK.match(plain.s):
            group, inner = plain[1:-1].strip(), Text()
            continue
        elif _captions(plain, paragraphs[n + 1] if n + 1 < len(paragraphs) else None):
            inner = unmarked(plain)
            continue
        yield Grouped(plain, inner or group)


def unmarked(text: Text) -> Text:
    """A paragraph without the number or bullet it begins with."""
    match = MARK.match(text.s)
    if not match or _GROUP.match(text.s):
        return text
    return text[match.end() :].strip()


def _captions(paragraph: Text, after: Text | None) -> bool:
    """A short numbered line over paragraphs without numbers is their heading."""
    if after is None or not MARK.match(paragraph.s) or MARK.match(after.s.strip()):
        return False
    return len(paragraph) <= 40 and not _HEADING_ONLY.search(paragraph.s)


def split_top(text: Text, separators: str = "、，,") -> list[Text]:
    """Cut at separators that stand outside of brackets."""
    out: list[Text] = []
    depth = start = 0
    for n, char in enumerate(text.s):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0:
            out.append(text[start:n].strip())
            start = n + 1
    out.append(text[start:].strip())
    return [part for part in out if part]


def personal_items(paragraphs: list[Text]) -> list[Grouped]:
    """The items of personal information of a list, each with its group (direction, register, whose they are).

    A sentence is no list; `送信する項目と同じ` names nothing. Where the list begins with whose items they are, these words are
    the group of the items.
    """
    out: list[Grouped] = []
    for text, group in grouped(paragraphs):
        plain = unmarked(text)
        if match := _CLASS.match(plain.s):
            group, plain = plain.group(match, "name"), Text.join("、", _apart(plain.group(match, "items")))
        if _SAME.search(_outside(plain)) or (_SENTENCE.search(plain.s) and not _listed(plain)):
            continue
        whose = group
        pending: Text | None = None
        for part in split_top(plain.strip("。 　")):
            piece = _spanning(plain, pending, part) if pending else part
            pending = None
            if _ADVERBIAL.search(piece.s) and len(piece) > 6:
                pending = piece
                continue
            match = _WHOSE.match(piece.s)
            if match:
                whose = piece[match.start("whose") : match.end("whose")]
                piece = piece[match.start("name") : match.end("name")]
            out.append(Grouped(unmarked(piece).strip("・ 　"), whose))
    return [item for item in out if item.text]


def _apart(items: Text) -> list[Text]:
    """Items in brackets: parted by 、 or, where there is none, by blanks."""
    listed = split_top(items)
    return listed if len(listed) > 1 else [items.group(m) for m in re.finditer(r"\S+", items.s)]


def _outside(text: Text) -> str:
    """The words that stand outside of brackets."""
    plain = text.s
    while (shorter := re.sub(r"[(（][^()（）]*[)）]", "", plain)) != plain:
        plain = shorter
    return plain


def _listed(text: Text) -> bool:
    """A list may end with a full stop; a sentence has a verb."""
    last = split_top(text)[-1].s.rstrip("。 　") if text else ""
    return len(split_top(text)) > 2 and not re.search(r"(?:する|した|なる|いる|ある|れる|せる|ない|ます)$", last)


def _spanning(whole: Text, first: Text, last: Text) -> Text:
    start = whole.s.find(first.s)
    end = whole.s.find(last.s, start + len(first)) + len(last)
    return whole[start:end] if 0 <= start < end else last


def safeguards(paragraphs: list[Text]) -> list[Grouped]:
    """The measures of a box: one for each numbered clause or, where nothing is numbered, for each paragraph.

    Of a sentence that leads in to the clauses (`…方針を守るとともに、つぎの措置を講ずる。`) only the measure it names itself is kept.
    """
    out: list[Grouped] = []
    for text, group in grouped(paragraphs):
        if match := _LEAD_IN.match(text.s):
            text = text[: match.end("own")].strip("、 　")
            if len(text) < 6:
                continue
        elif _SAME.search(text.s) and len(text) < 25:
            continue
        out.append(Grouped(unmarked(text), group))
    return out


def party_of(
    group: str, contractor: tuple[str, ...] = ("結合先", "委託先", "受託", "事業者", "派遣元", "指定管理者", "提供先")
) -> str | None:
    """Who has the duty: `contractor` or `ward` by the words of the caption; None where it does not say."""
    if any(word in group for word in contractor):
        return "contractor"
    if re.match(r"(?:\(?\d*\)?)?(?:本|当)?[区都市町村]|区(?:が|の|で)|実施機関|所管課", group):
        return "ward"
    return None


def measure_of(text: str, keywords: Mapping[str, str]) -> str:
    """The kind of a measure: the code whose keywords take up most of the clause; of equal ones that named first."""
    text = re.sub(r"\s", "", text)
    weight: dict[str, int] = {}
    first: dict[str, int] = {}
    for word, code in keywords.items():
        at = text.find(word)
        if at >= 0:
            weight[code] = weight.get(code, 0) + len(word) * text.count(word)
            first[code] = min(first.get(code, at), at)
    return min(weight, key=lambda code: (-weight[code], first[code]), default="other")
