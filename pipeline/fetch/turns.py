"""Whose turn it is: a night asks at once for what is new, has changed lately or is in doubt, and for a share of all other papers,
so that no night is long and none of them is left alone for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.fetch.links import Link

HALF_A_DAY = dt.timedelta(hours=12)  # by which a night may begin earlier than another


class Known(NamedTuple):
    """A paper that was had before: when its present content came, when it was last asked for (UTC), what its link said then, and
    whether all was well: it answered, and its bytes are there."""

    came: dt.datetime
    asked: dt.datetime
    words: str
    settled: bool


class Turn(NamedTuple):
    """The papers of a run in the order of the pages; how many that were never had wait for the next run; how many known ones are
    asked for another night, and since when the longest of them was not (UTC)."""

    asked: tuple[Link, ...]
    waiting: int = 0
    later: int = 0
    unasked_since: dt.datetime | None = None


def whose_turn(papers: Sequence[Link], known: Mapping[str, Known], now: dt.datetime, *, days: int, most: int) -> Turn:
    """Choose the papers of a night.

    Of those that were never had, `most`. Of the known ones at once: what came or changed in the last `days` days, what was not
    settled, and what its link calls otherwise than before. Of the rest those that were not asked for the longest: one in `days`,
    and all whose `days` are over. So each is asked for again in the first night that begins `days` days after the last time, at
    the latest. Times that lie ahead (a clock was wrong) say nothing: such a paper is asked for first.
    """
    new = [link for link in papers if link.url not in known]
    rest = {
        link.url: known[link.url] for link in papers if link.url in known and not _at_once(link, known[link.url], now, days)
    }
    queue = sorted(rest, key=lambda url: (_since(rest[url], now), url))
    over = sum(_since(rest[url], now) <= now - dt.timedelta(days=days) + HALF_A_DAY for url in queue)
    later = queue[max(over, -(-len(queue) // days)) :]
    left = {*(link.url for link in new[most:]), *later}
    return Turn(
        asked=tuple(link for link in papers if link.url not in left),
        waiting=len(new[most:]),
        later=len(later),
        unasked_since=_since(rest[later[0]], now) if later else None,
    )


def _at_once(link: Link, last: Known, now: dt.datetime, days: int) -> bool:
    return last.came > now - dt.timedelta(days=days) or not last.settled or link.text != last.words


def _since(last: Known, now: dt.datetime) -> dt.datetime:
    """Since when nothing is known of a paper."""
    return last.asked if last.asked <= now else dt.datetime.min
