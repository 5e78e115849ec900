"""Laws and rules with their articles, ways of handling personal information, standards. Offsets are into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from parsers.grammar.citations import find_citations
from parsers.grammar.lawnames import LawContext
from parsers.tagging.spans import Span

# Terms of the older ordinances and of the Act; a ward's own come with its source
HANDLING = {
    "業務委託": "entrustment", "業務の委託": "entrustment", "外部委託": "entrustment", "人材派遣": "dispatch",
    "労働者派遣": "dispatch", "派遣労働者の受入れ": "dispatch", "指定管理": "designated_management",
    "目的外利用": "secondary_use", "目的外の利用": "secondary_use", "利用目的以外の目的のための利用": "secondary_use",
    "外部提供": "external_provision", "利用目的以外の目的のための提供": "external_provision", "第三者提供": "external_provision",
    "電算入力": "computer_record", "電算記録": "computer_record", "外部結合": "external_link", "電算結合": "external_link",
    "オンライン結合": "external_link", "個人番号の利用": "number_use", "特定個人情報保護評価": "pia", "再委託": "entrustment",
}  # fmt: skip
_INFLECTED = (
    (re.compile(r"電子計算組織(?:に|への|へ)記録(?:すること)?"), "computer_record"),
    (re.compile(r"電子計算組織の結合|(?:区|実施機関)の機関以外の(?:者|もの)との(?:外部)?結合"), "external_link"),
    (re.compile(r"個人情報(?:ファイル)?[のを]保有"), "holding"),
    (re.compile(r"目的外に利用"), "secondary_use"),
    (re.compile(r"外部(?:に|へ)提供"), "external_provision"),
    (re.compile(r"(?<![一-鿿])委託(?=[のはがをにで、。・)」\s]|及び|又は|$)(?!を?(?:し|す|さ|いたし|受け))(?!の?(?:範囲|内容|概要|期間|理由|条件))"), "entrustment"),
)  # fmt: skip
# Behind these the words are part of another name: 外部提供記録票, 指定管理者, 再委託先
_PART_OF = r"(?!者|先|業者|事業者|業務|元|記録票|個票|料|費|会社)"
_POLICY = re.compile(r"(?:[一-鿿]{0,12}審議会)?(?:事前)?一括承認基準|個人情報(?:等)?(?:の)?(?:取扱|保護)に関する特記仕様書")
_RULES = re.compile(
    r"(?:[一-鿿ァ-ヺー]|(?<=[一-鿿])及び(?=[一-鿿])|・){3,30}?(?:要綱|要領|指針|特記事項|規程|ガイドライン)(?![一-鿿ァ-ヺー])"
)
_LEADING = re.compile(r"^(?:本|当該|同|各|新|旧|上記|関係|以下|従|今回|現行|別紙|別添|また|及び|・|第\d+)*")
_TITLE = re.compile(
    r"[「『](?P<title>[^」』]{2,60}?(?:法律|条例|規則|要綱|要領|指針|基準|規程)[^「」『』]{0,12}?(?:ガイドライン|ガイド|手引き?|Q&A)(?:\([^()]{1,20}\))?)[」』]"
)
_OWN_POLICY = re.compile(r"(?:特定)?(?:個人情報|情報セキュリティ|プライバシー)(?:基本|保護)*(?:方針|ポリシー)$")
_STATUTE = re.compile(r"(?<!^旧)(?<!^新)(?<!^同)(?<!正)(?<!行)..法$")
# 第2項 in a list, and words that stand for a rule named elsewhere: no name, no mention
_NO_NAME = re.compile(
    r"第?\s*[\d〇一二三四五六七八九十]+\s*[項号](?!.*条)|(?:旧|新|現行|改正|改正後の?|本|同|当該|前|各)*(?:条例|法|法律|規則|ガイドライン|指針|要綱|方針|基準|ポリシー)$"
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:JIS(?:規格)?\s?[A-Z]?\s?\d{3,6}(?:[-:]\d+)*|ISO(?:/IEC)?\s?\d{3,6}(?:[-:]\d+)*|SSL/TLS|TLS(?:\s?\d\.\d)?|SSL|AES(?:-?\d{3})?"
    r"|JIS(?:規格)?\s?「[^「」]{4,40}」|IPsec|ISMAP|ISMS|P-?マーク|JIS|ISO|WPA[23]|RSA|SHA-?\d+|FISC|PCI\s?DSS|IEEE\s?802\.\d+\w*)(?![A-Za-z])|プライバシーマーク|Pマーク"
)


def laws(text: str, context: LawContext) -> Iterator[Span]:
    """Citations; members of a list (`第2項及び第3項`) count only where they name an article."""
    end = -1
    for cited in find_citations(text, context):
        if cited.start < end:
            continue
        if _NO_NAME.match(cited.printed):
            continue
        end = cited.end
        start = cited.start + (_company(cited.printed) if not cited.article else 0)
        yield Span(start, cited.end, "LAW", cited.normal if start == cited.start else text[start:end], 5)
    for match in _POLICY.finditer(text):
        yield Span(*match.span(), "LAW", match[0], 4)
    for match in _RULES.finditer(text):
        start = match.start() + len(_LEADING.match(match[0])[0])  # type: ignore[index]  # matches the empty string
        if match.end() - start >= 6:
            yield Span(start, match.end(), "LAW", text[start : match.end()], 3)
    for match in _TITLE.finditer(text):
        yield Span(*match.span("title"), "LAW", match["title"], 6)
    for alias, law in context.defined.items():
        if _STATUTE.search(alias):
            for match in re.finditer(re.escape(alias), text):
                yield Span(*match.span(), "LAW", law, 4)


def _company(printed: str) -> int:
    """How many characters of a policy's title are the end of a company's name: `データ個人情報保護方針` is 3 too long."""
    own = _OWN_POLICY.search(printed)
    return own.start() if own and not re.search(r"[区市町村都県校院会局部]$", printed[: own.start()]) else 0


def handling_pattern(terms: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for all terms that are a word of their own."""
    words = sorted({*HANDLING, *(t for t in terms if len(t) > 2)}, key=lambda w: (-len(w), w))
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")" + _PART_OF)


def handling(text: str, terms: Mapping[str, str], pattern: re.Pattern[str]) -> Iterator[Span]:
    """Ways of handling personal information, with their codes."""
    for match in pattern.finditer(text):
        yield Span(*match.span(), "HANDLING", terms.get(match[0]) or HANDLING.get(match[0]), 1)
    for expression, code in _INFLECTED:
        for match in expression.finditer(text):
            yield Span(*match.span(), "HANDLING", code, 1)


def standards(text: str) -> Iterator[Span]:
    """Standards, certificates and protocols."""
    for match in _STANDARD.finditer(text):
        yield Span(*match.span(), "STANDARD", re.sub(r"\s", "", match[0]), 2)
