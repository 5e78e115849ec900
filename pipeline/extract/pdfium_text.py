"""The quick reader's characters: PDFium's text page as columns of numbers."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from itertools import groupby, repeat
from math import hypot
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.extract import pdfium_api as api
from pipeline.extract.cleaning import REPLACEMENT
from pipeline.extract.geometry import EM_ASCENT, EM_DESCENT, Frame, angle_of
from schemas.document import Char

Numbers = npt.NDArray[np.float64]
Matrix = tuple[float, float, float, float, float, float]

INVISIBLE = 3
"""Text render mode of characters that leave no ink."""
BLANK, HYPHEN = 0x20, 0x02
"""PDFium's codes for a blank and for the hyphen at the end of a line."""
LAST_CODE_POINT = 0x10FFFF


class Run(NamedTuple):
    """Characters `start` to `stop` (exclusive) that one text object draws."""

    start: int
    stop: int
    text_object: int
    matrix: Matrix
    size: float
    font: int
    invisible: bool


class PageText(NamedTuple):
    """Characters as drawn (not cleaned), the fonts' names, and what the guards look at."""

    chars: list[Char]
    fonts: list[str]
    objects: set[int]
    stacked: int
    invisible: list[bool]


def read_text(text_page: int, count: int, frame: Frame) -> PageText:
    """The characters of a text page (an address) that something on the page draws; blanks PDFium makes up are skipped.

    `stacked` is the longest row of characters at one origin (ligatures, replacement texts), `invisible` says for each character whether it is drawn without ink.
    """
    index = range(count)
    objects: list[int | None] = list(map(api.text_object, repeat(text_page), index))
    boxes = np.zeros((count, 4), np.float32)
    origins = np.zeros((count, 2), np.float64)
    at_box, at_origin = boxes.ctypes.data, origins.ctypes.data
    _drain(map(api.text_loose_box, repeat(text_page), index, range(at_box, at_box + 16 * count, 16)))
    ends = range(at_origin, at_origin + 16 * count, 16), range(at_origin + 8, at_origin + 16 * count + 8, 16)
    _drain(map(api.text_origin, repeat(text_page), index, *ends))
    codes: list[int] = list(map(api.text_unicode, repeat(text_page), index))
    for n in [n for n, code in enumerate(codes) if code == HYPHEN]:
        codes[n] = ord("-") if api.text_hyphen(text_page, n) == 1 else 0
    fonts: dict[int, int] = {}
    runs = list(_runs(text_page, objects, _made_up(codes, boxes), fonts))
    _forget_guesses(text_page, runs, codes)
    kept = [i for run in runs for i in range(run.start, run.stop)]
    places = _places(runs, kept, boxes, origins, codes, frame, list(fonts))
    chars = _chars(runs, [codes[i] for i in kept], places, frame)
    invisible = [flag for run in runs for flag in [run.invisible] * (run.stop - run.start)]
    names = [_font_name(font) for font in fonts]
    return PageText(chars, names, {run.text_object for run in runs}, _longest_stack(places), invisible)


def _forget_guesses(text_page: int, runs: list[Run], codes: list[int]) -> None:
    """Where a font does not say what its glyphs mean, PDFium hands out glyph numbers as code points: these become 0."""
    for run in runs:
        if api.text_map_error(text_page, run.start) == 1:
            for n in range(run.start, run.stop):
                if api.text_map_error(text_page, n) == 1:
                    codes[n] = 0


def _drain(calls: Iterator[int]) -> None:
    for _ in calls:
        pass


