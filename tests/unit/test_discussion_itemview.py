"""The views of the discussion, and one item as a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from pipeline.ddl import statements
from pipeline.errors import PipelineError
from pipeline.itemview import columns_of, item_lines, wrapped
from pipeline.tally import tally

ITEM = "mihon-2024-05-10/consultation-7"
TURNS = [
    ("会長", "見本", "chair", "agenda", "諮問第７号に移ります。"),
    ("委員", "森", "member", "question", "鍵は誰が預かりますか。"),
    ("委員", "谷", "member", "question", "鍵の数は。"),
    ("課長", "田中", "official", "answer", "鍵は二つあり、課で預かります。台帳も作ることを検討してまいります。"),
    (None, None, None, "stage", "【「はい」と呼ぶ者あり】"),
    ("委員", "森", "member", "question", "台帳は公開しますか。"),
]


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    for sql in statements():
        connection.execute(sql)
    place = "[{'page_no': 3, 'x0': 1, 'top': 1, 'x1': 2, 'bottom': 2}]"
    both = f"'d1', {place}"
    run = connection.execute
    run("INSERT INTO documents BY NAME SELECT 'd1' AS document_id, 'pack.pdf' AS file_name, 'x' AS sha256, 1 AS byte_size, "
        "'digital' AS text_layer, 'loaded' AS status, 9 AS page_count, 'u' AS source_uri, now() AS retrieved_at")  # fmt: skip
    for meeting, day in (("mihon-2024-05-10", "2024-05-10"), ("mihon-2024-07-09", "2024-07-09")):
        run(
            f"INSERT INTO meetings (document_id, regions, meeting_id, ward, council, held_on) VALUES ({both}, '{meeting}', 'mihon', '見本審議会', '{day}')"
        )
    run(f"INSERT INTO items (document_id, regions, item_id, meeting_id, ward, kind, number, title, outcome) VALUES "
        f"({both}, '{ITEM}', 'mihon-2024-05-10', 'mihon', 'consultation', '諮問第7号', '花壇の鍵の管理', 'conditional'), "
        f"({both}, 'mihon-2024-07-09/report-2', 'mihon-2024-07-09', 'mihon', 'report', '報告2', '花壇の鍵の台帳', 'report_only')")  # fmt: skip
    run(
        f"INSERT INTO conditions (document_id, regions, item_id, seq, text) VALUES ({both}, '{ITEM}', 1, '鍵の台帳を作られたい。')"
    )
    run(f"INSERT INTO opinions (document_id, regions, item_id, seq, text) VALUES ({both}, '{ITEM}', 1, '本件は了承とする。')")
    for n, (role, name, group, act, text) in enumerate(TURNS, 1):
        kind = "stage" if act == "stage" else "speech"
        run(
            f"INSERT INTO turns (document_id, regions, turn_id, meeting_id, item_id, seq, kind, speaker_name, speaker_role, speaker_class, act, text) "
            f"VALUES ({both}, 't{n}', 'mihon-2024-05-10', '{ITEM}', {n}, '{kind}', $1, $2, $3, $4, $5)",
            [name, role, group, act, text],
        )
    run(
        "INSERT INTO qa_links (question_turn_id, answer_turn_id, score, method) VALUES ('t2', 't4', 0.9, 'next_official_turn'), ('t3', 't4', 0.7, 'next_official_turn')"
    )
    run(f"INSERT INTO commitments (document_id, regions, commitment_id, item_id, kind, text, turn_id, followed_up_by_item_id) VALUES "
        f"({both}, 'c1', '{ITEM}', 'condition', '鍵の台帳を作られたい。', NULL, 'mihon-2024-07-09/report-2'), "
        f"({both}, 'c2', '{ITEM}', 'promise', '台帳も作ることを検討してまいります', 't4', NULL)")  # fmt: skip
    tally(connection)
    yield connection
    connection.close()


def test_links_are_drawn_from_questions_to_their_answer(warehouse: duckdb.DuckDBPyConnection) -> None:
    lines = item_lines(warehouse, ITEM)
    heads = [line for line in lines if "○" in line]
    assert [line.split("○")[0].rstrip() for line in heads] == ["      1", "┌     2", "│┌    3", "└└    4", "      6"]
    assert heads[1].endswith("→ 4")
    assert heads[3].endswith("← 2 ← 3")
    assert any("◇" in line and "台帳も作ることを検討してまいります" in line for line in lines)
    assert any(line.strip() == "【「はい」と呼ぶ者あり】" for line in lines)


def test_conditions_say_when_they_were_answered(warehouse: duckdb.DuckDBPyConnection) -> None:
    lines = item_lines(warehouse, "consultation-7")
    assert "  1. 鍵の台帳を作られたい。  → 報告2 2024-07-09 (60 days)" in lines
    assert "  本件は了承とする。" in lines


def test_an_item_that_is_not_there(warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(PipelineError, match="no item"):
        item_lines(warehouse, "consultation-8")


def test_an_end_that_several_items_have(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute(
        "INSERT INTO items SELECT * REPLACE ('mihon-2024-07-09/consultation-7' AS item_id, 'mihon-2024-07-09' AS meeting_id) "
        f"FROM items WHERE item_id = '{ITEM}'"
    )
    with pytest.raises(PipelineError, match="2 items"):
        item_lines(warehouse, "consultation-7")


def test_views_count_questions_and_answers(warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = (
        "SELECT questions, answered, answered_share, asking_persons, promises FROM compare.questions_per_item WHERE turns > 0"
    )
    assert warehouse.execute(asked).fetchall() == [(3, 2, 0.667, 2, 1)]
    found = warehouse.execute("SELECT asked_by, answer_count, answered_by FROM compare.questions ORDER BY seq").fetchall()
    assert found == [("森", 1, "課長"), ("谷", 1, "課長"), ("森", 0, None)]
    people = warehouse.execute("SELECT asked_by, handling, questions, answered FROM compare.questions_by_person").fetchall()
    assert people == [("森", None, 2, 1), ("谷", None, 1, 1)]
    waits = warehouse.execute("SELECT kind, answered_on, days FROM compare.condition_answers ORDER BY commitment_id").fetchall()
    assert waits == [("condition", dt.date(2024, 7, 9), 60), ("promise", None, None)]


def test_lines_keep_to_the_width() -> None:
    lines = list(wrapped("花壇の鍵は二つあり、課で預かります。", 12, "  ", ""))
    assert "".join(line.strip() for line in lines) == "花壇の鍵は二つあり、課で預かります。"
    assert all(columns_of(line) <= 14 for line in lines)
    assert len(lines) > 2
