"""Whether characters are words of a language or fluent-looking garbage, told by counting alone."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from pipeline.extract.cleaning import REPLACEMENT

_COMMON_KANJI = frozenset(
    "日一国年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動"
    "京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設"
    "保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側"
    "任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少"
    "放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害"
    "配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落担好退準辺造英被株"
    "頭技低毎医復仕去姿味負閣渡失移差衆個門写評課末守若極種美岡影命含福蔵量望松非撃佐核観察整段横型白深字答夜製票況音申様財港識注呼渉達令録閲閉覧"
)
"""The kanji newspapers use most, and a few that offices do."""
_COMMON_HIRAGANA = frozenset("のにをはるたとしていがでなすれさあこりまっうか")
"""Particles and endings: three quarters of the hiragana of any Japanese text."""
_VOWELS = frozenset("aeiouyAEIOUY")

ENOUGH = 40
"""Fewer characters of a kind than this say nothing."""
LOST_SHARE = 0.1
"""From this share of glyphs without a character on, the text is not what is printed."""
KANJI_SHARE, HIRAGANA_SHARE = 0.33, 0.45
"""Below these shares of common characters, kanji and hiragana stand in no Japanese text (real pages: 0.6 and 0.7 up)."""
VOWEL_SHARE = 0.12
SYMBOL_SHARE, SYMBOL_KINDS = 0.55, 8
STRANGE_SHARE = 0.25


def is_garbled(texts: Iterable[str]) -> bool:
    """Whether a page's characters (blanks aside) cannot be what is printed. Short texts, numbers and tables pass."""
    counts = Counter(text for text in texts if not text.isspace())
    total = sum(counts.values())
    lost = counts.pop(REPLACEMENT, 0)
    if lost >= LOST_SHARE * total and lost >= 5:
        return True
    return total >= ENOUGH and (_odd_japanese(counts) or _odd_latin(counts, total) or _odd_scripts(counts, total))


def _share(counts: Counter[str], common: frozenset[str]) -> float:
    total = sum(counts.values())
    return sum(n for c, n in counts.items() if c in common) / total if total else 0.0


def _odd_japanese(counts: Counter[str]) -> bool:
    """Rare kanji or hiragana without particles, where the other script does not speak for the text."""
    kanji = Counter({c: n for c, n in counts.items() if "\u3400" <= c <= "\u9fff"})
    kana = Counter({c: n for c, n in counts.items() if "\u3041" <= c <= "\u3096"})
    many_kanji, many_kana = sum(kanji.values()) >= ENOUGH, sum(kana.values()) >= ENOUGH
    rare_kanji = many_kanji and _share(kanji, _COMMON_KANJI) < KANJI_SHARE
    rare_kana = many_kana and _share(kana, _COMMON_HIRAGANA) < HIRAGANA_SHARE
    if rare_kanji and rare_kana:
        return True
    return (rare_kanji and not many_kana and not _many_repeats(kanji)) or (rare_kana and not many_kanji)


def _many_repeats(kanji: Counter[str]) -> bool:
    """A list of names repeats few characters; garbage does not."""
    return len(kanji) < 0.3 * sum(kanji.values())


def _odd_latin(counts: Counter[str], total: int) -> bool:
    """Letters that make no syllables, or symbols of many kinds in place of words."""
    letters = Counter({c: n for c, n in counts.items() if c.isascii() and c.isalpha()})
    many = sum(letters.values())
    if many >= max(1.5 * ENOUGH, 0.5 * total) and _share(letters, _VOWELS) < VOWEL_SHARE:
        return True
    symbols = {c: n for c, n in counts.items() if c < "\u2000" and not c.isalnum()}
    return sum(symbols.values()) > SYMBOL_SHARE * total and len(symbols) >= SYMBOL_KINDS


def _odd_scripts(counts: Counter[str], total: int) -> bool:
    """Bytes read in the wrong encoding, or letters of many scripts side by side."""
    upper = {c: n for c, n in counts.items() if "\x80" <= c <= "\u024f"}
    if sum(upper.values()) > STRANGE_SHARE * total and len(upper) >= SYMBOL_KINDS:
        return True
    scripts: Counter[str] = Counter()
    for char, n in counts.items():
        if "\u0250" <= char < "\u2000" and char.isalpha():
            scripts[unicodedata.name(char, "?").split()[0]] += n
    return len(scripts) >= 4 and sum(scripts.values()) > STRANGE_SHARE * total
