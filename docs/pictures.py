"""Makes the pictures of the READMEs from the demo's warehouse: `make pictures`, after `make demo`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from PIL import Image, ImageDraw, ImageFont

from notebooks.compare_wards import app
from pipeline import report
from pipeline.settings import load
from pipeline.warehouse import connect
from specimens.fonts import font_file

IMAGES = Path(__file__).parent / "images"
PAGE = 9  # of the specimen pack: half sheets with a form
WIDTHS = (92, 112, 120, 470, 430, 150, 60, 60)
SIZE, LINE, PAD = 16, 26, 8


def main() -> None:
    """Write docs/images/demo.png, docs/images/notebook.png and docs/images/inspect.png."""
    settings = load()
    connection = connect(settings.warehouse.with_name("demo.duckdb"))
    try:
        found = report.side_by_side(connection)
    finally:
        connection.close()
    IMAGES.mkdir(exist_ok=True)
    table([name.split()[0] for name in found.header], found.rows).save(IMAGES / "demo.png", optimize=True)
    charts(settings.warehouse.with_name("demo.duckdb"), IMAGES / "notebook.png")
    pack = settings.samples / "adachi_minutes_pack.pdf"
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "inspect",
        str(pack),
        "--page",
        str(PAGE),
        "--out",
        str(IMAGES / "inspect.png"),
    ]
    subprocess.run(command, check=True)


def charts(warehouse: Path, to: Path) -> None:
    """The charts of the notebook."""
    mpl.use("Agg")
    _, found = app.run(defs={"warehouse": str(warehouse)})
    found["overview"].savefig(to, dpi=80)
    found["data"].close()


def table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Image.Image:
    """Rows as a picture; what does not fit a column ends in …"""
    font = ImageFont.truetype(str(font_file()), SIZE)
    picture = Image.new("RGB", (sum(WIDTHS) + 2 * PAD, LINE * (len(rows) + 1) + 2 * PAD), "white")
    pen = ImageDraw.Draw(picture)
    for n, row in enumerate([header, *rows]):
        y, x = PAD + n * LINE, PAD
        if n == 0 or n % 2 == 0:
            pen.rectangle((PAD, y, picture.width - PAD, y + LINE), fill=(44, 62, 80) if n == 0 else (244, 246, 248))
        for value, width in zip(row, WIDTHS, strict=True):
            words = fitted("" if value is None else str(value), width - PAD, font)
            pen.text((x + 4, y + (LINE - SIZE) / 2), words, fill="white" if n == 0 else "black", font=font)
            x += width
    return picture


def fitted(words: str, width: float, font: ImageFont.FreeTypeFont) -> str:
    """The words, cut to a width."""
    if font.getlength(words) <= width:
        return words
    while words and font.getlength(words + "…") > width:
        words = words[:-1]
    return words + "…"


if __name__ == "__main__":
    main()
