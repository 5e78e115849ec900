"""What has changed between two loads, which warehouses are kept, and how to go back to one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import load_commands
from flows.cli import main
from pipeline.changereport import asks_for_a_person, brief, chosen, last_changes, markdown, shortened
from pipeline.changes import Pair, Side, classified, compared
from pipeline.changes import changes as between
from pipeline.editions import editions, restore_edition, stood
from pipeline.errors import PipelineError, RefusedError
from pipeline.ingest import ingest
from pipeline.older import older
from pipeline.process import Workshop
from pipeline.warehouse import connect, refused
from schemas.rows.derived import ChangeRow
from schemas.source import Rows, Source

Paper = Callable[..., Path]
MEETING = "mihon-2024-05-01"
DECISION = "- decision: {}\n  code: wording_differs\n  who: 見本花子\n  when: 2024-06-01\n  why: 影響なし\n"


def side(name: str, said: str) -> Side:
    return Side(name, "mihon", said, hash(said))


def told(pairs: list[tuple[str, str | None, str | None]], *, moves: bool = True) -> list[tuple[str, str, str | None]]:
    """Classes of rows given as (id, what it said, what it says)."""
    given = [Pair(side(n, old) if old else None, side(n, new) if new else None, ()) for n, old, new in pairs]
    return [(c.row_id, c.change, c.old_row_id) for c in classified("turns", given, moves=moves)]


def test_what_happened_to_a_row() -> None:
    assert told([("1", "あ", "い"), ("2", None, "う"), ("3", "え", None)]) == [
        ("1", "changed", None),
        ("2", "appeared", None),
        ("3", "vanished", None),
    ]


def test_rows_behind_one_that_was_put_in_or_taken_out_have_moved() -> None:
    put_in = [("1", "い", "あ"), ("2", "う", "い"), ("3", None, "う")]
    assert told(put_in) == [("1", "appeared", None), ("2", "moved", "1"), ("3", "moved", "2")]
    taken_out = [("1", "あ", "い"), ("2", "い", "う"), ("3", "う", None)]
    assert told(taken_out) == [("1", "moved", "2"), ("1", "vanished", None), ("2", "moved", "3")]
    assert told(put_in, moves=False) == [("1", "changed", None), ("2", "changed", None), ("3", "appeared", None)]


def test_equal_rows_move_in_their_order() -> None:
    assert told([("1", "はい", "では"), ("2", "はい", "はい"), ("3", None, "はい")][::2]) == [
        ("1", "appeared", None),
        ("3", "moved", "1"),
    ]


def test_long_values_are_shown_from_where_they_differ() -> None:
    lead = "これはとても長い本文です。" * 10
    old, new = shortened(f"{lead}委託する", f"{lead}提供する")
    assert old is not None
    assert new is not None
    assert (old[0], old[-4:], new[-4:]) == ("…", "委託する", "提供する")
    assert shortened(None, "あ") == (None, "あ")


def test_a_report_tells_together_what_belongs_together() -> None:
    def row(table: str, name: str, change: str, **more: str) -> ChangeRow:
        return ChangeRow(table_name=table, row_id=name, change=change, label="見本", run_id="r", **more)  # type: ignore[arg-type]

    turns = [row("turns", f"{MEETING}/turn-00{n}", "appeared") for n in range(1, 6)]
    whole = [row("meetings", MEETING, "appeared"), *turns]
    assert [line[1] for line in brief(whole).rows] == [MEETING]
    assert brief(turns).rows == [("appeared", f"{MEETING}/turn-001 – turn-005", "5 turns", None, None, None)]
    assert [line[1] for line in brief(turns[:2]).rows] == [f"{MEETING}/turn-001", f"{MEETING}/turn-002"]


@pytest.fixture
def home(tmp_path: Path, shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHINGIKAI_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SHINGIKAI_CONFIG", str(shop.settings.config))
    monkeypatch.setattr(load_commands, "open_shop", lambda stage: shop)
    return tmp_path


def test_changes_are_told_with_old_and_new_values(
    home: Path, shop: Workshop, paper: Paper, capsys: pytest.CaptureFixture[str]
) -> None:
    def changed(*options: str) -> list[tuple[str, ...]]:
        assert main(["changes", "--format", "json", *options]) == 0
        rows = json.loads(capsys.readouterr().out)
        return [tuple(row[n] for n in ("change", "row_id", "column_name", "old_value", "new_value")) for row in rows]

    first = paper("a.pdf", items=[{"title": "窓ロの委託"}, {"title": "ろ"}], turns=["い", "ろ"])
    assert main(["ingest", str(first)]) == 0
    capsys.readouterr()
    assert main(["changes"]) == 0
    assert "the first load" in capsys.readouterr().out
    again = paper("b.pdf", items=[{"title": "窓口の委託", "number": 1}], turns=["は", "い", "ろ"])
    assert main(["ingest", str(again), "--fresh"]) == 0
    said = capsys.readouterr().out
    assert (
        "appeared: 1 documents, 1 turns; changed: 1 items; moved: 2 turns; vanished: 1 documents, 1 items: shingikai changes\n"
        in said
    )
    expected = [
        ("changed", f"{MEETING}/report-1", "title", "窓ロの委託", "窓口の委託"),
        ("vanished", f"{MEETING}/report-2", None, None, None),
    ]
    assert changed("--table", "items") == expected
    assert changed("--ward", "mihon", "--table", "turns") == [
        ("appeared", f"{MEETING}/turn-001", None, None, None),
        ("moved", f"{MEETING}/turn-002", None, None, None),
        ("moved", f"{MEETING}/turn-003", None, None, None),
    ]
    assert changed("--ward", "elsewhere") == []
    older_run = editions(shop.settings.warehouse)[1].last.run_id
    assert changed("--since", older_run, "--table", "items") == expected
    assert changed("--since", str(older(shop.settings.warehouse)[0]), "--table", "items") == expected
    assert main(["changes"]) == 0
    assert "「" not in capsys.readouterr().out
    assert main(["changes", "--since", "1999-01-01"]) == 1
    assert "no warehouse before 1999-01-01; the first run was on" in capsys.readouterr().err
    assert main(["changes", "--table", "nonsense"]) == 2


def test_older_warehouses_are_listed_and_put_back(
    home: Path, shop: Workshop, paper: Paper, capsys: pytest.CaptureFixture[str]
) -> None:
    target = shop.settings.warehouse
    for name in ("a", "b"):
        assert main(["ingest", str(paper(f"{name}.pdf", held_on=f"2024-05-0{len(name)}", items=[{"title": name}]))]) == 0
    runs = [one.last.run_id for one in editions(target)]
    before = [one.last.content_hash for one in editions(target)]
    capsys.readouterr()
    assert main(["warehouses", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["state"], one["run_id"]) for one in listed] == [("in use", runs[0]), ("older", runs[1])]
    assert main(["warehouses", "restore", runs[1], "--dry-run"]) == 0
    assert "nothing was done" in capsys.readouterr().out
    assert [one.last.content_hash for one in editions(target)] == before
    assert main(["warehouses", "restore", runs[1]]) == 0
    assert f"the warehouse of run {runs[1]} is in use" in capsys.readouterr().out
    assert [one.last.content_hash for one in editions(target)] == before[::-1]
    assert stood(target, runs[0]) == older(target)[0]
    assert older(target)[0].stem.endswith(runs[0])
    assert main(["warehouses", "restore", "x"]) == 1
    assert "no older warehouse has a run that begins with x" in capsys.readouterr().err
    restore_edition(target, runs[0], 7)
    assert [one.last.content_hash for one in editions(target)] == before


def test_a_refused_warehouse_can_be_looked_at_and_the_old_one_stays(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", items=[{"title": "い"}, {"title": "ろ"}])], target, shop)
    content = target.read_bytes()
    shop.sources = (
        Source(
            ward="mihon", name_ja="見本区", name_en="Mihon", council="x", publisher="x", parser="x", recognise=("x",),
            rows={"items": Rows(floor=2)},
        ),
    )  # fmt: skip
    fewer = paper("b.pdf", items=[{"title": "い"}])
    words = r"the old one stays as it is: mihon: 1 rows of items, at least 2 were expected\. .*shingikai changes --warehouse .*w\.refused"
    with pytest.raises(RefusedError, match=words):
        ingest([fewer], target, shop, fresh=True)
    assert target.read_bytes() == content
    connection = connect(refused(target))
    assert [(c.row_id, c.change) for c in last_changes(connection) if c.table_name == "items"] == [
        (f"{MEETING}/report-2", "vanished")
    ]
    connection.close()
    with pytest.raises(RefusedError, match="there is still none"):
        ingest([fewer], tmp_path / "new.duckdb", shop)
    ingest([paper("c.pdf", items=[{"title": "は"}])], target, shop)
    assert not refused(target).exists()


def test_a_report_tells_new_findings_from_known_and_muted_ones(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    target, folder = tmp_path / "w.duckdb", shop.settings.config / "corrections"
    folder.mkdir()

    def report(*paths: Path) -> tuple[str, bool]:
        run = ingest(paths, target, shop).run
        connection = connect(target)
        try:
            return "\n".join(markdown(connection, run.run_id)), asks_for_a_person(connection, run.run_id)
        finally:
            connection.close()

    first = paper("a.pdf", items=[{"title": "い"}], session="1")
    other = paper("b.pdf", kind="papers", items=[{"title": "ろ"}])
    assert report(first) == (
        "\n## Changes\n\nThis is the first load; there is nothing to compare with.\n\n## Findings\n\n0 new (0 error, 0 warning, 0 info), 0 reopened, 0 known, 0 gone, 0 muted.",
        False,
    )
    words, urgent = report(other)
    assert "| mihon | documents | 1 | 0 | 0 | 0 |" in words
    assert "1 new (0 error, 0 warning, 1 info), 0 reopened, 0 known" in words
    assert "- new info wording_differs: `items" in words
    assert not urgent
    words, _ = report(first)
    assert "## Changes\n\nNothing." in words
    assert "0 new (0 error, 0 warning, 0 info), 0 reopened, 1 known" in words
    (folder / "f.yml").write_text(DECISION.format("muted"), encoding="utf-8")
    words, urgent = report(first)
    assert "0 reopened, 0 known, 0 gone, 1 muted." in words
    assert "- muted: 1 wording_differs, by `見本花子, 2024-06-01: 影響なし`" in words
    assert not urgent
    (folder / "f.yml").write_text(DECISION.format("closed"), encoding="utf-8")
    words, urgent = report(first)
    assert "1 reopened, 0 known, 0 gone, 0 muted." in words
    assert "- reopened info wording_differs" in words
    assert urgent


def test_older_files_are_compared_as_far_as_they_go(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    old, new = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    ingest([paper("a.pdf", items=[{"title": "い"}])], old, shop)
    ingest([paper("b.pdf", items=[{"title": "ろ"}])], new, shop)
    with compared(old, new) as connection:
        assert [c.column_names for c in chosen(between(connection, "r"), table="items")] == ["title"]
        with pytest.raises(Exception, match=r"disabled|read-only|not allowed"):
            connection.execute("CREATE TABLE warehouse.x (a INTEGER)")
    with pytest.raises(PipelineError, match="no day, no run and no file"):
        stood(old, "nonsense")
