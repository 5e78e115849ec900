"""What a council's opinion decides, and the conditions it sets; decisions that are only spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.text import Text

_LEADS_IN = re.compile(
    r"(?:以下|次|下記|つぎ)の(?:とおり|通り|意見|点|事項|条件|各号)[^。]{0,24}(?:留意|配慮|付す|付し|付ける|付帯|附帯|条件|意見|求め)"
)
_ASKS = re.compile(
    r"(?:されたい|せられたい|れたい|こと|べき(?:である|だ)?|ほしい|欲しい|願い(?:たい|ます|する)|願う|望む|望みます|望ましい|求める|求めます|要望する|要望します"
    r"|必要がある|努める(?:もの|必要)?(?:とする)?|図ること|検討を?する|ください|いただきたい)(?:もの(?:とする|である))?\s*[。)）]?\s*$"
)
_ASIDE = re.compile(r"^\s*(?:なお|ただし|また|おって)[、,]?")
_SENTENCE = re.compile(r"[^。]*(?:（[^（）]*）[^。]*|\([^()]*\)[^。]*)*。?")
_MARK = re.compile(r"^\s*(?:[・○◯●■□◆-]|[(（]?[0-9０-９一二三四五六七八九十ア-ン]{1,2}[)）.．、　\s]|[①-⑳])\s*")
_REJECTED = re.compile(r"(?:不適当|不承認|否決|認め(?:られ)?ない|了承(?:し|でき)ない|適当でない)")
_DEFERRED = re.compile(r"継続(?:して)?審議|次回(?:に|へ)(?:改めて|再度)?(?:審議|持ち越)|保留|結論を持ち越")
_APPROVED = re.compile(r"承認")
_AGREED = re.compile(r"了承|異議な[しく]|異議無し|適当(?:と認|である)|妥当|差し支えない|支障な[しい]|認める")
_CONDITIONAL = re.compile(
    r"条件(?:付き|つき|付|と(?:して|し)|に、?(?:了承|承認|認め|原案)|を付)|意見を?(?:付け|付し|附し|つけ)|附帯意見|付帯意見|(?:以上|今|いま)[^。]{0,16}条件"
)
_ON_CONDITION = re.compile(
    r"(?:^|[。、])\s*(?:それでは|では|本件は|本件については|この件は)?、?\s*(?P<words>[^。]{6,120}?(?:こと|点))を(?:付帯|附帯)?条件(?:に|と|、)"
)
_PROPOSED = re.compile(r"(?:か|でしょう|ませんか|でよろし[いく])[。？?]?$")
_CONFIRMED = re.compile(r"(?:決定|確認|了承|承認|決め|そのように|要録と(?:する|いたし|し)|会議録と(?:する|いたし|し))")


class Decision(NamedTuple):
    """An outcome (code) and the words it was read from."""

    outcome: str
    words: Text


def conditions(paragraphs: Sequence[Text]) -> list[Text]:
    """Each sentence of an opinion that asks for something, from the words that lead in to them (以下の意見に留意されたい) on.

    Without such words, the sentences that begin with なお or ただし and ask for something.
    """
    sentences = [(n, s) for n, p in enumerate(paragraphs) for s in _sentences(p)]
    lead = next((k for k, (_, s) in enumerate(sentences) if _LEADS_IN.search(s.folded().s)), None)
    if lead is None:
        return [s for _, s in sentences if _ASIDE.match(s.s) and _ASKS.search(s.folded().s.strip())]
    out: list[Text] = []
    following = sentences[lead + 1 :]
    for n in dict.fromkeys(n for n, _ in following):
        own = [s for k, s in following if k == n]
        asking = [s for s in own if _ASKS.search(s.folded().s.strip())]
        out += asking or [Text.join("", own)]
    return [text for condition in out if (text := _unmarked(condition))]


def spoken_conditions(decision: Text) -> list[Text]:
    """What a spoken decision makes its condition: `何々することを条件に、了承することでよろしいか。`"""
    folded = decision.folded()
    return [folded.group(m, "words") for m in _ON_CONDITION.finditer(folded.s)]


def decided(paragraphs: Sequence[Text]) -> Decision | None:
    """What an opinion decides; None where it says nothing of it."""
    for sentence in (s for p in paragraphs for s in _sentences(p)):
        plain = sentence.folded().s
        if _REJECTED.search(plain):
            return Decision("rejected", sentence)
        if _DEFERRED.search(plain):
            return Decision("deferred", sentence)
        if _AGREED.search(plain) or _APPROVED.search(plain):
            conditional = bool(conditions(paragraphs)) or bool(_CONDITIONAL.search(plain))
            agreed = "no_objection" if _AGREED.search(plain) else "approved"
            return Decision("conditional" if conditional else agreed, sentence)
    return None


def spoken_decision(kind: str, turns: Iterable[tuple[Text, bool]]) -> Decision | None:
    """The decision in the chair's turns on an item, the last that holds one; of a confirmation that the minutes are settled.

    A turn comes with whether a stage note of consent follows it: what the chair then proposed as a question is decided.
    """
    found: Decision | None = None
    conditional = False
    for turn, consented in turns:
        for sentence in _sentences(turn):
            plain = sentence.folded().s
            proposal = bool(_PROPOSED.search(plain.strip()))
            conditional = conditional or bool(_CONDITIONAL.search(plain) and _AGREED.search(plain))
            if proposal and not consented:
                continue
            if kind == "confirmation":
                found = Decision("confirmed", sentence) if _CONFIRMED.search(plain) else found
            elif _DEFERRED.search(plain):
                found = Decision("deferred", sentence)
            elif _AGREED.search(plain) or _APPROVED.search(plain):
                agreed = "no_objection" if _AGREED.search(plain) else "approved"
                found = Decision("conditional" if conditional else agreed, sentence)
    return found


def _sentences(paragraph: Text) -> list[Text]:
    return [part for m in _SENTENCE.finditer(paragraph.s) if (part := paragraph.group(m).strip())]


def _unmarked(text: Text) -> Text:
    match = _MARK.match(text.s)
    return text[match.end() :].strip() if match else text.strip()
