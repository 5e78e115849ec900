"""Full-text search in plain tables (schema `search`): words by Sudachi in its shortest unit (mode A), normalised, with positions.

The index is part of the file and needs no extension; the macros `search.ranked` and `search.find` ask it in SQL. It is made in
batches and sorted by DuckDB, so that memory does not grow with the texts. In the order of words, what is asked of one word stands
together: DuckDB skips the rest of a table by the least and greatest value of its parts.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
from sudachipy import Dictionary, Morpheme, SplitMode

from pipeline.errors import PipelineError

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
BATCH = 2_500  # texts that are indexed at a time
LONGEST_QUERY = 200  # characters


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
        self._known: dict[tuple[int, str], tuple[str, str, str]] = {}

    def words(self, text: str) -> Iterator[Word]:
        """The words of a text, normalised and in lower case. Marks are no words, but have places: no phrase runs over them."""
        place = 0
        for offset, piece in _pieces(text):
            for token in self._tokens.tokenize(piece):
                kind, term, surface = self._forms(token)
                if kind not in (BLANK, MARK):
                    yield Word(term, surface, offset + token.begin(), place)
                place += kind != BLANK

    def _forms(self, token: Morpheme) -> tuple[str, str, str]:
        """Part of speech, normalised form and written form; asked of the dictionary once for each word and writing."""
        key = token.word_id(), token.surface()
        found = self._known.get(key)
        if found is None:
            forms = token.normalized_form().lower(), key[1].lower()
            found = self._known[key] = (token.part_of_speech()[0], *forms)
        return found


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
    """A query as phrases of normalised words: what stands between blanks stands together; quotes hold blanks together.

    Raises PipelineError where the query is too long.
    """
    if len(query) > LONGEST_QUERY:
        raise PipelineError(f"the query has {len(query)} characters; search for at most {LONGEST_QUERY} at a time")
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
    connection.execute(
        "CREATE TEMP TABLE found AS SELECT (row_number() OVER ())::INTEGER AS text_no, * "
        f"FROM (SELECT * FROM ({' UNION ALL '.join(_select(*source) for source in SOURCES)}) WHERE text <> '' "
        "ORDER BY source, document_id, page_no, row_id)"
    )
    connection.execute("CREATE TEMP TABLE lengths AS SELECT text_no, length FROM search.texts LIMIT 0")
    for table in ("postings", "places"):
        connection.execute(f"CREATE TEMP TABLE {table} AS FROM search.{table} LIMIT 0")
    words, last = Index(), connection.execute("SELECT max(text_no) FROM found").fetchall()[0][0] or 0
    for first in range(1, last + 1, BATCH):
        chosen = "SELECT text FROM found WHERE text_no BETWEEN $1 AND $2 ORDER BY text_no"
        texts = connection.execute(chosen, [first, first + BATCH - 1]).fetchall()
        for table, rows in words.add([text for (text,) in texts], first).items():
            _into(connection, f"temp.{table}", rows)
    for table, source, order in (
        ("texts", "found JOIN lengths USING (text_no)", "text_no"),
        ("postings", "postings", "term_no, text_no"),
        ("places", "places", "term_no, place"),
    ):
        connection.execute(f"INSERT INTO search.{table} BY NAME SELECT * FROM temp.{source} ORDER BY {order}")
    _into(connection, "search.surfaces", words.surfaces())
    _into(
        connection,
        "search.terms",
        words.terms(),
        "JOIN (SELECT term_no, count(*) AS texts FROM search.postings GROUP BY ALL) USING (term_no)",
    )
    for table in ("found", "lengths", "postings", "places"):
        connection.execute(f"DROP TABLE temp.{table}")


def _select(table: str, row_id: str, text: str, tables: str) -> str:
    row = "i" if table == "items" else "t"
    item = f"{row}.item_id" if "items i" in tables else "NULL"
    meeting = "t.meeting_id" if table == "turns" else "i.meeting_id" if "items i" in tables else "NULL"
    return (
        f"SELECT {table!r} AS source, {row_id} AS row_id, {meeting} AS meeting_id, {item} AS item_id, {row}.document_id AS document_id, "
        f"{row}.regions[1].page_no AS page_no, (SELECT d.ward FROM documents d WHERE d.document_id = {row}.document_id) AS ward, "
        f"{text} AS text FROM {tables}"
    )


class Index:
    """Words in the order of texts, to be filled in batches: their numbers, their written forms, and how far texts were read."""

    def __init__(self) -> None:
        self._tokeniser = Tokeniser()
        self._numbers: dict[str, int] = {}
        self._surfaces: Counter[tuple[str, int]] = Counter()
        self._places = 0

    def add(self, texts: Sequence[str], first: int) -> dict[str, Any]:
        """Arrow tables of the lengths of texts that are numbered from `first`, of their words (postings) and places."""
        terms, starts, places, lengths = array("i"), array("i"), array("i"), array("i")
        for text in texts:
            before, place = len(terms), 0
            for word in self._tokeniser.words(text):
                number = self._numbers.setdefault(word.term, len(self._numbers) + 1)
                self._surfaces[word.surface, number] += 1
                terms.append(number)
                starts.append(word.start)
                places.append(self._places + word.place)
                place = word.place
            lengths.append(len(terms) - before)
            self._places += place + 2  # a hole: no phrase runs from text to text
        return _tables(first, *(np.asarray(values, dtype=np.int32) for values in (lengths, terms, places, starts)))

    def terms(self) -> Any:
        """An Arrow table of the words, with their numbers."""
        return pa.table(
            {"term_no": pa.array(list(self._numbers.values()), pa.int32()), "term": pa.array(list(self._numbers), pa.string())}
        )

    def surfaces(self) -> Any:
        """An Arrow table of the written forms, each with the word that it most often is. A word is also known by its normalised
        form."""
        common = sorted(self._surfaces.items(), key=lambda one: (one[1], -one[0][1]))
        best = self._numbers | {form: number for (form, number), _ in common}
        return pa.table({"surface": pa.array(list(best), pa.string()), "term_no": pa.array(list(best.values()), pa.int32())})


def _tables(first: int, lengths: Any, terms: Any, places: Any, starts: Any) -> dict[str, Any]:
    """What a batch of texts adds to the tables; words come in the order of the texts."""
    texts = np.arange(first, first + len(lengths), dtype=np.int32)
    text_no = np.repeat(texts, lengths)
    key = terms.astype(np.int64) << 32 | text_no
    order = np.argsort(key, kind="stable")
    key = key[order]
    new = np.flatnonzero(np.diff(key, prepend=-1))
    times = np.diff(np.append(new, len(order)))
    postings = {
        "term_no": terms[order][new],
        "text_no": text_no[order][new],
        "times": times.astype(np.int32),
        "length": np.repeat(lengths, lengths)[order][new],
        "start": starts[order][new],
    }
    return {
        "lengths": pa.table({"text_no": texts, "length": lengths}),
        "postings": pa.table(postings),
        "places": pa.table({"term_no": terms, "place": places, "text_no": text_no, "start": starts}),
    }


def _into(connection: duckdb.DuckDBPyConnection, table: str, rows: Any, more: str = "") -> None:
    connection.register("incoming", rows)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming {more}")
    connection.unregister("incoming")
