"""How quickly a warehouse of any size answers: every query of the cookbook, every view, and searches, on invented rows.

    python benchmarks/warehouse.py                       # 20,000 turns: a minute
    python benchmarks/warehouse.py --turns 1000000 --file million.duckdb

A file that is there already is asked again. It is made by the product's own tables, views and index. Cold: a new connection, nothing
of the file in memory. Warm: the least of several. CPU: seconds of all threads, which other programs on the machine disturb less.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.invented import fill
from flows.cli import main as command
from pipeline.ddl import statements, views
from pipeline.warehouse import connect, derive, writing

COOKBOOK = Path(__file__).resolve().parents[1] / "docs" / "cookbook.md"
RECIPE = re.compile(r"^## (\d+\. .+?)\n.+?```sql\n(.+?);\n```$", re.MULTILINE | re.DOTALL)
# One word: the commonest, a common one, a rare one, one that is nowhere; two words; phrases, of which the first is in most texts.
SEARCHES = (
    "の",
    "同意",
    "抜き打ち",
    "ありえない語彙",
    "システム 委託",
    "電話番号 SMS",
    "個人情報",
    "電話番号",
    "個人情報の取扱い",
)
MEMORY = "3GB"  # for DuckDB while the file is made; what is more goes to the disk


class Took(NamedTuple):
    """What a question took, in milliseconds, and how many rows it gave."""

    name: str
    cold: float
    warm: float
    cpu: float
    rows: int


def build(path: Path, turns: int, seed: int) -> None:
    """Make the file and say how long each part took (seconds), and the memory so far (MB)."""
    began = time.perf_counter()
    with writing(path) as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        for sql in statements():
            connection.execute(sql)
        fill(connection, turns, seed)
        _say("rows", began)
        derive(connection)
        _say("classes, counts and the search index", began)
    _say("the file", began)


def _say(part: str, began: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"made {part}: {time.perf_counter() - began:.0f} s after the start, {memory} MB at most", flush=True)


def questions() -> Iterator[tuple[str, str]]:
    """Name and SQL of all that is asked."""
    yield from ((f"recipe {name}", sql) for name, sql in RECIPE.findall(COOKBOOK.read_text(encoding="utf-8")))
    yield from ((f"view {view.name}", f"SELECT * FROM {view.name}") for view in views())
    yield from ((f"search.find('{words}')", f"SELECT * FROM search.find('{words}', most := 20)") for words in SEARCHES)


def ask(path: Path, repeats: int) -> Iterator[Took]:
    """Ask everything: in SQL, each on a connection of its own, and by the command."""
    for name, sql in questions():
        _forget(path)
        connection = connect(path)
        yield _took(name, partial(_rows, connection, sql), repeats)
        connection.close()
    for words in SEARCHES:
        _forget(path)
        yield _took(f"shingikai search {words}", partial(_search, path, words), repeats)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.sql(sql).to_arrow_table().num_rows)


def _search(path: Path, words: str) -> int:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        command(["search", words, "--format", "csv", "--warehouse", str(path)])
    return len(out.getvalue().splitlines()) - 1


def _took(name: str, run: Callable[[], int], repeats: int) -> Took:
    times = []
    rows = 0
    for _ in range(repeats + 1):
        clock, cpu = time.perf_counter(), time.process_time()
        rows = run()
        times.append(((time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000))
    return Took(name, times[0][0], min(wall for wall, _ in times[1:]), min(cpu for _, cpu in times[1:]), rows)


def _forget(path: Path) -> None:
    """Put the file's pages out of the system's memory."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure(path: Path, repeats: int) -> list[Took]:
    """Ask everything and print it as a table."""
    print(f"{'cold':>7} {'warm':>7} {'cpu':>7} {'rows':>8}  (ms)")
    found = []
    for took in ask(path, repeats):
        found.append(took)
        print(f"{took.cold:7.0f} {took.warm:7.0f} {took.cpu:7.0f} {took.rows:8d}  {took.name}", flush=True)
    pages = connect(path).execute("SELECT count(*) FROM pages").fetchall()[0][0]
    size = path.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{size / 1e6:.0f} MB, {size / max(pages, 1):.0f} bytes for each of {pages} pages; {memory} MB of memory at most")
    return found


def main() -> None:
    """Make the file where there is none, and ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=20_000)
    parser.add_argument("--file", type=Path, help="the file; it stays [default: one that is removed at the end]")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "invented.duckdb"
        if not path.exists():
            # In a process of its own, so that its memory is not counted with that of the questions.
            maker = get_context("spawn").Process(target=build, args=(path, given.turns, given.seed))
            maker.start()
            maker.join()
            if maker.exitcode:
                raise SystemExit(f"{path} was not made")
        measure(path, given.repeats)


if __name__ == "__main__":
    main()
