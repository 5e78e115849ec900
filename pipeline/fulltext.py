"""Full-text search in plain tables (schema `search`): words by Sudachi in its shortest unit (mode A), normalised, with positions.

The index is part of the file and needs no extension; the macros `search.ranked` and `search.find` ask it in SQL.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
from sudachipy import Dictionary, SplitMode

from pipeline.ddl import quoted

TOKENISER, DICTIONARY = "SudachiPy", "SudachiDict-core"
# What can be searched: table, the SQL of the text, of the ward's meeting and of the item (NULL where there is none).
SOURCES = (
    ("items", "i.item_id", "concat_ws(chr(10), i.title, i.summary)", "items i LEFT JOIN meetings m USING (meeting_id)"),
    ("opinions", "t.item_id || '/' || t.seq", "t.text", "opinions t LEFT JOIN items i USING (item_id)"),
    ("conditions", "t.item_id || '/' || t.seq", "t.text", "conditions t LEFT JOIN items i USING (item_id)"),
    ("item_safeguards", "t.item_id || '/' || t.seq", "t.text", "item_safeguards t LEFT JOIN items i USING (item_id)"),
    ("turns", "t.turn_id", "t.text", "turns t LEFT JOIN items i USING (item_id)"),
    ("incidents", "t.incident_id", "concat_ws(chr(10), t.description, t.cause)", "incidents t"),
    ("provisions", "t.provision_id", "concat_ws(chr(10), t.heading, t.text)", "provisions t"),
)
BLANK, MARK = "空白", "補助記号"
SUDACHI_BYTES = 40_000  # it takes 49,149 bytes of UTF-8 at a time


class Word(NamedTuple):
    """A word of a text: its normalised form, as written, the character at which it begins, and its place among words and marks."""

    term: str
    surface: str
    start: int
    place: int


class Tokeniser:
    """Texts to words."""

    def __init__(self) -> None:
        self._tokens = Dictionary().create(mode=SplitMode.A)

    def words(self, text: str) -> Iterator[Word]:
        """The words of a text, normalised and in lower case. Marks are no words, but have places: no phrase runs over them."""
        place = 0
        for offset, piece in _pieces(text):
            for token in self._tokens.tokenize(piece):
                kind = token.part_of_speech()[0]
                if kind not in (BLANK, MARK):
                    yield Word(token.normalized_form().lower(), token.surface().lower(), offset + token.begin(), place)
                place += kind != BLANK


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that the tokeniser takes, each with the character at which it begins; parted at line ends where it can be."""
    limit, start = SUDACHI_BYTES // 4, 0
    while start < len(text):
        end = min(len(text), start + limit)
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield start, text[start:end]
        start = end


def phrases(query: str, tokeniser: Tokeniser | None = None) -> list[list[str]]:
    """A query as phrases of normalised words: what stands between blanks stands together; quotes hold blanks together."""
    words = tokeniser or Tokeniser()
    quotes = enumerate(unicodedata.normalize("NFKC", query).split('"'))
    parts = [part for n, quote in quotes for part in ([quote] if n % 2 else quote.split())]
    found = []
    for part in parts:
        for _, run in groupby(enumerate(words.words(part)), lambda one: one[1].place - one[0]):
            found.append([word.term for _, word in run])
    return found


def index(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables of schema `search` from the tables of the warehouse."""
    texts = connection.execute(" UNION ALL ".join(_select(*source) for source in SOURCES) + " ORDER BY 1, 5, 6, 2").fetchall()
    store(connection, [row for row in texts if row[7]])


def _select(table: str, row_id: str, text: str, tables: str) -> str:
    row = "i" if table == "items" else "t"
    item = f"{row}.item_id" if "items i" in tables else "NULL"
    meeting = "t.meeting_id" if table == "turns" else "i.meeting_id" if "items i" in tables else "NULL"
    return (
        f"SELECT {table!r} AS source, {row_id} AS row_id, {meeting} AS meeting_id, {item} AS item_id, {row}.document_id AS document_id, "
        f"{row}.regions[1].page_no AS page_no, (SELECT d.ward FROM documents d WHERE d.document_id = {row}.document_id) AS ward, "
        f"{text} AS text FROM {tables}"
    )


def store(connection: duckdb.DuckDBPyConnection, texts: Iterable[tuple[Any, ...]]) -> None:
    """Index rows (source, row id, meeting, item, document, page, ward, text) and write the four tables, in bulk."""
    rows = list(texts)
    tokeniser, numbers, lengths = Tokeniser(), dict[str, int](), array("i")
    surfaces: Counter[tuple[str, int]] = Counter()
    terms, starts, places = array("i"), array("i"), array("i")
    for row in rows:
        before = len(terms)
        for word in tokeniser.words(row[7]):
            number = numbers.setdefault(word.term, len(numbers) + 1)
            terms.append(number)
            starts.append(word.start)
            places.append(word.place)
            surfaces[word.surface, number] += 1
        lengths.append(len(terms) - before)
    _texts(connection, rows, lengths)
    counts = _postings(connection, np.asarray(terms), (np.asarray(places), np.asarray(starts)), np.asarray(lengths))
    known = pa.array(list(numbers.values()), pa.int32())
    words = pa.array(list(numbers), pa.string())
    _into(
        connection,
        "terms",
        pa.table({"term_no": known, "term": words, "texts": pa.array(counts[known.to_numpy()], pa.int32())}),
    )
    # A word is also known by its normalised form; a form written for several words is the one that it most often is.
    best = dict(numbers) | {
        form: number for (form, number), _ in sorted(surfaces.items(), key=lambda one: (one[1], -one[0][1]))
    }
    _into(
        connection,
        "surfaces",
        pa.table({"surface": pa.array(list(best), pa.string()), "term_no": pa.array(list(best.values()), pa.int32())}),
    )


def _texts(connection: duckdb.DuckDBPyConnection, rows: list[tuple[Any, ...]], lengths: array[int]) -> None:
    names = ("source", "row_id", "meeting_id", "item_id", "document_id", "page_no", "ward", "text")
    columns = {
        name: pa.array([row[n] for row in rows], pa.int32() if name == "page_no" else pa.string())
        for n, name in enumerate(names)
    }
    columns |= {"text_no": pa.array(range(1, len(rows) + 1), pa.int32()), "length": pa.array(lengths, pa.int32())}
    _into(connection, "texts", pa.table(columns))


def _postings(connection: duckdb.DuckDBPyConnection, terms: Any, where: tuple[Any, Any], lengths: Any) -> Any:
    """Postings in the order of words and texts; gives back how many texts each word is in."""
    text_no = np.repeat(np.arange(1, len(lengths) + 1, dtype=np.int64), lengths)
    key = terms.astype(np.int64) << 32 | text_no
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    offsets = pa.array(np.append(first, len(key)), pa.int32())

    def lists(values: Any) -> Any:
        return pa.ListArray.from_arrays(offsets, pa.array(values[order], pa.int32()))

    found = key[first]
    columns = {"term_no": pa.array(found >> 32, pa.int32()), "text_no": pa.array(found & 0xFFFFFFFF, pa.int32())}
    _into(connection, "postings", pa.table(columns | {"positions": lists(where[0]), "starts": lists(where[1])}))
    return np.bincount(found >> 32, minlength=1)


def _into(connection: duckdb.DuckDBPyConnection, table: str, rows: Any) -> None:
    connection.register("incoming", rows)
    connection.execute(f"INSERT INTO search.{quoted(table)} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")
