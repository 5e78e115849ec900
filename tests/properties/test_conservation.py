"""Each visible character of a page is running matter or in exactly one block: over every PDF at hand, and over pages of chance."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.pdf import conserved, read
from pipeline.extract.reader import read_pages
from schemas.document import Char, RawPage, Rule

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "data" / "samples", ROOT.parent / "shared" / "corpus", ROOT.parent / "shared" / "real")
UNREADABLE = ("robust", "bad")
"""Folders of broken files: whether they open at all is another test's matter."""
PAGES = 6
"""Pages read of each PDF, from its beginning: this keeps the suite quick."""

PDFS = [p for folder in FOLDERS if folder.exists() for p in sorted(folder.rglob("*.pdf")) if p.parent.name not in UNREADABLE]


@pytest.mark.parametrize("path", PDFS, ids=lambda p: p.name)
def test_nothing_is_lost_on_real_pages(path: Path) -> None:
    pages = read_pages(path, 1, PAGES)
    document = read(pages, "0" * 16, path.name)
    assert [problem for raw, page in zip(pages, document.pages, strict=True) for problem in conserved(raw, page)] == []


LETTERS = "区長は審議会の答申をうけ、次のとおり（案）。○・①１ア" + string.ascii_letters + string.digits + " 　-"


@st.composite
def raw_pages(draw: st.DrawFn) -> list[RawPage]:
    """Up to four pages with runs of letters and rules anywhere, some upright, some turned."""
    pages = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        width, height = draw(st.sampled_from([(595.0, 842.0), (842.0, 595.0), (300.0, 200.0)]))
        page = RawPage(number, width, height, fonts=["Mincho", "Gothic-Bold"])
        for _ in range(draw(st.integers(0, 14))):
            page.chars.extend(draw(runs(width, height)))
        for _ in range(draw(st.integers(0, 8))):
            x0, y0 = draw(st.floats(0, width)), draw(st.floats(0, height))
            length = draw(st.floats(5, 400))
            page.rules.append(Rule(x0, y0, x0 + length, y0, 0.5) if draw(st.booleans()) else Rule(x0, y0, x0, y0 + length, 0.5))
        pages.append(page)
    return pages


@st.composite
def runs(draw: st.DrawFn, width: float, height: float) -> list[Char]:
    """A run of letters at a place of the page; two characters never share all of their box."""
    size = draw(st.sampled_from([5.0, 9.0, 10.5, 21.0]))
    x, y = draw(st.floats(0, width)), draw(st.floats(0, height))
    angle = draw(st.sampled_from([0, 0, 0, 0, 90, 180, 270]))
    down = draw(st.booleans()) if angle == 0 else angle in (90, 270)
    text = draw(st.text(LETTERS, min_size=1, max_size=24))
    steps = [(0.0, k * size) if down else (k * size, 0.0) for k in range(len(text))]
    return [
        Char(c, x + dx, y + dy, x + dx + size, y + dy + size, size, draw(st.integers(0, 1)), angle)
        for c, (dx, dy) in zip(text, steps, strict=True)
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw_pages())
def test_nothing_is_lost_on_pages_of_chance(pages: list[RawPage]) -> None:
    document = read(pages, "0" * 16, "mihon.pdf")
    assert [problem for raw, page in zip(pages, document.pages, strict=True) for problem in conserved(raw, page)] == []


def test_a_lost_and_a_doubled_character_are_named() -> None:
    raw = RawPage(1, 595.0, 842.0, [Char("区", 50, 50, 60, 60, 10), Char("長", 60, 50, 70, 60, 10)])
    page = read([raw], "0" * 16, "mihon.pdf").pages[0]
    less = RawPage(1, 595.0, 842.0, raw.chars[:1])
    more = RawPage(1, 595.0, 842.0, [*raw.chars, Char("会", 70, 50, 80, 60, 10)])
    assert conserved(raw, page) == []
    assert len(conserved(less, page)) == 1
    assert conserved(less, page)[0].startswith("doubled '長'")
    assert conserved(more, page)[0].startswith("lost '会'")
