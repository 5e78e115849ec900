"""What is known of a document before its texts are tagged: its people, its own words, its years, the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from parsers.grammar.lawnames import LawContext
from parsers.tagging.lexicon import Lexicon
from schemas.text import fold

_POSTS = r"(?:委員|会長|副会長|部会長|課長|部長|係長|室長|所長|局長|主査)"


class Facts:
    """What the taggers may lean on. All of it may be empty: then only grammar and word lists speak.

    `people` maps full names (without blanks) to themselves, `families` family names to the one full name they can mean (or to
    themselves). `body` is the full name of the council, `wards` the ward's own name. `handling` maps terms to codes. `year` is
    the western year that dates without one are in, `today` that of 今年.
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        laws: Mapping[str, str] | None = None,
        handling: Mapping[str, str] | None = None,
        body: str = "",
        ward: str = "",
        year: int | None = None,
    ) -> None:
        self.lexicon = lexicon or Lexicon()
        self.laws = LawContext(laws)
        self.handling = dict(handling or {})
        self.body, self.ward = body, ward
        self.year = self.today = year
        self.people: dict[str, str] = {}
        self.families: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.systems: set[str] = set()
        self.surnames = self.lexicon.words("SURNAME")

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


def _families(name: str, text: str) -> list[str]:
    """The beginnings of a name that the text uses with a post or sets apart by a blank."""
    found = []
    for size in range(1, len(name)):
        head = re.escape(name[:size])
        if re.search(rf"(?<![一-鿿々]){head}(?:{_POSTS}|先生)", text) or re.search(rf"{head}\s+{re.escape(name[size:])}", text):
            found.append(name[:size])
    return found or ([name] if len(name) <= 4 else [])
