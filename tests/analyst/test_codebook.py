"""The file explains itself: every table and column in both languages, how to read it, what is missing, how right it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from benchmarks.accuracy import renewed
from flows.cli import main
from pipeline.accuracy import MEASURED, checked, load_measured, measured
from pipeline.describe_accuracy import ACCURACY_FILES, Language, accuracy_page
from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.process import Workshop
from pipeline.sample.sheet import Line, keep
from pipeline.settings import CONFIG_VARIABLE, ROOT
from pipeline.warehouse import connect
from schemas.notes import NOTES
from schemas.rows import ROWS

Connection = duckdb.DuckDBPyConnection


def ask(connection: Connection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(sql).fetchall()


def test_every_table_and_column_is_explained_in_both_languages(specimens: Connection) -> None:
    assert ask(specimens, "FROM codebook.contents WHERE coalesce(about_ja, '') = '' OR coalesce(about_en, '') = ''") == []
    assert ask(specimens, "FROM codebook.columns WHERE coalesce(about_ja, '') = '' OR coalesce(about_en, '') = ''") == []
    held = ask(specimens, "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND database_name = current_database()")
    assert ask(specimens, "SELECT count(*) FROM codebook.columns") == held
    kinds = ask(specimens, "SELECT table_name, kind, one_row_per, row_count FROM codebook.contents WHERE table_name IN ('items', 'item_handlings', 'code_handling', 'compare.coverage') ORDER BY 1")  # fmt: skip
    items = ask(specimens, "SELECT count(*) FROM items")[0][0]
    assert [row[:3] for row in kinds] == [("code_handling", "code", "code"), ("compare.coverage", "view", None), ("item_handlings", "table", "item_id, handling"), ("items", "table", "item_id")]  # fmt: skip
    assert kinds[3][3] == items


def test_columns_of_codes_name_their_table(specimens: Connection) -> None:
    told = dict(
        ask(specimens, "SELECT table_name || '.' || column_name, code_table FROM codebook.columns WHERE code_table IS NOT NULL")
    )
    for row in ROWS:
        for column in row.columns():
            assert told.get(f"{row.TABLE.name}.{column.name}") == (f"code_{column.col.code}" if column.col.code else None)
    known = {name for (name,) in ask(specimens, "SELECT table_name FROM codebook.contents WHERE kind = 'code'")}
    assert set(told.values()) <= known


def test_how_to_read_the_data_stands_in_the_file(specimens: Connection) -> None:
    assert ask(specimens, "SELECT topic_en, ja FROM codebook.notes ORDER BY seq") == [(n.topic_en, n.ja) for n in NOTES]
    topics = {note.topic_en for note in NOTES}
    assert {"Unit of analysis", "Coverage", "Known gaps", "Accuracy", "Outcomes"} <= topics


def test_coverage_and_gaps_count_what_is_there(specimens: Connection) -> None:
    counted = ask(specimens, "SELECT sum(documents), sum(pages), sum(meetings), sum(items) FROM codebook.coverage")
    asked = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM pages), (SELECT count(*) FROM meetings), (SELECT count(*) FROM items)"
    assert counted == ask(specimens, asked)
    assert ask(specimens, "SELECT sum(findings) FROM codebook.known_gaps") == ask(specimens, "SELECT count(*) FROM findings")


def test_measured_figures_name_tables_and_columns_that_exist(specimens: Connection) -> None:
    held = ask(specimens, "SELECT accuracy_id, figure FROM codebook.accuracy WHERE basis = 'annotated' ORDER BY 1")
    assert held == sorted((row.accuracy_id, row.figure) for row in measured())
    assert len(held) > 20
    nowhere = (
        "SELECT accuracy_id FROM codebook.accuracy a WHERE NOT EXISTS (FROM codebook.columns c WHERE c.table_name = a.table_name "
        "AND c.column_name = coalesce(a.column_name, c.column_name))"
    )
    assert ask(specimens, nowhere) == []
    assert ask(specimens, "SELECT count(*) FROM codebook.accuracy WHERE low > figure OR high < figure") == [(0,)]
    assert ask(specimens, "SELECT count(*) > 3 FROM codebook.accuracy WHERE low < figure") == [(True,)]


@pytest.mark.parametrize("language", sorted(ACCURACY_FILES))
def test_the_page_of_accuracy_is_up_to_date(language: Language) -> None:
    written = (ROOT / "docs" / ACCURACY_FILES[language]).read_text(encoding="utf-8")
    assert written == accuracy_page(language), "make it anew: shingikai codebook --write docs"


def test_a_new_measurement_goes_into_the_file(tmp_path: Path) -> None:
    sections: dict[str, dict[str, dict[str, float]]] = {}
    for one in load_measured().figures:
        section, name = one.key.split("/")
        sections.setdefault(section, {"all": {}})["all"][name] = 0.125
    path = tmp_path / "measured.yml"
    path.write_text(renewed(MEASURED.read_text(encoding="utf-8"), sections, dt.date(2030, 1, 2)), encoding="utf-8")
    new = load_measured(path)
    assert {one.figure for one in new.figures} == {0.125}
    assert new.measured_on == dt.date(2030, 1, 2)
    path.write_text("figures: 1", encoding="utf-8")
    load_measured.cache_clear()
    with pytest.raises(PipelineError, match=r"measured\.yml"):
        load_measured(path)


def lines(*verdicts: str) -> list[Line]:
    return [
        Line(table="items", row_id=f"i-{n}", stratum="mihon", stratum_size=8, field="title", value="見本", verdict=v, drawn_on="2024-06-01")
        for n, v in enumerate(verdicts)
    ]  # fmt: skip


def test_checked_samples_stand_beside_the_figures_of_the_product(
    paper: Callable[..., Path], shop: Workshop, tmp_path: Path
) -> None:
    target = tmp_path / "w.duckdb"
    given = [paper("a.json", items=[{"title": "見本"}])]
    ingest(given, target, shop)
    path = keep(lines("right", "right", "right", "wrong"), shop.settings.checks)
    assert keep(lines("right", "right", "right", "wrong"), shop.settings.checks) == path
    assert ingest(given, target, shop).unchanged  # what the papers say has not changed, but the file is written anew
    connection = connect(target)
    asked = "SELECT table_name, column_name, figure, n, measured_on, low < 0.75 AND high > 0.75 FROM codebook.accuracy WHERE basis = 'checked_sample'"
    assert ask(connection, asked) == [("items", "title", 0.75, 4, dt.date(2024, 6, 1), True)]
    assert ask(connection, "SELECT count(DISTINCT basis) FROM codebook.accuracy") == [(2,)]
    connection.close()


def test_a_check_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"mine\.csv"):
        checked(tmp_path)


def test_the_command_keeps_a_checked_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    path = keep(lines("right", "wrong"), tmp_path)
    assert main(["sample", "read", str(path), "--keep"]) == 0
    assert "kept" in capsys.readouterr().err
    (kept,) = (tmp_path / "config" / "checks").glob("items-*.csv")
    assert [(row.basis, row.figure) for row in checked(kept.parent)] == [("checked_sample", 0.5)]
    assert main(["sample", "read", str(path), str(path), "--keep"]) == 1
