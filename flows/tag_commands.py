"""Commands about named things: `tag`, `evaluate`, `lexicon check`. None of them changes a warehouse."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.look_commands import File, Form, opened
from flows.output import Format, write
from flows.shop import open_shop
from pipeline import tagging
from pipeline.errors import PipelineError
from pipeline.files import write_whole

Ward = Annotated[
    str | None, typer.Option("--ward", help="The ward whose names and terms count, for example one of data/sources.")
]
lexicon_app = typer.Typer(help="Work on the word lists of data/lexicon.", no_args_is_help=True)


class TagFormat(StrEnum):
    """How mentions are given."""

    table = "table"
    csv = "csv"
    json = "json"
    html = "html"
    docbin = "docbin"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(tag)
    app.command()(evaluate)
    app.add_typer(lexicon_app, name="lexicon")


def tag(
    file: Annotated[str, typer.Argument(help="A text file in UTF-8, or - for standard input.")],
    ward: Ward = None,
    form: Annotated[
        TagFormat, typer.Option("--format", "-f", help="html: a page in colours; docbin: for spaCy.")
    ] = TagFormat.table,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where html and docbin are written.")] = None,
) -> None:
    """Find the named things of any text: laws, offices, persons, dates, amounts, data items, safeguards … with their values.

    Offsets count characters of the text. Papers are tagged when they are loaded; see the tables mentions and entities.

    Examples:

        echo "令和5年4月1日に保険年金課へ3件を報告した。" | shingikai tag -
        shingikai tag notes.txt --format html --out notes.html
    """
    text, shop = _text(file), open_shop()
    facts = tagging.facts_for(ward, shop.sources, shop.lexicon)
    if form is TagFormat.docbin:
        write_whole(_target(out, form), tagging.as_docbin(text, facts))
        return
    spans = tagging.tag_text(text, facts)
    if form is TagFormat.html:
        write_whole(_target(out, form), tagging.as_html(text, spans).encode())
        return
    rows = [(s.label, text[s.start : s.end], s.value, s.start, s.end) for s in spans]
    write(("label", "text", "normalized", "char_start", "char_end"), rows, Format(form.value))


def _text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise PipelineError(f"{file} is no text in UTF-8; papers in PDF are tagged by: shingikai ingest {file}") from error


def _target(out: Path | None, form: TagFormat) -> Path:
    return out or Path(f"mentions.{'html' if form is TagFormat.html else 'spacy'}")


def evaluate(
    annotation: Annotated[Path, typer.Argument(help="JSON with passages (id, text) and entities (passage, tag, start, end).")],
    form: Form = Format.table,
) -> None:
    """Say how well the taggers agree with an annotation: precision, recall and F1 by label.

    The passages are tagged as plain text, without what a whole paper says of its people and boxes. SAFEGUARD and POPULATION
    need half of the longer span in common, all others the same borders.
    """
    shop = open_shop()
    scores = tagging.evaluate(annotation, shop.sources, shop.lexicon)
    rows = [(s.label, s.annotated, s.found, s.right, round(s.precision, 3), round(s.recall, 3), round(s.f1, 3)) for s in scores]
    write(("label", "annotated", "found", "right", "precision", "recall", "f1"), rows, form)


@lexicon_app.command()
def check(warehouse: File = None, form: Form = Format.table) -> None:
    """Say what the word lists as they are now would change in the warehouse: mentions that come (+) and go (-).

    Edit data/lexicon/*.csv, run this, and then ingest to take the change over.
    """
    shop = open_shop()
    with opened(warehouse) as connection:
        found = tagging.lexicon_changes(connection, shop)
    write(found.header, found.rows, form)
