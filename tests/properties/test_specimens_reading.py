"""The specimens, set by four other producers, are read as their sources say."""

import json
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from parsers.pdf import read
from pipeline.extract.reader import read_pages
from schemas.document import Document, FlowTable
from specimens import make

WORST_SECTION = 0.003

Section = dict[str, Any]


@cache
def reading(name: str) -> Document:
    paper, _ = make.paths(make.load(name))
    return read(read_pages(paper), "0" * 16, paper.name)


def sections() -> list[tuple[str, Section]]:
    """Every section of every specimen with a text layer."""
    out = []
    for name in make.names():
        if "finish" not in make.load(name).meta:
            facts = json.loads(make.paths(make.load(name))[1].read_text(encoding="utf-8"))
            out += [(name, section | {"headers": facts["running"]["headers"]}) for section in facts["sections"]]
    return out


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def said(section: Section) -> str:
    blocks = ((block.get("caption") or "") + (block.get("unit") or "") + block["text"] for block in section["blocks"])
    return squeezed("".join(blocks))


def found(name: str, section: Section) -> str:
    first, last = section["pages"]
    return squeezed("".join(page.body_text for page in reading(name).pages[first - 1 : last]))


def has_tables(section: Section) -> bool:
    return any(block["kind"] == "table" for block in section["blocks"])


def label(value: Any) -> str:
    return value if isinstance(value, str) else f"p{value['pages'][0]}"


@pytest.mark.parametrize(("name", "section"), sections(), ids=label)
def test_no_word_is_lost(name: str, section: Section) -> None:
    assert Counter(said(section)) - Counter(found(name, section)) == Counter()


def is_whole(section: Section) -> bool:
    """Not cut by a page: a table that runs over pages cuts rows and repeats headers, so the page's order is not the source's.

    Nor with a header on fewer pages than show that it is one.
    """
    first, last = section["pages"]
    one_order = first == last or section["columns"] > 1 or not has_tables(section)
    return one_order and not (section["headers"] and last - first < 2)


WHOLE = [(n, s) for n, s in sections() if is_whole(s)]


@pytest.mark.parametrize(("name", "section"), WHOLE, ids=label)
def test_sections_are_read_in_order(name: str, section: Section) -> None:
    wanted = said(section)
    assert Levenshtein.distance(found(name, section), wanted) / len(wanted) <= WORST_SECTION


SINGLE = [(n, s) for n, s in WHOLE if has_tables(s) and s["columns"] == 1]


@pytest.mark.parametrize(("name", "section"), SINGLE, ids=label)
def test_tables_on_one_page_are_whole(name: str, section: Section) -> None:
    read_tables = []
    for table in (element.table for element in reading(name).flow if isinstance(element, FlowTable)):
        matrix: list[list[str | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
        for cell in table.cells:
            matrix[cell.row][cell.col] = squeezed(cell.text.s)
        read_tables.append(matrix)
    for block in section["blocks"]:
        if block["kind"] == "table":
            assert [[None if c is None else squeezed(c) for c in row] for row in block["matrix"]] in read_tables
