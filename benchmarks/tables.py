"""Runs the finding of tables over two public sets of tables and prints the figures of their own scorers.

usage: python benchmarks/tables.py FOLDER [--out FOLDER]

FOLDER holds `u4_ja_tables` (ruled.pdf, hlines.pdf, plain.pdf, tables.jsonl) and `icdar2013_tables` (us/*.pdf and their XML), each with its
`score.py`. The predictions are written to `--out` (default: the current folder) as `u4_STYLE.jsonl` and `icdar_MODE.jsonl`.

In `u4` each page holds one table under a line with its number: `complete` finds it on the page, `region` is told that it is all that
stands below that line. In `icdar` the mode `region` is told the places that the set gives.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from parsers.pdf.tables import find_tables, table_in
from pipeline.extract.reader import read_pages
from schemas.document import RawPage, Region, Table

STYLES = ("ruled", "hlines", "plain")


@lru_cache(maxsize=4)
def pages_of(path: Path) -> list[RawPage]:
    return read_pages(path)


def cells_of(table: Table) -> list[list[Any]]:
    return [[c.row, c.col, c.row + c.row_span - 1, c.col + c.col_span - 1, c.text.s] for c in table.cells]


def u4(folder: Path, style: str, whole_page: bool) -> Iterator[dict[str, Any]]:
    for raw in pages_of(folder / f"{style}.pdf"):
        mark = re.search(r"TID(\d{4})", "".join(c.text for c in raw.chars))
        if mark is None:
            continue
        if whole_page:
            found = find_tables(raw).tables
        else:
            top = min(c.bottom for c in raw.chars)
            table = table_in(raw, Region(raw.page_no, 0.0, top, raw.width, raw.height))
            found = [table] if table else []
        if found:
            yield {"tid": int(mark[1]), "cells": cells_of(max(found, key=lambda t: len(t.cells)))}


def icdar_complete(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((folder / "us").glob("*.pdf")):
        for raw in pages_of(path):
            for table in find_tables(raw).tables:
                yield {"pdf": path.name, "page": raw.page_no, "cells": cells_of(table)}


def icdar_region(folder: Path) -> Iterator[dict[str, Any]]:
    for line in score(folder, "us", "--regions").splitlines():
        place = json.loads(line)
        raw = pages_of(folder / "us" / place["pdf"])[place["page"] - 1]
        box = Region(raw.page_no, place["x1"], raw.height - place["y2"], place["x2"], raw.height - place["y1"])
        table = table_in(raw, box)
        if table:
            yield {"pdf": place["pdf"], "page": place["page"], "cells": cells_of(table)}


def score(folder: Path, *arguments: str) -> str:
    """What the set's own scorer prints; it is run in its folder."""
    command = [sys.executable, str(folder / "score.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def measure(name: str, folder: Path, gold: str, out: Path, predict: Callable[[], Iterator[dict[str, Any]]]) -> None:
    begun = time.process_time()
    rows = list(predict())
    took = time.process_time() - begun
    path = out / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    figures = json.loads(score(folder, gold, str(path.resolve())))
    shown = "  ".join(f"{key} {value:.4f}" if isinstance(value, float) else f"{key} {value}" for key, value in figures.items())
    print(f"{name:22} {took:6.1f} s  {shown}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path())
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    japanese, english = (options.folder.resolve() / name for name in ("u4_ja_tables", "icdar2013_tables"))
    for style in STYLES:
        measure(f"u4_{style}_complete", japanese, "tables.jsonl", options.out, lambda s=style: u4(japanese, s, True))
    for style in STYLES:
        measure(f"u4_{style}_region", japanese, "tables.jsonl", options.out, lambda s=style: u4(japanese, s, False))
    measure("icdar_region", english, "us", options.out, lambda: icdar_region(english))
    measure("icdar_complete", english, "us", options.out, lambda: icdar_complete(english))


if __name__ == "__main__":
    main()
