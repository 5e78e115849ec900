from __future__ import annotations

from parsers.grammar.matrix import read_matrix
from schemas.document import Cell, Table
from schemas.text import Text


def table(*rows: list[str], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    spans = spans or {}
    covered = {(r + i, c + j) for (r, c), (rs, cs) in spans.items() for i in range(rs) for j in range(cs) if (i, j) != (0, 0)}
    cells = [
        Cell(r, c, *spans.get((r, c), (1, 1)), (Text(words),) if words else ())
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
        if (r, c) not in covered
    ]
    return Table(cells, ())


def test_marks_count_by_their_own_column() -> None:
    matrix = read_matrix(
        table(
            ["", "", "番号", "", ""],
            ["", "", "4", "5", "6"],
            ["問いの類型", "", "", "", ""],
            ["必要性", "", "", "", "○"],
            ["その他", "", "", "◯", ""],
            ["内訳", "期間", "", "○", ""],
            ["", "範囲", "", "", ""],
            spans={(0, 2): (1, 3), (0, 0): (2, 2), (2, 0): (1, 5), (3, 0): (1, 2), (4, 0): (1, 2), (5, 0): (2, 1)},
        )
    )
    assert matrix is not None
    assert matrix.columns == ("4", "5", "6")
    assert [(r.label, r.group, sorted(r.marks)) for r in matrix.rows] == [
        ("必要性", "問いの類型", ["6"]),
        ("その他", "問いの類型", ["5"]),
        ("期間", "内訳", ["5"]),
        ("範囲", "内訳", []),
    ]


def test_other_tables_are_no_matrix() -> None:
    assert read_matrix(table(["年度", "4", "5"], ["件数", "12", "30"])) is None
    assert read_matrix(table(["名前", "役"], ["甲", "○"])) is None
    assert read_matrix(table([""])) is None
