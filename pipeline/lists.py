"""Lists of an item (departments, opinions, conditions …) as several documents give them, joined into one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

import msgspec

from pipeline.records import row_id
from pipeline.versions import Versions
from schemas.findings import Finding
from schemas.rows import (
    Commitment,
    Condition,
    ItemDepartment,
    ItemLegalBasis,
    ItemPersonalInformation,
    ItemReference,
    ItemSafeguard,
    Opinion,
    Read,
    Row,
)
from schemas.text import fold

# Lists of an item, and the columns by which two entries of them are the same.
LISTS: dict[type[Row], tuple[str, ...]] = {
    ItemDepartment: ("department",),
    ItemLegalBasis: ("law", "article", "paragraph", "subitem"),
    ItemPersonalInformation: ("name", "group_label"),
    ItemSafeguard: ("text",),
    Opinion: ("text",),
    Condition: ("text",),
    ItemReference: ("kind", "number", "term", "session", "fiscal_year", "cited_on"),
}

item_of = attrgetter("item_id")


def bare(text: str) -> str:
    """Folded text without white space."""
    return re.sub(r"\s", "", fold(text))


def entry_of(row: Row) -> tuple[object, ...]:
    """What makes an entry of a list the same as another."""
    return tuple(bare(v) if isinstance(v := getattr(row, name), str) else v for name in LISTS[type(row)])


def page_of(row: Row) -> int | None:
    """The page on which a row begins."""
    return row.regions[0].page_no if isinstance(row, Read) else None


def without_older(
    kind: type[Row], rows: Iterable[tuple[str, Row]], newer: Versions, found: dict[str, list[Finding]]
) -> list[tuple[str, Row]]:
    """Entries of lists without those of a superseded version on items of which the newer version has entries too; what the newer
    one does not say is a finding."""
    rows = list(rows)
    said: dict[tuple[str, str], set[tuple[object, ...]]] = defaultdict(set)
    for document_id, row in rows:
        said[document_id, item_of(row)].add(entry_of(row))
    out = []
    for document_id, row in rows:
        stands = newer.newer(document_id, item_of(row).rsplit("/", 1)[0])
        kept = said.get((stands or "", item_of(row)))
        if not kept:
            out.append((document_id, row))
        elif entry_of(row) not in kept:
            words = "; ".join(str(getattr(row, name)) for name in LISTS[kind] if getattr(row, name) is not None)
            message = f"{kind.TABLE.name} of {item_of(row)}: {words:.80} is not in document {stands}, which supersedes this one"
            found[document_id].append(
                Finding(code="version_differs", message=message, page_no=page_of(row), row_id=item_of(row))
            )
    return out


def without_older_conditions(
    rows: Iterable[tuple[str, Row]], conditions: Iterable[Row], newer: Versions
) -> list[tuple[str, Row]]:
    """Commitments without the conditions of a superseded version on items of which the newer version has conditions."""
    told = {(row.document_id, row.item_id) for row in conditions if isinstance(row, Condition)}
    out = []
    for document_id, row in rows:
        item = row.item_id if isinstance(row, Commitment) and row.kind == "condition" else None
        stands = newer.newer(document_id, item.rsplit("/", 1)[0]) if item else None
        if (stands, item) not in told:
            out.append((document_id, row))
    return out


def joined_lists(
    kind: type[Row], rows: Iterable[tuple[str, Row]], renamed: dict[tuple[str, str, str], str | None]
) -> list[Row]:
    """The entries of several documents about one item as one list, numbered anew; what was said before is not said twice."""
    lists: dict[str, list[Row]] = {}
    said: dict[str, dict[tuple[object, ...], tuple[str, str]]] = defaultdict(dict)
    for document_id, row in rows:
        item_id = item_of(row)
        entry = entry_of(row)
        before = said[item_id].get(entry)
        if before and before[0] != document_id:
            renamed[document_id, kind.TABLE.name, row_id(row)] = before[1]
            continue
        numbered = msgspec.structs.replace(row, seq=len(lists.setdefault(item_id, [])) + 1)
        lists[item_id].append(numbered)
        said[item_id].setdefault(entry, (document_id, row_id(numbered)))
        if row_id(numbered) != row_id(row):
            renamed[document_id, kind.TABLE.name, row_id(row)] = row_id(numbered)
    return [row for entries in lists.values() for row in entries]
