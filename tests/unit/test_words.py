"""The dictionary in a process of its own answers as it does here."""

from __future__ import annotations

import pytest

from parsers.grammar.dictionary import here, pieces, senses
from pipeline.words import words_apart

WORDS = ("山田", "総務課山田花子", '"', "", "一\n二", "𠮟る")


def test_the_answers_are_those_that_are_given_here() -> None:
    with words_apart() as server:
        assert server.process is None
        assert [(senses(words), pieces(words)) for words in WORDS] == [
            (here(words, True), here(words, False)) for words in WORDS
        ]
        process = server.process
        assert process is not None
        assert process.poll() is None
    assert process.poll() == 0
    assert server.process is None
    assert senses("山田") == here("山田", True)


def test_a_dictionary_that_has_ended_is_an_error() -> None:
    with words_apart() as server:
        senses("山田")
        assert server.process is not None
        server.process.kill()
        server.process.wait()
        with pytest.raises(EOFError, match="ended with code -9"):
            senses("鈴木")
