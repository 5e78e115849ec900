"""The tagged text as a spaCy `DocBin`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from pipeline.ddl import quoted, row_id_sql
from pipeline.export.content import Content
from pipeline.files import write_whole
from pipeline.fulltext import Tokeniser
from schemas.rows import ROWS

SPANS = "mentions"


def docbin(content: Content, folder: Path) -> list[Path]:
    """`mentions.spacy`: each text that has mentions, as a Doc with the span group `mentions` (spans may overlap) and user data
    that names its row."""
    out, vocab, tokeniser = DocBin(store_user_data=True), Vocab(), Tokeniser()
    for row, mentions in _texts(content):
        text = row["text"]
        starts = [word.start for word in tokeniser.words(text)]
        edges = sorted({0, len(text), *starts, *(m["char_start"] for m in mentions), *(m["char_end"] for m in mentions)})
        words = [text[a:b] for a, b in pairwise(edge for edge in edges if edge <= len(text))]
        doc = Doc(vocab, words=words, spaces=[False] * len(words))
        doc.user_data["row"] = {name: row[name] for name in ("table", "row_id", "document_id")}
        spans = [doc.char_span(m["char_start"], m["char_end"], label=m["label"]) for m in mentions]
        doc.spans[SPANS] = [span for span in spans if isinstance(span, Span)]
        out.add(doc)
    path = folder / "mentions.spacy"
    write_whole(path, out.to_bytes())
    return [path]


def _texts(content: Content) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Texts that have mentions, each with its mentions in order."""
    places = content.connection.execute("SELECT DISTINCT context_table, context_column FROM mentions ORDER BY ALL").fetchall()
    keys = {row.TABLE.name: row_id_sql(row) for row in ROWS}
    for table, column in places:
        mentions = defaultdict(list)
        asked = "SELECT context_id, char_start, char_end, label FROM mentions WHERE context_table = ? AND context_column = ? ORDER BY ALL"
        for context_id, start, end, label in content.connection.execute(asked, [table, column]).fetchall():
            mentions[context_id].append({"char_start": start, "char_end": end, "label": label})
        texts = f"SELECT '{table}' AS \"table\", {keys[table]} AS row_id, document_id, {quoted(column)} AS text FROM {quoted(table)} ORDER BY 2"
        for row in content.records(texts):
            if row["row_id"] in mentions:
                yield row, mentions[row["row_id"]]
