"""A run that has nothing new to say: the warehouse stays as it is, and only gets the row of the run."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import msgspec

from pipeline.files import put_in_place
from pipeline.held import columns_of
from pipeline.plan import Given
from pipeline.stages import whole_version
from pipeline.warehouse import connect, insert, refused
from schemas.rows import MetaRow, RunRow

INPUTS = "inputs"


def inputs_of(documents: Sequence[Given], config: Path) -> str:
    """A hash over everything that a warehouse is made from: documents and where they came from, code, configuration,
    corrections. Equal inputs, equal warehouse."""
    total = hashlib.sha256(whole_version(config).encode())
    for given in documents:
        said = (given.sha256, given.file_name, given.source_uri, given.retrieved_at, given.origin)
        total.update(msgspec.json.encode(said))
    return total.hexdigest()[:16]


def same_inputs(target: Path, inputs: str) -> bool:
    """Whether a warehouse was made from these inputs."""
    connection = connect(target, any_version=True)
    try:
        return bool(columns_of(connection, MetaRow)) and connection.execute(
            "SELECT value FROM meta WHERE name = ?", [INPUTS]
        ).fetchall() == [(inputs,)]
    finally:
        connection.close()


def repeat(target: Path, run: RunRow) -> RunRow:
    """Add the row of a run to a copy of the warehouse and put that in its place."""
    new = target.with_name(f"{target.name}.new")
    wal = new.with_name(f"{new.name}.wal")
    try:
        shutil.copyfile(target, new)
        wal.unlink(missing_ok=True)
        with duckdb.connect(str(new)) as connection:
            connection.execute("BEGIN")
            insert(connection, RunRow, [run])
            for name, value in (("run_id", run.run_id), ("built_at", f"{run.finished_at.isoformat()}Z")):
                connection.execute("UPDATE meta SET value = ? WHERE name = ?", [value, name])
            connection.execute("COMMIT")
            connection.execute("CHECKPOINT")
        put_in_place(new, target)
        refused(target).unlink(missing_ok=True)
    finally:
        for leftover in (new, wal):
            leftover.unlink(missing_ok=True)
    return run
