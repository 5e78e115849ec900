"""Boxes laid over a table (remarks in a box, stamps): their sides cross the table's lines, while a table's own lines end at its border."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.tables_strokes import TOUCH, Group, Stroke


def lift(groups: Sequence[Group], em: float) -> tuple[list[Group], list[Group]]:
    """(the groups without the boxes that lie over them, those boxes as groups of four lines)."""
    below: list[Group] = []
    boxes: list[Group] = []
    for group in groups:
        found = _overlays(group, em) if len(group.rows) + len(group.columns) > 5 else []
        rows = [r for r in group.rows if not any(r in box.rows for box in found)]
        columns = [c for c in group.columns if not any(c in box.columns for box in found)]
        if rows and columns:
            below.append(Group(rows, columns))
            boxes += found
        else:
            below.append(group)
    return below, boxes


def _overlays(group: Group, em: float) -> list[Group]:
    """Boxes of two rows and two columns that end at one another and that another line of the group crosses."""
    near = TOUCH * em
    corners = [(row, column) for column in group.columns for row in group.rows if _meet(row, column, near)]
    tops: dict[Stroke, list[Stroke]] = {}
    feet: dict[Stroke, list[Stroke]] = {}
    for row, column in corners:
        if abs(row.at - column.start) <= near:
            tops.setdefault(row, []).append(column)
        if abs(row.at - column.end) <= near:
            feet.setdefault(column, []).append(row)
    out: list[Group] = []
    for top, sides in tops.items():
        for left in sides:
            for right in sides:
                if right.at - left.at <= em:
                    continue
                closing = [row for row in feet.get(left, ()) if row in feet.get(right, ())]
                out += [Group([top, low], [left, right]) for low in closing if _crossed(top, low, left, right, group, near)]
    return out


def _meet(row: Stroke, column: Stroke, near: float) -> bool:
    """Whether both lines end where they meet."""
    ends_row = abs(row.start - column.at) <= near or abs(row.end - column.at) <= near
    return ends_row and (abs(column.start - row.at) <= near or abs(column.end - row.at) <= near)


def _crossed(top: Stroke, bottom: Stroke, left: Stroke, right: Stroke, group: Group, near: float) -> bool:
    """Whether a line runs right through one of the sides of a box."""
    through_rows = any(
        column.start < side.at - near and column.end > side.at + near and side.start + near < column.at < side.end - near
        for side in (top, bottom)
        for column in group.columns
    )
    return through_rows or any(
        row.start < side.at - near and row.end > side.at + near and side.start + near < row.at < side.end - near
        for side in (left, right)
        for row in group.rows
    )
