"""Meetings as Akoma Ntoso 3.0 (OASIS LegalDocML) debates, one XML file each."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from pipeline.export.content import Content
from pipeline.files import write_whole

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE = "#shingikai"
ROLES = ("chair", "vice_chair", "member", "official", "secretariat")
# What XML 1.0 cannot hold.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def akn(content: Content, folder: Path) -> list[Path]:
    """`MEETING.xml` for every meeting whose turns are held: items as sections; speeches, questions, answers and scenes in them."""
    out = []
    for meeting in content.records(
        "SELECT * FROM meetings WHERE meeting_id IN (SELECT meeting_id FROM turns) ORDER BY meeting_id"
    ):
        path = folder / f"{_name(meeting['meeting_id'])}.xml"
        write_whole(path, _document(content, meeting))
        out.append(path)
    return out


def _document(content: Content, meeting: dict[str, Any]) -> bytes:
    ET.register_namespace("", NAMESPACE)
    name = meeting["meeting_id"].replace("'", "''")
    turns = list(content.records(f"SELECT * FROM turns WHERE meeting_id = '{name}' ORDER BY seq, turn_id"))
    items = content.records(f"SELECT item_id, title, number, document_id FROM items WHERE meeting_id = '{name}'")
    titles = {row["item_id"]: " ".join(filter(None, (row["number"], row["title"]))) for row in items}
    people = {
        speaker: n for n, speaker in enumerate(sorted({turn["speaker_name"] for turn in turns if turn["speaker_name"]}), 1)
    }
    root = ET.Element(_tag("akomaNtoso"))
    debate = _add(root, "debate", name="minutes")
    _meta(debate, meeting, people)
    body = _add(debate, "debateBody")
    for n, (item_id, group) in enumerate(groupby(turns, key=lambda turn: turn["item_id"]), 1):
        section = _add(body, "debateSection", name="item" if item_id else "proceedings", eId=f"dbsect_{n}")
        _add(section, "heading", _clean(titles.get(item_id) or "議事"))
        for turn in group:
            _turn(section, turn, people)
    xml: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml


def _meta(debate: ET.Element, meeting: dict[str, Any], people: dict[str, int]) -> None:
    meta = _add(debate, "meta")
    identification = _add(meta, "identification", source=SOURCE)
    day = meeting["held_on"].isoformat() if meeting["held_on"] else "0001-01-01"
    work = f"/akn/jp/debate/{day}/{_name(meeting['meeting_id'])}"
    for level, uri in (
        ("FRBRWork", work),
        ("FRBRExpression", f"{work}/jpn@{day}"),
        ("FRBRManifestation", f"{work}/jpn@{day}.xml"),
    ):
        part = _add(identification, level)
        _add(part, "FRBRthis", value=f"{uri}/!main" if level != "FRBRManifestation" else f"{work}/jpn@{day}/!main.xml")
        _add(part, "FRBRuri", value=uri)
        _add(part, "FRBRdate", date=day, name="held")
        _add(part, "FRBRauthor", href="#council")
        if level == "FRBRWork":
            _add(part, "FRBRcountry", value="jp")
        if level == "FRBRExpression":
            _add(part, "FRBRlanguage", language="jpn")
    references = _add(meta, "references", source=SOURCE)
    _add(references, "TLCOrganization", eId="shingikai", href="/ontology/organization/shingikai", showAs="shingikai")
    _add(
        references,
        "TLCOrganization",
        eId="council",
        href=f"/ontology/organization/{_name(meeting['ward'])}",
        showAs=_clean(meeting["council"] or meeting["ward"]),
    )
    for name, n in people.items():
        _add(
            references,
            "TLCPerson",
            eId=f"person_{n}",
            href=f"/ontology/person/{_name(meeting['ward'])}/{n}",
            showAs=_clean(name),
        )
    _add(references, "TLCPerson", eId="unnamed", href="/ontology/person/unnamed", showAs="（発言者名なし）")
    for role in ROLES:
        _add(references, "TLCRole", eId=role, href=f"/ontology/role/{role}", showAs=role)


def _turn(section: ET.Element, turn: dict[str, Any], people: dict[str, int]) -> None:
    name = _name(turn["turn_id"].rpartition("/")[2])
    if turn["kind"] == "stage":
        _add(section, "scene", _clean(turn["text"]), eId=name)
        return
    kind = turn["act"] if turn["act"] in ("question", "answer") else "speech"
    speaker = people.get(turn["speaker_name"])
    speech = _add(section, kind, by=f"#person_{speaker}" if speaker else "#unnamed", eId=name)
    if turn["speaker_class"]:
        speech.set("as", f"#{turn['speaker_class']}")
    if turn["speaker_name"] or turn["speaker_role"]:
        _add(speech, "from", _clean("".join(filter(None, (turn["speaker_name"], turn["speaker_role"])))))
    for paragraph in turn["text"].split("\n"):
        _add(speech, "p", _clean(paragraph))


def _name(row_id: str) -> str:
    """An id as part of a file's name, an address or an eId."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", row_id)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: ET.Element, name: str, text: str | None = None, /, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, _tag(name), attributes)
    element.text = text
    return element


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
