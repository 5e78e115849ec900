from parsers.structure import structure, table_id, visible
from schemas.document import Block, Cell, Document, FlowTable, Page, Paragraph, Table
from schemas.parsed import Parsed
from schemas.rows import BlockRow, Opinion, PageRow, Paper, TableCell, TableRow
from schemas.text import Glyph, Region, Text


def line(s: str, top: float, x0: float = 50, page: int = 1) -> Text:
    return Text(s, [Glyph(page, x0 + 10 * n, top, x0 + 10 * n + 10, top + 10) for n in range(len(s))])


def paper(extra: str = "") -> Document:
    first = Block("paragraph", 1, 1, (line("見本の意見である。", 100),))
    cells = [Cell(0, 0, lines=(line("件数", 200),)), Cell(0, 1, lines=(line("1,200", 200, 150),)), Cell(1, 0), Cell(1, 1)]
    table = Table(cells, (Region(1, 40, 190, 300, 240),))
    second = Block("table", 1, 2, table=table)
    page = Page(1, 595, 842, [first, second], [], printed=len("見本の意見である。件数1,200" + extra))
    return Document("f" * 16, "見本.pdf", [page], [Paragraph([first]), FlowTable([second], table)], [])


def read(extra: str = "") -> Parsed:
    document = paper(extra)
    parsed = Parsed()
    first = document.flow[0].text
    parsed.add(Opinion(document_id=document.document_id, regions=first.regions(), item_id="x/report-1", seq=1, text=first.s))
    structure(document, parsed)
    return parsed


def test_the_most_telling_row_claims_a_block() -> None:
    blocks = read().of(BlockRow)
    assert [(b.block_id[-5:], b.owner_table, b.owner_id) for b in blocks] == [
        ("p1-b1", "opinions", "x/report-1/1"),
        ("p1-b2", "tables", f"{'f' * 16}/table-1"),
    ]


def test_the_count_of_characters_balances() -> None:
    (page,) = read().of(PageRow)
    assert page.char_count == page.furniture_char_count + page.assigned_char_count + page.unassigned_char_count == 16


def test_a_loss_is_a_finding() -> None:
    parsed = read("失")
    assert [f.code for f in parsed.findings] == ["characters_lost"]
    (page,) = parsed.of(PageRow)
    assert page.unassigned_char_count == 1


def test_tables_keep_empty_cells_and_numbers() -> None:
    parsed = read()
    (table,) = parsed.of(TableRow)
    assert (table.n_rows, table.n_cols) == (2, 2)
    assert [(c.row, c.col, c.text, c.number) for c in parsed.of(TableCell)] == [
        (0, 0, "件数", None), (0, 1, "1,200", 1200.0), (1, 0, "", None), (1, 1, "", None),
    ]  # fmt: skip


def test_a_file_is_one_paper_where_none_were_told_apart() -> None:
    (whole,) = read().of(Paper)
    assert (whole.page_first, whole.page_last) == (1, 1)


def test_names_of_tables_follow_the_flow() -> None:
    document = paper()
    table = document.flow[1]
    assert isinstance(table, FlowTable)
    assert table_id(document, table) == f"{'f' * 16}/table-1"


def test_blanks_are_not_visible() -> None:
    assert visible(line("あ い\u3000う", 10)) == 3
