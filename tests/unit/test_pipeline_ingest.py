"""A whole run with a stand-in for the reader: what is loaded, kept, refused and reported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline import ingest as module
from pipeline.errors import BusyError, PipelineError, RefusedError
from pipeline.files import only_writer
from pipeline.ingest import ingest
from pipeline.plan import Given
from pipeline.process import Workshop
from pipeline.stages import Understood
from pipeline.warehouse import connect, refused

Paper = Callable[..., Path]


def ask(target: Path, sql: str) -> list[tuple[object, ...]]:
    connection = connect(target)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def everything(target: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but `runs` and `meta`, in the order in which they are stored."""
    connection = connect(target)
    try:
        named = (
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE table_name NOT IN ('runs', 'meta') ORDER BY 1"
        )
        names = connection.execute(named).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}
    finally:
        connection.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "w.duckdb"


def test_a_second_run_changes_nothing_but_runs_and_says_so(paper: Paper, shop: Workshop, target: Path) -> None:
    path = paper("a.pdf", items=[{"title": "窓口の委託"}], turns=["はい。"])
    first = ingest([path], target, shop)
    before = everything(target)
    second = ingest([path], target, shop)
    assert not first.unchanged
    assert second.unchanged
    assert first.run.content_hash == second.run.content_hash
    assert everything(target) == before
    assert ask(target, "SELECT count(*) FROM runs") == [(2,)]
    assert [summary.reused for summary in first.given + second.given] == [False, True]


def test_a_run_adds_to_what_the_warehouse_holds_and_fresh_starts_anew(paper: Paper, shop: Workshop, target: Path) -> None:
    a, b = paper("a.pdf", items=[{"title": "い"}]), paper("b.pdf", held_on="2024-06-01", items=[{"title": "ろ"}])
    ingest([a], target, shop)
    a.unlink()  # the archive has its bytes
    both = ingest([b], target, shop)
    assert ask(target, "SELECT file_name FROM documents ORDER BY 1") == [("a.pdf",), ("b.pdf",)]
    assert [summary.file_name for summary in both.given] == ["b.pdf"]
    ingest([b], target, shop, fresh=True)
    assert ask(target, "SELECT file_name FROM documents") == [("b.pdf",)]


def test_the_order_of_loading_does_not_matter(paper: Paper, shop: Workshop, tmp_path: Path) -> None:
    minutes = paper(
        "m.pdf",
        venue="第一会議室",
        items=[{"title": "窓口の委託", "outcome": "conditional", "conditions": ["記録を残すこと。"]}],
    )
    agenda = paper(
        "a.pdf", kind="papers", items=[{"title": "窓口 の 委託", "outcome": "pending", "conditions": ["期限を定めること。"]}]
    )
    one, other = tmp_path / "1.duckdb", tmp_path / "2.duckdb"
    ingest([minutes], one, shop)
    ingest([agenda], one, shop)
    ingest([agenda], other, shop)
    ingest([minutes], other, shop)
    assert ask(one, "SELECT last(content_hash) FROM runs") == ask(other, "SELECT last(content_hash) FROM runs")
    for query in (
        "FROM items",
        "FROM conditions",
        "FROM findings",
        "SELECT * EXCLUDE (retrieved_at) FROM documents",
        "FROM blocks",
    ):
        assert ask(one, query) == ask(other, query)
    assert ask(one, "SELECT title, outcome FROM items") == [("窓口の委託", "conditional")]
    assert ask(one, "SELECT seq, text FROM conditions ORDER BY seq") == [(1, "記録を残すこと。"), (2, "期限を定めること。")]
    assert ask(
        one, "SELECT count(*) FROM blocks b JOIN conditions c ON b.owner_id = c.item_id || '/' || c.seq AND b.text = c.text"
    ) == [(2,)]


def test_the_same_bytes_under_two_names_are_one_document(paper: Paper, shop: Workshop, target: Path) -> None:
    ingest([paper("b.pdf", items=[]), paper("a.pdf", items=[])], target, shop)
    assert ask(target, "SELECT file_name FROM documents") == [("a.pdf",)]


def test_what_cannot_be_read_is_a_row_and_the_rest_is_loaded(
    paper: Paper, shop: Workshop, target: Path, tmp_path: Path
) -> None:
    paper("good.pdf", items=[{"title": "い"}])
    (tmp_path / "in" / "page.pdf").write_text("<html>", encoding="utf-8")
    report = ingest([tmp_path / "in"], target, shop)
    assert [summary.file_name for summary in report.rejected] == ["page.pdf"]
    assert ask(target, "SELECT status, error_code FROM documents ORDER BY file_name") == [
        ("loaded", None),
        ("rejected", "not_pdf"),
    ]
    assert ask(target, "SELECT status, documents_rejected FROM runs") == [("completed_with_rejections", 1)]


def test_a_passing_failure_is_tried_again(paper: Paper, shop: Workshop, target: Path) -> None:
    path = paper("slow.pdf", fail="timeout")
    assert [ingest([path], target, shop).given[0].reused for _ in range(2)] == [False, False]
    path = paper("locked.pdf", fail="encrypted")
    assert [ingest([path], target, shop).given[0].reused for _ in range(2)] == [False, True]


