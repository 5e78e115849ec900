"""The sheets behind a consultation, one for each article: their boxes as fields, and what they say of the item."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.pdf import read
from parsers.wards.adachi import parse
from pipeline.extract.reader import read_pages
from schemas.document import Document
from schemas.ids import document_id
from schemas.parsed import Parsed
from schemas.rows import Form, FormField, ItemCounterparty, ItemHandling, ItemPersonalInformation, ItemSafeguard
from schemas.source import Source

PACK = Path(__file__).parents[3] / "data" / "samples" / "adachi_minutes_pack.pdf"


@pytest.fixture(scope="module")
def pack(source: Source) -> Parsed:
    return parse(read(read_pages(PACK), document_id(PACK.read_bytes()), PACK.name), source)


def fields(parsed: Parsed, kind: str) -> dict[str, str]:
    (form,) = [f for f in parsed.of(Form) if f.kind == kind and (f.item_id or "").endswith("905")]
    return {f.label: f.value for f in parsed.of(FormField) if f.form_id == form.form_id}


@pytest.mark.parametrize(
    ("kind", "label", "value"),
    [
        ("個票第16条", "当該委託開始（実施）時期", "令和5年2月上旬（予定）"),
        ("個票第16条", "業務委託先（予定を含む）", "見本ライブラリ工房株式会社（企画提案により選ぶ予定）"),
        ("個票第19条", "目的外利用する個人情報2", "住民記録情報"),
        ("個票第19条", "保有課2", "戸籍住民課"),
        ("個票第21条", "記録する個人情報4", "予約した資料の名"),
        ("個票第21条", "利用目的4", "取り置き"),
        ("個票第21条", "稼動時期", "令和5年2月1日～"),
        ("個票第22条", "結合する区のシステム", "図書館業務端末"),
        ("個票第22条", "結合先（結合方法）", "見本ライブラリ工房株式会社の計算センター（専用の回線）"),
    ],
)
def test_boxes_of_a_sheet_are_fields(pack: Parsed, kind: str, label: str, value: str) -> None:
    assert fields(pack, kind)[label] == value


def test_sheets_say_what_the_item_handles(pack: Parsed) -> None:
    assert {h.handling for h in pack.of(ItemHandling) if h.item_id.endswith("905")} >= {
        "entrustment",
        "computer_record",
        "external_link",
    }
    assert "見本ライブラリ工房株式会社" in {c.name for c in pack.of(ItemCounterparty)}
    assert {"電話番号", "電子メールアドレス"} <= {p.name for p in pack.of(ItemPersonalInformation)}


PROVISION = """
# 第三十期・第3回足立区情報公開・個人情報保護審議会　【諮問・報告資料】
# ○諮問事項
1　[諮問第821号]　凧あげ大会の名簿の提供について　P 1～P 2
令和4年10月28日（金）
見本館2階第1会議室
---
# 足立区情報公開・個人情報保護審議会諮問・報告資料総括表
案　件　［凧あげ大会の名簿の提供について］
所管部課係　見本部　凧の課　大会係
| | 項目 | 条例 | 備考
| 1 | 外部提供 | 足立区個人情報保護条例第20条第1項 |
---
＜条例第20条関連＞　＜個票＞
# 足立区情報公開・個人情報保護審議会諮問資料
所管部課係　見本部　凧の課　大会係
| 項目 | 外部提供 | 足立区個人情報保護条例第20条
| 外部提供を必要とする理由
| 大会の審判を頼む団体が、出る人の組を分けるため。
| 提供する個人情報の項目
| 氏名、年齢、凧の大きさ
| 提供先 | 見本凧の会
| 開始（実施）時期 | 令和4年11月から
"""


def test_a_sheet_on_provision_to_an_outside_body(make: Callable[[str], Document], source: Source) -> None:
    parsed = parse(make(PROVISION), source)
    (form,) = [f for f in parsed.of(Form) if f.kind == "個票第20条"]
    assert form.item_id == "adachi-2022-10-28/consultation-821"
    assert [h.handling for h in parsed.of(ItemHandling)] == ["external_provision"]
    assert [p.name for p in parsed.of(ItemPersonalInformation)] == ["氏名", "年齢", "凧の大きさ"]
    assert [c.name for c in parsed.of(ItemCounterparty)] == ["見本凧の会"]


ENTRUSTED = """
# 第三十期・第3回足立区情報公開・個人情報保護審議会　【諮問・報告資料】
# ○諮問事項
1　[諮問第822号]　凧の糸の貸出しについて　P 1～P 3
令和4年10月28日（金）
見本館2階第1会議室
---
# 足立区情報公開・個人情報保護審議会諮問・報告資料総括表
案　件　［凧の糸の貸出しについて］
所管部課係　見本部　凧の課　糸係
| | 項目 | 条例 | 備考
| 1 | 業務の委託 | 足立区個人情報保護条例第16条第1項 |
| 2 | 業務の委託（人材派遣） | 足立区個人情報保護条例第16条第1項 |
---
＜条例第16条関連＞　＜個票＞
# 足立区情報公開・個人情報保護審議会諮問・報告資料
| 項目 | 業務の委託 | 足立区個人情報保護条例第16条
| 業務委託の内容及び条件
| 糸を巻く。
| 業務委託により取り扱う個人情報の項目
| 氏名、糸の長さ
| 個人情報の保護措置等
| 1 区は、糸巻きの場を抜き打ちで見る。//2 受託者は従業員に対して、以下のとおり、糸の扱いに関する対応をとる。//・糸のパスワードを年に一度変える。
---
＜条例第16条関連＞　＜個票＞
# 足立区情報公開・個人情報保護審議会諮問・報告資料
| 項目 | 業務の委託 | 足立区個人情報保護条例第16条
| 業務委託（人材派遣）の内容及び条件
| 糸を渡す。
| 業務委託により取り扱う個人情報の項目
| 氏名、凧の色
| 個人情報の保護措置等
| 1 糸を渡す人に誓約書を求める。
"""


def test_what_a_sheet_says_belongs_to_its_handling(make: Callable[[str], Document], source: Source) -> None:
    parsed = parse(make(ENTRUSTED), source)
    assert [(p.name, p.handling) for p in parsed.of(ItemPersonalInformation)] == [
        ("氏名", "entrustment"),
        ("糸の長さ", "entrustment"),
        ("氏名", "dispatch"),
        ("凧の色", "dispatch"),
    ]
    assert [(s.text, s.party, s.handling) for s in parsed.of(ItemSafeguard)] == [
        ("区は、糸巻きの場を抜き打ちで見る。", "ward", "entrustment"),
        ("糸のパスワードを年に一度変える。", "contractor", "entrustment"),
        ("糸を渡す人に誓約書を求める。", None, "dispatch"),
    ]
