"""What is told of every document in the same way, whoever read it: references to other matters, the version of its papers,
lists of errors, the procedure of each item."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from parsers.grammar.errata import corrections, is_errata
from parsers.grammar.keyvalue import cell_paragraphs
from parsers.grammar.references import Named, digits, references
from schemas.document import Document, FlowTable
from schemas.parsed import Parsed
from schemas.rows import (
    BlockRow,
    Form,
    FormField,
    Item,
    ItemDocument,
    ItemHandling,
    ItemReference,
    Meeting,
    Mention,
    Paper,
    Read,
    TableCell,
    TableRow,
    Turn,
)
from schemas.text import Region, Text, fold

_DRAFT = re.compile(r"(?:要録|会議録|議事録|会議概要)\s*\(?\s*案\s*\)?|未定稿|未確定")
_CORRECTED = re.compile(r"訂正版|修正版|改訂版|差し?替え?版?(?:資料)?|\((?:訂正|修正|差替|差し替え|再配布)(?:後|版)?\)")
_MOVES = frozenset({"agenda", "opening"})
KIND_WORDS = {
    "consultation": "諮問",
    "report": "報告",
    "confirmation": "確認",
    "general_report": "一般報告",
    "self_check": "自己点検",
    "material": "資料",
}
# Rows that say how a paper is laid out, not what it says.
STRUCTURE = (BlockRow, TableRow, TableCell, Paper, ItemDocument, Form, Meeting, Mention)
CONTENTS = frozenset({"agenda", "form", "paper", "report"})
NUMBER = 3  # characters that the number of a row may have
HEAD = 6  # paragraphs of a paper in which its version is looked for
LINE = 80  # characters that such a paragraph may have


def complete(document: Document, parsed: Parsed) -> None:
    """Adds what does not depend on the ward to the rows that a parser has made."""
    _versions(document, parsed)
    _errata(document, parsed)
    _procedures(parsed)
    _unhandled(parsed)
    _unread_tables(parsed)
    _references(document, parsed)


def _versions(document: Document, parsed: Parsed) -> None:
    """Draft or final minutes, corrected re-issues, lists of errors: told from a paper's title and its first lines.

    Minutes that an agenda of the same file puts up for confirmation as a draft are a draft.
    """
    pending = [fold(i.title) for i in parsed.of(Item) if i.kind == "confirmation" and _DRAFT.search(fold(i.title))]
    meetings = {m.meeting_id: m for m in parsed.of(Meeting)}
    rows = []
    for paper in parsed.of(Paper):
        words = [fold(paper.title or ""), *_head(document, paper)]
        version = paper.version
        if any(is_errata(w) for w in words):
            version = "errata"
        elif any(_CORRECTED.search(w) for w in words):
            version = "corrected"
        elif paper.kind == "minutes":
            meeting = meetings.get(paper.meeting_id or "")
            put_up = any(_same_session(title, meeting) for title in pending) if meeting else False
            version = "draft" if put_up or any(_DRAFT.search(w) for w in words) else "final"
        rows.append(msgspec.structs.replace(paper, version=version))
    parsed.replace(Paper, rows)


def _head(document: Document, paper: Paper) -> list[str]:
    """The first short lines of a paper, folded; a matter that such a line announces is not the paper's own title."""
    lines = [fold(e.text.s) for e in document.flow if e.page_no == paper.page_first and not isinstance(e, FlowTable)][:HEAD]
    return [line for line in lines if len(line) <= LINE and not re.search(r"確認|について|承認", line)]


def _same_session(title: str, meeting: Meeting) -> bool:
    named = next((r for r in references(title) if r.session is not None), None)
    if named is None or meeting.session is None or str(named.session) != meeting.session:
        return False
    return named.term is None or meeting.term is None or str(named.term) == meeting.term


def _errata(document: Document, parsed: Parsed) -> None:
    """Each correction is a finding; no value is changed."""
    for found in corrections(document.flow):
        wrong, right = (" ".join(t.s.split()) for t in (found.wrong, found.right))
        parsed.find("erratum", f"{found.where}: {wrong!r} should read {right!r}".removeprefix(": "), found.page_no)


def _procedures(parsed: Parsed) -> None:
    """The procedure of items whose parser gives none, by the ward's table; a kind that it does not know is a finding."""
    known = parsed.source.codebook.get("procedure", {}) if parsed.source else {}
    rows = []
    for item in parsed.of(Item):
        procedure = item.procedure or known.get(KIND_WORDS[item.kind])
        if procedure is None and known:
            parsed.find(
                "unknown_term", f"no procedure is known for {KIND_WORDS[item.kind]}", item.regions[0].page_no, item.item_id
            )
        rows.append(msgspec.structs.replace(item, procedure=procedure))
    parsed.replace(Item, rows)


def _unhandled(parsed: Parsed) -> None:
    """Items of which no table tells what kind of handling they are about, where the parser has not said so itself."""
    known = {h.item_id for h in parsed.of(ItemHandling)} | {f.row_id for f in parsed.findings if f.code == "unknown_term"}
    for item in parsed.of(Item) if parsed.source else ():
        if item.item_id not in known:
            message = f"no known kind of handling in the title {item.title}"
            parsed.find("unknown_term", message, item.regions[0].page_no, item.item_id)


