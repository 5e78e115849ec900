"""Understanding the pages of one document: what a child process is asked to do (see `pipeline.attempt`)."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from parsers.assemble import understand
from pipeline.lexicon import load_lexicon
from pipeline.outcome import ReadOutcome
from pipeline.sources import load_sources
from pipeline.stages import Group, Reading, Stages, encoded
from pipeline.words import words_apart


def understand_stage(stages: str, document_id: str, version: str, file_name: str, sources: str) -> Iterator[Reading | Group]:
    """The stage of a document's raw pages in; what is read in them out: first a `Reading`, then its rows, table by table. With an
    empty `sources` only what every document gives.

    Raises FileNotFoundError where the stage is gone.
    """
    outcome = Stages(Path(stages)).load_pages(document_id, version, ReadOutcome)
    if outcome is None:
        raise FileNotFoundError(f"the pages of {document_id} are gone from {stages}")
    try:
        councils = load_sources(Path(sources)) if sources else ()
        lexicon = load_lexicon(Path(sources).parent / "lexicon") if sources else None
        with words_apart():
            parsed = understand(outcome.pages, document_id, file_name, councils, lexicon)
    except Exception as error:
        # whatever our code fails on, it is one document's matter; the parent makes a finding of it
        frame = traceback.extract_tb(error.__traceback__)[-1]
        yield Reading(fault=f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})")
        return
    source = parsed.source
    yield Reading(
        kind=parsed.document_kind,
        title=parsed.title,
        ward=source.ward if source else None,
        council=source.council if source else None,
        findings=tuple(parsed.findings),
    )
    yield from encoded(parsed)
