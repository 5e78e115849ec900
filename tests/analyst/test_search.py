"""Full-text search: other writings, phrases, ranks, snippets, and the macro for people who write SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from pipeline.ddl import statements
from pipeline.fulltext import Tokeniser, index, phrases
from pipeline.warehouse import insert
from schemas.rows import DocumentRow, Turn
from schemas.text import Region

Connection = duckdb.DuckDBPyConnection
TEXTS = (
    "見本の電話番号へSMSを送る。",
    "番号を電話で伝えた。ＳＭＳは使わない。",
    "見本システムの取り扱いについて説明した。",
    "取扱いを改めた。取扱いの手引きも改めた。",
    "電話番号、電話番号、電話番号。",
    "前\n" * 100 + "ウィルス対策",
)


@pytest.fixture(scope="module")
def small() -> Connection:
    connection = duckdb.connect()
    for sql in statements():
        connection.execute(sql)
    insert(connection, DocumentRow, [DocumentRow(document_id="d", ward="mihon")])
    turns = [
        Turn(
            document_id="d",
            regions=(Region(n, 0.0, 0.0, 1.0, 1.0),),
            turn_id=f"t-{n}",
            meeting_id="m",
            seq=n,
            kind="speech",
            text=text,
        )
        for n, text in enumerate(TEXTS, 1)
    ]
    insert(connection, Turn, turns)
    index(connection)
    return connection


def found(connection: Connection, query: str) -> list[str]:
    by_words = connection.execute("SELECT row_id FROM search.ranked(?) ORDER BY rank", [phrases(query)]).fetchall()
    by_text = connection.execute("SELECT row_id FROM search.find(?) ORDER BY rank", [query]).fetchall()
    assert by_words == by_text
    return [name for (name,) in by_words]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("電話番号", ["t-5", "t-1"]),  # a phrase: t-2 has both words, but not together
        ("電話 番号", ["t-5", "t-1", "t-2"]),
        ("電話番号 SMS", ["t-1"]),
        ("sms", ["t-1", "t-2"]),
        ("ＳＭＳ", ["t-1", "t-2"]),
        ("取扱い", ["t-4", "t-3"]),
        ("取り扱い", ["t-4", "t-3"]),
        ("ウイルス対策", ["t-6"]),
        ("見本 存在しない語", []),
        ("電話番号へSMS", ["t-1"]),  # more than two words, of which one is rare
        ("番号を電話", ["t-2"]),
        ("番号電話", []),
    ],
)
def test_what_is_found_and_in_which_order(small: Connection, query: str, expected: list[str]) -> None:
    assert found(small, query) == expected


def test_a_snippet_shows_the_place(small: Connection) -> None:
    ((snippet,),) = small.execute("SELECT snippet FROM search.find('ウイルス')").fetchall()
    assert snippet.startswith("…")
    assert snippet.endswith("ウィルス対策")


def test_fewer_can_be_asked_for(small: Connection) -> None:
    assert small.execute("SELECT rank FROM search.find('電話', most := 2)").fetchall() == [(1,), (2,)]


def test_only_a_ward_or_a_table_can_be_asked_for(small: Connection) -> None:
    def ids(more: str) -> list[str]:
        return [name for (name,) in small.execute(f"SELECT row_id FROM search.find('取扱い', {more}) ORDER BY rank").fetchall()]

    assert ids("in_ward := 'mihon'") == ids("in_table := 'turns'") == ["t-4", "t-3"]
    assert ids("in_ward := 'mihon', in_table := 'turns', most := 1") == ["t-4"]
    assert ids("in_ward := 'elsewhere'") == ids("in_table := 'items'") == []


def test_a_query_can_be_too_long(small: Connection, warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    longest, longer = "番号" * 100, "番号" * 100 + "を"
    assert found(small, longest) == []
    with pytest.raises(duckdb.Error, match="at most 200 characters"):
        small.execute("SELECT * FROM search.find(?)", [longer]).fetchall()
    assert main(["search", longer, "--warehouse", str(warehouse)]) == 1
    assert "201 characters; search for at most 200" in capsys.readouterr().err


def test_quotes_hold_blanks_together() -> None:
    assert phrases('"見本 電話" 番号') == [["見本", "電話"], ["番号"]]


def test_words_know_where_they_stand_in_long_texts() -> None:
    text = "見本の文である。\n" * 3000
    words = list(Tokeniser().words(text))
    assert len(words) == 3000 * 5
    assert all(text[word.start : word.start + len(word.surface)] == word.surface for word in words[-50:])


def test_every_text_of_the_specimens_is_found_by_words_of_its_own(specimens: Connection) -> None:
    rows = "FROM (SELECT source, row_id, text FROM search.texts WHERE length > 12) USING SAMPLE 40 ROWS (reservoir, 7)"
    tokeniser = Tokeniser()
    texts = specimens.execute(rows).fetchall()
    assert len(texts) == 40
    for source, row_id, text in texts:
        words = list(tokeniser.words(text))
        three = next(run for run in zip(words, words[1:], words[2:], strict=False) if run[2].place - run[0].place == 2)
        asked = [[word.term for word in three]]
        hits = specimens.execute("SELECT source, row_id FROM search.ranked(?, most := 10000)", [asked]).fetchall()
        assert (source, row_id) in hits


def test_ids_of_results_are_ids_of_rows(specimens: Connection) -> None:
    query = "SELECT f.row_id, t.turn_id FROM search.find('見本', most := 1000) f LEFT JOIN turns t ON t.turn_id = f.row_id WHERE f.source = 'turns'"
    hits = specimens.execute(query).fetchall()
    assert hits
    assert all(found == turn for found, turn in hits)


def test_the_command(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "個人情報", "--most", "3", "--format", "csv", "--warehouse", str(warehouse), "--in", "items"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "rank,score,source,ward,row_id,page_no,snippet"
    assert 2 <= len(lines) <= 4
    assert all(",items," in line for line in lines[1:])
    assert main(["search", "。", "--warehouse", str(warehouse)]) == 1
    assert "no word" in capsys.readouterr().err
