"""One warehouse of the specimen papers for all tests of what analysts use."""

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


@pytest.fixture(scope="session")
def specimen_shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Settings(data=tmp_path_factory.mktemp("analyst")), attempt)


@pytest.fixture(scope="session")
def warehouse(specimen_shop: Workshop) -> Path:
    """The specimens of `data/samples`, loaded."""
    target = specimen_shop.settings.data / "specimens.duckdb"
    ingest(sorted((ROOT / "data" / "samples").glob("*.pdf")), target, specimen_shop, jobs=2)
    return target


@pytest.fixture(scope="session")
def specimens(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(warehouse)
    yield connection
    connection.close()
