"""The commands and queries of the READMEs work as they stand there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.warehouse import connect

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.ja.md"]
COMMAND = Path(sys.executable).parent / "shingikai"
LOADED = (0, 3)


def fenced(path: Path, language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [block for block in found if isinstance(block, str)]


def shell_lines(path: Path) -> list[list[str]]:
    return [shlex.split(line, comments=True) for block in fenced(path, "sh") for line in block.splitlines() if line.strip()]


def shingikai_commands() -> list[list[str]]:
    found = [line[1:] for path in PAGES for line in shell_lines(path) if line and line[0].endswith("shingikai")]
    return [list(command) for command in dict.fromkeys(map(tuple, found))]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose warehouse holds the specimens."""
    found = tmp_path_factory.mktemp("readme")
    assert run(["ingest", "data/samples"], found).returncode in LOADED
    return found


def run(arguments: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SHINGIKAI_HOME": str(home), "PREFECT_HOME": str(home / "prefect")}
    return subprocess.run([COMMAND, *arguments], cwd=ROOT, env=environment, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("arguments", shingikai_commands(), ids=" ".join)
def test_a_command_of_the_readme_works(arguments: list[str], home: Path) -> None:
    done = run(arguments, home)
    assert done.returncode in (LOADED if arguments[0] == "ingest" else (0,)), done.stderr
    assert done.stdout


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_make_targets_of_the_readme_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = {word for line in shell_lines(path) if line and line[0] == "make" for word in line[1:] if "=" not in word}
    assert {"demo", "test"} <= asked <= targets


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_queries_of_the_readme_run(path: Path, home: Path) -> None:
    queries = [query for block in fenced(path, "sql") for query in duckdb.extract_statements(block)]
    assert queries
    connection = connect(home / "warehouse" / "shingikai.duckdb")
    for query in queries:
        assert connection.execute(query.query).description
        connection.fetchall()
    connection.close()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_of_the_readme_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
