"""The quick reader's characters: PDFium's text page as columns of numbers.

A call for each character and each run of characters is all that Python does; the rest is arithmetic on whole columns.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from functools import cache, partial
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.extract import pdfium_api as api
from pipeline.extract.cleaning import REPLACEMENT
from pipeline.extract.geometry import EM_ASCENT, EM_DESCENT, Frame, angle_of
from schemas.document import Char

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

INVISIBLE = 3
"""Text render mode of characters that leave no ink."""
BLANK, HYPHEN, REPLACED = 0x20, 0x02, 0xFFFE
"""PDFium's codes for a blank and for the hyphen at the end of a line; from the last one on, what stands for others in its text."""
HIGH, LOW, HALF = 0xD800, 0xDC00, 0x3FF
"""The first and the second half of a rare kanji (UTF-16), and what of each is the number."""
LAST_CODE_POINT = 0x10FFFF
LEVEL = 0.01
"""A baseline that rises less than this (of its length) is level."""


class Runs(NamedTuple):
    """Neighbouring characters of one text object, as columns: the first character, the number of characters, the object's
    address, its matrix (6 numbers), its size, the index of its font, and its render mode.
    """

    starts: Integers
    lengths: Integers
    objects: list[int]
    matrices: Numbers
    sizes: Numbers
    fonts: list[int]
    modes: Integers


class PageText(NamedTuple):
    """Characters as drawn (not cleaned), the fonts' names, and what the guards look at: of each character its box (shown points), its
    text object (the address) and the render mode; `stacked` is the longest row of characters at one origin (ligatures, replacement
    texts)."""

    chars: list[Char]
    fonts: list[str]
    boxes: Numbers
    objects: Integers
    modes: Integers
    stacked: int


class Places(NamedTuple):
    """Columns of the characters: the origin (user space), the advance, the size, the angle as shown."""

    origins: Numbers
    advance: Numbers
    size: Numbers
    angle: Integers


def read_text(text_page: int, count: int, frame: Frame) -> PageText:
    """The characters of a text page (an address) that something on the page draws; blanks PDFium makes up are skipped."""
    if not count:
        return PageText([], [], np.zeros((0, 4)), np.zeros(0, np.int64), np.zeros(0, np.int64), 0)
    index = range(count)
    objects = np.array([item or 0 for item in map(api.text_object, repeat(text_page), index)], np.int64)
    codes = _codes(text_page, count)
    halves = _join_halves(codes)
    boxes, origins = np.zeros((count, 4), np.float32), np.zeros((count, 2), np.float64)
    _drain(map(api.text_loose_box, repeat(text_page), index, _rows(boxes)))
    _drain(map(api.text_origin, repeat(text_page), index, _rows(origins), _rows(origins, 8)))
    objects[(codes == BLANK) & (boxes[:, 0] == boxes[:, 2])] = 0  # PDFium's blank for a gap inside a text object
    objects[halves] = 0
    drawn = objects != 0
    fonts: dict[int, int] = {}
    runs = _runs(text_page, objects, fonts)
    _correct_codes(text_page, runs, codes)
    places = _places(runs, boxes[drawn].astype(np.float64), origins[drawn], codes[drawn], frame, list(fonts))
    sides = _sides(places, frame)
    chars = _chars(runs, codes[drawn].tolist(), sides, places)
    modes = np.repeat(runs.modes, runs.lengths)
    return PageText(chars, [_font_name(font) for font in fonts], sides, objects[drawn], modes, _longest_stack(places))


def _codes(text_page: int, count: int) -> Integers:
    """The code of each character (UTF-16): all at once where PDFium's text has one for each; of those it replaces, one by one."""
    units = np.zeros(count + 1, np.uint16)
    if api.text_units(text_page, 0, count, units.ctypes.data) != count + 1:
        return np.fromiter(map(api.text_unicode, repeat(text_page), range(count)), np.int64, count)
    codes = units[:count].astype(np.int64)
    replaced = np.flatnonzero((codes >= REPLACED) | (codes == 0))
    codes[replaced] = [api.text_unicode(text_page, n) for n in replaced.tolist()]
    return codes


def _join_halves(codes: Integers) -> Integers:
    """Puts the code of a character beyond the first 65,536 in the place of its first half; returns the places of the second halves."""
    high, low = codes & ~HALF == HIGH, codes & ~HALF == LOW
    first = np.flatnonzero(high[:-1] & low[1:])
    codes[first] = 0x10000 + ((codes[first] & HALF) << 10) + (codes[first + 1] & HALF)
    return first + 1


def _rows(array: npt.NDArray[np.generic], offset: int = 0) -> range:
    """The addresses of an array's rows."""
    step = array.strides[0]
    start = array.ctypes.data + offset
    return range(start, start + step * len(array), step)


def _drain(calls: Iterator[int]) -> None:
    deque(calls, 0)


