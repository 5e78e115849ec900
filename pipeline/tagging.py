"""Tagging of texts that are no papers of the warehouse, how well it agrees with an annotation, and what an edit of the word
lists changes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
from msgspec import Struct

from parsers.assemble import understand
from parsers.tagging import PHRASES, Facts, Lexicon, Span, Tagger, Tight
from pipeline.errors import PipelineError
from pipeline.outcome import ReadOutcome
from pipeline.process import Workshop
from pipeline.report import Listing
from schemas.rows import Mention
from schemas.source import Source

RENAMED = {"HANDLING_TYPE": "HANDLING"}  # labels of annotations that are called otherwise here
SHARE = 0.5  # of the longer of two phrases that both must have


class Score(Struct, frozen=True):
    """How well the taggers agree with an annotation on one label."""

    label: str
    annotated: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.annotated + self.found) if self.annotated + self.found else 0.0


def facts_for(ward: str | None, sources: Sequence[Source], lexicon: Lexicon) -> Facts:
    """What is known of a text of a ward (romanised or Japanese name). Raises PipelineError where no source is of that ward."""
    if ward is None:
        return Facts(lexicon)
    source = next((s for s in sources if ward in (s.ward, s.name_ja)), None)
    if source is None:
        raise PipelineError(f"no configured council is of {ward}; known are {', '.join(sorted({s.ward for s in sources}))}")
    return Facts(
        lexicon.of_ward(source.ward), source.laws, source.terms, source.codebook.get("measure"), source.council, source.name_ja
    )


def tag_text(text: str, facts: Facts) -> list[Span]:
    """The mentions of a text of many lines; what the text defines counts from its beginning."""
    facts.know_text(Tight(text).s)
    return Tagger(facts).tag_lines(text)


def as_html(text: str, spans: Iterable[Span]) -> str:
    """A page that shows the mentions in colours; phrases that hold others are left out."""
    from spacy import displacy  # here, because spaCy takes a second to load and few commands need it

    shown: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.label in PHRASES, s.start)):
        if all(span.end <= s.start or s.end <= span.start for s in shown):
            shown.append(span)
    ents = [{"start": s.start, "end": s.end, "label": s.label} for s in sorted(shown)]
    return displacy.render({"text": text, "ents": ents}, style="ent", manual=True, page=True, jupyter=False)


def as_docbin(text: str, facts: Facts) -> bytes:
    """The text as a spaCy DocBin with the mentions in `doc.spans["mentions"]`, one document a paragraph."""
    from spacy.tokens import DocBin  # here, as above

    from parsers.tagging.component import shingikai_ja

    nlp = shingikai_ja(facts)
    return DocBin(docs=list(nlp.pipe(line for line in text.split("\n") if line.strip()))).to_bytes()


def evaluate(path: Path, sources: Sequence[Source], lexicon: Lexicon) -> list[Score]:
    """Agreement with an annotation file by label, all labels together last.

    The file holds `passages` (`id`, `text`; optional `start`, `ward`, `exhaustive`) and `entities` (`passage`, `tag`, `start`, `end`;
    offsets count from where `start` of the passage does). Raises PipelineError where it does not.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        passages = [p for p in data["passages"] if p.get("exhaustive", True)]
        wanted: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
        begins = {p["id"]: p.get("start", 0) for p in passages}
        for e in data["entities"]:
            if e["passage"] in begins:
                at = begins[e["passage"]]
                wanted[RENAMED.get(e["tag"], e["tag"])].add((e["passage"], e["start"] - at, e["end"] - at))
        texts = {p["id"]: (p["text"], p.get("ward")) for p in passages}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PipelineError(f"{path} is no annotation: {error!r}") from error
    found: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for name, (text, ward) in texts.items():
        for span in tag_text(text, facts_for(ward, sources, lexicon)):
            found[span.label].add((name, span.start, span.end))
    scores = [_score(label, wanted[label], found[label]) for label in sorted({*wanted, *found})]
    total = Score("ALL", sum(s.annotated for s in scores), sum(s.found for s in scores), sum(s.right for s in scores))
    return [*scores, total]


def _score(label: str, wanted: set[tuple[str, int, int]], found: set[tuple[str, int, int]]) -> Score:
    if label not in PHRASES:
        return Score(label, len(wanted), len(found), len(wanted & found))
    left, right = sorted(found), 0
    for passage, start, end in sorted(wanted):
        best = max(
            (f for f in left if f[0] == passage),
            key=lambda f: (min(end, f[2]) - max(start, f[1])) / max(end - start, f[2] - f[1]),
            default=None,
        )
        if best and (min(end, best[2]) - max(start, best[1])) / max(end - start, best[2] - best[1]) >= SHARE:
            left.remove(best)
            right += 1
    return Score(label, len(wanted), len(found), right)


def lexicon_changes(connection: duckdb.DuckDBPyConnection, shop: Workshop) -> Listing:
    """What the word lists as they are now would change in a warehouse: mentions that come (`+`) and go (`-`), with counts.

    The documents are read from the stage of their pages; one whose pages are no longer there is named with `?`.
    """
    counts: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for document_id, name in connection.execute(
        "SELECT document_id, file_name FROM documents WHERE status <> 'rejected'"
    ).fetchall():
        outcome = shop.stages.load_pages(document_id, shop.extract_version, ReadOutcome)
        if outcome is None:
            counts["?", "", name, "pages not in the stage; run ingest again"] += 1
            continue
        parsed = understand(outcome.pages, document_id, name, shop.sources, shop.lexicon)
        now = {_key(m): (m.label, m.text, m.normalized or "") for m in parsed.of(Mention)}
        rows = connection.execute(
            "SELECT label, text, coalesce(normalized, ''), context_table, context_id, char_start, char_end FROM mentions "
            "WHERE document_id = ?",
            [document_id],
        ).fetchall()
        before = {(r[0], r[2], *r[3:]): (r[0], r[1], r[2]) for r in rows}
        for key in now.keys() - before.keys():
            counts["+", *now[key]] += 1
        for key in before.keys() - now.keys():
            counts["-", *before[key]] += 1
    header = ("change", "label", "text", "normalized", "mentions")
    return Listing(header, [(*what, n) for what, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))])


def _key(m: Mention) -> tuple[object, ...]:
    return (m.label, m.normalized or "", m.context_table, m.context_id, m.char_start, m.char_end)
