"""What stands between and behind the sheets: clauses, certificates, letters, pages of a handbook. None of it is an item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parsers.crosscut import complete
from parsers.wards.adachi import parse
from schemas.document import Document
from schemas.parsed import Parsed
from schemas.rows import Item, ItemDocument, ItemHandling, ItemReference, Paper
from schemas.source import Source

Make = Callable[[str], Document]
Facts = Callable[..., list[tuple[Any, ...]]]

SHEETS = """
# 第三十期・第2回足立区情報公開・個人情報保護審議会　【諮問・報告資料】
# ○諮問事項
1　[諮問第811号]　風車見学会の申込受付に係る業務委託について　P 1～P 2
2　[諮問第812号]　「風車の見かたの手引き」の解釈の追加について　P 3～P 4
令和4年9月30日（金）
見本館2階第1会議室
---
# 足立区情報公開・個人情報保護審議会諮問・報告資料総括表
案　件　［風車見学会の申込受付に係る業務委託について］
所管部課係　見本部　風の課　風車係
| | 項目 | 条例 | 備考
| 1 | 業務の委託 | 足立区個人情報保護条例第16条第1項 |
---
{attachment}
---
# 足立区情報公開・個人情報保護審議会諮問・報告資料総括表
案　件　［「風車の見かたの手引き」の解釈の追加について］
所管部課係　見本部　窓口課　窓口係
# 事業の概要
風が弱い日の見かたを手引きに書き足す。
| | 項目 | 条例 | 備考
| 1 | 外部提供 | 足立区個人情報保護条例第20条第1項 |
---
# 風車の見かたの手引き　改正案
| 現在の記載内容 | 風が強い日は離れて見る。
| 改正後の記載内容 | 風が強い日は離れて見る。弱い日は近くで見る。
"""
ATTACHMENTS = {
    "clauses": "# 個人情報の取扱いに関する特記事項\n第1条　受注者は、風車の向きをみだりに変えてはならない。\n第2条　受注者は、名簿を人に見せてはならない。",
    "certificate": "# 廃棄証明書\n令和　年　月　日\n名簿を次のとおり捨てたことを証します。\n| 品名 | 数量 | 捨てた日\n| 名簿 | | ",
    "letter": "4風第12号\n令和4年8月1日\n各区風車主管課長　殿\n# 風車の数の調べについて（依頼）\n1　趣旨\n風車を数える。",
    "slides": "# 風車見学会のしくみ\n申込みから当日まで",
}


def read(make: Make, source: Source, attachment: str) -> Parsed:
    document = make(SHEETS.format(attachment=ATTACHMENTS[attachment]))
    parsed = parse(document, source)
    parsed.source = source
    complete(document, parsed)
    return parsed


@pytest.mark.parametrize("attachment", ATTACHMENTS)
def test_an_attachment_is_a_paper_of_its_matter_and_no_item(make: Make, source: Source, facts: Facts, attachment: str) -> None:
    parsed = read(make, source, attachment)
    assert facts(parsed, Item, "number") == [("諮問第811号",), ("諮問第812号",)]
    first = next(p for p in parsed.of(Paper) if p.kind == "attachment")
    assert (first.page_first, first.page_last) == (3, 3)
    owners = [i for i, p, part in facts(parsed, ItemDocument, "item_id", "paper_id", "part") if p == first.paper_id]
    assert owners == ["adachi-2022-09-30/consultation-811"]
    assert parsed.of(ItemReference) == []


def test_a_handbook_gets_a_new_interpretation(make: Make, source: Source, facts: Facts) -> None:
    parsed = read(make, source, "letter")
    added = "adachi-2022-09-30/consultation-812"
    kinds = {h for i, h in facts(parsed, ItemHandling, "item_id", "handling") if i == added}
    assert kinds == {"external_provision"}
    parts = {part for i, part in facts(parsed, ItemDocument, "item_id", "part") if i == added}
    assert parts == {"agenda_entry", "form", "attachment"}


def test_a_matter_of_no_known_kind_is_a_finding(make: Make, source: Source) -> None:
    text = SHEETS.format(attachment=ATTACHMENTS["slides"]).replace("| 1 | 業務の委託 |", "| 1 | 風あつめ |")
    text = text.replace("申込受付に係る業務委託について", "申込みの受付について")
    parsed = parse(document := make(text), source)
    parsed.source = source
    complete(document, parsed)
    assert any(f.code == "unknown_term" and "風あつめ" in f.message for f in parsed.findings)
