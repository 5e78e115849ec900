"""Who answers whom, and what is asked for and promised in a discussion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.grammar.acts import Said, bare
from schemas.text import Text

_REQUEST = re.compile(
    r"(?:て|で)(?:いただ(?:き(?:たい|ます)|け(?:れば|ないか|ると))|ください|もらいたい|ほしい|欲しい)|お願いしたい|(?:ほう|方)が(?:よい|よろしい|いい|良い)"
    r"|べき(?:だ|で|じゃ)|必要(?:か|が(?:ある|あ)|だ|で(?:は|す)|じゃ)|大切(?:か|だ|で)|(?:盛り込|入れ|加え|お示し)[^。]{0,12}(?:可能|でき)|いいんじゃない(?:か|です)"
    r"|確認を[…。]|混同|誤り(?:では|か)|(?:直|修正)(?:して|いただ)"
)
_PROMISE = re.compile(
    r"(?:検討|対応|整理|報告|周知|確認|反映|修正|相談|お知らせ|実施)[^。]{0,14}(?:させていただ|して(?:まい|い(?:きたい|く))|いたします|したい)"
    r"|(?:考え|まとめ|取っ?|取つ|伝え|つけ|入れ|載せ|書く|削除)[^。]{0,24}(?:ていきたい|たいと思|させていただ|てまいり|こうと考え|予定で|ていく)"
    r"|予定でいます|承知(?:いた)?しました|承りました|(?:やらせ|載せさせ|考えさせ)て(?:いただ|ください)|可能性はゼロ|お見せします|出させます|直します"
)
_DONE = re.compile(
    r"(?:させていただ(?:いて)?|して)(?:いる|おり(?:ます|まし)|いま(?:す|し)|きまし)|(?<!知し)(?<!たし)(?<!りし)(?<!承り)ました$"
    r"|ところ(?:です|でございます|があり)|[にと]なる予定"
)
_ALSO = re.compile(r"^\s*(?:また|それから|もう[1一]つ|もう[1一]点|あと|さらに|加えて)(?:は|、|で)")
_ACCEPTS = re.compile(r"^\s*(?:はい、?)?(?:分か|わか)りました。?\s*$")
_THANKS_ONLY = re.compile(r"よろしくお願い|ご審議|ご理解いただ|ご覧(?:ください|いただ)|ご承知")
# What says only that a deed is planned, behind the deed; a wish that names no deed; the reason before a deed.
_PLANNED = re.compile(r"という(?:ところ|こと|形|ふう)?(?:を|で|に)?(?:想定|予定|計画)して(?:い|おり)ます$")
_BARE_WISH = re.compile(
    r"^(?:ぜひ|是非)?、?(?:そこは|そこを)?(?:ご)?(?:検討|考え|対応|お願い|よろしく)|^(?:そこ|それ)(?:は|を|も)[^、]{0,12}(?:やらせ|させ|いたし)"
)
_REASON = re.compile(r"(?:ので|ため|から)、(?=[^、]{8,}$)")
LONG = 70  # characters; of a longer sentence only its end, from a comma on, is the deed


class Link(NamedTuple):
    """A question and an answer, by their places among the turns."""

    question: int
    answer: int
    score: float
    method: str


class Point(NamedTuple):
    """A request or promise: the turn it stands in and its words."""

    turn: int
    kind: str
    text: Text


def links(turns: Sequence[Said], acts: Sequence[str]) -> list[Link]:
    """Each question with the officials' turns that follow it on the item, up to the next turn of a member.

    A counter-question of an official is answered by the member; the questions before it by what the official then says.
    """
    out: list[Link] = []
    for n, turn in enumerate(turns):
        if acts[n] != "question":
            continue
        if turn.group in ("official", "secretariat"):
            reply = next((k for k in range(n + 1, len(turns)) if turns[k].group == "member"), None)
            out += [Link(n, reply, 0.8, "next_official_turn")] if reply is not None and turns[reply].item == turn.item else []
            continue
        out += [Link(n, k, 0.9 if k == n + 1 else 0.7, "next_official_turn") for k in _answers(turns, acts, n)]
    return out


def _answers(turns: Sequence[Said], acts: Sequence[str], n: int) -> Iterator[int]:
    """The official turns behind a question: the first, and further ones of other officials before anybody else speaks."""
    begun, countered = False, False
    for k in range(n + 1, len(turns)):
        turn = turns[k]
        if turn.item != turns[n].item:
            return
        if turn.group in ("official", "secretariat"):
            if acts[k] == "question":
                countered = True
                continue
            if acts[k] == "explanation":
                return
            begun = True
            yield k
        elif turn.group == "member" or turn.group == "vice_chair":
            if not countered or begun:
                return
            countered = False
        elif begun:
            return


def points(turns: Sequence[Said], acts: Sequence[str], words: Sequence[Text]) -> list[Point]:
    """Requests of members and promises of officials, each with the words that name the deed."""
    out: list[Point] = []
    for n, turn in enumerate(turns):
        if turn.kind != "speech" or turn.item is None:
            continue
        if turn.group in ("member", "vice_chair") and acts[n] in ("question", "comment", "request", "acknowledgement"):
            out += [Point(n, "request", text) for text in _asked(words[n])]
        elif turn.group in ("official", "secretariat") and acts[n] in ("answer", "acknowledgement"):
            raised = _before(turns, acts, n)
            out += [Point(n, "promise", text) for text in _promised(words[n], raised)]
    return out


def _before(turns: Sequence[Said], acts: Sequence[str], n: int) -> str:
    """The act of the member's turn that an official replies to."""
    return next((acts[k] for k in range(n - 1, -1, -1) if turns[k].group in ("member", "vice_chair")), "")


