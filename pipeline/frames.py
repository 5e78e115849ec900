"""The warehouse for pandas: typed DataFrames of tables, views and queries.

from pipeline.frames import Frames

with Frames("study.duckdb") as data:
    items = data.table("compare.item_facts")
    data.query("SELECT ward, count(*) AS items FROM items GROUP BY ward")
    data.search("電話番号 SMS")
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pandas as pd

from pipeline.ddl import quoted, views
from pipeline.errors import PipelineError
from pipeline.fulltext import phrases
from pipeline.settings import load
from pipeline.warehouse import connect
from schemas.codes import CODES
from schemas.rows import DERIVED, ROWS, Row

# Types of pandas that know missing values, so that no count becomes a float and no NULL an empty text.
DTYPES: dict[str, str] = {
    "VARCHAR": "string",
    "INTEGER": "Int64",
    "BIGINT": "Int64",
    "DOUBLE": "Float64",
    "BOOLEAN": "boolean",
    "DATE": "datetime64[s]",
    "TIMESTAMP": "datetime64[s]",
}


class Frames:
    """A warehouse, opened read-only. Columns have nullable types; dates are `datetime64[s]`; columns of codes are categories."""

    def __init__(self, path: str | Path | None = None) -> None:
        """Open a warehouse, the default one where none is named. Raises NotAWarehouseError where there is none."""
        self._connection = connect(Path(path) if path else load().warehouse)
        self._codes = _code_columns()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def names(self) -> list[str]:
        """The tables and views that `table` knows."""
        return [
            *(_name(row) for row in (*ROWS, *DERIVED)),
            *(f"code_{name}" for name in CODES),
            *(view.name for view in views()),
        ]

    def table(self, name: str) -> pd.DataFrame:
        """All rows of a table or view, for example `turns` or `compare.contractors`. Raises PipelineError for another name."""
        if name not in self.names():
            raise PipelineError(f"there is no table or view {name}; there are {', '.join(self.names())}")
        return self.query(f"SELECT * FROM {'.'.join(map(quoted, name.split('.')))}")

    def query(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """The result of a query; `values` take the places of `?` or `$1` in it."""
        found: duckdb.DuckDBPyRelation = self._connection.sql(sql, params=list(values) or None)
        types = dict(zip(found.columns, map(str, found.types), strict=True))
        frame: pd.DataFrame = found.to_arrow_table().to_pandas(date_as_object=False)
        return frame.astype({name: self._dtype(frame[name], kind) for name, kind in types.items() if kind in DTYPES})

    def _dtype(self, column: pd.Series[Any], kind: str) -> Any:
        codes = self._codes.get(str(column.name)) if kind == "VARCHAR" else None
        if not codes:
            return DTYPES[kind]
        # a view or a query may have a value of its own there, as `all` among the handlings
        return pd.CategoricalDtype([*codes, *sorted(set(column.dropna()) - set(codes))])

    def search(self, query: str, most: int = 50) -> pd.DataFrame:
        """Texts in which all words of a query stand, the best first (see `shingikai search`)."""
        return self.query("FROM search.ranked($1, most := $2)", [phrases(query), most])


def _name(row: type[Row]) -> str:
    return row.TABLE.name if row.TABLE.schema == "main" else f"{row.TABLE.schema}.{row.TABLE.name}"


def _code_columns() -> dict[str, list[str]]:
    """Columns that hold codes of one code table wherever they occur, with the codes in their order."""
    used: dict[str, set[str | None]] = {}
    for row in ROWS:
        for column in row.columns():
            used.setdefault(column.name, set()).add(column.col.code)
    one = {name: next(iter(codes)) for name, codes in used.items() if len(codes) == 1}
    return {name: [code.code for code in CODES[code]] for name, code in one.items() if code}
