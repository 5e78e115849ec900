"""Private persons' names in the texts of a warehouse: which there are (table `private_names`), and how they are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from parsers.tagging.private import HONORIFIC, PrivateName, family, private_names
from schemas.rows import PrivateNameRow

MASK = "●"
AROUND = 12  # characters of a context on each side
BLANKS = r"[\s　]*"
LETTER = r"[一-鿿々〆ヶ㐀-䶿豈-﫿ァ-ヺー]"
# Every character of a page is in a block; the other texts join what stands in several.
TEXTS = """
SELECT document_id, 'blocks', block_id, 'text', text, coalesce(owner_table IN ('incidents', 'events'), false) FROM blocks
UNION ALL SELECT document_id, 'turns', turn_id, 'text', text, false FROM turns
UNION ALL SELECT document_id, 'incidents', incident_id, 'description', description, true FROM incidents
UNION ALL SELECT document_id, 'incidents', incident_id, 'cause', cause, true FROM incidents WHERE cause IS NOT NULL
UNION ALL SELECT document_id, 'events', event_id, 'text', text, true FROM events
"""
# Those who sit on a council or speak there are no private persons, though a list calls them by 氏名.
PUBLIC = """
SELECT document_id, person_name FROM attendances
UNION SELECT document_id, speaker_name FROM turns WHERE speaker_name IS NOT NULL
"""


def private_rows(connection: duckdb.DuckDBPyConnection) -> list[PrivateNameRow]:
    """Every place where a text names a private person."""
    known = connection.execute(PUBLIC).fetchall()
    public = {document: {_tight(name) for _, name in of} for document, of in groupby(sorted(known), key=itemgetter(0))}
    rows = [
        _row((document, table, row_id, column), text, found)
        for document, table, row_id, column, text, incident in _rows(connection.execute(TEXTS))
        for found in private_names(text, incident=incident)
        if _tight(text[found.start : found.end]) not in public.get(document, ())
    ]
    return sorted(rows, key=lambda row: (row.document_id, row.table_name, row.row_id, row.column_name, row.char_start))


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of a result, a few thousand at a time."""
    while rows := found.fetchmany(5000):
        yield from rows


def _row(place: tuple[str, str, str, str], text: str, found: PrivateName) -> PrivateNameRow:
    document, table, row_id, column = place
    return PrivateNameRow(
        document_id=document,
        table_name=table,
        row_id=row_id,
        column_name=column,
        char_start=found.start,
        name=text[found.start : found.end],
        reason=found.reason,
        context=text[max(0, found.start - AROUND) : found.end + AROUND],
    )


def masking(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for private persons' names: a full name wherever it stands, whatever the blanks in it; a family name where it
    stands alone or somebody is called by it, so that 田中町 and 田中課長 stay."""
    whole: set[str] = set()
    alone: set[str] = set()
    for name in names:
        tight = _tight(name)
        first = _tight(family(name))
        (whole if first or len(tight) > 3 else alone).add(tight)
        if first:
            alone.add(first)
    parts = [_spread(name) for name in _longest(whole)]
    parts += [rf"{_spread(name)}(?={BLANKS}{HONORIFIC})|(?<!{LETTER}){_spread(name)}(?!{LETTER})" for name in _longest(alone)]
    return re.compile("|".join(parts))


def masked(text: str, pattern: re.Pattern[str]) -> str:
    """A text with the names masked character by character: offsets into it stay what they are."""
    return pattern.sub(lambda found: MASK * len(found[0]), text)


def _longest(names: set[str]) -> Iterator[str]:
    yield from sorted(names, key=lambda name: (-len(name), name))


def _spread(name: str) -> str:
    return BLANKS.join(map(re.escape, name))


def _tight(name: str) -> str:
    return re.sub(r"[\s　]", "", name)
