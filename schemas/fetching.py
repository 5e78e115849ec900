"""Where a council's papers are found on the web, as `fetch:` in a source's YAML: pages, links that count, hosts, pace."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class IndexPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page with links to papers. Only a page that a person has confirmed is fetched at night."""

    url: str
    confirmed: bool = False
    note: str | None = None


class LinkRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns (regular expressions) on a link: on its text (full and half widths made one, without blanks) and on the path of
    its address. A link fits where every pattern that is given is found."""

    text: str | None = None
    path: str | None = None


class Fetch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a council's papers are fetched.

    `leave` is asked first, then `take` (papers), then `follow` (further pages with links, at most `depth` steps from an index
    page). `older_pages` are index pages for a backfill alone, which goes `backfill_depth` steps. `hosts` are the only hosts that are ever asked, also after a redirect. `pace`: seconds between two requests to one host.
    `most`: how many papers that were never had are asked for in one night; the others wait for the next. `recheck_days`: a paper
    that has come or changed in so many days is asked for every night, each older one at least once in so many days.
    `usual_pause`: days without a new paper after which silence is reported.
    """

    index_pages: tuple[IndexPage, ...] = ()
    take: tuple[LinkRule, ...] = ()
    leave: tuple[LinkRule, ...] = ()
    follow: tuple[LinkRule, ...] = ()
    older_pages: tuple[IndexPage, ...] = ()
    hosts: tuple[str, ...] = ()
    depth: int = 2
    backfill_depth: int = 4
    pace: float = 3.0
    most: int = 500
    recheck_days: Annotated[int, Meta(ge=1, le=366)] = 14
    usual_pause: int | None = None
    terms: str | None = None
