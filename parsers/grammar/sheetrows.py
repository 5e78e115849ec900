"""Sheets as rows: forms with their fields, and what they say of an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from parsers.grammar import briefs
from parsers.grammar.briefs import Handling
from parsers.grammar.citations import Citation, LawContext
from parsers.grammar.clauselist import Clause, personal_list, safeguard_list
from parsers.grammar.clauses import measure_of, party_of
from parsers.grammar.dates import first_date
from parsers.grammar.forms import Sheet, Value, fields_of
from parsers.grammar.itemrows import ItemRows
from parsers.grammar.parties import parties
from schemas.ids import child_id
from schemas.parsed import Parsed
from schemas.rows import Form, FormField, ItemCounterparty, ItemHandling, ItemPersonalInformation, ItemSafeguard
from schemas.source import Source
from schemas.text import Text, fold

_GROUPS = {
    "entrustment": "委託",
    "dispatch": "派遣",
    "secondary_use": "目的外利用",
    "external_provision": "外部提供",
    "computer_record": "記録",
    "external_link": "外部結合",
}
_ROLES = {
    "entrustment": "contractor",
    "dispatch": "dispatcher",
    "external_link": "link_partner",
    "external_provision": "recipient",
}
_CORPORATE = re.compile(
    r"(?:(?:株式|有限|合同|合資)会社|(?:一般|公益)?(?:社団|財団)法人|社会福祉法人|学校法人|医療法人(?:社団|財団)?|特定非営利活動法人|NPO法人|\((?:株|有)\))"
    r"\s*[一-鿿ァ-ヶーA-Za-z・々ぁ-ん0-9&.]{2,24}?(?=[、。()「」\s:]|$|の|が|に|を|と|は|へ)"
    r"|(?<![一-鿿ァ-ヶーA-Za-z])[一-鿿ァ-ヶーA-Za-z・々0-9&.]{2,24}?(?:株式会社|有限会社|合同会社|\((?:株|有)\))"
)
_HOSTED = re.compile(r"(?:クラウド[^()、。]{0,10}|サーバー?|データセンター)\(\s*(?P<name>[A-Za-zァ-ヶー][^()]{2,40}?)\s*\)")
_CONDITION_ONLY = re.compile(r"^[^。]{0,40}(?:事業者|業者)(?:を|に|と|から|で|[(。]|$)|入札|未定|選定|公募|プロポーザル|決定")
_ELIDED = re.compile(r"^\s*第?\s*\d+\s*条")
_DEPARTMENT_END = re.compile(r"(?:[部課係室局所館]|担当|センター|事務局|委員会)(?:\([^()]*\))?$")


class Known(NamedTuple):
    """The tables a sheet is read with: terms and measures to codes, short names of laws, and the law that a bare 条例 means."""

    handlings: Mapping[str, str]
    measures: Mapping[str, str]
    laws: Mapping[str, str]

    @classmethod
    def of(cls, source: Source) -> Known:
        """The tables that a source is configured with."""
        book = source.codebook
        return cls({**book.get("handling", {}), **source.terms}, book.get("measure", {}), source.laws)

    def handling(self, words: Text) -> list[Handling]:
        """The codes of a term; full and half width of the table's words do not matter."""
        return briefs.handlings(words, {fold(t): c for t, c in self.handlings.items()})


def form_rows(parsed: Parsed, document_id: str, sheet: Sheet, paper: str | None, item: str | None) -> str:
    """Writes a sheet and its fields; returns the form's id."""
    form = child_id(document_id, "form", 1 + len(parsed.of(Form)))
    title = sheet.title if sheet.title else sheet.handling
    place = title.regions() or tuple(r for v in sheet.values for r in v.label.regions())
    if not place:
        place = tuple(r for e in sheet.elements[:1] for r in e.text.regions())
    parsed.add(
        Form(
            form_id=form,
            document_id=document_id,
            regions=place,
            paper_id=paper,
            item_id=item,
            kind=sheet.name,
            title=title.s or None,
        )
    )
    for seq, value in enumerate(fields_of(sheet), 1):
        words = value.text
        parsed.add(
            FormField(
                form_id=form,
                document_id=document_id,
                regions=value.label.regions() + words.regions() or place,
                seq=seq,
                label=value.label.s,
                value=words.s,
                concept=value.concept,
            )
        )
        if value.concept is None and value.label.regions():
            parsed.find("unknown_field", f"field {value.label.s!r} of {sheet.name}", value.label.pages[0], form)
    return form


