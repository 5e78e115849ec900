"""Small PDFs written byte by byte, so that every oddity is exactly the one a test is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

PdfMaker = Callable[..., Path]

LATIN = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def japanese_font(encoding: str, *, to_unicode: int | None = None) -> list[str]:
    """A font that is not embedded, of full-width characters: the dictionaries of the font and its descendant at object 20."""
    extra = f" /ToUnicode {to_unicode} 0 R" if to_unicode else ""
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /{encoding} /DescendantFonts [20 0 R]{extra} >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 /FontDescriptor 21 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 723"
        " /Descent -241 /CapHeight 709 /StemV 69 >>",
    ]


def wide(text: str) -> str:
    """A text as the operand of Tj in a font whose codes are UTF-16."""
    return f"<{text.encode('utf-16-be').hex()}>"


def write_pdf(objects: dict[int, str | bytes], root: int = 1, extra: str = "") -> bytes:
    """A PDF with a correct cross-reference table of the given objects (bodies without `obj` and `endobj`)."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        place = places.get(number)
        out += b"0000000000 65535 f \n" if place is None else f"{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {size} /Root {root} 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(content: str | bytes, entries: str = "") -> bytes:
    """A stream object's body."""
    data = content if isinstance(content, bytes) else content.encode("latin-1")
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def simple_pdf(
    contents: Sequence[str],
    *,
    media: str = "0 0 595 842",
    page: str = "",
    fonts: dict[str, Sequence[str]] | None = None,
    more: dict[int, str | bytes] | None = None,
    resources: str = "",
) -> bytes:
    """One page for each content stream. Fonts: /F1 is Helvetica, /J upright and /V vertical Japanese in UTF-16."""
    objects: dict[int, str | bytes] = {1: "<< /Type /Catalog /Pages 2 0 R >>", 3: LATIN}
    objects[4], objects[20], objects[21] = japanese_font("UniJIS-UTF16-H")
    objects[5] = japanese_font("UniJIS-UTF16-V")[0]
    objects.update(more or {})
    first = 100
    kids = []
    for n, content in enumerate(contents):
        objects[first + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] {page} /Contents {first + 2 * n + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R /J 4 0 R /V 5 0 R >> {resources} >> >>"
        )
        objects[first + 2 * n + 1] = stream(content)
        kids.append(f"{first + 2 * n} 0 R")
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return write_pdf(objects)


class Maker:
    """Writes PDFs into a test's own folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, content: bytes, name: str = "made.pdf") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def pages(self, *contents: str, **options: object) -> Path:
        """See `simple_pdf`."""
        return self.write(simple_pdf(contents, **options))  # type: ignore[arg-type]

    wide = staticmethod(wide)
    stream = staticmethod(stream)
    raw = staticmethod(write_pdf)


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """A writer of small PDFs."""
    return Maker(tmp_path)
