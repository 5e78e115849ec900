"""The committed specimens say what their sources say."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from specimens import assemble, make, platypus, producers
from specimens.source import parse, plain
from specimens.truth import truth

SOURCES = make.names()


def paths(name: str) -> tuple[Path, Path]:
    return make.paths(make.load(name))


def printed(pdf: Path) -> str:
    document = pdfium.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def counted(text: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFKC", text).split()))


@pytest.mark.parametrize("name", SOURCES)
def test_truth_is_what_the_source_says(name: str) -> None:
    facts = json.loads(paths(name)[1].read_text(encoding="utf-8"))
    pages = [tuple(section["pages"]) for section in facts["sections"]]
    assert json.loads(json.dumps(truth(make.load(name), pages))) == facts


@pytest.mark.parametrize("name", SOURCES)
def test_every_specimen_is_marked_as_one(name: str) -> None:
    first = make.load(name).sections[0]
    words = "".join(
        plain(e.text) + "".join(c.lines[0] for c in (e.grid.cells if e.grid else ()) if c.lines) for e in first.elements
    )
    assert "見本" in words


@pytest.mark.parametrize("name", [n for n in SOURCES if "finish" not in make.load(n).meta])
def test_paper_holds_every_word_of_its_source(name: str) -> None:
    pdf, facts_file = paths(name)
    facts = json.loads(facts_file.read_text(encoding="utf-8"))
    assert len(pdfium.PdfDocument(pdf)) == facts["page_count"]
    wanted = sum((counted(block["text"]) for section in facts["sections"] for block in section["blocks"]), Counter())
    assert wanted - counted(printed(pdf)) == Counter()


def test_scan_has_no_text_and_the_cut_file_no_end() -> None:
    assert printed(make.SAMPLES / "scan_notice.pdf") == ""
    assert b"%%EOF" not in (make.SAMPLES / "bad" / "cut_off.pdf").read_bytes()[-1024:]


def test_tags_become_items_turns_and_bullets() -> None:
    facts = [json.loads(paths(name)[1].read_text(encoding="utf-8")) for name in SOURCES]
    items = [item for paper in facts for item in paper["items"]]
    assert {"consultation", "report", "confirmation", "self_check"} <= {item["kind"] for item in items}
    assert all(len(item["conditions"]) <= len(item["opinion"]) for item in items)
    assert any(turn["item"] and turn["kind"] == "stage" for paper in facts for turn in paper["turns"])
    assert {"question", "answer", "view", "result", "point"} == {
        bullet["kind"] for paper in facts for bullet in paper["bullets"]
    }


SOURCE = """title: 見本
mark: ◎

--- producer=reportlab size=12
[item kind=consultation number=諮問第1号 outcome=conditional handlings=entrustment] ## 【諮問第1号】仮の件
[opinion] 　認める。なお、次に留意する。
[condition] 　控えを取ること。
[turn 見本 会長] はい。
　続けます。
[stage] 【「はい」と呼ぶ者あり】
|| widths=1,2 header=1
| a | <
| b | c // d
| ^ | ↓e
||
"""


def test_markup() -> None:
    specimen = parse("仮", SOURCE)
    facts = truth(specimen, [(1, 1)])
    (item,) = facts["items"]
    assert (item["title"], item["conditions"], len(item["opinion"])) == ("仮の件", ["控えを取ること。"], 2)
    assert [(t["kind"], t["speaker"], t["role"], t["text"]) for t in facts["turns"]] == [
        ("speech", "見本", "会長", "はい。\n続けます。"),
        ("stage", None, None, "【「はい」と呼ぶ者あり】"),
    ]
    (table,) = facts["tables"]
    assert table["matrix"] == [["a", None], ["b", "cd"], [None, "e"]]
    assert table["spans"] == [[0, 0, 1, 2], [1, 0, 2, 1]]
    assert any(block["text"] == "◎見本会長　はい。" for block in facts["sections"][0]["blocks"])


def test_a_table_that_is_not_rectangular_is_refused() -> None:
    with pytest.raises(ValueError, match="rows of"):
        parse("仮", "title: 見本\n\n--- a=b\n||\n| a | b\n| c\n||\n")


def test_the_same_source_gives_the_same_bytes() -> None:
    (section,) = parse("仮", SOURCE).sections
    assert platypus.pdf(section, "見本") == platypus.pdf(section, "見本")


def test_the_day_and_the_id_of_a_file_are_settled() -> None:
    pdf = b"/CreationDate(D:20991231235959+09'00')/ID[<AB12><cd34>]"
    assert assemble.settle(pdf) == b"/CreationDate(D:20231114000000+09'00')/ID[<0000><0000>]"


def test_another_setting_holds_the_same_words() -> None:
    others = [name for name in SOURCES if make.load(name).meta.get("text")]
    assert others
    for name in others:
        words = {element.text for section in make.load(make.load(name).meta["text"]).sections for element in section.elements}
        assert {element.text for section in make.load(name).sections for element in section.elements} <= words


def test_a_missing_program_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    (line,) = producers.missing({"chromium", "reportlab"})
    assert line.startswith("chromium:")
    assert "install" in line
    with pytest.raises(producers.MissingProducerError, match="install"):
        producers.render(parse("仮", SOURCE.replace("reportlab", "chromium")).sections[0], "見本")
