"""What is said of a matter aloud, where no paper of it is in the file: section, kinds of handling, articles, items.

Only the explanation (the first turn of an official on the item) is read, and only plain forms: precision comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from parsers.grammar import briefs
from parsers.grammar.briefs import Handling
from parsers.grammar.citations import Citation, LawContext
from parsers.grammar.clauselist import Clause
from parsers.grammar.clauses import split_top
from parsers.grammar.dates import first_date
from parsers.grammar.matters import SUBJECTS
from schemas.text import Text, fold

_LISTED = re.compile(
    r"(?:個人情報|記録)の?項目(?:等)?(?:につきまして|について|といたしまして|として|に関しまして)?(?:は|も)?、?(?P<items>[^。]{2,160}?)"
    r"(?:等|など)?(?:、[^。、]{0,24}(?:参照|のとおり)|でございま|となりま|になりま|です|を記載|。)"
)
_TAKEN = re.compile(
    r"(?:対象者|本人|申請者|参加者|利用者)の(?P<items>[一-鿿ァ-ヶー・]{2,12}(?:、[一-鿿ァ-ヶー・]{2,12})*)のみを?(?:抽出|提供|利用|記録|渡)"
)
_ENDING = re.compile(r"(?:。|$)")
_START = re.compile(
    r"(?:稼[動働]|開始|導入開始|実施|運用)(?:開始)?(?:の?時期|予定|日)?(?:につきまして|について|といたしまして|として)?は?、?[^。]{0,16}?(?=(?:令和|平成|20\d\d))"
)
_MATTER = re.compile(r"諮問(?:い|さ|を|事項|する)|今回、|記録が|結合が|ことになりま|に関するもの|に関するところ")
# common items of personal information, for lists that are spoken without a word like 項目 before them
_PERSONAL = (
    r"(?:お|個人の|本人の)?(?:氏名|名前|住所|居住地域?|生年月日|年齢|年代|性別|続柄|電話番号|携帯電話番号|連絡先|メールアドレス|電子メールアドレス|職業|勤務先|通学先"
    r"|学校名|学年|国籍|本籍|世帯構成|家族構成|所得|収入|課税情報|口座番号|口座情報|個人番号|保険証?番号|被保険者番号|顔写真|顔|音声|肖像|病歴|既往歴|障害の程度|町名)"
    r"|[一-鿿]{2,6}名簿"
)
_ENUMERATED = re.compile(rf"(?:{_PERSONAL})(?:(?:、|・|や|ですとか、?|とか、?|、それから|及び|と)(?:{_PERSONAL}))+")
_TOUCHED = re.compile(
    rf"(?P<item>{_PERSONAL})(?:(?:等|など|ですとか|とか)?(?:の|という)個人情報|(?:等|など)?(?:を|が|につきまして|について)[^。、]{{0,8}}"
    r"(?:記録|収集|取得|抽出|写り込|登録|保存|入力|作成|つくり|作り|渡し|預か))"
)


def department(turn: Text, name: str | None, role: str | None) -> Text | None:
    """The section of the official: as he introduces himself (`何部何課長の何々`) where that is fuller than his tag, else his tag."""
    if not role:
        return None
    folded = turn.folded()
    if name and (
        match := re.search(
            rf"(?:^|[。、\n]|まして、?|は、?)(?P<post>[^。、\n]{{2,30}}?)の?{re.escape(name)}(?:です|でござい|と申)", folded.s
        )
    ):
        post = folded.group(match, "post")
        if post.s.replace(" ", "").endswith(role[-3:]) and len(post.s) >= len(role):
            return _section(post)
    return None


def section_of(who: Text, role: str) -> Text | None:
    """The section in a tag: `何課長` without 長."""
    at = who.s.replace(" ", "").rfind(role)
    text = who.strip()
    return _section(text[len(text) - len(role) :]) if at >= 0 and len(text) >= len(role) else None


def _section(post: Text) -> Text | None:
    match = re.match(r"^(?P<name>.+?[部課室局所館係センター])長(?:補佐)?$|^(?P<own>.+?担当)(?:課長|部長)?$", post.s.strip())
    if not match:
        return None
    return post.strip().group(match, "name" if match["name"] else "own")


def handlings(
    title: Text, turn: Text, terms: Mapping[str, str], laws: Mapping[str, str], articles: Mapping[str, str]
) -> list[Handling]:
    """The kinds of handling that title and explanation name; 人材派遣 in a title stands for the entrustment it is a kind of.

    Explanations speak of contractors in passing, so a kind counts there where it is the matter (…の諮問, …ということになります,
    a sheet's name) or its article is cited.
    """
    table = {fold(t): c for t, c in terms.items()}
    out: dict[str, Handling] = {h.code: h for h in briefs.handlings(title, table)}
    folded = turn.folded()
    word = "|".join(sorted(map(re.escape, table), key=len, reverse=True)) or "(?!)"
    for match in re.finditer(word, folded.s):
        around = folded.s[folded.s.rfind("。", 0, match.start()) + 1 : _stop(folded.s, match.end())]
        if table[match[0]] not in out and _MATTER.search(around):
            out[table[match[0]]] = Handling(table[match[0]], folded.group(match))
    for citation, words in bases(turn, laws):
        code = articles.get(citation.article or "")
        if code and code not in out:
            out[code] = Handling(code, words)
    if "dispatch" in out and "dispatch" in {h.code for h in briefs.handlings(title, table)}:
        out.pop("entrustment", None)
    return [h for h in out.values() if h.code not in SUBJECTS or len(out) == 1]


def bases(turn: Text, laws: Mapping[str, str]) -> list[tuple[Citation, Text]]:
    """The articles of the ordinance that the explanation cites."""
    own = laws.get("条例", "")
    return [(c, t) for c, t in briefs.legal_bases([turn], LawContext(laws), whole=False) if c.law == own]


def items(turn: Text) -> list[Clause]:
    """Items of personal information that are listed aloud."""
    out: dict[str, Clause] = {}
    folded = turn.folded()
    for pattern in (_LISTED, _TAKEN):
        for match in pattern.finditer(folded.s):
            for part in split_top(folded.group(match, "items")):
                plain = re.sub(r"(?:等|など)$", "", part.s.strip())
                if (
                    plain not in out
                    and 2 <= len(plain) <= 16
                    and not re.search(r"別紙|参照|のとおり|以下|記載|表|ございま|ます", plain)
                ):
                    out[plain] = Clause("", part.strip()[: len(plain)], Text())
    spans = [
        m.span()
        for e in _ENUMERATED.finditer(folded.s)
        for m in re.finditer(_PERSONAL, folded.s[: e.end()])
        if m.start() >= e.start()
    ]
    spans += [m.span("item") for m in _TOUCHED.finditer(folded.s)]
    for begin, end in sorted(spans):
        text = folded.cut(begin, end)
        if not any(text.s in known or known in text.s for known in out):
            out[text.s] = Clause("", text, Text())
    return list(out.values())


def _stop(text: str, at: int) -> int:
    match = _ENDING.search(text, at)
    return match.end() if match else len(text)


def start(turn: Text) -> Text | None:
    """The date behind words like 稼働時期."""
    folded = turn.folded()
    for match in _START.finditer(folded.s):
        sentence = folded.s[match.end() : match.end() + 40]
        if found := first_date(sentence):
            return folded.cut(match.end() + found.start, match.end() + found.end)
    return None
