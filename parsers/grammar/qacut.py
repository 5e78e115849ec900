"""Questions first, then all answers: which stretch of a speech each answer replies to, as assemblies discuss.

The answers say in their first words what they are about, so they are cut first; then the speech is cut into as many stretches, each
as alike to its answer as possible. The order of the stretches is looked for too: what one person answers keeps the speech's order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from parsers.grammar.bulletlinks import Matrix, likeness

_TOPIC = re.compile(
    r"(?:について|に関する?|に対する)[^。、]{0,24}?(?:お尋ね|お伺い|ご?質問|お話|ご?指摘)?(?:で(?:あります|ございます|す)|をいただき|にお答え|がございま|がありま)"
)
_NEXT = re.compile(
    r"^[\s　]*(?:まず|初めに|はじめに|最初に|第[一二三四五六七八九十]に|次に|次いで|続いて|続きまして|最後に|終わりに|[一二三四五六七八九十]点目)"
)
_OPENS = re.compile(
    r"^[\s　]*(?:まず|初めに|はじめに|最初に|次に|次いで|続いて|続きまして|最後に|終わりに|さて|さらに|また|一方|ところで)"
)
_ASKS = re.compile(
    r"(?:伺い|お尋ね|質問し|求め|答弁|お答え|お聞かせ|見解を|所見を|いかが|ますか|でしょうか|すべきと|べきです|考えますが)[^。]{0,16}。?$"
)
_CUT = 0.6  # how much a stretch gains where the speaker says that something new begins, in shares of the usual likeness
_SWAPS = 4  # rounds of exchanging two answers' places


class Cut(NamedTuple):
    """For each sentence of the speech and of the answers the number of its topic, from 0."""

    questions: list[int]
    answers: list[int]


def cut(questions: Sequence[str], answers: Sequence[str], speakers: Sequence[str]) -> Cut:
    """Topics of a speech and of the answers behind it, sentence by sentence; `speakers` are those of the answers' sentences.

    Two answers of one speaker are of one topic where the speech goes from one to the other without saying that something new begins.
    """
    said = cut_answers(answers, speakers)
    while True:
        count = max(said, default=-1) + 1
        texts = ["".join(s for s, k in zip(answers, said, strict=True) if k == n) for n in range(count)]
        whose = [speakers[said.index(n)] for n in range(count)]
        asked = cut_questions(questions, texts, whose)
        joined = next(
            (
                later
                for n, (former, later) in enumerate(pairwise(asked), 1)
                if later == former + 1 and whose[former] == whose[later] and not _NEXT.match(questions[n])
            ),
            None,
        )
        if joined is None:
            return Cut(asked, said)
        said = [k - (k >= joined) for k in said]


def cut_answers(sentences: Sequence[str], speakers: Sequence[str]) -> list[int]:
    """The number of each sentence's answer, from 0: a new one begins with a new speaker and where the topic is named."""
    out: list[int] = []
    about = ""
    for n, sentence in enumerate(sentences):
        fresh = n == 0 or speakers[n] != speakers[n - 1]
        topic = _TOPIC.search(sentence[:90])
        words = _NEXT.sub("", sentence[: topic.start()]) if topic else ""
        begins = fresh or (topic is not None and not _akin(about, words))
        about = words if topic or fresh else about
        out.append((out[-1] if out else -1) + begins)
    return out


def _akin(before: str, words: str) -> bool:
    """Whether two topics share a word of three characters or more without hiragana."""
    grams = [{w[i : i + 3] for w in re.findall(r"[一-鿿ァ-ヺー]{3,}", t) for i in range(len(w) - 2)} for t in (before, words)]
    return bool(grams[0] & grams[1])


def cut_questions(sentences: Sequence[str], answers: Sequence[str], speakers: Sequence[str]) -> list[int]:
    """The number of the answer that each sentence of a speech asks for; `speakers` are those of the answers."""
    if not answers or not sentences:
        return [0] * len(sentences)
    near = _smooth(likeness(sentences, answers))
    gain = _beginnings(sentences) * _CUT * float(near.max(axis=1).mean() or 1.0)
    order = _keep(sorted(range(len(answers)), key=lambda k: _centre(near[:, k])), speakers)
    best, labels = _align(near, gain, order)
    for _ in range(_SWAPS):
        better = False
        for a, b in combinations(range(len(order)), 2):
            other = list(order)
            other[a], other[b] = other[b], other[a]
            other = _keep(other, speakers)
            score, found = _align(near, gain, other) if other != order else (best, labels)
            if score > best + 1e-9:
                best, labels, order, better = score, found, other, True
        if not better:
            break
    return labels


def _smooth(near: Matrix) -> Matrix:
    """A sentence is about what its neighbours are about too."""
    out = near.copy()
    out[1:] += 0.5 * near[:-1]
    out[:-1] += 0.5 * near[1:]
    return out


def _beginnings(sentences: Sequence[str]) -> Matrix:
    """For each sentence how much it looks like the first of a topic: by its own first words, and by the end of the one before."""
    out = np.zeros(len(sentences))
    for n, sentence in enumerate(sentences):
        out[n] += bool(_NEXT.match(sentence)) + 0.5 * bool(_OPENS.match(sentence))
        out[n] += 1.0 * bool(n and _ASKS.search(sentences[n - 1]))
        out[n] -= 0.5 * (not (n and _ASKS.search(sentences[n - 1])) and not _OPENS.match(sentence))
    return out


def _centre(column: Matrix) -> float:
    """Where in the speech an answer's words stand."""
    sharp = column**4
    return float((sharp * np.arange(len(column))).sum() / (sharp.sum() or 1.0))


def _keep(order: Sequence[int], speakers: Sequence[str]) -> list[int]:
    """The order with each speaker's answers in their own order."""
    own = {s: iter(sorted(k for k in order if speakers[k] == s)) for s in set(speakers)}
    return [next(own[speakers[k]]) for k in order]


def _align(near: Matrix, gain: Matrix, order: Sequence[int]) -> tuple[float, list[int]]:
    """Cuts the sentences into stretches for the answers in this order; a stretch may be empty where sentences are few."""
    n, k = len(near), len(order)
    best = np.full(k, -np.inf)
    best[0] = 0.0
    came = np.zeros((n, k), dtype=int)
    for i in range(n):
        step = np.full(k, -np.inf)
        for j in range(k):
            stay = best[j] if i or j == 0 else -np.inf
            jump = best[j - 1] + gain[i] if j and i else -np.inf
            came[i, j] = int(jump > stay)
            step[j] = max(stay, jump) + near[i, order[j]]
        best = step
    j = int(best.argmax()) if not np.isfinite(best[-1]) else k - 1
    score, labels = float(best[j]), [0] * n
    for i in range(n - 1, -1, -1):
        labels[i] = order[j]
        j -= came[i, j]
    return score, labels
