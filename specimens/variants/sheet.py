"""A sheet of paper to draw on: words and strokes at places in points, from the top left of the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple


class Run(NamedTuple):
    """Words that begin at `x` on the baseline `y`; `angle` turns them anticlockwise, `grey` is 0 (black) to 1.

    `down` words run downwards by their font; `x` is then the middle of the line and `y` its upper end.
    """

    text: str
    x: float
    y: float
    size: float
    angle: float = 0.0
    grey: float = 0.0
    down: bool = False


class Stroke(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.6


@dataclass
class Sheet:
    """A page being set; `level` holds the runs that stay level where the lines of the text are turned to run downwards."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    level: list[Run] = field(default_factory=list)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Four strokes around a place."""
        self.strokes += [Stroke(x0, y0, x1, y0), Stroke(x0, y1, x1, y1), Stroke(x0, y0, x0, y1), Stroke(x1, y0, x1, y1)]

    def doubled(self) -> None:
        """Fake bold: every run once more, a hair to the right."""
        self.runs = [copy for run in self.runs for copy in (run, run._replace(x=run.x + run.size * 0.03))]

    def shuffle(self, random: Random, width: WidthOf) -> None:
        """Every character by itself, in any order; runs that are turned or run downwards stay as they are."""
        singles = []
        for run in self.runs:
            x = run.x
            for char in run.text:
                if run.angle or char != "　":
                    singles.append(run._replace(text=char, x=x))
                x += width(char, run.size)
        if not any(run.angle or run.down for run in self.runs):
            random.shuffle(singles)
            self.runs = singles


class WidthOf:
    """How wide words are in a font of ReportLab's."""

    def __init__(self, font: str) -> None:
        self.font = font

    def __call__(self, text: str, size: float) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(text, self.font, size))
