"""One item as a text that reads like the minutes, with lines drawn from questions to their answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import duckdb

from pipeline.corrected import of_item
from pipeline.errors import PipelineError

WIDTH = 96  # columns of a terminal; a kanji takes two
LANES = 6  # questions that can wait for answers at once and still be drawn


class Shown(NamedTuple):
    """A turn as it is printed."""

    turn_id: str
    seq: int
    kind: str
    who: str
    act: str
    text: str


class Lane(NamedTuple):
    """A question and its answers, as places in the list of turns; `column` is where its line is drawn."""

    question: int
    answers: tuple[int, ...]
    column: int


def item_lines(connection: duckdb.DuckDBPyConnection, item: str, width: int = WIDTH) -> list[str]:
    """The text of an item, by its id or the end of its id (`consultation-457`) where only one item's id ends so.

    Raises PipelineError where none or several fit.
    """
    item_id = _find(connection, item)
    turns = _turns(connection, item_id)
    out = [*_head(connection, item_id, width), *_put_right(connection, item_id, width)]
    if turns:
        lanes = _lanes(connection, turns)
        points = _points(connection, item_id)
        out += ["", "発言 / Discussion", ""]
        for n, turn in enumerate(turns):
            out += _turn(n, turn, turns, lanes, points.get(turn.turn_id, []), width)
    return out


def _put_right(connection: duckdb.DuckDBPyConnection, item_id: str, width: int) -> Iterator[str]:
    lines = of_item(connection, item_id)
    if lines:
        yield from ("", "訂正 / Put right by persons")
        for line in lines:
            yield from wrapped(line, width, "     ", "  ")


def _rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return connection.execute(query, list(values)).fetchall()


def _find(connection: duckdb.DuckDBPyConnection, item: str) -> str:
    ids = [r[0] for r in _rows(connection, "SELECT item_id FROM items WHERE item_id = $1", item)]
    ids = ids or [
        r[0] for r in _rows(connection, "SELECT item_id FROM items WHERE ends_with(item_id, '/' || $1) ORDER BY item_id", item)
    ]
    if len(ids) == 1:
        return str(ids[0])
    if not ids:
        raise PipelineError(f"no item has the id {item}; ids are in items.item_id")
    raise PipelineError(f"{item} stands for {len(ids)} items: {', '.join(ids)}")


def _head(connection: duckdb.DuckDBPyConnection, item_id: str, width: int) -> Iterator[str]:
    council, held_on, number, title, kind, outcome, file_name, page_no = _rows(
        connection,
        "SELECT m.council, m.held_on, i.number, i.title, k.label_ja, concat_ws(' – ', o.label_ja, i.outcome_text), d.file_name, "
        "i.regions[1].page_no FROM items i JOIN meetings m ON m.meeting_id = i.meeting_id "
        "JOIN documents d ON d.document_id = i.document_id LEFT JOIN code_kind k ON k.code = i.kind "
        "LEFT JOIN code_outcome o ON o.code = i.outcome WHERE i.item_id = $1",
        item_id,
    )[0]
    yield f"{council}  {held_on or ''}".rstrip()
    yield from wrapped(f"{number or kind or ''}  {title or ''}".strip(), width, "")
    yield f"{item_id}  ({file_name}, p. {page_no})"
    handlings = _rows(
        connection,
        "SELECT string_agg(DISTINCT c.label_ja, '、' ORDER BY c.label_ja) FROM item_handlings h "
        "JOIN code_handling c ON c.code = h.handling WHERE h.item_id = $1",
        item_id,
    )[0][0]
    if handlings:
        yield f"取扱 / Handling: {handlings}"
    if outcome:
        yield from wrapped(f"結果 / Outcome: {outcome}", width, "  ", "")
    opinions = _rows(connection, "SELECT text FROM opinions WHERE item_id = $1 ORDER BY seq", item_id)
    if opinions:
        yield from ("", "審議会意見 / Opinion")
        for paragraph in "\n".join(text for (text,) in opinions).split("\n"):
            yield from wrapped(paragraph, width, "  ", "  ")
    conditions = _rows(connection, "SELECT seq, text FROM conditions WHERE item_id = $1 ORDER BY seq", item_id)
    if conditions:
        answered = _answered(connection, item_id)
        yield from ("", "条件 / Conditions")
        for n, (_, text) in enumerate(conditions, 1):
            yield from wrapped(f"{n}. {text}{answered.get(text, '')}", width, "     ", "  ")


def _answered(connection: duckdb.DuckDBPyConnection, item_id: str) -> dict[str, str]:
    """What a later paper says to a condition: its number and day."""
    rows = _rows(
        connection,
        "SELECT text, coalesce(answer_number, answer_title), answered_on, days FROM compare.condition_answers "
        "WHERE item_id = $1 AND kind = 'condition' AND answered_by_item_id IS NOT NULL",
        item_id,
    )
    return {text: f"  → {number} {day or ''} ({days} days)" for text, number, day, days in rows}


def _turns(connection: duckdb.DuckDBPyConnection, item_id: str) -> list[Shown]:
    rows = _rows(
        connection,
        "SELECT t.turn_id, t.seq, t.kind, t.speaker_name, t.speaker_role, a.label_ja, t.text FROM turns t "
        "LEFT JOIN code_act a ON a.code = t.act WHERE t.item_id = $1 ORDER BY t.seq",
        item_id,
    )
    return [
        Shown(turn_id, seq, kind, f"{name or ''}{role or ''}", act or "", text)
        for turn_id, seq, kind, name, role, act, text in rows
    ]


def _points(connection: duckdb.DuckDBPyConnection, item_id: str) -> dict[str, list[tuple[str, str]]]:
    """Requests and promises by turn: label and words."""
    out: dict[str, list[tuple[str, str]]] = {}
    for turn_id, label, text in _rows(
        connection,
        "SELECT c.turn_id, k.label_ja, c.text FROM commitments c LEFT JOIN code_commitment_kind k ON k.code = c.kind "
        "WHERE c.item_id = $1 AND c.turn_id IS NOT NULL ORDER BY c.commitment_id",
        item_id,
    ):
        out.setdefault(turn_id, []).append((label or "", text))
    return out


def _lanes(connection: duckdb.DuckDBPyConnection, turns: Sequence[Shown]) -> list[Lane]:
    """The links between these turns, each question with a column of its own while it waits."""
    place = {turn.turn_id: n for n, turn in enumerate(turns)}
    links: dict[int, list[int]] = {}
    for question, answer in _rows(connection, "SELECT question_turn_id, answer_turn_id FROM qa_links"):
        if question in place and answer in place:
            links.setdefault(place[question], []).append(place[answer])
    out: list[Lane] = []
    free = [-1] * LANES  # for each column the last turn that it is drawn to
    for question in sorted(links):
        first, last = min(question, *links[question]), max(question, *links[question])
        column = next((c for c, end in enumerate(free) if end < first), LANES - 1)
        free[column] = last
        out.append(Lane(question, tuple(sorted(links[question])), column))
    return out


def _turn(
    n: int, turn: Shown, turns: Sequence[Shown], lanes: Sequence[Lane], points: Sequence[tuple[str, str]], width: int
) -> Iterator[str]:
    columns = max((lane.column for lane in lanes), default=-1) + 1
    first, more = _gutter(n, lanes, columns, head=True), _gutter(n, lanes, columns, head=False)
    if turn.kind == "stage":
        yield f"{more}      {turn.text}"
        return
    marks = [f"[{turn.act}]"] if turn.act else []
    for lane in lanes:
        if n == lane.question:
            marks.append("→ " + ", ".join(str(turns[a].seq) for a in lane.answers))
        if n in lane.answers:
            marks.append(f"← {turns[lane.question].seq}")
    yield f"{first}{turn.seq:4}  ○{turn.who}  {' '.join(marks)}".rstrip()
    for paragraph in turn.text.split("\n"):
        yield from wrapped(paragraph, width, f"{more}      ", f"{more}      ")
    for label, text in points:
        yield from wrapped(f"◇ {label}: {text}", width, f"{more}        ", f"{more}      ")
    yield more.rstrip()


def _gutter(n: int, lanes: Sequence[Lane], columns: int, *, head: bool) -> str:
    """The lines beside a turn: `┌` at a question, `├` at an answer with more to come, `└` at the last, `│` in between."""
    out = [" "] * columns
    for lane in lanes:
        ends = (lane.question, *lane.answers)
        low, high = min(ends), max(ends)
        if head and n in ends:
            out[lane.column] = "┌" if n == low else "└" if n == high else "├"
        elif low < n < high or (n == low and not head) or (n in ends and n < high):
            out[lane.column] = "│"
    return "".join(out) + " "


def wrapped(text: str, width: int, indent: str, first: str | None = None) -> Iterator[str]:
    """Lines of at most so many columns; `first` stands before the first line, `indent` before the others."""
    line = indent if first is None else first
    line_width, begun = columns_of(line), False
    for char in text.replace("\n", " "):
        taken = columns_of(char)
        if begun and line_width + taken > width and char not in "。、」』）)":
            yield line
            line, line_width = indent, columns_of(indent)
        line, line_width, begun = line + char, line_width + taken, True
    yield line


def columns_of(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" and c not in "┌├└│" else 1 for c in text)
