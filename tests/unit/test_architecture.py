"""The shape of the house: one direction of imports, wards named in one place, Prefect in one package."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("schemas", "parsers", "pipeline", "flows")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
WARDS = sorted(path.stem for path in (ROOT / "parsers" / "wards").glob("*.py") if path.stem != "__init__")


def configured() -> list[dict[str, str]]:
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data" / "sources").glob("*.yml"))]


def test_imports_go_one_way() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_module_outside_the_ward_parsers_names_a_ward() -> None:
    names = (
        {source["ward"] for source in configured()}
        | {source["name_ja"].removesuffix("区") for source in configured()}
        | {*WARDS}
    )
    assert len(names) >= 2
    pattern = re.compile("|".join(map(re.escape, sorted(names))), re.IGNORECASE)
    others = [path for path in [*SOURCES, *(ROOT / "schemas" / "sql").glob("*.sql")] if path.parent.name != "wards"]
    found = {str(path.relative_to(ROOT)): pattern.findall(path.read_text(encoding="utf-8")) for path in others}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_configured_source_has_its_parser() -> None:
    assert [source["parser"] for source in configured() if source["parser"] not in WARDS] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_prefect_is_imported_in_flows_only(path: Path) -> None:
    if path.parent.name != "flows":
        assert not re.search(r"^\s*(import|from) prefect\b", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_all_packages_are_installed() -> None:
    listed = re.search(
        r"^packages = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert listed
    named = set(re.findall(r'"([\w.]+)"', listed[1]))
    here = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"}
    assert named == here


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"https?://|--index|--find-links|file:", lock) is None
    pinned = re.findall(r"^([\w.-]+)==\S+(?:[^\\\n]*)\\\n    --hash=sha256:", lock, re.MULTILINE)
    assert {"setuptools", "wheel", "duckdb", "prefect", "pdfplumber"} <= set(pinned)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE))