def test_one_set_of_turns_for_a_meeting(paper: Paper, shop: Workshop, target: Path) -> None:
    a = paper("a.pdf", turns=["一つ目。", "二つ目。"])
    b = paper("b.pdf", kind="papers", turns=["まえがき。", "一つ目。", "二つ目。"])
    ingest([b, a], target, shop)
    assert ask(target, "SELECT text FROM turns ORDER BY seq") == [("一つ目。",), ("二つ目。",)]
    assert ask(target, "SELECT code, message LIKE '%まえがき%' FROM findings ORDER BY 1") == [
        ("turns_elsewhere", False),
        ("version_differs", True),
    ]


def test_contradictions_and_loose_references_are_findings(paper: Paper, shop: Workshop, target: Path) -> None:
    a = paper("a.pdf", session="3", items=[{"title": "い", "number": 1, "parent": "mihon-2024-05-01/report-9"}])
    b = paper("b.pdf", session="4", items=[{"title": "ろ", "number": 1}, {"title": "は", "number": 2, "meeting_id": "nowhere"}])
    ingest([a, b], target, shop)
    assert {code for (code,) in ask(target, "SELECT code FROM findings")} == {
        "duplicate_row",
        "wording_differs",
        "loose_reference",
    }
    assert ask(target, "SELECT count(*) FROM items") == [(1,)]
    assert ask(target, "SELECT count(*) FROM findings WHERE code = 'loose_reference'") == [(2,)]


def test_a_code_that_no_table_holds_is_a_finding(paper: Paper, shop: Workshop, target: Path) -> None:
    ingest([paper("a.pdf", items=[{"title": "い", "outcome": "shrug"}])], target, shop)
    assert ask(target, "SELECT code FROM findings") == [("unknown_code",)]


def test_ids_that_go_are_remembered(paper: Paper, shop: Workshop, target: Path) -> None:
    path = paper("a.pdf", items=[{"title": "い", "number": 7}])

    def renumbering(given: Given, other: Workshop) -> Understood:
        spec = json.loads(given.path.read_bytes())
        spec["items"][0]["number"] = 8
        copy = given.path.with_name("other.json")
        copy.write_text(json.dumps(spec), encoding="utf-8")
        found = original(Given(**{n: getattr(given, n) for n in given.__struct_fields__} | {"path": copy}), other)
        copy.unlink()
        return found

    ingest([path], target, shop)
    original, shop.attempt = shop.attempt, renumbering
    shop.version = "changed"
    run = ingest([path], target, shop).run
    assert ask(target, "SELECT old_id, new_id, run_id FROM id_history") == [
        ("mihon-2024-05-01/report-7", "mihon-2024-05-01/report-8", run.run_id)
    ]


def test_nothing_half_written_takes_the_place_of_a_warehouse(
    paper: Paper, shop: Workshop, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([paper("a.pdf", items=[{"title": "い"}])], target, shop)
    before = target.read_bytes()

    def refuse(*_: object) -> list[str]:
        return ["3 rows are wrong"]

    monkeypatch.setattr("pipeline.warehouse.failures", refuse)
    with pytest.raises(RefusedError, match="3 rows are wrong"):
        ingest([paper("b.pdf", items=[])], target, shop)
    monkeypatch.undo()

    def broken(*_: object) -> None:
        raise duckdb.IOException("disk full")

    monkeypatch.setattr("pipeline.warehouse.put_in_place", broken)
    with pytest.raises(duckdb.IOException):
        ingest([paper("b.pdf", items=[])], target, shop)
    assert target.read_bytes() == before
    left = {path for path in target.parent.iterdir() if not path.name.startswith(".")}
    assert left == {target, refused(target)}, "the one that was refused is there to be looked at"


def test_readers_of_the_old_file_go_on(paper: Paper, shop: Workshop, target: Path) -> None:
    ingest([paper("a.pdf", items=[{"title": "い"}])], target, shop)
    reader = connect(target)
    ingest([paper("b.pdf", held_on="2024-07-01", items=[{"title": "ろ"}])], target, shop)
    assert reader.execute("SELECT count(*) FROM items").fetchall() == [(1,)]
    reader.close()
    assert ask(target, "SELECT count(*) FROM items") == [(2,)]


def test_only_one_run_writes(paper: Paper, shop: Workshop, target: Path) -> None:
    with only_writer(target), pytest.raises(BusyError, match="another run"):
        ingest([paper("a.pdf", items=[])], target, shop)


def test_a_dry_run_writes_no_warehouse(paper: Paper, shop: Workshop, target: Path) -> None:
    report = ingest([paper("a.pdf", items=[])], target, shop, dry_run=True)
    assert not report.written
    assert not target.exists()


def test_lost_bytes_are_said(paper: Paper, shop: Workshop, target: Path) -> None:
    path = paper("a.pdf", items=[])
    ingest([path], target, shop)
    path.unlink()
    for kept in shop.archive.folder.rglob("*.pdf"):
        kept.unlink()
    with pytest.raises(PipelineError, match="--fresh"):
        ingest([paper("b.pdf", items=[{"title": "い"}])], target, shop)


def test_paths_that_hold_nothing_are_said(shop: Workshop, target: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="no file or folder"):
        ingest([tmp_path / "missing"], target, shop)
    (tmp_path / "empty").mkdir()
    with pytest.raises(PipelineError, match="no PDF files"):
        ingest([tmp_path / "empty"], target, shop)


def test_a_fault_of_the_program_stops_the_run(
    paper: Paper, shop: Workshop, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_given: Given, _shop: Workshop) -> Understood:
        raise RuntimeError("a fault")

    monkeypatch.setattr(shop, "attempt", broken)
    with pytest.raises(RuntimeError, match="a fault"):
        module.ingest([paper("a.pdf", items=[])], target, shop)
    assert not target.exists()
