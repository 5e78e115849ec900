"""All that a person has written into `data/corrections`: corrections of rows and decisions on findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from pipeline.corrections import Correction, correction
from pipeline.decisions import Decision, decision
from pipeline.entries import EntryError, each, entries
from pipeline.errors import PipelineError


class Handwork(Struct, frozen=True):
    """The entries of all files, and what is wrong with those that are none."""

    corrections: tuple[Correction, ...] = ()
    decisions: tuple[Decision, ...] = ()
    wrong: tuple[str, ...] = ()


def folder_of(config: Path) -> Path:
    """Where the entries lie."""
    return config / "corrections"


def read_handwork(folder: Path) -> Handwork:
    """All entries of a folder, each checked."""
    found, wrong = entries(folder)
    corrections = each([entry for entry in found if "decision" not in entry.fields], correction, wrong)
    decisions = each([entry for entry in found if "decision" in entry.fields], decision, wrong)
    wrong += _twice(corrections)
    return Handwork(tuple(corrections), tuple(decisions), tuple(str(error) for error in sorted(wrong, key=lambda e: e.order)))


def _twice(corrections: Sequence[Correction]) -> list[EntryError]:
    first: dict[tuple[str, str, str], str] = {}
    wrong = []
    for one in corrections:
        where = first.setdefault(one.place, one.where)
        if where != one.where:
            words = f"{one.table}.{one.column} of {one.row} is corrected in {where} already; leave the one that counts"
            wrong.append(EntryError(one.where, words))
    return wrong


def load_handwork(folder: Path) -> Handwork:
    """All entries. Raises PipelineError that names file and line of the first that is wrong."""
    found = read_handwork(folder)
    if found.wrong:
        more = f" (and {len(found.wrong) - 1} more: shingikai corrections check)" if found.wrong[1:] else ""
        raise PipelineError(found.wrong[0] + more)
    return found
