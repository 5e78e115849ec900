"""Compares in one run, on one core and the same files: our extraction, our whole reading, and other ways to get at a PDF's text.

usage: python benchmarks/reading.py PATH… [--pages N]     (files or folders; N: at most so many pages of each file)

Prints pages a second of processor time and the ratio to stock pdfplumber (`extract_text` and `extract_tables`).
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

import pdfplumber
import pypdfium2 as pdfium

from parsers.pdf import read
from pipeline.extract import iter_pages, read_pages

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


def measure(way: Way, files: list[Path], most: int) -> tuple[int, float, float]:
    """Pages, processor seconds and wall seconds."""
    start, clock = spent(), time.perf_counter()
    pages = sum(way(path, most) for path in files)
    return pages, spent() - start, time.perf_counter() - clock


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    args = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files = sorted({f for p in args.paths for f in (p.rglob("*.pdf") if p.is_dir() else [p])})
    ways = WAYS | ({"pdftotext -layout": pdftotext_layout} if shutil.which("pdftotext") else {})
    results = {name: measure(way, files, args.pages) for name, way in ways.items()}
    pages, seconds, _ = results["stock pdfplumber"]
    base = pages / seconds
    print(f"{len(files)} files, {pages} pages")
    print(f"{'':20} {'pages/s':>9} {'ratio':>7} {'cpu s':>8} {'wall s':>8}")
    for name, (count, cpu, wall) in results.items():
        print(f"{name:20} {count / cpu:9.1f} {count / cpu / base:7.2f} {cpu:8.2f} {wall:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
