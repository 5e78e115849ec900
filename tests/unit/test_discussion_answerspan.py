from __future__ import annotations

import pytest

from parsers.grammar.answerspan import Question, Said, Span, find, passages, replies

MINUTES = [
    Said("議長（見本太郎君）", ["一番青木花子君。"]),
    Said("一番（青木花子君）", ["花壇の水やりと巣箱の貸出しについて伺います。"]),
    Said(
        "区長（見本次郎君）",
        [
            "青木花子議員のご質問にお答えいたします。",
            "鍵の保管についてのお尋ねがございました。",
            "鍵は金庫に入れ、台帳で管理してまいります。",
            "巣箱の貸出しでございます。",
            "期間は十日まで延ばしてまいります。",
            "残余のご質問は、部長からお答えいたします。",
        ],
    ),
    Said(
        "緑化推進部長（見本三郎君）",
        [
            "二点のご質問にお答えいたします。",
            "まず、花壇の水やりについてでありますが、当番は来月から五人にいたします。",
            "夏の花壇には職員も加わります。",
            "次に、巣箱の貸出しについてでありますが、学校には職員が届けます。",
            "〔福祉部長見本四郎君登壇〕",
        ],
    ),
    Said("議長（見本太郎君）", ["二番赤木一郎君。"]),
    Said("二番（赤木一郎君）", ["花壇の柵について伺います。"]),
    Said("緑化推進部長（見本三郎君）", ["花壇の柵についてでありますが、春に直します。"]),
]


def test_passages_leave_out_what_is_said_to_all_questions() -> None:
    assert passages(MINUTES[2].sentences) == [(1, 2), (3, 4)]
    assert passages(MINUTES[3].sentences) == [(1, 2), (3, 3)]
    assert passages(["青木議員の花壇に関するご質問にお答えします。", "柵は春に直します。"]) == [(0, 1)]
    assert passages(["お答えする前に一言申します。", "（拍手）", "柵は春に直します。"]) == [(0, 0), (2, 2)]
    assert passages([]) == []


def test_answers_stand_behind_the_one_who_asks() -> None:
    assert replies(MINUTES, "青木花子（見本の会）") == [2, 3]
    assert replies(MINUTES, "赤木 一郎") == [6]
    assert replies(MINUTES, "白木三郎") == [2, 3, 6]
    assert replies(MINUTES, "") == [2, 3, 6]


@pytest.mark.parametrize(
    ("question", "span"),
    [
        (Question("花壇", "水やりの当番を増やすべき。", "青木花子"), Span(3, 1, 2)),
        (Question("花壇", "柵の修理は。", "赤木一郎"), Span(6, 0, 0)),
        (Question("巣箱", "貸出しの充実を。", "青木花子", "区長"), Span(2, 3, 4)),
        (Question("巣箱", "貸出しの充実を。", "青木花子", "緑化推進部長"), Span(3, 3, 3)),
        (Question("巣箱", "貸出しの充実を。", "青木花子", "緑推部長"), Span(3, 3, 3)),
        (Question("鍵", "どこに保管するか。", "青木花子", "消防署長"), Span(2, 1, 2)),
    ],
)
def test_the_passage_is_found(question: Question, span: Span) -> None:
    assert find(question, MINUTES) == span


def test_nobody_answers() -> None:
    assert find(Question("花壇", "柵の修理は。"), []) is None
    assert find(Question("花壇", "柵の修理は。"), MINUTES[:2]) is None
