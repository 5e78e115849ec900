"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from pipeline.export.akn import akn
from pipeline.export.content import Content
from pipeline.export.docbin import docbin
from pipeline.export.flat import csv_files, datapackage, excel_files, parquet
from pipeline.export.popolo import popolo
from pipeline.export.sqlite import sqlite

FORMATS: dict[str, Callable[[Content, Path], list[Path]]] = {
    "parquet": parquet,
    "csv": csv_files,
    "excel-csv": excel_files,
    "sqlite": sqlite,
    "datapackage": datapackage,
    "akn": akn,
    "popolo": popolo,
    "docbin": docbin,
}


def export(connection: duckdb.DuckDBPyConnection, folder: Path, form: str, *, redact: bool = False) -> list[Path]:
    """Write a warehouse into a folder in one of `FORMATS`; gives back the files. Each file is written as a whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    return FORMATS[form](Content(connection, redact=redact), folder)
