"""Minutes in many shapes: marks and none, tags inside lines, headings that were swallowed, opinions, notes with broken brackets."""

from __future__ import annotations

import pytest

from parsers.grammar.minutes import Minutes, is_minutes, parse_minutes
from parsers.grammar.opinions import conditions, decided, spoken_conditions, spoken_decision
from schemas.document import Block, Element, Paragraph
from schemas.text import Glyph, Text


def flow(text: str, kind: str = "paragraph") -> list[Element]:
    """One paragraph a line; `//` parts its printed lines."""
    out: list[Element] = []
    y = 50.0
    for line in text.strip().split("\n"):
        printed = []
        for part in line.split("//"):
            printed.append(Text(part, [Glyph(1, 50 + 10 * k, y, 60 + 10 * k, y + 10) for k in range(len(part))]))
            y += 16
        out.append(Paragraph([Block("heading" if kind == "heading" else "paragraph", 1, 0, tuple(printed))]))
    return out


def said(minutes: Minutes) -> list[tuple[str, str]]:
    return [(s.who.s, s.text.s) for s in minutes.spoken]


PLAIN = """
{m}月岡会長{g}開きます。
{m}星野地図課長{g}地図課の星野です。
{m}月岡会長{g}ご質問はありますか。
{m}日向委員{g}地図は何枚ですか。
{m}星野地図課長{g}九枚です。
"""


@pytest.mark.parametrize("mark", ["○", "◯", "〇", "◆", "◎", "●", "・", "□"])
@pytest.mark.parametrize("gap", ["　", " ", "："])
def test_any_mark(mark: str, gap: str) -> None:
    minutes = parse_minutes(flow(PLAIN.format(m=mark, g=gap)))
    assert said(minutes)[3:] == [("日向委員", "地図は何枚ですか。"), ("星野地図課長", "九枚です。")]
    assert minutes.marks == {mark: 5}


@pytest.mark.parametrize("gap", ["　", "："])
def test_no_mark_at_all(gap: str) -> None:
    minutes = parse_minutes(flow(PLAIN.format(m="", g=gap)))
    assert len(minutes.spoken) == 5
    assert said(minutes)[1] == ("星野地図課長", "地図課の星野です。")


def test_marks_that_carry_roles_together() -> None:
    text = "◎会長　始めます。\n●地図課長　説明します。\n○日向委員　分かりました。\n◎会長　終わります。"
    minutes = parse_minutes(flow(text))
    assert [s.tag.mark for s in minutes.spoken if s.tag] == ["◎", "●", "○", "◎"]


def test_a_bullet_is_no_speaker() -> None:
    text = PLAIN.format(m="○", g="　") + "○北口の地図　一枚\n○地図を折らないこと。\n○　"
    minutes = parse_minutes(flow(text))
    assert len(minutes.spoken) == 5
    assert minutes.spoken[-1].text.s.count("○") == 3  # they belong to what was said last


def test_tag_in_the_middle_of_a_line() -> None:
    minutes = parse_minutes(flow("○月岡会長　では。\n○星野地図課長　九枚です。○日向委員　分かりました。○月岡会長　次に。"))
    assert said(minutes)[1:] == [("星野地図課長", "九枚です。"), ("日向委員", "分かりました。"), ("月岡会長", "次に。")]


def test_several_turns_in_one_paragraph_of_the_reader() -> None:
    lines = "○月岡会長　開きます。//○星野地図課長　地図課の星野で//す。九枚あります。//○日向委員　分かりました。"
    minutes = parse_minutes(flow(lines))
    assert said(minutes) == [
        ("月岡会長", "開きます。"),
        ("星野地図課長", "地図課の星野です。九枚あります。"),
        ("日向委員", "分かりました。"),
    ]


def test_a_paragraph_that_was_cut_is_put_together() -> None:
    minutes = parse_minutes(flow("○月岡会長　地図は\n九枚です。\n次に移ります。\n○日向委員　はい。\n○月岡会長　では。"))
    assert minutes.spoken[0].text.s == "地図は九枚です。\n次に移ります。"


def test_tag_alone_on_its_line_and_tag_without_a_gap() -> None:
    minutes = parse_minutes(
        flow("○月岡会長//開きます。\n○日向委員　何枚ですか。\n○日向委員ありがとうございます。\n○月岡会長　では。")
    )
    assert said(minutes)[0] == ("月岡会長", "開きます。")
    assert said(minutes)[2] == ("日向委員", "ありがとうございます。")


def test_name_with_inner_blanks() -> None:
    minutes = parse_minutes(flow("○月岡会長　では。\n○星野 GIS 地図 担当課長　お答えします。\n○月岡会長　次に。"))
    assert minutes.spoken[1].who.s == "星野 GIS 地図 担当課長"


