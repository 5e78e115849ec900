"""From what was understood of each document to the tables of the warehouse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parsers.tagging import Lexicon
from pipeline.entities import name_entities
from pipeline.link import link
from pipeline.merge import Findings, merge
from pipeline.plan import Given
from pipeline.records import Record, Tables, faults, finding_rows
from pipeline.references import cut_loose_ends
from pipeline.stages import Understood
from schemas.rows import DocumentRow, FindingRow


def record(given: Given, understood: Understood) -> Record:
    """One document as rows, with the faults of its rows among its findings."""
    rows = understood.decoded()
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
    return Record(document=document, rows=rows, findings=findings)


def tables_of(records: Sequence[Record], lexicon: Lexicon | None = None) -> Tables:
    """The tables of all documents together, findings included; the same whatever the order of the records."""
    tables, contradictions = merge(records)
    link(tables)
    loose = cut_loose_ends(tables)
    name_entities(tables, lexicon or Lexicon())
    findings: Findings = defaultdict(list)
    for one in records:
        findings[one.document.document_id] += one.findings
    for more in (contradictions, loose):
        for document_id, found in more.items():
            findings[document_id] += found
    tables[FindingRow] = [row for document_id in sorted(findings) for row in finding_rows(document_id, findings[document_id])]
    return tables
