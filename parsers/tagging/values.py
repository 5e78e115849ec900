"""Mentions with a value: dates, times, quantities, money, numbers of consultations. All offsets are into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.grammar.dates import ERAS, find_dates, find_times
from parsers.grammar.numbers import quantity, to_int
from parsers.tagging.spans import Span

_MONTH_DAY = (
    r"(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日(?:\s*\([月火水木金土日](?:曜日?)?(?:・?祝)?\))?|(?P<part>[上中下]旬|末))?"
)
_RELATIVE = re.compile(rf"(?P<rel>今年|本年|昨年|去年|前年|来年|翌年|同年|一昨年)\s*の?\s*{_MONTH_DAY}(?!間)")
_SHIFT = {"今年": 0, "本年": 0, "同年": 0, "昨年": -1, "去年": -1, "前年": -1, "来年": 1, "翌年": 1, "一昨年": -2}
_SHORT = re.compile(rf"(?<![\d/第])(?<!\d\.)(?<![\d元]年)(?:(?P<y>\d{{1,2}}|元)年\s*)?(?<!\d){_MONTH_DAY}(?![間額給報例次])")
_SHORT_FISCAL = re.compile(r"(?<![\d第])(?P<y>\d{1,2}|元)年度(?!目)")
_ISSUED = re.compile(
    r"\s*(?:東京都|[一-鿿]{1,4}[区市町村])?(?:法律|政令|省令|府令|[一-鿿]{0,6}省令|条例|規則|告示|訓令|訓令甲|規程)第"
)
_YEARLY = re.compile(r"(?:毎年|各年|例年)度?の?\s*$")

_DIGITS = r"\d[\d,]*(?:\.\d+)?(?:[千百十](?=[万人名件円枚通]))?"
_AMOUNT = rf"{_DIGITS}(?:[兆億万]{_DIGITS})*[兆億万千]?"
_COUNTERS = (
    r"(?:か所|カ所|ヶ所|ヵ所|箇所|ケ所|業務|類型|世帯|施設|団体|法人|事業者?|種類|項目|区分|案件|部署|自治体|機関|分野|店舗|クラス"
    r"|名分|人分|件分|人|名|件|点|通|枚|個(?!人|別|々)|台|冊|社|校|園|館|箱|袋|回線|回|本(?!業務|件|人|区|契約|事業|システム|会|制度)|床|戸|棟|羽|匹|頭|便|票|筆|問|択|桁|文字|組|班|チーム|種"
    r"|パーセント|組|%|ポイント|倍|歳(?!児)|才(?!児)|キロ|メートル|[kK]?[mM](?![A-Za-z])|ビット|bit|[KMGT]B|バイト"
    r"|年間|か年|か月間?|カ月間?|ヶ月間?|ヵ月間?|箇月間?|週間|日間|時間|分間|秒間?|営業日|つ)"
)
_TAIL = r"(?:分(?=[)）、。\s]|$))?(?:程度|前後|以上|以下|以内|未満|超|弱|強(?![い化]))?"
_NOT_AFTER = r"(?!目|番|ひとり|当たり|あたり|児|生(?!分)|者(?!数))"
_QUANTITY = re.compile(
    rf"(?P<often>(?:(?:1|一)?(?:週間?|日|[かヶカ]?月|年)(?:間?に)?|毎[日週月年])?)(?:約|およそ|概ね|おおむね|延べ|計|合計)?(?<![第\d/-])(?<!\d[.,])"
    rf"(?P<low>{_AMOUNT})(?:(?P<unit1>{_COUNTERS})?(?:~|〜|から|-)(?P<high>{_AMOUNT}))?(?P<unit>{_COUNTERS}){_TAIL}{_NOT_AFTER}"
    rf"|(?<![\d第.,])(?P<days>\d{{1,3}})(?:日|年|分)(?:以内|以上|未満|程度|おき|ごと){_NOT_AFTER}"
)
_KANJI_COUNT = re.compile(
    r"(?<![一二三四五六七八九十百千第])(?P<n>[二三四五六七八九十]{1,3})(?:名|人|件|点|通|枚|台|か所|箇所|つ)(?!目|三脚|称|格)"
)
_MONEY = re.compile(
    rf"(?:約|およそ|概ね)?(?<![\d.,第])(?P<low>{_AMOUNT})(?:円?(?:~|〜)(?P<high>{_AMOUNT}))?(?P<unit>円)(?!周)(?:程度|前後|以上|以下|以内|未満|超|弱|強)?"
)
_NUMBERED = re.compile(
    r"(?:諮問|答申|報告|付議|議案)\s*(?:番号)?\s*第\s*(?P<n>\d{1,4})\s*号|(?:諮問|報告)\s*[Nn][Oo]\s*[.．]\s*(?P<no>\d{1,4})"
)
_LEADER = re.compile(r"(?:…|‥|\.{3,}|・{3,}|―|─)\s*(?P<n>\(\s*\d{1,3}\s*\))")


def dates(text: str, year: int | None, today: int | None, *, fiscal: bool = False) -> Iterator[Span]:
    """Dates. `year` is the western year that elided ones inherit (None: none is known; with `fiscal` it begins in April),
    `today` that of 今年."""
    taken, carried = 0, year
    full = {d.start: d for d in find_dates(text)}
    elided = [(m.start(), kind, m) for kind, p in enumerate((_RELATIVE, _SHORT, _SHORT_FISCAL)) for m in p.finditer(text)]
    starts: list[tuple[int, int, re.Match[str] | None]] = [(start, -1, None) for start in full]
    for start, kind, match in sorted([*starts, *elided], key=lambda e: e[:2]):
        if start < taken:
            continue
        if match is None:
            found = full[start]
            taken = found.end
            if not _ISSUED.match(text, found.end):
                carried, fiscal = found.year, found.value.startswith("FY")
                yield Span(found.start, found.end, "DATE", found.value, 2)
            continue
        span = _short(match, kind, carried, today, fiscal)
        if span:
            taken = span.end
            if (kind == 0 or match["y"]) and (span.value or "")[:4].isdigit():
                carried, fiscal = int((span.value or "")[:4]), False
            yield span


def _short(match: re.Match[str], kind: int, carried: int | None, today: int | None, fiscal: bool) -> Span | None:
    """A date that leaves its year out or says it in a word; without a year at all it is `--08-15`."""
    year = _era(match["y"], carried or today) if kind and match["y"] else None
    if kind == 2:
        return Span(*match.span(), "DATE", f"FY{year}", 1) if year else None
    month, day = int(match["m"]), int(match["d"]) if match["d"] else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31) or (kind and match["y"] and year is None):
        return None
    if kind == 0:
        base = carried if match["rel"] in ("同年", "翌年", "前年") else today or carried
        year = base + _SHIFT[match["rel"]] if base else None
    elif not match["y"] and not _YEARLY.search(match.string, max(0, match.start() - 4), match.start()):
        year = carried + (fiscal and month < 4) if carried else None
    tail = f"-{day:02d}" if day else (f"-{match['part']}" if match["part"] else "")
    return Span(*match.span(), "DATE", f"{year if year else '-'}-{month:02d}{tail}", 2)


def _era(small: str, near: int | None) -> int | None:
    """`4` → 2022: the year of the era that is in force at the year `near`."""
    number = to_int(small)
    if number is None or near is None:
        return None
    start = next((s for s in sorted(ERAS.values(), reverse=True) if s < near), None)
    return None if start is None else start + number


def times(text: str) -> Iterator[Span]:
    """Times of day in digits, or with 午前 or 午後."""
    for start, end, time in find_times(text):
        if text[start].isdigit() or text[start] == "午":
            yield Span(start, end, "TIME", time.strftime("%H:%M"), 2)


def quantities(text: str) -> Iterator[Span]:
    """Numbers with a unit, and sums of money."""
    for match in _MONEY.finditer(text):
        if value := _number(match["low"], match["high"], "円"):
            yield Span(*match.span(), "MONEY", value, 2)
    for match in _QUANTITY.finditer(text):
        if match["days"]:
            yield Span(*match.span(), "QUANTITY", match["days"], 1)
        elif value := _number(match["low"], match["high"], match["unit"]):
            yield Span(*match.span(), "QUANTITY", value, 1)
    for match in _KANJI_COUNT.finditer(text):
        yield Span(*match.span(), "QUANTITY", str(to_int(match["n"])), 0)


def _number(low: str, high: str | None, unit: str) -> str | None:
    """`79000`, `0.698`, `250000/300000`."""
    percent = "%" if unit in ("%", "パーセント") else ""
    if high is None:
        return plain(quantity(low + percent))
    tail = re.search(r"[兆億万千]+$", high)
    if tail and not re.search(r"[兆億万千]$", low):
        low += tail[0]
    first, second = plain(quantity(low + percent)), plain(quantity(high + percent))
    return f"{first}/{second}" if first and second else None


def plain(value: float | None) -> str | None:
    """A number as `normalized` writes it."""
    if value is None:
        return None
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def consultations(text: str) -> Iterator[Span]:
    """Numbers of consultations and reports."""
    for match in _NUMBERED.finditer(text):
        kind = match[0][:2]
        number = int(match["n"] or match["no"])
        yield Span(*match.span(), "CONSULTATION_NO", f"{kind}第{number}号" if match["n"] else f"{kind}No.{number}", 4)
    for match in _LEADER.finditer(text):
        yield Span(*match.span("n"), "CONSULTATION_NO", re.sub(r"\s", "", match["n"]), 3)