@pytest.mark.parametrize(
    "note",
    [
        "【「はい」と呼ぶ者あり】", "〔「異議なし」と呼ぶ者あり〕", "「なし」と呼ぶ者あり」", "（異議なしの声）", "＜異議なし＞", "（「はい」の声あり）", "（拍手）",
        "（日向委員退室）",
    ],
)  # fmt: skip
def test_stage_notes(note: str) -> None:
    minutes = parse_minutes(flow(f"○月岡会長　よろしいですか。\n{note}\n○月岡会長　では。{note}\n○日向委員　はい。"))
    assert [s.kind for s in minutes.spoken] == ["speech", "stage", "speech", "stage", "speech"]
    assert minutes.spoken[1].text.s == note
    assert minutes.spoken[2].text.s == "では。"


ITEMS = """
(1) 開　会
○月岡会長　開きます。
(2) 確認事項
前の回の要録の確認
○月岡会長　よろしいですか。
(3) 審議事項
【諮問第7号】地図の貸出しに係る業務委託について
＜審議会意見＞
異議なしと認める。なお、次の意見に留意されたい。
地図の折り方を示すこと。
○月岡会長　諮問第7号です。
○星野地図課長　諮問第7号「地図の貸出し」をご説明します。
【諮問第8号】方位磁石の貸出しについて//＜審議会意見＞//本件を了承する。
○月岡会長　次です。
(4) 報告事項
1　古い地図の扱いについて
○星野地図課長　古い地図を数えました。
(5) 閉　会
○月岡会長　閉じます。
"""


@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_items_and_what_belongs_to_them(kind: str) -> None:
    minutes = parse_minutes(flow(ITEMS, kind))
    assert [(i.kind, i.number.s, i.title.s) for i in minutes.items] == [
        ("confirmation", "", "前の回の要録の確認"),
        ("consultation", "諮問第7号", "地図の貸出しに係る業務委託について"),
        ("consultation", "諮問第8号", "方位磁石の貸出しについて"),
        ("report", "1", "古い地図の扱いについて"),
    ]
    assert [s.item for s in minutes.spoken] == [None, 0, 1, 1, 2, 3, None]
    assert [t.s for t in minutes.items[1].opinion] == [
        "異議なしと認める。なお、次の意見に留意されたい。",
        "地図の折り方を示すこと。",
    ]
    assert [t.s for t in minutes.items[2].opinion] == ["本件を了承する。"]


def test_a_spoken_number_is_no_heading() -> None:
    minutes = parse_minutes(flow(ITEMS))
    assert minutes.spoken[3].text.s.startswith("諮問第7号「地図")


def test_what_is_no_minutes() -> None:
    assert not is_minutes(flow("○北口の地図\n○南口の地図\n○東口の地図\n白い紙"))
    assert is_minutes(flow(PLAIN.format(m="○", g="　")))
    assert parse_minutes([]).spoken == []


def test_conditions_from_the_leading_words_on() -> None:
    opinion = [
        Text("異議なしと認め、了承する。なお、以下の点に留意されたい。"),
        Text("・地図を折らないこと。角は丸い。"),
        Text("（2）色を示されたい。"),
    ]
    assert [t.s for t in conditions(opinion)] == ["地図を折らないこと。", "色を示されたい。"]
    assert conditions([Text("異議なしと認め、了承する。")]) == []
    assert [t.s for t in conditions([Text("了承する。なお、地図は折らないようにされたい。")])] == [
        "なお、地図は折らないようにされたい。"
    ]


@pytest.mark.parametrize(
    ("opinion", "outcome"),
    [
        ("異議なしと認め、本件は了承とする。", "no_objection"),
        ("本件を承認する。", "approved"),
        ("意見を付けて了承する。", "conditional"),
        ("本件は認められない。", "rejected"),
        ("継続して審議する。", "deferred"),
    ],
)
def test_outcomes(opinion: str, outcome: str) -> None:
    decision = decided([Text(opinion)])
    assert decision is not None
    assert decision.outcome == outcome


def test_a_decision_that_is_only_spoken() -> None:
    proposal = Text("地図の色を示すことを条件に、了承してよろしいか。")
    assert spoken_decision("consultation", [(proposal, False)]) is None
    agreed = spoken_decision("consultation", [(proposal, True)])
    assert agreed is not None
    assert agreed.outcome == "conditional"
    assert [c.s for c in spoken_conditions(agreed.words)] == ["地図の色を示すこと"]
    assert [c.s for c in spoken_conditions(Text("それでは、線を太くし、色を示すことを条件に、了承します。"))] == [
        "線を太くし、色を示すこと"
    ]
    assert spoken_conditions(Text("今申しました条件つきで了承します。")) == []
    settled = spoken_decision("confirmation", [(Text("そのように決定いたします。"), False)])
    assert settled is not None
    assert settled.outcome == "confirmed"
