"""Where a row comes from, so that a paper can cite it: file, page, words, and the state of the warehouse."""

from __future__ import annotations

import datetime as dt

import duckdb
from msgspec import Struct

from pipeline.corrected import of_row
from pipeline.ddl import quoted, row_id_sql
from pipeline.picture import Found, find_row
from schemas.rows import ROWS, DocumentRow, MetaRow

# The columns that hold a row's words, in the order in which they are preferred.
VERBATIM = (
    "text",
    "description",
    "citation",
    "title",
    "value",
    "name",
    "heading",
    "caption",
    "council",
    "person_name",
    "department",
)


class Citation(Struct, frozen=True, kw_only=True):
    """A row and where it stands. `link` leads to the page; `words` are verbatim from the paper, None where the row has none;
    `corrected` says what a person has put right in the row, which the paper does not say so;
    `snapshot` names the copy kept for citing that says the same (`shingikai snapshot`), if there is one."""

    row_id: str
    table: str
    words: str | None
    title: str | None
    publisher: str | None
    file_name: str
    link: str | None
    pages: tuple[int, ...]
    sha256: str
    retrieved_at: dt.datetime | None
    content_hash: str | None
    code_version: str | None
    snapshot: str | None = None
    corrected: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The citation in one line, for a footnote."""
        pages = ", ".join(map(str, self.pages))
        parts = [self.publisher, f"「{self.title}」" if self.title else self.file_name, f"p. {pages}"]
        parts += [self.link, f"retrieved {self.retrieved_at:%Y-%m-%d}" if self.retrieved_at else None, f"sha256 {self.sha256}"]
        parts += [f"corrected: {'; '.join(self.corrected)}" if self.corrected else None]
        parts += [f"snapshot {self.snapshot}" if self.snapshot else None]
        return ", ".join(part for part in parts if part)


def cite(connection: duckdb.DuckDBPyConnection, row_id: str) -> tuple[Citation, Found]:
    """The citation of a row (`ID` or `TABLE:ID`), and its place for a picture. Raises PipelineError where the id is no row's, or
    several tables'."""
    found = find_row(connection, row_id)
    asked = f"SELECT title, council, file_name, source_uri, sha256, retrieved_at FROM {quoted(DocumentRow.TABLE.name)} WHERE document_id = ?"
    ((title, council, file_name, source_uri, sha256, retrieved_at),) = connection.execute(asked, [found.document_id]).fetchall()
    meta = dict(connection.execute(f"SELECT name, value FROM {quoted(MetaRow.TABLE.name)}").fetchall())
    pages = tuple(sorted({region.page_no for region in found.regions}))
    citation = Citation(
        row_id=found.row_id,
        table=found.table,
        words=_words(connection, found),
        title=title,
        publisher=council,
        file_name=file_name,
        link=f"{source_uri}#page={pages[0]}" if source_uri else None,
        pages=pages,
        sha256=sha256,
        retrieved_at=retrieved_at,
        content_hash=meta.get("content_hash"),
        code_version=meta.get("code_version"),
        corrected=tuple(of_row(connection, found.table, found.row_id)),
    )
    return citation, found


def _words(connection: duckdb.DuckDBPyConnection, found: Found) -> str | None:
    (row,) = (row for row in ROWS if row.TABLE.name == found.table)
    names = [name for name in VERBATIM if name in row.__struct_fields__]
    if not names:
        return None
    columns = ", ".join(map(quoted, names))
    values = connection.execute(
        f"SELECT {columns} FROM {quoted(found.table)} WHERE {row_id_sql(row)} = ? LIMIT 1", [found.row_id]
    ).fetchall()
    return next((str(value) for value in values[0] if value), None)
