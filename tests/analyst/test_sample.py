"""Samples for checking by hand: drawn by lot, shown with pictures, read back into accuracy and agreement."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import msgspec
import pytest

from flows.cli import main
from pipeline.archive import Archive
from pipeline.errors import PipelineError
from pipeline.process import Workshop
from pipeline.sample.draw import TABLES, draw
from pipeline.sample.make import Wanted, make
from pipeline.sample.page import rendered
from pipeline.sample.results import accuracy, agreement
from pipeline.sample.sheet import COLUMNS, Line, read, written
from pipeline.settings import HOME_VARIABLE

Connection = duckdb.DuckDBPyConnection
HOSTILE = "=1+1<script>alert(1)</script>\x1b[31m\u202e';--\n次"


def line(row: str, field: str = "title", stratum: str = "east", size: int = 10, **more: str) -> Line:
    return msgspec.convert(
        {"table": "items", "row_id": row, "stratum": stratum, "stratum_size": size, "field": field, "value": "見本", **more},
        Line,
    )


def saved(folder: Path, lines: list[Line], name: str = "sheet.csv") -> Path:
    path = folder / name
    path.write_bytes(written(lines))
    return path


def test_the_same_seed_draws_the_same_rows(specimens: Connection) -> None:
    first, again, other = (draw(specimens, TABLES["turns"], ["ward", "kind"], 20, 2, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.drawn != other.drawn
    assert sum(first.sizes.values()) == specimens.execute("SELECT count(*) FROM turns").fetchall()[0][0]
    assert all(len(first.drawn[name]) >= min(2, size) for name, size in first.sizes.items())
    fewer = draw(specimens, TABLES["turns"], ["ward", "kind"], 10, 2, 1)
    assert all(set(fewer.drawn[name]) <= set(first.drawn[name]) for name in fewer.sizes)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_can_be_drawn_from(specimens: Connection, name: str) -> None:
    if specimens.execute(f"SELECT count(*) FROM {name}").fetchall() == [(0,)]:
        with pytest.raises(PipelineError, match="no rows"):
            draw(specimens, TABLES[name], ["ward"], 5, 1, 1)
    else:
        assert any(draw(specimens, TABLES[name], ["ward"], 5, 1, 1).drawn.values())


def test_a_column_of_the_item_the_meeting_or_the_document_makes_strata(specimens: Connection) -> None:
    assert "consultation" in draw(specimens, TABLES["item_safeguards"], ["kind"], 5, 1, 1).sizes
    with pytest.raises(PipelineError, match="no column nothing to stratify by"):
        draw(specimens, TABLES["items"], ["nothing"], 5, 1, 1)


def test_a_sheet_comes_back_as_it_was_written(tmp_path: Path) -> None:
    lines = [line("a", value=HOSTILE, remark="-x"), line("b", verdict="wrong", should_be="＝2")]
    assert list(read(saved(tmp_path, lines))) == lines
    cells = list(csv.reader(io.StringIO(saved(tmp_path, lines).read_bytes().decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for row in cells for cell in row)


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp932", "\t")])
def test_a_sheet_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "sheet.csv"
    cells = dict.fromkeys(COLUMNS, "") | {
        "table": "items",
        "row_id": "a",
        "stratum": "東",
        "stratum_size": "4",
        "field": "title",
    }
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([[*COLUMNS, ""], [*(cells | {"verdict": " 誤 ", "should_be": "正しい値"}).values(), ""]])
    path.write_bytes(out.getvalue().encode(encoding))
    (found,) = read(path)
    assert (found.stratum, found.verdict, found.should_be) == ("東", "wrong", "正しい値")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("verdict", "urteil"), "no column verdict"),
        (lambda text: text.replace(",right,", ",perhaps,"), "line 2: the verdict 'perhaps'"),
        (lambda text: text.replace(",10,", ",many,"), "line 2: stratum_size 'many'"),
        (lambda text: text + text.splitlines()[1] + "\r\n", "stands in it twice"),
        (lambda text: text.splitlines()[0], "there is no line in it"),
        (lambda text: "", "no column table"),
        (lambda text: text.splitlines()[0] + "\r\nitems,a,east\r\n", "line 2: the line ends before stratum_size"),
        (lambda text: text + text.splitlines()[1].replace("a,east,10", "b,east,9") + "\r\n", "has two sizes"),
        (lambda text: text + text.splitlines()[1].replace("items,a", "turns,b") + "\r\n", "several tables"),
    ],
)
def test_a_bad_sheet_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], change, words: str) -> None:  # type: ignore[no-untyped-def]
    path = saved(tmp_path, [line("a", verdict="right")])
    path.write_text(change(path.read_text(encoding="utf-8-sig")), encoding="utf-8")
    assert main(["sample", "read", str(path)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_no_sheet_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv").write_bytes(b"\x89PNG\x00\xff\xfe\x81")
    assert main(["sample", "read", str(tmp_path / "x.csv")]) == 1
    assert main(["sample", "read", str(tmp_path / "none.csv")]) == 1
    assert main(["sample", "read", str(tmp_path), str(tmp_path), str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 3


def test_accuracy_is_weighted_and_leaves_out_what_is_unclear() -> None:
    lines = [line(f"a{n}", verdict="right", size=90) for n in range(4)]
    lines += [line(f"b{n}", stratum="west", verdict=v, size=10) for n, v in enumerate(("right", "wrong", "unclear", ""))]
    (found,) = accuracy(lines)
    assert found.share is not None
    assert found.share.value == pytest.approx(0.9 + 0.1 / 2)
    assert (found.checked, found.right, found.unclear, found.open) == (6, 5, 1, 1)
    with pytest.raises(PipelineError, match="nothing is filled in"):
        accuracy([line("a")])


def test_two_persons_are_compared_by_what_they_say_is_printed() -> None:
    one = [
        line("a", verdict="right"),
        line("b", verdict="wrong", should_be="甲"),
        line("c", verdict="right"),
        line("d", verdict="unclear"),
    ]
    other = [line("a", verdict="wrong", should_be="見 本"), line("b", verdict="wrong", should_be="乙", remark="薄い"), line("c", verdict="right"), line("d", verdict="right")]  # fmt: skip
    (found,), differences = agreement(one, other)
    assert found.both == 3
    assert found.kappa is not None
    assert found.kappa.agreement == pytest.approx(2 / 3)
    assert [(d.row_id, d.one, d.other, d.remarks) for d in differences] == [("b", "甲", "乙", "薄い")]
    with pytest.raises(PipelineError, match="in common"):
        agreement(one, [line("z", verdict="right")])


def test_the_page_shows_hostile_text_as_text() -> None:
    page = rendered(
        HOSTILE, {HOSTILE: 1}, [line("a", value=HOSTILE, stratum=HOSTILE)], {"a": HOSTILE}, {"a": HOSTILE}, {"title": HOSTILE}
    )
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert page.count("&lt;script&gt;") == 8
    assert "default-src 'none'" in page


def test_from_the_lot_to_the_figures(
    warehouse: Path, specimens: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(warehouse.parent))
    command = [
        "sample",
        "--by",
        "ward,kind",
        "--n",
        "12",
        "--fields",
        "title,outcome",
        "--warehouse",
        str(warehouse),
        "--out",
        str(tmp_path),
    ]
    assert main(command) == 0
    path = tmp_path / "sheet.csv"
    lines = list(read(path))
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,iVBOR") == page.count("<section>") == len(lines) / 2 >= 12
    assert main(["sample", "read", str(path)]) == 1
    path.write_bytes(written(msgspec.structs.replace(one, verdict="right") for one in lines))
    capsys.readouterr()
    assert main(["sample", "read", str(path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["field"], one["right"], one["to"]) for one in found] == [("title", 1.0, 1.0), ("outcome", 1.0, 1.0)]
    assert main(command) == 1
    assert "filled in already" in capsys.readouterr().err


def test_a_blind_sheet_is_held_against_the_file(
    warehouse: Path, specimens: Connection, specimen_shop: Workshop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(specimens, specimen_shop.archive, Wanted("items", n=4, floor=1, fields=("outcome",), blind=True), tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    lines = read(tmp_path / "sheet.csv")
    assert all(one.value is None for one in lines)
    truth = dict(specimens.execute("SELECT item_id, coalesce(outcome, '-') FROM items").fetchall())
    assert not any(f"<td>{truth[one.row_id]}</td>" in page for one in lines)
    coded = [msgspec.structs.replace(one, should_be="deferred" if n == 0 else truth[one.row_id]) for n, one in enumerate(lines)]
    path = saved(tmp_path, coded, "coded.csv")
    assert main(["sample", "read", str(path), "--format", "json", "--warehouse", str(warehouse)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["checked"], found["were right"]) == (len(lines), len(lines) - 1)
    assert main(["sample", "read", str(path), str(path), "--format", "table"]) == 0
    assert "kappa" in capsys.readouterr().out


def test_lost_bytes_do_not_keep_from_checking(specimens: Connection, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    lost = Archive(tmp_path / "empty", 1)
    lost.find = lambda sha256, source_uri: None  # type: ignore[method-assign]
    make(specimens, lost, Wanted("items", n=2, floor=0), folder)
    assert "neither in" in (folder / "index.html").read_text(encoding="utf-8")
