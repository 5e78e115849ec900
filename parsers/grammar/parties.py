"""Names and addresses of the bodies that a paper names as contractor, link partner or recipient."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.grammar.clauses import grouped, split_top, unmarked
from schemas.text import Text

_PREFECTURE = r"(?:北海道|東京都|(?:京都|大阪)府|[一-龠]{2,3}県)"
ADDRESS = re.compile(
    rf"(?:〒\s*\d{{3}}-?\d{{4}}\s*)?(?:{_PREFECTURE}[一-龠ぁ-んァ-ヶー]{{1,8}}[市区町村郡]|"
    r"(?<![一-龠ァ-ヶ])[一-龠ァ-ヶ]{1,5}[市区町村](?=[一-龠ァ-ヶぁ-んー]{1,12}[\s　]*(?:[0-9０-９一二三四五六七八九十]+[\s　]*(?:丁目|番|-|－|‐|−)))"
    r"|〒\s*\d{3}-?\d{4})"
)
_LABEL = re.compile(
    r"^\s*(?P<label>名\s*称|事業者名|法人名|会社名|商号|住\s*所|所\s*在\s*地|代表者(?:氏?名)?)\s*[:：]?\s*(?=\S)"
)
_UNNAMED = re.compile(
    r"未\s*定|公募|入札|今後|選定中|プロポーザル|別紙|別添|のとおり|調整中|同上|決定する|契約後|なし[。]?$|事業者を?選定|者$(?<!業者)"
)
_CAPACITY = re.compile(r"^(?:委託先|結合先|受託者|委託事業者|提供先|派遣元|再委託先|指定管理者)\s*[:：]?\s*(?=\S)")
_SENTENCE = re.compile(r"(?:する|である|した|ます|ない|れる)。?$")


class Party(NamedTuple):
    """A body: `name` and `address` as printed."""

    name: Text
    address: Text
    group: Text


def parties(paragraphs: list[Text]) -> list[Party]:
    """The bodies of a box: a name with its address behind it or in the next paragraph.

    Words that stand where a name is not yet known (未定, 公募により選定) are no name.
    """
    out: list[Party] = []
    for text, group in grouped(paragraphs):
        for line in _halves(unmarked(text)):
            label = _LABEL.match(line.s)
            plain = (line[label.end() :] if label else line).strip("、。 　")
            if label and re.match(r"代表者", label["label"]):
                continue
            found = ADDRESS.search(plain.folded().s)
            at = len(plain.folded().cut(0, found.start())) if found else len(plain)
            is_address = bool(label and re.sub(r"\s", "", label["label"]) in ("住所", "所在地"))
            name = Text() if is_address else plain[:at].strip("（(、 　")
            address = plain if is_address else plain[at:].strip("）) 　")
            if name:
                out += [Party(part, address, group) for part in _names(name)]
            elif address and out:
                out[-1] = out[-1]._replace(address=out[-1].address or address)
    return out


def _halves(text: Text) -> list[Text]:
    """`名称 甲社 住所 何市…` in one line is two labelled halves."""
    cuts = [m.start() for m in re.finditer(r"(?<=\S)[\s　]+(?=(?:住\s*所|所在地|名\s*称)\s*[:：\s　])", text.s)]
    edges = [0, *cuts, len(text)]
    return [part for a, b in zip(edges, edges[1:], strict=False) if (part := text[a:b].strip())]


def _names(text: Text) -> list[Text]:
    match = _CAPACITY.match(text.s)
    plain = text[match.end() :] if match else text
    if _SENTENCE.search(plain.s):
        return []
    return [part for part in split_top(plain) if not _UNNAMED.search(part.s) and len(part) > 1]
