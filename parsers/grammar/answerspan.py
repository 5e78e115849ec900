"""Where in the minutes a question is answered: the turn, and the first and last sentence of the passage in it.

The one who answers comes behind the one who asks. Each of his turns is cut into passages where he names the next topic; what he
says to all questions at once (thanks, who answers the rest, notes of the stage) belongs to none. The passage most alike wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from parsers.grammar.bulletlinks import likeness
from parsers.grammar.qacut import cut_answers
from parsers.grammar.roles import group_of
from parsers.grammar.speakerlines import read_line

_COUNT = r"[一二三四五六七八九十0-9０-９]+"
_GREETS = re.compile(
    rf"(?:議員|委員|さん|君|{_COUNT}(?:点|問|件|つ))の(?:(?!につい|に関|に対)[^。、]){{0,16}}(?:質問|質疑|お尋ね)[^。、]{{0,8}}に[^。]{{0,8}}お?答え[^。]{{0,10}}。?$"
)
_CLOSES = re.compile(
    r"^(?:なお、|以上、)?(?:その他|残余|残り|残る|その余|ほか|他)の[^。]{0,8}(?:質問|質疑|お尋ね|件|点)|^以上(?:で|、)[^。]{0,12}(?:答弁|お?答え|終わ)"
)
_STAGE = re.compile(r"^\s*[〔（(［\[][^〔〕（）()［］\[\]]*[〕）)］\]]\s*$")
_NEXT = re.compile(
    r"^[\s　]*(?:まず|初めに|はじめに|最初に|次に|次いで|続いて|続きまして|最後に|終わりに)[^。]{0,90}?(?:について|に関する|に対する)"
)
_NOUN = re.compile(r"^[^。はがも]{4,60}(?:で(?:ございま(?:す|した)|あります|す)|(?:が|も)?(?:ございました|ありました))。?$")
_ENDED = re.compile(r"(?:まいります|所存で(?:す|あります|ございます)|考えで(?:す|あります|ございます)|おります|いたします)。?$")
_HEAD = 1.0  # weight of the sentence that names the topic, beside that of the whole passage


class Said(NamedTuple):
    """A turn of the minutes: the speaker as printed in front of it (`総務課長（見本太郎君）`) and the sentences."""

    who: str
    sentences: Sequence[str]


class Question(NamedTuple):
    """What is looked for: topic and words of the question; the asker's name and the answerer's post, empty where unknown."""

    topic: str
    text: str
    asker: str = ""
    answerer: str = ""


class Span(NamedTuple):
    """Sentences `first` to `last`, both in, of the turn with this number."""

    turn: int
    first: int
    last: int


def find(question: Question, turns: Sequence[Said]) -> Span | None:
    """The passage that answers, the first of equals; None where nobody answers anything."""
    spans = [Span(n, *ends) for n in replies(turns, question.asker) for ends in passages(turns[n].sentences)]
    called = [s for s in spans if _fits(question.answerer, turns[s.turn].who)]
    asked = [f"{question.topic}。{question.text}"]
    near = likeness(asked, ["".join(turns[s.turn].sentences[s.first : s.last + 1]) for s in spans])
    near += _HEAD * likeness(asked, [turns[s.turn].sentences[s.first] for s in spans])
    score = dict(zip(spans, near[0].tolist(), strict=True))
    return max(called or spans, key=lambda span: score[span], default=None)


def replies(turns: Sequence[Said], asker: str) -> list[int]:
    """The turns of officials behind the asker's, up to the next member's; of all officials where the asker does not speak."""
    name = _plain(asker)
    found: list[int] = []
    every: list[int] = []
    asking = False
    for n, turn in enumerate(turns):
        read = read_line(f"{turn.who}　お答えします。")
        group = group_of(read.post or "") if read else ""
        own = bool(name) and name in re.sub(r"\s", "", turn.who)
        if own or group == "member":
            asking = own
        elif group == "official":
            every.append(n)
            found += [n] if asking else []
    return found or every


def passages(sentences: Sequence[str]) -> list[tuple[int, int]]:
    """First and last sentence of each passage of a turn about one topic, without what belongs to none."""
    numbers = cut_answers(sentences, [""] * len(sentences))
    out: list[tuple[int, int]] = []
    whole = False
    for n, sentence in enumerate(sentences):
        if _STAGE.match(sentence) or _GREETS.search(sentence) or _CLOSES.match(sentence):
            whole = False
        elif whole and not _begins(sentences, numbers, n):
            out[-1] = (out[-1][0], n)
        else:
            out.append((n, n))
            whole = True
    return out


def _begins(sentences: Sequence[str], numbers: Sequence[int], n: int) -> bool:
    """Whether a sentence names a new topic: by its first words, by what it is about, or as a mere noun behind a promise."""
    named = numbers[n] != numbers[n - 1] or _NEXT.match(sentences[n])
    return bool(named or (_NOUN.match(sentences[n]) and _ENDED.search(sentences[n - 1])))


def _fits(post: str, who: str) -> bool:
    """Whether the tag's post is the one looked for; a post may be shortened (`住政部長` of `住宅政策部長`)."""
    read = read_line(f"{who}　お答えします。")
    printed = iter(_plain((read.section or "") + (read.post or "") if read else who))
    return bool(post) and all(c in printed for c in _plain(post))


def _plain(text: str) -> str:
    """Letters alone, without blanks and what stands in brackets behind a name."""
    return re.sub(r"(?<=.)[（(].*$", "", re.sub(r"\s", "", text))
