"""What annual reports, guidelines and rules hold beside items: statistics, incidents, provisions, with their checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.grammar import incidents as mishaps
from parsers.grammar import statistics
from parsers.grammar.amendments import pairs
from parsers.grammar.articles import units
from parsers.grammar.dates import find_dates
from parsers.grammar.heads import ANNUAL
from parsers.grammar.numbers import to_int
from parsers.grammar.sections import sections
from parsers.structure import table_id
from schemas.document import Document, Element, FlowTable, Paragraph, Table
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Amendment, Incident, Provision, Statistic
from schemas.text import Text, fold


def fiscal_year_of(document: Document) -> int | None:
    """The fiscal year that a report says it is about: the first one named (`令和4年度`)."""
    for element in document.flow[:40]:
        for found in find_dates(element.text.folded().s):
            if found.value.startswith("FY"):
                return found.year
    return None


def statistic_rows(document: Document, parsed: Parsed, year: int | None) -> int:
    """Rows of all statistics tables, and findings where a printed total is not the sum of its parts. Returns their number."""
    flow = document.flow
    count = 0
    for at, element in enumerate(flow):
        if not isinstance(element, FlowTable):
            continue
        found = statistics.numbers(element.table, statistics.notes_after(flow, at))
        caption = statistics.caption_of(flow, at) if found else None
        own = fiscal_in(caption) if caption else None
        unit = statistics.unit_of(flow, at)
        section = statistics.section_of(flow, at, caption) if found else None
        for number in found:
            count += 1
            parsed.add(
                Statistic(
                    statistic_id=child_id(document.document_id, "statistic", count),
                    document_id=document.document_id,
                    regions=number.regions,
                    table_id=table_id(document, element),
                    fiscal_year=own or year,
                    section=section.s if section else None,
                    caption=caption.s if caption else None,
                    measure=number.measure.s or None,
                    category=number.category.s,
                    group_label=number.group.s or None,
                    value=number.value,
                    unit=number.unit or unit,
                    is_total=number.is_total,
                )
            )
    return count


def fiscal_in(text: Text) -> int | None:
    """The fiscal year named in a text."""
    return next((d.year for d in find_dates(text.folded().s) if d.value.startswith("FY")), None)


def incident_rows(document: Document, parsed: Parsed, year: int | None, kinds: Iterable[str]) -> int:
    """Rows of all tables of incidents, and findings where counts or kinds do not fit. Returns their number."""
    known = list(kinds)
    count = 0
    for element in document.flow:
        if not isinstance(element, FlowTable):
            continue
        found = mishaps.incidents(element.table, year, known)
        for row in found:
            count += 1
            parsed.add(
                Incident(
                    incident_id=child_id(document.document_id, "incident", count),
                    document_id=document.document_id,
                    regions=row.regions,
                    fiscal_year=year,
                    number=row.number,
                    kind=row.kind,
                    month=row.month,
                    description=row.description.s,
                    people_affected=row.people,
                    cause=row.cause,
                    department=row.department.s or None,
                    by_contractor=row.by_contractor,
                )
            )
            if row.kind and row.kind not in known:
                parsed.find("unknown_term", f"kind of incident {row.kind} is in no code table", element.page_no)
        for check in mishaps.kind_counts(element.table, found, known):
            if check.printed != check.counted:
                message = f"{check.kind}: {check.printed} cases are stated, {check.counted} rows were found"
                parsed.find("count_differs", message, element.page_no)
            if check.kind != check.words:
                parsed.find("unknown_term", f"kind of incident {check.words} is read as {check.kind}", element.page_no)
        numbers = [to_int(row.number) for row in found if row.number]
        _holes([n for n in numbers if n is not None], parsed, element.page_no)
    return count


def _holes(numbers: Sequence[int], parsed: Parsed, page: int) -> None:
    missing = sorted(set(range(min(numbers, default=1), max(numbers, default=0) + 1)) - set(numbers))
    if missing:
        parsed.find("number_missing", f"numbers {', '.join(map(str, missing))} are not in the table", page)


def article_rows(document_id: str, elements: Iterable[Element], title: Text, parsed: Parsed) -> int:
    """Provisions of a rule in articles. Returns their number."""
    lines = [(line, n == 0) for e in elements if isinstance(e, Paragraph) for n, line in enumerate(e.lines)]
    found = units(lines)
    for unit in found:
        _provision(
            parsed,
            document_id,
            title.s,
            unit.text,
            unit.heading,
            chapter=unit.chapter,
            article=unit.article,
            paragraph=unit.paragraph,
            subitem=unit.subitem,
        )
    return len(found)


def section_rows(document_id: str, elements: Iterable[Element], title: Text, parsed: Parsed) -> int:
    """Provisions of a guideline in numbered sections, each with its heading and words. Returns their number."""
    found = [s for s in sections(elements) if s.paragraphs]
    for section in found:
        _provision(parsed, document_id, title.s, section.value, section.label)
    return len(found)


def type_rows(document: Document, elements: Sequence[Element], parsed: Parsed) -> int:
    """Provisions of a guideline: tables of numbered types under a caption. Returns their number."""
    count = 0
    flow = document.flow
    for element in elements:
        if not isinstance(element, FlowTable):
            continue
        found = numbered_rows(element.table)
        caption = statistics.caption_of(flow, next(n for n, e in enumerate(flow) if e is element)) if found else None
        for number, text in found:
            count += 1
            _provision(parsed, document.document_id, caption.s if caption else None, text, Text(), subitem=number)
    return count


def amendment_rows(document_id: str, elements: Iterable[Element], rule: str | None, item: str | None, parsed: Parsed) -> None:
    """Old and new words of a rule, from the tables that set them side by side."""
    for table in (e.table for e in elements if isinstance(e, FlowTable)):
        for pair in pairs(table):
            parsed.add(
                Amendment(
                    amendment_id=child_id(document_id, "amendment", 1 + len(parsed.of(Amendment))),
                    document_id=document_id,
                    regions=pair.regions,
                    item_id=item,
                    rule_title=rule,
                    article=pair.article,
                    paragraph=pair.paragraph,
                    subitem=pair.subitem,
                    old_text=pair.old.s or None,
                    new_text=pair.new.s or None,
                    removed="\n".join(pair.removed) or None,
                    added="\n".join(pair.added) or None,
                )
            )


def numbered_rows(table: Table) -> list[tuple[str, Text]]:
    """The rows of a table of two columns, running number and words (`No | 類型`); empty where the table is none."""
    if table.n_cols != 2 or table.n_rows < 2:
        return []
    out: list[tuple[str, Text]] = []
    for n in range(1, table.n_rows):
        number, words = table.at(n, 0), table.at(n, 1)
        plain = fold(number.text.s).strip() if number else ""
        if words and words.text and plain.isdecimal() and int(plain) == len(out) + 1:
            out.append((plain, words.text))
        elif words and words.text and plain:
            return []
    head = table.at(0, 0)
    return out if head and not fold(head.text.s).strip().isdecimal() and len(out) >= 2 else []


def _provision(
    parsed: Parsed,
    document_id: str,
    rule: str | None,
    text: Text,
    heading: Text,
    *,
    chapter: Text | None = None,
    article: str | None = None,
    paragraph: int | None = None,
    subitem: str | None = None,
) -> None:
    if not text.regions():
        return
    parsed.add(
        Provision(
            provision_id=child_id(document_id, "provision", 1 + len(parsed.of(Provision))),
            document_id=document_id,
            regions=(chapter.regions() if chapter else ()) + heading.regions() + text.regions(),
            rule_title=rule or None,
            chapter=chapter.s if chapter else None,
            article=article,
            paragraph=paragraph,
            subitem=subitem,
            heading=heading.s or None,
            text=text.s,
        )
    )


def is_annual_report(title: Text) -> bool:
    """A report whose title names a fiscal year and a state (運用状況, 公開状況 …)."""
    return bool(ANNUAL.search(title.folded().s))
