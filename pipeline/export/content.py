"""What is exported: every table and the views that compare, with their descriptions, with or without private persons' names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from pipeline.ddl import qualified, quoted, views
from pipeline.privacy import masked, masking
from schemas.codes import CODES
from schemas.rows import DERIVED, ROWS, PrivateNameRow, Row

EXPORTED = ("main", "codebook")  # the index for search is made anew where it is needed


class Field(NamedTuple):
    """A column: name, SQL type, and what it means in both languages."""

    name: str
    sql_type: str
    about: str


class Table(NamedTuple):
    """A table or view: the file's name, what the query asks for, what it means, its columns and its key."""

    name: str
    asks: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]


class Content:
    """A warehouse to export. With `redact`, names of private persons (table `private_names`) are masked wherever their document
    says them; where a row names no document, the names of all documents are."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, redact: bool = False) -> None:
        self.connection = connection
        self._names: dict[str | None, re.Pattern[str]] = self._patterns() if redact else {}

    def _patterns(self) -> dict[str | None, re.Pattern[str]]:
        found = defaultdict(set)
        for document_id, name in self.connection.execute("SELECT document_id, name FROM private_names").fetchall():
            found[document_id].add(name)
            found[None].add(name)
        return {document_id: masking(names) for document_id, names in found.items()}

    def tables(self) -> list[Table]:
        """The tables, code tables and views of this warehouse, in the order of their declaration."""
        out = [_declared(row) for row in (*ROWS, *DERIVED) if row.TABLE.schema in EXPORTED and row is not PrivateNameRow]
        out += [
            Table(f"code_{name}", quoted(f"code_{name}"), f"コード表：{name} / Codes of {name}", (), ("code",))
            for name in CODES
        ]
        out += [Table(view.name.replace(".", "_"), view.name, view.about, (), ()) for view in views()]
        return [self._described(table) for table in out]

    def _described(self, table: Table) -> Table:
        comments = dict(
            self.connection.execute(
                "SELECT column_name, comment FROM duckdb_columns() WHERE concat_ws('.', nullif(schema_name, 'main'), table_name) = ?",
                [table.asks.replace('"', "")],
            ).fetchall()
        )
        found = self.connection.sql(f"FROM {table.asks}")
        fields = zip(found.columns, found.types, strict=True)
        return table._replace(fields=tuple(Field(name, str(kind), comments.get(name) or "") for name, kind in fields))

    def rows(self, table: Table) -> Any:
        """The rows as a `pyarrow.Table`, ordered by the key where there is one."""
        order = f" ORDER BY {', '.join(map(quoted, table.key))}" if table.key else ""
        return self._masked(self.connection.sql(f"SELECT * FROM {table.asks}{order}").to_arrow_table())

    def records(self, sql: str) -> Iterator[dict[str, Any]]:
        """The rows of a query, one dict each; a column `document_id` says whose private names are masked."""
        yield from self._masked(self.connection.sql(sql).to_arrow_table()).to_pylist()

    def text(self, words: str, document_id: str | None) -> str:
        """A text with the private names of its document masked: offsets into it stay what they are."""
        pattern = self._names.get(document_id)
        return masked(words, pattern) if pattern else words

    def _masked(self, rows: Any) -> Any:
        if not self._names:
            return rows
        documents = rows.column("document_id").to_pylist() if "document_id" in rows.column_names else [None] * rows.num_rows
        for n, field in enumerate(rows.schema):
            if _has_text(field.type) and not field.name.endswith(("_id", "_ids")):
                values = zip(rows.column(n).to_pylist(), documents, strict=True)
                rows = rows.set_column(n, field, pa.array([self._value(*one) for one in values], field.type))
        return rows

    def _value(self, value: Any, document_id: str | None) -> Any:
        """A text or a list of texts, masked."""
        if isinstance(value, list):
            return [self._value(one, document_id) for one in value]
        return self.text(value, document_id) if isinstance(value, str) else value


def _has_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or (pa.types.is_list(kind) and _has_text(kind.value_type)))


def _declared(row: type[Row]) -> Table:
    info = row.TABLE
    name = info.name if info.schema == "main" else f"{info.schema}_{info.name}"
    return Table(name, qualified(row), f"{info.ja} / {info.en}", (), row.key())
