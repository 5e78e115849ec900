"""Which files a run is about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import PipelineError


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named and the `*.pdf` files (in any case) below the folders named, each once, in a fixed order.

    A file is taken whatever its name. Raises PipelineError where a path does not exist or nothing at all was found.
    """
    found: set[Path] = set()
    named = list(paths)
    for path in named:
        if path.is_dir():
            found.update(p.resolve() for p in path.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
        elif path.exists():
            found.add(path.resolve())
        else:
            raise PipelineError(f"there is no file or folder {path}")
    if not found:
        raise PipelineError(f"no PDF files in {', '.join(map(str, named))}; name files, or folders that hold *.pdf")
    return sorted(found, key=lambda p: (p.name, str(p)))
