"""A file to raw pages: what it is, its pages, the health of its text, and in plain words what went wrong."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import msgspec

from pipeline.extract.advice import ErrorCode, advice
from pipeline.extract.health import document_layer
from pipeline.extract.probe import Probe, failed, foreign_kind, is_cut_off
from pipeline.extract.reader import UNREADABLE, unreadable
from pipeline.files import scratch
from pipeline.isolate import Limits, Outcome, run_isolated
from pipeline.outcome import ReadOutcome
from pipeline.pagefile import PageFile
from schemas.document import Note, TextLayer

TASKS = "pipeline.extract.tasks"
SHORTEST_RANGE = 16
"""Fewer pages than this are not worth a process of their own."""
ATTEMPTS = 4
"""So many pages of a range may hang or kill the reader before the rest is given up."""

LACKING: dict[str, str] = {
    "scanned": "The pages are pictures without characters; run OCR on the file or ask for the original",
    "garbled": "The characters in the file are not those on paper; ask for another copy or run OCR",
    "mixed": "Some pages have no characters or wrong ones (see the findings); run OCR on them or ask for the original",
}
"""What to do about a file whose text cannot be had, by the state of its text layer."""
FAILED_HERE = "The reader failed on this page"

OnPages = Callable[[int], None]


class _Seen(NamedTuple):
    """What must be known of a page that was read: whether nothing of it was, the state of its text, the codes of its notes."""

    missing: bool
    text_layer: TextLayer
    codes: frozenset[str]


class _Reading:
    """The state of reading one file: what is there so far, and how much time is left."""

    def __init__(self, path: Path, limits: Limits, on_pages: OnPages | None) -> None:
        self.path, self.limits, self.on_pages = path, limits, on_pages
        self.deadline = time.monotonic() + limits.seconds
        self.probe: Probe | None = None
        self.pages = PageFile()
        self.seen: dict[int, _Seen] = {}
        self.errors: list[tuple[ErrorCode, str]] = []
        self.notes: list[Note] = []
        self.rss_mb = 0.0
        self.lock = Lock()

    def run(self, target: str, args: list[object], on_frame: Callable[[bytes], None] | None = None) -> Outcome:
        left = max(1.0, self.deadline - time.monotonic())
        limits = self.limits
        outcome = run_isolated(
            f"{TASKS}:{target}", args, seconds=left, memory=limits.memory, stall=min(limits.stall, left), pace=limits.pace,
            on_frame=on_frame,
        )  # fmt: skip
        self.rss_mb = max(self.rss_mb, outcome.rss_mb)
        if outcome.error_code and outcome.error_message:
            self.errors.append((outcome.error_code, outcome.error_message))
        return outcome

    def take(self, frame: bytes) -> None:
        with self.lock:
            page = self.pages.put(frame)
            self.seen[page.page_no] = _Seen(not page.width, page.text_layer, frozenset(note.code for note in page.notes))
            if self.on_pages:
                self.on_pages(len(self.seen))

    def give_up(self, page_no: int) -> None:
        """An empty page in the place of one that hung or killed the reader."""
        self.take(msgspec.msgpack.encode(unreadable(page_no, FAILED_HERE)))

    @property
    def in_time(self) -> bool:
        return time.monotonic() < self.deadline


def read_file(path: str | Path, *, jobs: int = 1, limits: Limits | None = None, on_pages: OnPages | None = None) -> ReadOutcome:
    """Reads a file in child processes. Never raises for what a file holds; raises OSError where it cannot be opened at all.

    `jobs` processes share the pages of a long file; `on_pages` is told the number of pages that are ready.
    """
    path = Path(path).resolve()
    digest, size = _digest(path)
    started = time.monotonic()
    reading = _Reading(path, limits or Limits(), on_pages)
    if size and not foreign_kind(path):
        _read(reading, jobs)
    elif not size:
        reading.probe = failed("empty_file")
    else:
        reading.probe = failed("not_pdf", foreign_kind(path) or "")
    outcome = _conclude(reading, digest, size)
    outcome.seconds, outcome.rss_mb = time.monotonic() - started, reading.rss_mb
    return outcome


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size


def _read(reading: _Reading, jobs: int) -> None:
    """Reads directly; a file that does not open, or has pages that do not, is mended and read again."""
    _read_directly(reading, jobs)
    probe = reading.probe
    broken = probe is not None and probe.error_code in {"malformed", "truncated"}
    if (broken or any(page.missing for page in reading.seen.values())) and reading.in_time:
        _read_mended(reading)


def _read_directly(reading: _Reading, jobs: int) -> None:
    if jobs > 1:
        found = reading.run("look", [str(reading.path)])
        reading.probe = msgspec.msgpack.decode(found.frames[0], type=Probe) if found.frames else None
        if reading.probe and reading.probe.page_count > reading.limits.pages:
            reading.probe = failed("too_large", f"{reading.probe.page_count} pages, {reading.limits.pages} at most")
        if reading.probe and not reading.probe.error_code:
            _read_ranges(reading, reading.probe.page_count, jobs)
        return
    _read_at_once(reading)
    if reading.probe and len(reading.seen) < reading.probe.page_count:
        _finish_range(reading, len(reading.seen) + 1, reading.probe.page_count)


def _read_at_once(reading: _Reading) -> None:
    """The first look and all pages in one child."""

    def take(frame: bytes) -> None:
        if reading.probe is None:
            reading.probe = msgspec.msgpack.decode(frame, type=Probe)
        else:
            reading.take(frame)

    reading.run("look_and_read", [str(reading.path), reading.limits.pages], take)


def _read_ranges(reading: _Reading, count: int, jobs: int) -> None:
    size = max(SHORTEST_RANGE, -(-count // jobs))
    ranges = [(first, min(first + size - 1, count)) for first in range(1, count + 1, size)]
    with ThreadPoolExecutor(jobs) as pool:
        for _ in pool.map(lambda span: _read_range(reading, *span), ranges):
            pass


def _read_range(reading: _Reading, first: int, last: int) -> None:
    reading.run("read_range", [str(reading.path), first, last, True], reading.take)
    done = sum(1 for n in range(first, last + 1) if n in reading.seen)
    if done < last - first + 1:
        _finish_range(reading, first + done, last)


def _finish_range(reading: _Reading, first: int, last: int) -> None:
    """Goes on after a page that hung or killed the reader: first without pdfplumber, then without the page."""
    for _ in range(ATTEMPTS):
        if first > last or not reading.in_time:
            break
        before = len(reading.seen)
        reading.run("read_range", [str(reading.path), first, last, False], reading.take)
        while first in reading.seen:
            first += 1
        if len(reading.seen) == before and first <= last:
            reading.give_up(first)
            first += 1
    for page_no in range(first, last + 1):
        if page_no not in reading.seen:
            reading.give_up(page_no)


def _read_mended(reading: _Reading) -> None:
    """Writes the file anew and takes the copy's pages where more of them can be read."""
    with scratch() as folder:
        target = folder / "mended.pdf"
        outcome = reading.run("mend", [str(reading.path), str(target)])
        tool = outcome.value if outcome.frames and not outcome.error_code else ""
        if not tool:
            return
        again = _Reading(target, reading.limits, None)
        again.deadline = reading.deadline
        _read_at_once(again)
    if again.probe and not again.probe.error_code and _shown(again) > _shown(reading):
        reading.probe, reading.pages, reading.seen = again.probe, again.pages, again.seen
        reading.notes.append(
            Note(
                "repaired_file",
                None,
                f"The file is damaged; it was read from a copy made by {tool}. Compare it with the original",
            )
        )


