"""What the file says of itself, and that older DuckDB can read it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.content import content_hash
from pipeline.ddl import shape
from schemas.version import SCHEMA_VERSION

OLD = "1.4.4"
OLD_CLIENT = """
import sys
sys.path.insert(0, sys.argv[1])
import duckdb
assert duckdb.__version__ == sys.argv[3], duckdb.__version__
connection = duckdb.connect(sys.argv[2], read_only=True)
names = connection.execute("SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal").fetchall()
for (name,) in names:
    connection.execute(f"SELECT * FROM {name}").fetchall()
found = connection.execute("SELECT count(*) FROM search.find('個人情報')").fetchall()
print(len(names), found[0][0])
"""


def test_the_file_says_what_it_is(specimens: duckdb.DuckDBPyConnection) -> None:
    meta = dict(specimens.execute("SELECT name, value FROM meta").fetchall())
    assert meta["schema_version"] == SCHEMA_VERSION
    assert meta["schema_hash"] == shape()
    assert meta["content_hash"] == content_hash(specimens)
    assert meta["tokeniser"].startswith("SudachiPy ")
    assert meta["dictionary"].startswith("SudachiDict-core 2")
    assert specimens.execute("SELECT count(*) FROM meta WHERE about NOT LIKE '% / %'").fetchall() == [(0,)]


def test_an_older_client_opens_the_file_and_every_view(warehouse: Path, pytestconfig: pytest.Config) -> None:
    folder = pytestconfig.cache.mkdir(f"duckdb-{OLD}")  # type: ignore[union-attr]
    if not (folder / "duckdb").is_dir():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), f"duckdb=={OLD}"]
        try:
            done = subprocess.run(install, check=False, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            pytest.skip(f"duckdb {OLD} could not be installed in time")
        if done.returncode:
            pytest.skip(f"duckdb {OLD} cannot be installed here")
    asked = subprocess.run(
        [sys.executable, "-c", OLD_CLIENT, str(folder), str(warehouse), OLD], check=False, capture_output=True, text=True
    )
    assert asked.returncode == 0, asked.stderr
    views, found = map(int, asked.stdout.split())
    assert views >= 1
    assert found > 0