def _runs(text_page: int, objects: Integers, fonts: dict[int, int]) -> Runs:
    """Finds the runs and asks for their matrix, size, font and way of drawing; `fonts` collects the fonts' addresses."""
    edges = np.flatnonzero(np.diff(objects, prepend=0, append=0))
    inner = edges[edges < len(objects)]
    starts = inner[objects[inner] != 0]
    lengths = edges[np.searchsorted(edges, starts) + 1] - starts if len(starts) else starts
    first = starts.tolist()
    items: list[int] = objects[starts].tolist()
    matrices = np.zeros((len(first), 6), np.float32)
    _drain(map(api.text_matrix, repeat(text_page), first, _rows(matrices) if first else ()))
    sizes = np.abs(np.array(list(map(api.text_font_size, repeat(text_page), first)), np.float64))
    used = [fonts.setdefault(font or 0, len(fonts)) for font in map(api.object_font, items)]
    modes = np.array(list(map(api.object_render_mode, items)), np.int64)
    return Runs(starts, lengths, items, matrices.astype(np.float64), sizes, used, modes)


def _correct_codes(text_page: int, runs: Runs, codes: Integers) -> None:
    """Hyphens get their own code. Glyph numbers that PDFium hands out where a font does not say what its glyphs mean become 0."""
    for n in np.flatnonzero(codes == HYPHEN).tolist():
        codes[n] = ord("-") if api.text_hyphen(text_page, n) == 1 else 0
    starts = runs.starts.tolist()
    wrong = np.array(list(map(api.text_map_error, repeat(text_page), starts)), np.int64) == 1
    for start, length in zip(runs.starts[wrong].tolist(), runs.lengths[wrong].tolist(), strict=True):
        for n in range(start, start + length):
            if api.text_map_error(text_page, n) == 1:
                codes[n] = 0


def _places(runs: Runs, boxes: Numbers, origins: Numbers, codes: Integers, frame: Frame, fonts: list[int]) -> Places:
    a, b, c, d = runs.matrices[:, :4].T
    along = np.hypot(a, b)
    height = np.where(along > 0, np.abs(a * d - b * c) / np.where(along > 0, along, 1), np.hypot(c, d))
    advance = np.abs(boxes[:, 2] - boxes[:, 0])
    ends = np.cumsum(runs.lengths)
    for run in np.flatnonzero((a <= 0) | (np.abs(b) > LEVEL * np.abs(a))).tolist():
        span = slice(int(ends[run] - runs.lengths[run]), int(ends[run]))
        advance[span] = _turned_advances(
            codes[span].tolist(), fonts[runs.fonts[run]], float(runs.sizes[run]), float(along[run])
        )
    angles = _shown_angles(runs.matrices[:, :2], frame)
    size = np.repeat(runs.sizes * height, runs.lengths)
    return Places(origins, advance, size, np.repeat(angles, runs.lengths))


def _shown_angles(directions: Numbers, frame: Frame) -> Integers:
    a, b, c, d, _, _ = frame.matrix
    if (directions[:, 0] > 0).all() and not directions[:, 1].any():
        return np.full(len(directions), angle_of(a, b), np.int64)
    shown = {way: angle_of(a * way[0] + c * way[1], b * way[0] + d * way[1]) for way in set(map(tuple, directions.tolist()))}
    return np.array([shown[way] for way in map(tuple, directions.tolist())], np.int64)


def _turned_advances(codes: list[int], font: int, size: float, scale: float) -> list[float]:
    """PDFium's loose boxes hold for level text only; for turned text the advance comes from the font's widths."""
    width = ctypes.c_float()
    out = []
    for code in codes:
        known = api.glyph_width(font, code, size, ctypes.addressof(width)) and width.value > 0
        out.append((width.value if known else size / (2 if code < 0x1100 else 1)) * scale)
    return out


def _sides(places: Places, frame: Frame) -> Numbers:
    """The boxes of the characters, shown points."""
    a, b, c, d, e, f = frame.matrix
    x = a * places.origins[:, 0] + c * places.origins[:, 1] + e
    y = b * places.origins[:, 0] + d * places.origins[:, 1] + f
    x0, top, x1, bottom = _em_boxes(x, y, places)
    x0, x1 = x0.copy(), x1.copy()
    _split_stacks(x0, x1, places)
    return np.stack([x0, top, x1, bottom], axis=1).round(2)


def _chars(runs: Runs, codes: list[int], sides: Numbers, places: Places) -> list[Char]:
    fonts = np.repeat(runs.fonts, runs.lengths).tolist()
    columns = (*sides.T.tolist(), places.size.round(2).tolist(), fonts, places.angle.tolist())
    return list(map(partial(tuple.__new__, Char), zip(map(_text, codes), *columns, strict=True)))


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


def _stacks(places: Places) -> tuple[Integers, Integers]:
    """First index and length of each row of characters that share an origin."""
    count = len(places.origins)
    x, y = places.origins.T
    moved = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    starts = np.flatnonzero(np.concatenate(([True], moved))) if count else np.zeros(0, np.int64)
    return starts, np.diff(np.append(starts, count))


def _longest_stack(places: Places) -> int:
    return int(_stacks(places)[1].max(initial=0))


def _split_stacks(x0: Numbers, x1: Numbers, places: Places) -> None:
    """The letters of a ligature share its box evenly."""
    starts, lengths = _stacks(places)
    for start, length in zip(starts[lengths > 1].tolist(), lengths[lengths > 1].tolist(), strict=True):
        edges = np.linspace(x0[start], x1[start], length + 1)
        x0[start : start + length], x1[start : start + length] = edges[:-1], edges[1:]


def _font_name(font: int) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = api.font_name(font, ctypes.addressof(buffer), len(buffer)) if font else 0
    return buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
