"""Names of private persons, told by what stands around them: who applies, who is ill, to whom a letter was to go.

No list of names decides: the context marks a place where a private person is named, and the letters there, their honorific and the
dictionary's word classes say how far the name reaches. Offsets count characters of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.grammar.personnames import ends_in_given, family_name, is_name, kind

PRIVATE = (
    r"申請者?|請求者|申込者|申出人|申立人|届出人|届出者|患者|受診者|相続人|被保険者|受給者|加入者|契約者|納税者|納税義務者|滞納者|債務者|保護者|児童|生徒|園児|学生"
    r"|入所者|入居者|利用者|対象者|該当者|参加者|受講者|応募者|登録者|宛名|宛先|名宛人|受取人|送付先|配達先|被害者|相談者|来庁者|来所者|世帯主|配偶者|父|母|長男|長女"
    r"|次男|次女|遺族|家族|親族|代理人|本人|氏名|区民|住民|高齢者|障害者|被接種者|接種者|感染者|陽性者"
)
"""What a private person is called before the name."""
POST = (
    r"会長|副会長|委員|幹事|書記|教授|准教授|講師|弁護士|先生|議員|[都道府県市区町村]長|大臣|知事|[^\s、。「」]{0,10}(?:[部課係室所局館園校署]長|次長|主査|主事|主任|主幹|参事"
    r"|職員|係員)"
)
"""Posts behind a name: an official or a member, no private person."""
HONORIFIC = (
    r"(?:(?<!たく)さん|さま|(?<![仕同多模一異有])様(?![式々子相態な])|氏(?![名一-鿿])|くん|君(?![が臨一-鿿])|ちゃん(?!と))"
)
_LETTER = r"[一-鿿々〆ヶ㐀-䶿豈-﫿]"
_NAME = (
    rf"(?:{_LETTER}{{1,4}}[ 　]?[ぁ-ん]{{2,4}}(?={HONORIFIC}|[\s)）」』]|$)|{_LETTER}{{1,4}}[ 　]?(?:{_LETTER}|[ァ-ヺー]){{1,5}}|{_LETTER}{{1,4}}"
    r"|[ァ-ヺー]{2,10}(?:[・＝= 　][ァ-ヺー]{1,10}){0,3}|[ぁ-ん]{2,3}[ 　][ぁ-ん]{2,4})"
)
_LINK = r"(?:である|であった|の|は、?|が|、|・|[ \t　]*[:：][ \t　]*|[ \t　]+|[（(「『]|本人の?|ご本人の?){0,2}(?:氏名|お名前|名前)?(?:[ \t　]*[:：][ \t　]*|[ \t　]+|[（(「『])?"
_MARKED = re.compile(rf"(?:{PRIVATE})(?P<link>{_LINK})(?P<name>{_NAME})(?P<called>[ 　]?{HONORIFIC})?")
_HONOURED = re.compile(rf"[ 　]?{HONORIFIC}")
_NAME_BEFORE = re.compile(rf"{_NAME}$")
_REACH = 24  # characters that a name has at most
_FULL = re.compile(rf"(?<!{_LETTER}){_LETTER}{{1,4}}[ 　]?{_LETTER}{{1,3}}(?!{_LETTER})")
_GOES_ON = re.compile(rf"[ 　]?{_LETTER}")
_PARTICLE = r"[ 　]?(?:[はがをにのとへも、。)）」]|から|より|あて|宛)"
_FATE = re.compile(
    r"(?:の)?(?:ご?本人|お?宅|宛|あて|の?ご?家族|の?保護者|の?相続人|の?遺族|から(?:の)?(?:申請|請求|届出|申出|相談|苦情|連絡)|の?(?:住所|住民票|戸籍|通知|書類|封筒|申請書|個人情報|口座"
    r"|電話番号|生年月日|診断書|保険証|証明書|データ|分の))"
)
"""What follows the name of somebody whose matter is handled."""
# People are called by these too, but they are no names.
_COMMON = frozenset((
    "皆", "お客", "客", "ご本人", "本人", "子", "お子", "息子", "娘", "奥", "旦那", "父", "母", "兄", "姉", "弟", "妹", "夫", "妻", "仕", "同", "多", "模", "一", "有", "異",
    "何", "各", "先方", "相手", "相手方", "他", "方", "家族", "ご家族", "遺族", "医師", "看護師", "保健師", "児童", "生徒", "園児", "学生", "世帯主", "会社", "企業", "銀行",
    "病院", "弊社", "御社", "当", "該当", "両", "王", "神", "殿", "赤", "某", "摂", "セ", "華", "諸", "彼", "彼女", "担い手", "手", "皆々", "母親", "父親", "両親", "祖父", "祖母",
))  # fmt: skip
_GENERIC = re.compile(
    r"(?:[者社方員民客局課部係室所店庁省団体等宛用別数票書類欄順簿証率歳代男女性市区町村県]|組合|機関|法人|会議?|情報|管理|対策|対応|支援|登録|検診|健診|氏名|住所|名簿|一覧|番号|世帯|本人|家族|センター)$|^(?:各|全|当該|個人|[0-9０-９])"
)


class PrivateName(NamedTuple):
    """A private person's name: its characters, and why it is taken for one: `before` or `after` (the words next to it),
    `incident` (somebody called by name in the text of an incident)."""

    start: int
    end: int
    reason: str


def private_names(text: str, *, incident: bool = False) -> Iterator[PrivateName]:
    """The names of private persons of a text, in order; `incident`: it tells of a mishap or a course of events, where whoever is
    called by name and has no post is private."""
    found: dict[tuple[int, int], PrivateName] = {}
    for match in _MARKED.finditer(text):
        span = _marked(text, match)
        if span:
            found.setdefault(span, PrivateName(*span, "before"))
    for match in _HONOURED.finditer(text):
        name = _NAME_BEFORE.search(text[max(0, match.start() - _REACH) : match.start()])
        if name is None:
            continue
        start, end = _within(text, match.start() - len(name[0]), match.start())
        if not _somebody(text[start:end]) or _posted(text, match.end()):
            continue
        if _FATE.match(text, match.end()):
            found.setdefault((start, end), PrivateName(start, end, "after"))
        elif incident:
            found.setdefault((start, end), PrivateName(start, end, "incident"))
    if incident:
        for match in _FULL.finditer(text):
            start, end = match.span()
            words = re.sub(r"[ 　]", "", match[0])
            whole = len(words) >= 3 and is_name(words) and family(words)
            if (whole or _given(words)) and re.match(_PARTICLE, text[end : end + 4]) and not _posted(text, end):
                found.setdefault((start, end), PrivateName(start, end, "incident"))
    yield from _apart(sorted(found.values()))


def _marked(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The name behind a word for a private person; None where no name stands there."""
    start, end = match.span("name")
    if match["called"]:
        start, end = _within(text, start, end)
        return (start, end) if _somebody(text[start:end]) and not _posted(text, match.end()) else None
    # without an honorific the dictionary has to know family and given name, or a mark parts the name from its label
    parted = bool(re.search(r"[:：\t　（(「『]|  | $", match["link"]))
    for stop in range(end, start + 1, -1):
        words = re.sub(r"[ 　]", "", text[start:stop])
        called = _HONOURED.match(text, stop)
        if called and _somebody(words) and not _posted(text, called.end()):
            return start, stop
        if _posted(text, stop) or _GENERIC.search(words) or (_GOES_ON.match(text, stop) and not _FATE.match(text, stop)):
            continue
        if is_name(words) and (len(words) >= 3 or (parted and _ends(text, stop))):
            return start, stop
        if _given(words) and re.match(_PARTICLE, text[stop : stop + 4]):
            return start, stop
    words = text[start:end]
    blank = re.search(r"[ 　]", words)
    if parted and _ends(text, end) and not _posted(text, end) and not _GENERIC.search(words) and match["link"].strip():
        shaped = blank or re.fullmatch(r"[ァ-ヺー・＝= 　]{4,}", words)
        return (start, end) if shaped and _somebody(re.sub(r"[ 　]", "", words)) else None
    return None


