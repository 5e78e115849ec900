"""How fast papers are tagged, and how well names of laws are found in minutes of a parliament (cross-validation by meeting).

    python benchmarks/entities.py speed TEXT…
    python benchmarks/entities.py lawnames SCORER TRAIN.tsv

The second calls the scorer that comes with the data (`SCORER` is its score.py); nothing of the data is part of the project.
"""

from __future__ import annotations

import importlib.util
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parsers.grammar.lawnames import SHORT, TITLES
from parsers.tagging import Facts, Tagger
from pipeline.lexicon import load_lexicon

Row = tuple[str, str, str, str]
LEXICON = Path(__file__).resolve().parents[1] / "data" / "lexicon"
LONGEST, SHORTEST = 40, 8  # words of a title at most, characters at least
NOUN = re.compile(r"[一-鿿々]+|[ァ-ヺー・]+|[A-Za-zＡ-Ｚａ-ｚ０-９]+")
MIXED = re.compile(r"[一-鿿]+[ぁ-ん]")
FORMAL = re.compile(r"に関する|に係る|ための|一部を改正")
AMENDED = re.compile(r"等?の一部を改正する(?:等の)?法律案?")
ENDS = frozenset(("法", "案", "法案", "法制"))
# Words that titles of laws are joined with
LINKS = frozenset(
    [
        "の",
        "に",
        "を",
        "関する",
        "係る",
        "等",
        "図る",
        "ため",
        "伴う",
        "及び",
        "並び",
        "並びに",
        "又は",
        "改正",
        "する",
        "一部",
        "対する",
        "基づく",
        "おける",
        "よる",
        "推進",
        "その",
        "他",
        "、",
        "と",
        "・",
        "から",
    ]
)
# Nouns that stand before a name and are no part of it
OUTSIDE = frozenset(
    [
        "同",
        "本",
        "当該",
        "今回",
        "前回",
        "現在",
        "今",
        "例えば",
        "今後",
        "一方",
        "特",
        "昨年",
        "今年",
        "政府",
        "内閣",
        "提出",
        "当時",
        "以上",
        "以下",
        "次",
        "昨日",
        "本日",
        "今般",
        "年",
        "月",
        "日",
        "回",
        "点",
        "上",
        "的",
        "国",
    ]
)
MOVERS = frozenset(["発議", "提出", "院", "君", "名", "議員", "政府", "内閣"])
NUMBERING = frozenset("、" + digit for digit in "一二三四五六七八九十")
# What kind of law it is, or what is done with it
KINDS = frozenset(
    [
        "実施",
        "プログラム",
        "基本",
        "特別",
        "治療",
        "一般",
        "整備",
        "関連",
        "関係",
        "手続",
        "個別",
        "根拠",
        "新",
        "旧",
        "改正",
        "現行",
        "国内",
        "国際",
        "行政",
        "刑事",
        "民事",
        "業",
        "各",
        "前",
        "議員立",
        "立",
        "対処",
        "対策",
        "解決",
        "処理",
        "推計",
        "調査",
        "検査",
        "評価",
        "表現",
        "実体",
        "組織",
        "恒久",
        "時限",
        "理念",
        "規制",
        "単独",
        "一括",
        "特例",
        "臨時",
        "慣習",
        "自然",
        "成文",
        "指導",
        "学習",
        "栽培",
        "製造",
        "利用",
        "使用",
        "活用",
        "運用",
        "管理",
        "計算",
        "測定",
        "分析",
    ]
)
NO_NAME = frozenset(["提出", "重要", "対決", "予算", "反対", "各種", "両"])


def speed(paths: list[Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in paths]
    tagger = Tagger(Facts(load_lexicon(LEXICON)))
    tagger.tag_lines(texts[0][:1000])
    began = time.process_time()
    found = sum(len(tagger.tag_lines(text)) for text in texts)
    seconds = time.process_time() - began
    count = sum(map(len, texts))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"characters": count, "mentions": found, "per_second": round(count / seconds), "mb": round(memory)}))


