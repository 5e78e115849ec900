"""Reads every PDF of a folder within the limits and writes one JSON line for each: how it ended, in which time and memory.

usage: python benchmarks/robust.py FOLDER OUT.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipeline.read import read_file


def main(folder: str, out: str) -> int:
    with Path(out).open("w", encoding="utf-8") as stream:
        for path in sorted(Path(folder).glob("*.pdf")):
            outcome = read_file(path)
            line = {
                "file": path.name,
                "status": outcome.status,
                "error_code": outcome.error_code,
                "page_count": outcome.page_count,
                "text_layer": outcome.text_layer,
                "wall_s": round(outcome.seconds, 2),
                "rss_mb": round(outcome.rss_mb),
            }
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            stream.flush()
            print(
                f"{path.name:60} {outcome.status:9} {outcome.error_code or '':10} {outcome.page_count:5} pages {line['wall_s']:6} s"
            )
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
