"""What checked sheets say: accuracy by field, and where two persons differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from pipeline.errors import PipelineError
from pipeline.sample.measure import Kappa, Share, Stratum, cohen, stratified
from pipeline.sample.sheet import OPEN, RIGHT, UNCLEAR, WRONG, Line, even


class Accuracy(NamedTuple):
    """A field as checked: the share of right values in all rows of the table (None where none was checked), the values checked
    and right, those that were unclear, and those still open."""

    field: str
    share: Share | None
    checked: int
    right: int
    unclear: int
    open: int


class Agreement(NamedTuple):
    """A field as two persons coded it: over how many rows, and how well they agree."""

    field: str
    both: int
    kappa: Kappa | None


class Difference(NamedTuple):
    """A value on which two persons differ."""

    row_id: str
    field: str
    value: str
    one: str
    other: str
    remarks: str


def accuracy(lines: Iterable[Line]) -> list[Accuracy]:
    """Accuracy by field, in the order of the sheet. A blind sheet has to be held against the file first.

    Raises PipelineError where nothing is said yet.
    """
    by_field: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_field[line.field].append(line)
    found = [_accuracy(field, of_field) for field, of_field in by_field.items()]
    if not any(one.checked or one.unclear for one in found):
        raise PipelineError(
            "nothing is filled in yet: write right or wrong into verdict, of a blind sheet the value into should_be"
        )
    return found


def _accuracy(field: str, lines: Sequence[Line]) -> Accuracy:
    strata: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        strata[line.stratum].append(line)
    counted = [_stratum(of_stratum) for of_stratum in strata.values()]
    return Accuracy(
        field=field,
        share=stratified(counted),
        checked=sum(one.checked for one in counted),
        right=sum(one.right for one in counted),
        unclear=sum(line.verdict == UNCLEAR for line in lines),
        open=sum(line.verdict == OPEN for line in lines),
    )


def _stratum(lines: Sequence[Line]) -> Stratum:
    right = sum(line.verdict == RIGHT for line in lines)
    checked = sum(line.verdict not in (OPEN, UNCLEAR) for line in lines)
    return Stratum(size=lines[0].stratum_size, checked=checked, right=right)


def held_against(lines: Iterable[Line], values: Mapping[tuple[str, str], str]) -> list[Line]:
    """A blind sheet as a checked one: right is what the person and the file say alike. `values`: (row id, field) → what the
    file says. Rows that the file no longer has are left out."""
    return [
        msgspec.structs.replace(line, value=value, verdict=_verdict(line, value))
        for line in lines
        if (value := values.get((line.row_id, line.field))) is not None
    ]


def _verdict(line: Line, value: str) -> str:
    said = line.said()
    return line.verdict if said is None else RIGHT if said == even(value) else WRONG


def agreement(one: Iterable[Line], other: Iterable[Line]) -> tuple[list[Agreement], list[Difference]]:
    """How two persons who filled in the same sheet agree, by field, and on what they differ.

    What is compared is what each says that the page says: the value where it is called right, else `should_be`. Raises
    PipelineError where the sheets have no value in common.
    """
    theirs = {(line.row_id, line.field): line for line in other}
    pairs: dict[str, list[tuple[Line, Line]]] = defaultdict(list)
    for line in one:
        second = theirs.get((line.row_id, line.field))
        if second is not None and second.table == line.table and line.said() is not None and second.said() is not None:
            pairs[line.field].append((line, second))
    if not pairs:
        raise PipelineError("the two sheets have no row and field in common that both have filled in")
    by_field = [Agreement(field, len(both), cohen([(a.said(), b.said()) for a, b in both])) for field, both in pairs.items()]
    differences = [
        Difference(a.row_id, field, a.value or "", _shown(a), _shown(b), " | ".join(filter(None, (a.remark, b.remark))))
        for field, both in pairs.items()
        for a, b in both
        if a.said() != b.said()
    ]
    return by_field, sorted(differences)


def _shown(line: Line) -> str:
    return (line.value or "") if line.verdict == RIGHT and line.value is not None else line.should_be or line.verdict
