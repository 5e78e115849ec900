"""Mentions in a text that a person has corrected: they stand where they stand now, or, where their words were changed, no longer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher

import msgspec

from pipeline.records import Tables
from schemas.rows import Entity, Mention

Texts = Mapping[tuple[str, str, str], tuple[str, str]]  # (table, row, column) -> text before and after


def follow_texts(tables: Tables, texts: Texts) -> None:
    """Move the mentions of changed texts to their places in the new ones; those in the changed parts go, and are not counted by
    their entities any more."""
    if not texts:
        return
    kept: list[Mention] = []
    gone: Counter[str | None] = Counter()
    for mention in (row for row in tables.get(Mention, []) if isinstance(row, Mention)):
        change = texts.get((mention.context_table, mention.context_id, mention.context_column))
        moved = _moved(mention, *change) if change else mention
        if moved:
            kept.append(moved)
        else:
            gone[mention.entity_id] += 1
    tables[Mention] = [*kept]
    if gone:
        entities = [row for row in tables.get(Entity, []) if isinstance(row, Entity)]
        tables[Entity] = [msgspec.structs.replace(e, mention_count=e.mention_count - gone[e.entity_id]) for e in entities]


def _moved(mention: Mention, before: str, after: str) -> Mention | None:
    for tag, low, high, start, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" and low <= mention.char_start and mention.char_end <= high:
            by = start - low
            return msgspec.structs.replace(mention, char_start=mention.char_start + by, char_end=mention.char_end + by)
    return None
