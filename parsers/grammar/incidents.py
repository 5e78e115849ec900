"""Tables of mishaps with personal information: one row for each, with row spans, 同上 and elided years resolved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from parsers.grammar.dates import elided_dates, find_dates
from parsers.grammar.keyvalue import unspread
from parsers.grammar.numbers import to_int
from schemas.document import Cell, Table
from schemas.text import Region, Text, fold

# Column headings, the first that fits; matched on headings without blanks.
_HEADINGS = {
    "month": r"発生(?:年|月|日|時期)|年月|時期|日付|判明",
    "kind": r"種別|区分|類型|種類|事故の別|態様",
    "cause": r"原因|理由|要因",
    "department": r"所管|担当|部署|課名|部課|主管",
    "people": r"人数|対象(?:者|人|件)?数|件数|影響",
    "description": r"内容|概要|事案|事故|件名|状況|ミス",
    "number": r"^(?:no\.?|番号|項番|№|#)$",
}
_NEEDED = ("description", "kind", "cause")
_DITTO = re.compile(r"^(?:同上|〃|々|〟|\"|″|同じ)$")
_COUNT = re.compile(r"[(（]\s*(?P<n>[\d,]+)\s*件?\s*[)）]\s*$")
_PEOPLE = re.compile(r"(?P<n>\d[\d,]*)\s*(?:名|人)(?:分|様)?")
_CONTRACTOR = re.compile(
    r"[(（【]\s*(?:業務)?(?:委託(?:事業者|先|業者)|受託(?:者|事業者)|指定管理者|再委託先|派遣(?:職員|労働者))[^)）】]{0,8}[)）】]"
)


class IncidentRow(NamedTuple):
    """A mishap. `kind` and `cause` are those in force for the row; `people` and `month` are None where not printed."""

    number: str | None
    kind: str | None
    month: dt.date | None
    description: Text
    people: int | None
    cause: str | None
    department: Text
    by_contractor: bool
    regions: tuple[Region, ...]


class KindCount(NamedTuple):
    """The number of cases printed behind a kind (`誤交付(2)`), and the rows counted. `words` are the kind as printed."""

    words: str
    kind: str
    printed: int
    counted: int


def columns(table: Table) -> dict[str, int] | None:
    """Which column says what; None where the table is no table of incidents."""
    found: dict[str, int] = {}
    for cell in table.row(0):
        heading = re.sub(r"[\s　]", "", fold(cell.text.s)).lower()
        role = next((r for r, pattern in _HEADINGS.items() if heading and re.search(pattern, heading) and r not in found), None)
        if role:
            found[role] = cell.col
    wanted = sum(role in found for role in _NEEDED)
    return found if "description" in found and "cause" in found and wanted + ("department" in found) >= 3 else None


def incidents(table: Table, year: int | None, kinds: Iterable[str] = ()) -> list[IncidentRow]:
    """The rows of a table of incidents; `year` is the fiscal year whose months they are, `kinds` are the known kinds.

    Empty where the table is none.
    """
    place = columns(table)
    if place is None:
        return []
    out: list[IncidentRow] = []
    kind = cause = None
    department = Text()
    for n in range(1, table.n_rows):
        cells = {role: table.at(n, col) for role, col in place.items()}
        words = {role: cell.text.strip() if cell else Text() for role, cell in cells.items()}
        if not words["description"] or _is_header(words):
            continue
        if label := words.get("kind"):
            name = kind_name(label)[0]
            kind = kind if _DITTO.match(name) else known_kind(name, kinds)
        if words["cause"] and not _DITTO.match(re.sub(r"\s", "", words["cause"].s)):
            cause = words["cause"].s
        here = words.get("department", Text())
        department = department if _DITTO.match(re.sub(r"\s", "", here.s)) else here
        out.append(
            IncidentRow(
                number=_number(table, n, place, words),
                kind=kind,
                month=_month(words, year),
                description=words["description"],
                people=_people(words),
                cause=cause,
                department=department,
                by_contractor=bool(_CONTRACTOR.search(words["description"].s)),
                regions=_regions(table.row(n), words["description"]),
            )
        )
    return out


def kind_counts(table: Table, rows: list[IncidentRow], kinds: Iterable[str] = ()) -> list[KindCount]:
    """The counts printed behind the kinds against the rows found."""
    place = columns(table)
    if place is None or "kind" not in place:
        return []
    out: list[KindCount] = []
    for cell in (c for c in table.cells if c.col == place["kind"] and c.row > 0):
        name, printed = kind_name(cell.text)
        if printed is not None:
            kind = known_kind(name, kinds)
            out.append(KindCount(name, kind, printed, sum(row.kind == kind for row in rows)))
    return out


def kind_name(label: Text) -> tuple[str, int | None]:
    """`消 失 （1）` → `消失`, 1."""
    plain = unspread(label)
    match = _COUNT.search(plain.s)
    name = unspread(plain[: match.start()]) if match else plain
    return re.sub(r"[\s　]", "", name.s), to_int(match["n"]) if match else None


def known_kind(name: str, kinds: Iterable[str]) -> str:
    """The known kind that a name stands for: itself, or the only one that it is but for one lost character."""
    known = list(kinds)
    if name in known or len(name) < 2:
        return name
    near = [k for k in known if len(k) == len(name) + 1 and any(k[:i] + k[i + 1 :] == name for i in range(len(k)))]
    return near[0] if len(near) == 1 else name


def _number(table: Table, row: int, place: dict[str, int], words: dict[str, Text]) -> str | None:
    if "number" in place:
        return words["number"].s or None
    first = table.at(row, 0)
    plain = fold(first.text.s).strip() if first and 0 not in place.values() else ""
    return plain if plain.isdecimal() else None


def _month(words: dict[str, Text], year: int | None) -> dt.date | None:
    source = fold((words.get("month") or words["description"][:40]).s)
    dates = elided_dates(source, year) if year else find_dates(source)
    found = next((d for d in dates if d.month), None)
    if found is None or found.month is None:
        return None
    elided = year is not None and not find_dates(source) and "年" not in source[found.start : found.end]
    turned = found.year + 1 if elided and found.month < 4 else found.year
    return dt.date(turned, found.month, 1)


def _people(words: dict[str, Text]) -> int | None:
    if "people" in words:
        return to_int(re.sub(r"[^\d一二三四五六七八九十百千]", "", fold(words["people"].s)) or "-")
    counts = list(_PEOPLE.finditer(fold(words["description"].s)))
    bracketed = [m for m in counts if m.end() < len(fold(words["description"].s)) and "分" in m[0]]
    best = (bracketed or counts)[-1:]
    return to_int(best[0]["n"]) if best else None


def _is_header(words: dict[str, Text]) -> bool:
    return bool(re.fullmatch(_HEADINGS["description"], re.sub(r"[\s　]", "", words["description"].s)))


def _regions(cells: list[Cell], description: Text) -> tuple[Region, ...]:
    joined = Text.join(" ", [c.text for c in cells])
    return joined.regions() or description.regions()
