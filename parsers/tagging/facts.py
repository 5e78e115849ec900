"""What is known of a document before its texts are tagged: its people, its own words, its years, the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from parsers.grammar.lawnames import LawContext
from parsers.tagging.lexicon import Lexicon
from schemas.text import fold

_QUOTED_SYSTEM = re.compile(
    r"(?:システム|サービス|アプリ|ソフト|ソフトウェア|ツール|クラウド)(?:である|の)?[「『](?P<name>[A-Za-z][A-Za-z0-9 .&'_+-]{1,30})[」』]"
)
_DEFINED = re.compile(
    r"(?P<full>(?:[一-鿿ァ-ヺー]|(?<=[一-鿿ァ-ヺー])・)+(?:会|本部))\s*\(以下[、,]?「(?P<alias>[一-鿿]{2,8})」"
)
_POSTS = r"(?:委員|会長|副会長|部会長|課長|部長|係長|室長|所長|局長|主査)"


class Facts:
    """What the taggers may lean on. All of it may be empty: then only grammar and word lists speak.

    `people` maps full names (without blanks) to themselves, `families` family names to the one full name they can mean (or to
    themselves). `body` is the full name of the council, `wards` the ward's own name. `handling` and `measures` map terms to codes. `year` is
    the western year that dates without one are in, `today` that of 今年.
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        laws: Mapping[str, str] | None = None,
        handling: Mapping[str, str] | None = None,
        measures: Mapping[str, str] | None = None,
        body: str = "",
        ward: str = "",
        year: int | None = None,
    ) -> None:
        self.lexicon = lexicon or Lexicon()
        self.laws = LawContext(laws)
        self.handling = dict(handling or {})
        self.measures = dict(measures or {})
        self.body, self.ward = body, ward
        self.bodies = tuple(b for b in (fold(body), fold(body).removeprefix(fold(ward))) if len(b) > 3)
        self.year = self.today = year
        self.fiscal = False
        self.people: dict[str, str] = {}
        self.families: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.systems = re.compile("(?!)")
        names = sorted({*self.lexicon.words("MUNICIPALITY"), *filter(None, (fold(ward),))}, key=lambda n: (-len(n), n))
        self.municipalities = re.compile(
            "|".join(rf"(?<![一-鿿]){re.escape(n)}" if n != ward else re.escape(n) for n in names) or r"(?!)"
        )
        self.surnames = self.lexicon.words("SURNAME")

    def carry(self, date: str) -> None:
        """From here on dates without a year are in the year of this one."""
        year = date.removeprefix("FY")[:4]
        if year.isdigit():
            self.year, self.fiscal = int(year), date.startswith("FY")

    def know_people(self, names: Iterable[str], text: str) -> None:
        """Take in the names of those present and of speakers; family names are told from how `text` (tight) calls them."""
        known = sorted({re.sub(r"\s", "", fold(n)) for n in names if n})
        for name in known:
            self.people[name] = name
        for name in known:
            if self.ward.startswith(name):
                continue  # the ward's name before an office is no person
            for family in _families(name, text):
                same = [n for n in known if n.startswith(family)]
                longest = [n for n in same if len(n) > len(family)]
                self.families[family] = longest[0] if len(longest) == 1 else family

    def know_text(self, text: str) -> None:
        """Take in what a text (tight) defines: short names of bodies, and Latin names in quotes behind the word for a system."""
        for match in _DEFINED.finditer(text):
            self.aliases[match["alias"]] = match["full"]
        names = sorted({m["name"] for m in _QUOTED_SYSTEM.finditer(text)}, key=lambda n: (-len(n), n))
        if names:
            self.systems = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(n)}(?![A-Za-z])" for n in names))


def _families(name: str, text: str) -> list[str]:
    """The beginnings of a name that the text uses with a post or sets apart by a blank."""
    found = []
    for size in range(1, len(name)):
        head = re.escape(name[:size])
        if re.search(rf"(?<![一-鿿々]){head}(?:{_POSTS}|先生)", text) or re.search(rf"{head}\s+{re.escape(name[size:])}", text):
            found.append(name[:size])
    return found or ([name] if len(name) <= 4 else [])
