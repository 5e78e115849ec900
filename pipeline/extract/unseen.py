"""Characters that the file draws and nobody sees: white on white, painted over, cut off, or on a layer that is switched off.

What may be unseen is known from the file alone; whether it is, is seen by drawing the page with these characters and without.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from itertools import pairwise, starmap

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from pipeline.extract import pdfium_api as api
from pipeline.extract.geometry import BoxTuple
from pipeline.extract.ink import Tones, tones
from pipeline.extract.pdfium_shapes import IDENTITY, ObjectWalker
from pipeline.extract.pdfium_text import INVISIBLE, PageText

PALE, SHEER = 235, 16
"""Letters whose red, green and blue are at least this, or whose opacity (of 255) is at most this, may be unseen."""
LEAST = 8
"""A character is seen where it changes the tone of a pixel by so much (of 255)."""
LIKE = 48
"""Tones in the place of a letter differ by so much (of 255) where a picture shows one."""
SCALE, LARGEST = 1.5, 2400
"""Pixels to a point, and the longest side of the picture."""
CLIPPING = 4
"""From this text render mode on, letters cut out what is painted after them."""
LAYER, LONGEST_NAME = "OC", 8
"""The mark of what belongs to a layer that can be switched off."""

Boxes = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def unseen_chars(page: pdfium.PdfPage, walker: ObjectWalker, text: PageText) -> Flags:
    """For each character of the page's text whether it leaves no ink that can be seen."""
    out: Flags = text.modes == INVISIBLE
    if not text.chars:
        return out
    suspects = _suspects(walker, text)
    suspects &= ~out
    if suspects.any():
        silent = set(walker.found.texts).difference(text.objects.tolist())  # those that repeat another one are not in the text
        under = suspects & _covered(text, walker, pictures=True)
        out |= suspects & ~_inked(page, text, suspects, silent, under)
    return out


def _suspects(walker: ObjectWalker, text: PageText) -> Flags:
    """The characters that may be unseen for what the file says of them."""
    edges = _edges(text)
    items: list[int] = text.objects[edges[:-1]].tolist()
    out = _covered(text, walker)
    clips = list(map(api.object_clip, items))
    marks_of = np.fromiter(map(api.object_mark_count, items), np.int64, len(items))
    cuts_of = np.fromiter(map(api.clip_count, clips), np.int64, len(items))
    modes, faint, within = text.modes[edges[:-1]], _pale(items), _nested(items, walker)
    for n in np.flatnonzero(faint | within | (marks_of > 0) | (cuts_of > 0) | (modes >= CLIPPING)).tolist():
        span, marks, cuts = slice(edges[n], edges[n + 1]), int(marks_of[n]), int(cuts_of[n])
        if modes[n] >= CLIPPING:
            out[span] = False
        elif faint[n] or within[n] or (marks > 0 and _is_layered(items[n], marks)):
            out[span] = True
        elif cuts > 0:
            out[span] |= ~_within(text.boxes[span], _clip_box(clips[n], cuts, walker))
    return out & _within(text.boxes, (0.0, 0.0, walker.frame.width, walker.frame.height))


def _edges(text: PageText) -> npt.NDArray[np.int64]:
    """The first character of each text object, and the end of the last one."""
    found: npt.NDArray[np.int64] = np.flatnonzero(np.diff(text.objects, prepend=0, append=0))
    return found


def _nested(items: list[int], walker: ObjectWalker) -> Flags:
    """Which text objects stand in forms."""
    nested = {item for item, outer in walker.found.texts.items() if outer is not IDENTITY}
    return np.array([item in nested for item in items], np.bool_) if nested else np.zeros(len(items), np.bool_)


