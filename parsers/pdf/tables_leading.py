"""Rows of a table without rules whose cells hold several lines: lines of one cell stand closer together than rows do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from parsers.pdf.tables_pieces import Piece

Spread = tuple[int, int]
"""The columns that words take up; the last one exclusive."""
LOOSE = 1.12
"""Lines further apart than so many times the closest ones are no lines of one cell."""
COUNTED = 0.2
"""Where so many of the lines that follow others closely are numbers, these are no lines of one cell."""
LEAST = 0.8
"""Lines stand at least so far apart (ems); what is nearer stands beside one another."""
KEYS = 1 / 3
"""In the column that shows the rows no more of the lines than this follow their neighbour closely."""
HALFWAY = 0.2
"""What stands so near (in its own heights) to the middle between two rows stands half-way."""
TOUCH = 0.15
"""It is no further (in its own heights) from either."""
SHARED = 0.1
"""Cells that have so much of their height in common (of the lower one's) stand in one row."""


class Block(NamedTuple):
    """The lines of one cell: the columns it takes up, where its first begins and its last ends, and its pieces."""

    spread: Spread
    top: float
    bottom: float
    pieces: list[Piece]


def spaced_cells(lines: Sequence[Mapping[Spread, list[Piece]]], em: float) -> list[tuple[Spread, Block]] | None:
    """(first and last row, cell) for the lines of a table; None where the distances of its lines do not tell the rows apart."""
    stacks: dict[Spread, list[Block]] = {}
    for line in lines:
        for spread, pieces in line.items():
            box = Block(spread, min(p.top for p in pieces), max(p.bottom for p in pieces), pieces)
            stacks.setdefault(spread, []).append(box)
    close = _closest(stacks, em)
    if close:
        return _in_rows([block for stack in stacks.values() for block in _joined(stack, close)])
    cells = _in_rows([block for stack in stacks.values() for block in stack])
    return cells if any(end - row > 1 for (row, end), _ in cells) else None


def _closest(stacks: Mapping[Spread, Sequence[Block]], em: float) -> float:
    """The distance of lines within a cell, at most; 0 where no cell has several, or no column shows the rows."""
    pairs = {
        spread: [(_middle(b) - _middle(a), b) for a, b in zip(stack, stack[1:], strict=False)]
        for spread, stack in stacks.items()
    }
    least = min((step for column in pairs.values() for step, _ in column if step > LEAST * em), default=0.0)
    close = LOOSE * least
    below = [block for column in pairs.values() for step, block in column if step <= close]
    if not below or least > 2 * em or COUNTED * len(below) <= sum(map(_counts, below)):
        return 0.0
    keys = [len(c) for (a, b), c in pairs.items() if b - a == 1 and c and sum(step <= close for step, _ in c) <= KEYS * len(c)]
    return close if 6 * max(keys, default=0) >= max(map(len, pairs.values())) else 0.0


def _middle(block: Block) -> float:
    return (block.top + block.bottom) / 2


def _joined(stack: Sequence[Block], close: float) -> list[Block]:
    """The lines of a column that follow one another closely as one; numbers are cells of their own."""
    out: list[Block] = []
    last = None
    for block in stack:
        if last is not None and _middle(block) - _middle(last) <= close and not (_counts(last) and _counts(block)):
            out[-1] = out[-1]._replace(bottom=block.bottom, pieces=out[-1].pieces + block.pieces)
        else:
            out.append(block)
        last = block
    return out


def _counts(block: Block) -> bool:
    return all(p.is_number for p in block.pieces)


def _in_rows(blocks: Sequence[Block]) -> list[tuple[Spread, Block]]:
    """Cells beside one another make a row; one beside several of another column spans their rows."""
    blocks = sorted(blocks, key=lambda block: block.top)
    beside = _beside(blocks)
    spanning = {n for n, others in enumerate(beside) if _several([blocks[k].spread for k in others])}
    home = list(range(len(blocks)))

    def find(n: int) -> int:
        while home[n] != n:
            n = home[n]
        return n

    for n, others in enumerate(beside):
        for k in others:
            if n not in spanning and k not in spanning:
                home[find(n)] = find(k)
    rows: dict[int, list[int]] = {}
    for n in range(len(blocks)):
        if n not in spanning:
            rows.setdefault(find(n), []).append(n)
    ordered = sorted(rows.values(), key=lambda row: sum(_middle(blocks[n]) for n in row) / len(row))
    for at in range(1, len(ordered) - 1):
        if not spanning.intersection(ordered[at - 1]) and _is_between(blocks, ordered[at - 1 : at + 2]):
            for n in ordered[at]:
                beside[n] = ordered[at - 1] + ordered[at + 1]
            spanning.update(ordered[at])
    ordered = [row for row in ordered if not spanning.intersection(row)]
    number = {n: at for at, row in enumerate(ordered) for n in row}
    out = [((at, at + 1), blocks[n]) for n, at in number.items()]
    for n in spanning:
        over = [number[k] for k in beside[n] if k in number]
        out.append(((min(over), max(over) + 1), blocks[n]) if over else ((0, 1), blocks[n]))
    return sorted(_headed(out), key=lambda cell: (cell[0], cell[1].spread))


def _headed(cells: Sequence[tuple[Spread, Block]]) -> list[tuple[Spread, Block]]:
    """A heading of the first row spans the columns on its right that have none but words below, where others span both rows: then
    no place beside them is empty."""
    if not any(rows == (0, 2) for rows, _ in cells):
        return list(cells)
    taken = {(r, k) for rows, cell in cells for r in range(*rows) for k in range(*cell.spread)}
    out = []
    for rows, cell in cells:
        first, end = cell.spread
        while rows == (0, 1) and (0, end) not in taken and (1, end) in taken:
            end += 1
        out.append((rows, cell._replace(spread=(first, end))))
    return out


def _is_between(blocks: Sequence[Block], rows: Sequence[Sequence[int]]) -> bool:
    """Whether the middle one of three rows stands half-way between the others, and these have no words in its columns."""
    above, own, below = ([blocks[n] for n in row] for row in rows)
    taken = {k for b in (*above, *below) for k in range(*b.spread)}
    if any(k in taken for b in own for k in range(*b.spread)):
        return False
    high = own[0].bottom - own[0].top
    apart = max(own[0].top - max(b.bottom for b in above), min(b.top for b in below) - own[0].bottom)
    middles = [sum(map(_middle, row)) / len(row) for row in (above, own, below)]
    return apart < TOUCH * high and abs(middles[1] - (middles[0] + middles[2]) / 2) < HALFWAY * high


def _beside(blocks: Sequence[Block]) -> list[list[int]]:
    """For each cell, the numbers of those that stand beside it; `blocks` are sorted by where they begin."""
    out: list[list[int]] = [[] for _ in blocks]
    for n, a in enumerate(blocks):
        for k in range(n + 1, len(blocks)):
            if blocks[k].top >= a.bottom:
                break
            if _level(a, blocks[k]):
                out[n].append(k)
                out[k].append(n)
    return out


def _level(a: Block, b: Block) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > SHARED * min(a.bottom - a.top, b.bottom - b.top)


def _several(spreads: Sequence[Spread]) -> bool:
    return len(set(spreads)) < len(spreads)
