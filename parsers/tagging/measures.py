"""Safeguards (SAFEGUARD): measures named by a noun anywhere, and clauses where a text is known to list measures. Offsets are
into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.tagging.spans import Span

_NAMED = re.compile(
    r"(?:(?:システム|データ|サーバー?|日次|定期的な|差分|フル|増分|世代|遠隔地)の?){0,2}バックアップ(?!データ|センター|する|し|さ)|ファイア[・]?ウォール|侵入検知(?:システム)?|侵入防止|ログ監視|不正アクセス(?:防止|監視|対策)"
    r"|ウ[イィ]ルス対策(?:ソフト)?(?:の導入)?|アクセス(?:権限?の?)?(?:制限|制御|権の設定|権限の設定)|入退(?:室|館)?(?:の)?管理|生体認証|顔認証|指紋認証|静脈認証|[二2]要素認証|多要素認証|[二2]段階認証|パスワード認証"
    r"|(?:通信|データ|ファイル|回線)(?:の|を)暗号化|(?:SSL|TLS|AES)[^、。]{0,8}暗号化|暗号化通信|(?<![一-鿿])暗号化|ログ(?:管理|の取得|の記録|の保存)|(?:システムの)?(?:操作|アクセス)ログ(?:の|を)(?:取得|記録|保存|保管|集積|確認)|(?:個人情報保護|情報セキュリティ)(?:に関する)?研修(?:の実施)?"
    r"|秘密保持(?:義務)?(?:の遵守|誓約)?|守秘義務(?:の遵守)?|誓約書の(?:提出|徴取)|再委託の禁止|複写(?:及び|・|、)複製の禁止|目的外(?:使用|利用)の禁止|持ち?出しの?禁止|施錠(?:管理|保管)|監視カメラ(?:の設置)?|静音区画"
)
_CHECK = re.compile(
    r"(?:(?<=[、。\t\n(])|^|(?<=は))(?P<what>[^、。\t\n()]{2,30}?)(?=(?:を(?:怠|徹底し|確認せ|行わ|実施せ|せず)|が(?:不十分|不足|徹底|不徹底|十分で(?:は)?な|行われ(?:てい)?な|機能し)))"
)
_DOUBLE = re.compile(
    r"(?:[一-鿿ァ-ヺー]{1,10}の)?(?:ダブルチェック|トリプルチェック|二重チェック|複数人(?:で|による)の?(?:確認|チェック))"
)
_PASSWORD = re.compile(r"パスワードを?(?:かけ|設定|付し)")
_OBEY = re.compile(r"(?P<what>[^、。\t\n(]{4,60}?を(?:順守|遵守))")
_NO_HANDING = re.compile(
    r"(?:(?<=[、。])|^)(?P<what>[^、。]{0,30}?個人情報[^、。]{0,8}を?(?:渡さない|提供しない|取り扱わない|扱わない|持たせない|保存しない|残さない))"
)
_SPOKEN = re.compile(
    r"(?:保護措置|保護対策|セキュリティ(?:・保護)?対策|安全管理措置|安全対策)等?(?:につきまして|について|として|に関して)?は?、(?!.{0,16}(?:とおり|通り|ご覧))(?=.{0,40}?(?:(?<!\d)1[、は番]|①|\(1\)|[1一]つ目))"
)
_SENTENCE = re.compile(r"[^。\n]+")
_BREAK = re.compile(
    r"(?:(?<=[しりいきみびちえけせめれげ])(?<!により)(?<!による)(?<!あたり)(?<!当たり)(?<!際し)(?<!対し)(?<!おり)(?<!もし)(?<!ただし)|(?<=ており)|(?<=ともに)|(?<=とともに)|(?<=ほか)|(?<=うえ))、"
)
_LEAD = re.compile(
    r"^(?:[ ]|[①-⑳]|\(?\d{1,2}[)）.、 ]|[ア-ン][.、 ]|・|また、?|さらに、?|なお、?|併せて、?|あわせて、?|ただし、?|加えて、?|次に、?|そして、?|○)+"
)
_TOPIC = re.compile(
    r"^.*?(?:については|につきましては|に対しては|に際しては|には|では|とは|後は|(?<![にでと])は|に対して|にあたり|に当たり|ため|際|場合|ので|が|時は)、(?=.{6,})"
)
_TAIL = re.compile(
    r"(?:(?:する|した|できる|しない|ない)?(?:設定|こと|もの|構成|方式|仕様|体制)(?:と(?:する|し|なる|なっている|いたします)|である)?|を?(?:行う|行い|行って|講じる?|講ずる|実施する|図る|図り|徹底する|義務付ける|はかる)"
    r"|を?(?:いたし|し|行い|行って(?:い|おり)|実施し|講じ|図り)ます|いたします|します|しております|しています|している|されている|される|させる|する|とする|し|である|です|おります)[。]?$"
)
_NO_MEASURE = re.compile(r"(?:とおり|同じ|同様|措置を講|対策を講|添付|別紙|参照|なし$|該当|ございます$|実施しており)")


def named(text: str) -> Iterator[Span]:
    """Measures that a noun names, or that failed (`確認を怠った`)."""
    for pattern in (_NAMED, _DOUBLE, _PASSWORD):
        for match in pattern.finditer(text):
            yield Span(*match.span(), "SAFEGUARD", None, 0)
    for pattern in (_CHECK, _NO_HANDING):
        for match in pattern.finditer(text):
            yield Span(match.start("what") + _lead(match["what"]), match.end("what"), "SAFEGUARD", None, 1)
    for match in _OBEY.finditer(text):
        start = match.start("what") + _lead(match["what"])
        yield Span(start, match.end("what"), "SAFEGUARD", None, 1)
    if spoken := _SPOKEN.search(text):
        yield from clauses(text, spoken.end(), len(text))


def clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """The smallest clauses that name a measure, in a part of a text that lists measures."""
    for sentence in _SENTENCE.finditer(text, start, end):
        edges = [sentence.start(), *(b.end() for b in _BREAK.finditer(text, sentence.start(), sentence.end())), sentence.end()]
        for low, high in zip(edges, edges[1:], strict=False):
            yield from _measure(text, low, high)


def _measure(text: str, low: int, high: int) -> Iterator[Span]:
    """One clause without what leads in to it and the verb that only says it is done."""
    low += _lead(text[low:high])
    words = text[low:high].rstrip("、。 ")
    if _NO_MEASURE.search(words):
        return
    if len(list(_NAMED.finditer(words))) > 1:
        return
    topic = _TOPIC.match(words)
    if topic and topic.end() > len(words) * 0.3:
        low, words = low + topic.end(), words[topic.end() :]
    if tail := _TAIL.search(words):
        words = words[: tail.start()]
    if len(words) >= 4:
        yield Span(low, low + len(words), "SAFEGUARD", None, 2)


def _lead(words: str) -> int:
    found = _LEAD.match(words)
    return found.end() if found else 0
