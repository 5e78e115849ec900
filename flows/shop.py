"""The workshop as the commands and flows use it: settings from the environment, reading in child processes."""

from __future__ import annotations

from pathlib import Path

from pipeline.attempt import attempt
from pipeline.process import Workshop
from pipeline.settings import load


def open_shop(stage: Path | None = None) -> Workshop:
    """A workshop over the configured folders. Raises PipelineError where a configured source is wrong."""
    return Workshop(load(stage), attempt)