def tag(train: list[Row], words: list[str]) -> list[str]:
    """One tag (`B`, `I` or nothing) for each morpheme, as the scorer asks for. Names that the other meetings use are learnt."""
    learnt = {row[2] for row in train if row[1] == "B" and len(row[2]) > 2}
    text = Morphemes(words, learnt | {name for name in (*TITLES, *SHORT) if len(name) > 2})
    out = [""] * len(words)
    for first, last in sorted(text.names(), key=lambda span: (span[0] - span[1], span[0])):
        if not any(out[first : last + 1]):
            out[first : last + 1] = ["B", *["I"] * (last - first)]
    return out


class Morphemes:
    """Names of laws in a row of morphemes: official titles by their form, short names by the word before 法."""

    def __init__(self, words: list[str], known: set[str]) -> None:
        self.words, self.known = words, known
        self.noun = [bool(NOUN.fullmatch(word)) for word in words]

    def names(self) -> Iterator[tuple[int, int]]:
        """First and last morpheme of each name."""
        for last, word in enumerate(self.words):
            if word == "法律" or (word == "案" and self.words[last - 1] == "法律"):
                first = self._title(last)
            elif word in ENDS or (len(word) > 2 and word.endswith("法") and self.noun[last]) or word in self.known:
                first, amended = self._short(last), self._amended(last)
                last = amended or last
            else:
                continue
            if first is not None:
                yield first, last

    def _title(self, last: int) -> int | None:
        """Where a title begins: at the first noun behind the words that titles are not made of."""
        first = last
        while first and last - first < LONGEST and (self.noun[first - 1] or self.words[first - 1] in LINKS):
            if self.words[first - 1] in OUTSIDE or (self.words[first - 1] == "、" and not self._formal(first, last)):
                break
            first -= 1
        for n in range(first + 1, last):
            if self.words[n] in ("の", "に", "、") and (
                self.words[n - 1] in MOVERS or self.words[n] + self.words[n - 1] in NUMBERING
            ):
                first = n + 1
        while first < last and self.words[first] in LINKS:
            first += 1
        if first and self.words[first] == "方" and MIXED.fullmatch(self.words[first - 1]):
            first -= 1
        return first if self._formal(first, last) and sum(map(len, self.words[first : last + 1])) >= SHORTEST else None

    def _formal(self, first: int, last: int) -> bool:
        return bool(FORMAL.search("".join(self.words[first : last + 1])))

    def _short(self, last: int) -> int | None:
        """Where a short name begins; None where the word before 法 only says what kind of law it is."""
        first = last
        while first and self.noun[first - 1] and last - first < SHORTEST * 2:
            first -= 1
        while first < last and self.words[first] in OUTSIDE:
            first += 1
        if first and self.words[first] == "方" and MIXED.fullmatch(self.words[first - 1]):
            first -= 1
        name = "".join(self.words[first : last + 1])
        stem = [word for word in self.words[first:last] if word != "法"]
        if self._amended(last) or name in self.known:
            return first if first < last or name in self.known else None
        if self.words[last] in ENDS and (not stem or stem[-1] in NO_NAME or (len(stem) == 1 and stem[0] in KINDS)):
            return None
        return first if len("".join(stem) or name[:-1]) > 2 else None

    def _amended(self, last: int) -> int | None:
        """The last morpheme of `…法の一部を改正する法律案`."""
        rest = "".join(self.words[last + 1 : last + 16])
        match = AMENDED.match(rest)
        if not match:
            return None
        size = 0
        while size < match.end():
            last += 1
            size += len(self.words[last])
        return last


def lawnames(scorer: Path, data: Path) -> None:
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{scorer} is no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(json.dumps(module.cross_validate(module.rows(data), tag), indent=1))


if __name__ == "__main__":
    if sys.argv[1:2] == ["speed"]:
        speed([Path(a) for a in sys.argv[2:]])
    elif sys.argv[1:2] == ["lawnames"] and len(sys.argv) == 4:
        lawnames(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        raise SystemExit(__doc__)
