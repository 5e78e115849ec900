"""How much the title of a report says what a condition, a promise and their matter say."""

from __future__ import annotations

import re

from parsers.grammar.speakers import tight

ENOUGH = 0.75  # of the pairs of characters of a report's title
_HIRAGANA = re.compile(r"[ぁ-ん]")
_PLAIN = re.compile(r"(?:に関する|について|の報告|への対応|結果)+$")


def share(title: str, words: str) -> float:
    """How much of a title stands in the words, 0 to 1: of its pairs of characters without hiragana, so that particles do not count.

    Titles of fewer than four such pairs say too little: 0.
    """
    plain, within = _PLAIN.sub("", tight(title)), tight(words)
    pairs = [p for n in range(len(plain) - 1) if not _HIRAGANA.search(p := plain[n : n + 2])]
    return sum(p in within for p in pairs) / len(pairs) if len(pairs) >= 4 else 0.0
