"""Persons and posts. Offsets are into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.tagging.facts import Facts
from parsers.tagging.spans import Span

KANA_WORDS = (
    r"子ども|こども|子供|まちづくり|みどり|くらし|すまい|住まい|ごみ|ひとり親|いきいき|すこやか|ふれあい|あんしん|ささえあい|にぎわい|しごと|ものづくり"
    r"|まち|お客様|取り?扱い|見守り|預かり|申し?込み|貸し?出し|支払い|手続き|受け付け|受け?入れ|引き?落とし|問い?合わせ|取り?組み|生きがい|いきがい|お知らせ|子育て|働き方|災害時|(?<=[一-鿿])が(?=[丘谷関原崎])"
)
STEM = rf"(?:[一-鿿々〆ヶァ-ヺーA-Za-z0-9]|(?<=[一-鿿ァ-ヺー])(?<![長員])・(?=[一-鿿ァ-ヺー])|{KANA_WORDS})"
SECTION = r"(?:部|課|係|室|局|所|館|園|校|センター|担当|本部|事務局|支所|署|消防署)"
_HEADS = (
    r"副?会長(?!室|会)|会長代理|副?部会長|副?委員長|副?議長|副?座長|(?:監査|民生|児童|教育|調査|推進|専門)?委員(?!会|長)|副?区長(?!会|室)"
    r"|(?<![一-鿿])副?市長(?!会|室)|(?:都道府県|都|府|県)知事|市?区?市?町村長|(?<![一-鿿])副?知事|教育長|副?校長|副?園長|技監|参事|次長|主幹|主査|主任|主事|統括監|専門監|専門員|推進員|相談員"
    r"|説明員|参考人|指導主事|書記|代表取締役(?:社長)?|取締役|代表理事|副?理事長|事務局長|総務大臣|[一-鿿]{2,6}大臣|(?<![一-鿿])(?:社長|所長|館長|室長|局長|支店長|管理官)"
    r"|(?:部|課|係|室)長(?=級|職)|(?<![一-鿿ァ-ヺー])(?:担当)?(?:部|課|係|室)長"
)
_GRADE = r"(?:代理|補佐|心得|職務代理者?|級)?"
_ROLE = re.compile(
    rf"(?!・)(?P<stem>{STEM}{{1,24}}?)(?P<post>(?:部|課|係|室|局|所|館|園|センター|担当|署|統括)(?:担当)?長)(?!期|期間|い|さ){_GRADE}|(?:{_HEADS}){_GRADE}"
)
_TRIM = re.compile(r"^(?:.*\d号|の|本|当|同|各|旧|現|前|元|新|所管|担当|主管|者|等|第\d+回|\d+)+(?=.{2,})")
_GENERIC_POST = re.compile(r"^(?:各|所管|主管|担当|当該|関係|同|本)*(?:部|課|係|室|所属)?長$")
_INTRO = re.compile(
    rf"(?:{SECTION}|[長査任事]|担当)の(?P<name>[一-鿿々ヶ]{{1,4}}?|[ァ-ヺー]{{2,6}})(?=(?:[課係部室所]長|主査|主任|参事)?(?:で|と)(?:す|ございま|申し|申します|いいます|言います|あります))"
)
_SIGNED = re.compile(
    r"(?:代表取締役(?:社長)?|取締役|社長|代表理事|理事長|会長|区長|市長|知事|大臣|所長|代表者?|支店長)[ \t\n]+(?P<name>[一-鿿々ヶ]{1,4}[ ]?[一-鿿々ヶぁ-んァ-ヺ]{1,5})[ ]*(?=$|[\n\t(])"
)
_AFTER_FAMILY = (
    r"(?=[ ]?(?:副?会長|会長|委員|先生|さん|氏(?![一-鿿])|様(?![一-鿿])|君(?![一-鿿])|副?部会長|副?委員長|議員"
    r"|(?:[一-鿿ァ-ヺーA-Za-z]{0,20})(?:部|課|係|室|局|所|館|園|センター|担当)長|参事|次長|主査|主任|主事|主幹|区長|教育長|係員))"
)
_AFTER_COMMON = (
    r"(?=[ ]?(?:委員(?!会)|先生|さん(?!ぽ)|氏(?![一-鿿])|部会長|会長(?!室)|議員|(?:部|課|係|室)長|主査|主任|主事|に[替代変]わ))"
)
_CALLED = r"(?=[ ]?(?:です(?![がか])|でございま|と申し|といい|から(?:の|ご|お|、|も)|に[替代変か]わ|より))"


def roles(text: str, facts: Facts) -> Iterator[Span]:
    """Posts, with the section they belong to where it is written before them."""
    for match in _ROLE.finditer(text):
        start, end = match.span()
        if match["stem"]:
            stem = match["stem"]
            name = _leading_name(stem, facts)
            if name:
                start += len(name)
            trimmed = _TRIM.match(text[start:end])
            if trimmed and len(text[start + trimmed.end() : end]) > 2:
                start += trimmed.end()
            if _GENERIC_POST.match(text[start:end]):
                start = end - len(match["post"]) if not stem.startswith("所管") else end
        if end > start:
            yield Span(start, end, "ROLE", text[start:end], 1)


def _leading_name(stem: str, facts: Facts) -> str:
    """The person's name at the beginning of `山本防災課` (of 山本防災課長); empty where there is none."""
    for size in range(min(6, len(stem)), 0, -1):
        if stem[:size] in facts.families or stem[:size] in facts.people:
            return stem[:size]
    for size in (3, 2):
        if len(stem) >= size + 2 and stem[:size] in facts.surnames:
            return stem[:size]
    return ""


class PersonTagger:
    """Finds the people of `facts`, people who introduce themselves or sign, and common family names before a post."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._full = _blanks(facts.people)
        families = {f for f in facts.families if f}
        self._family = _any(families, r"(?<![一-鿿々])", f"(?:{_AFTER_FAMILY}|{_CALLED})") if families else None
        common = facts.surnames - families
        self._common = _any(common, r"(?<![一-鿿々ァ-ヺー])", _AFTER_COMMON) if common else None

    def find(self, text: str) -> Iterator[Span]:
        facts = self.facts
        if self._full:
            for match in self._full.finditer(text):
                yield Span(*match.span(), "PERSON", re.sub(r"\s", "", match[0]), 4)
        if self._family:
            for match in self._family.finditer(text):
                yield Span(*match.span(), "PERSON", facts.families.get(match[0], match[0]), 3)
        if self._common:
            for match in self._common.finditer(text):
                yield Span(*match.span(), "PERSON", match[0], 2)
        for pattern in (_INTRO, _SIGNED):
            for match in pattern.finditer(text):
                name = re.sub(r"\s", "", match["name"])
                yield Span(*match.span("name"), "PERSON", facts.families.get(name, name), 2)


def _blanks(names: dict[str, str]) -> re.Pattern[str] | None:
    """Full names, with the blanks that lists set in them."""
    long = sorted((n for n in names if len(n) >= 3), key=lambda n: (-len(n), n))
    return re.compile("|".join("[ ]{0,3}".join(map(re.escape, n)) for n in long)) if long else None


def _any(words: set[str] | frozenset[str], before: str, after: str) -> re.Pattern[str]:
    listed = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(f"{before}(?:{listed}){after}")
