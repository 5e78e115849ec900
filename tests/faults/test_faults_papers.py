"""Papers that are no papers, broken or hostile, among good ones: each gets a typed outcome, the good ones come in whole."""

from __future__ import annotations

import importlib.util
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.attempt import attempt
from pipeline.fetch.client import Client
from pipeline.nightly import Night, nightly
from pipeline.process import Workshop
from pipeline.verify import verify
from pipeline.warehouse import connect

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "data" / "samples" / "suginami_minutes.pdf"
ROBUST = ROOT.parent / "shared" / "real" / "robust"
LONG = "SHINGIKAI_LONG"


def maker() -> Any:
    """The writer of small PDFs of tests/robust."""
    spec = importlib.util.spec_from_file_location("small_pdfs", ROOT / "tests" / "robust" / "conftest.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def encrypted() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret", ownerPassword="secret too"))
    canvas.drawString(100, 700, "nobody reads this")
    canvas.save()
    return file.getvalue()


def tree(write: Any, kids: str, count: int, more: dict[int, str]) -> bytes:
    """A PDF whose pages are what is said of them."""
    pages = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"}
    made: bytes = write({**pages, **more})
    return made


def nested(write: Any, deep: int) -> bytes:
    """Page trees inside one another."""
    inner = {n: f"<< /Type /Pages /Parent {n - 1} 0 R /Kids [{n + 1} 0 R] /Count 1 >>" for n in range(3, deep)}
    return tree(write, "3 0 R", 1, inner | {deep: f"<< /Type /Page /Parent {deep - 1} 0 R /MediaBox [0 0 595 842] >>"})


def broken() -> dict[str, tuple[bytes, set[str]]]:
    """Papers by name, each with the codes or states that say what is wrong with it."""
    small, good = maker(), GOOD.read_bytes()
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    text = "BT /F1 12 Tf 100 700 Td (words) Tj ET"
    return {
        "encrypted": (encrypted(), {"encrypted"}),
        "truncated": (good[: len(good) // 2], {"truncated", "malformed", "partial", "loaded"}),
        "table of places lost": (good.replace(b"startxref", b"startxxxx"), {"loaded", "partial"}),
        "very many pages": (tree(small.write_pdf, "3 0 R " * 4000, 4000, {3: page}), {"too_large"}),
        "more pages said than there are": (tree(small.write_pdf, "3 0 R", 1_000_000_000, {3: page}), {"malformed", "too_large", "loaded", "partial"}),
        "a tree that bites its tail": (tree(small.write_pdf, "2 0 R", 1, {}), {"malformed", "loaded", "partial"}),
        "a very deep tree": (nested(small.write_pdf, 3000), {"malformed", "crashed", "loaded", "partial"}),
        "deep arrays": (small.simple_pdf(["[" * 100_000 + text]), {"malformed", "crashed", "loaded", "partial"}),
        "a font of nothing": (small.simple_pdf([text], more={3: "<< /Type /Font /Subtype /Type0 >>"}), {"partial", "loaded", "malformed"}),
    }  # fmt: skip


@pytest.fixture
def real_night(settings: Any, clock: Any, kit: Any) -> Callable[[], Night]:
    """A night with the real reader."""
    own = msgspec.structs.replace(settings, max_bytes=64 << 20)

    def client(s: Any, c: Any) -> Client:
        return Client(s.contact, clock=c, limits=kit.LIMITS, loopback=True)

    return lambda: nightly(Workshop(own, attempt), own.warehouse, clock=clock, client=client, jobs=2)


def outcomes(settings: Any) -> dict[str, tuple[str, str | None]]:
    connection = connect(settings.warehouse)
    rows = connection.execute("SELECT file_name, status, error_code FROM documents").fetchall()
    connection.close()
    return {name: (status, code) for name, status, code in rows}


def text_of(settings: Any, name: str) -> list[tuple[str]]:
    connection = connect(settings.warehouse)
    sql = "SELECT body_text FROM pages JOIN documents USING (document_id) WHERE file_name = ? ORDER BY page_no"
    rows = connection.execute(sql, [name]).fetchall()
    connection.close()
    return rows


def test_broken_papers_cost_no_good_one(site: Any, settings: Any, real_night: Callable[[], Night]) -> None:
    site.paper("/kaigi/good.pdf", GOOD.read_bytes())
    site.index(("good.pdf", "会議録"))
    real_night()
    alone = text_of(settings, "good.pdf")
    assert alone
    papers = broken()
    for n, (content, _) in enumerate(papers.values()):
        site.paper(f"/kaigi/{n}.pdf", content)
    site.paper("/kaigi/zero.pdf", b"")
    site.paper("/kaigi/page.pdf", b"<!DOCTYPE html><title>moved</title>")
    site.index(*[(path, "会議録") for path in site.pages if path.endswith(".pdf")])
    done = real_night()
    assert sorted(t.code for t in done.fetched[0].failed) == ["not_pdf", "not_pdf"]
    found = outcomes(settings)
    assert found["good.pdf"] == ("loaded", None)
    assert text_of(settings, "good.pdf") == alone
    for n, (name, (_, expected)) in enumerate(papers.items()):
        status, code = found[f"{n}.pdf"]
        assert (code or status) in expected, name
    assert verify(settings, settings.warehouse, ()) == []
    again = real_night()
    assert again.report
    assert again.report.unchanged
    assert again.fetched[0].new == ()


@pytest.mark.skipif(
    not ROBUST.is_dir() or not os.environ.get(LONG), reason=f"takes minutes: {LONG}=1, where the files are there"
)
def test_a_collection_of_broken_papers_costs_no_good_one(site: Any, settings: Any, real_night: Callable[[], Night]) -> None:
    site.paper("/kaigi/good.pdf", GOOD.read_bytes())
    files = sorted(ROBUST.glob("*.pdf"))
    for path in files:
        site.paper(f"/kaigi/{path.name}", path.read_bytes())
    site.index(*[(path, "会議録") for path in site.pages])
    done = real_night()
    assert {t.code for t in done.fetched[0].failed} <= {"not_pdf"}
    found = outcomes(settings)
    assert found["good.pdf"] == ("loaded", None)
    refused = {(ROBUST / unquote(t.url).rsplit("/", 1)[-1]).read_bytes() for t in done.fetched[0].failed}
    assert len({path.read_bytes() for path in files}) + 1 == len(found) + len(refused)
    assert verify(settings, settings.warehouse, ()) == []
