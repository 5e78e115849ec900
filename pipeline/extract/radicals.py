"""Characters that PDF writers put in place of ordinary ones because both share a glyph in the font."""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = {
    "⺁": "厂", "⺂": "乛", "⺃": "乚", "⺄": "乙", "⺅": "亻", "⺆": "冂", "⺇": "几", "⺈": "刀", "⺉": "刂", "⺊": "卜", "⺋": "㔾",
    "⺌": "小", "⺍": "小", "⺎": "兀", "⺏": "尣", "⺐": "尢", "⺒": "巳", "⺓": "幺", "⺔": "彑", "⺕": "彐", "⺖": "忄", "⺗": "㣺",
    "⺘": "扌", "⺙": "攵", "⺛": "旡", "⺜": "日", "⺝": "月", "⺞": "歺", "⺟": "母", "⺠": "民", "⺡": "氵", "⺢": "氺", "⺣": "灬",
    "⺤": "爫", "⺥": "爫", "⺦": "丬", "⺧": "牛", "⺨": "犭", "⺩": "王", "⺫": "罒", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糹",
    "⺰": "纟", "⺱": "罓", "⺲": "罒", "⺴": "冗", "⺶": "羊", "⺹": "耂", "⺺": "肀", "⺻": "聿", "⺼": "月", "⺽": "臼", "⺾": "艹",
    "⺿": "艹", "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀", "⻄": "西", "⻅": "见", "⻆": "角", "⻈": "讠", "⻉": "贝", "⻊": "足",
    "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長", "⻒": "镸", "⻓": "长", "⻔": "门", "⻕": "阜",
    "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻞": "飠", "⻟": "飠", "⻠": "饣",
    "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻫": "斉", "⻬": "齐",
    "⻭": "歯", "⻮": "齿", "⻯": "竜", "⻰": "龙", "⻱": "龜", "⻲": "亀", "⻳": "龟",
}  # fmt: skip
"""U+2E80–2EF3. NFKC knows two of them; the rest follows Unicode's list of equivalent ideographs, in the Japanese form."""

_JAPANESE_FORMS = {"⼾": "戸", "⿊": "黒"}
"""Kangxi radicals that share a glyph with the Japanese form in Adobe-Japan1, not with the one NFKC gives."""

_DOTS = {"\u2027": "・"}
"""The hyphenation point shares the glyph of the middle dot."""

_DOWNWARDS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…‥—–＿（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
"""Punctuation as some programs write it in lines that run downwards (U+FE10–FE19, U+FE30–FE48), in its full-width form."""


def _ordinary() -> dict[str, str]:
    """Every stand-in with its ordinary character."""
    table = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    for code in [*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]:
        form = unicodedata.normalize("NFKC", chr(code))
        if form != chr(code):
            table[chr(code)] = form
    return table | _SUPPLEMENT | _JAPANESE_FORMS | _DOTS | _DOWNWARDS


ORDINARY: dict[str, str] = _ordinary()
"""Radicals (U+2E80–2EF3, U+2F00–2FD5), compatibility ideographs and punctuation of vertical lines with the character that stands on the paper."""
