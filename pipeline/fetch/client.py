"""One address at a time: asked at a pace, with limits, checked at every redirect, tried again only where that may help."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import ssl
from collections.abc import Collection, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import BinaryIO
from urllib.parse import urlsplit

import certifi
import httpcore
import httpx
from msgspec import Struct
from protego import Protego
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from pipeline.clock import Clock
from pipeline.fetch.errors import FetchError
from pipeline.fetch.guard import Backend, Resolve, check, redirected, resolve

AGAIN = {408, 425, 429, 500, 502, 503, 504}
REDIRECTS = {301, 302, 303, 307, 308}
ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}
RESTING = "resting"  # a host that is left alone until the next run
ROBOTS_BYTES = 512 * 1024
NETWORK = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds for connecting, for each read, and for an address altogether; redirects; attempts; the longest wait that a server
    may ask for within a run (seconds); connections in a row that a host may refuse before it is left alone."""

    connect: float = 15.0
    read: float = 30.0
    total: float = 300.0
    redirects: int = 8
    attempts: int = 4
    patience: float = 120.0
    silent: int = 12


class Answer(Struct, frozen=True, kw_only=True):
    """What a server said. `url` is the address after all redirects."""

    status: int
    url: str
    headers: dict[str, str]


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    """httpx over connections that the guard makes."""

    def __init__(self, backend: Backend) -> None:
        context = ssl.create_default_context(cafile=certifi.where())
        self._pool = httpcore.ConnectionPool(ssl_context=context, max_keepalive_connections=0, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        sent = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        response = self._pool.handle_request(sent)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()


class Client:
    """Asks servers. `contact` is an address under which the operator can be reached; it stands in every request.

    `loopback` allows servers on this machine and http (tests). Nothing is read from the environment, so no proxy is used.
    """

    def __init__(
        self,
        contact: str,
        *,
        clock: Clock | None = None,
        limits: Limits | None = None,
        loopback: bool = False,
        find: Resolve = resolve,
    ) -> None:
        self.clock, self.limits, self.loopback = clock or Clock(), limits or Limits(), loopback
        self.agent = f"shingikai (+{contact})"
        self._backend = Backend(self.clock, loopback, find)
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        self._http = httpx.Client(transport=_Transport(self._backend), trust_env=False, timeout=timeout)
        self._asked: dict[str, float] = {}
        self._robots: dict[str, Protego] = {}
        self._resting: dict[str, str] = {}
        self._silent: dict[str, int] = {}

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def get(
        self,
        url: str,
        into: BinaryIO,
        *,
        hosts: Collection[str],
        pace: float,
        most: int,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Write what stands at an address into a file (from its beginning), `most` bytes at most.

        Raises FetchError; after a redirect everything is checked anew. 304, 404 and 410 are answers, not errors.
        """
        for attempt in self._attempts():
            with attempt:
                return self._follow(url, into, hosts, pace, most, dict(headers or {}))
        raise AssertionError("unreachable")

    def _attempts(self) -> Retrying:
        def again(error: BaseException) -> bool:
            wanted = isinstance(error, FetchError) and error.passing and error.code != RESTING
            return wanted and (getattr(error, "retry_after", None) or 0) <= self.limits.patience

        return Retrying(
            retry=retry_if_exception(again),
            stop=stop_after_attempt(self.limits.attempts),
            wait=_wait,
            sleep=self.clock.sleep,
            reraise=True,
        )

    def _follow(
        self, url: str, into: BinaryIO, hosts: Collection[str], pace: float, most: int, headers: dict[str, str]
    ) -> Answer:
        seen = set[str]()
        while True:
            check(url, hosts, self.loopback)
            if url in seen or len(seen) > self.limits.redirects:
                raise FetchError("redirect_loop", f"{url} is redirected in circles or too often")
            seen.add(url)
            self._ask_robots(url, pace)
            status, answered = self._once(url, into, pace, most, headers)
            if status not in REDIRECTS or "location" not in answered:
                return Answer(status=status, url=url, headers=answered)
            url = redirected(url, answered["location"])

    def _ask_robots(self, url: str, pace: float) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site, pace)
        if not self._robots[site].can_fetch(url, self.agent):
            raise FetchError("robots", f"robots.txt of {parts.hostname} forbids {parts.path}")

    def _read_robots(self, site: str, pace: float) -> Protego:
        into = io.BytesIO()
        try:
            status, _ = self._once(f"{site}/robots.txt", into, pace, ROBOTS_BYTES, {})
        except FetchError as error:
            if error.code == "http" and not error.passing:
                return Protego.parse("")
            raise
        return Protego.parse(into.getvalue().decode("utf-8", "replace") if status == 200 else "")

    def _once(self, url: str, into: BinaryIO, pace: float, most: int, headers: Mapping[str, str]) -> tuple[int, dict[str, str]]:
        site = urlsplit(url).netloc
        if site in self._resting:
            raise FetchError(RESTING, f"{site} {self._resting[site]}", passing=True)
        self._wait_turn(url, pace)
        self._backend.until = self.clock.seconds() + self.limits.total
        sent = {"User-Agent": self.agent, "Accept-Encoding": "identity", **headers}
        into.seek(0)
        into.truncate()
        try:
            with self._http.stream("GET", url, headers=sent) as response:
                self._silent.pop(site, None)
                status, answered = response.status_code, {k.lower(): v for k, v in response.headers.items()}
                if status in (200, *AGAIN) or status >= 400:
                    self._judge(url, status, answered)
                if status == 200:
                    _save(response, into, most, url)
        except NETWORK as error:
            words = str(error) or type(error).__name__
            if isinstance(error, (httpcore.ConnectError, httpcore.ConnectTimeout)):
                self._unanswered(site)
            raise FetchError("unreachable", f"{url}: {words}", passing=True) from error
        except httpx.DecodingError as error:
            raise FetchError("encoding", f"{url} is packed wrongly: {error}", passing=True) from error
        except httpx.InvalidURL as error:
            raise FetchError("forbidden_host", f"{url} is no address: {error}") from error
        except (httpx.HTTPError, UnicodeError) as error:
            raise FetchError("bad_answer", f"{url} answered what cannot be understood: {error}") from error
        return status, answered

    def _unanswered(self, site: str) -> None:
        """A host that takes no connections is not asked for every single paper."""
        self._silent[site] = self._silent.get(site, 0) + 1
        if self._silent[site] >= self.limits.silent:
            self._resting[site] = f"took no connection {self._silent[site]} times"

    def _judge(self, url: str, status: int, headers: Mapping[str, str]) -> None:
        """Raises FetchError for answers that are errors."""
        if status in (200, 404, 410) and not url.endswith("/robots.txt"):
            return
        if status in AGAIN:
            after = self._seconds(headers.get("retry-after"))
            if after and after > self.limits.patience:
                self._resting[urlsplit(url).netloc] = f"asked to be left alone for {after:.0f} s"
            raise FetchError("http", f"{url} answered {status}", passing=True, retry_after=after)
        if status != 200:
            raise FetchError("http", f"{url} answered {status}")

    def _seconds(self, text: str | None) -> float | None:
        if not text:
            return None
        if re.fullmatch(r"\s*[0-9]{1,9}\s*", text):
            return float(text)
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        at = at.astimezone(dt.UTC).replace(tzinfo=None) if at.tzinfo else at
        return max(0.0, (at - self.clock.now()).total_seconds())

    def _wait_turn(self, url: str, pace: float) -> None:
        site = urlsplit(url).netloc
        robots = self._robots.get(f"{urlsplit(url).scheme}://{site}")
        pause = max(pace, (robots.crawl_delay(self.agent) or 0) if robots else 0)
        before = self._asked.get(site)
        if before is not None:
            self.clock.sleep(before + pause - self.clock.seconds())
        self._asked[site] = self.clock.seconds()


def _wait(state: RetryCallState) -> float:
    """What the server asks for, else longer and longer; never at the same moment as everybody else."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, FetchError) else None
    return (asked if asked is not None else 2.0 * 2 ** (state.attempt_number - 1)) + random.uniform(0, 2)


def _save(response: httpx.Response, into: BinaryIO, most: int, url: str) -> None:
    packed = response.headers.get("content-encoding", "").lower().strip()
    if packed not in ENCODINGS:
        raise FetchError("encoding", f"{url} is packed as {packed}, which was not asked for")
    total = 0
    for piece in response.iter_bytes():
        total += len(piece)
        if total > most:
            raise FetchError("too_large", f"{url} has more than {most} bytes")
        into.write(piece)
