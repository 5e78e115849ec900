"""Words for the posts of those who speak in councils, committees and assemblies: one table for everything that reads tags."""

from __future__ import annotations

import re
from typing import Final

# Posts that one calls a person by, without a section before them: what stands before such a word is a name
PERSONAL: Final = (
    "会長", "議長", "委員長", "座長", "部会長", "分科会長", "委員", "議員", "幹事", "理事", "理事長", "書記", "監事", "代表", "顧問", "会頭",
    "区長", "市長", "町長", "村長", "知事", "教育長", "管理者", "会計管理者", "収入役", "助役", "総裁", "大臣", "総監", "学長", "総長", "社長",
    "監査委員", "参考人", "公述人", "証人", "請願者", "陳情者", "説明員", "弁護士", "教授", "准教授", "講師", "先生",
)  # fmt: skip
# Posts within a section: what stands before such a word is the section's name, with or without a name of a person
OFFICIAL: Final = (
    "センター長", "支所長", "校長", "園長", "部長", "課長", "係長", "室長", "局長", "所長", "館長", "署長", "隊長", "場長", "寮長", "組長",
    "院長", "班長", "団長", "グループ長", "リーダー", "チーフ", "マネージャー", "店長", "駅長", "台長", "事務長", "総長",
    "参事", "副参事", "参与", "次長", "主幹", "主査", "主任", "主事", "技師", "技監", "補佐", "主席", "副主幹", "主監", "理事官",
    "所管課", "管理官", "調整官", "推進官", "調査官", "審議官", "参事官", "監察官", "専門官", "政策官", "危機管理監", "会計監", "専門員", "事務局員", "事務局長", "事務局次長", "事務局",
    "局員", "担当者", "担当", "専門監", "統括監", "政策監", "推進監", "調整監", "対策監", "管理監", "監査人", "職員", "指導員", "相談員", "技術監",
)  # fmt: skip
_ACTING = r"(?:兼[務任]|職務(?:代理|代行)者?|代理者?|代行|補佐|心得)"
_VICE = "(?:副|臨時|仮|前|新|元)?"

# What stands for a post inside a tag of an unknown council: an open class, told by the last character
ENDING: Final = re.compile(r"(?:長|監|官|員|人|者|役|士|授|事|佐|幹|師|番|局|理|任|課)$")
SEAT: Final = re.compile(r"(?:議席)?(?:番号)?第?\s*(?P<seat>[0-9一二三四五六七八九十百〇]{1,5})\s*番")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


ROLE: Final = re.compile(rf"{_VICE}(?:{_any(PERSONAL + OFFICIAL)})(?:{_ACTING})?")
PERSONAL_ROLE: Final = re.compile(rf"{_VICE}(?:{_any(PERSONAL)})(?:{_ACTING})?")
UNIT: Final = re.compile(r"(?:[部課室局係所館院校園署場会班店]|センター|グループ|チーム|本部|機関|組合|公社|担当)$")
HONORIFIC: Final = re.compile(r"(?:君|くん|さん|氏|様|議員|委員|先生)$")
# Marks that carry a post by custom where nothing else is printed (`◆青木一君`): systems of assemblies' minutes set members' speeches so
CUSTOMARY: Final = {"◆": "議員"}


def group_of(post: str) -> str:
    """`chair`, `vice_chair`, `member` or `official`, by the word alone."""
    if re.search(rf"副(?:会長|議長|委員長|座長|部会長)|(?:会長|議長|委員長|座長|部会長){_ACTING}", post):
        return "vice_chair"
    if re.search(r"(?:会長|議長|委員長|座長)$", post):
        return "chair"
    if re.search(r"(?<!監査)(?:委員|議員|番)$", post):
        return "member"
    return "official"
