"""Damaged files written anew: by PDFium, or by Ghostscript where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2 as pdfium

GHOSTSCRIPT_SECONDS = 15.0


def rewrite(path: str, target: str) -> str | None:
    """Writes a sound copy of `path` to `target`. Returns the name of the tool that could, None where none could."""
    for name, tool in (("PDFium", _by_pdfium), ("Ghostscript", _by_ghostscript)):
        if tool(path, target) and _pages(target):
            return name
    return None


def _by_pdfium(path: str, target: str) -> bool:
    try:
        with pdfium.PdfDocument(path) as document:
            if not len(document):
                return False
            document.save(target)
    except pdfium.PdfiumError:
        return False
    return True


def _by_ghostscript(path: str, target: str) -> bool:
    program = shutil.which("gs")
    if not program:
        return False
    command = [program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", target, path]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=GHOSTSCRIPT_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and Path(target).exists()


def _pages(path: str) -> int:
    try:
        with pdfium.PdfDocument(path) as document:
            return len(document)
    except pdfium.PdfiumError:
        return 0
