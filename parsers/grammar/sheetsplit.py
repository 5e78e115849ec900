"""Where the sheets of a file begin and end: a title or the table that names item and article begins one, a page without boxes ends it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from parsers.grammar.forms import ARTICLE, SHEET, SUMMARY, Filler, Sheet, label_concept
from parsers.grammar.speakers import tight
from schemas.document import Element, FlowTable, Paragraph
from schemas.text import Text

_CLAUSE = re.compile(r"^\s*[(]?(\d{1,2})[).]?\s*(?=\D)")


def sheets(elements: Sequence[Element], concepts: Mapping[str, str]) -> list[Sheet]:
    """The sheets of a run of elements, in order; what stands between them belongs to none."""
    found: list[Sheet] = []
    current: Sheet | None = None
    for n, element in enumerate(elements):
        kind = _begins(element)
        if kind and not (current and _same_head(current, element, kind)):
            title = element.text if isinstance(element, Paragraph) else Text()
            current = Sheet(kind, title)
            found.append(current)
        elif kind and current and isinstance(element, Paragraph) and "資料" in element.text.s:
            current.title = element.text
        elif current and not kind and not _goes_on(current, element, concepts) and _left(current, elements, n, concepts):
            current = None
        if current:
            current.elements.append(element)
    for sheet in found:
        Filler(sheet, concepts).fill()
    return found


def _begins(element: Element) -> str | None:
    """Whether a sheet can begin with the element: its title, or the table that names item and article."""
    if isinstance(element, FlowTable):
        first = element.table.row(0)
        words = [tight(c.text.s) for c in first]
        named = len(words) >= 2 and words[0] == "項目" and any(ARTICLE.search(w) for w in words[1:])
        return "個票" if named else None
    for line in (element.text, *element.lines):
        plain = tight(line.s)
        if len(plain) <= 60 and SUMMARY.search(plain):
            return "総括表"
    return "個票" if any(len(tight(x.s)) <= 60 and SHEET.search(tight(x.s)) for x in (element.text, *element.lines)) else None


def _same_head(current: Sheet, element: Element, kind: str) -> bool:
    """Whether the element goes on with the head of the sheet that was begun on the same page."""
    if element.page_no != current.elements[0].page_no or kind != current.kind:
        return False
    tables = [e for e in current.elements if isinstance(e, FlowTable)]
    if isinstance(element, FlowTable):
        return not any(_begins(t) for t in tables)
    return not tables


def _left(current: Sheet, elements: Sequence[Element], n: int, concepts: Mapping[str, str]) -> bool:
    """Whether a page behind the sheet has begun that has none of its boxes."""
    page, pages = elements[n].page_no, {b.page_no for e in current.elements for b in e.blocks}
    if page in pages:
        return page > min(pages) and _titled(elements[n], concepts)
    here = [e for e in elements[n : n + 30] if e.page_no == page]
    return page > max(pages) + 1 or not any(
        label_concept(tight(c.text.s), concepts) for e in here if isinstance(e, FlowTable) for c in e.table.cells if c.col == 0
    )


def _titled(element: Element, concepts: Mapping[str, str]) -> bool:
    """Whether an element on a later page of a sheet is something else: a title, or a table without labels and numbered rows."""
    if isinstance(element, FlowTable):
        words = [tight(c.text.s) for c in element.table.cells if c.col == 0 and c.text]
        return not any(word.isdigit() or label_concept(word, concepts) for word in words)
    if element.kind != "heading":
        return False
    return not any(label_concept(tight(line.s), concepts) for line in (element.text, *element.lines))


def _goes_on(current: Sheet, element: Element, concepts: Mapping[str, str]) -> bool:
    """Whether a framed paragraph on the next page goes on with the last box: its label stands there without a value, or its
    clauses are counted on."""
    last = current.elements[-1]
    if isinstance(element, FlowTable) or element.head.frame is None or element.kind == "heading":
        return False
    if isinstance(last, Paragraph):
        return last.page_no == element.page_no and last.head.frame == element.head.frame
    if element.page_no != max(b.page_no for b in last.blocks) + 1:
        return False
    cells = [c for c in last.table.row(last.table.n_rows - 1) if c.text]
    if len(cells) != 1:
        return False
    if label_concept(cells[0].text.s, concepts):
        return True
    numbers = [int(m[1]) for line in cells[0].lines if (m := _CLAUSE.match(line.folded().s))]
    here = _CLAUSE.match(element.text.folded().s)
    return bool(here and numbers and int(here[1]) == numbers[-1] + 1)
