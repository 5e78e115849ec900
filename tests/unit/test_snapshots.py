"""Copies kept for citing: dated, read-only, described, never overwritten."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from pipeline.archive import digest
from pipeline.backup import backup, restore
from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.process import Workshop
from pipeline.settings import HOME_VARIABLE, Settings
from pipeline.snapshots import damage, keep, monthly, of_content, place, snapshots
from pipeline.warehouse import connect

Paper = Callable[..., Path]
AT = dt.datetime(2026, 1, 31, 3)


@pytest.fixture
def target(shop: Workshop, paper: Paper) -> Path:
    path = shop.settings.warehouse
    ingest([paper("a.pdf", items=[{"title": "い"}])], path, shop)
    return path


def test_a_copy_says_what_it_is(target: Path) -> None:
    kept, new = keep(target, AT)
    path = place(target, kept.name)
    assert new
    assert kept.name == f"{kept.state_of:%Y-%m-%d}-{kept.content_hash[:8]}"
    assert (digest(path).sha256, path.stat().st_size) == (kept.sha256, kept.byte_size)
    assert path.read_bytes() == target.read_bytes()
    assert path.stat().st_mode & 0o222 == 0
    assert (kept.documents, kept.items) == (1, 1)
    for part in (kept.name, kept.content_hash, kept.sha256, kept.code_version, f"{kept.state_of:%Y-%m-%d}"):
        assert part in kept.sentence()
    connection = connect(path)
    assert connection.execute("SELECT count(*) FROM items").fetchall() == [(1,)]
    connection.close()


def test_what_says_the_same_is_kept_once(target: Path, shop: Workshop, paper: Paper) -> None:
    first, _ = keep(target, AT, "one")
    assert keep(target, AT + dt.timedelta(days=1), "other") == (first, False)
    ingest([], target, shop, with_fetched=True)  # a run that changes nothing but the record of runs
    assert keep(target, AT) == (first, False)
    before = place(target, "one").read_bytes()
    ingest([paper("b.pdf", held_on="2024-06-01", items=[{"title": "ろ"}])], target, shop)
    with pytest.raises(PipelineError, match="another state"):
        keep(target, AT, "one")
    second, new = keep(target, AT, "two")
    assert new
    assert place(target, "one").read_bytes() == before
    assert [one.name for one in snapshots(target)] == ["one", "two"]
    assert of_content(target, first.content_hash) == first
    assert of_content(target, "none") is None
    assert second.content_hash != first.content_hash


def test_one_a_month(target: Path, shop: Workshop, paper: Paper) -> None:
    first = monthly(target, AT)
    assert first is not None
    assert first.name == "2026-01"
    assert monthly(target, AT) is None
    assert monthly(target, AT + dt.timedelta(days=1)) is None  # a new month, the same content
    ingest([paper("b.pdf", held_on="2024-06-01", items=[{"title": "ろ"}])], target, shop)
    assert monthly(target, AT) is None  # January has its own
    later = monthly(target, AT + dt.timedelta(days=1))
    assert later is not None
    assert later.name == "2026-02"


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a b", "\x1b[0m", ".hidden", "見本", "x" * 90])
def test_names_that_are_none(target: Path, name: str) -> None:
    with pytest.raises(PipelineError, match="is no name"):
        keep(target, AT, name)
    assert snapshots(target) == []


def test_a_full_disk_is_said(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.snapshots.shutil.copyfileobj", full)
    with pytest.raises(PipelineError, match=r"no snapshot of it could be kept.*No space left"):
        keep(target, AT)
    assert list((target.parent / "snapshots").iterdir()) == []


def test_damage_is_found_and_a_backup_has_them(target: Path, shop: Workshop, tmp_path: Path) -> None:
    kept, _ = keep(target, AT)
    backup(shop.settings, tmp_path / "b.tar")
    fresh = Settings(data=tmp_path / "fresh", config=shop.settings.config)
    restore(fresh, tmp_path / "b.tar")
    assert snapshots(fresh.warehouse) == [kept]
    assert damage(fresh.warehouse) == []
    path = place(target, kept.name)
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert "is damaged" in damage(target)[0]
    path.unlink()
    assert "is lost" in damage(target)[0]
    path.with_suffix(".json").write_text("{", encoding="utf-8")
    with pytest.raises(PipelineError, match="is damaged"):
        snapshots(target)


def test_the_command(target: Path, shop: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(shop.settings.data))
    assert main(["snapshot", "--name", "thesis"]) == 0
    assert main(["snapshot"]) == 0
    said = capsys.readouterr().out
    assert "kept: " in said
    assert "kept already: " in said
    assert main(["snapshot", "list", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["name"] == "thesis"
    assert found["sha256"] in found["citation"]
    assert main(["cite", "mihon-2024-05-01/report-1", "--format", "json"]) == 0
    (cited,) = json.loads(capsys.readouterr().out)
    assert cited["snapshot"] == "thesis"
    assert cited["citation"].endswith("snapshot thesis")
    assert main(["snapshot", "--name", "../x"]) == 1
