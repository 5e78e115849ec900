from __future__ import annotations

import pytest

from parsers.grammar.personnames import split
from parsers.grammar.roles import group_of
from parsers.grammar.speakerlines import read_line

CALLS = {
    "○議長（見本一郎君）　始めます。": ("見本一郎", "議長"),
    "◯見本議長 始めます。": ("見本", "議長"),
    "〇１２番（森　見太君）　二つ伺います。": ("森見太", "議員"),
    "◆見本花子君　二つ伺います。": ("見本花子", "議員"),
    "◎健康福祉課長補佐兼係長（田中一郎君）　お答えします。": ("田中一郎", "健康福祉課長補佐兼係長"),
    "●田中総務課長　お答えします。": ("田中", "課長"),
    "企画政策室山本主幹": ("山本", "主幹"),
    "川島隆史学校教育課長　お答えします。": ("川島隆史", "課長"),
    "こしば総務委員長　開きます。": ("こしば", "委員長"),
    "えのした委員　伺います。": ("えのした", "委員"),
    "総務課長 それでは、説明します。": (None, "総務課長"),
    "議　　長　ただいまから開きます。": (None, "議長"),
    "福 祉 課 長 お答えします。": (None, "福祉課長"),
    "５　番（ 田 中 一 郎 君 ） 伺 い ま す 。": ("田中一郎", "議員"),
    "○議員（８番　田中一郎君）　伺います。": ("田中一郎", "議員"),
    "○議長 田中花子さん 次に進みます。": ("田中花子", "議長"),
    "○16番 田中花子さん 伺います。": ("田中花子", "議員"),
    "建設課長　田中　一郎君": ("田中一郎", "建設課長"),
    "○（議長　田中一郎君）　始めます。": ("田中一郎", "議長"),
    "【田中委員】　伺います。": ("田中", "委員"),
    "◎福祉部長：お答えします。": (None, "福祉部長"),
    "○18番田中一郎議員　伺います。": ("田中一郎", "議員"),
    "○市長（田中一郎）（登壇）　お答えします。": ("田中一郎", "市長"),
    "○委員長田中一郎君　始めます。": ("田中一郎", "委員長"),
    "○（田中環境部長君）　お答えします。": ("田中", "部長"),
    "６田中　伺います。": ("田中", "議員"),
}


@pytest.mark.parametrize(("line", "expected"), CALLS.items())
def test_lines_that_call_a_speaker(line: str, expected: tuple[str | None, str]) -> None:
    read = read_line(line)
    assert read is not None
    assert read.name == expected[0]
    assert (read.post or "").endswith(expected[1])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "○",
        "午前10時開議",
        "○休憩　午後３時",
        "○開 会 令和４年５月６日",
        "○全　　員　（異　議　な　し）",
        "○議事日程…………………",
        "議事日程第２号を配ります。",
        "○会議録署名議員",
        "出席委員　５名",
        "○欠席議員（なし）",
        "これは見本の文章です。",
        "青木委員「それでよいか」",
        "令和４年第２回見本町議会定例会　会議録",
    ],
)
def test_lines_that_call_nobody(line: str) -> None:
    assert read_line(line) is None


def test_places_are_those_of_the_printed_line() -> None:
    line = "○３番（見本 一君）　伺います。"
    read = read_line(line)
    assert read is not None
    assert (line[read.start : read.stop], line[read.end :], read.seat, read.mark) == (
        "３番（見本 一君）",
        "伺います。",
        "3番",
        "○",
    )


def test_a_printed_note_is_no_name() -> None:
    read = read_line("山本委員　（絵を示す）この図を見てください。")
    assert read is not None
    assert read.name == "山本"


@pytest.mark.parametrize(
    ("words", "post", "name", "section"),
    [
        ("子育て支援", "課長", "", "子育て支援"),
        ("佐々木企画", "課長", "佐々木", "企画"),
        ("まちづくり推進", "課長", "", "まちづくり推進"),
    ],
)
def test_sections_and_names_are_told_apart(words: str, post: str, name: str, section: str) -> None:
    assert split(words, post) == (name, section)


@pytest.mark.parametrize(
    ("post", "group"),
    [
        ("副会長", "vice_chair"),
        ("会長職務代理者", "vice_chair"),
        ("総務委員長", "chair"),
        ("議員", "member"),
        ("監査委員", "official"),
        ("課長", "official"),
    ],
)
def test_groups_of_posts(post: str, group: str) -> None:
    assert group_of(post) == group
