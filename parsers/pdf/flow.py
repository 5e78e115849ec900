"""The document's blocks as one flow: paragraphs joined over columns and pages, tables joined over pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        for seq, entry in enumerate(entries):
            blocks.append(_block(seq, entry, last is not None and _continues(last, entry)))
            last = entry
        out.append(blocks)
    return out


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
    """Paragraphs and tables in reading order; a table that runs over columns or pages is one."""
    return list(_elements([b for page in pages for b in page.blocks], _bottoms(pages)))


def _bottoms(pages: Sequence[Page]) -> dict[int, float]:
    """How far down the text of each page may go: the lowest block of all pages of its size."""
    lowest: dict[tuple[int, int], float] = {}
    for page in pages:
        size = (round(page.width), round(page.height))
        for block in page.blocks:
            edge = block.table.parts[0].bottom if block.table else max((g.bottom for g in block.lines[-1].glyphs if g), default=0.0)
            lowest[size] = max(lowest.get(size, 0.0), edge)
    return {page.page_no: lowest.get((round(page.width), round(page.height)), page.height) for page in pages}


def _elements(blocks: Sequence[Block], bottoms: dict[int, float]) -> Iterator[Element]:
    n = 0
    while n < len(blocks):
        end = n + 1
        if blocks[n].table:
            while end < len(blocks) and _runs_on(blocks[end - 1], blocks[end], bottoms):
                end += 1
            parts = [table for b in blocks[n:end] if (table := b.table)]
            yield FlowTable(list(blocks[n:end]), join(parts) if len(parts) > 1 else parts[0])
        else:
            while end < len(blocks) and blocks[end].continues and not blocks[end].table:
                end += 1
            yield Paragraph(list(blocks[n:end]))
        n = end


def _runs_on(block: Block, after: Block, bottoms: dict[int, float]) -> bool:
    """Whether a table goes on in the next block: beyond a column's or page's end, with the same columns, and either with its header
    repeated or for want of space: the rest of the page would not have held the next row's first line."""
    first, second = block.table, after.table
    if first is None or second is None or (block.page_no, block.column) == (after.page_no, after.column):
        return False
    if after.page_no - block.page_no > 1 or not same_columns(first, second):
        return False
    if repeated_header(first, second):
        return True
    line = max((g.bottom - g.top for c in second.cells for text in c.lines[:1] for g in text.glyphs if g), default=10.0)
    row = min((c.box.bottom - c.box.top for c in second.cells if c.row == 0 and c.box), default=line)
    return bottoms[block.page_no] - first.parts[-1].bottom < max(4 * line, row + line)