def matter_title(sheet: Sheet) -> Text:
    """The title of the matter without its brackets."""
    values = sheet.with_concept("matter")
    text = Text.join("", [line.strip() for line in values[0].lines]) if values else Text()
    match = re.match(r"^\s*[\[［【「]\s*(?P<title>.*?)\s*[\]］】」]\s*$", text.s, re.S)
    return text.group(match, "title") if match else text


def departments(group: Sequence[Sheet]) -> list[Text]:
    """The sections in charge that the first sheet names which names any; a line that does not end one goes on in the next."""
    for sheet in group:
        for value in sheet.with_concept("department"):
            out: list[Text] = []
            for line in value.lines:
                if out and not _DEPARTMENT_END.search(out[-1].folded().s.strip()):
                    out[-1] = Text.join("", [out[-1], line.strip()])
                elif len(line.s.strip()) <= 60 and line.s.strip():
                    out.append(line.strip())
            if out:
                return [t for t in out if not t.s.endswith("。")]
    return []


class Cited(NamedTuple):
    """A kind of handling that a sheet names, with the law beside it (empty without one)."""

    term: Text
    law: Text


def cited(group: Sequence[Sheet]) -> list[Cited]:
    """The lines of the list of 諮問事項 and 報告事項; without a summary sheet, the heads of the single sheets."""
    out: list[Cited] = []
    for sheet in group:
        if sheet.kind == "総括表":
            for entry in sheet.entries:
                term = next((t for k, t in entry.columns.items() if k.endswith("項目") and t), Text())
                law = next((t for k, t in entry.columns.items() if "条例" in k or "根拠" in k), Text())
                out += [Cited(term, law)] if term else []
    return out or [Cited(s.handling, s.law) for s in group if s.handling]


def bases(lines: Iterable[Cited], laws: Mapping[str, str]) -> list[tuple[Citation, Text]]:
    """The articles; where the law is left out it is the ordinance that 条例 stands for."""
    context = LawContext(laws)
    out: dict[str, tuple[Citation, Text]] = {}
    for line in lines:
        words = line.law
        if _ELIDED.match(words.folded().s) and "条例" in laws:
            words = Text("条例") + words.strip()
        for found, text in briefs.legal_bases([words], context, whole=False):
            own = Text.join("", [text[2:]]) if words is not line.law and text.s.startswith("条例") else text
            out.setdefault(found.normal, (found, own))
    return list(out.values())


