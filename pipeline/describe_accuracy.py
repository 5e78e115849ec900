"""The product's accuracy by field as a page, in Japanese or English."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.accuracy import load_measured, measured
from schemas.codes import CODES
from schemas.rows import AccuracyRow

Language = Literal["ja", "en"]
ACCURACY_FILES: dict[Language, str] = {"en": "accuracy.md", "ja": "accuracy.ja.md"}


class Words(NamedTuple):
    """What stands around the figures, in one language."""

    before: str
    head: str
    after: str


ACCURACY_EN = """# Accuracy by field

Made from `data/accuracy/measured.yml` by `shingikai codebook --write docs`; do not edit. The same figures are in every warehouse, in
`codebook.accuracy`, beside those of samples that its operator has checked (`shingikai sample`).

The papers were annotated by hand: items with their titles, numbers, handling types, legal bases, conditions, safeguards, personal
information; every turn of a meeting with speaker and act; statistics, incidents and forms; each page's text in reading order with the
place of every line. A figure is the micro average over the documents. F1 weighs what is missing against what is invented; a share has
Wilson's interval where the number checked is known; an error rate is the better the smaller it is."""
ACCURACY_JA = """# 欄ごとの正確さ

`data/accuracy/measured.yml` から `shingikai codebook --write docs` が作る。手で直さない。同じ数値はどの収録ファイルにも
`codebook.accuracy` として入り、運用者が確認した標本（`shingikai sample`）の結果と並ぶ。

資料には人手で注釈を付けた：案件（件名・番号・取扱類型・根拠・条件・保護措置・個人情報の項目）、会議の全発言（発言者と働き）、統計・事故・様式、
各ページの読み順の文字と各行の位置。値は文書を通したマイクロ平均。F値は抜けと余分の両方を数える。割合は確認数が分かるときWilsonの区間を付ける。
誤り率は小さいほどよい。"""
AFTER_EN = """The bullets headed 意見 of a self-check stand in `opinions` beside the 審議会意見 of other wards (`heading` tells them apart); an annotation
that asks for 審議会意見 alone counts them as too many.

Where the text layer cannot be trusted (scans, garbled fonts), nothing is guessed: the document is `partial`, its pages say why in
`text_layer`, and a finding says what to do.

What the views of `compare` say of these papers was checked row by row: [checked-by-hand.md](checked-by-hand.md)."""
AFTER_JA = """自己点検の「意見」の箇条は、他区の審議会意見と並んで `opinions` にある（`heading` で区別する）。審議会意見だけを求める注釈では余分に数えられる。

文字情報を信頼できない場合（スキャン・文字化け）は推測しない。文書は `partial` とし、`text_layer` に理由を、指摘に対処を示す。

`compare` のビューがこれらの資料について示す値は、1行ずつ確認した：[checked-by-hand.md](checked-by-hand.md)。"""
WORDS: dict[Language, Words] = {
    "en": Words(
        ACCURACY_EN,
        "| What | Field | Figure | 95 % interval | Checked | What keeps it from being perfect |\n|---|---|---|---|---|---|",
        AFTER_EN,
    ),
    "ja": Words(ACCURACY_JA, "| 何を | 欄 | 値 | 95%区間 | 確認数 | 完全でない理由 |\n|---|---|---|---|---|---|", AFTER_JA),
}


def accuracy_page(language: Language) -> str:
    """The product's accuracy by field as Markdown."""
    said, words = load_measured(), WORDS[language]
    on = said.on_ja if language == "ja" else said.on_en
    lines = [words.head, *(_accuracy(row, language) for row in measured())]
    return "\n\n".join([words.before, f"{said.measured_on}: {on}", "\n".join(lines), words.after]) + "\n"


def _accuracy(row: AccuracyRow, language: Language) -> str:
    what, limit = (row.what_ja, row.limit_ja) if language == "ja" else (row.what_en, row.limit_en)
    measure = next(code for code in CODES["accuracy_measure"] if code.code == row.measure)
    field = f"{row.table_name}.{row.column_name}" if row.column_name else row.table_name
    interval = f"{row.low:.3f} – {row.high:.3f}" if row.low is not None else ""
    figure = f"{row.figure:.2%}" if row.measure == "error_rate" else f"{row.figure:.3f}"
    kind = (measure.ja if language == "ja" else measure.en).partition("（" if language == "ja" else ":")[0]
    cells = (f"{what} ({kind})", f"`{field}`", figure, interval, "" if row.n is None else f"{row.n:,}", limit or "")
    return f"| {' | '.join(map(as_cell, cells))} |"


def as_cell(text: str) -> str:
    """A text as a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
