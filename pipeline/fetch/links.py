"""The links of a page, whatever its markup is like."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from schemas.text import fold

REFRESH = re.compile(r"^\s*\d*(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
PARTS = SoupStrainer(["a", "area", "base", "meta"])


class Link(NamedTuple):
    """An address with the words of its link (the title of a picture where there are no words)."""

    url: str
    text: str


class Page(NamedTuple):
    """The links of a page, each address once in the order of the page, and where the page sends its reader, if it does."""

    links: tuple[Link, ...]
    refresh: str | None


def read_page(content: bytes, url: str, content_type: str | None = None) -> Page:
    """Read a page that stood at `url`. The charset is that of the header, else that which the page names, else a guess."""
    named = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type or "", re.IGNORECASE)
    soup = BeautifulSoup(content, "lxml", from_encoding=named[1] if named else None, parse_only=PARTS)
    base = soup.find("base", href=True)
    here = (address(url, str(base["href"])) if isinstance(base, Tag) else None) or url
    found: dict[str, str] = {}
    for tag in soup.find_all(["a", "area"], href=True):
        target = address(here, str(tag["href"]))
        if target is None:
            continue
        words = " ".join(tag.get_text(" ").split()) or str(tag.get("title") or tag.get("alt") or _picture(tag))
        found[target] = found.get(target) or words
    return Page(tuple(Link(target, words) for target, words in found.items()), _refresh(soup, here))


def _picture(tag: Tag) -> str:
    image = tag.find("img", alt=True)
    return str(image["alt"]) if isinstance(image, Tag) else ""


def _refresh(soup: BeautifulSoup, here: str) -> str | None:
    for tag in soup.find_all("meta"):
        if str(tag.get("http-equiv", "")).lower() == "refresh":
            found = REFRESH.match(str(tag.get("content", "")))
            if found:
                return address(here, found[1])
    return None


def address(base: str, href: str) -> str | None:
    """A link as a whole address without a fragment; None where it is none of the web."""
    try:
        whole = urljoin(base, href.strip()).partition("#")[0]
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def plain(text: str) -> str:
    """The words of a link as patterns see them: widths made one, without blanks."""
    return re.sub(r"\s", "", fold(text))
