"""The command `sample`: rows drawn by lot for checking by hand, and what the checked sheets say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.progress import Progress

from flows.look_commands import File, Form, opened
from flows.output import Format, console, harmless, write
from flows.shop import open_shop
from pipeline.errors import PipelineError
from pipeline.sample import results, sheet
from pipeline.sample.make import PAGE, SHEET, Wanted, make, values_of
from pipeline.settings import load

sample_app = typer.Typer(invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(sample_app, name="sample")


@sample_app.callback()
def sample(
    context: typer.Context,
    table: Annotated[
        str, typer.Option("--table", "-t", help="The table: items, turns, opinions, item_safeguards, mentions …")
    ] = "items",
    by: Annotated[
        str, typer.Option("--by", help="Columns that make the strata, by comma, of the row, its item, meeting or document.")
    ] = "ward",
    n: Annotated[int, typer.Option("--n", "-n", min=1, help="How many rows.")] = 50,
    floor: Annotated[int, typer.Option("--floor", min=0, help="At least so many of each stratum.")] = 3,
    fields: Annotated[str, typer.Option("--fields", help="Only these columns, by comma [default: all that are printed].")] = "",
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same rows.")] = 1,
    blind: Annotated[bool, typer.Option("--blind", help="Hide the values: a person codes what the page says.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="The folder [default: sample-TABLE].")] = None,
    warehouse: File = None,
) -> None:
    """Draw rows by lot for checking by hand, in proportion to the strata: DIR/index.html shows each row with a picture of its
    place, DIR/sheet.csv is filled in (right, wrong, unclear; what it should be) and read back with `shingikai sample read`.

    What is measured is whether the values of rows that were found are right. What was missed shows on the page beside them.

    Examples:

        shingikai sample --by ward,kind --n 50
        shingikai sample --table item_safeguards --fields text,measure --seed 7 --out check-7
        shingikai sample --table items --fields outcome,procedure --blind
        shingikai sample read sample-items/sheet.csv
        shingikai sample read mine.csv hers.csv
    """
    if context.invoked_subcommand is not None:
        return
    shop, folder = open_shop(), out or Path(f"sample-{table}")
    wanted = Wanted(table, _names(by), n, floor, seed, _names(fields), blind)
    with opened(warehouse) as connection, Progress(transient=True, disable=not console().is_terminal) as bar:
        task = bar.add_task("pictures")
        lot = make(connection, shop.archive, wanted, folder, lambda done, of: bar.update(task, completed=done, total=of))
    rows = [(name, size, len(lot.drawn[name])) for name, size in lot.sizes.items()]
    write(("stratum", "rows", "drawn"), rows, Format.table)
    for name in (PAGE, SHEET):
        console().print(harmless(str(folder / name)), soft_wrap=True)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


@sample_app.command()
def read(
    sheets: Annotated[
        list[Path], typer.Argument(metavar="SHEET [SHEET]", help="One filled-in sheet.csv, or the same by two persons.")
    ],
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Put the sheet into data/checks: the next load says its figures in codebook.accuracy."),
    ] = False,
    warehouse: File = None,
    form: Form = Format.table,
) -> None:
    """Say what filled-in sheets show. One sheet: the share of right values by field, weighted by stratum, with a 95 % interval
    (Wilson). Two sheets: agreement and Cohen's kappa by field, and the values on which the two persons differ.

    A single blind sheet is held against the warehouse.

    Examples:

        shingikai sample read sample-items/sheet.csv
        shingikai sample read sample-items/sheet.csv --keep
        shingikai sample read mine.csv hers.csv --format csv > differences.csv
    """
    if len(sheets) > 2 or (keep and len(sheets) > 1):
        raise PipelineError("give one sheet, or (without --keep) the same sheet as two persons have filled it in")
    read_in = [sheet.read(path) for path in sheets]
    if len(read_in) == 2:
        _two(read_in[0], read_in[1], form)
        return
    (lines,) = read_in
    if lines[0].value is None:
        with opened(warehouse) as connection:
            lines = _held(connection, lines)
    found = results.accuracy(lines)
    write(
        ("field", "right", "from", "to", "checked", "were right", "unclear", "open"),
        [(a.field, *_shares(a.share), a.checked, a.right, a.unclear, a.open) for a in found],
        form,
    )
    if keep:
        print(f"kept: {harmless(str(sheet.keep(lines, load().checks)))}", file=sys.stderr)


def _held(connection: duckdb.DuckDBPyConnection, lines: tuple[sheet.Line, ...]) -> tuple[sheet.Line, ...]:
    return tuple(results.held_against(lines, values_of(connection, lines)))


def _two(one: tuple[sheet.Line, ...], other: tuple[sheet.Line, ...], form: Format) -> None:
    """On a terminal both tables; as CSV or JSON the differences alone, which are for going through."""
    agreed, differences = results.agreement(one, other)
    header = ("field", "both", "agreement", "kappa", "from", "to")
    rows = [(a.field, a.both, *(_rounded(x) for x in a.kappa or ())) for a in agreed]
    if form is Format.table:
        write(header, rows, form)
        console().print()
    write(("row_id", "field", "value", "one", "other", "remarks"), [tuple(d) for d in differences], form)


def _shares(share: tuple[float, float, float] | None) -> tuple[float | None, ...]:
    return tuple(_rounded(part) for part in share) if share else (None, None, None)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
