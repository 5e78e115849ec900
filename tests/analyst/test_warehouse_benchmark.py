"""The invented warehouse that speed is measured on: a sound one, the same each time, and every question has an answer there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.warehouse import SEARCHES, Took, build, measure, questions
from pipeline.checks import failures
from pipeline.content import content_hash
from pipeline.warehouse import connect

TURNS = 2000


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("invented") / "small.duckdb"
    build(path, TURNS, 7)
    yield path
    path.unlink()


def test_the_rows_hold_what_a_warehouse_must(invented: Path, tmp_path: Path) -> None:
    connection = connect(invented)
    assert failures(connection, []) == []
    assert connection.execute("SELECT count(*) FROM turns").fetchall() == [(TURNS,)]
    build(tmp_path / "again.duckdb", TURNS, 7)
    assert content_hash(connect(tmp_path / "again.duckdb")) == content_hash(connection)


def test_everything_is_asked_and_measured(invented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found: list[Took] = measure(invented, 1)
    assert [took.name for took in found] == [name for name, _ in questions()] + [f"shingikai search {w}" for w in SEARCHES]
    assert all(took.warm > 0 and took.cpu >= 0 for took in found)
    empty = [took.name for took in found if not took.rows]
    assert "shingikai search ありえない語彙" in empty
    assert len(empty) < len(found) / 4
    assert "bytes for each of" in capsys.readouterr().out
