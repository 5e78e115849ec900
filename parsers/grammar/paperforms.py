"""Tables of points and what was done about them, and columns of personal-information items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from parsers.grammar.agenda import tight
from parsers.grammar.boxes import Box, concept_of
from parsers.grammar.keyvalue import bare_label, cell_paragraphs, unspread
from schemas.document import Cell, Table
from schemas.text import Text

_POINT = re.compile(r"指導|指摘|質問|意見|課題|要望")
_REPLY = re.compile(r"対応|回答|改善策|措置|見解|考え方")
# Types of a standard of approval and the cases that fall under them.
CASES = (re.compile(r"^(?:該当)?類型"), re.compile(r"^(?:追加する?)?事例"))
_NUMBER = re.compile(r"^\(?[\d①-⑳]{1,2}\)?$")
_ITEMS = re.compile(r"(?:個人情報|特定個人情報|情報項目|記録項目)(?:の?項目)?(?:の名称)?$")


class Pair(NamedTuple):
    """A point and the reply to it, under the headers of their columns; `number` as printed."""

    number: Text
    point_label: Text
    point: Text
    reply_label: Text
    reply: Text


def pairs(table: Table, columns: tuple[re.Pattern[str], re.Pattern[str]] = (_POINT, _REPLY)) -> Iterator[Pair]:
    """The rows of a table with two columns that belong together, by the words of their headers: a column of points (指導の内容,
    意見 …) and a column of replies (対応, 回答 …) unless other columns are asked for."""
    for row in range(min(2, table.n_rows)):
        header = {c.col: c for c in table.row(row)}
        point = next((c for c in header.values() if columns[0].search(tight(c.text.s))), None)
        reply = next((c for c in header.values() if c is not point and columns[1].search(tight(c.text.s))), None)
        if point and reply and len(header) <= 4:
            break
    else:
        return
    open_pair: Pair | None = None
    for n in range(row + 1, table.n_rows):
        said, done = table.at(n, point.col), table.at(n, reply.col)
        if not said or not done or said.row != n or not (said.text or done.text) or said is done:
            continue
        number = next((c.text for c in table.row(n) if c not in (said, done) and _NUMBER.match(tight(c.text.s))), Text())
        if open_pair and open_pair.number and not number:
            # a row that the end of a page cut in two: only the first part has the number
            open_pair = open_pair._replace(
                point=_joined(open_pair.point, _value(said)), reply=_joined(open_pair.reply, _value(done))
            )
            continue
        if open_pair:
            yield open_pair
        open_pair = Pair(number, point.text, _value(said), reply.text, _value(done))
    if open_pair:
        yield open_pair


def _joined(first: Text, second: Text) -> Text:
    if not (first and second):
        return first or second
    return Text.join("\n" if re.search(r"[。)）」]\s*$", first.s) else "", [first, second])


def pair_boxes(pair: Pair, concepts: Mapping[str, str]) -> list[Box]:
    """The two sides of a pair as boxes of a form."""
    sides = ((unspread(pair.point_label), pair.point), (unspread(pair.reply_label), pair.reply))
    return [
        Box(label, concept_of(bare_label(label), concepts), value, value.split("\n"), []) for label, value in sides if value
    ]


def item_columns(table: Table) -> list[Text]:
    """The items of personal information in the columns whose header says so (`利用する特定個人情報`)."""
    if table.n_rows < 2:
        return []
    columns = [c for c in table.row(0) if _ITEMS.search(tight(c.text.s))]
    cells = [c for column in columns for c in table.cells if c.col == column.col and c.row > 0]
    return [p for c in sorted(cells, key=lambda c: c.row) for p in cell_paragraphs(c)]


def _value(cell: Cell) -> Text:
    return Text.join("\n", cell_paragraphs(cell))
