"""Whether a machine is ready: versions, dictionary, font, disk, rights, clock, the operator's settings."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from sudachipy import Dictionary

from pipeline.clock import Clock
from pipeline.errors import BusyError, PipelineError
from pipeline.fetch.ledger import FetchLedger
from pipeline.fetch.origins import seen
from pipeline.fetch.survey import name_of
from pipeline.files import only_writer
from pipeline.inspect import japanese_font
from pipeline.nightly import confirmed
from pipeline.settings import Settings
from pipeline.stages import LIBRARIES
from schemas.source import Source

ZONE = "Asia/Tokyo"
QUIET = 2  # days without a night that are remarked upon
ROOM = 2 << 30  # bytes that should be free


class Sign(Struct, frozen=True):
    """One thing that was looked at. `level`: ok, warning (runs go on) or error (they cannot)."""

    name: str
    level: str
    words: str


def examine(settings: Settings, sources: Sequence[Source], clock: Clock | None = None) -> list[Sign]:
    """Look at everything; changes nothing."""
    return [
        *_versions(),
        _dictionary(),
        _font(),
        *(_writable(path) for path in (settings.data, settings.stage, settings.warehouse.parent)),
        _disk(settings),
        _ledger(settings),
        _lock(settings),
        _clock(settings, clock or Clock()),
        _zone(),
        _contact(settings),
        *_sources(sources),
        *_asked(settings, sources, (clock or Clock()).now()),
    ]


def _versions() -> Iterator[Sign]:
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Sign("python", "ok" if fits else "error", sys.version.split()[0])
    for name in (*LIBRARIES, "duckdb", "prefect", "httpx"):
        try:
            yield Sign(name, "ok", metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Sign(name, "error", "is not installed")


def _dictionary() -> Sign:
    try:
        words = [m.surface() for m in Dictionary().create().tokenize("個人情報")]
    except Exception as error:
        return Sign("dictionary", "error", f"SudachiDict cannot be opened: {error}")
    return Sign("dictionary", "ok", " ".join(words))


def _font() -> Sign:
    name = japanese_font()
    return Sign(
        "font", "ok" if name else "warning", name or "no Japanese font (fonts-ipaexfont): labels of pictures are plain ASCII"
    )


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _writable(path: Path) -> Sign:
    place = _existing(path)
    try:
        with tempfile.TemporaryFile(dir=place):
            return Sign("write", "ok", str(path))
    except OSError as error:
        return Sign("write", "error", f"{path}: {error.strerror}")


def _disk(settings: Settings) -> Sign:
    free = shutil.disk_usage(_existing(settings.data)).free
    held = settings.warehouse.stat().st_size if settings.warehouse.exists() else 0
    enough = free > max(ROOM, 3 * held)
    return Sign("disk", "ok" if enough else "warning", f"{free / (1 << 30):.1f} GiB free")


def _ledger(settings: Settings) -> Sign:
    if not settings.fetched.exists():
        return Sign("ledger", "ok", "nothing was fetched yet")
    base = sqlite3.connect(f"file:{settings.fetched}?mode=ro", uri=True)
    try:
        found = str(base.execute("PRAGMA quick_check").fetchall()[0][0])
        return Sign("ledger", "ok" if found == "ok" else "error", found)
    except sqlite3.Error as error:
        return Sign("ledger", "error", str(error))
    finally:
        base.close()


def _lock(settings: Settings) -> Sign:
    if not os.access(_existing(settings.data), os.W_OK):
        return Sign("lock", "error", f"{settings.data} cannot be written")
    if not settings.data.exists():
        return Sign("lock", "ok", "no run is at work")
    try:
        with only_writer(settings.data / "nightly"):
            return Sign("lock", "ok", "no run is at work")
    except BusyError:
        return Sign("lock", "warning", "a run is at work")


def _clock(settings: Settings, clock: Clock) -> Sign:
    """A clock that is behind what was seen before is wrong, or was."""
    now = clock.now()
    try:
        latest = max((row.last_seen for row in seen(settings.fetched)), default=now)
    except PipelineError:  # the ledger is damaged, which a sign of its own says
        latest = now
    if latest > now:
        return Sign("clock", "warning", f"{now} UTC, but a paper was seen at {latest}: the clock is wrong now, or was then")
    return Sign("clock", "ok", f"{now} UTC")


def _zone() -> Sign:
    try:
        here = dt.datetime.now(ZoneInfo(ZONE))
    except ZoneInfoNotFoundError:
        return Sign("time zone", "error", f"{ZONE} is not known to this machine; install tzdata")
    return Sign("time zone", "ok", f"{here:%H:%M} in {ZONE}, {dt.datetime.now().astimezone():%H:%M %Z} on this machine")


def _contact(settings: Settings) -> Sign:
    said = settings.contact
    return Sign("contact", "ok" if said else "warning", said or "set SHINGIKAI_CONTACT: without it nothing is fetched")


def _sources(sources: Sequence[Source]) -> Iterator[Sign]:
    for source in sources:
        ready = confirmed(source)
        words = "confirmed" if ready else "no index page is confirmed; see: shingikai sources check"
        yield Sign(f"source {name_of(source)}", "ok" if ready else "warning", words)


def _asked(settings: Settings, sources: Sequence[Source], now: dt.datetime) -> Iterator[Sign]:
    """When the papers of each source were last asked for: whether nights run at all, and ask for each paper as often as was said."""
    if not settings.fetched.exists():
        return
    try:
        with closing(FetchLedger(settings.fetched)) as ledger:
            for source in filter(confirmed, sources):
                name, elsewhere = name_of(source), ledger.older()
                standing = {row.url for row in ledger.of_source(name) if row.vanished_at is None} - elsewhere
                times = sorted(last.at for url, last in ledger.asked(name).items() if url in standing)
                if times:
                    yield _rhythm(f"asked {name}", times, now, source.fetch.recheck_days)
    except PipelineError:  # the ledger is damaged, which a sign of its own says
        return


def _rhythm(name: str, times: Sequence[dt.datetime], now: dt.datetime, recheck: int) -> Sign:
    words = f"{len(times)} papers, the last asked for {times[-1]:%Y-%m-%d %H:%M} UTC, the longest ago {times[0]:%Y-%m-%d}"
    if (now - times[-1]).days >= QUIET:
        return Sign(
            name, "warning", f"{words}: no night has asked for {(now - times[-1]).days} days; is its timer or worker there?"
        )
    late = (now - times[0]).days > recheck + QUIET
    return Sign(name, "warning" if late else "ok", f"{words}{f', which is more than recheck_days ({recheck})' if late else ''}")
