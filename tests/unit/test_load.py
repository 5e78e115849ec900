"""Documents are put together without holding all their rows at once, and what belongs to one alone agrees with the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pipeline.load import Assembly
from pipeline.records import Record, Tables
from schemas.rows import BlockRow, DocumentRow, Entity, FindingRow, Item, Meeting, Mention, Opinion, Row, TableCell, Turn
from schemas.text import Region

BOX = (Region(1, 10.0, 10.0, 200.0, 20.0),)
MEETING = "mihon-2024-05-01"
ITEM = f"{MEETING}/report-1"
Rows = Mapping[type[Row], Sequence[Row]]


def place(document: str) -> dict[str, Any]:
    return {"document_id": document, "regions": BOX}


def mention(document: str, n: int, **values: Any) -> Mention:
    standard = {"label": "DEPARTMENT", "text": "収納課", "char_start": 0, "char_end": 3, "context_column": "text"}
    return Mention(**place(document), mention_id=f"{document}/mention-{n}", **{**standard, **values})


def minutes(document: str, asked: list[str], words: str = "収納課で扱います。") -> Record:
    """Minutes of one meeting with a turn and an opinion, a block that shows them, and mentions in each. `asked` notes each time that
    its own rows are asked for."""
    turn = Turn(
        **place(document), turn_id=f"{MEETING}/turn-001", meeting_id=MEETING, item_id=ITEM, seq=1, kind="speech", text=words
    )
    meeting = Meeting(**place(document), meeting_id=MEETING, ward="mihon", held_on=dt.date(2024, 5, 1))
    item = Item(**place(document), item_id=ITEM, meeting_id=MEETING, ward="mihon", kind="report", title="案件")
    opinions = [
        Opinion(**place(document), item_id=ITEM, seq=n, text=text) for n, text in enumerate((document, "収納課に聞く。"), 1)
    ]
    block = BlockRow(
        **place(document), block_id=f"{document}/p1-b1", page_no=1, seq=1, kind="paragraph", text="収納課に聞く。",
        owner_table="opinions", owner_id=f"{ITEM}/2",
    )  # fmt: skip
    mentions = [
        mention(document, 1, context_table="turns", context_id=turn.turn_id, turn_id=turn.turn_id),
        mention(document, 2, context_table="opinions", context_id=f"{ITEM}/2"),
        mention(document, 3, context_table="blocks", context_id=block.block_id, item_id="mihon-1999-01-01/none-1"),
    ]
    cell = TableCell(
        **place(document), table_id=f"{document}/table-1", row=0, col=0, row_span=1, col_span=1, is_header=False, text="収"
    )
    return Record(
        document=DocumentRow(document_id=document, ward="mihon", kind="minutes", status="loaded"),
        rows={Meeting: [meeting], Item: [item], Turn: [turn], Opinion: opinions},
        findings=[],
        own=partial(own, document, asked, {BlockRow: [block], Mention: mentions, TableCell: [cell]}),
    )


def own(document: str, asked: list[str], rows: Rows) -> Rows:
    asked.append(document)
    return rows


def gathered(together: Assembly) -> Tables:
    tables: Tables = {}
    for kind, rows in together.parts():
        tables.setdefault(kind, []).extend(rows)
    return tables


def test_the_own_rows_of_one_document_are_asked_for_at_a_time() -> None:
    asked: list[str] = []
    parts = Assembly([minutes(name * 16, asked) for name in "abc"]).parts()
    assert asked == []
    next(parts)
    assert asked == ["a" * 16]
    list(parts)
    assert asked == ["a" * 16, "b" * 16, "c" * 16]


def test_own_rows_follow_the_rows_that_documents_share() -> None:
    first, second = "a" * 16, "b" * 16
    tables = gathered(Assembly([minutes(second, [], "収納課が扱います。"), minutes(first, [])]))
    assert [t.document_id for t in tables[Turn] if isinstance(t, Turn)] == [first]
    mentions = [m for m in tables[Mention] if isinstance(m, Mention)]
    assert [(m.mention_id[-1], m.context_id) for m in mentions if m.document_id == second] == [
        ("2", f"{ITEM}/2"),  # said in the first document too: one opinion; the mention in the turn that is not kept is gone
        ("3", f"{second}/p1-b1"),
    ]
    assert {b.owner_id for b in tables[BlockRow] if isinstance(b, BlockRow)} == {f"{ITEM}/2"}
    (entity,) = (e for e in tables[Entity] if isinstance(e, Entity))
    assert (entity.canonical, entity.mention_count, entity.first_year) == ("収納課", 5, 2024)


def test_own_rows_name_no_row_that_is_not_there() -> None:
    tables = gathered(Assembly([minutes("a" * 16, [])]))
    assert tables[TableCell] == []
    assert all(m.item_id is None for m in tables[Mention] if isinstance(m, Mention))
    said = [f.message for f in tables[FindingRow] if isinstance(f, FindingRow) and f.code == "loose_reference"]
    assert len(said) == 2
    assert all("is not in" in words for words in said)
