"""Papers that need no reader: JSON files that say what a document holds, for tests of everything that comes after reading."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.plan import Given
from pipeline.process import Workshop
from pipeline.settings import Settings
from pipeline.stages import Understood, encoded
from schemas.parsed import Parsed
from schemas.rows import BlockRow, Condition, Item, Meeting, PageRow, Paper, Turn
from schemas.text import Region

WARD = "mihon"
PLACE = (Region(1, 10.0, 10.0, 200.0, 20.0),)


def understand_json(given: Given, _shop: Workshop) -> Understood:
    """The stand-in for reading: a JSON paper is understood, anything else is no PDF."""
    try:
        spec = json.loads(given.path.read_bytes())
    except (json.JSONDecodeError, UnicodeDecodeError):
        return Understood(
            file_name=given.file_name,
            status="rejected",
            error_code="not_pdf",
            error_message="this is no PDF; ask for the file again",
        )
    if spec.get("fail"):
        return Understood(
            file_name=given.file_name, status="rejected", error_code=spec["fail"], error_message="no luck this time"
        )
    parsed = rows_of(given.document_id, spec)
    return Understood(
        file_name=given.file_name,
        status="loaded",
        text_layer="digital",
        page_count=1,
        kind=spec.get("kind", "minutes"),
        title=spec.get("title"),
        ward=WARD,
        council="見本審議会",
        findings=tuple(parsed.findings),
        rows={group.table: group.rows for group in encoded(parsed)},
    )


def rows_of(document: str, spec: dict[str, Any]) -> Parsed:
    parsed, day = Parsed(), spec.get("held_on", "2024-05-01")
    meeting = f"{WARD}-{day}"
    where = {"document_id": document, "regions": PLACE}
    parsed.add(
        Meeting(
            **where,
            meeting_id=meeting,
            ward=WARD,
            held_on=dt.date.fromisoformat(day),
            venue=spec.get("venue"),
            session=spec.get("session"),
        ),
        Paper(**where, paper_id=f"{document}/paper-1", seq=1, kind="minutes", page_first=1, page_last=1, meeting_id=meeting),
        PageRow(
            document_id=document,
            page_no=1,
            width=595,
            height=842,
            text_layer="digital",
            text_source="digital",
            body_text="見本",
            char_count=2,
            furniture_char_count=0,
            assigned_char_count=2,
            unassigned_char_count=0,
        ),
    )
    for n, item in enumerate(spec.get("items", ()), 1):
        name = f"{meeting}/{item.get('kind', 'report')}-{item.get('number', n)}"
        parsed.add(
            Item(
                **where,
                item_id=name,
                meeting_id=item.get("meeting_id", meeting),
                ward=WARD,
                kind=item.get("kind", "report"),
                number=str(item.get("number", n)),
                title=item["title"],
                outcome=item.get("outcome"),
                parent_item_id=item.get("parent"),
            )
        )
        for k, words in enumerate(item.get("conditions", ()), 1):
            parsed.add(Condition(**where, item_id=name, seq=k, text=words))
            parsed.add(
                BlockRow(
                    **where,
                    block_id=f"{document}/p1-b{n}{k}",
                    page_no=1,
                    seq=n * 10 + k,
                    kind="paragraph",
                    text=words,
                    owner_table="conditions",
                    owner_id=f"{name}/{k}",
                )
            )
    for n, words in enumerate(spec.get("turns", ()), 1):
        parsed.add(Turn(**where, turn_id=f"{meeting}/turn-{n:03d}", meeting_id=meeting, seq=n, kind="speech", text=words))
    return parsed


@pytest.fixture
def paper(tmp_path: Path) -> Callable[..., Path]:
    """Writes a JSON paper into the test's folder `in`."""

    def write(name: str, **spec: Any) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """A workshop of its own whose reader is `understand_json`."""
    config = tmp_path / "config"
    (config / "sources").mkdir(parents=True)
    return Workshop(Settings(data=tmp_path / "data", config=config), understand_json)
