"""Warehouses of the corpus (where it stands beside the checkout) and of the specimens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.attempt import attempt
from pipeline.ingest import ingest
from pipeline.process import Workshop
from pipeline.settings import ROOT, Settings
from pipeline.warehouse import connect
from schemas.ids import document_id

CORPUS = ROOT.parent / "shared" / "corpus"
# The papers that were read by hand, by the ids of their bytes.
READ = {"62ded8456711a135", "a6ac6797ddfa3a79", "dac5eb578813cdd0", "329d0c83bd01ec6b", "16a38d98627185e1"}
SPECIMENS = ("adachi_minutes_pack", "nerima_annual", "nerima_minutes", "nerima_papers", "suginami_minutes", "suginami_reports")


def load(papers: list[Path], folder: Path) -> duckdb.DuckDBPyConnection:
    ingest(papers, folder / "views.duckdb", Workshop(Settings(data=folder), attempt), jobs=2)
    return connect(folder / "views.duckdb")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The five papers of the three wards."""
    papers = [path for path in sorted(CORPUS.glob("*.pdf")) if document_id(path.read_bytes()) in READ]
    if len(papers) < len(READ):
        pytest.skip("the papers that were read by hand are not beside this checkout")
    connection = load(papers, tmp_path_factory.mktemp("corpus"))
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The specimens of the three wards, by name: others may join them."""
    papers = [ROOT / "data" / "samples" / f"{name}.pdf" for name in SPECIMENS]
    connection = load(papers, tmp_path_factory.mktemp("specimens"))
    yield connection
    connection.close()
