"""A backup brings everything back, and damage is found."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.backup import backup, restore
from pipeline.doctor import examine
from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.process import Workshop
from pipeline.settings import Settings
from pipeline.verify import verify

Paper = Callable[..., Path]


@pytest.fixture
def loaded(shop: Workshop, paper: Paper) -> Settings:
    ingest([paper("a.pdf", items=[{"title": "い"}])], shop.settings.warehouse, shop)
    return shop.settings


def test_what_is_restored_is_what_was_backed_up(loaded: Settings, tmp_path: Path) -> None:
    assert backup(loaded, tmp_path / "b.tar") == 1
    fresh = Settings(data=tmp_path / "fresh", config=loaded.config)
    restore(fresh, tmp_path / "b.tar")
    assert verify(fresh, fresh.warehouse, ()) == []
    assert fresh.warehouse.read_bytes() == loaded.warehouse.read_bytes()
    assert not (fresh.data / ".restoring").exists()


def test_nothing_is_overwritten(loaded: Settings, tmp_path: Path) -> None:
    backup(loaded, tmp_path / "b.tar")
    with pytest.raises(PipelineError, match="is there already"):
        backup(loaded, tmp_path / "b.tar")
    with pytest.raises(PipelineError, match="is there already"):
        restore(loaded, tmp_path / "b.tar")


def test_a_file_that_is_no_backup_is_said(loaded: Settings, tmp_path: Path) -> None:
    (tmp_path / "no.tar").write_bytes(b"nothing")
    with pytest.raises(PipelineError, match="is no backup"):
        restore(Settings(data=tmp_path / "fresh", config=loaded.config), tmp_path / "no.tar")
    outside = tmp_path / "evil.tar"
    with tarfile.open(outside, "w") as tar:
        tar.add(tmp_path / "no.tar", "../../outside")
    with pytest.raises(PipelineError, match="is no backup"):
        restore(Settings(data=tmp_path / "fresh", config=loaded.config), outside)
    assert not (tmp_path.parent / "outside").exists()
    pointing = tmp_path / "link.tar"
    (tmp_path / "away").symlink_to(tmp_path.parent)
    with tarfile.open(pointing, "w") as tar:
        tar.add(tmp_path / "away", "archive")
    with pytest.raises(PipelineError, match="archive is no file of a backup"):
        restore(Settings(data=tmp_path / "fresh", config=loaded.config), pointing)


def test_damage_of_the_archive_is_found(loaded: Settings) -> None:
    paper = next(loaded.archive.glob("??/*.pdf"))
    paper.write_bytes(b"damaged")
    assert [words for words in verify(loaded, loaded.warehouse, ()) if "damaged" in words]
    paper.unlink()
    assert [words for words in verify(loaded, loaded.warehouse, ()) if "lacks" in words]


def test_the_doctor_finds_no_error_on_a_machine_that_runs_the_tests(loaded: Settings) -> None:
    signs = examine(loaded, ())
    assert [sign for sign in signs if sign.level == "error"] == []
    assert {"python", "duckdb", "dictionary", "disk", "ledger", "lock", "contact"} <= {sign.name for sign in signs}
