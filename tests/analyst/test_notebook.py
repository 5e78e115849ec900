"""The notebook runs from top to bottom, and what it counts is what SQL counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from notebooks.compare_wards import app


@pytest.fixture(scope="module")
def ran(warehouse: Path) -> Iterator[dict[str, Any]]:
    """What the notebook has defined after it ran on the specimens."""
    mpl.use("Agg")
    _, found = app.run(defs={"warehouse": str(warehouse)})
    yield dict(found)
    found["data"].close()


def test_every_cell_gives_what_sql_gives(ran: dict[str, Any], specimens: duckdb.DuckDBPyConnection) -> None:
    def ask(sql: str) -> Any:
        return specimens.execute(sql).fetchall()

    assert ran["by_kind"].to_numpy().sum() == ask("SELECT count(*) FROM items")[0][0]
    assert list(ran["coverage"]["documents"]) == [n for (n,) in ask("SELECT documents FROM codebook.coverage")]
    shares = {ward: (row["decided"], row["with_conditions"]) for ward, row in ran["conditions"].iterrows()}
    asked = "SELECT ward, sum(decided)::INT, sum(with_conditions)::INT FROM compare.condition_shares WHERE handling = 'all' GROUP BY ward"
    assert shares == {ward: (decided, conditional) for ward, decided, conditional in ask(asked)}
    assert (ran["conditions"]["low"] <= ran["conditions"]["value"]).all()
    assert ran["required"].to_numpy().sum() == len(ask("SELECT DISTINCT item_id, requirement FROM compare.requirements"))
    assert ran["themes"].to_numpy().sum() == len(ask("SELECT DISTINCT turn_id, theme FROM compare.question_themes"))
    assert len(ran["accuracy"]) == ask("SELECT count(*) FROM codebook.accuracy")[0][0]
    assert len(ran["gaps"]) > 0


def test_the_charts_can_be_read_in_japanese(ran: dict[str, Any], tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    overview: Figure = ran["overview"]
    overview.savefig(tmp_path / "overview.png")
    assert (tmp_path / "overview.png").stat().st_size > 30_000
    assert len(overview.axes) == 4
    words = [text.get_text() for text in overview.findobj(Text)]
    assert any("求めた保護の要件" in word for word in words)
    assert not [w for w in recwarn if "missing from font" in str(w.message)]
