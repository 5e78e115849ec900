"""Facts in the running text of a paper: sections in charge, legal bases, kinds of handling, what is passed on to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from parsers.grammar.citations import Citation, LawContext, find_citations
from parsers.grammar.clauses import split_top
from parsers.grammar.dates import find_dates
from schemas.document import Element, FlowTable, Paragraph
from schemas.text import Text

_SECTION_NAME = r"[一-鿿ァ-ヶーA-Za-z・々ぁ-ん0-9]{1,24}?(?:[部課室局所署係]|センター|担当|事務局)"
_DEPARTMENT = re.compile(
    rf"^(?:\s*(?:所管|担当|主管|報告|説明)(?:部署|部課|課|部)?(?:名)?\s*[:：\s]\s*)?(?P<name>(?:{_SECTION_NAME}[\s　]*){{1,3}})"
    r"(?P<more>\((?!所管|担当)[^()]{1,60}\))?\s*$"
)
_NOT_DEPARTMENT = re.compile(r"審議会|委員会|部会|会議|[。、はがをにで]|場所$|[0-9]+(?:[ヵか箇ヶ]?所|部)$")
_LABEL = re.compile(r"^\s*(?:所管|担当|主管)(?:部署|部課|課|部)?(?:名)?\s*[:：\s]")
_LIST_HEADING = re.compile(
    r"(?:所管(?:部署|課|部課)?|担当(?:部署|課)|主管課|(?:対象の?|受けた)(?:所管)?(?:部署|課))(?:等|一覧)?(?:について)?$"
)
_MARKED = re.compile(r"^\s*(?:[①-⑳]|[(（][0-9０-９]{1,2}[)）]|[・○◯●◦-])\s*")
_SPLIT = re.compile(r"記")
_FIRST_SECTION = re.compile(r"^\s*1[\s.、．]*(?!\d)[^。]{2,40}$")
_BASIS = re.compile(r"(?:根拠(?:法令|条文|規定)?|関係法令|法的根拠)")
_ASIDE = re.compile(r"(?:に当たり|にあたり|に当たって|にあたって|に際し(?:て)?|に伴い)[、,]?")
_SEND = r"(?:通知|送信|送付|提供|提出|照会|確認|把握|収集|取得|入手|受領)"
_OBJECT = re.compile(
    rf"を(?P<to>[^、。をが]{{2,24}}に)?{_SEND}(?:する|し)?(?:ことになる|こととなる|こととした|ため)?(?:に当たり|にあたり|に際し)"
)
_EMPTY = re.compile(r"(?:事実|有無|状況|内容|結果|写し)$")  # says nothing without the words before its の
_DATUM = re.compile(r"(?:記録|情報|氏名|住所|番号|履歴|データ|通知|事項|連絡先|年月日|名簿)$")
_BODY = re.compile(r"^[一-鿿ァ-ヶー・々]{2,20}$")
_NAMED = re.compile(
    r"(?:(?:株式|有限|合同|合資)会社|(?:一般|公益)?(?:社団|財団)法人|社会福祉法人|学校法人|医療法人|特定非営利活動法人|NPO法人)"
    r"[一-鿿ァ-ヶーA-Za-z・々ぁ-ん0-9]{2,24}?(?=[、。(」\s]|に|が|は|を|と|の|へ|$)"
    r"|[一-鿿ァ-ヶーA-Za-z・々0-9]{2,20}(?:株式会社|有限会社|合同会社)"
)

_START = re.compile(
    r"(?:(?:利用|運用|業務|事業|稼働|委託|提供|結合)?(?:開始|稼働)(?:予定)?(?:時期|年月日?|日)|施行期?日|適用日)\s*[:：]?\s*(?P<value>\S.*)?$"
)


class Handling(NamedTuple):
    """A kind of handling: its code, and the words that name it."""

    code: str
    words: Text


class Passing(NamedTuple):
    """What is passed on or looked up in a clause, and to whom (empty where it does not say)."""

    items: list[Text]
    recipient: Text


def lead(elements: Sequence[Element]) -> list[Paragraph]:
    """The paragraphs before 記, or before the first numbered section where there is no 記."""
    paragraphs = [e for e in elements if isinstance(e, Paragraph)]
    stops = [n for n, p in enumerate(paragraphs) if re.sub(r"\s", "", p.text.s) == "記"]
    stops = stops or [n for n, p in enumerate(paragraphs) if _FIRST_SECTION.match(p.text.folded().s)]
    return paragraphs[: stops[0]] if stops else paragraphs


def department_of(line: Text) -> Text | None:
    """The section that a line names, if the line is just that: `政策経営部情報管理課`, `所管課：区民課`."""
    folded = line.folded()
    match = _DEPARTMENT.match(folded.s.strip()) if len(line) <= 60 else None
    if not match or _NOT_DEPARTMENT.search(match["name"]):
        return None
    start = len(folded.s) - len(folded.s.lstrip())
    return folded.cut(start + match.start("name"), start + match.end("name")).strip()


def departments(elements: Sequence[Element], title_at: int) -> list[Text]:
    """The sections in charge of a paper: lines over its title, labelled lines, and the list under a heading 所管部署."""
    out: list[Text] = []
    listing = False
    for n, element in enumerate(elements):
        if isinstance(element, FlowTable):
            listing = False
            continue
        for line in (element.text,) if len(element.lines) == 1 else element.lines:
            plain = line.folded().s.strip()
            mark = _MARKED.match(line.s)
            if _LIST_HEADING.search(plain) and len(plain) <= 40:
                listing = True
            elif n < title_at or _LABEL.match(plain):
                out += [name] if (name := department_of(line)) else []
            elif listing and mark and (name := department_of(line[mark.end() :])):
                out.append(name)
            elif listing and (mark or re.match(r"\s*\d+\s", plain)):
                listing = False
    return list({re.sub(r"\s", "", name.s): name for name in out}.values())


def legal_bases(passages: Iterable[Text], context: LawContext, *, whole: bool = True) -> list[tuple[Citation, Text]]:
    """Citations of articles, and (with `whole`) laws that the text defines a short name for; each place of a law once.

    A law as a whole is left out where one of its articles is cited.
    """
    found: list[tuple[Citation, Text]] = []
    for passage in passages:
        folded = passage.folded()
        found += [(c, folded.cut(c.start, c.end)) for c in find_citations(folded.s, context) if c.annex is None]
    with_article = {c.law for c, _ in found if c.article}
    defined = set(context.defined.values())
    kept = [(c, t) for c, t in found if c.article or (whole and c.law in defined and c.law not in with_article)]
    return list({c.normal: (c, t) for c, t in reversed(kept)}.values())[::-1]


def basis_passages(elements: Sequence[Element]) -> list[Text]:
    """The lead of a paper, and the sections whose heading speaks of the legal basis."""
    paragraphs = [e for e in elements if isinstance(e, Paragraph)]
    before = lead(elements)
    out = [p.text for p in before]
    wanted = False
    for paragraph in paragraphs[len(before) :]:
        plain = paragraph.text.folded().s.strip()
        if len(plain) <= 30 and re.match(r"\(?\d|[○◯●■]", plain):
            wanted = bool(_BASIS.search(plain))
        if wanted or re.match(rf"{_BASIS.pattern}\s*[:：]", plain):
            out.append(paragraph.text)
    return _sentences(out)


def _sentences(texts: Sequence[Text]) -> list[Text]:
    """Paragraphs put together where one breaks off in mid-sentence."""
    out: list[Text] = []
    for text in texts:
        if out and not re.search(r"[。)」]\s*$|について\s*$", out[-1].folded().s) and not _MARKED.match(text.s):
            out[-1] = out[-1] + text
        else:
            out.append(text)
    return out


def handlings(text: Text, terms: Mapping[str, str]) -> list[Handling]:
    """The kinds of handling whose words stand in a text, each once, in printed order; a longer term hides one inside it."""
    folded = text.folded()
    word = "|".join(sorted((re.escape(t) for t in terms), key=len, reverse=True)) or "(?!)"
    out: dict[str, Handling] = {}
    for match in re.finditer(word, folded.s):
        code = terms[match[0]]
        out.setdefault(code, Handling(code, folded.group(match)))
    return list(out.values())


def core(summary: Text, about: str) -> list[Text]:
    """The parts of a summary that say what was done, the most telling first: the end of the sentence that holds `about`, behind
    its reason (…に当たり、); that sentence; everything."""
    folded = summary.folded()
    out: list[Text] = []
    for match in re.finditer(r"[^。]+。?", folded.s):
        if not re.search(about, match[0]):
            continue
        reasons = [m.end() for m in _ASIDE.finditer(match[0])]
        if reasons:
            out.append(folded.cut(match.start() + reasons[-1], match.end()))
        out.append(folded.group(match))
    return [*out, summary]


def passings(summary: Text) -> Iterator[Passing]:
    """What a clause …を（…に）通知するに当たり passes on."""
    folded = summary.folded()
    for match in _OBJECT.finditer(folded.s):
        items = _objects(folded.s[: match.start()])
        recipient = folded.cut(match.start("to"), match.end("to") - 1) if match["to"] else Text()
        named = bool(recipient) and bool(_BODY.match(recipient.s))
        yield Passing([folded.cut(a, b) for a, b in items], recipient if named else Text())


def _objects(before: str) -> list[tuple[int, int]]:
    """Offsets of the nouns that a verb's object lists, at the end of a text."""
    start = max(before.rfind(c) for c in "。、") + 1
    chunk = before[start:]
    cut = max(
        (
            m.end()
            for m in re.finditer(
                r"(?:に係る|に関する|する|した|している|れる|いる|ある|って|じて|して|より|から|では|には|は|が|に)", chunk
            )
        ),
        default=0,
    )
    name = chunk[cut:]
    bare = re.sub(r"等$", "", name)
    if "の" in bare and not _EMPTY.search(bare):
        cut += bare.rindex("の") + 1
        bare = bare[bare.rindex("の") + 1 :]
    if not (_EMPTY.search(bare) or _DATUM.search(bare)) or not re.match(r"[一-鿿ァ-ヶ]", bare):
        return []
    spans = [(start + cut, start + cut + len(bare))]
    while cut == 0 and start > 1:
        begin = max(before.rfind(c, 0, start - 1) for c in "。、") + 1
        item = before[begin : start - 1]
        if not re.fullmatch(r"[一-鿿ァ-ヶー・々]{2,16}", item):
            break
        spans.insert(0, (begin, start - 1))
        start = begin
    return spans


def named_bodies(text: Text) -> list[Text]:
    """Companies and other legal persons that a text names."""
    folded = text.folded()
    return list({m[0]: folded.group(m) for m in _NAMED.finditer(folded.s)}.values())


def listed_items(texts: Iterable[Text]) -> list[Text]:
    """Items of lists, cut at 、 outside of brackets."""
    return [part for text in texts for part in split_top(text.strip("。 　"))]


def start_words(elements: Sequence[Element]) -> Text | None:
    """The words that say when a matter begins: behind or under a label like 開始時期, 施行期日, 適用日."""
    paragraphs = [e for e in elements if isinstance(e, Paragraph)]
    for n, paragraph in enumerate(paragraphs):
        folded = paragraph.text.folded()
        match = _START.search(folded.s) if len(folded.s) <= 60 else None
        if match and match["value"]:
            return folded.group(match, "value")
        if match and n + 1 < len(paragraphs) and find_dates(paragraphs[n + 1].text.folded().s):
            return paragraphs[n + 1].text
    return None
