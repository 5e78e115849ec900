"""Errors of a whole run: one clear line that says what to do next. What goes wrong with one document is never one of these."""

from __future__ import annotations


class PipelineError(Exception):
    """The run cannot go on; the message is for the person who started it."""


class BusyError(PipelineError):
    """Another run is writing to the same warehouse."""


class RefusedError(PipelineError):
    """The new warehouse did not pass its checks; the old one stays."""


class NotAWarehouseError(PipelineError):
    """The file is missing or is no warehouse of this program."""
