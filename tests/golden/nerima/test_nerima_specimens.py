"""The committed specimens are read as their sources say, whatever set them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from parsers.pdf import read
from parsers.wards.nerima import parse
from pipeline.extract.reader import read_pages
from schemas.ids import document_id
from schemas.parsed import Parsed
from schemas.rows import Incident, Item, ItemHandling, Provision, Statistic
from schemas.source import Source
from schemas.text import fold

SAMPLES = Path(__file__).parents[3] / "data" / "samples"


def understood(name: str, source: Source) -> tuple[Parsed, dict[str, Any]]:
    path = SAMPLES / f"{name}.pdf"
    document = read(read_pages(path), document_id(path.read_bytes()), path.name)
    return parse(document, source), json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))


def tight(text: str) -> str:
    return "".join(fold(text).split())


@pytest.mark.parametrize("name", ["nerima_papers", "other/nerima_papers_reset", "nerima_minutes"])
def test_items_of_a_specimen(name: str, source: Source) -> None:
    parsed, truth = understood(name, source)
    handlings: dict[str, list[str]] = {}
    for row in parsed.of(ItemHandling):
        handlings.setdefault(row.item_id, []).append(row.handling)
    found = [(i.kind, tight(i.title), i.outcome, handlings.get(i.item_id, [])) for i in parsed.of(Item)]
    assert found == [(i["kind"], tight(i["title"]), i["outcome"], i["handlings"]) for i in truth["items"]]


def test_statistics_and_incidents_of_a_specimen(source: Source) -> None:
    parsed, truth = understood("nerima_annual", source)
    assert parsed.document_kind == "report"
    numbers = Counter(
        (tight(table["caption"]), float(cell.replace(",", "")))
        for table in truth["tables"]
        if table["caption"] and "種" not in table["matrix"][0][1]
        for row in table["matrix"][1:]
        for cell in row[1:]
        if cell and cell.replace(",", "").isdecimal()
    )
    assert Counter((tight(s.caption or ""), s.value) for s in parsed.of(Statistic)) == numbers
    mishaps = next(t for t in truth["tables"] if t["caption"] and "種" in tight(t["matrix"][0][1] or ""))
    assert [i.number for i in parsed.of(Incident)] == [row[0] for row in mishaps["matrix"][1:]]
    assert all(i.cause and i.kind and i.month and i.people_affected for i in parsed.of(Incident))
    assert {p.article for p in parsed.of(Provision)} >= {"1", "2", "3", "付則"}
