"""Which parser reads a document: the configured source whose patterns occur most often in it, or the general one."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from typing import Protocol

from schemas.document import Document
from schemas.parsed import Parsed
from schemas.source import Source
from schemas.text import fold

SUBJECT = re.compile("審議会|諮問|個人情報|情報公開|個人番号|公文書")


class Parser(Protocol):
    """A ward's parser: a document in, rows and findings out."""

    def __call__(self, document: Document, source: Source) -> Parsed: ...


def choose(document: Document, sources: Sequence[Source]) -> Source | None:
    """The source whose `recognise` patterns match most of the document's characters; None without a match, or where the document
    speaks of nothing that such a council is asked about (a ward's name alone stands in many papers).

    Of equal ones the first by ward name, so that the order of the configuration does not matter.
    """
    words = [page.body_text for page in document.pages]
    words += [piece.text.s for page in document.pages for piece in page.furniture]
    text = re.sub(r"\s", "", fold("\n".join(words)))
    if not SUBJECT.search(text):
        return None
    scores = [(sum(len(found[0]) for p in s.recognise for found in re.finditer(p, text)), s) for s in sources]
    best = sorted((x for x in scores if x[0]), key=lambda x: (-x[0], x[1].ward, x[1].council))
    return best[0][1] if best else None


def parser_of(source: Source) -> Parser:
    """The parser a source names, a module of `parsers.wards`. Raises ModuleNotFoundError where there is none."""
    module = importlib.import_module(f"parsers.wards.{source.parser}")
    parse: Parser = module.parse
    return parse
