from __future__ import annotations

from parsers.grammar.qacut import cut, cut_answers

SPEECH = [
    "初めに、花壇の水やりについて伺います。",
    "水やりの当番は三人であり、夏の花壇には足りません。",
    "当番を増やすべきと考えますが、見解を伺います。",
    "次に、巣箱の貸出しについて伺います。",
    "巣箱は学校にも貸し出されています。",
    "貸出しの期間を延ばすべきですが、所見を求めます。",
    "最後に、鍵の保管について伺います。",
    "鍵は金庫にあるのか、お答えください。",
]
REPLIES = [
    ("区長", "鍵の保管についてのご質問であります。"),
    ("区長", "鍵は金庫に入れ、台帳で管理しております。"),
    ("部長", "まず、花壇の水やりについてでありますが、当番は来月から五人にいたします。"),
    ("部長", "夏の花壇には職員も加わります。"),
    ("部長", "次に、巣箱の貸出しについてでありますが、期間は十日まで延ばします。"),
]


def test_answers_are_cut_where_speaker_or_topic_changes() -> None:
    assert cut_answers([t for _, t in REPLIES], [s for s, _ in REPLIES]) == [0, 0, 1, 1, 2]


def test_the_speech_is_cut_as_the_answers_are() -> None:
    found = cut(SPEECH, [t for _, t in REPLIES], [s for s, _ in REPLIES])
    assert found.answers == [0, 0, 1, 1, 2]
    assert found.questions == [1, 1, 1, 2, 2, 2, 0, 0]


def test_answers_to_one_topic_are_one() -> None:
    speech = [*SPEECH[:3], "その当番の名簿も示してください。", *SPEECH[3:6]]
    replies = [
        "花壇の水やりについてでありますが、当番は来月から五人にいたします。",
        "次に、当番の名簿についてでありますが、名簿は窓口で示します。",
        "次に、巣箱の貸出しについてでありますが、期間は十日まで延ばします。",
    ]
    found = cut(speech, replies, ["部長"] * 3)
    assert found.answers == [0, 0, 1]
    assert found.questions == [0, 0, 0, 0, 1, 1, 1]


def test_nothing_asked_and_nothing_said() -> None:
    assert cut([], [], []) == ([], [])
    assert cut(["伺います。"], [], []) == ([0], [])
    assert cut([], ["お答えします。"], ["区長"]) == ([], [0])
