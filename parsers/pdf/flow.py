"""The document's blocks as one flow: paragraphs joined over columns and pages, tables joined over pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from parsers.pdf.arrange import Entry
from parsers.pdf.blocks import Draft, goes_on
from parsers.pdf.marks import ENDS
from parsers.pdf.tables_join import breaks_off, join, repeated_header, same_columns
from parsers.pdf.turning import text_back
from schemas.document import Block, Element, FlowTable, Page, Paragraph, Table

SMALLER = 0.95
"""Footnotes are set in letters of at most this share of the others' size."""


def build_blocks(pages: Iterable[Sequence[Entry]]) -> list[list[Block]]:
    """The blocks of each page; a block that goes on in mid-sentence from the column, half sheet or page before `continues`."""
    last: Entry | None = None
    out: list[list[Block]] = []
    for entries in pages:
        blocks: list[Block] = []
        for seq, entry in enumerate(entries, 1):
            blocks.append(_block(seq, entry, last is not None and _continues(last, entry)))
            if last is None or not (_is_footnote(last, entry) or _interrupts(last, entry)):
                last = entry
        out.append(blocks)
    return out


def _is_footnote(last: Entry, entry: Entry) -> bool:
    """A note in smaller letters under text: what stands above it may go on in the next column."""
    if (
        isinstance(last.what, Table)
        or isinstance(entry.what, Table)
        or last.page_no != entry.page_no
        or last.leaf != entry.leaf
    ):
        return False
    return entry.what.kind == "note" and entry.what.rows[0].size < SMALLER * last.what.rows[0].size


def _interrupts(last: Entry, entry: Entry) -> bool:
    """A table set where a sentence breaks off: the sentence may go on beyond it."""
    if isinstance(last.what, Table) or not isinstance(entry.what, Table) or last.frame is not None or entry.frame is not None:
        return False
    return entry.page_no - last.page_no <= 1 and last.what.rows[-1].text.s.rstrip()[-1:] not in ENDS


def _continues(last: Entry, entry: Entry) -> bool:
    """Both are text, a column or page ended between them, and the second goes on where the first broke off."""
    if isinstance(last.what, Table) or isinstance(entry.what, Table):
        return False
    if (last.page_no, last.leaf) == (entry.page_no, entry.leaf) or (last.frame is None) != (entry.frame is None):
        return False
    if last.direction != entry.direction:
        return False
    return goes_on(last.what, entry.what)


def _block(seq: int, entry: Entry, continues: bool) -> Block:
    what = entry.what
    if isinstance(what, Table):
        return Block("table", entry.page_no, seq, table=what, column=entry.column, frame=entry.frame)
    return Block(
        what.kind,
        entry.page_no,
        seq,
        tuple(text_back(row.text, entry.direction) for row in what.rows),
        column=entry.column,
        continues=continues,
        frame=entry.frame,
        size=median(row.size for row in what.rows),
        bold=_is_bold(what),
        align=what.align,
        indent=what.indent,
    )


def _is_bold(draft: Draft) -> bool:
    return 2 * sum(len(r.text) for r in draft.rows if r.bold) > sum(len(r.text) for r in draft.rows)


def build_flow(pages: Sequence[Page]) -> list[Element]:
    """Paragraphs and tables in reading order; what goes on beyond footnotes or a table stands before them."""
    runs: list[list[Block]] = []
    latest = -1
    for block in (b for page in pages for b in page.blocks):
        at = len(runs) - 1
        while at > 0 and _is_aside(runs[at], block):
            at -= 1
        if runs and (block.table is None or latest == len(runs) - 1) and _belongs(runs[at], block):
            runs[at].append(block)
            latest = at
        else:
            runs.append([block])
            latest = len(runs) - 1
    return [_element(run) for run in runs]


def _is_aside(run: Sequence[Block], block: Block) -> bool:
    """Whether a block may go on with what stands before `run`: text with text before notes and tables, a table with the part of
    it on the page before, which may have notes in smaller letters at its foot."""
    if block.table is None:
        return block.continues and (run[0].kind == "note" or run[0].table is not None)
    return run[0].kind == "note" and run[-1].page_no < block.page_no and run[0].size < SMALLER * _size(block.table)


def _size(table: Table) -> float:
    """The height of most of a table's characters."""
    return median([g.bottom - g.top for c in table.cells for line in c.lines for g in line.glyphs if g] or [0.0])


def _belongs(run: Sequence[Block], block: Block) -> bool:
    """Whether a block goes on with what the blocks before it began: a paragraph in mid-sentence, or a table."""
    if block.table is None:
        return block.continues and run[-1].table is None
    above = run[-1].table
    if above is None or (block.frame is None) != (run[-1].frame is None) or block.page_no - run[-1].page_no > 1:
        return False
    if run[-1].page_no < block.page_no:
        return same_columns(above, block.table)
    if run[-1].column == block.column or not same_columns(above, block.table):
        return False
    return repeated_header(above, block.table) > 0 or breaks_off(above, block.table)


def _element(run: list[Block]) -> Element:
    tables = [b.table for b in run if b.table]
    return FlowTable(run, join(tables) if len(tables) > 1 else tables[0]) if tables else Paragraph(run)
