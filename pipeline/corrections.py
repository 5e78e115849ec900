"""What a person has put right: `data/corrections/*.yml` and `*.csv`, applied to the rows after every parsing.

An entry names a table, a row (its id), a column, the right value, and who says so, when and why; `was` is the value that the
person saw. Where the papers say something else than `was` by now, or the row is gone, that is a finding.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import yaml
from msgspec import Struct

from pipeline.errors import PipelineError
from pipeline.records import Tables, row_id
from schemas.codes import SEVERITY
from schemas.rows import ROWS, FindingRow, RunRow
from schemas.rows.base import Row
from schemas.rows.derived import CorrectionRow

KINDS = {row.TABLE.name: row for row in ROWS if row is not RunRow}


class Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's correction of one column of one row. `was`: what was read when it was made, if the person noted it."""

    table: str
    row: str
    column: str
    value: Any
    was: Any = None
    who: str
    when: dt.date
    why: str


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """All corrections, by file and place in it. Raises PipelineError naming the file and what is wrong with it."""
    found: list[Correction] = []
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.csv")]):
        try:
            entries = [_checked(entry) for entry in msgspec.convert(_raw(path), list[Correction])]
        except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError, ValueError) as error:
            raise PipelineError(f"corrections/{path.name}: {' '.join(str(error).split())}") from error
        found += entries
    twice = _twice(found)
    if twice:
        raise PipelineError(f"corrections: {twice} is corrected twice; leave the one that counts")
    return tuple(found)


def _raw(path: Path) -> Any:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".yml":
        return yaml.safe_load(text) or []
    lines = csv.DictReader(text.splitlines())
    return [
        {name: value for name, value in line.items() if value != ""} | {"value": line.get("value") or None} for line in lines
    ]


def _twice(found: Iterable[Correction]) -> str | None:
    seen = set()
    for one in found:
        place = (one.table, one.row, one.column)
        if place in seen:
            return " ".join(place)
        seen.add(place)
    return None


def _checked(one: Correction) -> Correction:
    kind = KINDS.get(one.table)
    if kind is None:
        raise ValueError(f"there is no table {one.table}")
    if one.column not in kind.__struct_fields__ or one.column in (*kind.key(), "regions"):
        raise ValueError(f"{one.table} has no column {one.column} that can be corrected")
    _fitting(kind, one.column, one.value)
    return one


def _fitting(kind: type[Row], column: str, value: Any) -> Any:
    """A value as the column has it. Raises msgspec.ValidationError (a ValueError) where it does not fit."""
    return msgspec.convert(value, get_type_hints(kind)[column], strict=False)


def apply(tables: Tables, corrections: Sequence[Correction]) -> list[CorrectionRow]:
    """Put the corrections into the rows and add findings for those that no longer fit; gives back what was done with each."""
    by_table: dict[str, dict[str, list[Correction]]] = defaultdict(lambda: defaultdict(list))
    for one in corrections:
        by_table[one.table][one.row].append(one)
    done: list[CorrectionRow] = []
    for name, wanted in by_table.items():
        kind = KINDS[name]
        tables[kind] = [_corrected(row, wanted.pop(row_id(row), []), done) for row in tables.get(kind, [])]
        done += [_noted(one, None, "row_missing") for missing in wanted.values() for one in missing]
    tables.setdefault(FindingRow, []).extend(_findings(done, tables))
    return sorted(done, key=lambda row: (row.table_name, row.row_id, row.column_name))


def _corrected(row: Row, wanted: Sequence[Correction], done: list[CorrectionRow]) -> Row:
    for one in wanted:
        read, right = getattr(row, one.column), _fitting(type(row), one.column, one.value)
        changed = one.was is not None and read != _fitting(type(row), one.column, one.was)
        done.append(_noted(one, read, "source_changed" if changed and read != right else "applied"))
        row = msgspec.structs.replace(row, **{one.column: right})
    return row


def _noted(one: Correction, read: object, state: str) -> CorrectionRow:
    return CorrectionRow(
        table_name=one.table,
        row_id=one.row,
        column_name=one.column,
        value=None if one.value is None else str(one.value),
        source_value=None if read is None else str(read),
        state=state,
        corrected_by=one.who,
        corrected_on=one.when,
        reason=one.why,
    )


WORDS = {
    "source_changed": "the papers now say {read!r}; look whether {value!r} is still right",
    "row_missing": "there is no such row any more; look under which id it stands (id_history)",
}


def _findings(done: Iterable[CorrectionRow], tables: Tables) -> list[FindingRow]:
    open_ones = [one for one in done if one.state in WORDS]
    out = []
    for n, one in enumerate(sorted(open_ones, key=lambda r: (r.table_name, r.row_id, r.column_name)), 1):
        words = WORDS[one.state].format(read=one.source_value, value=one.value)
        message = f"correction of {one.table_name}.{one.column_name} of {one.row_id} by {one.corrected_by}: {words}"
        out.append(
            FindingRow(
                finding_id=f"corrections/finding-{n}",
                document_id=None,
                page_no=None,
                code="correction_open",
                severity=SEVERITY["correction_open"],
                message=message,
                row_id=one.row_id,
            )
        )
    return out
