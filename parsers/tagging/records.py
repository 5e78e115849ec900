"""Personal-information items in running text: lists of kinds of data, and the records that a mishap was about. Offsets are
into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.tagging.lexicon import Lexicon
from parsers.tagging.people import KANA_WORDS
from parsers.tagging.spans import Span

_KIND = (
    r"(?:書|届|票|証|通知|通知書|名簿|リスト|アンケート|印刷物|写し|結果|結果票|回答|添付ファイル|カード|台帳|帳|調書|記録|書類|診断書|はがき|葉書|調査票|明細|受付簿|一覧|一覧表|申込書|納付書"
    r"|メールアドレス|アドレス|手帳|カルテ|レセプト|写真|図面|データ|資料|情報)"
)
_DEED = r"(?:誤って)?(?:送付|送信|交付|配付|配布|発送|同封|廃棄|紛失|消失|返却|入力|掲載|公開|提供|郵送|手渡|渡し|誤送付|誤交付|添付|投函|登録|記載|取違え|取り違え|電子データ化|データ化|裁断|印刷|持ち帰|置き忘れ|受け入れ|受付|漏えい|流出|開示|表示|貼付|盗まれ|強風|一斉|一齐)"
_DEEDS = re.compile(_DEED)
_RECORD = re.compile(rf"(?P<np>[^、。\t\n【】「」()]{{0,40}}?{_KIND})等?を(?=[^。を]{{0,28}}?{_DEED})")
_WHOSE = re.compile(
    r"^.*(?:別人|本人|生徒|児童|申請者|利用者|区民|他人|他者|保護者|患者|対象者|相続人|家族|世帯員|当該|職員|参加者)の(?=[^の]|$)"
)
_PATH = re.compile(
    r"(?:において|における|にて|について|から|により|によって|で|に(?![係関])|へ|は|が|も|を|と|際|時|ため|(?<!係)(?<!関す)[たるい])(?=[一-鿿ァ-ヺーA-Za-z子こ])"
)
_HOLDING = re.compile(
    r"(?:個人|氏名|住所)[^、。]{0,8}(?:が記載された|を記載した|を含む|の入った|が入った|記載の|が含まれる|に係る|に関する)"
)
_POINTING = re.compile(r"^(?:当該|誤った|同|その|別の|正しい|本来の|必要な|不足)")
_KANA = re.compile(rf"{KANA_WORDS}")
_ITEM_END = r"(?=$|[、。・,)）」\s]|等|など|及び|および|又は|または|並びに|や|と|の|を|が|は|に|で)"
_SEPARATOR = r"[、，・]|及び|および|並びに|や|と|又は|または"


class RecordTagger:
    """Finds kinds of personal information by the thesaurus."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._items = lexicon.items
        terms = sorted(self._items, key=lambda t: (-len(t), t))
        alone = sorted(lexicon.words("DATA_ITEM"), key=lambda t: (-len(t), t))
        listed = "|".join(map(re.escape, terms))
        self._list = (
            re.compile(
                rf"(?<![一-鿿ァ-ヺー])(?:{listed})(?:\([^()]{{1,20}}\))?(?:(?:{_SEPARATOR})(?:{listed})(?:\([^()]{{1,20}}\))?{_ITEM_END})+"
            )
            if terms
            else None
        )
        self._term = re.compile(rf"(?:{listed})(?:\([^()]{{1,20}}\))?{_ITEM_END}") if terms else None
        self._alone = re.compile(rf"[一-鿿]{{0,6}}(?:{'|'.join(map(re.escape, alone))})") if alone else None

    def canonical(self, name: str) -> str:
        """The preferred term of a kind of data; itself where the thesaurus lacks it."""
        item = self._items.get(name)
        return item.preferred if item else name

    def find(self, text: str) -> Iterator[Span]:
        """Lists of two kinds or more, and words that name such data wherever they stand."""
        if self._list and self._term:
            for run in self._list.finditer(text):
                for match in self._term.finditer(text, run.start(), run.end()):
                    yield Span(*match.span(), "PERSONAL_INFO_ITEM", self.canonical(match[0]), 1)
        if self._alone:
            for match in self._alone.finditer(text):
                yield Span(*match.span(), "PERSONAL_INFO_ITEM", self.canonical(match[0]), 1)


def mishandled(text: str) -> Iterator[Span]:
    """The records that the account of a mishap says were wrongly handled, each once by its fullest name.

    Of two records with the same deed (`申請書を送付する際、…名簿を送付`) the first is what was meant to be done.
    """
    found: list[tuple[int, int, str]] = []
    for match in _RECORD.finditer(text):
        start, end = _named(text, *match.span("np"))
        words, deed = text[start:end], _deed(text, match.end())
        if (
            words in ("情報", "データ", "書類", "資料", "個人情報")
            or len(words) < 2
            or _POINTING.match(words)
            or any(text[a:b].endswith(words) for a, b, _ in found)
        ):
            continue
        if deed in ("送付", "発送", "送信", "交付"):
            found = [f for f in found if f[2] != deed]
        found.append((start, end, deed))
    for start, end, _ in found:
        yield Span(start, end, "PERSONAL_INFO_ITEM", text[start:end], 3)


def _named(text: str, start: int, end: int) -> tuple[int, int]:
    """The record's name at the end of a clause: without the clause's other parts and without whose record it is."""
    protected = [m.span() for p in (_KANA, _HOLDING) for m in p.finditer(text, start, end)]
    for cut in _PATH.finditer(text, start, end):
        if cut.end() < end - 1 and not any(low < cut.end() < high or low <= cut.start() < high for low, high in protected):
            start = cut.end()
    holding = next((m for m in _HOLDING.finditer(text, start, end)), None)
    if whose := _WHOSE.match(text[start : holding.start() if holding else end]):
        start += whose.end()
    return start, end


def _deed(text: str, at: int) -> str:
    found = _DEEDS.search(text, at)
    return found[0] if found else ""
