"""A pack in the project's own words: contents page, the minutes of the meeting before, sheets of two matters, attachments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from parsers.wards.adachi import parse
from schemas.document import Document
from schemas.parsed import Parsed
from schemas.rows import (
    Attendance,
    Commitment,
    Condition,
    Form,
    FormField,
    Item,
    ItemCounterparty,
    ItemDepartment,
    ItemDocument,
    ItemHandling,
    ItemLegalBasis,
    ItemPersonalInformation,
    ItemSafeguard,
    Meeting,
    Opinion,
    Paper,
    QaLink,
    Turn,
)
from schemas.source import Source

Make = Callable[[str], Document]
Facts = Callable[..., list[tuple[Any, ...]]]

CONTENTS = """
# 第三十期・第2回足立区情報公開・個人情報保護審議会　【諮問・報告資料】
# ○確認事項
1　第三十期・第1回足立区情報公開・個人情報保護審議会要録（案）　P 1～P 2
# ○諮問事項
1　[諮問第811号]　風車見学会の申込受付に係る業務委託について　P 3～P 5
2　[諮問第812号]　砂時計の貸出しの記録に関する新しい仕組みの導入について　P 6～//P 7
# ○報告事項
1　朝顔の苗の配布に関する葉書による案内について　P 8
令和4年9月30日（金）
見本館2階第1会議室
"""
MINUTES = """
# 【足立区情報公開・個人情報保護審議会】会議概要
| 会議名 | 第三十期・第1回足立区情報公開・個人情報保護審議会
| 事務局 | 見本部窓口課
| 開催年月日 | 令和4年7月5日（火）
| 開催時間 | 午後2時3分～午後3時20分
| 開催場所 | 見本館2階第1会議室
| 出席者 | 雨宮　一葉 委員//霧島ふみ委員//露木　二郎 委員//露木　三枝 委員
| 欠席者 | 虹川　四郎 委員
# （審議経過）
# (1) 開　会
○木枯窓口課長　皆さまお集まりですので始めます。窓口課長の木枯でございます。本日は確認が1件、諮問が2件です。
○雨宮会長　では開きます。公開でよろしいですか。
【「はい」と呼ぶ者あり】
# (2) 確認事項
第二十九期・第9回審議会要録（案）の確認
○雨宮会長　前の回の要録はこのとおりでよろしいでしょうか。
「異議なし」と呼ぶ者あり」
○雨宮会長　そのように決定いたします。
# (3) 審議事項
# 【諮問第801号】朝顔の苗の配布に関する電話番号の利用について
＜審議会意見＞
足立区個人情報保護条例に照らし、異議なしと認め、本件を了承する。なお、以下の意見に留意されたい。
苗を受け取る方に葉書で知らせること。次の会議に葉書の案内の文を示されたい。
○雨宮会長　諮問第801号です。説明をお願いします。
○野分 花と緑の 係長　花と緑の係長の野分です。条例第19条の目的外利用になります。個人情報の項目につきましては、氏名、電話番号等でございます。//守り方ですが、保護対策として、1、名簿は鍵のかかる棚に置きます。2、電話をかけた後は番号を消します。よろしくお願いします。
○霧島副会長　苗はいくつ配りますか。
○野分係長　三百です。○露木委員　名簿を電話のあとに消すところを、誰かが見て確かめていただきたいと思います。
○野分係長　次の回までに確かめ方を検討させていただきます。
○雨宮会長　では意見を付けて了承ということでよろしいですか。〔「はい」と呼ぶ者あり〕
○雨宮会長　そのように決定します。
---
# (4) 閉　会
○雨宮会長　これで閉会といたします。
"""
SHEETS = """
# 足立区情報公開・個人情報保護審議会諮問・報告資料総括表
案　件　［風車見学会の申込受付に係る業務委託］
所管部課係　見本部　風の課　風車係
見本部　水の課　水車係
# 事業の概要
風車を見る会の申込みを電話と画面で受ける。
| | 項目 | 条例 | 備考
| 1 | 業務の委託 | 足立区個人情報保護条例第16条第1項 |
| 2 | 電子計算組織への記録 | 第21条2項 |
---
＜条例第16条関連＞　＜個票＞
# 足立区情報公開・個人情報保護審議会諮問・報告資料
| 項目 | 業務の委託 | 足立区個人情報保護条例第16条
| 1 | ■　諮問事項 |
| 業務委託の内容及び条件
| 1　申込みを受ける。//2　名簿をつくる。
| 当該委託開始（実施）時期 | 令和5年1月中旬（予定）
| 業務委託により取り扱う個人情報の項目
| 1　見学する方の下記情報　氏名、電話番号（日中のもの）、その他、参加の希望//2　付添いの方の下記情報　続柄
| 個人情報の保護措置等
| 区から事業者に対する個人情報の保護措置等//1　名簿は鍵のかかる棚に置く。//2　画面で受けるときの措置//(1)　通信を暗号化する。//(2)　操作の記録を残す。//3　終わった後に消し、別紙2の証明書を出す。
| 業務委託先（予定を含む）
| 見本風車株式会社（東京都見本市風町一丁目2番3号）
| 天気の欄 | 晴れ
---
＜条例第21条関連＞　＜個票＞
# 足立区情報公開・個人情報保護審議会諮問資料
＊必ず諮問の案件とする決まり
| 項目 | 電子計算組織に記録すること及びその記録項目 | 足立区個人情報保護条例第21条
| | 記録する個人情報 | 利用目的
| 1 | 氏名 | 名簿の作成
| 2 | 見学の希望日 |
| 3 | |
| 稼動時期 | 令和5年1月20日～ |
| セキュリティ・保護対策
| ・二人で確かめる。//・画面を見せない。
---
# 証明書
# 第1条 受注者は、風車の向きをみだりに変えてはならない。
○○株式会社　○○　○○　印
---
# 足立区情報公開・個人情報保護審議会諮問・報告資料総括表
案　件　［砂時計の貸出しの記録に関する新しい仕組みの導入］
所管部課係　見本部　砂の課　砂係
| | 項目 | 条例 | 備考
| 1 | 砂の数え上げ | 足立区個人情報保護条例第25条 |
"""
PACK = "\n---\n".join(part.strip("\n") for part in (CONTENTS, MINUTES, SHEETS))
NEW, OLD = "adachi-2022-09-30", "adachi-2022-07-05"


def read(make: Make, source: Source, text: str = PACK) -> Parsed:
    return parse(make(text), source)


def test_pack_holds_two_meetings(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source)
    assert parsed.document_kind == "agenda_with_minutes"
    assert facts(parsed, Meeting, "meeting_id", "term", "session", "held_on", "opened_at", "closed_at", "venue") == [
        (NEW, "30", "2", dt.date(2022, 9, 30), None, None, "見本館2階第1会議室"),
        (OLD, "30", "1", dt.date(2022, 7, 5), dt.time(14, 3), dt.time(15, 20), "見本館2階第1会議室"),
    ]
    assert facts(parsed, Attendance, "person_name", "status") == [
        ("雨宮一葉", "present"),
        ("霧島ふみ", "present"),
        ("露木二郎", "present"),
        ("露木三枝", "present"),
        ("虹川四郎", "absent"),
    ]


def test_items_of_contents_and_minutes(make: Make, source: Source, facts: Facts) -> None:
    items = facts(read(make, source), Item, "item_id", "number", "title", "outcome")
    assert items == [
        (f"{OLD}/confirmation-u1", None, "第二十九期・第9回審議会要録（案）の確認", "confirmed"),
        (f"{OLD}/consultation-801", "諮問第801号", "朝顔の苗の配布に関する電話番号の利用について", "conditional"),
        (f"{NEW}/confirmation-1", "確認1", "第三十期・第1回足立区情報公開・個人情報保護審議会要録（案）", "pending"),
        (f"{NEW}/consultation-811", "諮問第811号", "風車見学会の申込受付に係る業務委託について", "pending"),
        (f"{NEW}/consultation-812", "諮問第812号", "砂時計の貸出しの記録に関する新しい仕組みの導入について", "pending"),
        (f"{NEW}/report-1", "報告1", "朝顔の苗の配布に関する葉書による案内について", "report_only"),
    ]


def test_opinion_and_conditions(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source)
    ((item, text, heading),) = facts(parsed, Opinion, "item_id", "text", "heading")
    assert (item, heading) == (f"{OLD}/consultation-801", "＜審議会意見＞")
    assert text.count("\n") == 1
    assert text.startswith("足立区")
    assert text.endswith("示されたい。")
    assert facts(parsed, Condition, "seq", "text") == [
        (1, "苗を受け取る方に葉書で知らせること。"),
        (2, "次の会議に葉書の案内の文を示されたい。"),
    ]


def test_turns(make: Make, source: Source, facts: Facts) -> None:
    rows = facts(read(make, source), Turn, "kind", "speaker_name", "speaker_role", "speaker_class", "item_id")
    old = f"{OLD}/consultation-801"
    assert rows[0] == ("speech", "木枯", "窓口課長", "secretariat", None)
    assert rows[1] == ("speech", "雨宮一葉", "会長", "chair", None)
    assert rows[4] == ("stage", None, None, None, f"{OLD}/confirmation-u1")
    assert ("speech", "野分", "花と緑の係長", "official", old) in rows
    assert ("speech", "露木", "委員", "member", old) in rows  # two members of that name
    assert rows[-1] == ("speech", "雨宮一葉", "会長", "chair", None)
    texts = [t for (t,) in facts(read(make, source), Turn, "text")]
    assert "三百です。" in texts  # the next speaker's tag stood in the same line
    assert "〔「はい」と呼ぶ者あり〕" in texts
    assert "「異議なし」と呼ぶ者あり」" in texts


def test_two_members_of_one_name_are_a_finding(make: Make, source: Source) -> None:
    parsed = read(make, source)
    (found,) = [f for f in parsed.findings if f.code == "ambiguous_speaker"]
    assert "露木" in found.message


def test_acts_links_and_points(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source)
    acts = dict(facts(parsed, Turn, "text", "act"))
    assert acts["苗はいくつ配りますか。"] == "question"
    assert acts["三百です。"] == "answer"
    texts = dict(facts(parsed, Turn, "turn_id", "text"))
    links = [(texts[q], texts[a]) for q, a in facts(parsed, QaLink, "question_turn_id", "answer_turn_id")]
    assert links == [("苗はいくつ配りますか。", "三百です。")]
    points = [(k, t) for k, t in facts(parsed, Commitment, "kind", "text") if k != "condition"]
    assert [k for k, _ in points] == ["request", "promise"]
    assert "検討させていただきます" in points[1][1]


def test_what_is_said_aloud(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source)
    old = f"{OLD}/consultation-801"
    assert [d for i, d in facts(parsed, ItemDepartment, "item_id", "department") if i == old] == ["花と緑の係"]
    assert [h for i, h in facts(parsed, ItemHandling, "item_id", "handling") if i == old] == ["secondary_use"]
    assert [n for i, n in facts(parsed, ItemPersonalInformation, "item_id", "name") if i == old] == ["氏名", "電話番号"]
    said = [t for i, t in facts(parsed, ItemSafeguard, "item_id", "text") if i == old]
    assert said == ["名簿は鍵のかかる棚に置きます", "電話をかけた後は番号を消します"]


def test_sheets_of_an_item(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source)
    item = f"{NEW}/consultation-811"

    def of(kind: type[Any], *names: str) -> list[tuple[Any, ...]]:
        return [row[1:] for row in facts(parsed, kind, "item_id", *names) if row[0] == item]

    assert of(ItemDepartment, "department") == [("見本部　風の課　風車係",), ("見本部　水の課　水車係",)]
    assert of(ItemHandling, "handling") == [("entrustment",), ("computer_record",)]
    law = "足立区個人情報保護条例"
    assert of(ItemLegalBasis, "law", "article", "paragraph", "subitem") == [(law, "16", 1, None), (law, "21", 2, None)]
    assert of(ItemPersonalInformation, "name") == [
        ("氏名",),
        ("電話番号（日中のもの）",),
        ("その他、参加の希望",),
        ("続柄",),
        ("氏名",),
        ("見学の希望日",),
    ]
    assert of(ItemSafeguard, "text", "party") == [
        ("名簿は鍵のかかる棚に置く。", "contractor"),
        ("通信を暗号化する。", None),
        ("操作の記録を残す。", None),
        ("終わった後に消し、別紙2の証明書を出す。", "contractor"),
        ("二人で確かめる。", None),
        ("画面を見せない。", None),
    ]
    assert of(ItemCounterparty, "name", "role") == [("見本風車株式会社", "contractor")]
    starts = facts(parsed, Item, "item_id", "started_on", "started_on_text")
    assert (item, None, "令和5年1月中旬") in starts


def test_forms_and_papers(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source)
    assert facts(parsed, Form, "kind", "item_id") == [
        ("総括表", f"{NEW}/consultation-811"),
        ("個票第16条", f"{NEW}/consultation-811"),
        ("個票第21条", f"{NEW}/consultation-811"),
        ("総括表", f"{NEW}/consultation-812"),
    ]
    assert facts(parsed, Paper, "kind", "page_first", "page_last") == [
        ("agenda", 1, 1),
        ("minutes", 2, 3),
        ("form", 4, 6),
        ("form", 8, 8),
        ("attachment", 7, 7),
    ]
    concepts = dict(facts(parsed, FormField, "label", "concept"))
    assert concepts["業務委託の内容及び条件"] == "content"
    assert concepts["当該委託開始（実施）時期"] == "start"
    parts = facts(parsed, ItemDocument, "item_id", "part")
    assert (f"{OLD}/consultation-801", "opinion") in parts
    assert (f"{NEW}/consultation-811", "attachment") in parts


def test_findings_of_what_is_not_understood(make: Make, source: Source) -> None:
    codes = {f.code: f.message for f in read(make, source).findings}
    assert "天気の欄" in codes["unknown_field"]
    assert "諮問" in codes["count_differs"]  # two are stated at the opening, one was found
    assert "unknown_term" in codes
    assert "contents_differ" not in codes


def test_pages_that_differ_from_the_contents_page(make: Make, source: Source) -> None:
    parsed = read(make, source, PACK.replace("P 6～//P 7", "P 9"))
    (found,) = [f for f in parsed.findings if f.code == "contents_differ"]
    assert "P 9" in found.message
    assert "P 7" in found.message


def test_minutes_alone(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source, MINUTES)
    assert parsed.document_kind == "minutes"
    assert facts(parsed, Meeting, "meeting_id") == [(OLD,)]
    assert len(parsed.of(Turn)) == 16


def test_sheets_without_a_contents_page(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source, SHEETS)
    assert [f.code for f in parsed.findings if f.code == "no_meeting"] == ["no_meeting"]
    assert facts(parsed, Item, "number", "title") == [
        (None, "風車見学会の申込受付に係る業務委託"),
        (None, "砂時計の貸出しの記録に関する新しい仕組みの導入"),
    ]


def test_contents_page_alone(make: Make, source: Source) -> None:
    parsed = read(make, source, CONTENTS)
    assert parsed.document_kind == "agenda"
    assert len(parsed.of(Item)) == 4


def test_odd_input_is_a_finding_not_a_failure(make: Make, source: Source) -> None:
    parsed = read(make, source, "白い紙に書いた覚え書き\n| a | b\n| | ")
    assert [f.code for f in parsed.findings] == ["no_item"]
