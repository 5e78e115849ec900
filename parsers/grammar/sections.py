"""Papers in numbered sections: `1 適用日`, `2 概要` … with paragraphs under each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers.grammar.keyvalue import bare_label, unspread
from schemas.document import Element, FlowTable, Paragraph, Table, join_lines
from schemas.text import Text, fold

_COUNTED = r"(?!(?:年度?|月|日|人|件|名|時|分|か所|歳|回|組|条|項|号|章|週|円|割|点|階|番)(?:[\s\d]|以|未|の|に|を|が|は|、|間|目|から|$))"
HEADING = re.compile(
    rf"^[\s　]*(?P<no>\d{{1,2}})(?![\d)])\s*[.．]?[\s　]*{_COUNTED}(?P<label>[^\s\d.,、。)%~～-][^。]{{0,40}}?)[\s　]*$"
)
_CIRCLED = re.compile(r"\s*[①-⑳❶-❿➀-➓]")  # folds to a plain number, but numbers an entry of a list
EARLY = 0.6  # of the text's width: a line that ends before is the last of its paragraph
_VALUE = re.compile(r"^(?P<label>\S+)[\s　]+(?P<value>\S.*)$")


class Section:
    """A numbered section: its heading as printed, its paragraphs and tables in order."""

    def __init__(self, number: int, label: Text) -> None:
        self.number, self.label = number, label
        self.paragraphs: list[Text] = []
        self.tables: list[FlowTable] = []

    @property
    def name(self) -> str:
        """The heading without its number and blanks."""
        return bare_label(self.label)

    @property
    def value(self) -> Text:
        """The section's paragraphs, one a line."""
        return Text.join("\n", self.paragraphs)


def heading_of(line: Text, expected: int, known: frozenset[str] = frozenset()) -> tuple[Text, Text] | None:
    """Heading and value of a line that begins the section with the number `expected`; None where it does not.

    A value on the heading's own line is told from it where the words before the blank are a known label.
    """
    match = HEADING.match(line.folded().s)
    if not match or int(match["no"]) != expected or match["label"].count("、") > 1 or _CIRCLED.match(line.s):
        return None
    label = line.folded().group(match, "label")
    parts = _VALUE.match(label.s)
    if parts and re.sub(r"\s", "", fold(parts["label"])) in known and bare_label(label) not in known:
        cut = len(line) - len(line.s[line.s.find(parts["value"], len(line) - len(label) - 1) :])
        return unspread(line[:cut]), line[cut:].strip()
    return unspread(line), Text()


def sections(elements: Iterable[Element], known: frozenset[str] = frozenset()) -> list[Section]:
    """The numbered sections of a run of elements; what stands before section 1 is left out.

    Headings are looked for line by line, in ascending order, so that a paragraph which swallowed a heading does no harm.
    """
    out: list[Section] = []
    body = list(elements)
    width = _width(body)
    for element in body:
        if isinstance(element, FlowTable):
            if out:
                out[-1].tables.append(element)
                # without rules it is as much a list of words as a table: its rows are lines of the section too
                out[-1].paragraphs += _rows(element.table) if element.table.ruling == "none" else []
            continue
        _paragraph(element, out, known, width)
    return out


def _paragraph(element: Paragraph, out: list[Section], known: frozenset[str], width: float | None) -> None:
    rest: list[Text] = []
    for line in element.lines:
        found = heading_of(line, out[-1].number + 1 if out else 1, known)
        if found is None:
            rest.append(line)
            continue
        if rest and out:
            out[-1].paragraphs += _parted(rest, width)
        rest = []
        out.append(Section(len(out) + 1, found[0]))
        if found[1]:
            rest.append(found[1])
    if rest and out:
        out[-1].paragraphs += _parted(rest, width)


def _rows(table: Table) -> list[Text]:
    """The rows of a table as lines, blanks between the cells."""
    return [Text.join(" ", [cell.text for cell in table.row(n) if cell.text.s]) for n in range(table.n_rows)]


def _width(elements: list[Element]) -> float | None:
    """The width of the text, from the first to the last character of its longest lines."""
    drawn = [g for e in elements if isinstance(e, Paragraph) for line in e.lines for g in line.glyphs if g]
    return max(g.x1 for g in drawn) - min(g.x0 for g in drawn) if drawn else None


def _parted(lines: list[Text], width: float | None) -> list[Text]:
    """The lines of one paragraph as the reader saw it; after a line that ends early, far from the edge, another begins."""
    groups: list[list[Text]] = [[]]
    for line in lines:
        last = groups[-1][-1].glyphs if groups[-1] else ()
        drawn = [g for g in last if g]
        if drawn and width and drawn[-1].x1 - drawn[0].x0 < EARLY * width:
            groups.append([])
        groups[-1].append(line)
    return [join_lines(tuple(group)) for group in groups]
