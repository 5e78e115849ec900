"""Real files through the whole pipeline: reading and understanding in child processes, bad files beside good ones."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from flows.cli import main
from pipeline import attempt as module
from pipeline.attempt import attempt
from pipeline.ingest import ingest
from pipeline.plan import plan
from pipeline.process import Workshop
from pipeline.settings import Settings
from pipeline.warehouse import connect, now
from schemas.rows import BlockRow, PageRow


def make_pdf(path: Path, *pages: str, password: str | None = None) -> Path:
    document = FPDF()
    document.set_font("helvetica", size=12)
    for words in pages:
        document.add_page()
        document.multi_cell(0, 8, words)
    if password:
        document.set_encryption(owner_password=password, user_password=password)
    document.output(str(path))
    return path


@pytest.fixture
def real(tmp_path: Path) -> Workshop:
    """A workshop with the real reader and no configured council."""
    (tmp_path / "config" / "sources").mkdir(parents=True)
    return Workshop(Settings(data=tmp_path / "data", config=tmp_path / "config"), attempt)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "in"
    found.mkdir()
    return found


def test_bad_files_are_rows_and_the_good_one_is_loaded(real: Workshop, folder: Path, tmp_path: Path) -> None:
    make_pdf(folder / "good.pdf", "A sample paper.", "Its second page.")
    make_pdf(folder / "locked.pdf", "A secret.", password="mihon")
    (folder / "page.pdf").write_text("<!DOCTYPE html><html><body>Not found</body></html>", encoding="utf-8")
    (folder / "nothing.pdf").touch()
    report = ingest([folder], tmp_path / "w.duckdb", real, jobs=2)
    connection = connect(tmp_path / "w.duckdb")
    found = connection.execute("SELECT file_name, status, error_code FROM documents ORDER BY file_name").fetchall()
    advice = connection.execute("SELECT count(*) FROM findings WHERE code = 'document_rejected' AND message <> ''").fetchall()
    body = connection.execute("SELECT page_no, body_text, char_count FROM pages ORDER BY page_no").fetchall()
    connection.close()
    assert found == [
        ("good.pdf", "loaded", None),
        ("locked.pdf", "rejected", "encrypted"),
        ("nothing.pdf", "rejected", "empty_file"),
        ("page.pdf", "rejected", "not_pdf"),
    ]
    assert advice == [(3,)]
    assert body == [(1, "A sample paper.", 13), (2, "Its second page.", 14)]
    assert len(report.rejected) == 3


def test_a_parser_that_dies_leaves_pages_and_blocks(real: Workshop, folder: Path) -> None:
    path = make_pdf(folder / "a.pdf", "A sample paper.")
    given = plan([path], (), real.archive, now())[0]
    (real.settings.sources / "broken.yml").write_text("ward: [", encoding="utf-8")
    found = attempt(given, real)
    assert found.status == "loaded"
    assert "parser_failed" in {finding.code for finding in found.findings}
    rows = found.decoded()
    assert len(rows[PageRow]) == 1
    assert [row.text for row in rows[BlockRow] if isinstance(row, BlockRow)] == ["A sample paper."]


def test_understanding_that_never_ends_is_a_rejection(real: Workshop, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TARGET", "time:sleep")
    monkeypatch.setattr(module, "SHORTEST", 0.0)
    monkeypatch.setattr(module, "PER_PAGE", 0.3)
    real_run = module.run_isolated
    monkeypatch.setattr(module, "run_isolated", lambda target, _arguments, **limits: real_run(target, [60], **limits))
    path = make_pdf(folder / "a.pdf", "A sample paper.")
    found = attempt(plan([path], (), real.archive, now())[0], real)
    assert (found.status, found.error_code, found.lasting) == ("rejected", "timeout", False)


def test_a_file_with_more_bytes_than_allowed_is_not_opened(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "config" / "sources").mkdir(parents=True)
    small = Workshop(Settings(data=tmp_path / "data", config=tmp_path / "config", max_bytes=100), attempt)
    path = make_pdf(folder / "a.pdf", "A sample paper.")
    given = plan([path], (), small.archive, now())[0]
    assert attempt(given, small).error_code == "too_large"
    assert not small.archive.place(given.sha256).exists()


def test_pages_are_read_once_for_the_same_code(real: Workshop, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_pdf(folder / "a.pdf", "A sample paper.")
    given = plan([path], (), real.archive, now())[0]
    first = attempt(given, real)
    monkeypatch.setattr(module, "read_file", None)
    assert attempt(given, real) == first


def test_inspect_draws_a_page_and_a_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHINGIKAI_HOME", str(tmp_path / "home"))
    path, picture = make_pdf(folder / "a.pdf", "A sample paper.", "Its second page."), tmp_path / "p.png"
    assert main(["ingest", str(path)]) == 0
    assert main(["inspect", str(path), "--page", "2", "--out", str(picture)]) == 0
    whole = Image.open(io.BytesIO(picture.read_bytes()))
    connection = connect(tmp_path / "home" / "warehouse" / "shingikai.duckdb")
    (block,) = connection.execute("SELECT block_id FROM blocks WHERE page_no = 2").fetchall()[0]
    connection.close()
    assert main(["inspect", block, "--out", str(picture)]) == 0
    row = Image.open(io.BytesIO(picture.read_bytes()))
    assert whole.width == row.width > 500
    assert "page 2" in capsys.readouterr().out
    assert main(["inspect", "no/such/row", "--out", str(picture)]) == 1
    assert main(["inspect", str(path), "--page", "9", "--out", str(picture)]) == 1
