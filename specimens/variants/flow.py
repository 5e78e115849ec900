"""Columns of a sheet being filled from left to right, sheet after sheet, with running matter around them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from specimens.variants.sheet import Run, Sheet, Stroke, WidthOf
from specimens.variants.spec import PAPERS, TruthPage, VariantSpec


class Column(NamedTuple):
    """A column's box on its sheet."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0


class Flow:
    """Where the next line goes. `y` is the top of the free part of the column `at`."""

    def __init__(self, spec: VariantSpec, width: WidthOf) -> None:
        self.spec, self.width_of = spec, width
        self.size, self.leading = spec.size, spec.size * max(spec.leading, 1.9 if spec.ruby else 0)
        short, long = PAPERS[spec.paper]
        self.width, self.height = (long, short) if spec.landscape != spec.vertical else (short, long)
        self.sheets: list[Sheet] = []
        self.pages: list[TruthPage] = []
        self.number = 0
        self.floats: dict[int, Callable[[], None]] = {}
        self._open()

    @property
    def column(self) -> Column:
        return self.columns[self.at]

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def page(self) -> TruthPage:
        return self.pages[-1]

    @property
    def page_no(self) -> int:
        return len(self.pages)

    def room(self) -> float:
        """How many points are free in this column."""
        return self.column.bottom - self.y

    def need(self, height: float) -> bool:
        """Go on in the next column or on the next sheet where the height is not free; True where the flow moved."""
        if self.room() >= height:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        """To the top of the next column."""
        self.close()
        if self.at + 1 < len(self.columns):
            self.at += 1
            self.y = self.column.top
        else:
            self._open()

    def close(self) -> None:
        """Nothing more comes into this column."""
        if self.spec.framed:
            self.sheet.box(self.column.x0 - 6, self.column.top - 6, self.column.x1 + 6, self.y + 6)

    def _open(self) -> None:
        self.sheets.append(Sheet(self.width, self.height))
        self.pages.append(TruthPage())
        self.at = 0
        self.columns = self._columns()
        self.y = self.column.top
        self._running()
        if self.page_no in self.floats:
            self.across(self.floats[self.page_no])
        if self.spec.separator:
            for one, other in pairwise(self.columns):
                x = (one.x1 + other.x0) / 2
                self.sheet.strokes.append(Stroke(x, one.top, x, one.bottom))

    def across(self, setting: Callable[[], None]) -> None:
        """Set something over all columns at the top of the sheet; the columns begin below it."""
        columns = self.columns
        self.columns = [columns[0]._replace(x1=columns[-1].x1)]
        setting()
        self.columns = [column._replace(top=self.y + self.leading) for column in columns]
        self.y = self.column.top

    def _logical(self) -> list[tuple[float, float]]:
        """Left and right edge of every logical page on a sheet."""
        if self.spec.halves:
            return [(0.0, self.width / 2), (self.width / 2, self.width)]
        return [(0.0, self.width)]

    def _columns(self) -> list[Column]:
        margin = min(self.width, self.height) * 0.085
        out = []
        for left, right in self._logical():
            inner = right - left - 2 * margin
            gap = self.spec.gap
            one = (inner - gap * (self.spec.columns - 1)) / self.spec.columns
            for n in range(self.spec.columns):
                x = left + margin + n * (one + gap)
                out.append(Column(x, margin * 1.3, x + one, self.height - margin * 1.3))
        if self.spec.footnotes:
            out[-1] = out[-1]._replace(bottom=out[-1].bottom - 2.5 * self.leading)
        return out

    def _running(self) -> None:
        spec, size = self.spec, self.spec.size * 0.85
        if spec.vertical:
            self._level(size)
            return
        for left, right in self._logical():
            if spec.header:
                far = right - self.width_of(spec.header, size) - 40
                self._say(spec.header, left + 40 if spec.alternating and len(self.sheets) % 2 else far, 30, size)
            if spec.number == "foot" or (spec.number and spec.halves):
                self.number += 1
                label = f"- {self.number} -"
                self._say(label, (left + right - self.width_of(label, size)) / 2, self.height - 24, size)
        if spec.number in ("left", "corner") and not spec.halves:
            self.number += 1
            at = (16.0, self.height / 2) if spec.number == "left" else (self.width - 34, 26.0)
            self._say(str(self.number), *at, size)
        if spec.watermark:
            big = self.width / (len(spec.watermark) + 3)
            self.sheet.runs.append(Run(spec.watermark, self.width * 0.25, self.height * 0.65, big, 35, 0.85))
            self.page.furniture.append(spec.watermark)
        if spec.crop:
            self.sheet.runs.append(Run("裁ち落とし", 10, -spec.crop / 2, 7))

    def _level(self, size: float) -> None:
        """Header and page number of a page whose lines run downwards: level, at the page's upper and lower edge."""
        runs = self.sheet.level
        if self.spec.header:
            runs.append(Run(self.spec.header, 60, 30, size))
            self.page.furniture.append(self.spec.header)
        if self.spec.number:
            self.number += 1
            runs.append(Run(f"- {self.number} -", self.height / 2 - 10, self.width - 24, size))
            self.page.furniture.append(f"- {self.number} -")

    def _say(self, text: str, x: float, y: float, size: float) -> None:
        self.sheet.runs.append(Run(text, x, y, size))
        self.page.furniture.append(text)
