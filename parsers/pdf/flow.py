"""The document's blocks as one flow: paragraphs joined over columns and pages, tables joined over pages."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from parsers.pdf.arrange import Entry
from parsers.pdf.blocks import Draft, goes_on
from parsers.pdf.tables_join import join, repeated_header, same_columns
from schemas.document import Block, Element, FlowTable, Page, Paragraph, Table


def build_blocks(pages: Sequence[Sequence[Entry]]) -> list[list[Block]]:
    """The blocks of each page; a block that goes on in mid-sentence from the column, half sheet or page before `continues`."""
    last: Entry | None = None
    out: list[list[Block]] = []
    for entries in pages:
        blocks: list[Block] = []
        for seq, entry in enumerate(entries, 1):
            blocks.append(_block(seq, entry, last is not None and _continues(last, entry)))
            if last is None or not _is_footnote(last, entry):
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
    return entry.what.kind == "note" and entry.what.rows[0].size < 0.95 * last.what.rows[0].size


def _continues(last: Entry, entry: Entry) -> bool:
    """Both are text, a column or page ended between them, and the second goes on where the first broke off."""
    if isinstance(last.what, Table) or isinstance(entry.what, Table):
        return False
    if (last.page_no, last.leaf) == (entry.page_no, entry.leaf) or (last.frame is None) != (entry.frame is None):
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
        tuple(row.text for row in what.rows),
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
    """Paragraphs and tables in reading order; a paragraph that goes on beyond footnotes stands before them."""
    runs: list[list[Block]] = []
    for block in (b for page in pages for b in page.blocks):
        at = len(runs) - 1
        while block.continues and at > 0 and runs[at][0].kind == "note":
            at -= 1
        if runs and _belongs(runs[at], block):
            runs[at].append(block)
        else:
            runs.append([block])
    return [_element(run) for run in runs]


def _belongs(run: Sequence[Block], block: Block) -> bool:
    """Whether a block goes on with what the blocks before it began: a paragraph in mid-sentence, or a table."""
    if block.table is None:
        return block.continues and run[-1].table is None
    above = run[-1].table
    if above is None or (block.frame is None) != (run[-1].frame is None):
        return False
    if run[-1].page_no == block.page_no and (run[-1].column == block.column or not repeated_header(above, block.table)):
        return False
    return same_columns(above, block.table)


def _element(run: list[Block]) -> Element:
    tables = [b.table for b in run if b.table]
    return FlowTable(run, join(tables) if len(tables) > 1 else tables[0]) if tables else Paragraph(run)
