from __future__ import annotations

import pytest

from parsers.grammar.bulletlinks import link


def pairs(questions: list[str], answers: list[str]) -> set[tuple[int, int]]:
    return {(x.question, x.answer) for x in link(questions, answers)}


def test_words_tell_whatever_the_order() -> None:
    questions = ["花壇の水やりの当番について", "掲示板の鍵の保管について", "巣箱の数について"]
    answers = ["巣箱は十二ある。", "鍵は金庫に保管する。", "水やりの当番は週ごとに替わる。"]
    assert pairs(questions, answers) == {(0, 2), (1, 1), (2, 0)}


def test_one_answer_for_two_questions() -> None:
    questions = ["水やりの当番を休む人の連絡について", "水やりの当番を代わる人の連絡について", "巣箱の貸出しの期間について"]
    answers = ["当番を休む人も代わる人も、水やりの連絡は窓口で受ける。", "巣箱の貸出しは七日までとする。"]
    assert pairs(questions, answers) == {(0, 0), (1, 0), (2, 1)}


def test_two_answers_for_one_question() -> None:
    questions = ["巣箱の貸出しの周知について", "鍵の保管について"]
    answers = ["貸出しの周知は広報紙で行う。", "巣箱の周知は学校でも行った。", "鍵は金庫に保管する。"]
    assert pairs(questions, answers) == {(0, 0), (0, 1), (1, 2)}


def test_place_decides_where_words_do_not() -> None:
    found = link(["あ", "い"], ["う", "え"])
    assert [(x.question, x.answer, x.method) for x in found] == [(0, 0, "position"), (1, 1, "position")]


def test_every_answer_has_a_question_and_scores_are_shares() -> None:
    found = link(["巣箱の数について"], ["十二ある。", "増やす予定はない。", "巣箱は木製である。"])
    assert {x.answer for x in found} == {0, 1, 2}
    assert all(0 <= x.score <= 1 for x in found)


@pytest.mark.parametrize(("questions", "answers"), [([], ["答え"]), (["問い"], []), ([], [])])
def test_nothing_to_link(questions: list[str], answers: list[str]) -> None:
    assert link(questions, answers) == []
