"""One document from bytes to rows in child processes: reading, then understanding, each with its own limits."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pipeline.extract.advice import advice
from pipeline.isolate import Limits, run_isolated
from pipeline.outcome import ReadOutcome
from pipeline.plan import Given
from pipeline.process import Workshop
from pipeline.read import read_file
from pipeline.stages import PASSING, Group, Reading, Understood
from schemas.findings import Finding

TARGET = "pipeline.understand:understand_stage"
SHORTEST, PER_PAGE = 20.0, 0.5  # seconds that understanding may take: at least, and for each page
MEMORY = 1 << 30
UNDERSTANDING = "The pages were read, but the program failed on them ({}); please report it with the file"
MEGABYTE = 1 << 20


def attempt(given: Given, shop: Workshop) -> Understood:
    """Read and understand a document. Whatever is wrong with it is a value; raises OSError where its bytes cannot be had."""
    if given.byte_size > shop.settings.max_bytes:
        most = f"{given.byte_size // MEGABYTE} MiB, {shop.settings.max_bytes // MEGABYTE} at most"
        return _rejected(given, "too_large", advice("too_large", most))
    outcome = extracted(given, shop)
    findings = [Finding(code=note.code, message=note.message, page_no=note.page_no) for note in outcome.notes]
    made = Understood(
        file_name=given.file_name,
        status=outcome.status,
        text_layer=outcome.text_layer,
        error_code=outcome.error_code,
        error_message=outcome.error_message,
        page_count=outcome.page_count,
        producer=outcome.producer,
        title=outcome.title,
        findings=tuple(findings),
    )
    return made if outcome.status == "rejected" else _with_rows(made, given, shop)


def extracted(given: Given, shop: Workshop) -> ReadOutcome:
    """The raw pages of a document, from the stage where they were read before."""
    found = shop.stages.load_pages(given.document_id, shop.extract_version, ReadOutcome)
    if found is not None and found.error_code not in PASSING:
        return found
    outcome = read_file(given.path, jobs=shop.page_jobs, limits=Limits())
    shop.stages.save_pages(given.document_id, shop.extract_version, outcome, outcome.pages)
    return outcome


def _with_rows(made: Understood, given: Given, shop: Workshop) -> Understood:
    """With the rows that the pages give. Where a parser never ends or takes the process with it, with pages and blocks only."""
    seconds = max(SHORTEST, PER_PAGE * (made.page_count or 0))
    findings, code, message = list(made.findings), "crashed", ""
    for sources in (str(shop.settings.sources), ""):
        arguments = [str(shop.stages.folder), given.document_id, shop.extract_version, given.file_name, sources]
        outcome = run_isolated(TARGET, arguments, seconds=seconds, memory=MEMORY)
        reading = msgspec.msgpack.decode(outcome.frames[0], type=Reading) if not outcome.error_code else Reading()
        if not outcome.error_code and not reading.fault:
            return _joined(made, reading, outcome.frames[1:], findings)
        code, message = outcome.error_code or "crashed", UNDERSTANDING.format(reading.fault or outcome.error_message)
        findings.append(Finding(code="parser_failed", message=message))
    return _rejected(given, code, message, findings)


def _joined(made: Understood, reading: Reading, frames: Sequence[bytes], findings: list[Finding]) -> Understood:
    groups = [msgspec.msgpack.decode(frame, type=Group) for frame in frames]
    return msgspec.structs.replace(
        made,
        kind=reading.kind,
        title=reading.title or made.title,
        ward=reading.ward,
        council=reading.council,
        findings=(*findings, *reading.findings),
        rows={group.table: group.rows for group in groups},
    )


def _rejected(given: Given, code: str, message: str, findings: list[Finding] | None = None) -> Understood:
    found = (*(findings or ()), Finding(code="document_rejected", message=message))
    return Understood(file_name=given.file_name, status="rejected", error_code=code, error_message=message, findings=found)
