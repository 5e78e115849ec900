"""The committed specimens, read from their PDFs, against what their sources say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers.assemble import segment
from parsers.pdf import read
from pipeline.extract.reader import read_pages
from pipeline.sources import load_sources
from schemas.parsed import Parsed
from schemas.rows import Item, ItemDepartment, ItemHandling, Opinion, Turn
from schemas.text import fold

DATA = Path(__file__).parents[3] / "data"
ACTS = {"question": "question", "answer": "answer", "view": "opinion", "opinion": "opinion", "point": "explanation"}


def load(name: str) -> tuple[Parsed, dict[str, Any]]:
    path = DATA / "samples" / f"{name}.pdf"
    document = read(list(read_pages(path)), "0123456789abcdef", path.name)
    truth = json.loads(path.with_suffix("").with_suffix(".truth.json").read_text(encoding="utf-8"))
    return segment(document, load_sources(DATA / "sources")), truth


def plain(text: str) -> str:
    return "".join(fold(text).split())


@pytest.fixture(scope="module")
def reports() -> tuple[Parsed, dict[str, Any]]:
    return load("suginami_reports")


def test_the_source_is_recognised(reports) -> None:
    assert reports[0].source is not None
    assert reports[0].source.parser == "suginami"


def test_items(reports) -> None:
    parsed, truth = reports
    departments: dict[str, set[str]] = {}
    handlings: dict[str, set[str]] = {}
    for row in parsed.of(ItemDepartment):
        departments.setdefault(row.item_id, set()).add(row.department)
    for row in parsed.of(ItemHandling):
        handlings.setdefault(row.item_id, set()).add(row.handling)
    found = {
        (r.kind, plain(r.number or ""), plain(r.title), r.outcome, frozenset(handlings[r.item_id]))
        for r in parsed.of(Item)
        if r.number
    }
    wanted = {
        (t["kind"], plain(t["number"]), plain(t["title"]), t["outcome"], frozenset(t["handlings"]))
        for t in truth["items"]
        if t["number"]
    }
    assert found == wanted
    cases = {r.number: departments[r.item_id] for r in parsed.of(Item) if r.kind == "self_check"}
    assert cases == {
        t["number"]: {d for printed in t["departments"] for d in printed.split("、")}
        for t in truth["items"]
        if t["kind"] == "self_check"
    }


def test_bullets(reports) -> None:
    parsed, truth = reports
    items = {r.item_id: r.number for r in parsed.of(Item)}
    found = [(items[t.item_id], t.text) for t in parsed.of(Turn) if t.item_id]
    wanted = [(b["item"], b["text"].removesuffix("（事務局）")) for b in truth["bullets"]]
    assert [(n, plain(t)) for n, t in found] == [(n, plain(t)) for n, t in wanted]
    acts = [(t.act, ACTS.get(b["kind"])) for t, b in zip(parsed.of(Turn), truth["bullets"], strict=True)]
    assert all(act == known for act, known in acts if known)
    assert [plain(r.text) for r in parsed.of(Opinion)] == [plain(o) for t in truth["items"] for o in t["opinion"]]


def test_minutes() -> None:
    parsed, truth = load("suginami_minutes")
    assert [plain(t.text) for t in parsed.of(Turn) if t.kind == "speech"] == [
        plain(t["text"]) for t in truth["turns"] if t["kind"] == "speech"
    ]
    assert {(r.kind, r.number, r.title) for r in parsed.of(Item)} == {
        (t["kind"], t["number"], t["title"]) for t in truth["items"]
    }


def test_another_typesetting_without_the_agenda_gives_the_same_cases(reports) -> None:
    other, _ = load("other/suginami_reports_reset")
    cases = {(r.item_id, r.title, r.outcome) for r in reports[0].of(Item) if r.kind == "self_check"}
    assert {(r.item_id, r.title, r.outcome) for r in other.of(Item) if r.kind == "self_check"} == cases
    assert [t.text for t in other.of(Turn)] == [t.text for t in reports[0].of(Turn)]
