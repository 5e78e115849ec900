"""One SQLite file, with descriptions for Datasette."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from pathlib import Path

from pipeline.ddl import quoted
from pipeline.export.content import Content, Table
from pipeline.export.flat import cell
from pipeline.files import write_whole

TYPES = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "DOUBLE": "REAL", "BOOLEAN": "INTEGER"}


def sqlite(content: Content, folder: Path) -> list[Path]:
    """`shingikai.sqlite` (tables and the views as tables; lists are JSON) and `metadata.json` for Datasette."""
    tables = content.tables()
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        path = Path(scratch) / "new.sqlite"
        connection = sqlite3.connect(path)
        for table in tables:
            _fill(connection, content, table)
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        database = folder / "shingikai.sqlite"
        write_whole(database, path.read_bytes())
    described = {
        table.name: {"description": table.about, "columns": {f.name: f.about for f in table.fields}} for table in tables
    }
    metadata = {"databases": {"shingikai": {"tables": described}}}
    about = folder / "metadata.json"
    write_whole(about, (json.dumps(metadata, ensure_ascii=False, indent=2) + "\n").encode())
    return [database, about]


def _fill(connection: sqlite3.Connection, content: Content, table: Table) -> None:
    columns = [f"{quoted(field.name)} {TYPES.get(field.sql_type, 'TEXT')}" for field in table.fields]
    if table.key:
        columns.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    connection.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(columns)})")
    values = [
        [value if value is None or isinstance(value, bool | int | float) else cell(value) for value in column.to_pylist()]
        for column in content.rows(table).columns
    ]
    places = ", ".join("?" * len(table.fields))
    connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({places})", zip(*values, strict=True))
