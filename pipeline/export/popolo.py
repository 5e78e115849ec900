"""People and councils as Popolo JSON (https://www.popoloproject.com/specs/)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.export.content import Content
from pipeline.files import write_whole


def popolo(content: Content, folder: Path) -> list[Path]:
    """`popolo.json` with the councils, the people of their attendance lists, and the memberships as far as the lists say."""
    people: dict[str, dict[str, Any]] = {}
    councils: dict[str, dict[str, Any]] = {}
    memberships = []
    for row in content.records("SELECT * FROM compare.memberships"):
        council = _id("organization", row["ward"], row["council"])
        person = _id("person", row["ward"], row["person_name"])
        councils[council] = {
            "id": council,
            "name": row["council"] or row["ward"],
            "classification": "advisory council",
            "area": {"name": row["ward"]},
        }
        people[person] = {"id": person, "name": row["person_name"]}
        memberships.append(
            {
                "id": _id("membership", council, person, row["term"]),
                "person_id": person,
                "organization_id": council,
                "role": "、".join(row["roles"] or ()) or None,
                "start_date": _date(row["first_on"]),
                "end_date": _date(row["last_on"]),
                "label": f"第{row['term']}期" if row["term"] else None,
            }
        )
    document = {"persons": list(people.values()), "organizations": list(councils.values()), "memberships": memberships}
    path = folder / "popolo.json"
    write_whole(path, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
    return [path]


def _id(kind: str, *parts: str | None) -> str:
    return f"{kind}/{hashlib.sha256(chr(31).join(part or '' for part in parts).encode()).hexdigest()[:16]}"


def _date(day: Any) -> str | None:
    return day.isoformat() if day else None
