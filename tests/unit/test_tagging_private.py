"""Names of private persons are told by their context; everybody's words and officials' names are left alone."""

from __future__ import annotations

import pytest

from parsers.tagging.private import family, private_names
from pipeline.privacy import MASK, masked, masking


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("申請者の田中一郎様から申出があった。", ["田中一郎"]),
        ("患者 鈴木花子の情報を含む書類を紛失した。", ["鈴木花子"]),
        ("誤って佐藤さん宛ての通知を鷲尾みどりさん宅に送付した。", ["佐藤", "鷲尾みどり"]),
        ("保護者である轟木蓮太郎氏に謝罪した。", ["轟木蓮太郎"]),
        ("宛名：山本 太郎 様", ["山本 太郎"]),
        ("被保険者 ヤマダタロウ の保険証を誤送付した。", ["ヤマダタロウ"]),
        ("相談者グエン・ヴァン・アンさんの個人情報。", ["グエン・ヴァン・アン"]),
        ("利用者田中様の個人情報が記載された書類", ["田中"]),
        ("対象者本人（佐々木次郎）に電話で謝罪した。", ["佐々木次郎"]),
        ("氏名\t高橋三郎", ["高橋三郎"]),
        ("届出人　氏名　伊藤 四郎", ["伊藤 四郎"]),
        ("児童の森山さんの答案", ["森山"]),
    ],
)
def test_people_whose_matter_is_handled(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in private_names(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "田中課長が説明した。",
        "氏名\t川合 敏樹\t会長",
        "被保険者である山本課長が",
        "A氏（70代男性）の住民票を交付した。",
        "児童生徒の氏名、住所、保護者名",
        "申請者の氏名、申請者本人、患者様、申請者宅",
        "請求者の方からの申し出。被害者支援、相談者数",
        "透析患者について、感染症患者管理システムの導入",
        "生徒の歯科検診結果を別の生徒に配付した",
        "保護者の皆様、利用者様、お客様、区民の皆さん、たくさんの担い手さん、企画をちゃんと",
        "同様の仕様で、多様な模様、事業者さんと業者さん",
        "申請者（本人）、申請者（代理人）、対象者一覧、区民税課、住民登録システムに",
        "氏名 フリガナ 生年月日、世帯主 氏名 住所",
        "児童手当、学生証、住民基本台帳、高齢者支援課、その家族の健診結果を取違えて",
        "別人の通知書を同封して送付、政令市において、発信時の取得",
    ],
)
@pytest.mark.parametrize("incident", [False, True])
def test_words_that_name_nobody_private(text: str, incident: bool) -> None:
    assert [text[one.start : one.end] for one in private_names(text, incident=incident)] == []


def test_in_the_text_of_an_incident_whoever_is_called_by_name_is_private() -> None:
    text = "轟木花子の答案を、鷲尾さんが拾って届けた。佐藤係長が受け取った。"
    assert list(private_names(text)) == []
    assert [text[n.start : n.end] for n in private_names(text, incident=True)] == ["轟木花子", "鷲尾"]


@pytest.mark.parametrize(
    ("name", "first"), [("山本 太郎", "山本"), ("佐々木次郎", "佐々木"), ("轟木", ""), ("ヤマダタロウ", "ヤマダ")]
)
def test_the_family_name_of_a_full_name(name: str, first: str) -> None:
    assert family(name) == first


def test_masks_keep_offsets_and_leave_towns_and_officials() -> None:
    pattern = masking(["田中一郎", "森山"])
    text = "田中一郎、田中　一\n郎、田中さん、田中課長、田中町、森山さんの森山\t森山公園"
    found = masked(text, pattern)
    assert len(found) == len(text)
    assert found == f"{MASK * 4}、{MASK * 6}、{MASK * 2}さん、田中課長、田中町、{MASK * 2}さんの{MASK * 2}\t森山公園"
