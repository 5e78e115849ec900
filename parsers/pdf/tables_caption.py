"""What stands over a table: its caption (`表N …`, or the heading right above it) and its unit (`（単位：件）`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.document import Element, FlowTable, Paragraph
from schemas.text import Text

CAPTION = re.compile(
    r"^\s*[(<〈《【\[○●◎■□◆◇・]*\s*(?:別表|図表|付表|参考表|表|第\s*\d+\s*表)\s*(?:第?\s*[\d一二三四五六七八九十]+|[\s:(])"
)
UNIT = re.compile(r"[(\[〔【]?\s*単位\s*[::.]?\s*(?P<unit>[^()\[\]〔〕【】\s]{1,12})\s*[)\]〕】]?\s*$")
LONG = 60
"""A caption is no longer than this (characters)."""
ABOVE = 3
"""So many paragraphs above a table may belong to it: caption, remark, unit."""


def attach_captions(flow: Sequence[Element]) -> None:
    """Gives the tables of a flow the captions and units that stand over them; what a table already has is kept."""
    for n, element in enumerate(flow):
        if isinstance(element, FlowTable):
            above = _above(flow, n)
            element.table.caption = element.table.caption or caption_over(above)
            element.table.unit = element.table.unit or unit_over(above)


def _above(flow: Sequence[Element], at: int) -> list[Paragraph]:
    """The paragraphs between a table and what stands before them, the nearest first."""
    out: list[Paragraph] = []
    for element in reversed(flow[max(0, at - ABOVE) : at]):
        if not isinstance(element, Paragraph):
            break
        out.append(element)
    return out


def caption_over(above: Sequence[Paragraph]) -> Text | None:
    """The caption among the paragraphs over a table (the nearest first): a numbered one, else a heading that stands right there."""
    for n, paragraph in enumerate(above):
        words = _without_unit(paragraph.text)
        if len(words) > LONG:
            return None
        if CAPTION.match(words.folded().s):
            return words
        if paragraph.kind in ("caption", "heading"):
            return words if words and not any(CAPTION.match(p.text.folded().s) for p in above[n + 1 :]) else None
        if words and n and not UNIT.search(above[0].text.folded().s):
            return None
    return None


def unit_over(above: Sequence[Paragraph]) -> Text | None:
    """The unit that stands over a table, in a line of its own or at the end of the caption."""
    for paragraph in above[:2]:
        folded = paragraph.text.folded()
        match = UNIT.search(folded.s)
        if match and len(paragraph.text) <= LONG:
            return folded.group(match, "unit").strip()
    return None


def _without_unit(text: Text) -> Text:
    folded = text.folded()
    match = UNIT.search(folded.s)
    return folded.cut(0, match.start()).strip() if match else text.strip()


__all__ = ["attach_captions", "caption_over", "unit_over"]
