"""Commands for research on a warehouse: `search`, `cite`, `codebook`, `export`. None of them can change it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from flows.look_commands import File, Form, opened
from flows.output import Format, console, harmless, write
from flows.shop import open_shop
from pipeline.cite import cite
from pipeline.describe import codebook, write_codebook
from pipeline.errors import PipelineError
from pipeline.files import write_whole
from pipeline.fulltext import phrases
from pipeline.picture import bytes_of, cut_rows
from pipeline.report import select
from pipeline.snapshots import of_content


class Target(StrEnum):
    """A format of `export`."""

    parquet = "parquet"
    csv = "csv"
    excel_csv = "excel-csv"
    sqlite = "sqlite"
    datapackage = "datapackage"
    akn = "akn"
    popolo = "popolo"
    docbin = "docbin"


class Language(StrEnum):
    """A language of the codebook."""

    ja = "ja"
    en = "en"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(search)
    app.command(name="cite")(cite_row)
    app.command(name="codebook")(print_codebook)
    app.command(name="export")(export_all)


def search(
    query: Annotated[str, typer.Argument(help='Words; what stands between blanks, or in "", stands together in the text.')],
    most: Annotated[int, typer.Option("--most", "-n", min=1, help="How many texts.")] = 20,
    ward: Annotated[str | None, typer.Option("--ward", help="Only this ward.")] = None,
    source: Annotated[str | None, typer.Option("--in", help="Only this table, for example turns or item_safeguards.")] = None,
    warehouse: File = None,
    form: Form = Format.table,
) -> None:
    """Find turns, opinions, conditions, items, safeguards, incidents and provisions by their words, the best first.

    All words must occur; other writings and endings of a word are found too (取扱い, 取り扱い). In SQL: search.find('…').

    Examples:

        shingikai search "電話番号 SMS"
        shingikai search "データセンター" --in item_safeguards --format csv
    """
    wanted = phrases(query)
    if not wanted:
        raise PipelineError("there is no word to search for")
    with opened(warehouse) as connection:
        found = select(
            connection,
            "SELECT rank, score, source, ward, row_id, page_no, snippet "
            "FROM search.ranked($1, most := $2, in_ward := $3, in_table := $4) ORDER BY rank",
            [wanted, most, ward, source],
        )
    write(found.header, found.rows, form)


def cite_row(
    row_id: Annotated[
        str, typer.Argument(metavar="ROW_ID", help="The id of a row: the columns of its key, joined by /; or TABLE:ID.")
    ],
    picture: Annotated[
        Path | None, typer.Option("--picture", "-p", help="Cut the row's place out of its pages into this PNG.")
    ] = None,
    warehouse: File = None,
    form: Form = Format.table,
) -> None:
    """Give the source of a row: link with page, sha256, day of retrieval, the words as printed, and a picture of the place.

    The whole page with the place marked: shingikai inspect ROW_ID.

    Examples:

        shingikai search "電話番号" --in turns
        shingikai cite "$(shingikai sql 'SELECT item_id FROM items LIMIT 1' -f csv | tail -1)" --picture place.png
        shingikai cite "item_safeguards:$(shingikai sql 'SELECT item_id FROM item_safeguards LIMIT 1' -f csv | tail -1)/1"
    """
    shop = open_shop()
    with opened(warehouse) as connection:
        found, where = cite(connection, row_id)
        if picture is not None:
            (content,) = cut_rows([where], bytes_of(connection, shop.archive, where.document_id))
            write_whole(picture, content)
    kept = of_content(warehouse or shop.settings.warehouse, found.content_hash)
    found = msgspec.structs.replace(found, snapshot=kept.name if kept else None)
    said = {"citation": found.sentence(), **msgspec.structs.asdict(found), "pages": list(found.pages)} | {
        "corrected": list(found.corrected)
    }
    if form is Format.table:
        write(("", ""), list(said.items()), form)
    else:
        write(tuple(said), [tuple(said.values())], form)


def print_codebook(
    language: Annotated[Language, typer.Option("--lang", "-l", help="Japanese or English.")] = Language.en,
    folder: Annotated[Path | None, typer.Option("--write", help="Write both languages into this folder instead.")] = None,
) -> None:
    """Say what every table, column, code and view means (Markdown)."""
    if folder is None:
        typer.echo(codebook(language.value), nl=False)
        return
    for path in write_codebook(folder):
        console().print(harmless(str(path)), soft_wrap=True)


def export_all(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the files; it is made where there is none.")],
    form: Annotated[Target, typer.Option("--format", "-f", help="The format.")] = Target.parquet,
    redact: Annotated[bool, typer.Option("--redact", help="Mask names that their context marks as private persons'.")] = False,
    warehouse: File = None,
) -> None:
    """Write the warehouse in the format of other programs: Parquet, CSV, CSV for Excel, SQLite for Datasette, a data package,
    Akoma Ntoso XML of the meetings, Popolo JSON of people and councils, a spaCy DocBin of the tagged text.

    Which names --redact masks: SELECT * FROM private_names.

    Examples:

        shingikai export out --format parquet
        shingikai export out --format excel-csv --redact
    """
    # Imported here: spaCy takes a second to load and no other command needs it.
    from pipeline.export.run import export

    with opened(warehouse) as connection:
        files = export(connection, folder, form.value, redact=redact)
    console().print(f"{len(files)} files: {harmless(str(folder))}", soft_wrap=True)
