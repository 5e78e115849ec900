"""The codebook is what the declarations say; every query of the cookbook answers on the specimens."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from pipeline.describe import FILES, codebook
from pipeline.describe_accuracy import ACCURACY_FILES, Language
from schemas.codes import CODES
from schemas.rows import DERIVED, ROWS

DOCS = Path(__file__).resolve().parents[2] / "docs"
RECIPE = re.compile(r"^## (\d+)\. (.+?)\n\n(.+?)\n\n```sql\n(.+?);\n```$", re.MULTILINE | re.DOTALL)
RECIPES = RECIPE.findall((DOCS / "cookbook.md").read_text(encoding="utf-8"))
# What the specimens have no example of.
EMPTY = ("Where are ISO 27001, the Privacy Mark or ISMAP asked for?",)


@pytest.mark.parametrize("language", sorted(FILES))
def test_the_codebook_is_up_to_date(language: Language) -> None:
    written = (DOCS / FILES[language]).read_text(encoding="utf-8")
    assert written == codebook(language), "make it anew: shingikai codebook --write docs"


def test_the_codebook_has_every_table_column_and_code() -> None:
    text = codebook("en")
    assert [row.TABLE.name for row in (*ROWS, *DERIVED) if f"{row.TABLE.name}\n" not in text] == []
    assert [name for name in CODES if f"### code_{name}\n" not in text] == []


def test_the_command_prints_and_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "--lang", "ja"]) == 0
    assert capsys.readouterr().out.startswith("# コードブック")
    assert main(["codebook", "--write", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*FILES.values(), *ACCURACY_FILES.values()])


def test_there_are_recipes_for_twenty_questions_and_more() -> None:
    blocks = (DOCS / "cookbook.md").read_text(encoding="utf-8").count("```sql")
    assert len(RECIPES) == blocks >= 20
    assert [int(number) for number, *_ in RECIPES] == list(range(1, len(RECIPES) + 1))


@pytest.mark.parametrize(("question", "sql"), [(recipe[1], recipe[3]) for recipe in RECIPES], ids=lambda text: text[:40])
def test_every_recipe_answers(specimens: duckdb.DuckDBPyConnection, question: str, sql: str) -> None:
    found = specimens.execute(sql).fetchall()
    assert bool(found) != (question in EMPTY)
    assert specimens.execute(sql).fetchall() == found
