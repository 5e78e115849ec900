"""DataFrames have types that know missing values, and hold what the warehouse holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.errors import PipelineError
from pipeline.frames import Frames


@pytest.fixture(scope="module")
def data(warehouse: Path) -> Iterator[Frames]:
    with Frames(warehouse) as frames:
        yield frames


def test_every_table_and_view_is_a_frame(data: Frames, specimens: duckdb.DuckDBPyConnection) -> None:
    for name in data.names():
        frame = data.table(name)
        assert len(frame) == specimens.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]


def test_types(data: Frames) -> None:
    items = data.table("items")
    assert str(items["fiscal_year"].dtype) == "Int64"
    assert str(items["title"].dtype) == "string"
    assert isinstance(items["outcome"].dtype, pd.CategoricalDtype)
    assert "conditional" in items["outcome"].cat.categories
    facts = data.table("compare.item_facts")
    assert str(facts["held_on"].dtype) == "datetime64[s]"
    assert str(facts["with_conditions"].dtype) == "boolean"
    assert facts["questions"].isna().sum() < len(facts)


def test_a_value_beside_the_codes_is_kept(data: Frames) -> None:
    shares = data.table("compare.condition_shares")
    assert (shares["handling"] == "all").any()
    for name in data.names():
        frame = data.table(name)
        for column in frame.select_dtypes("category"):
            asked = f'SELECT count("{column}") AS n FROM {name}'
            assert frame[column].notna().sum() == data.query(asked).iloc[0, 0]


def test_pandas_counts_as_sql_does(data: Frames) -> None:
    facts = data.table("compare.item_facts")
    counted = facts.groupby(["ward", "kind"], observed=True).size()
    asked = data.query("SELECT ward, kind, count(*) AS n FROM items GROUP BY ALL")
    assert {(ward, kind): n for ward, kind, n in asked.itertuples(index=False)} == counted.to_dict()


def test_values_and_search(data: Frames) -> None:
    assert data.query("SELECT $1 AS a", ["x'; DROP TABLE items"]).iloc[0, 0] == "x'; DROP TABLE items"
    found = data.search("個人情報", most=3)
    assert list(found["rank"]) == list(range(1, len(found) + 1))
    assert 0 < len(found) <= 3


@pytest.mark.parametrize("name", ["nothing", 'items"; SELECT 1; --', "duckdb_settings()"])
def test_other_names_are_refused(data: Frames, name: str) -> None:
    with pytest.raises(PipelineError, match="there is no table or view"):
        data.table(name)
