"""The command line: exit codes, one-line errors, output formats, and text that cannot command the terminal."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows import load_commands, shell
from flows.cli import main
from flows.output import Format, harmless
from pipeline.process import Workshop
from pipeline.warehouse import connect

Paper = Callable[..., Path]
ESCAPE = "見本\x1b[31m赤\x1b[0m"


@pytest.fixture
def home(tmp_path: Path, shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own, with the stand-in for the reader."""
    monkeypatch.setenv("SHINGIKAI_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(load_commands, "open_shop", lambda stage: shop)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def loaded(home: Path, paper: Paper, capsys: pytest.CaptureFixture[str]) -> Path:
    paper("a.pdf", items=[{"title": ESCAPE, "outcome": "no_objection"}], session="1")
    paper("b.pdf", kind="papers", items=[{"title": "別の題"}], session="2")
    assert main(["ingest", str(home / "in")]) == 0
    capsys.readouterr()
    return home


def test_ingest_says_what_was_loaded_and_whether_it_is_new(
    home: Path, paper: Paper, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(paper("a.pdf", items=[{"title": "い"}]))
    assert main(["ingest", path]) == 0
    first = capsys.readouterr()
    assert "1 documents (1 pages) loaded, 0 rejected" in first.out
    assert "(new or changed)" in first.out
    assert "[1/1] read" in first.err
    assert main(["ingest", path, "--jobs", "2"]) == 0
    second = capsys.readouterr()
    assert "(unchanged, the same as before this run)" in second.out
    assert "[1/1] unchanged" in second.err
    assert (home / "data" / "warehouse" / "shingikai.duckdb").is_file()


def test_a_rejected_file_gives_exit_code_three(home: Path, paper: Paper, capsys: pytest.CaptureFixture[str]) -> None:
    paper("a.pdf", items=[])
    (home / "in" / "b.pdf").write_text("<html>", encoding="utf-8")
    assert main(["ingest", str(home / "in")]) == 3
    said = capsys.readouterr()
    assert "1 rejected" in said.out
    assert "b.pdf: not_pdf: this is no PDF" in said.err
    assert main(["status"]) == 0
    assert "not_pdf" in capsys.readouterr().out
    assert main(["ingest", str(home / "in" / "a.pdf")]) == 0, "only the files given count"


@pytest.mark.parametrize("arguments", [["ingest", "nowhere.pdf"], ["ingest"], ["nonsense"], ["ingest", "x", "--jobs", "0"]])
def test_a_wrong_command_line_gives_exit_code_two(home: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_errors_are_one_line_that_says_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["status"], ["findings"], ["sql", "SELECT 1"]):
        assert main(command) == 1
        said = capsys.readouterr().err.strip().splitlines()
        assert len(said) == 1
        assert "shingikai ingest" in said[0]


def test_status_counts_by_table_and_ward(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "mihon" in said
    assert "content   " in said
    row = next(line for line in said.splitlines() if line.strip().startswith("documents"))
    assert row.split("│")[1].strip() == "2"


def test_sql_in_three_formats(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT ward, held_on, title FROM cross_ward_items"
    assert main(["sql", query, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"ward": "mihon", "held_on": "2024-05-01", "title": ESCAPE}]
    assert main(["sql", query, "--format", "csv"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        ["ward", "held_on", "title"],
        ["mihon", "2024-05-01", ESCAPE],
    ]
    assert main(["sql", query]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "見本\\x1b[31m" in shown


def test_sql_errors_and_writes_are_refused(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("SELEC 1", "COPY items TO 'x.csv'", "DROP TABLE items", "SELECT * FROM read_csv('x')"):
        assert main(["sql", query]) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_findings_are_filtered(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def found(*options: str) -> list[str]:
        assert main(["findings", "--format", "json", *options]) == 0
        return [row["code"] for row in json.loads(capsys.readouterr().out)]

    assert found() == ["duplicate_row", "wording_differs"]
    assert found("--code", "wording_differs") == ["wording_differs"]
    assert found("--severity", "warning") == ["duplicate_row"]
    assert found("--document", "b.pdf") == found()
    assert found("--document", "nothing") == []
    assert main(["findings", "--code", "nonsense"]) == 2
    assert main(["findings", "--severity", "awful"]) == 2


def test_a_fault_of_the_program_is_one_line(
    home: Path, paper: Paper, shop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("first\nsecond")

    shop.attempt = broken  # type: ignore[assignment]
    assert main(["ingest", str(paper("a.pdf", items=[]))]) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert said[-1].startswith("shingikai: RuntimeError: first second")
    assert not any("Traceback" in line for line in said)


def test_the_shell_answers_until_it_is_left(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines: Iterator[str] = iter(
        [".tables", ".columns items", "SELECT count(*)", "FROM items;", "SELEC;", ".help", "", ".quit", "never"]
    )
    connection = connect(loaded / "data" / "warehouse" / "shingikai.duckdb")
    shell.shell(connection, Format.csv, lambda prompt: next(lines))
    connection.close()
    said = capsys.readouterr().out
    assert "cross_ward_items" in said
    assert "started_on_text" in said
    assert "count_star()\n1\n" in said
    assert "Parser Error" in said
    assert next(lines) == "never"


def test_help_teaches_and_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (["--help"], "shingikai demo"),
        (["ingest", "--help"], "--fresh"),
        (["sql", "--help"], "conditional.csv"),
    ):
        assert main(arguments) == 0
        assert words in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("shingikai 0.")


def test_control_characters_are_made_visible() -> None:
    assert harmless("a\x1b]0;x\x07\u202eb\tc\nd") == "a\\x1b]0;x\\x07\\x202eb\tc\nd"


def test_the_command_starts_without_prefect() -> None:
    code = "import sys; from flows.cli import main; main(['--version']); sys.exit('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
