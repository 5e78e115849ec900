"""Parquet, CSV (plain and for Excel), and CSV with a `datapackage.json`."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.export.content import Content, Table
from pipeline.files import write_whole
from pipeline.harmless import guarded

FRICTIONLESS = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "datetime",
}


def parquet(content: Content, folder: Path) -> list[Path]:
    """One Parquet file (zstd) for each table and view; the meaning of columns is in the metadata of their fields."""
    return [_write(folder / f"{table.name}.parquet", _parquet(content, table)) for table in content.tables()]


def _parquet(content: Content, table: Table) -> bytes:
    rows = content.rows(table)
    about = {field.name: field.about for field in table.fields}
    fields = [field.with_metadata({"description": about.get(field.name, "")}) for field in rows.schema]
    out = io.BytesIO()
    pq.write_table(rows.cast(pa.schema(fields, {"description": table.about})), out, compression="zstd")
    return out.getvalue()


def csv_files(content: Content, folder: Path) -> list[Path]:
    """One CSV (UTF-8, RFC 4180 with line feeds) for each table and view. NULL is an empty cell, lists are JSON."""
    return [_write(folder / f"{table.name}.csv", _csv(content, table)) for table in content.tables()]


def excel_files(content: Content, folder: Path) -> list[Path]:
    """CSV that Excel opens rightly and safely: with a byte order mark, and an apostrophe before what it would take for a formula."""
    files = {table.name: _csv(content, table, guarded, "\r\n") for table in content.tables()}
    return [_write(folder / f"{name}.csv", b"\xef\xbb\xbf" + data) for name, data in files.items()]


def _csv(content: Content, table: Table, text: Callable[[str], str] = str, end: str = "\n") -> bytes:
    rows = content.rows(table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(rows.column_names)
    columns = [[cell(value, text) for value in column.to_pylist()] for column in rows.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode()


def cell(value: Any, text: Callable[[str], str] = str) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def datapackage(content: Content, folder: Path) -> list[Path]:
    """CSV files with a `datapackage.json` (Frictionless Data Package) that describes them."""
    files = csv_files(content, folder)
    meta = {row["name"]: row["value"] for row in content.records("SELECT name, value FROM meta")}
    package = {
        "profile": "data-package",
        "name": "shingikai",
        "title": "審議会資料データ / Papers of advisory councils on personal information",
        "version": meta["schema_version"],
        "created": meta["built_at"],
        "hash": meta["content_hash"],
        "resources": [_resource(table) for table in content.tables()],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return [*files, _write(folder / "datapackage.json", text.encode())]


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(*field) for field in table.fields]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": table.about,
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str, sql_type: str, about: str) -> dict[str, Any]:
    kind = "array" if sql_type.endswith("[]") else FRICTIONLESS[sql_type]
    field: dict[str, Any] = {"name": name, "type": kind, "description": about}
    if kind == "datetime":
        field["format"] = "%Y-%m-%dT%H:%M:%S"
    return field


def _write(path: Path, data: bytes) -> Path:
    write_whole(path, data)
    return path
