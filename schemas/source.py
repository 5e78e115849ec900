"""What is configured about a source (one YAML of `data/sources`): the parser, how its papers are recognised, its words."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from schemas.fetching import Fetch


class Speakers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How turns are marked in a council's minutes."""

    marks: tuple[str, ...] = ("○",)
    chair: tuple[str, ...] = ("会長",)
    vice_chair: tuple[str, ...] = ("副会長", "会長職務代理者")
    member: tuple[str, ...] = ("委員",)
    secretariat: tuple[str, ...] = ("事務局",)


class Rows(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Below the floor a load is refused; above the ceiling it is too."""

    floor: int = 0
    ceiling: int | None = None


class NotPublished(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part (`papers` or `minutes`) of a meeting that the council does not publish, and why (with who says so)."""

    held_on: dt.date
    part: Literal["papers", "minutes"]
    reason: str


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One council of one ward.

    `recognise` are patterns any of which, found in the text of a document, make it this source's (most matches win).
    `terms` maps the ward's own words to the neutral handling codes; `laws` maps short names to full names; `articles` maps
    articles of the ordinance (条例) to handling codes; `committees` maps sub-committees to the slug of their meetings' ids; `bullets` maps the headings over the bullets of a summary to acts;
    `codebook` holds this ward's rows of the code tables of `data/codebook`: table → term → neutral code.
    `sections` maps the headings of a report's sections to what they hold (`summary`, `points`, `result`, `follow_up`).
    `fetch` says where the papers are on the web; `licence` under what terms the publisher lets them be used.
    """

    ward: str
    name_ja: str
    name_en: str
    council: str
    council_slug: str | None = None
    publisher: str
    parser: str
    recognise: tuple[str, ...]
    terms: dict[str, str] = field(default_factory=dict)
    codebook: dict[str, dict[str, str]] = field(default_factory=dict)
    laws: dict[str, str] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    committees: dict[str, str] = field(default_factory=dict)
    bullets: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    speakers: Speakers = Speakers()
    not_published: tuple[NotPublished, ...] = ()
    rows: dict[str, Rows] = field(default_factory=dict)
    fetch: Fetch = Fetch()
    licence: str | None = None
    notes: str | None = None
