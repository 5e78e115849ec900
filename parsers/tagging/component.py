"""The taggers as a spaCy pipeline: `shingikai_ja`, a blank `ja` with SudachiPy in mode A and the component `shingikai_mentions`.

Character offsets are the truth; spans over tokens are a view of them, widened to whole tokens where a mention ends inside one.
`Doc._.mentions` holds the mentions with their offsets, `Doc.spans["mentions"]` the view, `Span._.mention` the mention behind a span.
`Doc._.row` and `Doc._.regions` say which row of the warehouse a text is and where it stands, `Span._.row` and `Span._.regions` those
of the span's text.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as View
from spacy.util import load_config, load_model_from_config

from parsers.tagging.facts import Facts
from parsers.tagging.tagger import Tagger

CONFIG = Path(__file__).with_name("config.cfg")
KEY = "mentions"


class MentionsComponent:
    """Writes the mentions of a text into a Doc. `facts` may be set before texts of a known document are tagged."""

    def __init__(self, facts: Facts | None = None) -> None:
        self.tagger = Tagger(facts or Facts())

    def know(self, facts: Facts) -> None:
        """From here on texts are of the document these facts are about."""
        self.tagger = Tagger(facts)

    def __call__(self, doc: Doc) -> Doc:
        spans = self.tagger.tag_lines(doc.text)
        doc._.mentions = spans
        views = []
        for span in spans:
            view = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
            if view is not None:
                view._.mention = span
                views.append(view)
        doc.spans[KEY] = views
        return doc


def extend() -> None:
    """Declares the extensions; harmless where they are declared already."""
    Doc.set_extension("mentions", default=None, force=True)
    for name in ("row", "regions"):
        Doc.set_extension(name, default=None, force=True)
        View.set_extension(name, getter=partial(_of_doc, name), force=True)
    View.set_extension("mention", default=None, force=True)


def _of_doc(name: str, span: View) -> object:
    return getattr(span.doc._, name)


@Language.factory("shingikai_mentions")
def make_mentions(nlp: Language, name: str) -> MentionsComponent:
    """The component, before it knows anything of a document."""
    extend()
    return MentionsComponent()


def shingikai_ja(facts: Facts | None = None) -> Language:
    """The pipeline, knowing these facts."""
    config: Any = load_config(CONFIG)
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.meta["name"] = "shingikai_ja"
    component = nlp.get_pipe("shingikai_mentions")
    if facts and isinstance(component, MentionsComponent):
        component.know(facts)
    return nlp
