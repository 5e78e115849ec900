"""Both readers see the same characters at the same places: over the specimens, and over the PDFs beside the checkout if there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.cleaning import clean_page
from pipeline.extract.guards import distrust
from pipeline.extract.parity import compare
from pipeline.extract.reader import PdfPages

ROOT = Path(__file__).resolve().parents[2]
SPECIMENS = sorted((ROOT / "data" / "samples").rglob("*.pdf"))
BESIDE = ROOT.parent / "shared"
OTHERS = sorted((BESIDE / "corpus").glob("*.pdf")) + sorted((BESIDE / "real" / "nankoku").glob("*.pdf"))
ODD = 2
"""Blanks of a wrong character map and the like: one reader may have so many characters more on a page."""


def differences(path: Path, step: int, most: int) -> list[str]:
    """Pages on which the readers differ though no guard trips; every `step`th page is looked at, `most` in all."""
    out = []
    with PdfPages(path) as pages:
        if pages._quick is None:
            return []  # a specimen of a bad file
        for page_no in list(range(1, len(pages) + 1, step))[:most]:
            quick, careful = pages._read_quick(page_no), pages._read_careful(page_no, alone=True)
            assert quick is not None
            if careful is None:
                continue
            result = compare(clean_page(quick.page), clean_page(careful))
            if not distrust(quick) and result.only_first + result.only_second > ODD:
                out.append(f"page {page_no}: {result}")
    return out


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda p: p.name)
def test_specimens(path: Path) -> None:
    assert not differences(path, 2, 3)


@pytest.mark.skipif(not OTHERS, reason="no other PDFs at hand")
@pytest.mark.parametrize("path", OTHERS, ids=lambda p: p.name[:30])
def test_other_papers(path: Path) -> None:
    assert not differences(path, 17, 3)
