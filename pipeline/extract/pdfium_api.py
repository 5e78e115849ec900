"""The functions of PDFium that are called once for each character or path, bound so that a call costs little.

pypdfium2's own bindings check and convert each argument; here handles and buffers are plain addresses, which is twice as fast
and lets `map` run whole columns of calls. Python's lock is kept meanwhile: letting go of it takes
longer than any of them does. All of them are documented in PDFium's `fpdf_text.h` and `fpdf_edit.h`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_ADDRESS, _INT, _UINT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_double


def _bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    prototype = ctypes.PYFUNCTYPE(result, *arguments)
    return prototype(ctypes.cast(function, _ADDRESS).value or 0)


def address(handle: Any) -> int:
    """The address behind a handle of pypdfium2's bindings; 0 for a null handle."""
    return ctypes.cast(handle, _ADDRESS).value or 0


text_units = _bind(raw.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
text_unicode = _bind(raw.FPDFText_GetUnicode, _UINT, _ADDRESS, _INT)
text_loose_box = _bind(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
text_origin = _bind(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
text_matrix = _bind(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
text_font_size = _bind(raw.FPDFText_GetFontSize, _DOUBLE, _ADDRESS, _INT)
text_object = _bind(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
text_map_error = _bind(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
text_hyphen = _bind(raw.FPDFText_IsHyphen, _INT, _ADDRESS, _INT)

object_font = _bind(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
object_render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _ADDRESS, _ADDRESS, ctypes.c_size_t)
font_embedded = _bind(raw.FPDFFont_GetIsEmbedded, _INT, _ADDRESS)
glyph_width = _bind(raw.FPDFFont_GetGlyphWidth, _INT, _ADDRESS, _UINT, ctypes.c_float, _ADDRESS)

page_object = _bind(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
form_object = _bind(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
form_count = _bind(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
object_type = _bind(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
object_matrix = _bind(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
object_bounds = _bind(raw.FPDFPageObj_GetBounds, _INT, *([_ADDRESS] * 5))
object_fill = _bind(raw.FPDFPageObj_GetFillColor, _INT, *([_ADDRESS] * 5))
object_clip = _bind(raw.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
object_mark_count = _bind(raw.FPDFPageObj_CountMarks, _INT, _ADDRESS)
object_mark = _bind(raw.FPDFPageObj_GetMark, _ADDRESS, _ADDRESS, ctypes.c_ulong)
object_set_active = _bind(raw.FPDFPageObj_SetIsActive, _INT, _ADDRESS, _INT)
mark_name = _bind(raw.FPDFPageObjMark_GetName, _INT, _ADDRESS, _ADDRESS, ctypes.c_ulong, _ADDRESS)
clip_count = _bind(raw.FPDFClipPath_CountPaths, _INT, _ADDRESS)
clip_length = _bind(raw.FPDFClipPath_CountPathSegments, _INT, _ADDRESS, _INT)
clip_segment = _bind(raw.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT, _INT)
object_stroke_width = _bind(raw.FPDFPageObj_GetStrokeWidth, _INT, _ADDRESS, _ADDRESS)
path_mode = _bind(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
path_count = _bind(raw.FPDFPath_CountSegments, _INT, _ADDRESS)
path_segment = _bind(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
segment_point = _bind(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
segment_type = _bind(raw.FPDFPathSegment_GetType, _INT, _ADDRESS)
segment_close = _bind(raw.FPDFPathSegment_GetClose, _INT, _ADDRESS)
