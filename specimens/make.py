"""`python -m specimens.make [NAME…]`: set the specimens of `specimens/texts` and write the PDFs and what they say to `data/samples`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from specimens import assemble, producers
from specimens.source import Specimen, parse
from specimens.truth import truth

TEXTS = Path(__file__).parent / "texts"
SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def load(name: str) -> Specimen:
    """The specimen of that name (a file of `specimens/texts` without its ending).

    Where its head names another `text`, its sections hold that text's sections (`section=`, from 1), set in another way.
    """
    specimen = parse(name, (TEXTS / f"{name}.txt").read_text(encoding="utf-8"))
    if "text" not in specimen.meta:
        return specimen
    original = load(specimen.meta["text"])
    sections = tuple(
        replace(section, elements=original.sections[int(section.settings["section"]) - 1].elements)
        for section in specimen.sections
    )
    return replace(specimen, sections=sections)


def names() -> list[str]:
    """The names of all specimens."""
    return sorted(path.stem for path in TEXTS.glob("*.txt"))


def paths(specimen: Specimen) -> tuple[Path, Path]:
    """Where the PDF and what it says are kept: `data/samples`, or the folder in it that the source's head names."""
    folder = SAMPLES / specimen.meta.get("folder", "")
    return folder / f"{specimen.name}.pdf", folder / f"{specimen.name}.truth.json"


def build(specimen: Specimen) -> tuple[bytes, list[tuple[int, int]]]:
    """The PDF, and the first and last page of each section."""
    title = specimen.meta.get("title", specimen.name)
    parts = [producers.render(section, title) for section in specimen.sections]
    pages, first = [], 1
    for part in parts:
        last = first + assemble.page_count(part) - 1
        pages.append((first, last))
        first = last + 1
    pdf = assemble.bind(parts) if len(parts) > 1 else parts[0]
    if "stamp" in specimen.meta:
        pdf = assemble.stamp(pdf, specimen.meta["stamp"], int(specimen.meta.get("stamp_first", "1")))
    if specimen.meta.get("finish") == "scan":
        pdf = assemble.scan(pdf)
    if specimen.meta.get("finish") == "cut_off":
        pdf = assemble.cut_off(pdf)
    return assemble.settle(pdf), pages


def write(specimen: Specimen) -> list[Path]:
    """Make one specimen's files."""
    pdf, pages = build(specimen)
    paper, facts = paths(specimen)
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_bytes(pdf)
    facts.write_text(json.dumps(truth(specimen, pages), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [paper, facts]


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0; 1 where a program is missing."""
    parser = argparse.ArgumentParser(prog="python -m specimens.make", description="Set the specimen papers of data/samples.")
    parser.add_argument("name", nargs="*", help=f"one or more of: {', '.join(names())} (default: all)")
    chosen = [load(name) for name in parser.parse_args(arguments).name or names()]
    wanted = {s.settings.get("producer", "reportlab") for specimen in chosen for s in specimen.sections}
    if absent := producers.missing(wanted):
        print("\n".join(absent), file=sys.stderr)
        return 1
    for specimen in chosen:
        for path in write(specimen):
            print(f"{path.relative_to(SAMPLES.parent.parent)}  {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
