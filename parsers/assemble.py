"""From raw pages to all the rows of a document: layout, the ward's parser, and the rows every document gives."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from parsers import generic, pdf
from parsers.checks import check
from parsers.crosscut import complete
from parsers.registry import choose, parser_of
from parsers.structure import structure
from parsers.tagging import Lexicon
from parsers.tagging.mentions import tag_document
from schemas.document import Document, RawPage
from schemas.parsed import Parsed
from schemas.source import Source


def understand(
    raw_pages: Sequence[RawPage], document_id: str, file_name: str, sources: Sequence[Source], lexicon: Lexicon | None = None
) -> Parsed:
    """Everything that can be said of one document (all rows but those of `documents`, `findings`, `runs`, `id_history`).

    A fault of a ward's parser is a finding `parser_failed`; the document's pages, blocks and tables are given all the same.
    """
    document = pdf.read(raw_pages, document_id, file_name)
    parsed = segment(document, sources)
    for note in document.notes:
        parsed.find(note.code, note.message, note.page_no)
    check(document, parsed)
    structure(document, parsed)
    complete(document, parsed)
    name_things(document, parsed, lexicon or Lexicon())
    return parsed


def name_things(document: Document, parsed: Parsed, lexicon: Lexicon) -> None:
    """Adds the mentions; a fault of the taggers is a finding and costs the mentions, not the document."""
    try:
        tag_document(document, parsed, lexicon)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
        parsed.find("parser_failed", f"the taggers failed at {where}: {type(error).__name__}: {error}")


def segment(document: Document, sources: Sequence[Source]) -> Parsed:
    """The rows that the parser of the document's source reads from it."""
    source = choose(document, sources)
    try:
        parsed = parser_of(source)(document, source) if source else generic.parse(document)
    except Exception as error:
        # one paper that a parser cannot take must not cost the others; the finding says where to look
        parsed = Parsed()
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
        whose = f"the parser of {source.ward}" if source else "the general parser"
        parsed.find("parser_failed", f"{whose} failed at {where}: {type(error).__name__}: {error}")
    if source is None:
        parsed.find("unknown_source", "no configured council fits this document; it was read by general rules")
    parsed.source = source
    return parsed
