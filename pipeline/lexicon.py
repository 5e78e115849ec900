"""The word lists of `data/lexicon`: names that taggers know, and the thesaurus of personal information.

`data_items.csv` is the thesaurus (`term, preferred, broader, dpv_concept, note`), `laws.csv` gives national laws their ids in the
e-Gov register (`title, law_id, law_number`); every other CSV lists words
(`label, surface, canonical, ward, first_year, last_year, note, source`).
"""

from __future__ import annotations

import csv
from pathlib import Path

from parsers.tagging.lexicon import ASIDE, DataItem, Entry, LawId, Lexicon
from pipeline.errors import PipelineError
from schemas.codes import CODES

COLUMNS = ["label", "surface", "canonical", "ward", "first_year", "last_year", "note", "source"]
THESAURUS = "data_items.csv"
LAWS = "laws.csv"
LAW_COLUMNS = ["title", "law_id", "law_number"]
THESAURUS_COLUMNS = ["term", "preferred", "broader", "dpv_concept", "note"]
LABELS = frozenset((*ASIDE, *(code.code for code in CODES["label"])))


def load_lexicon(folder: Path) -> Lexicon:
    """All lists of a folder; none where the folder does not exist.

    Raises PipelineError naming the file and line where a column is missing, a label is unknown or a year is no number.
    """
    entries = [e for path in sorted(folder.glob("*.csv")) if path.name not in (THESAURUS, LAWS) for e in _entries(path)]
    thesaurus = folder / THESAURUS
    laws = _rows(folder / LAWS, LAW_COLUMNS) if (folder / LAWS).exists() else []
    return Lexicon(
        entries,
        _data_items(thesaurus) if thesaurus.exists() else (),
        (LawId(title=row["title"], law_id=row["law_id"]) for _, row in laws),
    )


def _entries(path: Path) -> list[Entry]:
    out = []
    for line, row in _rows(path, COLUMNS):
        if row["label"] not in LABELS or not row["surface"]:
            raise PipelineError(
                f"{path.name}, line {line}: label must be one of {', '.join(sorted(LABELS))}, surface not empty"
            )
        out.append(
            Entry(
                label=row["label"],
                surface=row["surface"],
                canonical=row["canonical"] or row["surface"],
                ward=row["ward"],
                first_year=_year(path, line, row["first_year"]),
                last_year=_year(path, line, row["last_year"]),
                note=row["note"],
                source=row["source"],
            )
        )
    return out


def _data_items(path: Path) -> list[DataItem]:
    out = []
    for line, row in _rows(path, THESAURUS_COLUMNS):
        if not row["term"] or not row["preferred"]:
            raise PipelineError(f"{path.name}, line {line}: term and preferred must be filled in")
        out.append(
            DataItem(term=row["term"], preferred=row["preferred"], broader=row["broader"], dpv_concept=row["dpv_concept"])
        )
    return out


def _rows(path: Path, columns: list[str]) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != columns:
            raise PipelineError(f"{path.name}: the columns must be {', '.join(columns)}")
        return [(reader.line_num, {name: (row[name] or "").strip() for name in columns}) for row in reader]


def _year(path: Path, line: int, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise PipelineError(f"{path.name}, line {line}: {text} is no year")
    return int(text)
