"""Where things lie and how much a document may cost. Everything has a default; the environment and the command line override."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from pipeline.errors import PipelineError

ROOT = Path(__file__).resolve().parent.parent
RESTORING = ".restoring"  # in the folder of data, while a backup is put there
HOME_VARIABLE = "SHINGIKAI_HOME"
CONFIG_VARIABLE = "SHINGIKAI_CONFIG"


class Settings(Struct, frozen=True, kw_only=True):
    """Folders of one installation. `data` holds what a run makes (archive, stage, warehouse); `config` what a person edits.

    `keep`: how many older warehouses stay beside the newest. `contact`: how the sites that are asked can reach the operator.
    """

    data: Path
    config: Path = ROOT / "data"
    stage_folder: Path | None = None
    contact: str | None = None
    loopback: bool = False
    keep: int = 7
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
    def fetched(self) -> Path:
        """The ledger of what was found at which address."""
        return self.data / "archive" / "ledger.sqlite"

    @property
    def warehouse(self) -> Path:
        """The warehouse where none is named."""
        return self.data / "warehouse" / "shingikai.duckdb"

    def kept(self, target: Path) -> int:
        """How many older warehouses stay beside one: beside a file of the operator's own choice none."""
        return self.keep if target.resolve() == self.warehouse.resolve() else 0

    @property
    def sources(self) -> Path:
        """One YAML per council."""
        return self.config / "sources"

    @property
    def checks(self) -> Path:
        """Samples that persons have checked."""
        return self.config / "checks"

    @property
    def samples(self) -> Path:
        """The specimen PDFs of the repository."""
        return ROOT / "data" / "samples"


def load(stage: Path | None = None) -> Settings:
    """The settings: everything that a run makes lies in the folder that SHINGIKAI_HOME names, else in `data/` of the checkout.

    SHINGIKAI_CONFIG names another folder with `sources`, `lexicon`, `codebook`, `corrections` and `checks`; SHINGIKAI_CONTACT is the
    operator's address for the sites that are asked; SHINGIKAI_KEEP says how many older warehouses stay;
    SHINGIKAI_LOOPBACK=1 lets papers be fetched from this machine, for trials.
    """
    said = os.environ.get
    keep = said("SHINGIKAI_KEEP", "7")
    if not keep.isdigit():
        raise PipelineError(f"SHINGIKAI_KEEP is {keep!r}; it must be a number")
    return Settings(
        data=_folder(said(HOME_VARIABLE)),
        config=_folder(said(CONFIG_VARIABLE)),
        stage_folder=stage,
        contact=said("SHINGIKAI_CONTACT") or None,
        loopback=said("SHINGIKAI_LOOPBACK") == "1",
        keep=int(keep),
    )


def _folder(named: str | None) -> Path:
    return Path(named).expanduser().resolve() if named else ROOT / "data"


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
