"""Speakers' tags: where they begin and end, and the persons behind them."""

from __future__ import annotations

import pytest

from parsers.grammar.speakers import Person, Roster, tag_at
from schemas.source import Speakers

PEOPLE = [
    Person("月岡一葉", "月岡 一葉", "委員"),
    Person("日向ふみ", "日向ふみ", "委員"),
    Person("露木二郎", "露木 二郎", "委員"),
    Person("露木三枝", "露木 三枝", "委員"),
    Person("森五郎", "森 五郎", "委員"),
    Person("森下六実", "森下 六実", "委員"),
]


def roster(text: str = "", tags: tuple[str, ...] = (), people: list[Person] | None = None) -> Roster:
    return Roster(PEOPLE if people is None else people, text, tags, Speakers())


@pytest.mark.parametrize(
    ("who", "name", "role"),
    [
        ("月岡会長", "月岡一葉", "会長"),
        ("日向 副会長", "日向ふみ", "副会長"),
        ("森委員", "森五郎", "委員"),
        ("森下委員", "森下六実", "委員"),
        ("月岡 一葉 委員", "月岡一葉", "委員"),
        ("会長（月岡一葉君）", "月岡一葉", "会長"),
    ],
)
def test_members_by_the_list(who: str, name: str, role: str) -> None:
    found = roster().speaker(who)
    assert (found.name, found.role, found.problem) == (name, role, None)


def test_problems_are_told() -> None:
    assert roster().speaker("露木委員") == ("露木", "委員", "ambiguous_speaker")
    assert roster().speaker("西風委員") == ("西風", "委員", "unknown_speaker")


@pytest.mark.parametrize(
    ("who", "text", "split"),
    [
        ("星野地図課長", "地図課長の星野です。", ("星野", "地図課長")),
        ("小野寺地図課長", "地図課長の小野寺と申します。", ("小野寺", "地図課長")),
        ("林古地図課長", "古地図課の林でございます。", ("林", "古地図課長")),
        ("星野 GIS 地図担当課長", "", ("星野", "GIS地図担当課長")),
        ("長谷川地図課長", "", ("長谷川", "地図課長")),
        ("星野地図課長", "", ("星野", "地図課長")),
        ("事務局", "", ("", "事務局")),
    ],
)
def test_officials_by_what_is_said(who: str, text: str, split: tuple[str, str]) -> None:
    assert roster(text, (who,)).split(who) == split


def test_posts_without_names() -> None:
    bare = roster("", ("会長", "地図課長", "日向委員"), [Person("月岡", "月岡", "会長"), Person("", "地図課長", "地図課長")])
    assert bare.speaker("会長").name == "月岡"
    assert bare.split("地図課長") == ("", "地図課長")


@pytest.mark.parametrize(
    ("role", "group"),
    [("会長", "chair"), ("副会長", "vice_chair"), ("委員", "member"), ("事務局", "secretariat"), ("地図課長", "official")],
)
def test_classes(role: str, group: str) -> None:
    assert roster().speaker_class(role, "") == group


@pytest.mark.parametrize("line", ["○地図を折らないこと", "○　", "○月岡会長が来ました。", "○会長、委員 の席", "月岡会長 "])
def test_no_tag(line: str) -> None:
    assert tag_at(line, 0, "○") is None


def test_tag_ends_behind_the_gap() -> None:
    tag = tag_at("○月岡会長:  では、", 0, "○")
    assert tag is not None
    assert (tag.who, tag.end) == ("月岡会長", 8)
