"""Rows that every document gives, whatever it says: pages, blocks, tables and their cells, and who claims which block."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.grammar.numbers import cell_number
from schemas.document import Block, Document, FlowTable, Page
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import BlockRow, PageRow, Paper, Read, TableCell, TableRow
from schemas.text import Glyph, Region, Text

# The most telling row claims a block first; papers and meetings span everything and claim nothing.
CLAIMS = (
    "turns", "opinions", "conditions", "form_fields", "incidents", "statistics", "provisions", "item_safeguards",
    "item_personal_information", "items", "item_departments", "item_legal_bases", "item_counterparties", "item_handlings",
    "attendances", "commitments", "events", "amendments", "forms", "meetings", "tables", "item_documents",
)  # fmt: skip
SHARE = 0.3  # of a block's characters that must stand inside a row's regions


def table_id(document: Document, table: FlowTable) -> str:
    """`<document>/table-3`: tables are numbered in the order of the flow."""
    tables = (e for e in document.flow if isinstance(e, FlowTable))
    return child_id(document.document_id, "table", 1 + next(n for n, t in enumerate(tables) if t is table))


def block_id(document_id: str, block: Block) -> str:
    """`<document>/p12-b3`."""
    return f"{document_id}/p{block.page_no}-b{block.seq}"


def visible(text: Text) -> int:
    """Printed characters of a text, white space not counted."""
    return sum(1 for char, glyph in zip(text.s, text.glyphs, strict=True) if glyph is not None and not char.isspace())


def table_rows(document: Document) -> list[Read]:
    """`tables` and `table_cells` of all tables of the flow."""
    out: list[Read] = []
    n = 0
    for element in document.flow:
        if not isinstance(element, FlowTable):
            continue
        n += 1
        name, table = child_id(document.document_id, "table", n), element.table
        pages = [part.page_no for part in table.parts]
        out.append(
            TableRow(
                table_id=name,
                document_id=document.document_id,
                regions=table.parts,
                ruling=table.ruling,
                caption=table.caption.s if table.caption else None,
                unit=table.unit.s if table.unit else None,
                page_first=min(pages),
                page_last=max(pages),
                n_rows=table.n_rows,
                n_cols=table.n_cols,
            )
        )
        for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
            words = cell.text
            place = words.regions() or ((cell.box,) if cell.box else table.parts)
            out.append(
                TableCell(
                    table_id=name,
                    document_id=document.document_id,
                    regions=place,
                    row=cell.row,
                    col=cell.col,
                    row_span=cell.row_span,
                    col_span=cell.col_span,
                    is_header=cell.is_header,
                    text=words.s,
                    number=cell_number(words.s),
                )
            )
    return out


def block_regions(block: Block) -> tuple[Region, ...]:
    """Where a block stands: its words, or the box of its table."""
    return block.table.parts if block.table else block.text.regions()


def structure(document: Document, parsed: Parsed) -> None:
    """Adds pages, blocks and tables to what a ward's parser found, and claims the blocks for its rows."""
    parsed.extend(table_rows(document))
    if not parsed.of(Paper):
        _whole_file(document, parsed)
    owners = Claims(row for name in CLAIMS for row in parsed.tables().get(name, []) if isinstance(row, Read))
    for page in document.pages:
        claimed = 0
        for block in page.blocks:
            regions = block_regions(block)
            if not regions:
                continue
            owner = owners.of(block)
            claimed += visible(block.text) if owner else 0
            parsed.add(
                BlockRow(
                    block_id=block_id(document.document_id, block),
                    document_id=document.document_id,
                    regions=regions,
                    page_no=block.page_no,
                    seq=block.seq,
                    kind=block.kind,
                    text=block.text.s,
                    owner_table=owner.TABLE.name if owner else None,
                    owner_id=row_id(owner) if owner else None,
                )
            )
        _page(document, page, claimed, parsed)


def row_id(row: Read) -> str:
    """The primary key of a row in one string."""
    return "/".join(str(getattr(row, name)) for name in row.key())


def _page(document: Document, page: Page, claimed: int, parsed: Parsed) -> None:
    body = sum(visible(block.text) for block in page.blocks)
    furniture = sum(visible(piece.text) for piece in page.furniture)
    printed = page.printed
    if printed > body + furniture:
        message = f"{printed - body - furniture} of {printed} characters are in no block and no furniture"
        parsed.find("characters_lost", message, page.page_no)
    parsed.add(
        PageRow(
            document_id=document.document_id,
            page_no=page.page_no,
            printed_label=page.printed_label,
            width=page.width,
            height=page.height,
            text_layer=page.text_layer,
            text_source=_source(page) if body + furniture else "none",
            body_text=page.body_text,
            char_count=max(printed, body + furniture),
            furniture_char_count=furniture,
            assigned_char_count=claimed,
            unassigned_char_count=max(printed, body + furniture) - furniture - claimed,
        )
    )


def _source(page: Page) -> str:
    """Whether most of a page's characters are its own or what text recognition found in its picture."""
    return "ocr" if 2 * page.recognised > page.printed else "digital"


def _whole_file(document: Document, parsed: Parsed) -> None:
    """A file in which no papers were told apart is one paper."""
    if not document.pages:
        return
    first, last = document.pages[0], document.pages[-1]
    parsed.add(
        Paper(
            paper_id=child_id(document.document_id, "paper", 1),
            document_id=document.document_id,
            seq=1,
            kind="other",
            title=parsed.title,
            page_first=first.page_no,
            page_last=last.page_no,
            regions=tuple(Region(p.page_no, 0, 0, p.width, p.height) for p in document.pages),
        )
    )


class Claims:
    """Rows by page, in order of precedence, to find the row that a block belongs to."""

    def __init__(self, rows: Iterable[Read]) -> None:
        self._by_page: dict[int, dict[Read, list[Region]]] = {}
        for row in rows:
            for region in row.regions:
                self._by_page.setdefault(region.page_no, {}).setdefault(row, []).append(region)

    def of(self, block: Block) -> Read | None:
        """The first row (in order of precedence) whose regions hold a fair share of the block's characters."""
        lines = [g for line in _lines(block) if (g := _middle(line.glyphs))]
        if not lines:
            return None
        for row, regions in self._by_page.get(block.page_no, {}).items():
            inside = sum(any(_holds(region, g) for region in regions) for g in lines)
            if inside >= SHARE * len(lines):
                return row
        return None


def _lines(block: Block) -> tuple[Text, ...]:
    if block.table:
        return tuple(line for cell in block.table.cells for line in cell.lines)
    return block.lines


def _middle(glyphs: tuple[Glyph | None, ...]) -> Glyph | None:
    drawn = [g for g in glyphs if g]
    return drawn[len(drawn) // 2] if drawn else None


def _holds(region: Region, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return region.x0 <= x <= region.x1 and region.top <= y <= region.bottom
