"""What a person has put right stays right, shows who did it, and is questioned when the papers change beneath it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.corrections import Repairs, correction
from pipeline.decisions import Decision, decide, decision
from pipeline.entries import Entry
from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.mentions import follow_texts
from pipeline.process import Workshop
from pipeline.records import finding_rows
from pipeline.warehouse import connect
from schemas.findings import Finding
from schemas.rows import Condition, Mention
from schemas.text import Region

Paper = Callable[..., Path]
PLACE = (Region(1, 10.0, 10.0, 200.0, 20.0),)
ITEM = "mihon-2024-05-01/report-1"
ENTRY = """
- table: items
  row: {row}
  column: title
  value: 窓口業務の委託
  was: 窓ロの委託
  who: 見本花子
  when: 2024-06-01
  why: 印刷を見て直した
"""


def ask(target: Path, sql: str) -> list[tuple[object, ...]]:
    connection = connect(target)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture
def corrections(shop: Workshop) -> Path:
    folder = shop.settings.config / "corrections"
    folder.mkdir()
    (folder / "items.yml").write_text(ENTRY.format(row=ITEM), encoding="utf-8")
    return folder


def test_a_correction_survives_every_run_and_is_visible(
    shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path
) -> None:
    target = tmp_path / "w.duckdb"
    path = paper("a.pdf", items=[{"title": "窓ロの委託"}])
    for _ in range(2):
        ingest([path], target, shop)
        assert ask(target, "SELECT title FROM items") == [("窓口業務の委託",)]
        assert ask(target, "SELECT source_value, state, corrected_by, corrected_on::VARCHAR FROM corrections") == [
            ("窓ロの委託", "applied", "見本花子", "2024-06-01")
        ]
        assert ask(target, "FROM findings") == []


def test_it_is_said_when_the_papers_change_beneath_it(shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", items=[{"title": "別の案件"}])], target, shop)
    assert ask(target, "SELECT source_value, state FROM corrections") == [("別の案件", "source_changed")]
    assert ask(target, "SELECT code, row_id FROM findings") == [("correction_open", ITEM)]


def test_it_is_said_when_its_row_is_gone(shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", items=[])], target, shop)
    assert ask(target, "SELECT state FROM corrections") == [("row_missing",)]
    assert ask(target, "SELECT code FROM findings") == [("correction_open",)]


def test_a_table_of_corrections_may_be_csv_and_empties_a_column(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    folder = shop.settings.config / "corrections"
    folder.mkdir()
    (folder / "m.csv").write_text(
        "table,row,column,value,was,who,when,why\n"
        f"items,{ITEM},number,12,1,見本,2024-06-01,誤記\n"
        "meetings,mihon-2024-05-01,venue,,第一会議室,見本,2024-06-01,非公表\n",
        encoding="utf-8-sig",
    )
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", venue="第一会議室", items=[{"title": "い"}])], target, shop)
    assert ask(target, "SELECT number FROM items") == [("12",)]
    assert ask(target, "SELECT venue FROM meetings") == [(None,)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ENTRY.format(row=ITEM).replace("items", "itemz"), r"items\.yml:2: there is no table itemz .*mean items"),
        (ENTRY.format(row=ITEM).replace("title", "titel"), r"items\.yml:2: items has no column titel .*mean title"),
        (ENTRY.format(row=ITEM).replace("title", "item_id"), "no column item_id that can be corrected"),
        (
            ENTRY.format(row=ITEM).replace("title", "outcome"),
            r"items\.outcome is a code \(no_objection, .*\), not 窓口業務の委託",
        ),
        (
            ENTRY.format(row=ITEM).replace("title", "fiscal_year"),
            r"items\.fiscal_year takes a whole number, not '窓口業務の委託'",
        ),
        (ENTRY.format(row=ITEM).replace("  why: 印刷を見て直した\n", ""), "why must be said"),
        (ENTRY.format(row=ITEM).replace("who:", "whom:"), "no field whom; do you mean who"),
        (ENTRY.format(row=ITEM).replace("2024-06-01", "6月1日"), "when is a day like 2024-06-01"),
        (ENTRY.format(row=ITEM) + "  who: 見本次郎\n", "who twice"),
        (ENTRY.format(row=ITEM) * 2, r"items\.yml:11: items\.title of .* is corrected in items\.yml:2 already"),
        ("- [", r"items\.yml:1: is no YAML"),
        ("table: items", r"items\.yml:1: is no list"),
        (
            ENTRY.format(row=ITEM) + "\n- decision: ignored\n  code: no_item\n  who: 見本\n  when: 2024-06-01\n  why: x\n",
            "items.yml:11: decision is",
        ),
        ("- decision: muted\n  who: 見本\n  when: 2024-06-01\n  why: x\n", "say which finding"),
        ("- decision: muted\n  code: no_itm\n  who: 見本\n  when: 2024-06-01\n  why: x\n", "no_itm; do you mean no_item"),
        (ENTRY.format(row=ITEM).replace("items", "itemz") + "- 1\n", r"itemz .*\(and 1 more: shingikai corrections check\)"),
    ],
)
def test_a_wrong_entry_stops_the_run_before_anything_is_read_and_is_named(
    words: str, said: str, shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path
) -> None:
    (corrections / "items.yml").write_text(words, encoding="utf-8")
    read: list[str] = []
    with pytest.raises(PipelineError, match=said):
        ingest([paper("a.pdf", items=[])], tmp_path / "w.duckdb", shop, progress=lambda given, _: read.append(given.file_name))
    assert read == []
    assert not (tmp_path / "w.duckdb").exists()


def test_a_row_says_who_corrected_it(shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", items=[{"title": "窓ロの委託"}, {"title": "ろ"}])], target, shop)
    assert ask(target, "SELECT corrected_by FROM items ORDER BY item_id") == [("見本花子",), (None,)]
    assert ask(target, "SELECT entry, expected_value FROM corrections") == [("items.yml:2", "窓ロの委託")]


def test_children_lists_numbers_and_empty_values_are_corrected_in_both_formats(
    shop: Workshop, paper: Paper, tmp_path: Path
) -> None:
    folder = shop.settings.config / "corrections"
    folder.mkdir()
    end = "  who: 見本花子\n  when: 2024-06-01\n  why: 誤記\n"
    (folder / "a.yaml").write_text(
        f"- table: conditions\n  row: {ITEM}/2\n  column: text\n  value: yes\n{end}"
        f"- table: items\n  row: {ITEM}\n  column: number\n  value: 0012\n  was: 1\n{end}"
        f"- table: items\n  row: {ITEM}\n  column: started_on\n  value: 2024-06-03\n  was: null\n{end}"
        f"- table: items\n  row: {ITEM}\n  column: regions\n  value: [[1, 2, 3, 4, 5.5]]\n{end}",
        encoding="utf-8",
    )
    (folder / "b.csv").write_text(
        "table,row,column,value,was,who,when,why\n"
        f'conditions,{ITEM}/1,text,"一行目\n二行目",,見本,2024-06-01,誤記\n'
        "meetings,mihon-2024-05-01,venue,,NULL,見本,2024-06-01,非公表\n",
        encoding="utf-8",
    )
    target = tmp_path / "w.duckdb"
    item = {"title": "い", "conditions": ["あ", "い"]}
    ingest([paper("a.pdf", venue="第一会議室", items=[item])], target, shop)
    assert ask(target, "SELECT text, corrected_by FROM conditions ORDER BY seq") == [
        ("一行目\n二行目", "見本"),
        ("yes", "見本花子"),
    ]
    assert ask(target, "SELECT number, started_on::VARCHAR, regions[1].bottom FROM items") == [("0012", "2024-06-03", 5.5)]
    assert ask(target, "SELECT column_name, state, entry FROM corrections WHERE table_name = 'meetings'") == [
        ("venue", "source_changed", "b.csv:4")
    ]
    assert ask(target, "SELECT DISTINCT state FROM corrections WHERE table_name <> 'meetings'") == [("applied",)]


def test_a_change_beneath_a_correction_is_seen_though_nobody_noted_what_was_read() -> None:
    said = {"table": "conditions", "row": "x/report-1/1", "column": "text", "value": "窓口", "who": "見本", "why": "誤記"}
    first, later = (correction(Entry("c.yml:2", {**said, "when": f"2024-06-0{n}"})) for n in (1, 2))
    before = Repairs([first], (), {}).done()
    assert [one.state for one in before] == ["row_missing"]
    states = []
    for one, text in ((first, "窓ロ"), (first, "別の語"), (first, "別の語"), (later, "別の語"), (later, "窓口")):
        row = Condition(document_id="d" * 16, regions=PLACE, item_id="x/report-1", seq=1, text=text)
        repairs = Repairs([one], before, {})
        repairs.mend(Condition, [row])
        before = repairs.done()
        states.append((before[0].expected_value, before[0].state))
    assert states == [
        ("窓ロ", "applied"),
        ("窓ロ", "source_changed"),
        ("窓ロ", "source_changed"),
        ("別の語", "applied"),
        ("別の語", "agrees"),
    ]


def test_a_correction_that_names_no_row_is_not_applied(shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path) -> None:
    words = ENTRY.format(row=ITEM).replace("column: title", "column: parent_item_id").replace("窓口業務の委託", "mihon/none")
    (corrections / "items.yml").write_text(words, encoding="utf-8")
    target = tmp_path / "w.duckdb"
    ingest([paper("a.pdf", items=[{"title": "い"}])], target, shop)
    assert ask(target, "SELECT parent_item_id, corrected_by FROM items") == [(None, None)]
    assert ask(target, "SELECT state FROM corrections") == [("refused",)]
    assert "there is no row mihon/none" in str(ask(target, "SELECT message FROM findings"))


def test_mentions_follow_a_corrected_text() -> None:
    def mention(name: str, start: int, text: str) -> Mention:
        return Mention(
            document_id="d", regions=PLACE, mention_id=name, label="DEPARTMENT", text=text, char_start=start,
            char_end=start + len(text), context_table="conditions", context_id="x/1", context_column="text", entity_id=f"e:{text}",
        )  # fmt: skip

    mentions = [mention("a", 0, "収納課"), mention("b", 4, "窓ロ"), mention("c", 7, "戸籍課")]
    before, after = "収納課の窓ロと戸籍課", "収納課の区民窓口と戸籍課"
    rows, gone = follow_texts(mentions, {("conditions", "x/1", "text"): (before, after)})
    kept = [m for m in rows if isinstance(m, Mention)]
    assert [after[m.char_start : m.char_end] for m in kept] == [m.text for m in kept] == ["収納課", "戸籍課"]
    assert gone == ["e:窓ロ"]


@pytest.mark.parametrize(("word", "review"), [("accepted", "accepted"), ("muted", "muted"), ("closed", "reopened")])
@pytest.mark.parametrize(
    "which",
    [
        {"finding": ""},
        {"code": "sum_differs"},
        {"code": "sum_differs", "document": "見本"},
        {"document": "d" * 16, "page": "3"},
    ],
)
def test_a_finding_is_decided_on(which: dict[str, str], word: str, review: str) -> None:
    (row,) = finding_rows("d" * 16, [Finding(code="sum_differs", message="12 is printed, 13 is the sum", page_no=3)])
    (other,) = finding_rows("e" * 16, [Finding(code="no_item", message="no matter was found", page_no=3)])
    said = {name: value or row.finding_id for name, value in which.items()}
    one = decision(Entry("f.yml:2", {"decision": word, "who": "見本", "when": "2024-06-01", "why": "印刷のまま", **said}))
    (decided, left), (done,) = decide([row, other], {"d" * 16: "見本.pdf", "e" * 16: "別.pdf"}, [one])
    assert (decided.review, decided.reviewed_by, decided.review_reason) == (review, "見本", "印刷のまま")
    assert left == other
    assert (done.entry, done.decision, done.findings) == ("f.yml:2", word, 1)


def test_a_decision_survives_every_run(shop: Workshop, paper: Paper, corrections: Path, tmp_path: Path) -> None:
    (corrections / "items.yml").unlink()
    target = tmp_path / "w.duckdb"
    paths = [
        paper(f"{n}.pdf", kind=kind, items=[{"title": "い"}], session=n) for n, kind in (("1", "minutes"), ("2", "papers"))
    ]
    ingest(paths, target, shop)
    ((name, state),) = ask(target, "SELECT finding_id, review FROM findings")
    assert state == "open"
    (corrections / "f.csv").write_text(
        f"decision,finding,who,when,why\nmuted,{name},見本花子,2024-06-01,印刷もそうなっている\n", encoding="utf-8"
    )
    for _ in range(2):
        ingest(paths, target, shop, fresh=True)
        told = "SELECT finding_id, review, reviewed_by, reviewed_on::VARCHAR, review_reason FROM findings"
        assert ask(target, told) == [(name, "muted", "見本花子", "2024-06-01", "印刷もそうなっている")]
        assert ask(target, "SELECT entry, decision, findings FROM decisions") == [("f.csv:2", "muted", 1)]


def test_of_several_decisions_that_on_the_finding_itself_counts() -> None:
    def entry(line: int, **said: str) -> Decision:
        return decision(Entry(f"f.yml:{line}", {"who": "見本", "when": "2024-06-01", "why": "x", **said}))

    rows = finding_rows("d" * 16, [Finding(code="no_item", message="no matter was found", page_no=n) for n in (1, 2, 3)])
    decisions = [
        entry(1, decision="muted", code="no_item"),
        entry(2, decision="accepted", finding=rows[0].finding_id),
        entry(3, decision="closed", code="no_item", page="2", document="見本"),
    ]
    decided, done = decide(rows, {"d" * 16: "見本.pdf"}, decisions)
    assert [one.review for one in decided] == ["accepted", "reopened", "muted"]
    assert [one.findings for one in done] == [1, 1, 1]


def test_the_id_of_a_finding_survives_another_wording_and_other_counts() -> None:
    def ids(*found: tuple[str, str]) -> list[str]:
        rows = finding_rows(
            "d" * 16, [Finding(code=code, message=words, page_no=3, row_id="x/report-1") for code, words in found]
        )
        return [row.finding_id for row in rows]

    assert ids(("unknown_term", "no known outcome of 見本の件")) == ids(
        ("unknown_term", "the outcome of '見本の件' is unknown")
    )
    assert ids(("unknown_term", "no known outcome of 見本の件")) != ids(("unknown_term", "no known outcome of 別の件"))
    assert ids(("sum_differs", "12 is printed, 13 is the sum")) != ids(("sum_differs", "12 is printed, 14 is the sum"))
    assert ids(("radicals_folded", "41 radicals were read")) == ids(("radicals_folded", "42 radicals or forms were folded"))
    twice = ids(("unknown_term", "term 見本"), ("unknown_term", "the term 見本"))
    assert len(set(twice)) == 2


def test_a_new_correction_is_applied_though_no_paper_is_new(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    path = paper("a.pdf", items=[{"title": "窓ロの委託"}])
    ingest([path], target, shop)
    assert ingest([path], target, shop).unchanged
    (shop.settings.config / "corrections").mkdir()
    (shop.settings.config / "corrections" / "i.yml").write_text(ENTRY.format(row=ITEM), encoding="utf-8")
    assert not ingest([path], target, shop).unchanged
    assert ask(target, "SELECT title FROM items") == [("窓口業務の委託",)]
    assert ask(target, "SELECT change, column_names FROM changes") == [("changed", "title")]
    assert ask(target, "SELECT count(*) FROM runs") == [(3,)]


def test_changes_say_what_the_last_change_was(shop: Workshop, paper: Paper, tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    told = "SELECT table_name, row_id, change, column_names FROM changes WHERE table_name <> 'documents' ORDER BY ALL"
    ingest([paper("a.pdf", items=[{"title": "い"}, {"title": "ろ"}])], target, shop)
    assert ask(target, told) == []
    changed = paper("a.pdf", items=[{"title": "いろ"}], turns=["はい。"])
    ingest([changed], target, shop, fresh=True)
    expected = [
        ("items", "mihon-2024-05-01/report-1", "changed", "title"),
        ("items", "mihon-2024-05-01/report-2", "vanished", None),
        ("turns", "mihon-2024-05-01/turn-001", "appeared", None),
    ]
    assert ask(target, told) == expected
    ingest([changed], target, shop)
    assert ask(target, told) == expected
