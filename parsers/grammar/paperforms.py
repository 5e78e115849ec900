"""Papers as forms: a field for each numbered section, and tables of points and what was done about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from parsers.grammar.agenda import tight
from parsers.grammar.boxes import concept_of
from parsers.grammar.keyvalue import bare_label, cell_paragraphs
from parsers.grammar.sections import sections
from schemas.document import Cell, Element, FlowTable, Table
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Form, FormField
from schemas.text import Text

_POINT = re.compile(r"指導|指摘|質問|意見|課題|要望")
_REPLY = re.compile(r"対応|回答|改善策|措置|見解|考え方")
_NUMBER = re.compile(r"^\(?[\d①-⑳]{1,2}\)?$")
_ITEMS = re.compile(r"(?:個人情報|特定個人情報|情報項目|記録項目)(?:の?項目)?(?:の名称)?$")


class Pair(NamedTuple):
    """A point and the reply to it, under the headers of their columns; `number` as printed."""

    number: Text
    point_label: Text
    point: Text
    reply_label: Text
    reply: Text


def pairs(table: Table) -> Iterator[Pair]:
    """The rows of a table with a column of points (指導の内容, 意見 …) and a column of replies (対応, 回答 …)."""
    for row in range(min(2, table.n_rows)):
        header = {c.col: c for c in table.row(row)}
        point = next((c for c in header.values() if _POINT.search(tight(c.text.s))), None)
        reply = next((c for c in header.values() if c is not point and _REPLY.search(tight(c.text.s))), None)
        if point and reply and len(header) <= 4:
            break
    else:
        return
    for n in range(row + 1, table.n_rows):
        said, done = table.at(n, point.col), table.at(n, reply.col)
        if not said or not done or said.row != n or not (said.text or done.text) or said is done:
            continue
        number = next((c.text for c in table.row(n) if c not in (said, done) and _NUMBER.match(tight(c.text.s))), Text())
        yield Pair(number, point.text, _value(said), reply.text, _value(done))


def item_columns(table: Table) -> list[Text]:
    """The items of personal information in the columns whose header says so (`利用する特定個人情報`)."""
    if table.n_rows < 2:
        return []
    columns = [c for c in table.row(0) if _ITEMS.search(tight(c.text.s))]
    cells = [c for column in columns for c in table.cells if c.col == column.col and c.row > 0]
    return [p for c in sorted(cells, key=lambda c: c.row) for p in cell_paragraphs(c)]


def _value(cell: Cell) -> Text:
    return Text.join("\n", cell_paragraphs(cell))


class _Field(NamedTuple):
    label: str
    value: Text
    concept: str | None


def form_rows(
    parsed: Parsed,
    document_id: str,
    paper: str,
    item: str,
    elements: Sequence[Element],
    concepts: Mapping[str, str],
    before: int,
) -> int:
    """Writes the sections and the point-and-reply tables of a paper as forms; `before` forms of the document are there already.

    `concepts` maps labels to neutral codes. Gives the number of forms written.
    """
    forms: list[tuple[str, Text, list[_Field]]] = []
    found = sections(elements)
    forms.append(("資料", Text(), [_Field(s.name, s.value, concept_of(s.name, concepts)) for s in found]))
    for table in (e.table for e in elements if isinstance(e, FlowTable)):
        for pair in pairs(table):
            labelled = ((pair.point_label, pair.point), (pair.reply_label, pair.reply))
            fields = [_Field(tight(label.s), value, concept_of(bare_label(label), concepts)) for label, value in labelled]
            forms.append(("指導・対応", pair.number, fields))
    written = 0
    for kind, title, fields in forms:
        kept = [f for f in fields if f.value.regions()]
        if kept:
            written += 1
            _form(parsed, child_id(document_id, "form", before + written), document_id, paper, item, kind, title, kept)
    return written


def _form(
    parsed: Parsed, form: str, document_id: str, paper: str, item: str, kind: str, title: Text, fields: Sequence[_Field]
) -> None:
    place = tuple(r for f in fields for r in f.value.regions())
    parsed.add(
        Form(
            form_id=form,
            document_id=document_id,
            regions=place,
            paper_id=paper,
            item_id=item,
            kind=kind,
            title=title.s or None,
        )
    )
    for seq, field in enumerate(fields, 1):
        parsed.add(
            FormField(
                form_id=form,
                document_id=document_id,
                regions=field.value.regions(),
                seq=seq,
                label=field.label,
                value=field.value.s,
                concept=field.concept,
            )
        )
