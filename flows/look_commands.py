"""Commands that look at a warehouse: `status`, `findings`, `sql`, `inspect`, `show`. None of them can change it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.padding import Padding

from flows.output import Format, console, grid, harmless, write
from flows.shell import shell
from flows.shop import open_shop
from pipeline import report
from pipeline.changereport import is_first
from pipeline.content import content_hash
from pipeline.files import write_whole
from pipeline.itemview import WIDTH, item_lines
from pipeline.picture import bytes_of, draw_page, draw_row, find_row
from pipeline.settings import load
from pipeline.warehouse import connect
from schemas.codes import FINDINGS

SEVERITIES = ("error", "warning", "info")
MANY = 1000  # rows that a table for people may have

File = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="The DuckDB file [default: data/warehouse/shingikai.duckdb].")
]
Form = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(status)
    app.command()(findings)
    app.command()(sql)
    app.command(name="inspect")(inspect_page)
    app.command()(show)


@contextmanager
def opened(warehouse: Path | None, *, any_version: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the warehouse named, else to the default one."""
    connection = connect(warehouse or load().warehouse, any_version=any_version)
    try:
        yield connection
    finally:
        connection.close()


def status(warehouse: File = None) -> None:
    """Say what the warehouse holds: its content hash, rows by table and ward, the last runs, what was not loaded or not understood.

    Equal content gives an equal hash: compare two warehouses, or the same one before and after a run.
    """
    out = console()
    with opened(warehouse) as connection:
        out.print(f"warehouse {harmless(str(warehouse or load().warehouse))}", soft_wrap=True)
        out.print(f"content   {content_hash(connection)}")
        parts = {
            "Rows by table and ward": report.counts(connection),
            "Last runs": report.runs(connection),
            "Findings": report.finding_totals(connection),
            "Documents not loaded, or not wholly": report.not_loaded(connection),
            "Characters of the body that no row claims, by kind of paper": report.unclaimed(connection),
        }
    for title, found in parts.items():
        if found.rows:
            out.print()
            out.print(grid(title, found.header, found.rows))


def findings(
    code: Annotated[str | None, typer.Option("--code", "-c", help="Only this kind, for example sum_differs.")] = None,
    severity: Annotated[str | None, typer.Option("--severity", "-s", help="error, warning or info.")] = None,
    document: Annotated[str | None, typer.Option("--document", "-d", help="A document id, or a part of a file name.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Only those that the last change brought.")] = False,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Muted ones too.")] = False,
    warehouse: File = None,
    form: Form = Format.table,
) -> None:
    """List what a person should look at: text that could not be read, sums that do not add up, words that no table knows.

    What a person has decided (accepted, muted, closed) stands in data/corrections: give the finding_id or code, document and
    page, with who, when and why (see: shingikai corrections check --help). Muted findings are left out and counted; one that was
    closed and is found all the same is `reopened`.

    Examples:

        shingikai findings --severity error
        shingikai findings --new
        shingikai findings --code sum_differs --format csv
    """
    known = sorted(finding.code for finding in FINDINGS)
    if code and code not in known:
        raise typer.BadParameter(f"there is no kind {code}; kinds are {', '.join(known)}", param_hint="--code")
    if severity and severity not in SEVERITIES:
        raise typer.BadParameter(" or ".join(SEVERITIES), param_hint="--severity")
    with opened(warehouse) as connection:
        found = report.findings(connection, code, severity, document, new=new and not is_first(connection), muted=everything)
        hidden = [] if everything else report.muted(connection, code, severity, document).rows
    if form is Format.table:
        _cards(found)
    else:
        write(found.header, found.rows, form)
    for kind, count, who, on, why in hidden:
        print(harmless(f"{count} {kind} not shown: muted by {who}, {on}: {why} (--all shows them)"), file=sys.stderr)


def _cards(found: report.Listing) -> None:
    """Findings for a person: what and where, then the words, what was decided, and the id for data/corrections."""
    out = console()
    for severity, code, label, file_name, page, message, review, decided, name in found.rows:
        where = f"{file_name or ''}{f' p. {page}' if page else ''}"
        out.print(harmless(f"{severity:7}  {code}  {label}  {where}".rstrip()), soft_wrap=True)
        for line in message.splitlines():
            out.print(Padding(harmless(line), (0, 0, 0, 9), expand=False))
        if review:
            out.print(Padding(harmless(f"{review}: {decided}"), (0, 0, 0, 9), expand=False))
        out.print(f"         {harmless(name)}\n", soft_wrap=True)
    counts = Counter(row[0] for row in found.rows)
    out.print(", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES))


def sql(
    query: Annotated[str | None, typer.Argument(metavar="[QUERY]", help="One query; without it a shell opens.")] = None,
    warehouse: File = None,
    form: Form = Format.table,
) -> None:
    """Ask the warehouse in SQL. It is opened read-only and reaches no other file and no network.

    Examples:

        shingikai sql "SELECT ward, kind, count(*) FROM items GROUP BY ALL"
        shingikai sql "FROM cross_ward_items WHERE outcome = 'conditional'" --format csv > conditional.csv
        shingikai sql
    """
    with opened(warehouse, any_version=True) as connection:  # the tables of older files can be asked, too
        if query is None and sys.stdin.isatty():
            shell(connection, form)
            return
        found = report.select(connection, query if query is not None else sys.stdin.read())
    shown = found.rows[:MANY] if form is Format.table else found.rows
    write(found.header, shown, form)
    if len(shown) < len(found.rows):
        print(f"{len(found.rows) - len(shown)} more rows: use LIMIT, or --format csv", file=sys.stderr)


def inspect_page(
    what: Annotated[str, typer.Argument(metavar="ROW_ID|FILE", help="The id of a row of the warehouse, or a PDF file.")],
    page: Annotated[
        int | None, typer.Option("--page", "-p", min=1, help="Page number, from 1 [default: the row's first, or 1].")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The picture [default: inspect.png].")] = None,
    warehouse: File = None,
) -> None:
    """Draw a page with what was read from it: the place of one row, or of a file everything that was seen.

    Examples:

        shingikai inspect papers/minutes.pdf --page 3
        shingikai inspect "$(shingikai sql 'SELECT item_id FROM items LIMIT 1' -f csv | tail -1)"
    """
    shop, target = open_shop(), out or Path("inspect.png")
    if Path(what).is_file():
        number = page or 1
        content = draw_page(Path(what).resolve(), number, shop)
    else:
        with opened(warehouse) as connection:
            found = find_row(connection, what)
            path = bytes_of(connection, shop.archive, found.document_id)
        number, content = draw_row(found, path, page)
    write_whole(target, content)
    console().print(f"page {number}: {harmless(str(target))}", soft_wrap=True)


def show(
    item: Annotated[str, typer.Argument(help="An item id, or the end of one: consultation-457.")],
    width: Annotated[int, typer.Option("--width", min=40, help="Columns; a kanji takes two.")] = WIDTH,
    warehouse: File = None,
) -> None:
    """Print one item like the minutes: opinion, conditions, turns, with lines from questions to their answers.

    Example:

        shingikai show consultation-457
    """
    with opened(warehouse) as connection:
        for line in item_lines(connection, item, width):
            typer.echo(harmless(line))
