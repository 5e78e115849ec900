"""What a turn does (its act), by rules that can be read one by one. The order of the rules is the order of weight of the acts.

The chair decides, sums up or moves on; an official explains first and answers then; a member asks, comments, requests or accepts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

FORMULA = re.compile(
    r"(?:ご(?:質問|意見|指摘|説明|回答|答弁|報告)(?:を|いただき)?、?)?(?:どうも|本当に|誠に)?ありがとうござい(?:ます|ました)"
    r"|(?:はい、?)?(?:よく)?(?:分か|わか)りました|承知(?:いた)?しました|了解(?:いた)?しました|承りました|結構です|以上です|そうです(?:よ|ね|か)?"
    r"|(?:どうぞ)?よろし[くい](?:お願い|お願ひ|願い)(?:いた|致)?し?(?:ます|ました)?|よろしく願います|すみません|失礼(?:いた)?しました|申し訳ございません"
    r"|(?:委員の?)?おっしゃるとおり(?:だと思います|です|でございます)?(?:ので)?|対応(?:させていただきたいと思います|いたします|します)|検討(?:いた)?します"
    r"|はい|ええ|なるほど|では|それでは|ただ|[、。\s…—―・]+"
)
_ASKS = re.compile(
    r"(?:でしょう|です|ます|ました|ません|た|る|い|の|だっ(?:た|け)|よい|いい)か(?:ね|な|なと)?(?:[。？?]|$)|(?:でしょう|です|ます)かね?、[^。、]{1,6}。|[？?]|教えて|伺いたい"
    r"|お(?:聞き|尋ね|伺い)し(?:たい|ている|て(?:も|よ))"
    r"|聞かせ|いかが(?:です|でしょう)|確認(?:なの)?ですが|(?:説明|答弁|回答|お答え|見解|お考え|考え方)(?:して|を|は)?、?[^。、]{0,12}?(?:ください|いただき(?:たい|ます)|いただけ|お願い|願い|述べて|言って|求め)"
    r"|確認(?:を)?させて(?:ください|いただき(?:たい|ます)|いただけ)|お(?:聞き|伺い|尋ね)したかった|(?<![一-鿿])伺いたく|か、(?:よろしく)?お願い(?:いた)?します|質問(?:です|なの(?:です|だ))"
    r"|(?:聞い|伺っ)ています|確認を[…。]*\s*$|どう(?:なの|なって|いうこと)"
)
_LAST = re.compile(
    r"(?:です|ます|でした|の|だ|なの|るの)よね?[。…]?\s*$|(?:なの|んの|るの|いの)ですよ?ね[。…]?\s*$|ですね[。…]?\s*$"
)
_CONFIRMS = re.compile(
    r"^\s*(?:はい|おっしゃるの?とおり(?:です|でございます)|そのとおり(?:です|でございます)|そうです|そうでございます)[。、]?\s*$"
)
_THANKS = re.compile(r"^(?:ご(?:意見|指摘|質問)(?:を)?(?:いただき)?、?(?:誠に)?ありがとうござい(?:ます|ました)。?)+$")
_LAST_ASKS = re.compile(r"(?:思う|思います|思った)(?:の|ん)?(?:です|だ)?(?:が|けれども|けど)[。…]?\s*$")
_ANNOUNCES = re.compile(
    r"(?:お(?:聞き|伺い|尋ね)|質問)(?:いた)?します|(?<![一-鿿])伺います"
)  # at the beginning it only says what comes
_BROKEN_OFF = re.compile(
    r"(?:(?:ぐらい|くらい|程度|いつ|どこ|どう|何|いくら|誰)[^。、]{0,12}(?:で|に|か|は)|ということは|その(?:辺|あたり|点)(?:り)?(?:は|を|について))[。…]?\s*$"
)
_RHETORICAL = re.compile(
    r"わけ(?:じゃ|では)ないですか|(?:ないか|いいか|よいか|べきか|かな|んじゃないか|ではないか)(?:な|なと|と)(?:は)?(?:思|感じ|考え)"
)
_REQUEST = re.compile(
    r"(?:て|で)(?:いただ(?:き|け)|ください|もらいたい|ほしい|欲しい)|お願い(?:したい|できれば|です)|(?:ほう|方)が(?:よい|よろしい|いい|良い)|べき(?:だ|で|じゃ)"
    r"|必要(?:か|が|だ|で|じゃ)|大切|望(?:み|む|ま)|検討を?(?:し|いただ)|いかがでしょう|書き足し|考えて"
)
_DECIDES = re.compile(
    r"(?:了承|承認|決定|確認)(?:する(?:ことと|ことし|もの)|と(?:いたし|し)|いたし(?:ます|ました)|させてい|され|しました|します|は)"
    r"|そのように(?:進め|決|取り計|させ|いた)|(?:こと|もの)に(?:決|いたし)|と決(?:め|し)|(?:決め|決し)(?:ました|ます)|(?:了承|承認)(?:します|しました|です)"
)
_AGREED = re.compile(r"(?:ご異議|ご意見|異議)[^。]{0,16}(?:ない|なし|ございません)[^。]{0,8}(?:ので|と認め)")
_CONSENT = re.compile(
    r"(?:よろしい(?:でしょう|です|か)|いかがでしょう|ご異議[^。]{0,8}(?:ありませんか|ございませんか)|異議ありませんか|了承[^。]{0,20}でしょうか|お諮り)"
)
_SUMS = re.compile(
    r"ということでしたら|前提として|(?:ご)?(?:指摘|意見)[^。]{0,30}(?:踏まえ|付け|条件)|まとめ(?:ます|ると)|条件(?:に|として|付き|つき)|了承|承認"
)
_COUNTER = re.compile(
    r"(?:という|との|の)(?:こと|ところ|ご質問|趣旨|意味)[^。]{0,16}でしょうか|(?:もう一度|改めて)[^。]{0,12}(?:お願い|よろしい)"
)


class Said(NamedTuple):
    """A turn as the rules see it: kind, class of speaker, item (None outside), words."""

    kind: str
    group: str
    item: str | None
    text: str


def acts(turns: Sequence[Said]) -> list[str]:
    """The act of each turn and stage note."""
    items = [n for n, t in enumerate(turns) if t.item is not None]
    first, last = (items[0], items[-1]) if items else (len(turns), len(turns))
    explained: set[str | None] = set()
    out: list[str] = []
    for n, turn in enumerate(turns):
        if turn.kind == "stage":
            out.append("stage")
        elif turn.group in ("chair", "vice_chair") and not _as_member(turn):
            out.append(_chair(turns, n, outside=n < first or n > last))
        elif turn.item is None and (n < first or n > last):
            out.append("opening" if n < first else "agenda")
        elif turn.group in ("official", "secretariat"):
            out.append(_official(turns, n, out, turn.item not in explained and len(turn.text) > 25))
            explained.add(turn.item)
        else:
            out.append(_member(turns, n))
    return out


def bare(text: str) -> str:
    """What is left of a turn without thanks, acceptance and other formulas."""
    return FORMULA.sub("", text)


def _as_member(turn: Said) -> bool:
    """A vice-chair speaks as a member unless he moves the meeting on."""
    return turn.group == "vice_chair" and not (_CONSENT.search(turn.text) and _SUMS.search(turn.text))


def _next(turns: Sequence[Said], n: int) -> Said | None:
    return turns[n + 1] if n + 1 < len(turns) else None


def _chair(turns: Sequence[Said], n: int, *, outside: bool) -> str:
    text, following = turns[n].text, _next(turns, n)
    after_note = n > 0 and turns[n - 1].kind == "stage"
    if _DECIDES.search(_stated(text)) and (after_note or _AGREED.search(text) or not _CONSENT.search(text)):
        return "decision"
    if outside:
        return "opening"
    noted = following is not None and following.kind == "stage"
    if _SUMS.search(text) and (_CONSENT.search(text) or noted):
        return "summary"
    return "agenda" if len(bare(text)) > 3 else "acknowledgement"


def _stated(text: str) -> str:
    """The sentences that are no questions."""
    return "".join(s for s in re.findall(r"[^。]+。?", text) if not re.search(r"か。?\s*$|でしょうか", s))


def _official(turns: Sequence[Said], n: int, acts_before: Sequence[str], opens: bool) -> str:
    text = turns[n].text
    asker = ("member", "vice_chair")
    before = next((k for k in range(n - 1, -1, -1) if turns[k].group in asker and turns[k].item == turns[n].item), None)
    if opens and before is None:
        return "explanation"
    if before is not None and acts_before[before] == "question" and _COUNTER.search(text) and len(text) < 90:
        return "question"
    asked = before is not None and acts_before[before] == "question"
    if _THANKS.match(text.strip()) or (not asked and len(bare(text)) <= 6):
        return "acknowledgement"
    return "answer"


def _member(turns: Sequence[Said], n: int) -> str:
    text = turns[n].text.strip()
    rest = bare(text)
    following = _next(turns, n)
    if len(rest) <= 6 and not _ASKS.search(text) and not (following and _BROKEN_OFF.search(text)):
        return "acknowledgement"
    confirmed = following is not None and following.group in ("official", "secretariat") and _CONFIRMS.match(following.text)
    replied = following is not None and following.group in ("official", "secretariat")
    if (
        asks(text)
        or confirmed
        or (replied and _BROKEN_OFF.search(text))
        or (_LAST_ASKS.search(text) and _is_answered(following))
    ):
        return "question"
    return "request" if _REQUEST.search(text) else "comment"


def asks(text: str) -> bool:
    """Whether a reply is expected: a question mark or particle at the end of a sentence that is not merely rhetorical."""
    sentences = [s for s in re.findall(r"[^。？?]+[。？?]?", text) if s.strip()]
    last = next((s for s in reversed(sentences) if len(bare(s)) > 2), "")
    if _LAST.search(last) or _ANNOUNCES.search(last):
        return True
    for sentence in sentences:
        if _ASKS.search(_RHETORICAL.sub("", sentence)) or (
            _ASKS.search(sentence) and re.search(r"でしょうか|ですか。?$|ますか", sentence)
        ):
            return True
    return False


def _is_answered(following: Said | None) -> bool:
    """The reply begins like one to a question."""
    return (
        following is not None
        and following.group in ("official", "secretariat")
        and bool(re.match(r"\s*(?:はい|いいえ|おっしゃるとおり|そうです|そのとおり|お答え|すみ)", following.text))
    )
