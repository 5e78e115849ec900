"""The papers of a source: new and changed ones into the archive, everything into the ledger."""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from msgspec import Struct

from pipeline.archive import Archive, Digest, digest
from pipeline.clock import Clock
from pipeline.fetch.client import Answer, Client
from pipeline.fetch.errors import FetchError
from pipeline.fetch.ledger import FetchLedger, Seen
from pipeline.fetch.links import Link
from pipeline.fetch.survey import Survey, Trouble, name_of, survey, trouble_of
from pipeline.fetch.turns import Known, Turn, whose_turn
from pipeline.files import put_in_place
from schemas.source import Source

HEAD, TAIL = 1024, 4096  # bytes in which %PDF- and %%EOF must stand
PREFIX = ".fetching-"


class Fetched(Struct, frozen=True, kw_only=True):
    """What became of the papers of a source, by address. `waiting`: how many new ones the next run goes on with; `later`: how many
    known ones were not asked for because their turn comes another night, the longest of them not since `unasked_since` (UTC)."""

    source: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    failed: tuple[Trouble, ...] = ()
    unknown: tuple[Link, ...] = ()
    elsewhere: tuple[Link, ...] = ()
    waiting: int = 0
    later: int = 0
    unasked_since: dt.datetime | None = None


class Backfill(Struct, frozen=True, kw_only=True):
    """A run that reads the older pages too: at most `most` papers of each source that were not asked for in the last `days`
    days, so that the next one goes on where this one ended."""

    most: int | None = None
    days: int = 30


class Heard(NamedTuple):
    """Who is told how fetching goes on: `asking` of each paper (the source, how many were asked for, of how many), `fetched` of
    each source that is done."""

    asking: Callable[[str, int, int], None] = lambda source, done, of: None
    fetched: Callable[[Fetched], None] = lambda one: None


class Store(Struct, frozen=True):
    """Where papers go to."""

    archive: Archive
    ledger: FetchLedger
    clock: Clock


def fetch_source(
    source: Source,
    client: Client,
    store: Store,
    older: Backfill | None = None,
    *,
    every: bool = False,
    heard: Heard = Heard(),  # noqa: B008 - cannot be changed
) -> Fetched:
    """Fetch what is new or changed, with `every` asking for each known paper. A paper that cannot be had is reported; it does not
    stop the others.

    Raises OSError where the disk fails.
    """
    store.ledger.watched(name_of(source), store.clock.now())
    found = survey(source, client, older=older is not None)
    turn = _older(source, found, store, older) if older else _nights(source, found, store, every)
    done = _fetched(source, found, turn, client, store, older, heard)
    heard.fetched(done)
    return done


def _fetched(
    source: Source, found: Survey, turn: Turn, client: Client, store: Store, older: Backfill | None, heard: Heard
) -> Fetched:
    missing = _missing(source, found, store, older) if found.whole else []
    results: dict[str, list[str]] = {"new": [], "changed": [], "unchanged": [], "vanished": []}
    failed = [*found.trouble]
    # A paper may have gone to a page that only a backfill reads: its address tells.
    moved = missing if source.fetch.older_pages and older is None else []
    links = (*turn.asked, *moved)
    for n, link in enumerate(links):
        heard.asking(name_of(source), n, len(links))
        try:
            results[_one(link, source, client, store)].append(link.url)
        except FetchError as error:
            failed.append(trouble_of(link.url, error))
            store.ledger.failed(link.url, link.text, store.clock.now())
    if not moved:
        store.ledger.gone([link.url for link in missing], store.clock.now())
        results["vanished"] += [link.url for link in missing]
    there = {*results["unchanged"], *results["changed"]}
    store.ledger.set_older(results["new"] if older else [link.url for link in moved if link.url in there], True)
    return Fetched(
        source=name_of(source),
        new=tuple(results["new"]),
        changed=tuple(results["changed"]),
        unchanged=tuple(results["unchanged"]),
        vanished=tuple(results["vanished"]),
        failed=tuple(failed),
        unknown=found.unknown,
        elsewhere=found.elsewhere,
        waiting=turn.waiting,
        later=turn.later,
        unasked_since=turn.unasked_since,
    )


def _nights(source: Source, found: Survey, store: Store, every: bool) -> Turn:
    """The papers of a night, and what must be known of each to say whose turn it is."""
    store.ledger.set_older([link.url for link in found.papers], False)
    asked = store.ledger.asked(name_of(source))
    known = {}
    for row in store.ledger.of_source(name_of(source)):
        last = asked[row.url]
        settled = last.answered and row.vanished_at is None and store.archive.place(row.sha256).exists()
        known[row.url] = Known(came=row.first_seen, asked=last.at, words=last.words, settled=settled)
    days = 1 if every else source.fetch.recheck_days
    return whose_turn(found.papers, known, store.clock.now(), days=days, most=source.fetch.most)


