"""Measures how discussion is read, on data that stays outside this project: each part prints the figures of the data's own scorer.

usage: python benchmarks/discussion.py DATA [PART…]

DATA is a folder that holds, at any depth, the folders `speaker_lines`, `tokyo_turns`, `shinagawa_minutes`, `poliinfo_summary_link`,
`poliinfo_qalink`, `poliinfo_answer_span`, each with its `score.py`. PART is one of these names; all that are there are run without it.
- speaker_lines: single lines that call a speaker; share of names and posts read, false hits
- tokyo_turns: where turns begin in running text, with marks, without, and cut as by a page; nothing is configured, all is guessed
- shinagawa_minutes: minutes typeset as PDFs (one column, narrow, two columns), with marks and without, and read by our whole reader
- poliinfo_summary_link: short answers linked to short questions
- poliinfo_qalink: a speech of many questions and its answers, cut into topics
- poliinfo_answer_span: the passage of a day's minutes that answers a question, with the answerer's post and without
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from parsers.grammar.answerspan import Question, Said, find
from parsers.grammar.bulletlinks import assign, likeness
from parsers.grammar.minutes import Minutes, parse_minutes
from parsers.grammar.qacut import cut
from parsers.grammar.speakerlines import read_line
from parsers.grammar.turnguess import guess, turns
from parsers.pdf import read
from pipeline.extract.reader import read_pages
from schemas.document import FlowTable

FONT = "HeiseiMin-W3"
SETTINGS = {"one column": (44, 10.5, 18.0, 1), "narrow": (30, 12.0, 22.0, 1), "two columns": (21, 10.0, 15.0, 2)}


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scorer(folder: Path) -> ModuleType:
    """The `score.py` of a folder of data."""
    spec = importlib.util.spec_from_file_location(f"score_{folder.name}", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def speaker_lines(folder: Path) -> None:
    cases = lines_of(folder / "cases.jsonl")
    read = [read_line(c["line"]) for c in cases]
    figures, _ = scorer(folder).evaluate(cases, [{"name": r.name, "role": r.post} if r else None for r in read])
    report("speaker_lines", figures)


def tokyo_turns(folder: Path) -> None:
    score = scorer(folder)

    def segment(text: str) -> list[tuple[int, str]]:
        lines = text.split("\n")
        return [(turn.line, turn.who) for turn in turns(lines, guess(lines))]

    for path in sorted(folder.glob("*.jsonl")):
        gold = lines_of(path)
        for name, figures in score.evaluate(gold, score.run(gold, segment, score.VARIANTS), score.VARIANTS).items():
            report(f"tokyo_turns {name}", figures)


def shinagawa_minutes(folder: Path) -> None:
    score = scorer(folder)
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for mark in ("○", ""):
            for name, setting in SETTINGS.items():
                found = record(reread(score.render(document, mark), *setting))
                label = f"shinagawa_minutes {path.stem} {mark or 'no mark'} {name}"
                report(label, score.evaluate(document, found))


def reread(text: str, width: int, size: float, leading: float, columns: int) -> Minutes:
    """Sets a text as a PDF (`width` characters a line, `size` and `leading` in points) and reads it again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "minutes.pdf"
        typeset(text, path, width, size, leading, columns)
        flow = read(read_pages(path), "0" * 16, path.name).flow
    return parse_minutes([e for e in flow if not isinstance(e, FlowTable)])


def typeset(text: str, path: Path, width: int, size: float, leading: float, columns: int) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    lines = [line[n : n + width] for line in text.split("\n") for n in range(0, max(1, len(line)), width)]
    per_column = int((842 - 140) / leading)
    page = canvas.Canvas(str(path), pagesize=(595, 842))
    parts = [lines[n : n + per_column] for n in range(0, len(lines), per_column)]
    for number in range(0, len(parts), columns):
        page.setFont(FONT, size)
        for k, part in enumerate(parts[number : number + columns]):
            for row, line in enumerate(part):
                page.drawString(60 + k * (width * size + 30), 772 - row * leading, line)
        page.drawCentredString(297, 30, f"- {number // columns + 1} -")
        page.showPage()
    page.save()


