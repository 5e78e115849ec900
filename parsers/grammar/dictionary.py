"""The dictionary of words, which tells names of persons and places from other words.

Loaded it takes 65 MB, so a process that holds a long document asks one elsewhere (see `elsewhere`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sudachipy import Dictionary, Tokenizer


class Sense(NamedTuple):
    """A word as the dictionary knows it: as written, and the third and fourth part of its part of speech (人名, 姓)."""

    written: str
    kind: str
    part: str


Asked = Callable[[str, bool], list[Sense]]


@cache
def _tools() -> tuple[Dictionary, Tokenizer]:
    from sudachipy import Dictionary, SplitMode  # here, because a process that asks elsewhere does without it

    dictionary = Dictionary()
    return dictionary, dictionary.create(mode=SplitMode.A)


def here(words: str, whole: bool) -> list[Sense]:
    """What the words can be as one (`whole`), or the words that they are made of."""
    dictionary, tokeniser = _tools()
    found = dictionary.lookup(words) if whole else tokeniser.tokenize(words)
    return [Sense(one.surface(), *one.part_of_speech()[2:4]) for one in found]


_ask: list[Asked] = [here]


@contextmanager
def elsewhere(asked: Asked) -> Iterator[None]:
    """Within, questions go to `asked`, which answers as `here` does."""
    _ask.append(asked)
    try:
        yield
    finally:
        _ask.remove(asked)


def senses(word: str) -> list[Sense]:
    """What a word can be; empty where the dictionary does not know it."""
    return _ask[-1](word, True)


def pieces(words: str) -> list[Sense]:
    """The words that a run of words is made of."""
    return _ask[-1](words, False)