def _within(boxes: Boxes, area: BoxTuple) -> Flags:
    """Which boxes have their middle in an area."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    found: Flags = (area[0] <= x) & (x <= area[2]) & (area[1] <= y) & (y <= area[3])
    return found


def _covered(text: PageText, walker: ObjectWalker, *, pictures: bool = False) -> Flags:
    """Which characters something is painted over later, only `pictures` or anything."""
    out = np.zeros(len(text.chars), np.bool_)
    over = [cover for cover in walker.found.covers if cover.after and (cover.picture or not pictures)]
    if over:
        place = {item: n for n, item in enumerate(walker.found.texts)}
        places = np.array([place.get(item, len(place)) for item in text.objects.tolist()], np.int64)
        for cover in over:
            out |= (places < cover.after) & _within(text.boxes, cover.box)
    return out


def _pale(items: list[int]) -> Flags:
    """Which text objects are filled with white or nearly so, or with nothing."""
    colours = np.zeros((len(items), 4), np.uint32)
    at, step = colours.ctypes.data, colours.strides[0]
    parts = (range(at + 4 * n, at + 4 * n + step * len(items), step) for n in range(4))
    known = np.array(list(map(api.object_fill, items, *parts)), np.bool_)
    found: Flags = known & ((colours[:, :3].min(1, initial=255) >= PALE) | (colours[:, 3] <= SHEER))
    return found


def _is_layered(item: int, marks: int) -> bool:
    """Whether a text object belongs to a layer."""
    name, length = ctypes.create_string_buffer(2 * LONGEST_NAME), ctypes.c_ulong()
    for n in range(marks):
        known = api.mark_name(api.object_mark(item, n), ctypes.addressof(name), len(name), ctypes.addressof(length))
        if known and name.raw[: max(0, length.value - 2)] == LAYER.encode("utf-16-le"):
            return True
    return False


def _clip_box(clip: int, cuts: int, walker: ObjectWalker) -> BoxTuple:
    """The box within which an object of the page itself is shown."""
    at = (ctypes.c_float * 2)()
    x0, top, x1, bottom = -np.inf, -np.inf, np.inf, np.inf
    for n in range(cuts):
        points = []
        for k in range(max(0, api.clip_length(clip, n))):
            api.segment_point(api.clip_segment(clip, n, k), ctypes.addressof(at), ctypes.addressof(at) + 4)
            points.append(walker.frame.point(*at))
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            x0, top, x1, bottom = max(x0, min(xs)), max(top, min(ys)), min(x1, max(xs)), min(bottom, max(ys))
    return x0, top, x1, bottom


def _inked(page: pdfium.PdfPage, text: PageText, suspects: Flags, silent: set[int], under: Flags) -> Flags:
    """Which characters change the picture of the page: it is drawn with and without the suspects and the `silent` text objects.
    Those `under` a picture are seen where the picture shows letters in their place: the words lie beneath their own likeness."""
    items = sorted(silent.union(text.objects[suspects].tolist()))
    width, height = page.get_size()
    scale = min(SCALE, LARGEST / max(width, height, 1.0))
    shown = tones(page, scale)
    _activate(items, False)
    try:
        bare = tones(page, scale)
    finally:
        _activate(items, True)
    boxes = text.boxes * scale
    changed = _counts(np.abs(shown.astype(np.int16) - bare) >= LEAST, boxes) > 0
    blank = np.array([c[0].isspace() for c in text.chars], np.bool_)
    seen = changed | _undrawn(bare, boxes, items, text)
    seen |= _likeness(shown, boxes, under & ~seen)
    for span in starmap(slice, pairwise(_edges(text).tolist())):
        seen[span] |= blank[span] & bool(seen[span].any() or blank[span].all())
    return seen


def _likeness(shown: Tones, boxes: Boxes, asked: Flags) -> Flags:
    """Which of the characters `asked` for have light and dark in their place."""
    out = np.zeros(len(boxes), np.bool_)
    for n in np.flatnonzero(asked).tolist():
        x0, top, x1, bottom = (max(0, int(value)) for value in boxes[n])
        part = shown[top : bottom + 1, x0 : x1 + 1]
        out[n] = part.size > 0 and int(part.max()) - int(part.min()) >= LIKE
    return out


def _activate(items: Iterable[int], active: bool) -> None:
    for item in items:
        api.object_set_active(item, int(active))


def _undrawn(bare: Tones, boxes: Boxes, items: list[int], text: PageText) -> Flags:
    """Characters beyond ASCII whose font is not in the file: this machine may lack it and draw nothing. They are seen unless they
    are white on white paper."""
    absent = {item for item in items if not api.font_embedded(api.object_font(item))}
    if not absent:
        return np.zeros(len(boxes), np.bool_)
    pale = {item for item, flag in zip(items, _pale(items).tolist(), strict=True) if flag}
    on_paper = _counts(bare < PALE, boxes) == 0
    kept = [
        item in absent and not char[0].isascii() and not (item in pale and paper)
        for item, char, paper in zip(text.objects.tolist(), text.chars, on_paper.tolist(), strict=True)
    ]
    return np.array(kept, np.bool_)


def _counts(mask: npt.NDArray[np.bool_], boxes: Boxes) -> npt.NDArray[np.int64]:
    """How many pixels of a mask stand in each box (pixels)."""
    height, width = mask.shape
    sums = np.zeros((height + 1, width + 1), np.int64)
    sums[1:, 1:] = mask.cumsum(0, dtype=np.int64).cumsum(1)
    x0, x1 = (np.clip(boxes[:, n], 0, width).astype(np.int64) for n in (0, 2))
    y0, y1 = (np.clip(boxes[:, n], 0, height).astype(np.int64) for n in (1, 3))
    x1, y1 = np.minimum(x1 + 1, width), np.minimum(y1 + 1, height)
    found: npt.NDArray[np.int64] = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
    return found
