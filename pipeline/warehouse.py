"""The DuckDB file: built beside the old one, checked, and put in its place as a whole."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import duckdb
import msgspec

from pipeline.changes import since
from pipeline.checks import failures
from pipeline.classify import classify
from pipeline.columns import arrow_table
from pipeline.content import content_hash
from pipeline.ddl import qualified, quoted, statements
from pipeline.errors import NotAWarehouseError, RefusedError
from pipeline.files import put_in_place
from pipeline.fulltext import index
from pipeline.held import columns_of, other_version
from pipeline.meta import meta_rows, not_published
from pipeline.privacy import private_rows
from pipeline.records import Part
from pipeline.settings import cores
from pipeline.tally import tally
from pipeline.words import words_apart
from schemas.notes import NOTES
from schemas.rows import DocumentRow, IdHistory, MetaRow, NotPublishedRow, Row, RunRow
from schemas.rows.about import NoteRow, PrivateNameRow
from schemas.rows.derived import ChangeRow, CorrectionRow
from schemas.source import Source

# Readable by DuckDB 1.4 and later.
STORAGE = "v1.4.0"
# Many small tables: with the default of 256 KiB an almost empty warehouse has 30 MB.
BLOCK = 16384
# So many rows at a time go to DuckDB.
BATCH = 2_000
Config = dict[str, str | bool | int | float | list[str]]
# Of the machine's, for one connection: another program lives there too.
MEMORY = "50%"
# Bytes that DuckDB may hold while it writes a file that is smaller than that.
LEAST = 192 << 20
# Each that sorts holds memory of its own.
THREADS = 4
LOCKED: Config = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "memory_limit": MEMORY,
    "TimeZone": "UTC",
    "lock_configuration": "true",
}


def build(
    parts: Iterable[Part], target: Path, sources: Sequence[Source], finish: Callable[[str], RunRow], inputs: str | None = None
) -> RunRow:
    """Write a new warehouse beside `target`, check it, and put it in its place; gives back the row of this run. The rows may come in
    as many parts as there are, in any order.

    `finish` makes that row, given the content hash; `inputs` is a hash over what the tables were made from. Raises RefusedError
    where a check fails: the old file stays, the new one is put beside it to be looked at (`refused`). Whatever happens, `target` is
    the old file or the whole new one.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f"{target.name}.new")
    _remove(new)
    try:
        with writing(new) as connection:
            connection.execute("BEGIN")  # a thousand statements, each of which would wait for the disk
            for sql in statements():
                connection.execute(sql)
            connection.execute("COMMIT")
            fill(connection, parts, partial(allow, connection, new))
            allow(connection, new)
            broken = failures(connection, sources)
            run = finish(content_hash(connection))
            insert(connection, RunRow, [run])
            insert(connection, MetaRow, meta_rows(run, STORAGE, inputs))
            if not broken:
                derive(connection)
            insert(connection, NoteRow, NOTES)
            insert(connection, NotPublishedRow, not_published(sources))
            insert(connection, ChangeRow, since(target, connection, run.run_id))
        put_in_place(new, refused(target) if broken else target)
        if broken:
            raise RefusedError(_refusal(target, broken))
        refused(target).unlink(missing_ok=True)
    finally:
        _remove(new)
    return run


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables that are worked out from the others, so that asking is quick: classes of texts, names of private persons,
    counts, the search index."""
    classify(connection)
    with words_apart():  # the index needs the memory next
        insert(connection, PrivateNameRow, private_rows(connection))
    tally(connection)
    index(connection)


def refused(target: Path) -> Path:
    """Where a warehouse stands that did not pass its checks, without the index for search."""
    return target.with_name(f"{target.stem}.refused{target.suffix}")


def _refusal(target: Path, broken: Sequence[str]) -> str:
    stays = "the old one stays as it is" if target.exists() else "there is still none"
    place = refused(target)
    return (
        f"the new warehouse was not taken into use, {stays}: {'; '.join(broken)}. Look what is different: "
        f"shingikai changes --warehouse {place} (or status, findings); if it is right, change `rows` in data/sources and run again"
    )


def allow(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Half as much again as the file is large by now: its texts are packed, and sorting them needs room."""
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    connection.execute(f"SET memory_limit = '{min(half, max(LEAST, path.stat().st_size * 3 // 2))} B'")


