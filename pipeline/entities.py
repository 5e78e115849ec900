"""Mentions that name the same thing: one row of `entities` for it, whatever the papers call it.

Values (dates, amounts, numbers) and groups of persons name no thing. Offices, persons, systems, places are a ward's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from parsers.tagging import Lexicon
from pipeline.records import Tables
from schemas.rows import DocumentRow, Entity, Meeting, Mention
from schemas.text import fold

SHARED = frozenset(("LAW", "ORG_PUBLIC", "ORG_VENDOR", "PERSONAL_INFO_ITEM", "SAFEGUARD", "STANDARD", "HANDLING"))
OWN = frozenset(("DEPARTMENT", "PERSON", "PLACE", "ROLE", "SYSTEM"))


class Told(Struct):
    """What mentions say of one thing so far; `label` and `canonical` are those of the first."""

    label: str
    canonical: str
    ward: str | None
    variants: set[str]
    documents: set[str]
    count: int = 0


class Naming:
    """Gives mentions, which may come document by document, the ids of what they name, and tells in the end what was named."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._wards = {d.document_id: d.ward for d in tables[DocumentRow] if isinstance(d, DocumentRow)}
        self._years: dict[str, set[int]] = defaultdict(set)
        for meeting in tables[Meeting]:
            if isinstance(meeting, Meeting) and meeting.held_on:
                self._years[meeting.document_id].add(meeting.held_on.year)
        self._things: dict[str, Told] = {}

    def named(self, mention: Mention) -> Mention:
        """A mention with the id of what it names, if it names a thing."""
        ward = self._wards.get(mention.document_id)
        name = entity_of(mention, ward, self._lexicon)
        if name:
            if name not in self._things:
                canonical = canonical_of(mention, self._lexicon) or mention.text
                own = ward if name.count(":") > 1 else None
                self._things[name] = Told(mention.label, canonical, own, set(), set())
            told = self._things[name]
            told.count += 1
            told.variants.add(mention.text)
            told.documents.add(mention.document_id)
        return msgspec.structs.replace(mention, entity_id=name)

    def forget(self, names: Iterable[str | None]) -> None:
        """Mentions of these ids stand nowhere any more, because a person has corrected their words."""
        for name in names:
            if name in self._things:
                self._things[name].count -= 1

    def entities(self) -> list[Entity]:
        """All that was named, and what that belongs to, by id."""
        rows = {name: self._entity(name, told) for name, told in self._things.items()}
        for row in list(rows.values()):
            if row.parent_entity_id and row.parent_entity_id not in rows:
                rows[row.parent_entity_id] = _parent(row, self._lexicon)
        return [rows[name] for name in sorted(rows)]

    def _entity(self, name: str, told: Told) -> Entity:
        seen = [year for document in told.documents for year in self._years.get(document, ())]
        return _described(
            Entity(
                entity_id=name,
                label=told.label,
                canonical=told.canonical,
                ward=told.ward,
                variants="\n".join(sorted(told.variants)),
                first_year=min(seen, default=None),
                last_year=max(seen, default=None),
                mention_count=told.count,
            ),
            self._lexicon,
        )


def entity_of(mention: Mention, ward: str | None, lexicon: Lexicon) -> str | None:
    """The id of what a mention names: `law:地方自治法|244`, `department:<ward>:収納課`; None where it names nothing."""
    canonical = canonical_of(mention, lexicon)
    if not canonical or mention.label not in SHARED | OWN:
        return None
    own = ward if mention.label in OWN and not lexicon.canonical(mention.label, mention.text) else None
    return ":".join(filter(None, (mention.label.lower(), own, canonical)))


def canonical_of(mention: Mention, lexicon: Lexicon) -> str | None:
    """The one name of what a mention names. Of laws the article counts too, of safeguards the kind of measure."""
    value = mention.normalized or ("" if mention.label == "SAFEGUARD" else fold(mention.text))
    if mention.label == "LAW":
        return "|".join(value.split("|")[:2])
    if mention.label == "PERSONAL_INFO_ITEM":
        item = lexicon.items.get("".join(fold(value).split()))
        return item.preferred if item else "".join(value.split())
    return lexicon.canonical(mention.label, value) or "".join(value.split()) or None


def _described(entity: Entity, lexicon: Lexicon) -> Entity:
    """An entity with what the registers and the thesaurus say of it."""
    if entity.label == "LAW":
        law, _, article = entity.canonical.partition("|")
        number = next((known.law_id for known in lexicon.laws if known.title == law), None)
        return msgspec.structs.replace(entity, egov_law_id=number, parent_entity_id=f"law:{law}" if article else None)
    if entity.label == "PERSONAL_INFO_ITEM" and (item := lexicon.items.get(fold(entity.canonical))):
        wider = f"personal_info_item:{item.broader}" if item.broader and item.broader != entity.canonical else None
        return msgspec.structs.replace(entity, dpv_concept=item.dpv_concept or None, parent_entity_id=wider)
    return entity


def _parent(child: Entity, lexicon: Lexicon) -> Entity:
    """What an entity belongs to, where no mention names it itself."""
    name = child.parent_entity_id or ""
    parent = Entity(
        entity_id=name,
        label=child.label,
        canonical=name.partition(":")[2],
        variants="",
        first_year=child.first_year,
        last_year=child.last_year,
        mention_count=0,
    )
    described = _described(parent, lexicon)
    return msgspec.structs.replace(described, parent_entity_id=None)
