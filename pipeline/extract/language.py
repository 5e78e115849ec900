"""Whether characters are words of a language or fluent-looking garbage, told by counting alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import add

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
_PAIRS = (
    "するますしてていこといてしたについういたないいまついからといりまってるこそののでによましいるですあるしまるとされただにおてはありったためようものとしがあざいござであではできおりよりとがけるこのきまへのておいとよるまたけれにはうこのところとこ"
    "めるおいれたれてれるおよたしきるよびときとすどもうにそれでごたいがでるたおけになはなまでるもなどとでとなさいるのさせたとこれうなとをくだださしなせてだきればなるすがらのられてもうかとになりれどとのとものたなっだいとはあっりがえていかめにかと"
    "とかをしととらなてくすのういいのならうのでしそういいけたすけがといくとううごでのょうきたるよろでめのなくたはめてしょかなうとどうだけきはいなとおしくえるつきのよ"
)
_COMMON_PAIRS = frozenset(_PAIRS[n : n + 2] for n in range(0, len(_PAIRS), 2))
"""Two hiragana that often follow one another: three quarters of those in official texts."""
_VOWELS = frozenset("aeiouyAEIOUY")

ENOUGH = 40
"""Fewer characters of a kind than this say nothing."""
LOST_SHARE = 0.1
"""From this share of glyphs without a character on, the text is not what is printed."""
KANJI_SHARE, HIRAGANA_SHARE = 0.33, 0.45
"""Below these shares of common characters, kanji and hiragana stand in no Japanese text (real pages: 0.6 and 0.7 up)."""
DOUBTFUL_KANJI, DOUBTFUL_HIRAGANA = 0.30, 0.6
"""Both below these shares are no text either."""
MANY_KANJI, LIST_SHARE = 150, 0.2
"""A list of names, places or plants has rare kanji and no hiragana; one of so many kanji has this share of common ones all the same."""
FREQUENT = 0.18
"""So much of garbage is its five most frequent kanji, which stand for particles; a list repeats its words less."""
KNOWN_SHARE = 0.6
"""Nearly all kanji of an office's paper are in JIS X 0208; of any code points a third is."""
PAIRS, PAIR_SHARE, RUNNING = 30, 0.06, 0.12
"""So many pairs of hiragana, of which so few are common, are no text where pairs make up so much of the page (lists of names
in hiragana have less)."""
SCATTERED = 2.2
"""Words of katakana are longer than this on average (characters)."""
LONG_WORD, LONG_SHARE = 5, 0.4
"""Shorter words without vowels are abbreviations; of words less than this share is long there."""
VOWEL_SHARE = 0.12
SYMBOL_SHARE, SYMBOL_KINDS = 0.55, 8
STRANGE_SHARE = 0.25

_HIRAGANA = frozenset(map(chr, range(0x3041, 0x3097)))
_KANA_WORD = re.compile("[\u3041-\u3096]{2,}")


def is_garbled(texts: Iterable[str]) -> bool:
    """Whether a page's characters (blanks aside), in the order of reading or nearly so, cannot be what is printed.

    Short texts, numbers, tables and lists of names pass.
    """
    row = "".join(texts)
    counts = Counter(row)
    for blank in [text for text in counts if text.isspace()]:
        del counts[blank]
    total = counts.total()
    lost = counts.pop(REPLACEMENT, 0)
    if lost >= LOST_SHARE * total and lost >= 5:
        return True
    if total < ENOUGH:
        return False
    return _odd_japanese(row, counts) or _odd_latin(row, counts) or _odd_scripts(counts, total)


def _share(counts: Mapping[str, int], common: frozenset[str]) -> float:
    total = sum(counts.values())
    return sum(n for c, n in counts.items() if c in common) / total if total else 0.0


def _common_pairs(words: list[str], most: float) -> int:
    """How many of the hiragana that follow one another in `words` often do so; no more than `most` are counted."""
    found = 0
    for word in words:
        if found >= most:
            break
        found += sum(map(_COMMON_PAIRS.__contains__, map(add, word, word[1:])))
    return found


def _odd_japanese(row: str, counts: Counter[str]) -> bool:
    """Rare kanji, hiragana without particles, or hiragana that never follow one another so."""
    kanji = {c: n for c, n in counts.items() if "\u3400" <= c <= "\u9fff"}
    kana = {c: n for c, n in counts.items() if c in _HIRAGANA}
    many_kanji, many_kana = sum(kanji.values()) >= ENOUGH, sum(kana.values()) >= ENOUGH
    known_kanji, known_kana = _share(kanji, _COMMON_KANJI), _share(kana, _COMMON_HIRAGANA)
    words = _KANA_WORD.findall(row)
    pairs = sum(map(len, words)) - len(words)
    odd_pairs = not pairs or _common_pairs(words, PAIR_SHARE * pairs) < PAIR_SHARE * pairs
    if pairs >= max(PAIRS, RUNNING * counts.total()) and odd_pairs:
        return True
    if not many_kanji:
        return many_kana and known_kana < HIRAGANA_SHARE and odd_pairs
    if many_kana:
        doubtful = known_kanji < DOUBTFUL_KANJI and known_kana < DOUBTFUL_HIRAGANA
        return doubtful or (known_kanji < KANJI_SHARE and known_kana < HIRAGANA_SHARE)
    return _odd_kanji(kanji, known_kanji) or (known_kanji < KANJI_SHARE and _scattered(row))


def _scattered(row: str) -> bool:
    """Katakana one by one between other characters, where words of katakana have several."""
    words = [sum(1 for _ in word) for katakana, word in groupby(row, _is_katakana) if katakana]
    return sum(words) >= ENOUGH and sum(words) < SCATTERED * len(words)


def _is_katakana(text: str) -> bool:
    return "\u30a1" <= text <= "\u30fc"


def _odd_kanji(kanji: Mapping[str, int], known: float) -> bool:
    """Kanji without hiragana that not even a list of names is made of."""
    if sum(kanji.values()) >= MANY_KANJI:
        return known < LIST_SHARE
    if known < LIST_SHARE and sum(sorted(kanji.values())[-5:]) >= FREQUENT * sum(kanji.values()):
        return True
    in_jis = sum(n for c, n in kanji.items() if c.encode("euc_jp", "ignore")[:1] not in (b"", b"\x8f"))
    return known < KANJI_SHARE and in_jis < KNOWN_SHARE * sum(kanji.values())


def _odd_latin(row: str, counts: Counter[str]) -> bool:
    """Long words that make no syllables, or symbols of many kinds in place of words."""
    total = sum(counts.values())
    if sum(n for c, n in counts.items() if _is_latin(c)) < max(1.5 * ENOUGH, 0.5 * total):
        return _odd_symbols(counts, total)
    words = [list(word) for latin, word in groupby(row, _is_latin) if latin]
    letters = Counter(char for word in words for char in word)
    many, in_long = sum(letters.values()), sum(len(word) for word in words if len(word) >= LONG_WORD)
    if in_long >= LONG_SHARE * many and _share(letters, _VOWELS) < VOWEL_SHARE:
        return True
    return _odd_symbols(counts, total)


def _odd_symbols(counts: Counter[str], total: int) -> bool:
    symbols = {c: n for c, n in counts.items() if c < "\u2000" and not c.isalnum()}
    return sum(symbols.values()) > SYMBOL_SHARE * total and len(symbols) >= SYMBOL_KINDS


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


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
