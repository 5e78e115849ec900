"""Sections of the administration and public bodies. Offsets are into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.tagging.facts import Facts
from parsers.tagging.people import STEM
from parsers.tagging.spans import Span

_PART = rf"{STEM}{{2,18}}?"
_SECTION = re.compile(
    rf"(?P<dept>(?:{_PART}(?:部|局|室|保健所|総合事務所|センター)[ ]?(?=[一-鿿ァ-ヺーA-Za-zぁ-ん]))?{_PART}(?:担当課|課|総合福祉事務所|福祉事務所|保健相談所|保健センター|保健所|担当部)(?![長題税程すさしせ金]|担当長)"
    rf"(?:[ ]?{_PART}(?:担当係|係|担当)(?![長るりわ員数者]))?)"
    rf"|(?P<div>{_PART}(?:(?<!本)部|(?<!分)室)(?![長会分品門局署数員外隊屋材類費位活族下活門員]|門|署))(?=$|[のがはにでを、。)」\n\t]|及び|と)"
    rf"|(?P<unit>{_PART}(?:係)(?![長るりわ員数者争留]))(?=$|[のがはにでを、。)」\n\t]|及び|と)"
    rf"|(?P<charge>{_PART}担当)(?=の[一-鿿]{{1,3}}(?:[部課係]長|主査|で(?:す|ございま)))"
)
_BODY = re.compile(
    r"厚生労働省|総務省|法務省|文部科学省|国土交通省|経済産業省|環境省|内閣府|デジタル庁|こども家庭庁|東京都(?=.{3,})"
)
_OFFICE = re.compile(r"(?<![一-鿿])事務局(?![長員])")
_TRIM = re.compile(
    r"^(?:の|本|当|当該|同|各|旧|現|前|元|新|所管|主管|関係|担当|者|等|庁内|第\d+回?|\d+|[月日年]|及び)+(?=.{3,})"
)
_GENERIC = re.compile(
    r"^(?:各|所管|主管|担当|当該|関係|同|他|本|全|複数|一|両|該当|庁内|主管の|所管の|原|委託|申請|利用)*(?:部|課|係|室|所属|担当課|担当部|部課|部署)$"
    r"|(?:内|外|一|全|細|上|下|幹|学|腹|頭|胸|基|後|前|大|北|南|東|西|中央|患|局|軍|支|骨子|経|線|底|眼)部$|教室$|会議室$|執務室$|[入退在]室$|個室$|別室$|病室$|寝室$|居室$|待合室$|相談室$|浴室$|保管室$|サーバ室$|サーバー室$|機械室$"
    r"|(?:関|連|賦)課$|日課$|関係$|係$(?<!担当係)(?<=^.係)|保育室$|指導室$|職員室$|特別室$|更衣室$|倉庫室$"
)
_PUBLIC = (
    re.compile(rf"(?:{STEM}|の(?=会)){{2,24}}?(?:審議会|審査会|協議会|懇談会|連合会|本部|教育委員会|選挙管理委員会|農業委員会|監査委員会?事務局)(?![長員])"),
    re.compile(r"(?:[一-鿿ァ-ヺーA-Z]|(?<=[ァ-ヺー一-鿿])・(?=[ァ-ヺー一-鿿])|個人情報保護){2,20}?(?:部会|委員会)(?![長員])"),
    re.compile(
        r"厚生労働省|総務省|法務省|外務省|財務省|文部科学省|農林水産省|経済産業省|国土交通省|環境省|防衛省|内閣府|内閣官房|デジタル庁|こども家庭庁|消費者庁|金融庁|国税庁|警察庁"
        r"|警視庁|東京消防庁|消防庁|文化庁|観光庁|法務局|東京法務局|特別区長会|特別区(?![民税た道債])|個人情報保護委員会|会計検査院|人事院|日本年金機構|地方公共団体情報システム機構|最高裁判所"
        r"|東京都(?=$|[^一-鿿]|[のがはにで、。]|福祉|保健|知事|教育|総務|生活|主税|水道|交通局|内の?機関|による|及び|や|と)"
        r"|[一-鿿ァ-ヺー]{2,8}(?:警察署|消防署|税務署|年金事務所|(?<!管轄)裁判所|都税事務所|児童相談所|区議会|市議会|都議会)"
    ),
    re.compile(r"(?:東京都|[一-鿿]{2,6})?国民健康保険団体連合会|東京都後期高齢者医療広域連合|[一-鿿]{2,4}大学(?![生院])"),
)  # fmt: skip
_OWN = re.compile(r"(?<![一-鿿ァ-ヺー])(?:本|当|同|区)?(?P<own>審議会|審査会)(?!長)")
_SUB = re.compile(r"(?P<own>部会)(?![長員])")
_TRIM_BODY = re.compile(
    r"^(?:.*・(?=(?:教育|選挙管理|監査|農業)委員会)|.*第[\d一二三四五六七八九十]+[期回次]・?)?(?:今回|前回|次回|\d+|・|本(?!部)|当|同|各|第[\d一二三四五六七八九十]+[期回次]|の|国|都|回|区(?![一-鿿]{1,2}会))*(?=.{3,})"
)
_TERRITORY = re.compile(
    r"内|外(?!部)|へ?の?(?:転[入出]|住民|居住)|[にで]?(?:在住|在勤|在学|居住|住所|住んで|お住)|民(?!間)|域|全域|[一-鿿]{1,6}[\d一二三四五六七八九十]+(?:丁目|番|-)|から転出|[一-鿿]{1,5}丁目"
)
_NOT_BODY = re.compile(r"立|民(?!間)|役所|報(?!告)|長|議|職員|条例|規則|民間|史|章|[一-鿿]{0,4}駅")


def departments(text: str, facts: Facts) -> Iterator[Span]:
    """部, 課, 係 written together, and 事務局 where it is the office that acts."""
    for match in _SECTION.finditer(text):
        start, end = match.span()
        if trimmed := _TRIM.match(text[start:end]):
            start += trimmed.end()
        if body := _BODY.match(text[start:end]) or facts.municipalities.match(text, start, end):
            start += len(body[0])
        words = text[start:end]
        if _GENERIC.search(words) or len(words) < 3:
            continue
        yield Span(start, end, "DEPARTMENT", re.sub(r"(?<=[部局室])[ ]?(?=.*[課所係当]$)", "/", words, count=1), 1)
    if text.strip() != "事務局":
        for match in _OFFICE.finditer(text):
            yield Span(*match.span(), "DEPARTMENT", "事務局", 1)


def public_bodies(text: str, facts: Facts) -> Iterator[Span]:
    """Councils, committees, ministries, and the ward where it acts (as a territory it is a place)."""
    for pattern in _PUBLIC:
        for match in pattern.finditer(text):
            start, end = match.span()
            if re.fullmatch(r"(?:今回|前回|次回|各|同|本|当|両|専門|分科|第?\d*回?)*(?:部会|委員会|審議会)", match[0]):
                continue
            if trimmed := _TRIM_BODY.match(text[start:end]):
                start += trimmed.end()
            words = text[start:end]
            yield Span(start, end, "ORG_PUBLIC", facts.aliases.get(words, words), 1)
    for name in facts.bodies:
        for match in re.finditer(re.escape(name), text):
            yield Span(*match.span(), "ORG_PUBLIC", facts.body, 2)
    for match in _OWN.finditer(text):
        yield Span(*match.span("own"), "ORG_PUBLIC", facts.body or match["own"], 1)
    if "部会" in facts.aliases:
        for match in _SUB.finditer(text):
            yield Span(*match.span("own"), "ORG_PUBLIC", facts.aliases["部会"], 0)
    yield from _wards(text, facts)


def _wards(text: str, facts: Facts) -> Iterator[Span]:
    """The ward of the document and other municipalities by their full names."""
    for match in facts.municipalities.finditer(text):
        if _NOT_BODY.match(text, match.end()):
            continue
        label = "PLACE" if _TERRITORY.match(text, match.end()) else "ORG_PUBLIC"
        yield Span(*match.span(), label, match[0], 0)
