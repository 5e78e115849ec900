"""Rows that belong to one document alone (pages, blocks, cells, mentions): taken up one document at a time, so that memory does not
grow with their number, and made to agree with what the documents say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import msgspec

from pipeline.corrections import Repairs
from pipeline.entities import Naming
from pipeline.mentions import follow_texts
from pipeline.merge import Findings, Renamed, one_per_key
from pipeline.records import OWN, Record, Tables, faults
from pipeline.references import Ids, without_loose_ends
from schemas.rows import BlockRow, Mention, Row

Step = Callable[[list[Row], type[Row]], list[Row]]


class Own:
    """The own rows of documents. `ids`: of all rows that others may name; `renamed`: see `pipeline.merge`."""

    def __init__(self, ids: Ids, renamed: Renamed, naming: Naming, repairs: Repairs) -> None:
        self.findings: Findings = defaultdict(list)
        self._ids, self._renamed, self._naming, self._repairs = ids, renamed, naming, repairs

    def rows(self, record: Record) -> Tables:
        """The own rows of a document as the warehouse has them; what is wrong with them is added to `findings`."""
        read, document = record.own(), record.document.document_id
        out: Tables = {}
        for kind in OWN:
            group = read.get(kind, ())
            self.findings[document] += faults(group)
            rows = one_per_key(kind, ((document, row) for row in group), self.findings)
            rows = without_loose_ends(kind, self._followed(kind, rows), self._ids, self.findings)
            out[kind] = self._repairs.mend(kind, self._named(rows) if kind is Mention else rows)
        out[Mention], gone = follow_texts(out[Mention], self._repairs.texts)
        self._naming.forget(gone)
        return out

    def _followed(self, kind: type[Row], rows: Sequence[Row]) -> list[Row]:
        """With the new ids of renamed rows: the owners of blocks and the contexts of mentions; mentions in turns that are gone go."""
        if kind is BlockRow:
            return [self._owned(row) for row in rows if isinstance(row, BlockRow)]
        if kind is Mention:
            return [self._placed(row) for row in rows if isinstance(row, Mention) and not self._unsaid(row)]
        return list(rows)

    def _owned(self, block: BlockRow) -> BlockRow:
        place = (block.document_id, block.owner_table or "", block.owner_id or "")
        if place not in self._renamed:
            return block
        new = self._renamed[place]
        return msgspec.structs.replace(block, owner_table=block.owner_table if new else None, owner_id=new)

    def _unsaid(self, mention: Mention) -> bool:
        return (mention.document_id, "turns", mention.turn_id or "") in self._renamed

    def _placed(self, mention: Mention) -> Mention:
        new = self._renamed.get((mention.document_id, mention.context_table, mention.context_id))
        return msgspec.structs.replace(mention, context_id=new) if new else mention

    def _named(self, rows: Sequence[Row]) -> list[Row]:
        return [self._naming.named(row) for row in rows if isinstance(row, Mention)]
