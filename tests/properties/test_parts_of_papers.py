"""A part of a paper, or one whose heads are missing, is still read: no parser fails on it, and what it gives has its place."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from parsers.assemble import segment
from parsers.pdf import read
from pipeline.extract.reader import read_pages
from pipeline.sources import load_sources
from schemas.document import RawPage

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "data" / "samples").glob("*.pdf"))
DRAWS = 6
"""Parts drawn of each paper."""
SEED = 5


def drawn(pages: list[RawPage], lot: random.Random) -> list[RawPage]:
    """Some pages in a row or in a muddle, some without what stands in their upper part."""
    some = (
        lot.sample(pages, min(len(pages), 6)) if lot.random() < 0.3 else pages[lot.randrange(len(pages)) :][: lot.randint(1, 6)]
    )
    cut = lot.choice((0.0, 0.0, 0.15, 0.4))
    return [
        msgspec.structs.replace(page, page_no=n, chars=[c for c in page.chars if c.top >= cut * page.height])
        for n, page in enumerate(some, 1)
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_no_parser_fails_on_a_part_of_a_paper(path: Path) -> None:
    pages, sources, lot = read_pages(path), load_sources(ROOT / "data" / "sources"), random.Random(f"{path.name}{SEED}")
    for _ in range(DRAWS):
        document = read(drawn(pages, lot), "0" * 16, path.name)
        assert [f.message for f in segment(document, sources).findings if f.code == "parser_failed"] == []
