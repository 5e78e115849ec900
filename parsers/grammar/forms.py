"""Record sheets: a summary sheet (案件, 所管, 概要, 諮問事項) and one sheet for each article, as labelled values.

A sheet is ruled boxes in one or several tables, in two halves of a page or over pages. A label stands left of its value, or in a
row of its own above it; lists of items stand in numbered rows under column headers. What is no known label is kept as a field too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from parsers.grammar.boxes import concept_of
from parsers.grammar.keyvalue import bare_label, line_paragraphs, unspread
from parsers.grammar.speakers import tight
from schemas.document import Cell, Element, FlowTable, Paragraph
from schemas.text import Text

SUMMARY = re.compile(r"(?:諮問|報告)[^。]{0,6}資料総括表|総括表$")
SHEET = re.compile(
    r"審議会(?:諮問)?(?:・)?(?:報告)?資料$|^[<〈(【]?(?:[^<>]{0,12}第\d+条(?:の\d+)?関[連係][>〉)】]?)?[<〈(【]?個票[>〉)】]?$"
)
ARTICLE = re.compile(r"第\s*(?P<n>\d+(?:\s*の\s*\d+)?)\s*条")
_SPREAD_LINE = re.compile(
    r"^\s*(?P<label>案\s*件(?:名)?|所\s*管\s*部?\s*課\s*(?:係|名)?|事\s*業\s*の\s*概\s*要)\s*[:：]?\s*(?P<value>.*)$", re.S
)
_LISTING = re.compile(r"項目$|個人情報(?:の項目)?$|利用目的|条例|備考|保有課|提供先|提供の?目的|記録(?:する)?項目")
_TICK = re.compile(r"[■□☑☐✓✔レ]\s*(?:諮問|報告)|^\d\.?\s*[■□☑☐]")
_NUMBER = re.compile(r"^\d{1,2}[.)]?$")
# labels by their form: what stands before them says which article the sheet is about
_FORMS: tuple[tuple[str, str], ...] = (
    (r"必要とする理由$|諮問の?理由$", "reason"),
    (r"の内容(?:及び|および|・|と)?条件$|委託の内容$", "content"),
    (r"(?:開始|実施|稼[動働]|運用開始|提供|利用)[^。]{0,6}時期$|開始予定$", "start"),
    (r"(?:個人情報の?(?:記録)?項目|記録項目|取り?扱う個人情報|する個人情報)(?:の項目)?$", "personal_information"),
    (r"(?:保護措置等?|保護対策|セキュリティ・?保護対策|安全管理措置等?|保護のための措置)$", "safeguards"),
    (r"(?:委託先|結合先|提供先|派遣元|相手方)$", "counterparty"),
    (r"結合する区のシステム$|システム名?称?$", "system"),
    (r"処理の概要・?効果$|効果$", "effect"),
    (r"システム(?:等)?(?:検討)?委員会$|^適用申請$", "committee"),
    (r"^記録形態$|形態$", "method"),
    (r"利用目的$|目的$", "purpose"),
    (r"^所管", "department"),
)


class Value(NamedTuple):
    """A labelled value of a sheet: `lines` are its printed lines."""

    label: Text
    name: str
    concept: str | None
    lines: list[Text]

    @property
    def text(self) -> Text:
        """Paragraph by paragraph."""
        return Text.join("\n", line_paragraphs(tuple(self.lines)))


class Entry(NamedTuple):
    """A numbered row of a list: the column headers (as compared) with the cells' words; an empty place takes what spans it."""

    number: str
    columns: dict[str, Text]