def _shown(reading: _Reading) -> int:
    """Pages with text or ink: a tool may invent a blank page for a file that has none."""
    return sum(1 for page in reading.seen.values() if not page.missing and page.text_layer != "none")


def _conclude(reading: _Reading, digest: str, size: int) -> ReadOutcome:
    """Status, error and health from what was read."""
    readable = [page for page in reading.seen.values() if not page.missing]
    code, message = reading.errors[0] if reading.errors else (None, None)
    outcome = ReadOutcome(digest[:16], digest, size, "rejected", notes=reading.notes)
    probe = reading.probe
    if probe:
        outcome.page_count, outcome.producer, outcome.title = probe.page_count, probe.producer, probe.title
    if not readable:
        if probe and probe.error_code:
            outcome.error_code, outcome.error_message = probe.error_code, probe.error_message
        else:
            outcome.error_code, outcome.error_message = code or "malformed", message or advice("malformed")
        outcome.notes.append(Note("document_rejected", None, outcome.error_message or advice("crashed", "no reason given")))
        return outcome
    outcome.pages = reading.pages
    outcome.text_layer = document_layer(p.text_layer for p in readable)
    trouble = _trouble(reading)
    if trouble:
        outcome.error_code, outcome.error_message = trouble
    whole = not trouble and outcome.text_layer in {"digital", "none"}
    outcome.status = "loaded" if whole else "partial"
    if not whole and not trouble:
        outcome.error_message = LACKING[outcome.text_layer]
    return outcome


def _trouble(reading: _Reading) -> tuple[ErrorCode, str] | None:
    """Why pages of a file may be missing or not whole; None where all is well."""
    if is_cut_off(reading.path):
        reading.notes.append(
            Note("repaired_file", None, "The end of the file is missing; its pages were found again. " + advice("truncated"))
        )
        return "truncated", advice("truncated")
    lost = [page_no for page_no, page in reading.seen.items() if UNREADABLE in page.codes]
    if lost:
        return reading.errors[0] if reading.errors else ("malformed", f"{len(lost)} pages could not be read; see the findings")
    if reading.probe and reading.probe.damaged:
        reading.notes.append(
            Note("repaired_file", None, "Only the second reader opens this damaged file; compare it with the original")
        )
    if reading.notes:
        return (
            "malformed",
            "The file is damaged and was read after a repair; compare it with the original or ask for another copy",
        )
    return None
