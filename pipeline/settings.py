"""Where things lie and how much a document may cost. Everything has a default; the environment and the command line override."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
HOME_VARIABLE = "SHINGIKAI_HOME"


class Settings(Struct, frozen=True, kw_only=True):
    """Folders of one installation. `data` holds what a run makes (archive, stage, warehouse); `config` what a person edits."""

    data: Path
    config: Path = ROOT / "data"
    stage_folder: Path | None = None
    max_bytes: int = 512 * 1024 * 1024

    @property
    def archive(self) -> Path:
        """The bytes of every document that was loaded, by their sha256."""
        return self.data / "archive"

    @property
    def stage(self) -> Path:
        """Intermediate results; may be deleted at any time."""
        return self.stage_folder or self.data / "stage"

    @property
    def warehouse(self) -> Path:
        """The warehouse where none is named."""
        return self.data / "warehouse" / "shingikai.duckdb"

    @property
    def sources(self) -> Path:
        """One YAML per council."""
        return self.config / "sources"

    @property
    def samples(self) -> Path:
        """The specimen PDFs of the repository."""
        return self.config / "samples"


def load(stage: Path | None = None) -> Settings:
    """The settings: everything that a run makes lies in the folder that SHINGIKAI_HOME names, else in `data/` of the checkout."""
    named = os.environ.get(HOME_VARIABLE)
    return Settings(data=Path(named).expanduser().resolve() if named else ROOT / "data", stage_folder=stage)


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
