"""The commands of the pages for operators are there, with the options that stand beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
SUBCOMMANDS = ("sources", "timer", "warehouses", "snapshot", "corrections", "sample")


def commands() -> list[tuple[str, ...]]:
    """Every command of a fenced block, as its words without arguments: name, subcommand, options."""
    found = set()
    for page in ("operations.md", "checking.md"):
        blocks = re.findall(r"^```sh\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        for said in re.findall(r"bin/shingikai ([^|>#&()\n]+)", "\n".join(blocks)):
            first, *others = said.split()
            second = others[:1] if first in SUBCOMMANDS and others and others[0].islower() else []
            found.add((first, *second, *(word for word in others if word.startswith("--"))))
    return sorted(found)


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_of_the_page_is_there(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    names = [word for word in words if not word.startswith("--")]
    assert main([*names, "--help"]) == 0
    said = capsys.readouterr().out
    assert [word for word in words if word.startswith("--") and word not in said] == []


def test_there_are_such_commands() -> None:
    assert {("timer", "cron"), ("timer", "systemd", "--into"), ("backup",), ("restore",)} <= set(commands())
