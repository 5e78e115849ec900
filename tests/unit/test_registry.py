import pytest

from parsers.registry import choose, parser_of
from schemas.document import Block, Document, Page, Paragraph
from schemas.source import Source
from schemas.text import Glyph, Text


def source(ward: str, *patterns: str) -> Source:
    return Source(
        ward=ward, name_ja=ward, name_en=ward, council="見本審議会", publisher="見本", parser=ward, recognise=patterns
    )


def document(words: str) -> Document:
    line = Text(words, [Glyph(1, 10 * n, 0, 10 * n + 10, 10) for n in range(len(words))])
    block = Block("paragraph", 1, 1, (line,))
    return Document("e" * 16, "見本.pdf", [Page(1, 595, 842, [block], [])], [Paragraph([block])], [])


KITA = source("kita", "見本北区個人情報審議会", "見本北区")
MINAMI = source("minami", "見本南区個人情報審議会", "見本南区")


def test_the_source_that_a_paper_is_about_reads_it() -> None:
    words = "見本南区個人情報審議会の資料。見本北区と見本北区と見本北区の例もある。"
    chosen = choose(document(words), [KITA, MINAMI])
    assert chosen is not None
    assert chosen.ward == "minami"
    assert choose(document(words), [MINAMI, KITA]) == chosen


def test_a_name_alone_is_not_enough() -> None:
    assert choose(document("見本北区の病院の一覧"), [KITA, MINAMI]) is None


def test_blanks_and_widths_do_not_matter() -> None:
    chosen = choose(document("見本 北　区の個人情報について"), [KITA, MINAMI])
    assert chosen is KITA


def test_a_parser_that_is_not_there_is_said() -> None:
    with pytest.raises(ModuleNotFoundError):
        parser_of(KITA)
