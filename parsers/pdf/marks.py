"""How the lines of a paper begin and end: marks, numbers, stage notes, captions, dots of a table of contents.

Patterns are for NFKC text unless they say otherwise.
"""

from __future__ import annotations

import re

HARD_MARK = re.compile(r"^[○◯〇◆◇◎●■□▪•・･※☆★◦▶➢✓✔①-⑳❶-❿㋐-㋾]")
"""Marks that no line begins with in mid-sentence."""

SOFT_MARK = re.compile(
    r"^(?:[(\[（〔【<＜〈《「『].{0,14}?[)\]）〕】>＞〉》」』]"
    r"|第\s*[0-9一二三四五六七八九十百]+\s*(?:条|章|節|款|項|号|回|期)(?:の[0-9一二三四五六七八九十]+)?"
    r"|[0-9]{1,2}(?:[.．、)](?![0-9])|\s+(?=\D))"
    r"|[ア-ンa-zA-Z](?:[.．、)]|\s+)"
    r"|[一二三四五六七八九十]{1,3}[\s、.)]"
    r"|注\s*[0-9]*\s*[:)]?|[-–—*＊→⇒]\s*)"
)
"""Beginnings that usually open a paragraph, but can stand at the head of a line by chance."""

MARKED = re.compile(r"^\s*(?:[^\w\s(（]|[(（]?\w{1,2}[)）.．]?)[\s　]*")
"""A mark or number and the blanks after it."""

HEAD = re.compile(r"^[(][^()。]{2,30}[)]$")
"""Words in brackets that stand alone in a line: the heading of an article, where the next line begins one."""

BULLET = re.compile(
    r"^(?:[○◯〇◆◇◎●■□▪•・･①-⑳❶-❿☆★◦▶➢✓✔㋐-㋾]|[(]?[0-9]{1,2}[.)]|[(]?[0-9]{1,2}\s+\D|[(][ア-ンa-z][)]|[ア-ンa-z][.)\s]|[-–—*]\s)"
)
LISTED = re.compile(r"^[(][0-9ア-ンa-z]{1,2}[)]")
NUMBERED = re.compile(r"^[0-9０-９]{1,2}(?:\u3000|[.．](?![0-9]))")
NOTE = re.compile(r"^(?:※|[*＊]|注\s*[0-9]*[:)\s]|[(]注)")
STAGE = re.compile(r"^[\[【(〔〈<「『].{0,30}(?:呼ぶ者|呼ぶ声|異議なしの声|拍手|笑声|起立).{0,12}[\]】)〕〉>」』]?$")
CAPTION = re.compile(r"^[<【(\[]?\s*(?:表|図|図表|写真)\s*[0-9]+(?:[-.][0-9]+)?[\s:.)】>\]]")
LEADER = re.compile(r"(?:[.・…‥]\s*){4,}[-0-9ivx]{1,5}\s*$")
"""The end of a line of contents: dots up to a page number (NFKC makes three dots of …)."""
ENDS = "。．！？!?」』）)】〕:："
OPENERS = "([{（「『【〔［〈《“‘<＜"
CLOSERS = "、。，．,.)]}）」』】〕］〉》”’・ー！？!?:：；;々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
