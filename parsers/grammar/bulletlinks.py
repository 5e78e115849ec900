"""Which bullet answers which question: shared words first, place in the list where the words do not tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from schemas.text import fold

_N = (2, 3)  # lengths of the character n-grams
_PLACE = 0.12  # weight of the place in the list beside the shared words
_CLEAR = 0.55  # a pair stands if it is at least this part of the best that either side could have
_STRAY = 0.1  # a second question of an answer needs this much in common with it


class Link(NamedTuple):
    """Question and answer as indices into the two lists; `method` is `lexical` or `position`."""

    question: int
    answer: int
    score: float
    method: str


def link(questions: Sequence[str], answers: Sequence[str], others: Sequence[str] = ()) -> list[Link]:
    """Links in order of the questions. `others` are further bullets of the paper; they tell which words say little.

    Every answer gets a question. A question may stay without an answer; one answer may serve several questions.
    """
    if not questions or not answers:
        return []
    words = _likeness(questions, answers, others)
    likeness = words + _PLACE * _places(len(questions), len(answers))
    pairs = {(int(q), int(a)) for q, a in zip(*linear_sum_assignment(-likeness), strict=True)}
    clear = {(q, a) for q, a in pairs if likeness[q, a] >= _CLEAR * max(likeness[q].max(), likeness[:, a].max())}
    found = set(clear)
    for a in sorted(set(range(len(answers))) - {a for _, a in clear}):
        found.add((int(likeness[:, a].argmax()), a))
    for q in sorted(set(range(len(questions))) - {q for q, _ in found}):
        a = int(likeness[q].argmax())
        if words[q, a] >= _STRAY:
            found.add((q, a))
    return [_link(q, a, words, likeness) for q, a in sorted(found)]


def _link(q: int, a: int, words: NDArray[np.float64], likeness: NDArray[np.float64]) -> Link:
    score = min(1.0, float(likeness[q, a] / (likeness[q].sum() or 1.0)))
    return Link(q, a, round(score, 3), "lexical" if words[q, a] > 0 else "position")


def _places(n_questions: int, n_answers: int) -> NDArray[np.float64]:
    """1 where question and answer stand at the same part of their lists, 0 at opposite ends."""
    q = (np.arange(n_questions) + 0.5) / n_questions
    a = (np.arange(n_answers) + 0.5) / n_answers
    return 1.0 - np.abs(q[:, None] - a[None, :])


def _grams(text: str) -> Counter[str]:
    plain = "".join(c for c in fold(text) if not c.isspace() and c not in "、。,.()「」")
    return Counter(plain[i : i + n] for n in _N for i in range(len(plain) - n + 1) if not _particles(plain[i : i + n]))


def _particles(gram: str) -> bool:
    """Hiragana alone says little about the matter."""
    return all("ぁ" <= c <= "ゖ" for c in gram)


def _likeness(questions: Sequence[str], answers: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """Share of the question's weight (rare n-grams weigh more) that the answer has too."""
    asked, said = [_grams(t) for t in questions], [_grams(t) for t in answers]
    rest = [_grams(t) for t in others]
    seen = Counter(g for grams in (*asked, *said, *rest) for g in grams)
    total = len(asked) + len(said) + len(rest)
    weight = {g: math.log(1 + total / n) for g, n in seen.items()}
    out = np.zeros((len(asked), len(said)))
    for i, q in enumerate(asked):
        own = sum(weight[g] for g in q) or 1.0
        for j, a in enumerate(said):
            shared = sum(weight[g] for g in q if g in a)
            length = math.sqrt(sum(weight[g] for g in a) or 1.0)
            out[i, j] = shared / math.sqrt(own) / length
    return out
