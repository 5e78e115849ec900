"""Sections to PDF by Chromium, WeasyPrint, LibreOffice and ReportLab."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from specimens import fodt, html, platypus, radicals
from specimens.source import Section

# What a producer needs on the machine: the command and where it is to be had.
COMMANDS = {
    "chromium": ("chromium", "the package chromium"),
    "weasyprint": ("weasyprint", "the package weasyprint"),
    "libreoffice": ("soffice", "the package libreoffice-writer-nogui"),
}
# A fixed day, for the producers that heed it, so that a second run changes little.
_EPOCH = "1700000000"
_SECONDS = 180


class MissingProducerError(RuntimeError):
    """A program that sets specimens is not on this machine."""


def missing(names: set[str]) -> list[str]:
    """A line for every named producer that is not on this machine."""
    return [
        f"{name}: the command `{command}` is not there; install {package} and the fonts fonts-ipaexfont, fonts-noto-cjk"
        for name, (command, package) in COMMANDS.items()
        if name in names and shutil.which(command) is None
    ]


def render(section: Section, title: str) -> bytes:
    """The section as a PDF. Raises MissingProducerError, ValueError (unknown producer) and RuntimeError (the program failed)."""
    name = section.settings.get("producer", "reportlab")
    if absent := missing({name}):
        raise MissingProducerError(absent[0])
    if name not in _RENDERERS:
        raise ValueError(f"no producer is called {name!r}; there are {', '.join(_RENDERERS)}")
    if "radicals" in section.settings:
        section = radicals.disguised(section)
    return _RENDERERS[name](section, title)


def _chromium(section: Section, title: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "paper.html"), Path(folder, "paper.pdf")
        source.write_text(html.page(section, title), encoding="utf-8")
        _run(
            "chromium",
            *(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--disable-sync",
            ),
            *("--no-pdf-header-footer", f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()),
        )
        return target.read_bytes()


def _weasyprint(section: Section, title: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "paper.html"), Path(folder, "paper.pdf")
        source.write_text(html.page(section, title), encoding="utf-8")
        _run("weasyprint", "--quiet", str(source), str(target))
        return target.read_bytes()


def _libreoffice(section: Section, title: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "paper.fodt")
        source.write_text(fodt.document(section), encoding="utf-8")
        _run(
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        )
        return Path(folder, "paper.pdf").read_bytes()


def _run(*command: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH}
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-400:]}")


_RENDERERS: dict[str, Callable[[Section, str], bytes]] = {
    "chromium": _chromium,
    "weasyprint": _weasyprint,
    "libreoffice": _libreoffice,
    "reportlab": platypus.pdf,
}
