"""Mentions that name the same thing: one row of `entities` for it, whatever the papers call it.

Values (dates, amounts, numbers) and groups of persons name no thing. Offices, persons, systems, places are a ward's own.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec

from parsers.tagging import Lexicon
from pipeline.records import Tables
from schemas.rows import DocumentRow, Entity, Meeting, Mention
from schemas.text import fold

SHARED = frozenset(("LAW", "ORG_PUBLIC", "ORG_VENDOR", "PERSONAL_INFO_ITEM", "SAFEGUARD", "STANDARD", "HANDLING"))
OWN = frozenset(("DEPARTMENT", "PERSON", "PLACE", "ROLE", "SYSTEM"))


def name_entities(tables: Tables, lexicon: Lexicon) -> None:
    """Adds the `entities` of all mentions to the tables, and their ids to the mentions."""
    wards = {d.document_id: d.ward for d in tables[DocumentRow] if isinstance(d, DocumentRow)}
    years: dict[str, set[int]] = defaultdict(set)
    for meeting in tables[Meeting]:
        if isinstance(meeting, Meeting) and meeting.held_on:
            years[meeting.document_id].add(meeting.held_on.year)
    named: dict[str, list[Mention]] = defaultdict(list)
    linked = []
    for mention in (m for m in tables[Mention] if isinstance(m, Mention)):
        name = entity_of(mention, wards.get(mention.document_id), lexicon)
        linked.append(msgspec.structs.replace(mention, entity_id=name))
        if name:
            named[name].append(mention)
    rows = {name: _entity(name, mentions, wards, years, lexicon) for name, mentions in named.items()}
    for row in list(rows.values()):
        if row.parent_entity_id and row.parent_entity_id not in rows:
            rows[row.parent_entity_id] = _parent(row, lexicon)
    tables[Mention] = [*linked]
    tables[Entity] = [rows[name] for name in sorted(rows)]


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


def _entity(
    name: str, mentions: list[Mention], wards: dict[str, str | None], years: dict[str, set[int]], lexicon: Lexicon
) -> Entity:
    first = mentions[0]
    canonical = canonical_of(first, lexicon) or first.text
    seen = [year for m in mentions for year in years.get(m.document_id, ())]
    ward = wards.get(first.document_id) if name.count(":") > 1 else None
    return _described(
        Entity(
            entity_id=name,
            label=first.label,
            canonical=canonical,
            ward=ward,
            variants="\n".join(sorted({m.text for m in mentions})),
            first_year=min(seen, default=None),
            last_year=max(seen, default=None),
            mention_count=len(mentions),
        ),
        lexicon,
    )


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
