"""Peak memory of each process that a long file goes through: reading, layout alone, understanding, and the command that loads it.

usage: python benchmarks/memory.py [BOOK.pdf]      (a book bound from the specimens, 400 pages or more, where none is named)

The figures are peaks of resident memory; what processes share (libraries, the dictionary of words) is counted in each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from parsers.grammar.dictionary import pieces
from parsers.pdf import read
from pipeline.isolate import run_isolated
from pipeline.outcome import ReadOutcome
from pipeline.read import read_file
from pipeline.settings import ROOT, load
from pipeline.stages import Stages
from pipeline.words import words_apart

PAGES, VERSION = 400, "memory"
POLL = 0.02  # seconds
MEMORY = 2 << 30


def lay_out(stages: str, document_id: str) -> int:
    """Text, order, tables and running matter of pages that were read; gives back how many blocks there are."""
    outcome = Stages(Path(stages)).load_pages(document_id, VERSION, ReadOutcome)
    assert outcome is not None
    return sum(len(page.blocks) for page in read(outcome.pages, document_id, "book.pdf").pages)


def bound(target: Path) -> Path:
    """The specimens bound into a book."""
    from specimens.assemble import bind  # here, because a child must not pay for what it does not need

    parts = [path.read_bytes() for path in sorted(load().samples.glob("*.pdf"))]
    book: list[bytes] = []
    target.write_bytes(bind(parts))
    once = read_file(target).page_count
    while len(book) * once < PAGES:
        book.append(target.read_bytes())
    target.write_bytes(bind(book))
    return target


def peak(pid: int) -> float:
    """The most memory that a process has had, MB; 0 where it has ended."""
    words = Path(f"/proc/{pid}/status").read_text().split()
    return int(words[words.index("VmHWM:") + 1]) / 1024 if "VmHWM:" in words else 0.0


def dictionary_peak() -> float:
    """Peak of the process that keeps the dictionary of words, asked a name."""
    with words_apart() as server:
        pieces("見本太郎")
        return peak(server.process.pid) if server.process else 0.0


def command_peak(book: Path, folder: Path) -> float:
    """Peak of `shingikai ingest` itself, without its children, MB."""
    line = [sys.executable, "-m", "flows.cli", "ingest", str(book), "--warehouse", str(folder / "w.duckdb"), "--fresh"]
    process = subprocess.Popen([*line, "--stage", str(folder / "command")], cwd=ROOT, stdout=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, peak(process.pid))
        time.sleep(POLL)
    return most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", nargs="?", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = args.book.resolve() if args.book else bound(folder / "book.pdf")
        stages, outcome = Stages(folder / "stage"), read_file(book)
        stages.save_pages(outcome.document_id, VERSION, outcome, outcome.pages)
        where = [str(stages.folder), outcome.document_id]
        sources = str(load().sources)
        laid = run_isolated("benchmarks.memory:lay_out", where, seconds=600, memory=MEMORY)
        target = "pipeline.understand:understand_stage"
        understood = run_isolated(target, [*where, VERSION, book.name, sources], seconds=600, memory=MEMORY)
        print(f"{book.name}, {outcome.page_count} pages{'':30} MB")
        for what, megabytes in (
            ("reading pages (child)", outcome.rss_mb),
            ("layout alone: order, tables, running matter (child)", laid.rss_mb),
            ("understanding: layout, rows, names (child)", understood.rss_mb),
            ("the dictionary that is asked meanwhile (its own process)", dictionary_peak()),
            ("shingikai ingest: reads, then loads", command_peak(book, folder)),
        ):
            print(f"{what:55} {megabytes:6.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
