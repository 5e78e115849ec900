"""Sets the specimens' text in random ways, reads it back and lists the settings of which something is read otherwise than it was set.

usage: python benchmarks/stress.py [--seed N] [--count N]

The same seed gives the same settings. A setting that fails can be pasted into tests/properties/test_variants_reading.py.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz.distance import Levenshtein

from parsers.pdf import read
from pipeline.extract.reader import read_pages
from schemas.document import Document, FlowTable
from specimens.variants import TruthPage, Variant, VariantSpec, make_variant
from specimens.variants.spec import PAPERS

WORST_PAGE = 0.003
"""The highest character error rate of a page that counts as read."""
HEADER = "見本の資料"
FRAMED = 16.0
"""Frames around columns are wider than these; less of a gap (points) and they would cross."""


def random_spec(random: Random) -> VariantSpec:
    """A setting that both the generator and a printer could make: columns wide enough for lines of twelve characters."""
    often, seldom = (lambda: random.random() < 0.5), (lambda: random.random() < 0.15)
    made: dict[str, Any] = {
        "seed": random.randint(1, 9999),
        "pages": random.choice((1, 2, 3, 3)),
        "paper": random.choice([*PAPERS]),
    }
    made |= {
        "landscape": often(),
        "size": random.choice((8, 9, 10.5, 12)),
        "leading": random.choice((1.2, 1.3, 1.4, 1.6, 1.9, 2.2)),
    }
    made |= {
        "vertical": seldom(),
        "number": random.choice(("", "", "foot", "left", "corner")),
        "header": HEADER if seldom() else "",
    }
    made |= {name: seldom() for name in ("justified", "title", "separator", "footnotes", "framed", "ruby", "superscript")}
    made |= {name: seldom() for name in ("fake_bold", "shuffled", "radicals")} | {"watermark": "見本" if seldom() else ""}
    made["halves"] = made["landscape"] and not made["vertical"] and seldom()
    short, long = PAPERS[made["paper"]]
    wide = (long if made["landscape"] != made["vertical"] else short) / (2 if made["halves"] else 1)
    most = max(1, min(4, int(0.8 * wide / (13 * made["size"]))))
    made["columns"] = random.randint(1, most)
    made["gap"] = round(made["size"] * random.choice((0.7, 0.9, 1.1, 2.0, 3.0)), 1)
    if made["framed"]:
        made["gap"] = max(made["gap"], FRAMED)
    if seldom():
        made["producer"] = "fpdf2"
    else:
        made |= {"embedded": not seldom(), "rotate": random.choice((0, 0, 0, 90, 180, 270)), "crop": 20.0 if seldom() else 0.0}
    if made["vertical"]:
        made |= {"superscript": False, "forms": seldom(), "separator": False, "footnotes": False}
    elif not made["ruby"] and seldom():
        made["table"] = random.choice(("plain", "spans", "upright", "matrix", "long"))
    return VariantSpec(**made)


def named(spec: VariantSpec) -> str:
    """What a setting changes of the plain one."""
    plain = VariantSpec()
    changed = {k: getattr(spec, k) for k in spec.__dataclass_fields__ if getattr(spec, k) != getattr(plain, k)}
    return ", ".join(f"{k}={v!r}" for k, v in changed.items())


def squeezed(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def reading(spec: VariantSpec, folder: Path) -> tuple[Variant, Document]:
    """A variant and what is read of it."""
    variant = make_variant(spec)
    paper = folder / "variant.pdf"
    paper.write_bytes(variant.pdf)
    return variant, read(read_pages(paper), "0" * 16, paper.name)


def error_rates(variant: Variant, document: Document) -> list[float]:
    """The character error rate of each page in reading order, blanks not counted."""
    pairs = [(squeezed(p.body_text), squeezed(t.body)) for p, t in zip(document.pages, variant.truth.pages, strict=True)]
    return [Levenshtein.distance(got, wanted) / len(wanted) for got, wanted in pairs]


def running(document: Document, page: int, *, ruby: bool) -> Counter[str]:
    """The characters of a page's running matter or of its ruby."""
    kept = (f.text.s for f in document.pages[page].furniture if (f.kind == "ruby") == ruby)
    return Counter(squeezed("".join(kept)))


def wanted_running(page: TruthPage) -> Counter[str]:
    """The characters of the running matter that was set."""
    return Counter(squeezed("".join(page.furniture)))


def torn_paragraphs(variant: Variant, document: Document) -> list[str]:
    """The paragraphs that were not read as one."""
    flow = {squeezed(element.text.s) for element in document.flow}
    return [p for p in variant.truth.paragraphs if squeezed(p) not in flow]


def flow_tables(document: Document) -> list[tuple[list[list[str | None]], list[list[int]]]]:
    """Matrix and spans of the whole tables, as the truth gives them."""
    out = []
    for table in (element.table for element in document.flow if isinstance(element, FlowTable)):
        matrix: list[list[str | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
        for cell in table.cells:
            matrix[cell.row][cell.col] = squeezed(cell.text.s)
        spans = [[c.row, c.col, c.row_span, c.col_span] for c in table.cells if c.row_span > 1 or c.col_span > 1]
        out.append((matrix, sorted(spans)))
    return out


def wanted_tables(variant: Variant) -> list[tuple[list[list[str | None]], list[list[int]]]]:
    """The tables that were set, as `flow_tables` gives them."""
    return [
        ([[None if c is None else squeezed(c) for c in row] for row in t.matrix], sorted(t.spans)) for t in variant.truth.tables
    ]


def faults(spec: VariantSpec, folder: Path) -> Iterator[str]:
    """What of a variant is read otherwise than it was set."""
    variant, document = reading(spec, folder)
    for n, rate in enumerate(error_rates(variant, document)):
        page = variant.truth.pages[n]
        if rate > WORST_PAGE:
            yield f"page {n + 1}: character error rate {rate:.3f}"
        if running(document, n, ruby=False) != wanted_running(page):
            yield f"page {n + 1}: running matter {[f.text.s for f in document.pages[n].furniture if f.kind != 'ruby']}"
        if running(document, n, ruby=True) != Counter("".join(page.ruby)):
            yield f"page {n + 1}: ruby"
    if flow_tables(document) != wanted_tables(variant):
        yield "tables"
    whole = spec.indented and not (spec.footnotes or spec.framed)  # else a flush end or what stands between tells nothing
    if whole and (torn := torn_paragraphs(variant, document)):
        yield f"{len(torn)} paragraphs torn: {torn[0]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    args = parser.parse_args()
    random, failed = Random(args.seed), 0
    with tempfile.TemporaryDirectory() as name:
        for _ in range(args.count):
            spec = random_spec(random)
            found = list(faults(spec, Path(name)))
            failed += bool(found)
            if found:
                print(f"S({named(spec)}),")
                print("".join(f"    {line}\n" for line in found), end="", flush=True)
    print(f"{failed} of {args.count} settings are read otherwise than they were set")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
