"""What the views say of the corpus, checked by hand against the papers, and of the specimens.

`views.toml` says what is kept of each view, `corpus/` and `specimens/` hold it: a line a row, values parted by tabs, NULL as `-`, of
longer Japanese words the beginning and how many characters there are.
A view that says something else is looked up in the papers before its file is changed.
"""

from __future__ import annotations

import tomllib
from difflib import unified_diff
from pathlib import Path

import duckdb
import pytest

from pipeline.ddl import views

HERE = Path(__file__).parent
VIEWS: dict[str, dict[str, str]] = tomllib.loads((HERE / "views.toml").read_text(encoding="utf-8"))
LONG = 12
# Patterns are constants; nobody's name is marked as private in the corpus.
CONSTANT = {"requirement_patterns", "question_theme_patterns", "hosting_patterns", "private_names"}


def kept(connection: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    """The rows of a view as lines, in the order of their words."""
    name = view if view == "cross_ward_items" else f"compare.{view}"
    found = connection.execute(f"{VIEWS[view]['query']} FROM {name} WHERE {VIEWS[view].get('where', 'true')}")
    return sorted("\t".join(map(_cell, row)) for row in found.fetchall())


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return ",".join(map(_cell, value)) if isinstance(value, list) else _short(str(value))


def _short(words: str) -> str:
    long = len(words) > LONG and not words.isascii()
    return f"{words[:LONG]}…{len(words)}" if long else words


def _differs(connection: duckdb.DuckDBPyConnection, papers: str, view: str) -> str:
    written = (HERE / papers / f"{view}.tsv").read_text(encoding="utf-8").splitlines()
    return "\n".join(unified_diff(written, kept(connection, view), "by hand", "by the view", lineterm="", n=0))


def test_each_view_that_compares_is_kept() -> None:
    compared = {view.name.removeprefix("compare.") for view in views() if view.name.startswith(("compare.", "cross_ward"))}
    assert compared - CONSTANT == set(VIEWS)
    for papers in ("corpus", "specimens"):
        assert {path.stem for path in (HERE / papers).glob("*.tsv")} == set(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_the_corpus_says_what_was_read_by_hand(corpus: duckdb.DuckDBPyConnection, view: str) -> None:
    assert not _differs(corpus, "corpus", view)


@pytest.mark.parametrize("view", VIEWS)
def test_the_specimens_say_what_they_were_made_to_say(specimens: duckdb.DuckDBPyConnection, view: str) -> None:
    assert not _differs(specimens, "specimens", view)
