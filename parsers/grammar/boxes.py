"""The labelled values of a paper, whether they stand in a ruled table of boxes or in numbered sections, and their form rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from parsers.grammar.keyvalue import bare_label, fields, is_keyvalue, unspread
from parsers.grammar.options import options
from parsers.grammar.sections import sections
from schemas.document import Element, FlowTable
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Form, FormField
from schemas.text import Region, Text


class Box(NamedTuple):
    """A labelled value. `concept` is the neutral code of the label, None where the code table does not know it."""

    label: Text
    concept: str | None
    value: Text
    paragraphs: list[Text]
    tables: list[FlowTable]


def concept_of(label: str, concepts: Mapping[str, str]) -> str | None:
    """The code of a bare label; 等 at its end, or verbs and particles inside it, do not matter."""
    if label in concepts:
        return concepts[label]
    short = re.sub(r"等$", "", label)
    return concepts.get(short) or concepts.get(re.sub(r"(?:区|本区|事業者)(?:の|が|で)|について$|の(?=状況$)", "", short))


def is_running(element: Element) -> bool:
    """Whether an element is read as lines of a section: paragraphs, and tables without rules whose cells are no labelled values."""
    return not isinstance(element, FlowTable) or (element.table.ruling == "none" and not is_keyvalue(element.table))


def boxes(elements: Iterable[Element], concepts: Mapping[str, str]) -> list[Box]:
    """The boxes of a part's tables; where it has none, its numbered sections."""
    body = list(elements)
    out = [
        Box(field.label, concept_of(field.name, concepts), field.value, field.paragraphs, [])
        for table in body
        if isinstance(table, FlowTable) and is_keyvalue(table.table)
        for field in fields(table.table)
        if field.label
    ]
    if out:
        return _whole(out, concepts)
    return [
        Box(s.label, concept_of(s.name, concepts), s.value, s.paragraphs, s.tables) for s in sections(body, frozenset(concepts))
    ]


def _whole(found: list[Box], concepts: Mapping[str, str]) -> list[Box]:
    """A box that no code table knows and the next are one, cut by a page, where their labels together are known."""
    out: list[Box] = []
    for box in found:
        before = out[-1] if out else None
        if before and before.concept is None:
            label = unspread(Text.join("", [before.label, box.label]))
            concept = concept_of(bare_label(label), concepts)
            if concept:
                value = Text.join("\n", [before.value, box.value])
                out[-1] = Box(label, concept, value, before.paragraphs + box.paragraphs, before.tables + box.tables)
                continue
        out.append(box)
    return out


def with_concept(found: Iterable[Box], *concepts: str) -> list[Box]:
    """The boxes of some concepts, in printed order."""
    return [box for box in found if box.concept in concepts]


def unknown_labels(found: Iterable[Box]) -> list[Box]:
    """Boxes whose labels no code table knows."""
    return [box for box in found if box.concept is None]


def form_rows(
    parsed: Parsed, document_id: str, kind: str, title: Text, found: list[Box], *, paper: str | None, item: str | None
) -> str | None:
    """Writes a form and its fields; returns the form's id, None where there is nothing to write."""
    regions = title.regions() + tuple(r for box in found for r in _place(box))
    if not found or not regions:
        return None
    form = child_id(document_id, "form", 1 + len(parsed.of(Form)))
    parsed.add(
        Form(
            form_id=form,
            document_id=document_id,
            regions=regions,
            paper_id=paper,
            item_id=item,
            kind=kind,
            title=title.s or None,
        )
    )
    for seq, box in enumerate(found, 1):
        choice = options(box.paragraphs)
        parsed.add(
            FormField(
                form_id=form,
                document_id=document_id,
                regions=_place(box) or regions,
                seq=seq,
                label=box.label.s,
                value=box.value.s,
                concept=box.concept,
                options="\n".join(choice.options) if choice else None,
                selected="\n".join(choice.selected) if choice and choice.selected is not None else None,
            )
        )
    return form


def _place(box: Box) -> tuple[Region, ...]:
    return box.label.regions() + box.value.regions()
