"""Rows as Arrow tables, which DuckDB takes in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import msgspec
import pyarrow as pa

from schemas.rows import Column, Regions, Row
from schemas.rows.derived import DIFFERENCES_SQL

ARROW_TYPES: dict[str, Any] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIME": pa.time64("us"),
    "TIMESTAMP": pa.timestamp("us"),
    DIFFERENCES_SQL: pa.list_(pa.struct([(name, pa.string()) for name in ("column_name", "old_value", "new_value")])),
}


def arrow_table(row_type: type[Row], rows: Sequence[Row]) -> Any:
    """A `pyarrow.Table` with the row type's columns, in their order."""
    columns = row_type.columns()
    return pa.table({column.name: _array(column, [getattr(row, column.name) for row in rows]) for column in columns})


def _array(column: Column, values: list[Any]) -> Any:
    if column.name == "regions":
        return _regions(values)
    if column.sql_type == DIFFERENCES_SQL:
        values = msgspec.to_builtins(values)
    return pa.array(values, type=ARROW_TYPES[column.sql_type])


def _regions(values: list[Regions]) -> Any:
    flat = [region for regions in values for region in regions]
    fields = [pa.array([region.page_no for region in flat], type=pa.int32())]
    fields += [pa.array([getattr(r, name) for r in flat], type=pa.float64()) for name in ("x0", "top", "x1", "bottom")]
    boxes = pa.StructArray.from_arrays(fields, names=["page_no", "x0", "top", "x1", "bottom"])
    offsets = pa.array([0, *accumulate(len(regions) for regions in values)], type=pa.int32())
    return pa.ListArray.from_arrays(offsets, boxes)