def _sentences(text: Text) -> Iterator[Text]:
    for match in re.finditer(r"[^。\n]+。?", text.s):
        yield text.group(match)


def _asked(text: Text) -> list[Text]:
    """The last wish of a turn, and the one before it where the last is said to come on top of it (`また、…`)."""
    asking = [s for s in _sentences(text) if _REQUEST.search(s.s) and not _polite(s.s)]
    both = len(asking) > 1 and bool(_ALSO.match(asking[-1].folded().s))
    return [_deed(s, _REQUEST) for s in asking[-2 if both else -1 :]]


def _polite(sentence: str) -> bool:
    """`教えてください`, `よろしくお願いします`: words that ask for an answer, not for a deed."""
    return bool(
        re.search(r"教えて|聞かせて|説明(?:して|を)|お答え|お聞き", sentence)
        or (_THANKS_ONLY.search(sentence) and len(bare(sentence)) < 12)
    )


def _promised(text: Text, raised: str) -> list[Text]:
    if _ACCEPTS.match(text.s):
        return [text.strip()] if raised in ("comment", "request") else []
    found = [_deed(s, _PROMISE) for s in _sentences(text) if _PROMISE.search(s.s) and not _THANKS_ONLY.search(s.s)]
    found = [deed for deed in found if not _DONE.search(deed.s)]
    return found[-1:]


def _deed(sentence: Text, pattern: re.Pattern[str]) -> Text:
    """The clauses of a sentence that name the deed: all of a short one; of a long one those up to the deed's own clause."""
    plain = sentence.strip().strip("。…")
    hits = list(pattern.finditer(plain.s))
    stop = plain.s.find("、", hits[-1].end()) if hits else -1
    end = stop if stop >= 0 else len(plain)
    if planned := _PLANNED.search(plain.s[:end]):
        end = planned.start()
    reason = _REASON.search(plain.s[:end])
    if reason and not _BARE_WISH.match(plain.s[reason.end() : end]) and any(h.start() >= reason.end() for h in hits):
        return plain[reason.end() : end]
    if end <= LONG:
        return plain[:end]
    commas = [m.end() for m in re.finditer("、", plain.s[: hits[-1].start()])] if hits else []
    begin = next((c for c in commas if end - c <= LONG), commas[-1] if commas else 0)
    if _BARE_WISH.match(plain.s[begin:end]):
        begin = next((c for c in reversed(commas) if c < begin), 0)
    return plain[begin:end].strip()