def _given(words: str) -> bool:
    """Whether a family name that the dictionary does not know and a given name that it knows make up the words."""
    return (
        3 <= len(words) <= 6
        and bool(re.fullmatch(rf"{_LETTER}+", words))
        and not _GENERIC.search(words)
        and ends_in_given(words)
    )


def _within(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the word for a private person that stands right before it: 利用者田中様."""
    words = text[start:end]
    for match in re.finditer(rf"(?:{PRIVATE})(?:の)?", words):
        if match.end() < len(words):
            return start + match.end(), end
    return start, end


def _somebody(words: str) -> bool:
    """Whether what somebody is called can be a name."""
    bare = re.sub(r"[ 　]", "", words)
    if not bare or bare in _COMMON or re.fullmatch(PRIVATE, bare):
        return False
    return not _GENERIC.search(bare) or is_name(bare) or bool(len(bare) <= 3 and kind(bare) & {"family", "given"})


def _posted(text: str, end: int) -> bool:
    return bool(re.match(rf"[ 　\t]*(?:{POST})", text[end : end + 16]))


def _ends(text: str, end: int) -> bool:
    """Whether a cell, a line, a bracket or a clause ends here."""
    return bool(re.match(r"[ 　]*(?:$|[\n\t)）」』、。,]|様|さん|殿)", text[end : end + 4]))


def _apart(names: list[PrivateName]) -> Iterator[PrivateName]:
    """Of names that overlap the first and longest."""
    last = -1
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if name.start >= last:
            yield name
            last = name.end


def family(words: str) -> str:
    """The family name that a full name begins with, by its blank or the dictionary; empty where it cannot be told."""
    first, blank, rest = words.replace("　", " ").partition(" ")
    if blank and rest:
        return first
    begin = family_name(words)
    return begin if 0 < len(begin) < len(words) else ""
