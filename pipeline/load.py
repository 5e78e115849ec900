"""From what was understood of each document to the rows of the warehouse."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import force_setattr, replace

from parsers.tagging import Lexicon
from pipeline.corrections import Repairs
from pipeline.decisions import decide
from pipeline.entities import Naming
from pipeline.handwork import Handwork
from pipeline.link import link
from pipeline.merge import Findings, in_order, merge
from pipeline.own import Own
from pipeline.plan import Given
from pipeline.records import OWN, Part, Record, faults, finding_rows
from pipeline.references import cut_loose_ends, ids_of
from pipeline.stages import Understood
from schemas.rows import ROWS, DocumentRow, Entity, FindingRow, IdHistory, Read, Row
from schemas.rows.derived import CorrectionRow, DecisionRow
from schemas.text import Region, shared

SHORT = 64  # characters
SHARED = tuple(row for row in ROWS if row not in OWN)


def record(given: Given, read: Callable[[], Understood]) -> Record:
    """One document as rows, with the faults of its rows among its findings. `read` gives what was understood of it, each time."""
    understood = read()
    rows = understood.decoded(SHARED)
    one_of_each(rows)
    document = DocumentRow(
        document_id=given.document_id,
        ward=understood.ward,
        council=understood.council,
        kind=understood.kind,
        title=understood.title or given.origin.link_text,
        file_name=given.file_name,
        source_uri=given.source_uri,
        sha256=given.sha256,
        byte_size=given.byte_size,
        page_count=understood.page_count,
        text_layer=understood.text_layer,
        status=understood.status,
        error_code=understood.error_code,
        error_message=understood.error_message,
        retrieved_at=given.retrieved_at,
        superseded_by=given.origin.superseded_by,
        producer=understood.producer,
    )
    findings = [*understood.findings, *faults(row for group in rows.values() for row in group)]
    return Record(document=document, rows=rows, findings=findings, own=lambda: read().decoded(OWN))


def one_of_each(rows: Mapping[type[Row], Sequence[Row]]) -> None:
    """Equal ids, words and coordinates become one object, since all documents are held at once: half the memory."""
    same = shared()
    for kind, group in rows.items():
        names = [column.name for column in kind.columns() if column.sql_type == "VARCHAR"]
        for row in group:
            for name in names:
                if (value := getattr(row, name)) and len(value) < SHORT:
                    force_setattr(row, name, sys.intern(value))
            if isinstance(row, Read):
                boxes = tuple(Region(box.page_no, *(same(x, x) if x else x for x in box[1:])) for box in row.regions)
                force_setattr(row, "regions", boxes)


class Assembly:
    """All documents put together; the same whatever the order of the records. `tables`: the rows that several documents may speak
    of, for those who must see them before they are handed out.

    `before`: what the warehouse before said of its corrections.
    """

    def __init__(
        self,
        records: Sequence[Record],
        lexicon: Lexicon | None = None,
        work: Handwork | None = None,
        before: Sequence[CorrectionRow] = (),
    ) -> None:
        self._lexicon, self._work, self._before = lexicon or Lexicon(), work or Handwork(), before
        ordered = in_order(records)
        self.tables, contradictions, self._renamed = merge(ordered)
        link(self.tables)
        self._findings: list[Findings] = [contradictions, cut_loose_ends(self.tables)]
        # the rows are those of the tables now, and go when these are used up
        self._records = [replace(record, rows={}) for record in ordered]

    def parts(self) -> Iterator[Part]:
        """All rows, to be had once: the own rows of each document, then the tables, which are used up."""
        ids, naming = ids_of(self.tables), Naming(self.tables, self._lexicon)
        repairs = Repairs(self._work.corrections, self._before, ids)
        own = Own(ids, self._renamed, naming, repairs)
        for kind, rows in self.tables.items():
            self.tables[kind] = repairs.mend(kind, rows)
        for record in self._records:
            yield from own.rows(record).items()
        self.tables[Entity] = repairs.mend(Entity, naming.entities())
        self.tables[CorrectionRow] = [*repairs.done()]
        self._decide([*self._findings, own.findings], repairs.findings(self.tables.get(IdHistory, ())))
        while self.tables:
            yield self.tables.popitem()

    def _decide(self, findings: Sequence[Findings], more: Sequence[FindingRow]) -> None:
        """The findings, with what persons decided on them."""
        found: Findings = defaultdict(list)
        for record in self._records:
            found[record.document.document_id] += record.findings
        for by_document in findings:
            for document_id, those in by_document.items():
                found[document_id] += those
        rows = [row for document_id in sorted(found) for row in finding_rows(document_id, found[document_id])]
        rows += more
        names = {row.document_id: row.file_name for row in self.tables[DocumentRow] if isinstance(row, DocumentRow)}
        decided, done = decide(rows, names, self._work.decisions)
        self.tables[FindingRow], self.tables[DecisionRow] = [*decided], [*done]
