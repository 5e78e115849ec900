from __future__ import annotations

import pytest

from parsers.grammar.acts import Said, acts

OPENING = Said("speech", "chair", None, "ただいまから開きます。")
CALL = Said("speech", "chair", "a", "次に、花壇の鍵の件です。説明をお願いします。")
EXPLAINED = Said(
    "speech", "official", "a", "花壇の鍵について御説明いたします。鍵は二つあり、課で預かることを予定しております。"
)
REPLY = Said("speech", "official", "a", "鍵は金庫に入れて管理いたします。")
END = Said("speech", "chair", None, "以上で終わります。")


def act_of(words: str, group: str = "member", reply: Said = REPLY) -> str:
    return acts([OPENING, CALL, EXPLAINED, Said("speech", group, "a", words), reply, END])[3]


@pytest.mark.parametrize(
    "words",
    [
        "鍵は誰が預かりますか。",
        "鍵の数を御説明いただきたいと思います。",
        "貸出しの台帳はあるのかなと思ったのですけれども、その点を確認させてください。",
        "鍵が足りないのかなと思うのですが、保管の方法を具体的に教えてください。",
        "台帳の扱いについて御答弁をお願いします。",
        "台帳を作る工夫はなされたのか、お願いいたします。",
        "鍵の数は、何本ぐらいで。",
        "巣箱の数について、お聞きします。",
    ],
)
def test_words_that_want_an_answer(words: str) -> None:
    assert act_of(words) == "question"


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("鍵の台帳を作っていただきたい。", "request"),
        ("鍵について、少しお聞きします。台帳を作ることが必要かと思いますので、検討していただきたい。", "request"),
        ("丁寧に御説明いただきましてありがとうございます。鍵が二つあるのは安心です。", "comment"),
        ("分かりました。ありがとうございます。", "acknowledgement"),
    ],
)
def test_words_that_want_none(words: str, act: str) -> None:
    assert act_of(words) == act


def test_explanation_comes_first_and_answers_behind_questions() -> None:
    turns = [OPENING, CALL, EXPLAINED, Said("speech", "member", "a", "鍵は誰が預かりますか。"), REPLY, END]
    assert acts(turns)[2:5] == ["explanation", "question", "answer"]
