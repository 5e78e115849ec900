"""Stand-in minutes that nobody has to read: each with many turns, blocks and mentions, as what reading would have given."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pipeline.plan import Given
from pipeline.process import Workshop
from pipeline.stages import Understood, encoded
from schemas.parsed import Parsed
from schemas.rows import BlockRow, Item, Meeting, Mention, PageRow, Paper, QaLink, Turn
from schemas.text import Region

FIRST = dt.date(1990, 1, 1)
WORDS = (
    "見本の区の窓口で扱う申込書の保管について、担当の係から説明があり、委員から質問が出て、来月までに調べて答えることとした。"
    * 3
)
PER_PAGE = 8  # turns on a page
MENTIONS = 8  # in a turn


def paper(number: int, turns: int) -> bytes:
    """A file that says which minutes it stands for, between the first and the last line of a PDF."""
    return f"%PDF-1.4\n{number} {turns}\n%%EOF".encode()


def attempt(given: Given, _shop: Workshop) -> Understood:
    """What reading the stand-in would have given."""
    number, turns = map(int, given.path.read_text().split("\n")[1].split())
    parsed = Parsed()
    minutes(parsed, given.document_id, FIRST + dt.timedelta(days=number), turns)
    return Understood(
        file_name=given.file_name,
        status="loaded",
        text_layer="digital",
        page_count=-(-turns // PER_PAGE),
        kind="minutes",
        ward="mihon",
        council="見本審議会",
        rows={group.table: group.rows for group in encoded(parsed)},
    )


def minutes(parsed: Parsed, document: str, day: dt.date, turns: int) -> None:
    """Minutes of one meeting about one matter."""
    meeting = f"mihon-{day}"
    item = f"{meeting}/report-1"
    where: dict[str, Any] = {"document_id": document, "regions": (Region(1, 50.0, 50.0, 500.0, 80.0),)}
    pages = -(-turns // PER_PAGE)
    parsed.add(Meeting(**where, meeting_id=meeting, ward="mihon", held_on=day))
    parsed.add(
        Paper(**where, paper_id=f"{document}/paper-1", seq=1, kind="minutes", page_first=1, page_last=pages, meeting_id=meeting)
    )
    parsed.add(
        Item(**where, item_id=item, meeting_id=meeting, ward="mihon", kind="report", number="1", title=f"見本の件 {day}")
    )
    for page in range(1, pages + 1):
        own = range(PER_PAGE * (page - 1) + 1, min(PER_PAGE * page, turns) + 1)
        count = sum(len(said(n)) for n in own)
        parsed.add(
            PageRow(
                document_id=document,
                page_no=page,
                width=595,
                height=842,
                text_layer="digital",
                text_source="digital",
                body_text="\n".join(map(said, own)),
                char_count=count,
                furniture_char_count=0,
                assigned_char_count=count,
                unassigned_char_count=0,
            )
        )
        for n in own:
            turn(parsed, document, item, page, n)


def said(n: int) -> str:
    """The words of a turn."""
    return f"{n}番。{WORDS}"


def turn(parsed: Parsed, document: str, item: str, page: int, n: int) -> None:
    """One turn with its block and mentions; every second one answers the one before."""
    meeting, y = item.partition("/")[0], 50.0 + 80 * (n % PER_PAGE)
    name, text = f"{meeting}/turn-{n:03}", said(n)
    where: dict[str, Any] = {
        "document_id": document,
        "regions": tuple(Region(page, 50.0, y + 12 * k, 500.0, y + 12 * k + 10) for k in range(5)),
    }
    parsed.add(
        Turn(
            **where,
            turn_id=name,
            meeting_id=meeting,
            item_id=item,
            seq=n,
            kind="speech",
            speaker_role="委員",
            act="answer" if n % 2 == 0 else "question",
            text=text,
        ),
        BlockRow(
            **where,
            block_id=f"{document}/p{page}-b{n}",
            page_no=page,
            seq=n,
            kind="paragraph",
            text=text,
            owner_table="turns",
            owner_id=name,
        ),
    )
    if n % 2 == 0:
        before = f"{meeting}/turn-{n - 1:03}"
        parsed.add(QaLink(question_turn_id=before, answer_turn_id=name, score=0.5, method="adjacent"))
    for k in range(MENTIONS):
        at = text.index("窓口") + len(WORDS) // 3 * (k % 3)
        parsed.add(
            Mention(
                document_id=document,
                regions=where["regions"][:1],
                mention_id=f"{document}/mention-{n}-{k}",
                item_id=item,
                turn_id=name,
                label="DEPARTMENT",
                text="窓口",
                char_start=at,
                char_end=at + 2,
                context_table="turns",
                context_id=name,
                context_column="text",
            )
        )
