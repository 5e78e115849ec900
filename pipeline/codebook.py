"""The code tables of `data/codebook`: which neutral code a ward's own term means, one CSV for each table.

Columns: `ward` (`*` for every ward), `term`, `code`, `note`. A row of a ward goes before one of all wards.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import PipelineError
from schemas.codes import CODES

COLUMNS = ["ward", "term", "code", "note"]
Codebook = dict[str, dict[str, dict[str, str]]]


def load_codebook(folder: Path) -> Codebook:
    """Table → ward → term → code. Raises PipelineError where a file lacks a column or a code is in no code table."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))}


def of_ward(codebook: Codebook, ward: str) -> dict[str, dict[str, str]]:
    """Table → term → code, as one ward means it."""
    return {table: rows.get("*", {}) | rows.get(ward, {}) for table, rows in codebook.items()}


def _read(path: Path) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    known = {code.code for code in CODES.get(path.stem, ())}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise PipelineError(f"{path.name}: the columns must be {', '.join(COLUMNS)}")
        for row in reader:
            if not row["ward"] or not row["term"] or not row["code"]:
                raise PipelineError(f"{path.name}, line {reader.line_num}: ward, term and code must be filled in")
            if known and row["code"] not in known:
                raise PipelineError(f"{path.name}, line {reader.line_num}: {row['code']} is no {path.stem} code")
            out.setdefault(row["ward"], {})[row["term"]] = row["code"]
    return out
