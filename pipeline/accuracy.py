"""Accuracy as measured: of the product (`data/accuracy/measured.yml`), and of samples that persons have checked (`data/checks`)."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from pipeline.errors import PipelineError
from pipeline.sample.measure import wilson
from pipeline.sample.results import accuracy
from pipeline.sample.sheet import Line, read
from pipeline.settings import ROOT
from schemas.rows import AccuracyRow

MEASURED = ROOT / "data" / "accuracy" / "measured.yml"


class Figure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure of the product: what was measured, how, over how many, and what keeps it from being perfect."""

    key: str
    figure: float
    table: str
    column: str | None = None
    measure: str
    n: int | None = None
    unit_en: str | None = None
    unit_ja: str | None = None
    what_en: str
    what_ja: str
    limit_en: str | None = None
    limit_ja: str | None = None


class Measured(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The product's figures, when and on what they were measured."""

    measured_on: dt.date
    on_en: str
    on_ja: str
    figures: tuple[Figure, ...]


@cache
def load_measured(path: Path = MEASURED) -> Measured:
    """The product's figures. Raises PipelineError where the file is not as it should be."""
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Measured)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise PipelineError(f"{path.name}: {' '.join(str(error).split())}") from error


def measured() -> list[AccuracyRow]:
    """The product's figures as rows; shares of a known number have Wilson's interval."""
    said = load_measured()
    return [_row(one, said) for one in said.figures]


def _row(one: Figure, said: Measured) -> AccuracyRow:
    interval = wilson(one.figure, one.n) if one.measure == "share" and one.n else None
    return AccuracyRow(
        accuracy_id=f"annotated/{one.key}",
        basis="annotated",
        table_name=one.table,
        column_name=one.column,
        what_ja=one.what_ja,
        what_en=one.what_en,
        measure=one.measure,
        figure=one.figure,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        n=one.n,
        on_ja=said.on_ja,
        on_en=said.on_en,
        measured_on=said.measured_on,
        limit_ja=one.limit_ja,
        limit_en=one.limit_en,
    )


def checked(folder: Path) -> list[AccuracyRow]:
    """What the checked sheets of a folder show, by field. Raises PipelineError naming the sheet that cannot be read."""
    return [row for path in sorted(folder.glob("*.csv")) for row in _of_sheet(path.stem, read(path))]


def _of_sheet(name: str, lines: tuple[Line, ...]) -> list[AccuracyRow]:
    rows = len({line.row_id for line in lines})
    strata = sorted({line.stratum for line in lines})
    return [
        AccuracyRow(
            accuracy_id=f"checked_sample/{name}/{one.field}",
            basis="checked_sample",
            table_name=lines[0].table,
            column_name=one.field,
            what_ja="抽出した行の値のうち正しいもの（層の大きさで重み付け）",
            what_en="Right values of the rows drawn, weighted by stratum",
            measure="share",
            figure=one.share.value,
            low=one.share.low,
            high=one.share.high,
            n=one.checked,
            on_ja=f"標本{name}：{rows}行（層：{'、'.join(strata)}）",
            on_en=f"sample {name}: {rows} rows (strata: {', '.join(strata)})",
            measured_on=_day(lines[0].drawn_on),
        )
        for one in accuracy(lines)
        if one.share
    ]


def _day(words: str) -> dt.date | None:
    """The day a sheet was drawn; None where a spreadsheet has made something else of it."""
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        return None
