"""Mentions in a text that a person has corrected: they stand where they stand now, or, where their words were changed, no longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from schemas.rows import Mention, Row

Texts = Mapping[tuple[str, str, str], tuple[str, str]]  # (table, row, column) -> text before and after


def follow_texts(mentions: Sequence[Row], texts: Texts) -> tuple[list[Row], list[str | None]]:
    """The mentions, those of changed texts at their places in the new ones; and of those in the changed parts, which stand nowhere
    any more, the ids of what they named."""
    kept: list[Row] = []
    gone: list[str | None] = []
    for mention in (row for row in mentions if isinstance(row, Mention)):
        change = texts.get((mention.context_table, mention.context_id, mention.context_column))
        moved = _moved(mention, *change) if change else mention
        if moved:
            kept.append(moved)
        else:
            gone.append(mention.entity_id)
    return kept, gone


def _moved(mention: Mention, before: str, after: str) -> Mention | None:
    for tag, low, high, start, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" and low <= mention.char_start and mention.char_end <= high:
            by = start - low
            return msgspec.structs.replace(mention, char_start=mention.char_start + by, char_end=mention.char_end + by)
    return None
