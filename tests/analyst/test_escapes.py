"""Connections for users reach nothing but their file, and text of documents stays text."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from pipeline.harmless import UNSAFE

Connection = duckdb.DuckDBPyConnection


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{here}')",
        "SELECT * FROM read_text('{here}')",
        "SELECT * FROM '{here}'",
        "SELECT * FROM glob('/*')",
        "COPY (SELECT 1) TO '{there}'",
        "EXPORT DATABASE '{there}'",
        "ATTACH '{there}' AS other",
        "INSTALL httpfs",
        "LOAD '{there}'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET allowed_directories = ['/']",
        "PRAGMA enable_external_access = true",
        "DELETE FROM items",
        "DROP VIEW cross_ward_items",
        "CREATE TABLE mine (a INTEGER)",
        "CREATE OR REPLACE MACRO search.find(query) AS TABLE SELECT 1",
        "UPDATE meta SET value = 'x'",
        "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
    ],
)
def test_a_reader_can_neither_change_the_file_nor_reach_others(specimens: Connection, tmp_path: Path, sql: str) -> None:
    here, there = tmp_path / "here.csv", tmp_path / "there"
    here.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(duckdb.Error):
        specimens.execute(sql.format(here=here, there=there)).fetchall()
    assert not there.exists()


@pytest.mark.parametrize("query", ["x' OR 1=1 --", "'); DROP TABLE items; --", '"', "[['a']]", "%_\\", "\x00見本"])
def test_any_words_can_be_searched_for(specimens: Connection, warehouse: Path, query: str) -> None:
    assert isinstance(specimens.execute("SELECT * FROM search.find(?)", [query.replace("\x00", "")]).fetchall(), list)
    assert main(["search", query, "--warehouse", str(warehouse)]) in (0, 1)


def test_results_cannot_command_the_terminal(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "SELECT chr(27) || '[31m' || title AS \"a\x1b[0m\" FROM items", "--warehouse", str(warehouse)]) == 0
    assert not UNSAFE.search(capsys.readouterr().out.replace("\r", ""))