def fill(connection: duckdb.DuckDBPyConnection, parts: Iterable[Part], written: Callable[[], None]) -> None:
    """Rows into their tables; small parts are gathered. `written` is called after each batch."""
    waiting: dict[type[Row], list[Row]] = defaultdict(list)
    for row, rows in parts:
        waiting[row] += rows
        if len(waiting[row]) >= BATCH:
            insert(connection, row, waiting.pop(row))
            written()
    while waiting:
        insert(connection, *waiting.popitem())


def insert(connection: duckdb.DuckDBPyConnection, row: type[Row], rows: Sequence[Row]) -> None:
    """Rows into their table, in the order given."""
    for first in range(0, len(rows), BATCH):
        connection.register("incoming", arrow_table(row, rows[first : first + BATCH]))
        connection.execute(f"INSERT INTO {qualified(row)} SELECT * FROM incoming")
        connection.unregister("incoming")


@contextmanager
def writing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes a new file; when it closes, everything is in that one file.

    What does not fit into memory goes into a folder beside the file while it is written.
    """
    config: Config = {"preserve_insertion_order": True, "temp_directory": f"{path}.tmp", "threads": min(THREADS, cores())}
    connection = duckdb.connect(":memory:", config=config)
    try:
        name = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{name}' AS warehouse (STORAGE_VERSION '{STORAGE}', BLOCK_SIZE {BLOCK})")
        connection.execute("USE warehouse")
        yield connection
        connection.execute("CHECKPOINT warehouse")
        connection.execute("USE memory")
        connection.execute("DETACH warehouse")
    finally:
        connection.close()


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)


def connect(path: Path, *, any_version: bool = False) -> duckdb.DuckDBPyConnection:
    """A read-only connection that reaches no other file and no network and whose configuration cannot be changed.

    Raises NotAWarehouseError where there is no warehouse, and, unless `any_version`, where the file lacks tables or columns that
    this version of the program asks.
    """
    if not path.is_file():
        raise NotAWarehouseError(f"there is no warehouse {path}; make one with: shingikai ingest FOLDER")
    try:
        connection = duckdb.connect(str(path), read_only=True, config=LOCKED)
        connection.execute("SELECT count(*) FROM documents, runs").fetchall()
    except duckdb.Error as error:
        raise NotAWarehouseError(f"{path} is no warehouse of shingikai: {str(error).splitlines()[0]}") from error
    other = None if any_version else other_version(connection)
    if other:
        connection.close()
        raise NotAWarehouseError(
            f"{path} was made by {other}; make it anew from its papers with: shingikai reprocess --warehouse {path}"
        )
    return connection


def read_rows(connection: duckdb.DuckDBPyConnection, row: type[Row]) -> list[Row]:
    """All rows of a table, as structs. Columns that an older warehouse does not have take their defaults; of a table that it
    does not have there are no rows."""
    names = columns_of(connection, row)
    if not names:
        return []
    found = connection.execute(f"SELECT {', '.join(map(quoted, names))} FROM {qualified(row)}").fetchall()
    return [msgspec.convert(dict(zip(names, values, strict=True)), row) for values in found]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """What a new warehouse takes over from the one before it: which documents it held, and its history."""

    documents: tuple[DocumentRow, ...] = ()
    runs: tuple[RunRow, ...] = ()
    history: tuple[IdHistory, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()


def ledger(path: Path) -> Ledger:
    """The ledger of a warehouse; an empty one where there is none yet."""
    if not path.exists():
        return Ledger()
    connection = connect(path, any_version=True)
    try:
        return Ledger(
            documents=tuple(row for row in read_rows(connection, DocumentRow) if isinstance(row, DocumentRow)),
            runs=tuple(row for row in read_rows(connection, RunRow) if isinstance(row, RunRow)),
            history=tuple(row for row in read_rows(connection, IdHistory) if isinstance(row, IdHistory)),
            corrections=_corrections(connection),
        )
    finally:
        connection.close()


def _corrections(connection: duckdb.DuckDBPyConnection) -> tuple[CorrectionRow, ...]:
    """None of a warehouse that does not say all that is asked of them today."""
    if len(columns_of(connection, CorrectionRow)) < len(CorrectionRow.columns()):
        return ()
    return tuple(row for row in read_rows(connection, CorrectionRow) if isinstance(row, CorrectionRow))


def now() -> dt.datetime:
    """The time in UTC, to the second, without a zone (as it is stored)."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