class Sheet:
    """A sheet: `kind` is 総括表 or 個票, `article` the article it is about (as printed, `16`), `handling` what 項目 says."""

    def __init__(self, kind: str, title: Text) -> None:
        self.kind, self.title = kind, title
        self.article = ""
        self.handling = Text()
        self.law = Text()
        self.values: list[Value] = []
        self.entries: list[Entry] = []
        self.elements: list[Element] = []

    @property
    def name(self) -> str:
        """`総括表`, `個票第16条`."""
        return f"{self.kind}第{self.article}条" if self.article else self.kind

    @property
    def pages(self) -> list[int]:
        return sorted({b.page_no for e in self.elements for b in e.blocks})

    def with_concept(self, *concepts: str) -> list[Value]:
        return [v for v in self.values if v.concept in concepts]


def label_concept(label: str, concepts: Mapping[str, str]) -> str | None:
    """The neutral code of a label, by the code table or by its form; None for what is no label."""
    plain = re.sub(r"(?<=.)\([^()]*\)$", "", bare_label(Text(label)))
    if not plain or len(plain) > 40 or "。" in plain:
        return None
    return concept_of(plain, concepts) or next((code for pattern, code in _FORMS if re.search(pattern, plain)), None)


class Filler:
    """Reads the elements of a sheet into values and list entries."""

    def __init__(self, sheet: Sheet, concepts: Mapping[str, str]) -> None:
        self.sheet, self.concepts = sheet, concepts
        self.pending: tuple[Text, str | None, list[Text]] | None = None
        self.columns: dict[int, str] = {}

    def fill(self) -> None:
        for element in self.sheet.elements:
            if isinstance(element, FlowTable):
                for row in range(element.table.n_rows):
                    self._row(element, row)
            else:
                self._paragraph(element)
        self._flush()

    def _paragraph(self, element: Paragraph) -> None:
        plain = tight(element.text.s)
        if match := ARTICLE.search(plain) if SHEET.search(plain) else None:
            self.sheet.article = self.sheet.article or match["n"]
        if SUMMARY.search(plain) or SHEET.search(plain) or plain.startswith(("*必ず", "※必ず")):
            return
        self._lines(list(element.lines))

    def _lines(self, lines: Sequence[Text]) -> None:
        """Labels at the beginnings of lines, values behind or under them."""
        for line in lines:
            folded = line.folded()
            match = _SPREAD_LINE.match(folded.s)
            if match:
                self._flush()
                label = folded.group(match, "label")
                value = folded.group(match, "value").strip()
                concept = {"案": "matter", "所": "department", "事": "summary"}[tight(label.s)[0]]
                self.pending = (unspread(label), concept, [value] if value else [])
            elif re.fullmatch(r"(?:諮問|報告)事項", tight(line.s)):
                self._flush()
            elif self.pending:
                self.pending[2].append(line)

    def _flush(self) -> None:
        if self.pending:
            label, concept, lines = self.pending
            self.sheet.values.append(Value(label, bare_label(label), concept, lines))
        self.pending = None

    def _row(self, element: FlowTable, row: int) -> None:
        table = element.table
        cells = table.row(row)
        filled = [c for c in cells if c.text]
        if not filled:
            return
        first = filled[0]
        if self._title(filled) or self._header(cells, filled):
            return
        if self.columns and _NUMBER.match(tight(first.text.s)) and first.col == 0:
            self._entry(element, row, tight(first.text.s))
            return
        if len(filled) == 1 and any(_SPREAD_LINE.match(line.folded().s) for line in first.lines):
            self._lines(first.lines)
            return
        if len(filled) == 1 and self._label_over(first):
            return
        concept = label_concept(first.text.s, self.concepts)
        if concept and not self._quoted(first.text):
            self.columns = {}
            self._flush()
            self.pending = (unspread(first.text), concept, [x for c in filled[1:] for x in c.lines])
        elif self._unknown(filled):
            self._flush()
            words = [x for c in filled[1:] for x in c.lines]
            self.sheet.values.append(Value(unspread(first.text), bare_label(first.text), None, words))
        elif self.pending and not any(_TICK.search(c.text.folded().s) for c in filled):
            self.pending[2].extend(_numbered(filled))

    @staticmethod
    def _unknown(filled: Sequence[Cell]) -> bool:
        """A short box on the left of others: a label that no table knows."""
        words = tight(filled[0].text.s)
        return len(filled) > 1 and filled[0].col == 0 and len(words) <= 24 and words[-1:] != "。" and not _NUMBER.match(words)

    def _label_over(self, cell: Cell) -> bool:
        """A box whose label and value share a cell, because the rule between them is missing: the first line is the label."""
        if len(cell.lines) < 2 or label_concept(cell.text.s, self.concepts) or (self.pending and not self.pending[2]):
            return False
        if not cell.lines[0].s.strip()[:1].isalpha():
            return False  # a number or bullet: the first of a value's clauses
        concept = label_concept(cell.lines[0].s, self.concepts)
        if not concept:
            return False
        self.columns = {}
        self._flush()
        self.pending = (unspread(cell.lines[0]), concept, list(cell.lines[1:]))
        return True

    def _quoted(self, label: Text) -> bool:
        """A label that the sheet has had already, where a value is missing, is words of that value."""
        plain = bare_label(label)
        return bool(self.pending and not self.pending[2] and any(v.name == plain for v in self.sheet.values))

    def _title(self, filled: Sequence[Cell]) -> bool:
        """`項目 | 業務の委託 | 条例第16条`."""
        words = [tight(c.text.s) for c in filled]
        if words[0] != "項目" or not any(ARTICLE.search(w) for w in words[1:]):
            return False
        law = next(c for c, w in zip(filled, words, strict=True) if ARTICLE.search(w))
        match = ARTICLE.search(tight(law.text.s))
        self.sheet.article = tight(match["n"]) if match else ""
        self.sheet.law = law.text
        self.sheet.handling = next((c.text for c in filled[1:] if c is not law), Text())
        return True

    def _header(self, cells: Sequence[Cell], filled: Sequence[Cell]) -> bool:
        """Column headers of a list: 記録する個人情報 | 利用目的; 項目 | 条例 | 備考."""
        words = {c.col: bare_label(c.text) for c in filled}
        if len(words) < 2 or not all(_LISTING.search(w) and len(w) <= 24 for w in words.values()):
            if len(filled) == 1 and re.fullmatch(r"(?:諮問|報告)事項", tight(filled[0].text.s)):
                self._flush()
                return True
            return False
        self._flush()
        self.columns = words
        return True

    def _entry(self, element: FlowTable, row: int, number: str) -> None:
        columns = {}
        starts = sorted(self.columns)
        for n, col in enumerate(starts):
            end = starts[n + 1] if n + 1 < len(starts) else element.table.n_cols
            covering = [element.table.at(row, c) for c in range(max(col, 1), max(end, 2))]
            cell = next((c for c in covering if c is not None and c.text and c.col > 0), None)
            columns[self.columns[col]] = cell.text if cell else Text()
        if any(columns.values()):
            self.sheet.entries.append(Entry(number, columns))


def _numbered(filled: Sequence[Cell]) -> Iterator[Text]:
    """The lines of a row of a value; a number in a cell of its own is put before the words it numbers."""
    first, *rest = filled
    if rest and re.fullmatch(r"\(?\d{1,2}\)?", tight(first.text.s)) and rest[0].lines:
        yield Text.join(" ", [first.text.strip(), rest[0].lines[0].strip()])
        yield from rest[0].lines[1:]
        rest = rest[1:]
    else:
        yield from first.lines
    for cell in rest:
        yield from cell.lines


def fields_of(sheet: Sheet) -> Iterable[Value]:
    """All labelled values of a sheet for `form_fields`: its boxes, what 項目 says, and a field for each filled place of its lists."""
    if sheet.handling:
        yield Value(Text("項目"), "項目", "content", [sheet.handling])
    yield from (v for v in sheet.values if v.lines)
    for entry in sheet.entries:
        for label, words in entry.columns.items():
            if words:
                yield Value(Text(f"{label}{entry.number}"), label, None, [words])
