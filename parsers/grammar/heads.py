"""What stands over a paper: title, day, sections in charge, number, legal basis, and the lines that are none of these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.grammar.dates import FoundDate, find_dates
from schemas.document import Paragraph
from schemas.text import Text

BASIS = re.compile(
    r"^\s*(?:\((?=[^。]*第\s*\d+\s*条)[^。]{4,60}?(?:関係|に基づく[^。]{0,12}|による[^。]{0,12}|の?規定[^。]{0,12})\)"
    r"|[^()。]{2,40}第\s*\d+\s*条[^。]{0,20}関係)\s*$"
)
NUMBER = re.compile(
    r"^\s*[\[【(]?\s*(?P<n>(?P<word>諮問|報告)(?:事項)?\s*(?:番号)?\s*(?:第|No\.?|№)?\s*(?P<d>\d+)\s*号?)\s*[\])】]?\s*$"
)
FORM_NO = re.compile(r"^\s*\(?(?:別記)?\s*(?:第\s*\d+\s*号\s*様式|様式\s*第?\s*\d+\s*号?)")
LETTER = re.compile(
    r"\((?:依頼|通知|照会|回答|送付|通達)\)$|(?:殿|様|御中)$|公\s*印\s*省\s*略|第\s*\d+\s*号$|^事\s*務\s*連\s*絡$"
)
REFERENCE = re.compile(r"^[^。、]{0,20}第\s*\d+\s*号$")
DEPARTMENT = re.compile(r"^[^\s、。（）()「」0-9]{2,30}(?:部|課|所|室|局|センター|係|委員会|学校|園|館|担当)(?:長)?$")
LABELS = re.compile(
    r"^[\[【(]?\s*(?:資料|別紙|別添|参考|参考資料|添付資料)\s*[\d一二三四五六七八九十]*(?:-\d+)?\s*[\]】)]?$|^\((?:見本|案|写し?|公開用|当日配[付布])\)$"
)
ABOUT = re.compile(r"(?:について|の件|に関する報告|の報告)(?:\([^()]*\))?$")
ANNUAL = re.compile(r"年度.*(?:状況|報告|年報|実績|概要)")
GUIDE = re.compile(r"(?:ガイドライン|手引き?|マニュアル|運用基準|取扱基準)(?:\(.{1,12}\))?$")


class Head:
    """What stands over the body of a part."""

    def __init__(self) -> None:
        self.title = Text()
        self.day: FoundDate | None = None
        self.day_text = Text()
        self.departments: list[Text] = []
        self.number = Text()
        self.basis = Text()
        self.reference = Text()


def classify_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Tells the lines over a body apart: day, departments, number, legal basis, and the rest, which is the title."""
    head = Head()
    rest: list[Text] = []
    for text in (line for p in paragraphs for line in p.lines):
        folded = text.folded()
        plain = folded.s.strip()
        dates = find_dates(plain)
        if not plain:
            continue
        if dates and len(plain) - (dates[0].end - dates[0].start) <= 4:
            head.day, head.day_text = dates[0], text
        elif match := NUMBER.match(plain):
            start = folded.s.find(plain)
            head.number = folded.cut(start + match.start("n"), start + match.end("n"))
        elif REFERENCE.match(plain):
            head.reference = text.strip()
        elif BASIS.match(plain) and (rest or head.title):
            head.basis = text
        elif DEPARTMENT.match(re.sub(r"\s", "", plain)) and not ABOUT.search(plain) and not (rest and _open(rest[-1])):
            head.departments.append(text.strip())
        elif not LABELS.match(plain) and not FORM_NO.match(plain):
            rest.append(text.strip())
    head.title = Text.join("", rest)
    return head


def _open(text: Text) -> bool:
    """A title's line that goes on in the next."""
    return bool(re.search(r"(?:係る|関する|おける|よる|伴う|ための|の|と|および|及び|、|・)$", text.s.strip()))
