"""The quick reader's shapes: PDFium's page objects as paths and image boxes, in shown points."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from itertools import repeat
from typing import NamedTuple

import pypdfium2.raw as raw

from pipeline.extract import pdfium_api as api
from pipeline.extract.geometry import BoxTuple, Frame
from pipeline.extract.shapes import Path, Point

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
DEEPEST = 12
"""Forms inside forms are followed this far."""
MOST_POINTS = 400_000
"""Drawings of more points than this on one page are left out; it then counts as not wholly read."""
LEAST_COVER = 4.0
"""A shape that is less wide or high than this (points) hides no character."""
WHITE = 250
"""A fill whose red, green and blue are at least this leaves no ink."""
PALE = 190
"""A fill whose red, green and blue are at least this is a ground to write on."""
DARK = 96
"""A fill whose red, green and blue are at most this is black."""


class Cover(NamedTuple):
    """A filled shape or a picture that is painted after `after` text objects, with its box."""

    after: int
    box: BoxTuple
    picture: bool = False


class Drawing(NamedTuple):
    """Paths and images of a page, every text object on it (its address with the matrix of the forms around it) in the order of
    painting, and what may be painted over these.
    """

    paths: list[Path]
    images: list[BoxTuple]
    texts: dict[int, Matrix]
    covers: list[Cover]


class _Buffers:
    """Room for what PDFium writes back; `at` are the addresses."""

    def __init__(self) -> None:
        self.matrix = (ctypes.c_float * 6)()
        self.floats = (ctypes.c_float * 4)()
        self.ints = (ctypes.c_uint * 4)()
        self.at_matrix = ctypes.addressof(self.matrix)
        self.at_floats = [ctypes.addressof(self.floats) + 4 * i for i in range(4)]
        self.at_ints = [ctypes.addressof(self.ints) + 4 * i for i in range(4)]


class ObjectWalker:
    """Collects the objects of one page, those of form XObjects included."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found = Drawing([], [], {}, [])
        self.points = 0
        self._buffers = _Buffers()

    @property
    def complete(self) -> bool:
        """Whether all drawings were taken."""
        return self.points <= MOST_POINTS

    def page(self, page: int, count: int) -> Drawing:
        """All objects of a page (an address with `count` objects)."""
        self._objects(map(api.page_object, repeat(page), range(count)), IDENTITY, 0)
        return self.found

    def _objects(self, items: Iterable[int | None], outer: Matrix, depth: int) -> None:
        known = [item for item in items if item]
        for item, kind in zip(known, map(api.object_type, known), strict=True):
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.found.texts[item] = outer
            else:
                self._object(item, kind, outer, depth)

    def _object(self, item: int, kind: int, outer: Matrix, depth: int) -> None:
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, self._matrix(item, outer))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            corners = [self._shown(self._matrix(item, outer), x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            xs, ys = [p[0] for p in corners], [p[1] for p in corners]
            self.found.images.append((min(xs), min(ys), max(xs), max(ys)))
            self.found.covers.append(Cover(len(self.found.texts), self.found.images[-1], picture=True))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            parts = map(api.form_object, repeat(item), range(api.form_count(item)))
            self._objects(parts, self._matrix(item, outer), depth + 1)

    def _matrix(self, item: int, outer: Matrix) -> Matrix:
        """The object's matrix followed by that of the forms around it."""
        if not api.object_matrix(item, self._buffers.at_matrix):
            return outer
        a, b, c, d, e, f = self._buffers.matrix
        return (a, b, c, d, e, f) if outer is IDENTITY else _multiply((a, b, c, d, e, f), outer)

    def _shown(self, matrix: Matrix, x: float, y: float) -> Point:
        a, b, c, d, e, f = matrix
        return self.frame.point(a * x + c * y + e, b * x + d * y + f)

    def bounds(self, item: int, outer: Matrix) -> BoxTuple:
        """The box of an object whose forms have the matrix `outer`, shown points."""
        if not api.object_bounds(item, *self._buffers.at_floats):
            return 0.0, 0.0, 0.0, 0.0
        x0, y0, x1, y1 = self._buffers.floats
        ax, ay = self._shown(outer, x0, y0)
        bx, by = self._shown(outer, x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _path(self, item: int, matrix: Matrix) -> None:
        buffers = self._buffers
        if not api.path_mode(item, buffers.at_ints[0], buffers.at_ints[1]):
            return
        filled, stroked = buffers.ints[0] != 0, buffers.ints[1] != 0
        if not (filled or stroked):
            return
        white = dark = pale = False
        if filled and api.object_fill(item, *buffers.at_ints):
            red, green, blue, alpha = buffers.ints
            white = min(red, green, blue) >= WHITE or alpha == 0
            dark = max(red, green, blue) <= DARK and not white
            pale = min(red, green, blue) >= PALE
        width = 0.0
        if stroked and api.object_stroke_width(item, buffers.at_floats[0]):
            width = buffers.floats[0] * (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
        self.points += api.path_count(item)
        if not self.complete:
            return
        for points, curved, closed in self._subpaths(item, matrix):
            self.found.paths.append(Path(points, curved, closed, stroked, filled, width, white, dark, pale))
            if filled and self.found.texts and (box := cover_of(points)):
                self.found.covers.append(Cover(len(self.found.texts), box))

    def _subpaths(self, item: int, matrix: Matrix) -> list[tuple[list[Point], bool, bool]]:
        """Corner points of each subpath (also the control points of its curves), whether it has curves and is closed."""
        out: list[tuple[list[Point], bool, bool]] = []
        points: list[Point] = []
        curved = closed = False
        at_x, at_y = self._buffers.at_floats[:2]
        floats = self._buffers.floats
        for n in range(api.path_count(item)):
            segment = api.path_segment(item, n)
            api.segment_point(segment, at_x, at_y)
            kind = api.segment_type(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    out.append((points, curved, closed))
                points, curved, closed = [], False, False
            points.append(self._shown(matrix, floats[0], floats[1]))
            curved |= kind == raw.FPDF_SEGMENT_BEZIERTO
            closed |= bool(api.segment_close(segment))
        if len(points) > 1:
            out.append((points, curved, closed))
        return out


def cover_of(points: list[Point]) -> BoxTuple | None:
    """The box of a filled shape that may hide a character; None for a thin one."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = min(xs), min(ys), max(xs), max(ys)
    return box if min(box[2] - box[0], box[3] - box[1]) >= LEAST_COVER else None


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    k, m, n, p, q, r = outer
    return (a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r)
