"""What a specimen says, as its source knows it: for the tests of readers and parsers."""

from __future__ import annotations

from typing import Any

from specimens.source import Element, Section, Specimen, Tag, plain

_BREAKS = {"page_break", "column_break"}
_NO_BLOCK = _BREAKS | {"unprinted"}
_OWN_LINE = {"question", "answer", "view", "result", "point"}


def truth(specimen: Specimen, pages: list[tuple[int, int]]) -> dict[str, Any]:
    """Everything about a file; `pages` are the first and last page of each section.

    `sections[].blocks` and `tables` stand in reading order; `items` carry opinion and conditions; `turns` their item's number; a
    turn's paragraphs are joined by a newline.
    """
    walker = _Walker()
    sections: list[dict[str, Any]] = []
    for section, (first, last) in zip(specimen.sections, pages, strict=True):
        blocks = [_block(e) for e in section.elements if e.kind not in _NO_BLOCK]
        sections.append({"pages": [first, last], "columns": int(section.settings.get("columns", "1")), "blocks": blocks})
        walker.section(section)
    return {
        "name": specimen.name,
        "ward": specimen.meta.get("ward"),
        "kind": specimen.meta.get("kind"),
        "page_count": pages[-1][1],
        "running": _running(specimen),
        "sections": sections,
        "tables": [b for s in sections for b in s["blocks"] if b["kind"] == "table"],
        "items": walker.items,
        "turns": walker.turns,
        "bullets": walker.bullets,
    }


def _running(specimen: Specimen) -> dict[str, Any]:
    headers = sorted({s.settings["header"] for s in specimen.sections if "header" in s.settings})
    return {
        "headers": headers,
        "stamp": specimen.meta.get("stamp"),
        "numbers": sorted({s.settings.get("numbers", "") for s in specimen.sections} - {""}),
    }


def _block(element: Element) -> dict[str, Any]:
    if element.grid is None:
        return {"kind": element.kind, "text": plain(element.text).strip("　")}
    grid = element.grid
    matrix = grid.matrix()
    return {
        "kind": "table",
        "caption": grid.settings.get("caption"),
        "unit": grid.settings.get("unit"),
        "ruling": grid.settings.get("ruling", "full"),
        "header_rows": grid.header_rows,
        "matrix": matrix,
        "spans": grid.spans(),
        "text": "\n".join("\t".join(cell or "" for cell in row) for row in matrix),
    }


class _Walker:
    """Follows the tags through the elements."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.turns: list[dict[str, Any]] = []
        self.bullets: list[dict[str, Any]] = []
        self._item: dict[str, Any] | None = None
        self._turn: dict[str, Any] | None = None

    def section(self, section: Section) -> None:
        self._item = self._turn = None
        for element in section.elements:
            if element.grid or element.kind in _BREAKS:
                continue
            self._step(element, plain(element.text).strip("　"))

    def _step(self, element: Element, text: str) -> None:
        tag = element.tag
        if tag is None:
            if element.kind in ("title", "heading"):
                self._turn = None
            if self._turn and element.kind == "paragraph":
                self._turn["text"] += "\n" + text
            return
        if tag.name == "item":
            self._open_item(tag.values, text)
        elif tag.name == "end":
            self._item = self._turn = None
        elif tag.name in ("turn", "stage"):
            self._add_turn(tag, text)
        elif self._item is not None:
            self._attach(tag.name, text)

    def _open_item(self, values: dict[str, str], text: str) -> None:
        number = values.get("number", "")
        title = values.get("title") or text.removeprefix(f"【{number}】").removeprefix(f"[{number}]").strip("　 ")
        self._turn = None
        self._item = {
            "kind": values["kind"],
            "number": number or None,
            "meeting": values.get("meeting"),
            "title": title,
            "outcome": values.get("outcome"),
            "handlings": [h for h in values.get("handlings", "").split(",") if h],
            "departments": [d for d in values.get("departments", "").split(",") if d],
            "opinion": [],
            "conditions": [],
        }
        self.items.append(self._item)

    def _add_turn(self, tag: Tag, text: str) -> None:
        number = self._item["number"] if self._item else None
        if tag.name == "stage":
            self.turns.append({"kind": "stage", "item": number, "speaker": None, "role": None, "text": text})
            return
        name, role = tag.words
        spoken = plain(tag.values["spoken"])
        self._turn = {"kind": "speech", "item": number, "speaker": None if name == "-" else name, "role": role, "text": spoken}
        self.turns.append(self._turn)

    def _attach(self, name: str, text: str) -> None:
        assert self._item is not None
        if name in ("opinion", "condition", "view"):
            self._item["opinion"].append(text.lstrip("・"))
        if name in ("condition", "view"):
            self._item["conditions"].append(text.lstrip("・"))
        if name in _OWN_LINE:
            self.bullets.append({"kind": name, "item": self._item["number"], "text": text.lstrip("・")})