def record(minutes: Minutes) -> list[dict[str, str]]:
    """The turns with the stage notes at their places, as the official records have them."""
    out: list[tuple[str, list[str], int]] = []
    for spoken in minutes.spoken:
        if spoken.kind == "speech":
            out.append((spoken.who.s, [p.s for p in spoken.paragraphs], 0))
        elif out:
            who, words, notes = out[-1]
            words.insert(spoken.place + notes, spoken.text.s)
            out[-1] = (who, words, notes + 1)
    return [{"speaker": who, "text": "".join(words)} for who, words, _ in out]


def poliinfo_summary_link(folder: Path) -> None:
    score = scorer(folder)
    for path in sorted(folder.glob("test*.jsonl")):
        gold = lines_of(path)
        report(f"poliinfo_summary_link {path.stem}", score.evaluate(gold, {g["group"]: answered(g) for g in gold}))


def answered(group: dict[str, Any]) -> list[int | None]:
    """For each answer the number of its question; topic and post are read as words of the bullet."""
    questions = [f"{q['subtopic']}。{q['text']}" for q in group["questions"]]
    answers = [f"{a['speaker']}。{a['text']}" for a in group["answers"]]
    pairs = {a: q for q, a in assign(likeness(questions, answers), [a["speaker"] for a in group["answers"]])}
    return [pairs.get(n) for n in range(len(answers))]


def poliinfo_qalink(folder: Path) -> None:
    for path in sorted(folder.glob("*.jsonl")):
        gold = lines_of(path)
        report(
            f"poliinfo_qalink {path.stem}", scorer(folder).evaluate(gold, {g["group"]: topics(g["sentences"]) for g in gold})
        )


def topics(sentences: list[dict[str, Any]]) -> list[int]:
    asked, said = ([s for s in sentences if s["side"] == side] for side in "QA")
    found = cut([s["text"] for s in asked], [s["text"] for s in said], [s["speaker"] for s in said])
    numbers = {"Q": iter(found.questions), "A": iter(found.answers)}
    return [1 + next(numbers[s["side"]]) for s in sentences]


def poliinfo_answer_span(folder: Path) -> None:
    for path in sorted(folder.glob("minutes_*.jsonl")):
        days = {day["date"]: [Said(t["speaker"], t["sentences"]) for t in day["turns"]] for day in lines_of(path)}
        name = path.name.removeprefix("minutes_")
        gold = lines_of(folder / name)
        for label, posts in (("post known", True), ("post unknown", False)):
            spans = {g["id"]: find(asked(g, posts), days[g["date"]]) for g in gold}
            found = {key: span._asdict() for key, span in spans.items() if span}
            report(f"poliinfo_answer_span {Path(name).stem} {label}", scorer(folder).evaluate(gold, found))


def asked(question: dict[str, Any], posts: bool) -> Question:
    post = question["answer_speaker"] if posts else ""
    return Question(question["subtopic"], question["question_summary"], question["question_speaker"], post)


PARTS: dict[str, Callable[[Path], None]] = {
    "speaker_lines": speaker_lines,
    "tokyo_turns": tokyo_turns,
    "shinagawa_minutes": shinagawa_minutes,
    "poliinfo_summary_link": poliinfo_summary_link,
    "poliinfo_qalink": poliinfo_qalink,
    "poliinfo_answer_span": poliinfo_answer_span,
}


def report(name: str, figures: dict[str, Any]) -> None:
    print(
        f"{name:60}", "  ".join(f"{k} {v:.4f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items()), flush=True
    )


def folders(data: Path, wanted: list[str]) -> Iterator[tuple[Callable[[Path], None], Path]]:
    for name in wanted:
        for path in sorted(data.rglob(f"{name}/score.py")):
            yield PARTS[name], path.parent


def main(argv: list[str]) -> int:
    if len(argv) < 2 or not set(argv[2:]) <= set(PARTS):
        print(__doc__, file=sys.stderr)
        return 2
    found = list(folders(Path(argv[1]), argv[2:] or list(PARTS)))
    for part, folder in found:
        part(folder)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
