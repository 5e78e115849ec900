"""What a person has written into `data/corrections/*.yml` and `*.csv`: entries with the file and line where each begins.

Values are kept as they are written (`0012` stays `0012`); what they mean is for the column that they are for. Nothing written
where a value may stand, `null` in YAML and `NULL` in CSV are None.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from msgspec import Struct

SUFFIXES = (".csv", ".yaml", ".yml")
NULL = "NULL"
VALUE, WAS = "value", "was"
NULL_TAG = "tag:yaml.org,2002:null"

T = TypeVar("T")


class Entry(Struct, frozen=True):
    """One entry. `where`: `items.yml:3`."""

    where: str
    fields: dict[str, Any]


class EntryError(ValueError):
    """What is wrong with an entry, in words for the person who wrote it, with `where` it is."""

    def __init__(self, where: str, words: str) -> None:
        super().__init__(f"corrections/{where}: {words}")
        name, _, line = where.partition(":")
        self.order = name, int(line or 0)


def entries(folder: Path) -> tuple[list[Entry], list[EntryError]]:
    """All entries of a folder by file and place, and what could not be read as one."""
    found: list[Entry] = []
    wrong: list[EntryError] = []
    for path in sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES):
        try:
            found += (_csv if path.suffix == ".csv" else _yaml)(path)
        except EntryError as error:
            wrong.append(error)
        except UnicodeDecodeError:
            wrong.append(EntryError(path.name, "is no text in UTF-8; save it as CSV UTF-8"))
    return found, wrong


def _yaml(path: Path) -> Iterator[Entry]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise EntryError(_at(path, mark.line if mark else 0), f"is no YAML: {error.problem or error.context}") from error
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise EntryError(_at(path, root.start_mark.line), "is no list; begin each entry with '- '")
    for node in root.value:
        where = _at(path, node.start_mark.line)
        if not isinstance(node, yaml.MappingNode):
            raise EntryError(where, "is no entry; write 'name: value' lines after '- '")
        names = [str(key.value) for key, _ in node.value]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise EntryError(where, f"says {twice} twice")
        yield Entry(where, {name: _plain(value) for name, (_, value) in zip(names, node.value, strict=True)})


def _plain(node: yaml.Node) -> Any:
    """A scalar as it is written, a list as a list of these."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part) for part in node.value]
    return None if node.tag == NULL_TAG else node.value


def _csv(path: Path) -> Iterator[Entry]:
    lines = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        begin = lines.line_num
        for cells in lines:
            where, begin = _at(path, begin), lines.line_num
            if len(cells) > len(header):
                raise EntryError(where, f"has {len(cells)} cells, the first line names {len(header)}")
            fields = {name: None if cell == NULL else cell for name, cell in zip(header, cells, strict=False) if cell != ""}
            if fields:
                # Of a correction an empty cell is the value NULL; a decision on a finding has no value.
                yield Entry(where, fields if "decision" in fields else {VALUE: None, **fields})
    except csv.Error as error:
        raise EntryError(_at(path, lines.line_num - 1), f"is no CSV: {error}") from error


def _at(path: Path, line: int) -> str:
    """A place; `line` counts from 0."""
    return f"{path.name}:{line + 1}"


def known_fields(entry: Entry, needed: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Raises EntryError where an entry has a field that means nothing, or lacks one."""
    for name in entry.fields:
        if name not in (*needed, *other):
            raise EntryError(entry.where, f"there is no field {name}{hint(name, (*needed, *other))}")
    empty = (VALUE, WAS)
    lacking = [name for name in needed if name not in entry.fields or (entry.fields[name] in (None, "") and name not in empty)]
    if lacking:
        raise EntryError(entry.where, f"{', '.join(lacking)} must be said")


def hint(name: str, known: tuple[str, ...]) -> str:
    """`; do you mean title?`, or nothing."""
    near = get_close_matches(name, known, 1)
    return f"; do you mean {near[0]}?" if near else ""


def each(found: list[Entry], read: Callable[[Entry], T], wrong: list[EntryError]) -> list[T]:
    """What `read` makes of the entries; those that it raises EntryError for go to `wrong`."""
    out = []
    for entry in found:
        try:
            out.append(read(entry))
        except EntryError as error:
            wrong.append(error)
    return out
