"""What the command `nightly` says, and with which exit code it ends: 0, 1 or 3, each once and for a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import night_commands
from flows.cli import main
from pipeline.nightly import TRIES
from pipeline.process import Workshop


@pytest.fixture
def run(settings: Any, kit: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., tuple[int, str, str]]:
    """The command with these options: its exit code, what it printed, and what it said on standard error."""

    def command(*options: str) -> tuple[int, str, str]:
        code = main(["nightly", *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    monkeypatch.setattr(night_commands, "open_shop", lambda: Workshop(settings, kit.understand))
    return command


@pytest.fixture
def papers(site: Any, kit: Any) -> None:
    site.index(("a.pdf", "会議録"), ("gone.pdf", "資料"))
    site.paper("/kaigi/a.pdf", kit.pdf(items=[{"title": "窓口の委託"}]))


@pytest.mark.usefixtures("papers")
def test_a_failure_is_told_once_and_known_afterwards(site: Any, kit: Any, run: Any) -> None:
    code, out, _ = run()
    assert (code, out.count("needs a look: http: ")) == (3, 1)
    code, out, _ = run()
    assert (code, out.count("needs a look")) == (0, 0)
    assert "known since " in out
    assert "gone.pdf answered 404" in out
    site.index(("a.pdf", "会議録"), ("gone.pdf", "資料"), ("other.pdf", "資料"))
    code, out, err = run("--quiet")
    assert (code, err) == (3, "")
    (line,) = out.splitlines()
    assert line.startswith("needs a look: http: ")
    assert line.endswith("other.pdf answered 404")
    assert run("--quiet") == (0, "", "")
    site.paper("/kaigi/gone.pdf", kit.pdf(held_on="2024-06-01"))
    site.paper("/kaigi/other.pdf", kit.pdf(held_on="2024-07-01"))
    assert run()[0] == 0
    site.pages["/kaigi/gone.pdf"] = kit.send(404, b"")
    assert run()[0] == 3, "it has come back and is gone again"


@pytest.mark.usefixtures("papers")
def test_a_rejected_paper_wakes_once_and_again_when_it_has_changed(settings: Any, run: Any) -> None:
    run()
    bad = settings.config / "incoming" / "bad.pdf"
    bad.parent.mkdir()
    bad.write_bytes(b"%PDF-1.4\nno\n%%EOF")
    assert [run()[0] for _ in range(2)] == [3, 0]
    bad.write_bytes(b"%PDF-1.4\nno, again\n%%EOF")
    assert run()[0] == 3


@pytest.mark.usefixtures("papers")
def test_a_refused_load_says_why_and_what_was_fetched(settings: Any, run: Any, site: Any, kit: Any, tmp_path: Path) -> None:
    run()
    path = settings.sources / "mihon.yml"
    right = path.read_text(encoding="utf-8")
    path.write_text(right + "rows: {items: {floor: 5}}\n", encoding="utf-8")
    site.paper("/kaigi/b.pdf", kit.pdf(held_on="2024-06-01"))
    site.index(("a.pdf", "会議録"), ("b.pdf", "会議録"))
    report = tmp_path / "night.md"
    code, out, err = run("--report", str(report))
    assert code == 1
    assert "mihon: 1 new, 0 changed, 1 unchanged, 0 vanished, 0 failed" in out
    assert "the old one stays as it is: mihon: 1 rows of items, at least 5 were expected" in err
    written = report.read_text(encoding="utf-8")
    assert "## New: mihon" in written
    assert "The old one stays: `" in written
    assert "at least 5 were expected" in written
    path.write_text(right, encoding="utf-8")
    code, out, _ = run("--report", str(report))
    assert code == 0
    assert "2 documents" in out, "what was fetched is loaded by the next night"
    assert "The old one stays" not in report.read_text(encoding="utf-8")


def test_a_rejection_is_still_known_after_a_refused_load(settings: Any, run: Any, site: Any, kit: Any) -> None:
    site.index(("a.pdf", "会議録"))
    site.paper("/kaigi/a.pdf", kit.pdf(items=[{"title": "い"}]))
    (settings.config / "incoming").mkdir()
    (settings.config / "incoming" / "bad.pdf").write_bytes(b"no")
    assert run()[0] == 3
    path = settings.sources / "mihon.yml"
    right = path.read_text(encoding="utf-8")
    path.write_text(right + "rows: {items: {floor: 5}}\n", encoding="utf-8")
    assert run()[0] == 1
    path.write_text(right, encoding="utf-8")
    assert run()[0] == 0


def test_a_paper_that_hangs_is_tried_some_nights_then_left(site: Any, kit: Any, settings: Any, night: Any) -> None:
    tried: list[str] = []
    understand = kit.understand
    site.index(("a.pdf", "会議録"))
    site.paper("/kaigi/a.pdf", kit.pdf(fail="timeout"))
    night.reader = lambda given, shop: (tried.append(given.file_name), understand(given, shop))[1]
    reports = [night().report for _ in range(TRIES + 2)]
    assert len(tried) == TRIES
    assert [bool(report.rejected) for report in reports] == [True] + [False] * (TRIES + 1)
    for stage in settings.stage.rglob("*.msgpack"):
        stage.unlink()
    night()
    assert len(tried) == TRIES + 1, "without its stage it is tried again"
