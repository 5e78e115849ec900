"""What minutes and contents pages say of themselves against what was found: counts, series of numbers, pages.

Checks only make findings; they never change a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from parsers.grammar.numbers import to_int
from parsers.grammar.pack import Matter
from schemas.parsed import Parsed

_STATED = re.compile(r"(?P<word>確認|諮問|報告)(?:事項|案件)?[がは]?、?(?P<n>\d{1,2})件")
_KINDS = {"確認": "confirmation", "諮問": "consultation", "報告": "report"}
MAX_HOLE = 5  # a larger jump in a series of numbers is another series


def stated_counts(parsed: Parsed, opening: Iterable[str], kinds: Sequence[str], page_no: int | None) -> None:
    """`諮問事項が5件` at the opening against the items found."""
    found = Counter(kinds)
    told: set[str] = set()
    for text in opening:
        for match in _STATED.finditer(text):
            kind, stated = _KINDS[match["word"]], int(match["n"])
            if kind not in told and found[kind] != stated:
                parsed.find("count_differs", f"{stated} {match['word']} are stated, {found[kind]} were found", page_no)
            told.add(kind)


def series(parsed: Parsed, numbers: Iterable[str], page_no: int | None) -> None:
    """Holes in the numbers of a meeting's consultations."""
    digits = sorted({int(m[0]) for n in numbers if (m := re.search(r"\d+", n))})
    for low, high in zip(digits, digits[1:], strict=False):
        if 1 < high - low <= MAX_HOLE:
            missing = "、".join(str(n) for n in range(low + 1, high))
            parsed.find("number_missing", f"between {low} and {high}: {missing}", page_no)


def contents(parsed: Parsed, matters: Sequence[Matter], starts: dict[int, tuple[int, str | None]]) -> None:
    """Each consultation of a contents page has a sheet, and it begins on the printed page that the contents page names.

    `starts` gives page number and printed label of the first sheet of a matter, by the matter's place in the list.
    """
    for n, matter in enumerate(matters):
        page = matter.title.pages[0] if matter.title.pages else None
        if n not in starts and matter.kind == "consultation" and starts:
            parsed.find("contents_differ", f"no sheet was found on {matter.title.s}", page)
        if n not in starts or matter.pages is None:
            continue
        at, label = starts[n]
        printed = to_int(label or "")
        if printed is not None and not matter.pages[0] <= printed <= matter.pages[1]:
            first, last = matter.pages
            parsed.find(
                "contents_differ", f"{matter.title.s}: P {first}-{last} on the contents page, P {printed} on the sheet", at
            )
