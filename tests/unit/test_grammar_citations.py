from __future__ import annotations

import pytest

from parsers.grammar.citations import LawContext, find_citations
from parsers.grammar.lawnames import SHORT, TITLES
from pipeline.lexicon import load_lexicon
from pipeline.settings import ROOT
from schemas.text import fold

APPI = "個人情報の保護に関する法律"
# the title as the register of laws has it
NUMBER = next(law.title for law in load_lexicon(ROOT / "data" / "lexicon").laws if law.law_id == "425AC0000000027")


def read(text: str, **names: str) -> list[str]:
    return [c.normal for c in find_citations(fold(text), LawContext(names))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("個人情報の保護に関する法律第66条第１項の規定", [f"{APPI}|66|1"]),
        ("よりどころは個人情報保護法第６９条第２項第３号", [f"{APPI}|69|2|3"]),
        ("番号法第9条2項に基づき", [f"{NUMBER}|9|2"]),
        ("弁護士法第二十三条の二第一項の照会", ["弁護士法|23の2|1"]),
        ("地方税法（昭和25年法律第226号）第20条の11", ["地方税法|20の11"]),
        ("地方税法第20条、第31条および第73条第7項並びに戸籍法第10条の2", [
            "地方税法|20", "地方税法|31", "地方税法|73|7", "戸籍法|10の2",
        ]),
        ("行政不服審査法第９条第１項及び第４３条", ["行政不服審査法|9|1", "行政不服審査法|43"]),
        ("住民基本台帳法第12条第1項から第3項まで", [f"住民基本台帳法|12|{n}" for n in (1, 2, 3)]),
        ("見本区個人情報保護条例第5条～第7条", [f"見本区個人情報保護条例|{n}" for n in (5, 6, 7)]),
        ("番号法施行令第３条", [f"{NUMBER}施行令|3"]),
        ("番号法別表第二の項", [f"{NUMBER}|別表第2"]),
        ("見本区手数料条例附則第2条", ["見本区手数料条例|附則2"]),
        ("見本区情報公開・個人情報保護審議会条例第2条第1項第1号", ["見本区情報公開・個人情報保護審議会条例|2|1|1"]),
        ("区の個人情報保護条例第16条", ["個人情報保護条例|16"]),
        ("今後の個人情報保護法第5条", [f"{APPI}|5"]),
        ("旧番号法第9条", [f"{NUMBER}|9"]),
        ("「見本手当の支給を円滑にするための条例」第4条", ["見本手当の支給を円滑にするための条例|4"]),
        ("個人情報保護法の第69条", [f"{APPI}|69"]),
        ("見本区の実施機関等における個人情報保護法第69条第2項", [f"{APPI}|69|2"]),
        ("事業者の情報セキュリティポリシーを守る", ["情報セキュリティポリシー"]),
        ("「見本利活用ガイドライン（以下「ガイドライン」という。）」第2条", ["見本利活用ガイドライン|2"]),
    ],
)  # fmt: skip
def test_articles(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "法人が別の方法で送る",
        "法の定めによる",
        "条例に新たに加える",
        "第2条の規定により",
        "前条第2項",
        "前項の規定",
        "この方法第2案",
        "同法第3条",
        "司法第一課",
        "令和5年6月9日",
        "三条通りの店",
        "地方公共団体の条例",
        "各自治体における条例",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert read(text) == []


def test_a_definition_holds_from_there_on() -> None:
    context = LawContext()
    text = fold("個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）第60条、法第66条、同条第2項、同法第69条")
    assert [c.normal for c in find_citations(text, context)] == [f"{APPI}|60", f"{APPI}|66", f"{APPI}|66|2", f"{APPI}|69"]
    assert context.defined == {"法": APPI}
    assert [c.normal for c in find_citations("法第71条", context)] == [f"{APPI}|71"]


def test_definitions_of_quoted_names() -> None:
    context = LawContext()
    text = fold(
        "「見本区見守り手当条例」（以下、「条例」という。）を改め、「見本区見守り手当条例の一部を改正する条例」とする。条例第３条"
    )
    found = find_citations(text, context)
    assert [c.normal for c in found] == [
        "見本区見守り手当条例",
        "見本区見守り手当条例の一部を改正する条例",
        "見本区見守り手当条例|3",
    ]
    assert context.defined == {"条例": "見本区見守り手当条例"}


def test_the_same_ordinance_is_the_one_cited_last_of_its_kind() -> None:
    text = "見本区個人情報保護条例第16条、番号法第9条及び同条例第19条第2項第5号、同法第19条"
    assert read(text) == [
        "見本区個人情報保護条例|16", f"{NUMBER}|9", "見本区個人情報保護条例|19|2|5", f"{NUMBER}|19",
    ]  # fmt: skip


def test_configured_names() -> None:
    assert read("審議会条例第2条", 審議会条例="見本区審議会条例") == ["見本区審議会条例|2"]


def test_two_laws_side_by_side_are_not_one() -> None:
    assert read("個人情報保護法及び番号法の定め") == [APPI, NUMBER]


def test_offsets_cut_out_the_words() -> None:
    text = fold("なお、番号法第9条第1項、第19条の定め")
    assert [(c.printed, text[c.start : c.end]) for c in find_citations(text, LawContext())] == [
        ("番号法第9条第1項", "番号法第9条第1項"),
        ("第19条", "第19条"),
    ]


def test_an_endless_range_is_not_counted_out() -> None:
    assert read("民法第1条から第1044条まで") == ["民法|1", "民法|1044"]


def test_short_names_stand_for_names() -> None:
    assert all(full in TITLES or full.startswith("日本国") for full in SHORT.values())