def _unread_tables(parsed: Parsed) -> None:
    """Tables with a header of which no row of any other table was read, in papers that are read for their contents.

    The cells are in `table_cells` all the same.
    """
    marks: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for rows in parsed.tables().values():
        for row in rows:
            if isinstance(row, Read) and not isinstance(row, STRUCTURE):
                for box in row.regions:
                    marks[box.page_no].append(((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2))
    heads: dict[str, list[str]] = defaultdict(list)
    filled: set[str] = set()  # a blank table says nothing
    for cell in parsed.of(TableCell):
        if cell.is_header and cell.row == 0 and cell.text.strip():
            heads[cell.table_id].append("".join(cell.text.split()))
        elif cell.row > 0 and len(cell.text.strip()) > NUMBER:
            filled.add(cell.table_id)
    read_for = [p for p in parsed.of(Paper) if p.kind in CONTENTS]
    for table in parsed.of(TableRow):
        first = table.regions[0].page_no
        inside = any(p.page_first <= first <= p.page_last for p in read_for)
        if (
            not inside
            or len(heads[table.table_id]) < 2
            or table.table_id not in filled
            or any(_holds(b, marks[b.page_no]) for b in table.regions)
        ):
            continue
        parsed.find(
            "unknown_header", f"no rows were read from the table {' | '.join(heads[table.table_id]):.80}", first, table.table_id
        )


def _holds(box: Region, places: list[tuple[float, float]]) -> bool:
    return any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for x, y in places)


# references


class Owners:
    """Which item a place on the paper belongs to: that of the smallest box that holds it, else that of a paper on one item."""

    def __init__(self, parsed: Parsed) -> None:
        forms = {f.form_id: f.item_id for f in parsed.of(Form)}
        self._boxes: dict[int, list[tuple[float, Region, str, Read]]] = defaultdict(list)
        for rows in parsed.tables().values():
            for row in rows:
                item = forms.get(row.form_id) if isinstance(row, FormField) else getattr(row, "item_id", None)
                if item and isinstance(row, Read) and not isinstance(row, Mention | ItemDocument):
                    for box in row.regions:
                        self._boxes[box.page_no].append(((box.x1 - box.x0) * (box.bottom - box.top), box, item, row))
        for boxes in self._boxes.values():
            boxes.sort(key=lambda b: (b[0], b[1], b[2]))
        papers: dict[str, set[str]] = defaultdict(set)
        for link in parsed.of(ItemDocument):
            papers[link.paper_id].add(link.item_id)
        self._papers = [(p, min(papers[p.paper_id])) for p in parsed.of(Paper) if len(papers[p.paper_id]) == 1]

    def of(self, place: Region) -> tuple[str | None, Read | None]:
        """The item and the row that holds the place."""
        x, y = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
        for _, box, item, row in self._boxes[place.page_no]:
            if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
                return item, row
        return next((i for p, i in self._papers if p.page_first <= place.page_no <= p.page_last), None), None


def _texts(document: Document) -> Iterator[Text]:
    for element in document.flow:
        if not isinstance(element, FlowTable):
            yield element.text
            continue
        for cell in sorted(element.table.cells, key=lambda c: (c.row, c.col)):
            yield Text.join("\n", cell_paragraphs(cell)) if len(cell.lines) > 1 else cell.text


def _references(document: Document, parsed: Parsed) -> None:
    """One row for each matter or meeting that an item's papers name, with all the places where they do."""
    owners, items = Owners(parsed), {i.item_id: i for i in parsed.of(Item)}
    meetings = {m.meeting_id: m for m in parsed.of(Meeting)}
    found: dict[str, dict[tuple[object, ...], ItemReference]] = defaultdict(dict)
    for text in _texts(document):
        folded = text.folded()
        for named in references(folded.s):
            words = folded.cut(named.start, named.end)
            places = words.regions()
            item_id, row = owners.of(places[0]) if places else (None, None)
            item = items.get(item_id or "")
            if item is None or _own(named, item, meetings.get(item.meeting_id)):
                continue
            if isinstance(row, Turn) and row.act in _MOVES and named.when is None:
                continue  # the chair moves on to the next matter
            clause = folded.cut(*named.clause).s.strip()
            key = (named.kind, digits(named.number), named.term, named.session, named.year, named.cited_on)
            before = found[item.item_id].get(key)
            found[item.item_id][key] = _row(document, item, named, clause, places, before, len(found[item.item_id]) + 1)
    parsed.extend(row for rows in found.values() for row in rows.values())


def _row(
    document: Document,
    item: Item,
    named: Named,
    clause: str,
    places: tuple[Region, ...],
    before: ItemReference | None,
    seq: int,
) -> ItemReference:
    """A new row, or the one there is with one place more and what is said most clearly."""
    if before:
        relation = named.relation if before.relation == "named" else before.relation
        return msgspec.structs.replace(before, regions=(*before.regions, *places), relation=relation)
    return ItemReference(
        document_id=document.document_id,
        regions=places,
        item_id=item.item_id,
        seq=seq,
        kind=named.kind,
        number=named.number,
        relation=named.relation,
        when_text=named.when,
        fiscal_year=named.year,
        cited_on=named.cited_on,
        term=str(named.term) if named.term is not None else None,
        session=str(named.session) if named.session is not None else None,
        text=clause,
    )


def _own(named: Named, item: Item, meeting: Meeting | None) -> bool:
    """Whether an item's papers name the item, or the meeting, itself."""
    if named.number is None:
        own = meeting is not None and meeting.session == str(named.session)
        return own and (named.term is None or meeting is None or meeting.term in (None, str(named.term)))
    held = meeting.held_on if meeting else None
    if named.kind == item.kind and named.cited_on and named.cited_on == held and not item.number:
        return True
    if digits(named.number) != digits(fold(item.number or "")) or named.kind != item.kind:
        return False
    other_day = named.cited_on is not None and held is not None and named.cited_on != held
    return not (other_day or (named.year is not None and item.fiscal_year is not None and named.year != item.fiscal_year))
