"""What was ever found at which address: one row per address and content, never deleted. Beside it what the nights must remember:
since when a source is watched, when each address was last asked for, which addresses only a backfill sees, and of which alarms
somebody was told."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from pipeline.errors import PipelineError

TABLES = """
CREATE TABLE IF NOT EXISTS papers (
    url TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL, title TEXT NOT NULL, byte_size INTEGER NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, headers TEXT NOT NULL, superseded_by TEXT, vanished_at TEXT,
    PRIMARY KEY (url, sha256)
);
CREATE TABLE IF NOT EXISTS watched (source TEXT PRIMARY KEY, since TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS older (url TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS asked (url TEXT PRIMARY KEY, at TEXT NOT NULL, words TEXT NOT NULL, answered INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS alarms (key TEXT PRIMARY KEY, source TEXT NOT NULL, since TEXT NOT NULL, told_at TEXT);
"""
# What is kept of a server's headers.
KEPT = ("etag", "last-modified", "content-type", "content-length", "content-disposition", "date", "server")


class Seen(Struct, frozen=True, kw_only=True):
    """A content that stood at an address. `source` names the council; times are UTC."""

    url: str
    sha256: str
    source: str
    title: str
    byte_size: int
    first_seen: dt.datetime
    last_seen: dt.datetime
    headers: dict[str, str]
    superseded_by: str | None = None
    vanished_at: dt.datetime | None = None


class Asked(NamedTuple):
    """When an address was last asked for (UTC), what the link to it said then, and whether there was an answer of use."""

    at: dt.datetime
    words: str
    answered: bool


class Rung(NamedTuple):
    """An alarm: since when it has been raised, and when somebody was last told (UTC)."""

    since: dt.datetime
    told_at: dt.datetime | None


class FetchLedger:
    """The ledger of one installation, an SQLite file. Every change is on disk when its method returns.

    Raises PipelineError where the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with self._guarded():
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(TABLES)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise PipelineError(f"{self.path} cannot be used: {error}") from error

    def newest(self, url: str) -> Seen | None:
        """What stood at an address when it was last had."""
        found = self._rows("WHERE url = ? AND superseded_by IS NULL", url)
        return found[0] if found else None

    def all(self) -> list[Seen]:
        """Everything, in a fixed order."""
        return self._rows("ORDER BY source, url, first_seen, sha256")

    def of_source(self, source: str) -> list[Seen]:
        """What stands at the addresses of a source now, or stood there when they vanished."""
        return self._rows("WHERE source = ? AND superseded_by IS NULL ORDER BY url", source)

    def asked(self, source: str) -> dict[str, Asked]:
        """When each known address of a source was last asked for; of a ledger from before this was noted, when it was last had."""
        with self._guarded():
            found = self._base.execute(
                "SELECT p.url, coalesce(a.at, p.last_seen), coalesce(a.words, p.title), coalesce(a.answered, 1) "
                "FROM papers p LEFT JOIN asked a USING (url) WHERE p.source = ? AND p.superseded_by IS NULL",
                (source,),
            ).fetchall()
        return {url: Asked(dt.datetime.fromisoformat(at), words, bool(answered)) for url, at, words, answered in found}

    def failed(self, url: str, words: str, at: dt.datetime) -> None:
        """An address was asked for to no avail; `words` are those of the link to it."""
        with self._guarded():
            self._note(url, Asked(at, words, False))

    def again(self, url: str, words: str, at: dt.datetime) -> None:
        """An address was asked for and still has what it had."""
        with self._guarded(), self._base:
            self._base.execute("BEGIN IMMEDIATE")
            self._note(url, Asked(at, words, True))
            self._base.execute(
                "UPDATE papers SET last_seen = max(last_seen, ?), vanished_at = NULL WHERE url = ? AND superseded_by IS NULL",
                (at.isoformat(), url),
            )

    def _note(self, url: str, asked: Asked) -> None:
        """The time counts as it is, also where the clock was set back."""
        self._base.execute(
            "INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?)", (url, asked.at.isoformat(), asked.words, asked.answered)
        )

    def keep(self, seen: Seen) -> None:
        """A content stands at an address; what stood there before is superseded by it, wherever the clock stands."""
        headers = json.dumps({name: seen.headers[name] for name in KEPT if name in seen.headers}, ensure_ascii=False)
        first, last = seen.first_seen.isoformat(), seen.last_seen.isoformat()
        with self._guarded(), self._base:
            self._base.execute("BEGIN IMMEDIATE")
            self._note(seen.url, Asked(seen.last_seen, seen.title, True))
            self._base.execute(
                "UPDATE papers SET superseded_by = ? WHERE url = ? AND sha256 <> ?", (seen.sha256, seen.url, seen.sha256)
            )
            self._base.execute(
                "INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT (url, sha256) DO UPDATE SET "
                "last_seen = max(last_seen, excluded.last_seen), headers = excluded.headers, superseded_by = NULL, vanished_at = NULL",
                (seen.url, seen.sha256, seen.source, seen.title, seen.byte_size, first, last, headers),
            )

    def gone(self, urls: Iterable[str], at: dt.datetime) -> None:
        """Addresses no longer stand on the site. What was had of them stays."""
        with self._guarded(), self._base:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany(
                "UPDATE papers SET vanished_at = ? WHERE url = ? AND vanished_at IS NULL", [(at.isoformat(), u) for u in urls]
            )

    def watched(self, source: str, at: dt.datetime) -> dt.datetime:
        """When a source was first asked, which is now if it never was."""
        with self._guarded():
            self._base.execute("INSERT OR IGNORE INTO watched VALUES (?, ?)", (source, at.isoformat()))
        return dt.datetime.fromisoformat(
            self._base.execute("SELECT since FROM watched WHERE source = ?", (source,)).fetchone()[0]
        )

    def watching(self) -> dict[str, dt.datetime]:
        """Since when each source is watched."""
        return {
            name: dt.datetime.fromisoformat(since) for name, since in self._base.execute("SELECT source, since FROM watched")
        }

    def older(self) -> set[str]:
        """Addresses to which only the pages of a backfill link."""
        with self._guarded():
            return {url for (url,) in self._base.execute("SELECT url FROM older").fetchall()}

    def set_older(self, urls: Iterable[str], older: bool) -> None:
        """Only the pages of a backfill link to these addresses; or (not `older`) those of a night do."""
        sql = "INSERT OR IGNORE INTO older VALUES (?)" if older else "DELETE FROM older WHERE url = ?"
        with self._guarded(), self._base:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany(sql, [(url,) for url in urls])

    def ring(self, alarms: Mapping[str, str], sources: Iterable[str], at: dt.datetime) -> dict[str, Rung]:
        """Remember the alarms of this run (key → source) and forget those of the same sources that are over; gives back since
        when each has been raised, and when somebody was told of it."""
        with self._guarded(), self._base:
            self._base.execute("BEGIN IMMEDIATE")
            asked = set(sources)
            over = [
                key
                for key, source in self._base.execute("SELECT key, source FROM alarms")
                if source in asked and key not in alarms
            ]
            self._base.executemany("DELETE FROM alarms WHERE key = ?", [(key,) for key in over])
            rows = [(key, source, at.isoformat()) for key, source in alarms.items()]
            self._base.executemany(
                "INSERT INTO alarms VALUES (?, ?, ?, NULL) ON CONFLICT (key) DO UPDATE SET since = min(since, excluded.since)",
                rows,
            )
        found = self._base.execute("SELECT key, since, told_at FROM alarms").fetchall()
        return {
            key: Rung(dt.datetime.fromisoformat(since), told and dt.datetime.fromisoformat(told)) for key, since, told in found
        }

    def told(self, keys: Iterable[str], at: dt.datetime) -> None:
        """Somebody was told of these alarms."""
        with self._guarded(), self._base:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("UPDATE alarms SET told_at = ? WHERE key = ?", [(at.isoformat(), key) for key in keys])

    def _rows(self, clause: str, *values: str) -> list[Seen]:
        with self._guarded():
            return [_seen(row) for row in self._base.execute(f"SELECT * FROM papers {clause}", values)]


def _seen(row: tuple[str | int | None, ...]) -> Seen:
    url, sha256, source, title, size, first, last, headers, superseded, vanished = row
    return Seen(
        url=str(url),
        sha256=str(sha256),
        source=str(source),
        title=str(title),
        byte_size=int(size or 0),
        first_seen=dt.datetime.fromisoformat(str(first)),
        last_seen=dt.datetime.fromisoformat(str(last)),
        headers=json.loads(str(headers)),
        superseded_by=str(superseded) if superseded else None,
        vanished_at=dt.datetime.fromisoformat(str(vanished)) if vanished else None,
    )


def replaced(rows: Iterable[Seen]) -> Mapping[str, str]:
    """Contents that stand nowhere any more → the content that took their place."""
    rows = list(rows)
    standing = {row.sha256 for row in rows if row.superseded_by is None}
    return {row.sha256: row.superseded_by for row in rows if row.superseded_by and row.sha256 not in standing}
