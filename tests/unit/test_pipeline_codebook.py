"""The code tables: a ward's own row goes first, and what is wrong names its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.codebook import load_codebook, of_ward
from pipeline.errors import PipelineError
from schemas.codes import CODES

FOLDER = Path(__file__).parents[2] / "data" / "codebook"


def write(folder: Path, *rows: str, name: str = "handling") -> Path:
    (folder / f"{name}.csv").write_text("\n".join(("ward,term,code,note", *rows)) + "\n", encoding="utf-8")
    return folder


def test_a_wards_own_row_goes_before_one_of_all(tmp_path: Path) -> None:
    codebook = load_codebook(write(tmp_path, "*,委託,entrustment,", "mihon,委託,dispatch,見本", "mihon,結合,external_link,"))
    assert of_ward(codebook, "mihon") == {"handling": {"委託": "dispatch", "結合": "external_link"}}
    assert of_ward(codebook, "other") == {"handling": {"委託": "entrustment"}}


@pytest.mark.parametrize(
    ("row", "said"), [("*,委託,nothing,", "nothing"), ("*,,entrustment,", "line 2"), ("*,委託,,", "line 2")]
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(PipelineError, match=said):
        load_codebook(write(tmp_path, row))


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "handling.csv").write_text("term,code\n委託,entrustment\n", encoding="utf-8")
    with pytest.raises(PipelineError, match="columns"):
        load_codebook(tmp_path)


def test_the_committed_tables_hold_known_codes() -> None:
    codebook = load_codebook(FOLDER)
    assert {"handling", "procedure", "concept", "measure"} <= set(codebook)
    assert {c for rows in codebook["handling"].values() for c in rows.values()} <= {code.code for code in CODES["handling"]}