def _made_up(codes: list[int], boxes: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Where PDFium puts a blank for a gap inside a text object: it has no advance."""
    return np.flatnonzero((np.array(codes, np.int64) == BLANK) & (boxes[:, 0] == boxes[:, 2]))


def _runs(text_page: int, objects: list[int | None], made_up: npt.NDArray[np.int64], fonts: dict[int, int]) -> Iterator[Run]:
    """Neighbouring characters of one text object; characters without one are PDFium's own blanks and line ends."""
    for index in made_up.tolist():
        objects[index] = None
    matrix = (ctypes.c_float * 6)()
    at_matrix = ctypes.addressof(matrix)
    start = 0
    for text_object, group in groupby(objects):
        stop = start + len(list(group))
        if text_object:
            api.text_matrix(text_page, start, at_matrix)
            a, b, c, d, e, f = matrix
            size = api.text_font_size(text_page, start)
            font = fonts.setdefault(api.object_font(text_object) or 0, len(fonts))
            invisible = api.object_render_mode(text_object) == INVISIBLE
            yield Run(start, stop, text_object, (a, b, c, d, e, f), size, font, invisible)
        start = stop


class Places(NamedTuple):
    """Columns: the origin of each character (user space), its advance, its size, the angle of its run as shown."""

    origins: Numbers
    advance: Numbers
    size: Numbers
    angle: npt.NDArray[np.int64]


def _places(
    runs: list[Run],
    kept: list[int],
    boxes: npt.NDArray[np.float32],
    origins: Numbers,
    codes: list[int],
    frame: Frame,
    fonts: list[int],
) -> Places:
    lengths = [run.stop - run.start for run in runs]
    size = np.repeat([abs(run.size) * _height(run.matrix) for run in runs], lengths)
    shown = {turn: _shown_angle(turn, frame) for turn in {run.matrix[:2] for run in runs}}
    angle = np.repeat(np.array([shown[run.matrix[:2]] for run in runs], np.int64), lengths)
    loose = boxes[kept].astype(np.float64)
    advance = np.abs(loose[:, 2] - loose[:, 0])
    at = 0
    for run, length in zip(runs, lengths, strict=True):
        if run.matrix[0] <= 0 or abs(run.matrix[1]) > 0.01 * run.matrix[0]:
            advance[at : at + length] = _turned_advances(run, codes, fonts[run.font])
        at += length
    return Places(origins[kept], advance, size, angle)


def _height(matrix: Matrix) -> float:
    """How much a matrix stretches letters across their baseline; slanted letters are no higher than upright ones."""
    a, b, c, d, _, _ = matrix
    along = hypot(a, b)
    return abs(a * d - b * c) / along if along else hypot(c, d)


def _shown_angle(direction: tuple[float, float], frame: Frame) -> int:
    ax, ay = frame.point(0, 0)
    bx, by = frame.point(*direction)
    return angle_of(bx - ax, by - ay)


def _turned_advances(run: Run, codes: list[int], font: int) -> list[float]:
    """PDFium's loose boxes hold for level text only; for turned text the advance comes from the font's widths."""
    width = ctypes.c_float()
    scale = hypot(run.matrix[0], run.matrix[1])
    out = []
    for code in codes[run.start : run.stop]:
        known = api.glyph_width(font, code, abs(run.size), ctypes.addressof(width)) and width.value > 0
        out.append((width.value if known else abs(run.size) / (2 if code < 0x1100 else 1)) * scale)
    return out


def _chars(runs: list[Run], codes: list[int], places: Places, frame: Frame) -> list[Char]:
    a, b, c, d, e, f = frame.matrix
    x = a * places.origins[:, 0] + c * places.origins[:, 1] + e
    y = b * places.origins[:, 0] + d * places.origins[:, 1] + f
    x0, top, x1, bottom = _em_boxes(x, y, places)
    _split_stacks(x0, x1, places)
    sides = (column.round(2).tolist() for column in (x0, top, x1, bottom, places.size))
    fonts = np.repeat([run.font for run in runs], [run.stop - run.start for run in runs]).tolist()
    texts = [_text(code) for code in codes]
    return list(map(Char, texts, *sides, fonts, places.angle.tolist()))


@cache
def _text(code: int) -> str:
    return chr(code) if 0 < code <= LAST_CODE_POINT else REPLACEMENT


def _em_boxes(x: Numbers, y: Numbers, places: Places) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """`geometry.em_box` for whole columns."""
    up, down, advance, angle = EM_ASCENT * places.size, EM_DESCENT * places.size, places.advance, places.angle
    if not angle.any():
        return x, y - up, x + advance, y + down
    turns = [angle == 90, angle == 180, angle == 270]
    x0 = np.select(turns, [x - down, x - advance, x - up], x)
    top = np.select(turns, [y, y - down, y - advance], y - up)
    x1 = np.select(turns, [x + up, x, x + down], x + advance)
    bottom = np.select(turns, [y + advance, y + up, y], y + down)
    return x0, top, x1, bottom


def _stack_ends(places: Places) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First index and length of each row of characters that share an origin."""
    moved = np.any(np.diff(places.origins, axis=0) != 0, axis=1) if len(places.origins) else np.zeros(0, bool)
    starts = np.flatnonzero(np.concatenate(([True], moved))) if len(places.origins) else np.zeros(0, np.int64)
    return starts, np.diff(np.append(starts, len(places.origins)))


def _longest_stack(places: Places) -> int:
    return int(_stack_ends(places)[1].max(initial=0))


def _split_stacks(x0: Numbers, x1: Numbers, places: Places) -> None:
    """The letters of a ligature share its box evenly."""
    starts, lengths = _stack_ends(places)
    for start, length in zip(starts[lengths > 1].tolist(), lengths[lengths > 1].tolist(), strict=True):
        edges = np.linspace(x0[start], x1[start], length + 1)
        x0[start : start + length], x1[start : start + length] = edges[:-1], edges[1:]


def _font_name(font: int) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = api.font_name(font, ctypes.addressof(buffer), len(buffer)) if font else 0
    return buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
