"""The configured councils: `data/sources/*.yml` as `schemas.source.Source`."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from pipeline.codebook import load_codebook, of_ward
from pipeline.errors import PipelineError
from schemas.codes import CODES
from schemas.source import Source


def load_sources(folder: Path) -> tuple[Source, ...]:
    """All councils, by file name, with their rows of the code tables in the folder `codebook` beside this one.

    Raises PipelineError naming the file and the field that is wrong.
    """
    codebook = load_codebook(folder.parent / "codebook")
    read = (read_source(path) for path in sorted(folder.glob("*.yml")))
    sources = tuple(msgspec.structs.replace(source, codebook=of_ward(codebook, source.ward)) for source in read)
    seen: set[tuple[str, str | None]] = set()
    for source in sources:
        key = (source.ward, source.council_slug)
        if key in seen:
            raise PipelineError(f"{folder}: two files configure {source.ward}; give the second council its own council_slug")
        seen.add(key)
    return sources


def read_source(path: Path) -> Source:
    """One council. Raises PipelineError where the file is no YAML or does not fit `Source`."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        source = msgspec.convert(raw, Source)
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path.name}: {' '.join(str(error).split())}") from error
    known = {code.code for code in CODES["handling"]}
    unknown = sorted(set(source.terms.values()) - known)
    if unknown:
        raise PipelineError(f"{path.name}: terms map to unknown handling codes: {', '.join(unknown)}")
    return source
