from __future__ import annotations

from parsers.grammar.turnguess import guess, turns

TALK = [
    ("議長（見本一郎君）", "ただいまから始めます。"),
    ("３番（森見太君）", "花壇の水やりについて伺います。"),
    ("総務部長（田中花子君）", "花壇は職員が見ております。"),
    ("３番（森見太君）", "分かりました。"),
    ("議長（見本一郎君）", "次に進みます。"),
]


def lines(marks: dict[str, str], gap: str = "　") -> list[str]:
    out: list[str] = []
    for who, words in TALK:
        mark = next((m for part, m in marks.items() if part in who), "")
        out += [f"{mark}{who}{gap}{words}", "　続けて申し上げますと、そのとおりであります。"]
    return out


def found(text: list[str]) -> list[tuple[int, str]]:
    return [(t.line, t.who) for t in turns(text, guess(text))]


EXPECTED = [(2 * n, who) for n, (who, _) in enumerate(TALK)]


def test_marks_and_whom_they_call_are_guessed() -> None:
    text = lines({"議長": "○", "番": "◆", "部長": "◎"})
    assert found(text) == EXPECTED
    assert guess(text).marks == {"○": {"chair": 2}, "◆": {"member": 2}, "◎": {"official": 1}}
    assert guess(text).describe() == "turns begin with ○ (chair 2), ◆ (member 2), ◎ (official 1)"


def test_turns_without_marks() -> None:
    text = lines({})
    assert found(text) == EXPECTED
    assert guess(text).describe() == "turns begin with the speaker alone, without a mark"


def test_headings_and_times_with_the_same_mark_are_no_turns() -> None:
    text = ["○午前１０時００分開会", *lines({"": "○"}), "○議事日程", "○午後４時散会"]
    assert found(text) == [(n + 1, who) for n, who in EXPECTED]


def test_lists_of_names_and_votes_are_no_turns() -> None:
    text = [*lines({}), "森見太議員　十二票", "見本一郎議員　八票", "　　一番　　森　　見太君"]
    assert found(text) == EXPECTED


def test_bullets_are_no_marks_of_speakers() -> None:
    text = ["○花壇の鍵について　鍵は二つある。", "○巣箱の数について　十二ある。", *lines({})]
    assert found(text) == [(n + 2, who) for n, who in EXPECTED]


def test_a_tag_whose_words_stand_in_the_next_line() -> None:
    text = ["知事（見本一郎君）　〔登壇〕", "　お答えいたします。", *lines({})]
    assert found(text)[0] == (0, "知事（見本一郎君）")


def test_nothing_at_all() -> None:
    assert found([]) == []
    assert found(["ただの文章が続く。", "", "ここにも誰もいない。"]) == []
