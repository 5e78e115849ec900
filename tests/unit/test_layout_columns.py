"""A small typesetter makes pages of characters; reading must give the paragraphs back, whatever the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from parsers.pdf import conserved, read
from schemas.document import Char, Paragraph, RawPage

SENTENCES = (
    "図書の貸出しに用いる端末の更新について見本課から説明があった。",
    "更新後も利用者の記録は区の庁舎の外に出ない仕組みとする。",
    "見本委員から、夜間の障害に備えた連絡の体制を問う声が出た。",
    "委託先は三年に一度、公募により選び直すこととしている。",
    "費用は当初の見込みより少なく済む見通しである。",
)
FORBIDDEN_AT_START = "、。」）"


def paragraphs(n: int) -> list[str]:
    """`n` paragraphs: turns with a mark, and paragraphs indented by one em, of one to five sentences."""
    out = []
    for k in range(n):
        body = "".join(SENTENCES[(k + j) % len(SENTENCES)] for j in range(1 + k % 5))
        out.append(f"○見本{'甲乙丙丁'[k % 4]}委員　{body}" if k % 3 == 0 else f"　{body}")
    return out


def rows(text: str, length: int) -> Iterator[str]:
    """A paragraph broken into rows of `length` characters; a comma or full stop never begins a row."""
    while text:
        end = length
        while end < len(text) and text[end] in FORBIDDEN_AT_START:
            end -= 1
        yield text[:end]
        text = text[end:]


def typeset(
    texts: Sequence[str],
    columns: int,
    size: tuple[float, float] = (595.0, 842.0),
    em: float = 10.0,
    gutter: float = 2.0,
    pitch: float = 1.7,
    offset: float = 0.0,
) -> list[RawPage]:
    """Pages with the texts in columns of full-width characters; later columns stand `offset` points lower."""
    width, height = size
    margin = 5 * em
    length = int((width - 2 * margin + gutter * em) / columns / em - gutter)
    per_column = int((height - 2 * margin) / (pitch * em))
    lines = [row for text in texts for row in rows(text, length)]
    pages: list[RawPage] = []
    for n, line in enumerate(lines):
        place = n % (per_column * columns)
        if place == 0:
            pages.append(RawPage(len(pages) + 1, width, height, fonts=["Mincho"]))
        column, row = divmod(place, per_column)
        x, y = margin + column * (length + gutter) * em, margin + row * pitch * em + offset * column
        loose = sum(c in FORBIDDEN_AT_START for c in line) and len(line) < length and n + 1 < len(lines)
        step = em * (length - 1) / (len(line) - 1) if loose and len(line) > length - 3 else em
        pages[-1].chars.extend(
            Char(c, x + k * step, y, x + k * step + em, y + em, em, 0, 0) for k, c in enumerate(line) if c != "　" or k
        )
    return pages


def squeezed(texts: Sequence[str]) -> list[str]:
    return ["".join(t.split()) for t in texts]


def read_back(pages: Sequence[RawPage]) -> list[str]:
    document = read(pages, "0" * 16, "mihon.pdf")
    for raw, page in zip(pages, document.pages, strict=True):
        assert conserved(raw, page) == []
    return squeezed([e.text.s for e in document.flow if isinstance(e, Paragraph)])


SHEETS = {"A4": (595.0, 842.0), "A4 landscape": (842.0, 595.0), "A3 landscape": (1191.0, 842.0), "B5": (516.0, 729.0)}


@pytest.mark.parametrize(("columns", "sheet", "offset"), list(product((1, 2, 3, 4), SHEETS, (0.0, 4.0))))
def test_columns_are_read_one_after_another(columns: int, sheet: str, offset: float) -> None:
    texts = paragraphs(40)
    assert read_back(typeset(texts, columns, SHEETS[sheet], offset=offset)) == squeezed(texts)


@pytest.mark.parametrize("gutter", [1.2, 1.6, 3.0])
def test_narrow_and_wide_gutters(gutter: float) -> None:
    texts = paragraphs(30)
    assert read_back(typeset(texts, 2, gutter=gutter)) == squeezed(texts)


@pytest.mark.parametrize("em", [7.5, 9.0, 12.0, 14.0])
def test_sizes_of_letters(em: float) -> None:
    texts = paragraphs(30)
    assert read_back(typeset(texts, 2, em=em)) == squeezed(texts)


def test_points_of_a_list_may_be_as_long_as_one_another() -> None:
    points = [f"別紙{n}のとおり見本の棚の鍵の扱いを改めることについて" for n in "一二三"]
    front = ["見本の会の次第", "開会", "資料", *points, "閉会", "その他"]
    pages = typeset(front, 1)
    following = typeset(paragraphs(60), 1)
    pages += [RawPage(n, p.width, p.height, p.chars, fonts=p.fonts) for n, p in enumerate(following, 2)]
    assert read_back(pages)[: len(front)] == front
