"""What the file says of itself (table `meta`), and what is known not to be published."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata

import duckdb

from pipeline.ddl import shape
from pipeline.fulltext import DICTIONARY, TOKENISER
from schemas.rows import MetaRow, NotPublishedRow, RunRow
from schemas.source import Source
from schemas.version import SCHEMA_VERSION


def meta_rows(run: RunRow, storage: str, inputs: str | None = None) -> list[MetaRow]:
    """The rows of `meta` for a warehouse that `run` built; `inputs`: hash over what it was made from."""
    return [
        MetaRow(name="schema_version", value=SCHEMA_VERSION, about="表の版（CHANGELOGのTables） / Version of the tables"),
        MetaRow(name="schema_hash", value=shape(), about="表・ビュー・注釈のハッシュ / Hash over tables, views and comments"),
        MetaRow(name="code_version", value=run.version, about="プログラムの版 / Version of the program"),
        MetaRow(name="content_hash", value=run.content_hash, about="内容のハッシュ / Equal content, equal hash (see runs)"),
        MetaRow(name="run_id", value=run.run_id, about="作成した実行 / Run that built the file"),
        MetaRow(name="built_at", value=f"{run.finished_at.isoformat()}Z", about="作成日時(UTC) / When it was built (UTC)"),
        MetaRow(name="tokeniser", value=_version(TOKENISER), about="形態素解析器 / Tokeniser of the search index"),
        MetaRow(name="dictionary", value=_version(DICTIONARY), about="その辞書 / Its dictionary"),
        MetaRow(name="duckdb", value=duckdb.__version__, about="作成したDuckDB / DuckDB that wrote the file"),
        MetaRow(name="inputs", value=inputs, about="文書・コード・設定・訂正のハッシュ / Equal inputs, equal warehouse"),
        MetaRow(name="storage", value=storage, about="読めるDuckDBの最も古い版 / Oldest DuckDB that can read the file"),
    ]


def not_published(sources: Sequence[Source]) -> list[NotPublishedRow]:
    """What the sources' configuration says is not published."""
    return [
        NotPublishedRow(ward=source.ward, held_on=one.held_on, part=one.part, reason=one.reason)
        for source in sources
        for one in source.not_published
    ]


def _version(package: str) -> str:
    return f"{package} {metadata.version(package)}"
