"""Protective measures that are spoken of in minutes: counted off, named in plain words, or quoted from the paper.

Only plain forms are read: precision comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from parsers.grammar.clauselist import Clause
from parsers.grammar.clauses import measure_of
from schemas.text import Text

_NUMBERED = re.compile(
    r"(?:^|[、。：:\n]|(?<=は)、?)\s*(?P<no>\d{1,2})(?:は|、|つ目(?:は|として|に)?|点目(?:は|として|に)?|番(?:は|、))\s*(?=[^\d\s])"
)
_SAFEGUARDS = re.compile(r"(?:保護措置|保護対策|安全管理措置|セキュリティ[・、]?(?:の)?対策)(?:等)?")
_LEADING = re.compile(
    r"^(?:こちらは|先ほど(?:も|ご)?(?:申し(?:上げ)?|説明(?:いた)?し|お話しし)?ました(?:とおり)?|まず|次に|また)、?"
)
_QUOTED = re.compile(r"「(?P<words>[^「」]{4,60})」")
_OF_PAPER = re.compile(r"保護措置|保護対策|安全管理措置|セキュリティ|書かれて|書いて|記載|記述")
_OPENING = re.compile(r"^(?:さらに|また|なお|まず|次に|そして|もちろん|当然のことながら|併せて|あわせて)[^、。]{0,12}、")
_STANDARD = r"(?:ISO(?:\s*/\s*IEC)?\s*-?\s*\d{4,5}|JIS\s*Q\s*\d{4,5}|ISMS|ISMAP|プライバシー・?マーク|Pマーク)"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        # who looks after it: a certificate, a member of the staff who stands by, the ward's own rules
        rf"{_STANDARD}[^、。]{{0,24}}?(?:認証|登録)を(?:取得|受け)(?:する|した|ている|している|て)?",
        r"(?:区の?)?職員(?:が|の)(?:全て|すべて|必ず|常に)?(?:立会い?|立ち会い?)(?:の(?:下|もと))?",
        r"[^、。]{2,40}(?:要領|要綱|規程|ポリシー|ガイドライン)に(?:従(?:い|って)|則(?:り|って)|のっと(?:り|って))",
        r"[^、。]{0,24}職員(?:のみ|だけ|しか)(?:が|は)?[^、。]{2,16}?(?:行(?:う|い)|操作(?:する|し)|閲覧(?:する|し|でき)|利用(?:する|し|でき)|触れ)",
        # how it is kept: locked away, deleted, encrypted, on a network of its own, behind a second factor
        r"[^、。]{0,32}(?:鍵の(?:かかる|掛かる)|鍵付きの|施錠(?:が|の)?(?:できる|可能な|された|した))[^、。]{1,16}?(?:で|に)の?保管(?:する|し|をする)"
        r"(?:、[^、。]{2,20}のみで(?:使用|利用)する)?",
        r"(?:送信|利用|使用|作業|移行|処理|(?:業務|契約|事業|委託)?終了)後[にの]?[^、。]{0,12}?(?:データ|情報|ファイル)(?:の|を)?(?:削除|消去|廃棄)",
        r"(?:最新の)?(?:通信の)?暗号化(?:規格|方式|通信)|(?:データ|通信|ファイル)(?:は|を|の)(?:全て|すべて)?暗号化",
        r"[^、。]{0,24}(?:[二2]要素|多要素|[二2]段階)認証を?(?:取り入れ|導入|採用|設定|必須と)(?:る|て|する|し)?",
        r"インターネットを(?:経由せず|介さず|使わず)[^、。]{0,24}?(?=なため|なので|ため|、|。)",
        # what persons agree to
        r"(?:[^、。]{1,10}都度、)?[^、。]{0,40}(?:意向を確認|同意を(?:得|いただ|頂)|承諾を(?:得|いただ|頂))[^、。]{0,12}?(?=と思|と考|ので|ます|、|。)",
        r"[^、。]{0,32}(?:口外|他言)(?:を)?(?:しない|せず|させない)[^、。]{0,16}(?:、[^、。]{0,16}(?:周知|徹底)[^、。]{0,12}?(?=と思|と考|ます|。))?",
    )
)


def measures(turn: Text) -> list[Clause]:
    """The measures of an explanation: those counted off behind words like 保護対策; where none are, those it names in plain words."""
    return _counted(turn) or _named(turn)


def _counted(turn: Text) -> list[Clause]:
    """Measures that are counted off aloud (`1、…。2、…。`); of two leads before the same count each clause is one measure."""
    folded = turn.folded()
    out: list[Clause] = []
    first: set[int] = set()
    for lead in _SAFEGUARDS.finditer(folded.s):
        marks = list(_NUMBERED.finditer(folded.s, lead.end()))
        run: list[re.Match[str]] = []
        for mark in marks:
            if int(mark["no"]) == len(run) + 1 and (run or mark.start() - lead.end() <= 60):
                run.append(mark)
        if len(run) >= 2 and run[0].start("no") not in first:
            first.add(run[0].start("no"))
            edges = [*(m.start() for m in run[1:]), _stop(folded.s, run[-1].end())]
            out += [Clause(m["no"], _bare(folded.cut(m.end(), end)), Text()) for m, end in zip(run, edges, strict=True)]
    return [c for c in out if len(c.text) > 8]


def _named(turn: Text) -> list[Clause]:
    """The smallest clauses that name a measure, in the order of the turn; of two that overlap the one named first."""
    folded = turn.folded()
    out: list[tuple[int, int]] = []
    for begin, end in sorted(m.span() for pattern in _NAMED for m in pattern.finditer(folded.s)):
        if not out or begin >= out[-1][1]:
            out.append((begin, end))
    return [Clause("", _unopened(folded.cut(begin, end)), Text()) for begin, end in out]


def quoted(turns: Sequence[Text], keywords: Mapping[str, str]) -> list[Clause]:
    """Measures of the paper that somebody quotes when he speaks of its safeguards: `保護措置の3に「…」と書かれていますが`."""
    out: dict[str, Clause] = {}
    for turn in turns:
        folded = turn.folded()
        for match in _QUOTED.finditer(folded.s):
            begin = folded.s.rfind("。", 0, match.start()) + 1
            end = _stop(folded.s, match.end())
            around = folded.s[begin : match.start()] + folded.s[match.end() : end]
            words = folded.group(match, "words")
            if _OF_PAPER.search(around) and measure_of(match["words"], keywords) != "other":
                out.setdefault(words.s, Clause("", words, Text()))
    return list(out.values())


def _stop(text: str, at: int) -> int:
    """The end of the sentence that goes on at a place."""
    end = text.find("。", at)
    return end + 1 if end >= 0 else len(text)


def _bare(text: Text) -> Text:
    plain = text.strip().strip("。、 　\n")
    match = _LEADING.match(plain.s)
    return plain[match.end() :] if match else plain


def _unopened(text: Text) -> Text:
    match = _OPENING.match(text.s)
    return (text[match.end() :] if match else text).strip()
