"""The DuckDB file as an analyst meets it: comments, keys, code tables, the view, and nothing that can be changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.columns import arrow_table
from pipeline.content import content_hash
from pipeline.ddl import statements
from pipeline.errors import NotAWarehouseError, RefusedError
from pipeline.ingest import ingest
from pipeline.process import Workshop
from pipeline.warehouse import build, connect, insert
from schemas.codes import CODES
from schemas.rows import ROWS, Item, Meeting, PageRow, Row, RunRow
from schemas.source import Rows, Source
from schemas.text import Region

Connection = duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def empty() -> Iterator[Connection]:
    connection = duckdb.connect()
    for sql in statements():
        connection.execute(sql)
    yield connection
    connection.close()


def test_every_table_view_and_column_is_explained_in_both_languages(empty: Connection) -> None:
    found = empty.execute("""
        SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal
        UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal
        UNION ALL SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal
    """).fetchall()
    assert len(found) > 300
    assert [name for name, comment in found if not comment or " / " not in comment] == []


def test_tables_have_the_declared_columns_and_keys(empty: Connection) -> None:
    for row in ROWS:
        found = empty.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND NOT internal ORDER BY column_index",
            [row.TABLE.name],
        ).fetchall()
        assert [name for name, _ in found] == [column.name for column in row.columns()]
        keys = empty.execute(
            "SELECT constraint_column_names FROM duckdb_constraints() WHERE table_name = ? AND constraint_type = 'PRIMARY KEY'",
            [row.TABLE.name],
        ).fetchall()
        assert keys == [(list(row.key()),)]


def test_every_code_column_has_its_table(empty: Connection) -> None:
    tables = {name for (name,) in empty.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    used = {column.col.code for row in ROWS for column in row.columns() if column.col.code}
    assert {f"code_{code}" for code in used} <= tables
    assert empty.execute("SELECT count(*) FROM code_outcome").fetchall() == [(len(CODES["outcome"]),)]


def test_rows_go_in_and_come_out_as_they_were(empty: Connection) -> None:
    meeting = Meeting(
        document_id="0" * 16,
        regions=(Region(1, 1.5, 2.0, 3.0, 4.0), Region(2, 0.0, 0.0, 1.0, 1.0)),
        meeting_id="mihon-2024-05-01",
        ward="mihon",
        held_on=dt.date(2024, 5, 1),
        opened_at=dt.time(13, 30),
    )
    insert(empty, Meeting, [meeting])
    found = empty.execute("SELECT held_on, opened_at, closed_at, regions FROM meetings").fetchall()
    assert found == [(meeting.held_on, meeting.opened_at, None, [r._asdict() for r in meeting.regions])]


@pytest.mark.parametrize("row", ROWS)
def test_every_table_can_be_written_empty(row: type[Row]) -> None:
    assert arrow_table(row, []).num_rows == 0


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("warehouse") / "w.duckdb"
    build((), target, (), a_run)
    return target


def a_run(content: str) -> RunRow:
    at = dt.datetime(2024, 5, 1)
    return RunRow(
        run_id="r", started_at=at, finished_at=at, flow="ingest", status="completed", documents_seen=0, documents_loaded=0,
        documents_rejected=0, pages_loaded=0, version="0", content_hash=content,
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "COPY items TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/hostname'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE TABLE t (a INTEGER)",
        "DELETE FROM runs",
        "EXPORT DATABASE 'stolen'",
    ],
)
def test_a_query_reaches_nothing_but_the_warehouse(
    warehouse: Path, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    connection = connect(warehouse)
    try:
        with pytest.raises(duckdb.Error):
            connection.execute(query).fetchall()
    finally:
        connection.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_warehouse_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotAWarehouseError, match="shingikai ingest"):
        connect(tmp_path / "none.duckdb")
    (tmp_path / "text.duckdb").write_text("not a database", encoding="utf-8")
    with pytest.raises(NotAWarehouseError, match="no warehouse"):
        connect(tmp_path / "text.duckdb")


def test_the_file_is_whole_and_readable_by_older_programs(warehouse: Path) -> None:
    assert [path.name for path in warehouse.parent.iterdir()] == [warehouse.name]
    connection = connect(warehouse)
    found = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    connection.close()
    assert "v1.4" in str(found[0][0])


def test_the_content_hash_sees_every_value_and_no_order(empty: Connection) -> None:
    def page(number: int, text: str) -> PageRow:
        return PageRow(
            document_id="0" * 16, page_no=number, width=1, height=1, text_layer="digital", text_source="digital", body_text=text,
            char_count=0, furniture_char_count=0, assigned_char_count=0, unassigned_char_count=0,
        )  # fmt: skip

    hashes = []
    for rows in ([page(1, "a"), page(2, "b")], [page(2, "b"), page(1, "a")], [page(1, "b"), page(2, "a")]):
        empty.execute("DELETE FROM pages")
        insert(empty, PageRow, rows)
        hashes.append(content_hash(empty))
    assert hashes[0] == hashes[1]
    assert hashes[1] != hashes[2]


def test_too_few_rows_of_a_source_refuse_the_load(paper: Callable[..., Path], shop: Workshop, tmp_path: Path) -> None:
    limits = {"items": Rows(floor=2, ceiling=3)}
    shop.sources = (
        Source(
            ward="mihon",
            name_ja="見本区",
            name_en="Mihon",
            council="x",
            publisher="x",
            parser="x",
            recognise=("x",),
            rows=limits,
        ),
    )
    target = tmp_path / "w.duckdb"
    one = paper("one.pdf", items=[{"title": "い"}])
    with pytest.raises(RefusedError, match="at least 2"):
        ingest([one], target, shop)
    many = paper("many.pdf", items=[{"title": f"その{n}"} for n in range(4)])
    with pytest.raises(RefusedError, match="at most 3"):
        ingest([many], target, shop)
    right = paper("right.pdf", items=[{"title": "い"}, {"title": "ろ"}])
    ingest([right], target, shop)
    connection = connect(target)
    assert connection.execute("SELECT kind_ja, title, condition_count FROM cross_ward_items ORDER BY title").fetchall() == [
        ("報告", "い", 0),
        ("報告", "ろ", 0),
    ]
    connection.close()


def test_an_item_without_a_place_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a region"):
        Item(document_id="0" * 16, regions=(), item_id="x", meeting_id="x", ward="x", kind="report", title="x")


def test_a_warehouse_of_an_older_version_is_said_in_one_line_and_can_be_made_anew(
    paper: Callable[..., Path], shop: Workshop, tmp_path: Path
) -> None:
    target = tmp_path / "w.duckdb"
    path = paper("one.pdf", items=[{"title": "い"}])
    ingest([path], target, shop)
    with duckdb.connect(str(target)) as connection:
        connection.execute("DROP TABLE changes; DROP TABLE events; DROP TABLE forms; ALTER TABLE statistics DROP group_label")
        connection.execute("UPDATE meta SET value = '0.9' WHERE name = 'schema_version'")
        connection.execute("UPDATE meta SET value = 'x' WHERE name = 'schema_hash'")
    with pytest.raises(NotAWarehouseError, match=r"older version .*version 0\.9, without \w+\.\w+\).*shingikai reprocess"):
        connect(target)
    connect(target, any_version=True).close()
    with duckdb.connect(str(target)) as connection:
        connection.execute("DROP TABLE meta")
    with pytest.raises(NotAWarehouseError, match=r"older version .*version none"):
        connect(target)
    ingest([path], target, shop)
    connect(target).close()


def test_a_warehouse_of_a_newer_version_is_read_where_it_has_all_that_is_asked(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("CREATE TABLE later (a INTEGER); DELETE FROM meta")
        connection.execute("INSERT INTO meta VALUES ('schema_version', '99.0', ''), ('schema_hash', 'x', '')")
    connect(warehouse).close()
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("ALTER TABLE items RENAME summary TO abstract")
    with pytest.raises(NotAWarehouseError, match=r"a newer version .*99\.0"):
        connect(warehouse)
