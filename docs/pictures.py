"""Makes the pictures of the READMEs from the demo's warehouse: `python docs/pictures.py` (or `make pictures`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from flows.output import grid
from pipeline import report
from pipeline.settings import load
from pipeline.warehouse import connect

IMAGES = Path(__file__).parent / "images"
WIDTH = 132
PAGE = 9  # of the specimen pack: half sheets with a form


def main() -> None:
    """Write docs/images/demo.svg and docs/images/inspect.png."""
    settings = load()
    connection = connect(settings.warehouse.with_name("demo.duckdb"))
    try:
        found = report.side_by_side(connection)
    finally:
        connection.close()
    console = Console(record=True, width=WIDTH, file=Path("/dev/null").open("w"))
    console.print(grid("各区の案件 / The wards' items side by side", found.header, found.rows))
    IMAGES.mkdir(exist_ok=True)
    svg = console.export_svg(title="make demo", theme=DEFAULT_TERMINAL_THEME, unique_id="shingikai")
    (IMAGES / "demo.svg").write_text(svg, encoding="utf-8")
    pack = settings.samples / "adachi_minutes_pack.pdf"
    command = [sys.executable, "-m", "flows.cli", "inspect", str(pack), "--page", str(PAGE), "--out", str(IMAGES / "inspect.png")]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