class SheetRows(ItemRows):
    """The rows of an item that its sheets give."""

    def sheet(self, sheet: Sheet, known: Known) -> None:
        """Personal information, safeguards and counterparties of a single sheet."""
        code = _kind(sheet, known)
        group, own = _GROUPS.get(code, ""), code if code in self._codes() else None
        items = [c for v in sheet.with_concept("personal_information") for c in personal_list(v.lines)]
        for entry in sheet.entries:
            name = next((t for k, t in entry.columns.items() if "個人情報" in k or k.endswith("記録項目")), Text())
            items += [Clause(entry.number, name, Text())] if name and sheet.kind != "総括表" else []
        self.personal(items, group, own)
        measures = [c for v in sheet.with_concept("safeguards") for c in safeguard_list(v.lines)]
        self.measures(measures, group, known.measures, own)
        for value in sheet.with_concept("counterparty"):
            self.bodies(value, _ROLES.get(code, "contractor"))

    def _codes(self) -> set[str]:
        return {r.handling for r in self.parsed.of(ItemHandling) if r.item_id == self.id}

    def personal(self, items: Sequence[Clause], group: str, handling: str | None = None) -> None:
        """Items of personal information, under the words they stand under; `handling` is what their form is for."""
        seen = sum(r.item_id == self.id for r in self.parsed.of(ItemPersonalInformation))
        for seq, item in enumerate(items, seen + 1):
            self.parsed.add(
                ItemPersonalInformation(
                    item_id=self.id,
                    document_id=self.document_id,
                    regions=self.place(item.text),
                    seq=seq,
                    name=item.text.s,
                    group_label=_label(group, item.group),
                    handling=handling,
                )
            )

    def measures(self, clauses: Sequence[Clause], group: str, measures: Mapping[str, str], handling: str | None = None) -> None:
        """Safeguards, one a clause; `handling` is what their form is for."""
        seen = sum(r.item_id == self.id for r in self.parsed.of(ItemSafeguard))
        for seq, clause in enumerate(clauses, seen + 1):
            self.parsed.add(
                ItemSafeguard(
                    item_id=self.id,
                    document_id=self.document_id,
                    regions=self.place(clause.text),
                    seq=seq,
                    text=clause.text.s,
                    party=_duty(clause),
                    measure=measure_of(fold(clause.text.s), measures),
                    group_label=_label(group, clause.group),
                    handling=handling,
                )
            )

    def bodies(self, value: Value, role: str) -> None:
        """The named bodies of a box."""
        names = named(value)
        known = {r.name for r in self.parsed.of(ItemCounterparty) if r.item_id == self.id}
        for name, address in names:
            if name.s not in known:
                known.add(name.s)
                self.parsed.add(
                    ItemCounterparty(
                        item_id=self.id,
                        document_id=self.document_id,
                        regions=self.place(name, address),
                        name=name.s,
                        role=role,
                        address=address.s or None,
                    )
                )


def corporate(text: Text) -> list[Text]:
    """Legal persons that a text names, each once."""
    folded = text.folded()
    return list({m[0].strip(): folded.group(m).strip() for m in _CORPORATE.finditer(folded.s)}.values())


def named(value: Value) -> list[tuple[Text, Text]]:
    """Names and addresses of the bodies in a box: what looks like a legal person, a named host, or a short line that is no sentence."""
    out: list[tuple[Text, Text]] = []
    for line in value.lines:
        folded = line.folded()
        found = [folded.group(m).strip() for m in _CORPORATE.finditer(folded.s)]
        found += [folded.group(m, "name") for m in _HOSTED.finditer(folded.s)]
        if found:
            address = next((p.address for p in parties([line]) if p.address), Text())
            out += [(name, address) for name in found]
    if out or not value.lines or "結合" in value.label.s:
        return out
    plain = value.text.folded().s.strip()
    if _CONDITION_ONLY.search(plain.replace("\n", "")) or plain.startswith(("※", "の", "(")):
        return []
    return [(p.name, p.address) for p in parties(value.lines[:1])]


def start_words(group: Sequence[Sheet]) -> Text | None:
    """The first date that a sheet gives for the start."""
    for value in (v for s in group for v in s.with_concept("start")):
        folded = value.text.folded()
        if found := first_date(folded.s):
            return folded.cut(found.start, found.end)
    return None


def _label(group: str, own: Text) -> str | None:
    return "：".join(part for part in (group, own.s) if part) or None


def _kind(sheet: Sheet, known: Known) -> str:
    """What a sheet is for: what its head names, or the kind of entrustment that a label of it names (`業務委託（人材派遣）の内容`)."""
    code = next((h.code for h in known.handling(sheet.handling)), "")
    labels = (h.code for v in sheet.values for h in known.handling(v.label)) if code == "entrustment" else ()
    return "dispatch" if "dispatch" in labels else code


def _duty(clause: Clause) -> str | None:
    """Who has the duty: by the clause's own first words, else by the heading over it (区から事業者に対する…: the contractor)."""
    if re.match(r"^\s*(?:受託(?:事業)?者|(?:委託)?事業者|委託先)(?:は|が|において)", clause.text.s):
        return "contractor"
    if re.match(r"^\s*区(?:職員)?(?:は|が)", clause.text.s):
        return "ward"
    head = clause.group.folded().s
    return "contractor" if re.search(r"事業者に対する|受託者の|事業者の|委託先の|結合先の", head) else party_of(head)
