"""What a council's pages link to: papers, links that were left, and links that no pattern knows. Nothing is kept."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from pipeline.errors import PipelineError
from pipeline.fetch.client import Client
from pipeline.fetch.errors import FetchError
from pipeline.fetch.links import Link, Page, plain, read_page
from schemas.fetching import Fetch, LinkRule
from schemas.source import Source

PAGE_BYTES = 10 * 1024 * 1024
PAGES = 500
KINDS = ("leave", "take", "elsewhere", "follow", "unknown", "other")  # of several links to an address the first of these counts
FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|zip)$", re.IGNORECASE)


class Trouble(Struct, frozen=True, kw_only=True):
    """An address that could not be had, and why; `passing` where it may be had another night without anybody's help."""

    url: str
    code: str
    message: str
    passing: bool = False


def trouble_of(url: str, error: FetchError) -> Trouble:
    """What is said of an address that could not be had."""
    return Trouble(url=url, code=error.code, message=str(error), passing=error.passing)


class Survey(Struct, frozen=True, kw_only=True):
    """What was found on the pages of one source. `whole`: every page could be read, so that what is not linked is gone.

    `unknown`: links to files that no pattern knows. `elsewhere`: papers on hosts that are not among the source's. `moved`: pages
    that are redirected, with the address where they stand now.
    """

    papers: tuple[Link, ...]
    left: tuple[Link, ...]
    unknown: tuple[Link, ...]
    elsewhere: tuple[Link, ...]
    pages: tuple[str, ...]
    trouble: tuple[Trouble, ...]
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every page was read."""
        return bool(self.pages) and not self.trouble


def name_of(source: Source) -> str:
    """What a source is called in the ledger and on the command line: the ward, or ward and council."""
    return f"{source.ward}-{source.council_slug}" if source.council_slug else source.ward


def survey(source: Source, client: Client, *, unconfirmed: bool = False, older: bool = False) -> Survey:
    """Read the confirmed index pages of a source (with `unconfirmed` all of them) and the pages that its rules follow. With `older`
    the pages with older papers too, and more steps from each page."""
    fetch, rules = source.fetch, Rules(source.fetch)
    deepest = max(fetch.depth, fetch.backfill_depth) if older else fetch.depth
    pages_of = (*fetch.index_pages, *(fetch.older_pages if older else ()))
    starts = list(dict.fromkeys(page.url for page in pages_of if page.confirmed or unconfirmed))
    waiting = deque((url, 0) for url in starts)
    known, sorted_links = set(starts), dict[str, tuple[str, Link]]()
    pages: list[str] = []
    moved: list[tuple[str, str]] = []
    trouble: list[Trouble] = []
    while waiting and len(pages) + len(trouble) < PAGES:
        url, depth = waiting.popleft()
        try:
            page, stands = _page(url, fetch, client)
        except FetchError as error:
            trouble.append(trouble_of(url, error))
            continue
        pages.append(url)
        if stands != url:
            moved.append((url, stands))
        if page.refresh and page.refresh not in known:
            known.add(page.refresh)
            waiting.appendleft((page.refresh, depth))
        for link in page.links:
            kind = rules.kind(link)
            if kind == "follow" and depth < deepest and link.url not in known:
                known.add(link.url)
                waiting.append((link.url, depth + 1))
            before = sorted_links.get(link.url)
            if before is None or KINDS.index(kind) < KINDS.index(before[0]):
                sorted_links[link.url] = (kind, link)
    if waiting:
        trouble.append(Trouble(url=waiting[0][0], code="too_many", message=f"there are more than {PAGES} pages to follow"))
    return Survey(
        papers=_of(sorted_links, "take"),
        left=_of(sorted_links, "leave"),
        unknown=_of(sorted_links, "unknown"),
        elsewhere=_of(sorted_links, "elsewhere"),
        pages=tuple(pages),
        trouble=tuple(trouble),
        moved=tuple(moved),
    )


def _of(links: dict[str, tuple[str, Link]], kind: str) -> tuple[Link, ...]:
    return tuple(link for its, link in links.values() if its == kind)


def _page(url: str, fetch: Fetch, client: Client) -> tuple[Page, str]:
    """A page, and the address where it stands after all redirects."""
    into = io.BytesIO()
    answer = client.get(url, into, hosts=fetch.hosts, pace=fetch.pace, most=PAGE_BYTES)
    if answer.status != 200:
        raise FetchError("http", f"{url} answered {answer.status}")
    return read_page(into.getvalue(), answer.url, answer.headers.get("content-type")), answer.url


class Rules:
    """The rules of a source on links. Raises PipelineError where a pattern is none."""

    def __init__(self, fetch: Fetch) -> None:
        self._hosts = {host.lower() for host in fetch.hosts}
        self._take, self._leave, self._follow = (_compiled(r) for r in (fetch.take, fetch.leave, fetch.follow))

    def kind(self, link: Link) -> str:
        """`leave`, `take`, `elsewhere` (to be taken or followed, but on another host), `follow`, `unknown` (a file), `other`."""
        parts = urlsplit(link.url)
        words, path = plain(link.text), unquote(parts.path)
        if _fits(self._leave, words, path):
            return "leave"
        here = (parts.hostname or "") in self._hosts
        if _fits(self._take, words, path):
            return "take" if here else "elsewhere"
        if here and _fits(self._follow, words, path) and not FILE.search(path):
            return "follow"
        return "unknown" if here and FILE.search(path) else "other"


Pattern = tuple[re.Pattern[str] | None, re.Pattern[str] | None]


def _compiled(rules: Sequence[LinkRule]) -> list[Pattern]:
    try:
        return [(_pattern(rule.text), _pattern(rule.path)) for rule in rules]
    except re.error as error:
        raise PipelineError(f"{error.pattern!r} in fetch: is no pattern: {error}") from error


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text, re.IGNORECASE) if text else None


def _fits(rules: Sequence[Pattern], words: str, path: str) -> bool:
    return any(
        (text or place) and (text is None or text.search(words)) and (place is None or place.search(path))
        for text, place in rules
    )
