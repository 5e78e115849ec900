"""Research questions answered by hand from the papers, and by one query each: a recipe of the cookbook as it stands there."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import duckdb

COOKBOOK = Path(__file__).resolve().parents[3] / "docs" / "cookbook.md"
Connection = duckdb.DuckDBPyConnection


def recipe(connection: Connection, title: str) -> list[dict[str, Any]]:
    """The rows of the recipe whose title begins so."""
    text = COOKBOOK.read_text(encoding="utf-8")
    match = re.search(rf"^## \d+\. {re.escape(title)}.*?```sql\n(.+?);\n```$", text, re.MULTILINE | re.DOTALL)
    assert match, title
    found = connection.execute(match[1])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_safeguards_where_data_went_to_a_cloud_or_a_data_centre(corpus: Connection) -> None:
    """Adachi's eight matters, Nerima's three, and one of Suginami whose paper states no safeguard."""
    found = recipe(corpus, "Which safeguards did each ward require when data went to a cloud")
    by_ward: dict[str, dict[str | None, int]] = {}
    for row in found:
        by_ward.setdefault(row["ward"], {})[row["label_en"]] = row["items"]
    assert by_ward == {
        "adachi": {
            "Encryption": 8,
            "Identification, passwords, rights": 7,
            "Deletion": 7,
            "ISO 27001 (ISMS)": 5,
            "Data centre or server in the country": 5,
            "Protection from malware and intrusion": 5,
            "Certificate or report of deletion": 4,
            "Notice to or consent of the persons": 4,
            "Unannounced inspection": 3,
            "Inspection": 3,
            "Training": 2,
            "Two-factor authentication": 2,
            "Locks and control of entry": 2,
            "Written oath": 1,
            "Privacy Mark": 1,
            "ISMAP": 1,
        },
        "nerima": {
            "Closed network": 3,
            "Identification, passwords, rights": 3,
            "Protection from malware and intrusion": 3,
            "Logging": 3,
            "Locks and control of entry": 2,
            "Encryption": 2,
            "Backup": 1,
            "Deletion": 1,
            "Report of incidents": 1,
        },
        "suginami": {None: 1},
    }
    clouds = corpus.execute("SELECT item_id FROM compare.hosted_items WHERE hosting = 'cloud'").fetchall()
    assert {item.rsplit("-", 1)[1] for (item,) in clouds} == {"458", "459", "463", "464", "465", "466", "467", "468", "26"}


def test_safeguards_of_the_specimens_where_data_went_to_a_data_centre(specimens: Connection) -> None:
    found = recipe(specimens, "Which safeguards did each ward require when data went to a cloud")
    assert {
        (row["ward"], row["label_en"]) for row in found if row["label_en"] in ("Logging", "Written oath", "Encryption")
    } == {
        ("adachi", "Logging"),
        ("adachi", "Written oath"),
        ("adachi", "Encryption"),
        ("nerima", "Logging"),
        ("nerima", "Encryption"),
    }


def test_share_approved_with_conditions_and_which(corpus: Connection) -> None:
    """Of five consultations Adachi's council set conditions on two; of eight self-checks Suginami's panel had points on two."""
    shares = {
        row["ward"]: (row["with_conditions"], row["decided"], row["share"])
        for row in recipe(corpus, "What share of decided items was approved with conditions?")
    }
    assert shares == {"adachi": (2, 5, 0.4), "suginami": (2, 8, 0.25)}
    conditions = [row["row_id"] for row in recipe(corpus, "Which conditions were made, and on what?")]
    assert conditions == [
        "adachi-2022-06-01/consultation-457/1",
        "adachi-2022-06-01/consultation-457/2",
        "adachi-2022-06-01/consultation-458/1",
        "suginami-2023-12-19/self-check-22/1",
        "suginami-2023-12-19/self-check-26/1",
    ]


def test_incidents_of_a_year_by_cause_and_department(corpus: Connection) -> None:
    """The 21 rows of Nerima's table for 2022, counted by hand."""
    found = recipe(corpus, "Incidents of a year by class of cause and department")
    assert {(row["ward"], row["fiscal_year"]) for row in found} == {("nerima", 2022)}
    causes: dict[str, dict[str, int]] = {}
    for row in found:
        causes.setdefault(row["cause_class"], {})[row["department"]] = row["incidents"]
    assert {cause: sum(counts.values()) for cause, counts in causes.items()} == {
        "no_check": 11,
        "custody": 6,
        "data_entry": 3,
        "procedure": 1,
    }
    assert causes["custody"] == {
        "子育て支援課": 2,
        "障害者施策推進課": 1,
        "区民事務所担当課": 1,
        "高齢社会対策課": 1,
        "広聴広報課": 1,
    }
    assert causes["data_entry"] == {"国保年金課": 1, "健康推進課": 1, "戸籍住民課": 1}
    assert causes["procedure"] == {"情報政策課": 1}
    assert causes["no_check"] | {"福祉部管理課": 2, "保育課": 2} == causes["no_check"]
    assert sum(row["people"] for row in found) == 148


def test_who_sat_when_on_which_council(corpus: Connection) -> None:
    """The one attendance list: sixteen members, all present; who took the chair stands before what they say."""
    found = recipe(corpus, "Who sat on which council, when?")
    day = dt.date(2022, 6, 1)
    assert len(found) == 16
    assert {(row["ward"], row["term"], row["first_on"], row["last_on"], row["present"], row["absent"]) for row in found} == {
        ("adachi", "12", day, day, 1, 0)
    }
    posts = {post: row["person_name"] for row in found for post in row["roles"] if post != "委員"}
    assert posts == {"会長": "川合敏樹", "副会長": "粉川一郎"}


def test_before_and_after_the_act(corpus: Connection) -> None:
    found = recipe(corpus, "Before and after 2023-04-01")
    asked = ("ward", "side", "meetings", "items", "consultations", "decided", "with_conditions")
    assert [tuple(row[name] for name in asked) for row in found] == [
        ("adachi", "before", 2, 18, 13, 5, 2),
        ("nerima", "before", 2, 9, 3, 0, 0),
        ("suginami", "after", 1, 14, 4, 8, 2),
    ]
