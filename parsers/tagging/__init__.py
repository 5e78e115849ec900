"""Named things in the papers: rules for each kind of mention, and how they are put together."""

from parsers.tagging.facts import Facts
from parsers.tagging.folding import Tight
from parsers.tagging.lexicon import DataItem, Entry, LawId, Lexicon
from parsers.tagging.spans import PHRASES, Span, settle
from parsers.tagging.tagger import Tagger

TOKENISER = "SudachiPy, split mode A"
"""Of `component` and of the index for search; in modes B and C mentions do not end where words do."""

__all__ = ["PHRASES", "TOKENISER", "DataItem", "Entry", "Facts", "LawId", "Lexicon", "Span", "Tagger", "Tight", "settle"]
