"""Tables that set the old and the new words of a rule side by side (新旧対照表): article by article, with the changed words."""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from parsers.grammar.articles import Unit, units
from parsers.grammar.keyvalue import line_groups
from schemas.document import Table, join_lines
from schemas.text import Region, Text, fold

_OLD = re.compile(r"^(?:現行|旧|改正前|改定前|変更前)(?:の?(?:条例|規則|条文|規定|案|文))?$")
_NEW = re.compile(r"^(?:新|改正(?:案|後)?|改定(?:案|後)|変更後)(?:の?(?:条例|規則|条文|規定|案|文))?$")
_TOKEN = re.compile(r"第?[0-9一二三四五六七八九十百]+[条項号]|(?:(?!第\d)[一-龠々])+|[ァ-ヶー]+|[ぁ-ん]+|[A-Za-z]+|\d+|\s+|.")


class Pair(NamedTuple):
    """An old and a new part of a rule (one of them empty where a part goes or comes) and the words that changed."""

    article: str | None
    paragraph: int | None
    subitem: str | None
    old: Text
    new: Text
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where both stand."""
        return self.old.regions() + self.new.regions()


def sides(table: Table) -> tuple[int, int] | None:
    """The columns of the old and the new words; None where the table sets nothing against each other."""
    old = new = None
    for cell in table.row(0):
        label = re.sub(r"[\s　]", "", fold(cell.text.s))
        if _OLD.match(label):
            old = cell.col
        elif _NEW.match(label):
            new = cell.col
    return (old, new) if old is not None and new is not None else None


def pairs(table: Table) -> list[Pair]:
    """The parts of the rule that differ, in the order of the new version; parts that are the same or left out are not there."""
    columns = sides(table)
    if columns is None:
        return []
    old, new = (_side(table, col) for col in columns)
    before = {u.key: u for u in old}
    out = [_pair(before.pop(u.key, None), u) for u in _once(new)]
    out += [_pair(u, None) for u in before.values()]
    return [p for p in out if p and (p.removed or p.added)]


def changed_words(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The runs of words that only the old, and only the new text has; blanks do not count."""
    a, b = (_TOKEN.findall(re.sub(r"\s", "", fold(t))) for t in (old, new))
    removed: list[str] = []
    added: list[str] = []
    for kind, a0, a1, b0, b1 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += ["".join(a[a0:a1])] if a1 > a0 else []
            added += ["".join(b[b0:b1])] if b1 > b0 else []
    return tuple(removed), tuple(added)


def _side(table: Table, col: int) -> list[Unit]:
    """The parts of one version; words before the first number are one part without a number."""
    cells = sorted((c for c in table.cells if c.col == col and c.row > 0), key=lambda c: c.row)
    groups = [g for c in cells for g in line_groups(c.lines, c.box.x1 - c.box.x0 if c.box else None)]
    found = units((line, n == 0) for group in groups for n, line in enumerate(group))
    if found or not groups:
        return found
    return [Unit(Text(), Text(), None, None, None, Text.join("\n", [join_lines(tuple(g)) for g in groups]))]


def _once(found: list[Unit]) -> list[Unit]:
    """Closing provisions stand twice where an amending rule brings its own: the later ones are told apart by their words."""
    out: dict[tuple[object, ...], Unit] = {}
    for unit in found:
        out[(*unit.key, unit.text.s if unit.key in {u.key for u in out.values()} else "")] = unit
    return list(out.values())


def _pair(old: Unit | None, new: Unit | None) -> Pair | None:
    unit = new or old
    if unit is None:
        return None
    a, b = old.text if old else Text(), new.text if new else Text()
    return Pair(*unit.key, a, b, *changed_words(a.s, b.s))
