"""Tables, CSV and JSON on a terminal. Text from documents never reaches the terminal as a command to it."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.harmless import guarded
from pipeline.harmless import harmless as harmless


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    excel = "excel"
    json = "json"


def plain(value: Any) -> str:
    """A value of the warehouse in words; NULL is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(plain(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def grid(title: str | None, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    """Rows as a table for people."""
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for name in header:
        # An id is there to be copied: it stands on one line.
        table.add_column(Text(harmless(name)), overflow="fold", no_wrap=name.endswith("_id"))
    for row in rows:
        table.add_row(*(Text(harmless(plain(value))) for value in row))
    return table


def console() -> Console:
    """Standard output; as wide as the terminal, and wide enough for a table where there is no terminal."""
    out = Console(highlight=False, markup=False)
    return out if out.is_terminal else Console(highlight=False, markup=False, width=max(out.width, 160))


def write(header: Sequence[str], rows: Sequence[Sequence[Any]], form: Format, out: TextIO | None = None) -> None:
    """Print rows in a format. CSV and JSON are verbatim unless they go to a terminal; `excel` is CSV that
    Excel opens rightly and takes for no formulas."""
    target = out or sys.stdout
    if form is Format.table:
        console().print(grid(None, header, rows))
        return
    guard = harmless if target.isatty() else str
    if form is Format.csv:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[guard(_flat(value)) for value in row] for row in rows])
    elif form is Format.excel:
        target.write("" if target.isatty() else "\ufeff")
        writer = csv.writer(target, lineterminator="\n" if target.isatty() else "\r\n")
        writer.writerow([guard(guarded(name)) for name in header])
        writer.writerows([[guard(_guarded(value)) for value in row] for row in rows])
    else:
        records = [dict(zip(header, row, strict=True)) for row in rows]
        target.write(guard(json.dumps(records, ensure_ascii=False, indent=2, default=_json)) + "\n")


def _flat(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, default=_json) if isinstance(value, list | dict) else str(value)


def _guarded(value: Any) -> str:
    """A text that no spreadsheet takes for a formula; numbers stay numbers."""
    return _flat(value) if isinstance(value, int | float) else guarded(_flat(value))


def _json(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
