"""What a person has put right stays right, shows who did it, and is questioned when the papers change beneath it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.process import Workshop
from pipeline.warehouse import connect

Paper = Callable[..., Path]
ITEM = "mihon-2024-05-01/report-1"
ENTRY = """
- table: items
  row: {row}
  column: title
  value: 窓口業務の委託
  was: 窓ロの委託
  who: 見本花子
  when: 2024-06-01
  why: 印刷を見て直した
"""


def ask(target: Path, sql: str) -> list[tuple[object, ...]]:
    connection = connect(target)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture
def corrections(shop: Workshop) -> Path:
    folder = shop.settings.config / "corrections"
    folder.mkdir()
    (folder / "items.yml").write_text(ENTRY.format(row=ITEM), encoding="utf-8")
    return folder


def test_a_correction_survives_every_run_and_is_visible(
    shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path
) -> None:
    target = tmp_path / "w.duckdb"
    path = paper("a.pdf", items=[{"title": "窓ロの委託"}])
    for _ in range(2):
        ingest([path], target, shop)
        assert ask(target, "SELECT title FROM items") == [("窓口業務の委託",)]
        assert ask(target, "SELECT source_value, state, corrected_by, corrected_on::VARCHAR FROM corrections") == [
            ("窓ロの委託", "applied", "見本花子", "2024-06-01")
        ]
        assert ask(target, "FROM findings") == []


def test_it_is_said_when_the_papers_change_beneath_it(shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", items=[{"title": "別の案件"}])], target, shop)
    assert ask(target, "SELECT source_value, state FROM corrections") == [("別の案件", "source_changed")]
    assert ask(target, "SELECT code, row_id FROM findings") == [("correction_open", ITEM)]


def test_it_is_said_when_its_row_is_gone(shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", items=[])], target, shop)
    assert ask(target, "SELECT state FROM corrections") == [("row_missing",)]
    assert ask(target, "SELECT code FROM findings") == [("correction_open",)]


def test_a_table_of_corrections_may_be_csv_and_empties_a_column(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    folder = shop.settings.config / "corrections"
    folder.mkdir()
    (folder / "m.csv").write_text(
        "table,row,column,value,was,who,when,why\n"
        f"items,{ITEM},number,12,1,見本,2024-06-01,誤記\n"
        "meetings,mihon-2024-05-01,venue,,第一会議室,見本,2024-06-01,非公表\n",
        encoding="utf-8-sig",
    )
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", venue="第一会議室", items=[{"title": "い"}])], target, shop)
    assert ask(target, "SELECT number FROM items") == [("12",)]
    assert ask(target, "SELECT venue FROM meetings") == [(None,)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ENTRY.format(row=ITEM).replace("items", "itemz"), "no table itemz"),
        (ENTRY.format(row=ITEM).replace("title", "item_id"), "no column item_id"),
        (ENTRY.format(row=ITEM).replace("  why: 印刷を見て直した\n", ""), "why"),
        (ENTRY.format(row=ITEM) * 2, "corrected twice"),
    ],
)
def test_a_wrong_correction_stops_the_run_and_is_named(
    words: str, said: str, shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path
) -> None:
    (corrections / "items.yml").write_text(words, encoding="utf-8")
    with pytest.raises(PipelineError, match=said):
        ingest([paper("a.pdf", items=[])], tmp_path / "w.duckdb", shop)
    assert not (tmp_path / "w.duckdb").exists()


def test_a_new_correction_is_applied_though_no_paper_is_new(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    path = paper("a.pdf", items=[{"title": "窓ロの委託"}])
    ingest([path], target, shop)
    assert ingest([path], target, shop).unchanged
    (shop.settings.config / "corrections").mkdir()
    (shop.settings.config / "corrections" / "i.yml").write_text(ENTRY.format(row=ITEM), encoding="utf-8")
    assert not ingest([path], target, shop).unchanged
    assert ask(target, "SELECT title FROM items") == [("窓口業務の委託",)]
    assert ask(target, "SELECT change, column_names FROM changes") == [("changed", "title")]
    assert ask(target, "SELECT count(*) FROM runs") == [(3,)]


def test_changes_say_what_the_last_change_was(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    told = "SELECT table_name, row_id, change, column_names FROM changes ORDER BY ALL"
    ingest([paper("a.pdf", items=[{"title": "い"}, {"title": "ろ"}])], target, shop)
    assert ask(target, told) == []
    changed = paper("a.pdf", items=[{"title": "いろ"}], turns=["はい。"])
    ingest([changed], target, shop, fresh=True)
    expected = [
        ("items", "mihon-2024-05-01/report-1", "changed", "title"),
        ("items", "mihon-2024-05-01/report-2", "vanished", None),
        ("turns", "mihon-2024-05-01/turn-001", "appeared", None),
    ]
    assert ask(target, told) == expected
    ingest([changed], target, shop)
    assert ask(target, told) == expected
