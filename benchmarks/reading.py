"""Compares in one run, on one core and the same files: our extraction, our whole reading, and other ways to get at a PDF's text.

usage: python benchmarks/reading.py PATH… [--pages N] [--rounds N]     (files or folders; at most so many pages of each file)

Prints pages a second of processor time and the ratio to stock pdfplumber (`extract_text` and `extract_tables`). All ways take turns at
each file, so that what else the machine does slows them alike; of several rounds the fastest counts, file by file.
"""

from __future__ import annotations

import argparse
import logging
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pdfplumber
import pypdfium2 as pdfium

from parsers.pdf import read
from pipeline.extract.reader import iter_pages, read_pages

Way = Callable[[Path, int], int]


def our_extraction(path: Path, most: int) -> int:
    return sum(1 for _ in iter_pages(path, 1, most))


def our_whole_reading(path: Path, most: int) -> int:
    return len(read(read_pages(path, 1, most), "0" * 16, path.name).pages)


def stock_pdfplumber(path: Path, most: int) -> int:
    count = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[:most]:
            page.extract_text()
            page.extract_tables()
            page.close()
            count += 1
    return count


def pdfium_text(path: Path, most: int) -> int:
    count = 0
    with pdfium.PdfDocument(path) as document:
        for n in range(min(most, len(document))):
            page = document[n]
            text = page.get_textpage()
            text.get_text_bounded()
            text.close()
            page.close()
            count += 1
    return count


def pdftotext_layout(path: Path, most: int) -> int:
    command = ["pdftotext", "-layout", "-l", str(most), str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout
    return text.count(b"\f")


WAYS: dict[str, Way] = {
    "our extraction": our_extraction,
    "our whole reading": our_whole_reading,
    "stock pdfplumber": stock_pdfplumber,
    "pypdfium2 text": pdfium_text,
}


def spent() -> float:
    """Processor time of this process and of the ended children, seconds."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Cost(NamedTuple):
    """What it took to read a file: processor seconds and wall seconds."""

    cpu: float
    wall: float
    pages: int


def measure(way: Way, path: Path, most: int) -> Cost:
    start, clock = spent(), time.perf_counter()
    pages = way(path, most)
    return Cost(spent() - start, time.perf_counter() - clock, pages)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files = sorted({f for p in args.paths for f in (p.rglob("*.pdf") if p.is_dir() else [p])})
    ways = WAYS | ({"pdftotext -layout": pdftotext_layout} if shutil.which("pdftotext") else {})
    best: dict[tuple[str, Path], Cost] = {}
    for path in files:
        for _ in range(args.rounds):
            for name, way in ways.items():
                cost = measure(way, path, args.pages)
                best[name, path] = min(cost, best.get((name, path), cost))
    stock = sum(best["stock pdfplumber", path].cpu for path in files)
    print(f"{len(files)} files, {sum(best['stock pdfplumber', path].pages for path in files)} pages")
    print(f"{'':20} {'pages/s':>9} {'ratio':>7} {'cpu s':>8} {'wall s':>8}")
    for name in ways:
        cpu, wall, pages = map(sum, zip(*(best[name, path] for path in files), strict=True))
        print(f"{name:20} {pages / cpu:9.1f} {stock / cpu:7.2f} {cpu:8.2f} {wall:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
