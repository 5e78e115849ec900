"""Which bullet answers which question: shared words, the place in the list, and what the neighbours answer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from schemas.text import fold

_N = (1, 2, 3)  # lengths of the character n-grams
_RARE = 1.5  # exponent of the inverse document frequency
_PLACE = 0.05  # weight of the place in the list beside the shared words
_RUN = 0.3  # weight of the pairs before and after: answers mostly stand in the order of their questions
_CLEAR = 0.5  # a pair stands if it is at least this part of the best that either side could have
_STRAY = 0.5  # a question left over joins an answer that is at least this part as close to it as to its own question

Matrix = NDArray[np.float64]


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
    words = likeness(questions, answers, others)
    near = words + _PLACE * places(len(questions), len(answers))
    pairs = assign(words)
    clear = {(q, a) for q, a in pairs if words[q, a] >= _CLEAR * max(words[q].max(), words[:, a].max())}
    found = set(clear)
    for a in sorted(set(range(len(answers))) - {a for _, a in clear}):
        found.add((int(near[:, a].argmax()), a))
    for q in sorted(set(range(len(questions))) - {q for q, _ in found}):
        a = int(near[q].argmax())
        if words[q, a] >= _STRAY * words[:, a].max() > 0:
            found.add((q, a))
    return [_link(q, a, words, near) for q, a in sorted(found)]


def assign(words: Matrix, speakers: Sequence[str] = ()) -> list[tuple[int, int]]:
    """One question to one answer, best as a whole; `words` is the likeness of each pair.

    `speakers` are those of the answers, where the list says them: what one of them answers stands in the order of the questions.
    """
    near = words + _PLACE * places(*words.shape)
    near[1:, 1:] += _RUN * words[:-1, :-1]
    near[:-1, :-1] += _RUN * words[1:, 1:]
    rows, columns = linear_sum_assignment(-near)
    chosen = {int(a): int(q) for q, a in zip(rows, columns, strict=True)}
    if speakers:
        chosen = _climb(near, _ordered(chosen, speakers), speakers)
    return sorted((q, a) for a, q in chosen.items())


def _ordered(chosen: dict[int, int], speakers: Sequence[str]) -> dict[int, int]:
    """The same questions for each speaker, in the order of his answers."""
    out: dict[int, int] = {}
    for speaker in set(speakers):
        own = [a for a in sorted(chosen) if speakers[a] == speaker]
        out.update(zip(own, sorted(chosen[a] for a in own), strict=True))
    return out


def _climb(near: Matrix, chosen: dict[int, int], speakers: Sequence[str]) -> dict[int, int]:
    """Lets two speakers exchange a question as long as that makes the whole better."""
    best, better = _total(near, chosen), True
    while better:
        better = False
        for a, b in combinations(sorted(chosen), 2):
            if speakers[a] == speakers[b]:
                continue
            other = _ordered({**chosen, a: chosen[b], b: chosen[a]}, speakers)
            if _total(near, other) > best + 1e-9:
                best, chosen, better = _total(near, other), other, True
    return chosen


def _total(near: Matrix, chosen: dict[int, int]) -> float:
    return sum(float(near[q, a]) for a, q in chosen.items())


def places(n_questions: int, n_answers: int) -> Matrix:
    """1 where question and answer stand at the same part of their lists, 0 at opposite ends."""
    q = (np.arange(n_questions) + 0.5) / n_questions
    a = (np.arange(n_answers) + 0.5) / n_answers
    return np.asarray(1.0 - np.abs(q[:, None] - a[None, :]))


def likeness(questions: Sequence[str], answers: Sequence[str], others: Sequence[str] = ()) -> Matrix:
    """The weight of the n-grams that both have, over the geometric mean of what each has; rare n-grams weigh more."""
    asked, said, rest = ([_grams(t) for t in texts] for texts in (questions, answers, others))
    seen = Counter(gram for grams in (*asked, *said, *rest) for gram in grams)
    total = len(asked) + len(said) + len(rest)
    weight = {gram: math.log(1 + total / n) ** _RARE for gram, n in seen.items()}
    mass = [[sum(weight[gram] for gram in grams) or 1.0 for grams in side] for side in (asked, said)]
    out = np.zeros((len(asked), len(said)))
    for i, q in enumerate(asked):
        for j, a in enumerate(said):
            out[i, j] = sum(weight[gram] for gram in q & a) / math.sqrt(mass[0][i] * mass[1][j])
    return out


def _grams(text: str) -> set[str]:
    """The character n-grams of a text; hiragana alone says little about the matter."""
    plain = "".join(c for c in fold(text) if not c.isspace() and c not in "、。,.()「」・")
    every = {plain[i : i + n] for n in _N for i in range(len(plain) - n + 1)}
    return {gram for gram in every if not all("ぁ" <= c <= "ゖ" or c == "ー" for c in gram)}


def _link(q: int, a: int, words: Matrix, near: Matrix) -> Link:
    """The score is the pair's share of what the answer has in common with all questions."""
    score = float(near[q, a] / (near[:, a].sum() or 1.0))
    return Link(q, a, round(min(1.0, score), 3), "lexical" if words[q, a] > 0 else "position")
