"""Citations lead to the page and give the words as printed."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from PIL import Image

from flows.cli import main
from pipeline.cite import cite
from pipeline.errors import PipelineError
from pipeline.settings import HOME_VARIABLE
from schemas.rows import ROWS, Read

Connection = duckdb.DuckDBPyConnection


def first(connection: Connection, sql: str) -> tuple[str, ...]:
    return connection.execute(f"{sql} LIMIT 1").fetchall()[0]


def test_a_turn_is_cited_with_page_words_and_state(specimens: Connection) -> None:
    turn, words, page, document = first(
        specimens,
        "SELECT turn_id, text, list_min(list_transform(regions, lambda r: r.page_no)), document_id FROM turns ORDER BY turn_id",
    )
    found, where = cite(specimens, turn)
    sha256, content_hash = first(
        specimens,
        f"SELECT sha256, (SELECT value FROM meta WHERE name = 'content_hash') FROM documents WHERE document_id = '{document}'",
    )
    assert (found.table, found.words, found.sha256, found.content_hash) == ("turns", words, sha256, content_hash)
    assert found.link is not None
    assert found.link.endswith(f".pdf#page={page}")
    assert f"p. {page}" in found.sentence()
    assert found.retrieved_at is not None
    assert f"retrieved {found.retrieved_at:%Y-%m-%d}" in found.sentence()
    assert where.document_id == document


def test_rows_of_every_table_can_be_cited(specimens: Connection) -> None:
    for row in ROWS:
        if issubclass(row, Read):
            key = " || '/' || ".join(row.key())
            for (name,) in specimens.execute(f"SELECT {key} FROM {row.TABLE.name} LIMIT 1").fetchall():
                found, _ = cite(specimens, f"{row.TABLE.name}:{name}")
                assert (found.table, found.row_id) == (row.TABLE.name, name)
                assert found.pages


def test_an_id_that_several_tables_have_needs_its_table(specimens: Connection) -> None:
    (name, words) = first(
        specimens,
        "SELECT s.item_id || '/' || s.seq, s.text FROM item_safeguards s JOIN item_personal_information p USING (item_id, seq) ORDER BY 1",
    )
    with pytest.raises(PipelineError, match=f"say which: .*item_safeguards:{name}"):
        cite(specimens, name)
    assert cite(specimens, f"item_safeguards:{name}")[0].words == words


def test_no_such_row(specimens: Connection) -> None:
    with pytest.raises(PipelineError, match="no row has the id"):
        cite(specimens, "x' OR 1 = 1 --")
    with pytest.raises(PipelineError, match="no row has the id"):
        cite(specimens, "turns:x' OR 1 = 1 --")


def test_the_command_draws_the_place(
    warehouse: Path, specimens: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(warehouse.parent))
    (item,) = first(specimens, "SELECT item_id FROM items ORDER BY item_id")
    picture = tmp_path / "place.png"
    assert main(["cite", item, "--picture", str(picture), "--format", "json", "--warehouse", str(warehouse)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["row_id"] == item
    with Image.open(picture) as cut:
        whole = specimens.execute(
            "SELECT p.height * 2 FROM items i JOIN pages p ON p.document_id = i.document_id AND p.page_no = i.regions[1].page_no "
            "WHERE i.item_id = ?",
            [item],
        ).fetchall()[0][0]
        assert cut.height < whole
        lit = {colour for _, colour in cut.convert("RGB").getcolors(1 << 20) or ()}
    assert any(abs(r - 255) < 12 and abs(g - 238) < 12 and abs(b - 140) < 30 for r, g, b in lit)  # the words are highlighted
    assert main(["cite", item, "--warehouse", str(warehouse)]) == 0
    assert "sha256" in capsys.readouterr().out
