from __future__ import annotations

from parsers.grammar.bulletlinks import assign, likeness

QUESTIONS = ["花壇。見解は。", "花壇。水やりの当番を増やすべき。", "巣箱。数を示せ。", "鍵。保管の方法は。"]
ANSWERS = ["水やりの当番は来月から増やす。", "鍵は金庫に保管している。", "巣箱の数は十二。", "花壇は区民の財産。"]


def test_each_answer_has_its_own_question() -> None:
    assert {a: q for q, a in assign(likeness(QUESTIONS, ANSWERS))} == {0: 1, 1: 3, 2: 2, 3: 0}


def test_answers_of_one_speaker_stand_in_the_order_of_their_questions() -> None:
    questions = ["花壇。見解は。", "巣箱。見解は。", "鍵。見解は。", "花壇。費用は。"]
    answers = ["前向きに検討する。", "鍵は金庫に保管する。", "巣箱は十二ある。", "花壇の費用は百円。"]
    pairs = {a: q for q, a in assign(likeness(questions, answers), ["区長", "区長", "部長", "部長"])}
    assert pairs == {0: 0, 1: 2, 2: 1, 3: 3}


def test_fewer_answers_than_questions() -> None:
    pairs = assign(likeness(QUESTIONS, ANSWERS[:2]), ["部長", "課長"])
    assert pairs == [(1, 0), (3, 1)]
