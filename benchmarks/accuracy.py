"""Puts the figures of a new measurement into data/accuracy/measured.yml: `python -m benchmarks.accuracy RESULT.json [DAY]`.

RESULT.json is what `score.py … --json RESULT.json` writes; `key` of each figure names its place there. Then make the pages
anew: `shingikai codebook --write docs`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from pathlib import Path
from typing import Any

from pipeline.accuracy import MEASURED

ENTRY = re.compile(r"(  - key: (\w+)/(\w+)\n    figure: )[\d.]+")
DAY = re.compile(r"^measured_on: .*$", re.M)


def renewed(text: str, sections: dict[str, Any], day: dt.date) -> str:
    """The file's text with the figures of a result. Raises KeyError for a figure that the result does not have."""
    text = ENTRY.sub(lambda found: f"{found[1]}{sections[found[2]]['all'][found[3]]:.4f}", text)
    return DAY.sub(f"measured_on: {day}", text)


if __name__ == "__main__":
    result = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    day = dt.date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else dt.datetime.now(dt.UTC).date()
    MEASURED.write_text(renewed(MEASURED.read_text(encoding="utf-8"), result["sections"], day), encoding="utf-8")
