"""From bytes to raw pages."""

from __future__ import annotations

from pipeline.extract.health import document_layer
from pipeline.extract.probe import Probe, probe
from pipeline.extract.reader import PdfPages, iter_pages, read_pages

__all__ = ["PdfPages", "Probe", "document_layer", "iter_pages", "probe", "read_pages"]
