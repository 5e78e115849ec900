"""What an operator sees of corrections and decisions: `corrections check`, `findings`, `show`, `cite`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import load_commands
from flows.cli import main
from pipeline.process import Workshop

Paper = Callable[..., Path]
ITEM = "mihon-2024-05-01/report-1"
END = "  who: 見本花子\n  when: 2024-06-01\n  why: 誤記\n"
GOOD = f"- table: items\n  row: {ITEM}\n  column: title\n  value: 窓口業務の委託\n{END}"
STALE = f"- table: items\n  row: {ITEM}\n  column: number\n  value: 12\n  was: 11\n{END}"
UNKNOWN = f"- table: items\n  row: {ITEM}9\n  column: title\n  value: x\n{END}"
MUTED = f"- decision: muted\n  code: wording_differs\n{END}"
CLOSED = f"- decision: closed\n  code: no_item\n{END}"
WRONG = f"- table: items\n  row: {ITEM}\n  column: titel\n  value: x\n{END}"


@pytest.fixture
def home(tmp_path: Path, shop: Workshop, paper: Paper, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with two papers that word one item differently."""
    monkeypatch.setenv("SHINGIKAI_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SHINGIKAI_CONFIG", str(shop.settings.config))
    monkeypatch.setattr(load_commands, "open_shop", lambda stage: shop)
    paper("a.pdf", items=[{"title": "窓ロの委託"}], turns=["はい。"])
    paper("b.pdf", kind="papers", items=[{"title": "窓ロに関する委託"}])
    (shop.settings.config / "corrections").mkdir()
    return tmp_path


def wrote(shop: Workshop, words: str) -> None:
    (shop.settings.config / "corrections" / "a.yml").write_text(words, encoding="utf-8")


def test_the_check_says_what_each_entry_would_do(home: Path, shop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    def checked() -> list[tuple[str, str]]:
        code = main(["corrections", "check", "--format", "json"])
        said = capsys.readouterr()
        assert code == expected, said.err
        return [(row["entry"], row["state"]) for row in json.loads(said.out)]

    wrote(shop, "")
    assert main(["ingest", str(home / "in")]) == 0
    capsys.readouterr()
    wrote(shop, GOOD + MUTED + CLOSED)
    expected = 0
    assert checked() == [("a.yml:1", "applies"), ("a.yml:8", "muted"), ("a.yml:13", "closed")]
    wrote(shop, GOOD + STALE + UNKNOWN + CLOSED.replace("no_item", "wording_differs"))
    expected = 3
    states = [("a.yml:1", "applies"), ("a.yml:8", "stale"), ("a.yml:16", "unknown row"), ("a.yml:23", "reopened")]
    assert checked() == states
    assert main(["ingest", str(home / "in")]) == 0
    capsys.readouterr()
    assert checked() == states, "a correction that is applied is still held against what was read"
    wrote(shop, GOOD + WRONG)
    assert main(["corrections", "check"]) == 1
    said = capsys.readouterr()
    assert "corrections/a.yml:8: items has no column titel that can be corrected; do you mean title?" in said.err
    assert "2 entries, 0 to look at, 1 wrong" in said.out
    assert main(["ingest", str(home / "in")]) == 1
    assert capsys.readouterr().err.startswith("shingikai: corrections/a.yml:8: ")


def test_what_was_decided_and_put_right_is_shown(home: Path, shop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    wrote(shop, GOOD + MUTED)
    assert main(["ingest", str(home / "in")]) == 0
    capsys.readouterr()
    assert main(["findings"]) == 0
    said = capsys.readouterr()
    assert "wording_differs" not in said.out
    assert "1 wording_differs not shown: muted by 見本花子, 2024-06-01: 誤記 (--all shows them)" in said.err
    assert main(["findings", "--all"]) == 0
    said = capsys.readouterr()
    assert "muted: 見本花子, 2024-06-01: 誤記" in said.out
    assert said.err == ""
    line = "title: 「窓ロの委託」 → 「窓口業務の委託」 (見本花子, 2024-06-01: 誤記)"
    assert main(["show", "report-1"]) == 0
    assert line in "".join(part.strip() for part in capsys.readouterr().out.splitlines())
    assert main(["cite", ITEM, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["corrected"] == [line]
