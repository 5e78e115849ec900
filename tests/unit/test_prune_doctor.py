"""What may go goes and nothing else; the doctor names what is wrong with a machine."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from flows.cli import main
from pipeline.clock import Clock
from pipeline.doctor import examine
from pipeline.fetch.ledger import FetchLedger, Seen
from pipeline.ingest import ingest
from pipeline.older import older, recover, spare
from pipeline.process import Workshop
from pipeline.prune import leftovers, remove
from pipeline.settings import Settings
from pipeline.verify import verify
from pipeline.warehouse import connect

Paper = Callable[..., Path]


class At(Clock):
    """A clock that stands."""

    def __init__(self, year: int) -> None:
        self.year = year

    def now(self) -> dt.datetime:
        return dt.datetime(self.year, 1, 1)


def loaded(shop: Workshop, paper: Paper, years: tuple[int, ...], keep: int = 9) -> Settings:
    """A warehouse of several runs, at these years by the machine's clock."""
    for n, year in enumerate(years):
        ingest([paper("a.pdf", items=[{"title": f"案件{n}"}])], shop.settings.warehouse, shop, keep=keep, clock=At(year))
    return shop.settings


def test_only_stages_of_other_code_and_old_warehouses_go(shop: Workshop, paper: Paper) -> None:
    settings = loaded(shop, paper, (2024, 2025, 2026))
    stale = settings.stage / "understood" / "0123456789abcdef-aaaaaaaaaaaa.msgpack"
    stale.write_bytes(b"old")
    stray = settings.archive / "ff" / f"{'f' * 64}.pdf"
    stray.parent.mkdir()
    stray.write_bytes(b"%PDF-")
    kept = {path for path in settings.data.rglob("*") if path.is_file()}
    oldest = older(settings.warehouse)[-1]
    found = leftovers(shop, settings.warehouse, keep=1)
    assert {(one.kind, one.path) for one in found} == {("stage", stale), ("older warehouse", oldest)}
    remove(found)
    assert {path for path in settings.data.rglob("*") if path.is_file()} == kept - {stale, oldest}
    (paper_one,) = leftovers(shop, settings.warehouse, keep=1, papers=True)
    assert (paper_one.kind, paper_one.path) == ("paper", stray)
    remove([paper_one])
    assert verify(settings, settings.warehouse, ()) == []


def test_the_command_says_what_would_go(
    shop: Workshop, paper: Paper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = loaded(shop, paper, (2024, 2025))
    monkeypatch.setenv("SHINGIKAI_HOME", str(settings.data))
    monkeypatch.setenv("COLUMNS", "300")
    assert main(["prune", "--dry-run", "--keep", "0"]) == 0
    said = capsys.readouterr().out
    assert "older warehouse" in said
    assert "would go" in said
    assert len(older(settings.warehouse)) == 1
    assert main(["prune", "--keep", "0"]) == 0
    assert older(settings.warehouse) == []


def test_a_clock_that_is_set_back_mixes_no_warehouses_up(shop: Workshop, paper: Paper) -> None:
    settings = loaded(shop, paper, (2030, 2031, 1999, 1998), keep=2)
    kept = []
    for path in older(settings.warehouse):
        connection = connect(path)
        kept += connection.execute("SELECT count(*) FROM documents").fetchall()
        connection.close()
    assert sorted(kept) == [(2,), (3,)], "those of the last two runs, not of the latest years"
    assert verify(settings, settings.warehouse, ()) == []


def test_a_warehouse_that_a_killed_run_held_is_kept(shop: Workshop, paper: Paper) -> None:
    settings = loaded(shop, paper, (2024,))
    before = settings.warehouse.read_bytes()
    assert spare(settings.warehouse)
    recover(settings.warehouse, keep=3)
    assert older(settings.warehouse) == [], "the run was killed before the swap"
    held = spare(settings.warehouse)
    assert held
    held.rename(held.with_name("aside"))
    loaded(shop, paper, (2025, 2025), keep=0)
    held.with_name("aside").rename(held)
    recover(settings.warehouse, keep=3)
    assert [path.read_bytes() for path in older(settings.warehouse)] == [before]
    assert not held.exists()


def test_the_doctor_sees_a_clock_that_is_behind(shop: Workshop) -> None:
    ledger = FetchLedger(shop.settings.fetched)
    at = dt.datetime(2030, 1, 1)
    row = Seen(url="u", sha256="0", source="s", title="t", byte_size=1, first_seen=at, last_seen=at, headers={})
    ledger.keep(row)
    ledger.close()
    signs = {sign.name: sign for sign in examine(shop.settings, (), At(2029))}
    assert signs["clock"].level == "warning"
    assert "2030-01-01" in signs["clock"].words
    assert {sign.name: sign for sign in examine(shop.settings, (), At(2031))}["clock"].level == "ok"


def test_the_doctor_sees_a_damaged_ledger_and_no_room(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.settings.fetched.parent.mkdir(parents=True)
    shop.settings.fetched.write_bytes(b"SQLite format 3\0" + b"damaged" * 400)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1000})())
    signs = {sign.name: sign.level for sign in examine(shop.settings, ())}
    assert signs["ledger"] == "error"
    assert signs["disk"] == "warning"
    assert signs["time zone"] == "ok"
    assert "font" in signs


def test_the_doctor_says_that_the_server_does_not_answer(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    monkeypatch.setenv("SHINGIKAI_HOME", str(shop.settings.data))
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        main(["doctor", "--format", "json"])
    rows = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["prefect server"]["state"] == "warning"
    assert "127.0.0.1:9" in rows["prefect server"]["words"]
    assert msgspec.json.encode(rows["python"]["state"]) == b'"ok"'
