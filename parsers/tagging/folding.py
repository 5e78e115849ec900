"""Text as the taggers see it: NFKC, without the blanks that typesetting puts between Japanese and Latin letters or digits."""

from __future__ import annotations

import re

from schemas.text import fold_char

_BLANK = re.compile(
    r"(?<=[A-Za-z0-9])(?<!^\d)(?<!^\d\d)(?<!\t\d)(?<!\t\d\d) +(?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) +(?=[A-Za-z0-9])"
    r"|(?<=(?<![A-Za-z])[A-Z]) (?=[A-Z](?![A-Za-z]))|(?<=[一-鿿ァ-ヺー]) (?=[をはがにでと](?![ぁ-ん]))",
    re.MULTILINE,
)  # the number at the beginning of a line is a list's, its blank stays


class Tight:
    """`s` is what patterns are matched on; `origin[i]` is the offset in the source of character `i` of `s`."""

    __slots__ = ("origin", "s", "source")

    def __init__(self, source: str) -> None:
        out: list[str] = []
        origin: list[int] = []
        for n, char in enumerate(source):
            form = char if char.isascii() or "①" <= char <= "⓿" else fold_char(char)  # ② is a mark, no number
            out.append(form)
            if len(form) == 1:
                origin.append(n)
            else:
                origin.extend([n] * len(form))
        folded = "".join(out)
        self.source = source
        if " " not in folded:
            self.s, self.origin = folded, origin
            return
        pieces, kept, at = [], [], 0
        for blank in _BLANK.finditer(folded):
            pieces.append(folded[at : blank.start()])
            kept += origin[at : blank.start()]
            at = blank.end()
        self.s, self.origin = "".join([*pieces, folded[at:]]), kept + origin[at:]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the source of `s[start:end]`, which must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1
