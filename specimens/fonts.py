"""The Japanese font that comes with a development package, so that nothing has to be installed beside pip's packages."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

PACKAGE = "matplotlib-fontja"
EMBEDDED = "IPAexGothic"
BUILT_IN = "HeiseiMin-W3"
BUILT_IN_DOWN = "HeiseiKakuGo-W5"


@cache
def font_file() -> Path:
    """Where the font (IPAex Gothic, IPA Font License) lies. Raises FileNotFoundError where the package holds no font."""
    for name in metadata.files(PACKAGE) or []:
        if name.suffix == ".ttf":
            return Path(str(name.locate()))
    raise FileNotFoundError(f"{PACKAGE} holds no .ttf: install the development extra, pip install -e .[dev]")


@cache
def register() -> None:
    """Make `EMBEDDED` (a subset goes into the file), `BUILT_IN` and, for lines that run downwards, `BUILT_IN_DOWN` (both named only,
    not embedded) known to ReportLab."""
    pdfmetrics.registerFont(TTFont(EMBEDDED, str(font_file())))
    pdfmetrics.registerFont(UnicodeCIDFont(BUILT_IN))
    pdfmetrics.registerFont(UnicodeCIDFont(BUILT_IN_DOWN, isVertical=True))