def _older(source: Source, found: Survey, store: Store, older: Backfill) -> Turn:
    """The papers of a backfill that were not asked for lately."""
    now, lately = store.clock.now(), dt.timedelta(days=older.days)
    asked = store.ledger.asked(name_of(source))
    due = [link for link in found.papers if link.url not in asked or not dt.timedelta() <= now - asked[link.url].at < lately]
    end = len(due) if older.most is None else older.most
    return Turn(asked=tuple(due[:end]), waiting=len(due[end:]))


def _missing(source: Source, found: Survey, store: Store, older: Backfill | None) -> list[Link]:
    """Papers that stood on the pages of this run and are not linked from them any more."""
    linked = {link.url for link in found.papers}
    elsewhere = store.ledger.older() if older is None else set()
    rows = store.ledger.of_source(name_of(source))
    return [Link(r.url, r.title) for r in rows if r.vanished_at is None and r.url not in linked and r.url not in elsewhere]


def _one(link: Link, source: Source, client: Client, store: Store) -> str:
    before = store.ledger.newest(link.url)
    held = before is not None and store.archive.place(before.sha256).exists()
    with _temporary(store.archive.folder) as file:
        answer = _get(link.url, file, source, client, store, _validators(before) if before and held else {})
        at = store.clock.now()
        if answer.status == 304 and before:
            store.ledger.again(link.url, link.text, at)
            return "unchanged"
        if answer.status != 200:
            store.ledger.gone([link.url], at)
            if before and before.vanished_at is None and answer.status in (404, 410):
                return "vanished"
            raise FetchError("http", f"{link.url} answered {answer.status}")
        known, whole = _checked(link.url, file, source, client, store)
        _keep(file, known, store.archive)
    headers = answer.headers if whole else {k: v for k, v in answer.headers.items() if k not in ("etag", "last-modified")}
    store.ledger.keep(
        Seen(
            url=link.url,
            sha256=known.sha256,
            source=name_of(source),
            title=link.text,
            byte_size=known.byte_size,
            first_seen=at,
            last_seen=at,
            headers=headers,
        )
    )
    if before is None:
        return "new"
    return "unchanged" if before.sha256 == known.sha256 else "changed"


def _get(url: str, file: BinaryIO, source: Source, client: Client, store: Store, headers: dict[str, str]) -> Answer:
    fetch = source.fetch
    return client.get(url, file, hosts=fetch.hosts, pace=fetch.pace, most=store.archive.max_bytes, headers=headers)


def _validators(seen: Seen) -> dict[str, str]:
    asked = {"If-None-Match": seen.headers.get("etag"), "If-Modified-Since": seen.headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value}


def _checked(url: str, file: BinaryIO, source: Source, client: Client, store: Store) -> tuple[Digest, bool]:
    """The digest of a file that is a PDF, and whether it has a PDF's end.

    A file without one is fetched a second time: if it is the same, it is so on the site and taken as it is; it will be fetched
    anew, not asked whether it has changed, whenever its turn comes. Raises FetchError for what is no PDF.
    """
    known = _digest(file)
    if b"%PDF-" not in _part(file, 0, HEAD):
        raise FetchError("not_pdf", f"{url} is no PDF but {_look(file)}")
    if b"%%EOF" in _part(file, max(0, known.byte_size - TAIL), TAIL):
        return known, True
    _get(url, file, source, client, store, {})
    if _digest(file) != known:
        raise FetchError("cut_off", f"{url} breaks off, each time elsewhere", passing=True)
    return known, b"%%EOF" in _part(file, max(0, known.byte_size - TAIL), TAIL)


def _digest(file: BinaryIO) -> Digest:
    file.flush()
    return digest(Path(file.name))


def _part(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _look(file: BinaryIO) -> str:
    start = _part(file, 0, HEAD).lstrip().lower()
    if not start:
        return "empty"
    return "a web page" if re.match(rb"<(!doctype|html|\?xml|head|body)", start) else "something else"


@contextmanager
def _temporary(folder: Path) -> Iterator[BinaryIO]:
    """A file beside the archive's, gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
    try:
        os.close(handle)
        with Path(name).open("w+b") as file:
            yield file
    finally:
        Path(name).unlink(missing_ok=True)


def _keep(file: BinaryIO, known: Digest, archive: Archive) -> None:
    """Into the archive, as a whole, unless it is there already."""
    target = archive.place(known.sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    file.flush()
    Path(file.name).chmod(0o644)
    put_in_place(Path(file.name), target)


def sweep(folders: Iterable[Path]) -> int:
    """Remove what runs that were killed have left behind; gives back how many files. Only while no other run is at work."""
    count = 0
    for folder in folders:
        for leftover in [*folder.glob(f"{PREFIX}*"), *folder.rglob(".*.*")]:
            if leftover.is_file() and (leftover.name.startswith(PREFIX) or re.search(r"\.[0-9a-f]{32}$", leftover.name)):
                leftover.unlink(missing_ok=True)
                count += 1
    return count
