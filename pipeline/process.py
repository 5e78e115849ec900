"""One document from bytes to rows, once: what was understood is kept as a stage and used again until code or configuration change."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec import Struct

from pipeline.archive import Archive
from pipeline.lexicon import load_lexicon
from pipeline.plan import Given
from pipeline.settings import Settings
from pipeline.sources import load_sources
from pipeline.stages import UNDERSTOOD, Stages, Understood, extract_version, parse_version
from schemas.source import Source

Attempt = Callable[[Given, "Workshop"], Understood]


class Summary(Struct, frozen=True, kw_only=True):
    """What became of a document, in a few words. `reused`: no work was done, the stage of an earlier run was taken."""

    document_id: str
    file_name: str
    status: str
    error_code: str | None
    error_message: str | None
    pages: int
    reused: bool


class Workshop:
    """What is needed to work on documents: folders, configured sources, and the versions that results are kept by."""

    def __init__(self, settings: Settings, attempt: Attempt) -> None:
        self.settings, self.attempt = settings, attempt
        self.page_jobs = 1  # processes that share the pages of one document
        self.tries: int | None = None  # how often a document that hangs or kills its reader is tried; None: in every run
        self.sources: tuple[Source, ...] = load_sources(settings.sources)
        self.lexicon = load_lexicon(settings.config / "lexicon")
        self.stages = Stages(settings.stage)
        self.archive = Archive(settings.archive, settings.max_bytes)
        self.version = parse_version(settings.config)
        self.extract_version = extract_version()

    def ready(self, given: Given) -> Understood | None:
        """The stage of a document, if there is one that may be used again."""
        found = self._stage(given)
        return found if found and self._stays(found) else None

    def _stage(self, given: Given) -> Understood | None:
        found = self.stages.load(UNDERSTOOD, given.document_id, self.version, Understood)
        return found if found and found.file_name == given.file_name else None

    def _stays(self, found: Understood) -> bool:
        return found.lasting or (self.tries is not None and found.tries >= self.tries)

    def process(self, given: Given) -> Summary:
        """Make sure that the stage of a document is there."""
        found = self._stage(given)
        if found and self._stays(found):
            made = found
        else:
            made = msgspec.structs.replace(self.attempt(given, self), tries=found.tries + 1 if found else 1)
            self.stages.save(UNDERSTOOD, given.document_id, self.version, made)
        return Summary(
            document_id=given.document_id,
            file_name=given.file_name,
            status=made.status,
            error_code=made.error_code,
            error_message=made.error_message,
            pages=made.page_count or 0,
            reused=made is found,
        )

    def understood(self, given: Given) -> Understood:
        """What `process` made of a document; made anew where the stage is gone."""
        found = self.stages.load(UNDERSTOOD, given.document_id, self.version, Understood)
        return found or self.attempt(given, self)
