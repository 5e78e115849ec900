"""What a reader of the data has to know before counting, in both languages: in the file as `codebook.notes`, and in the codebook."""

from __future__ import annotations

from schemas.rows import NoteRow

_NOTES = (
    (
        "分析の単位",
        "Unit of analysis",
        "`items` の1行は審議会にかかった1案件（諮問・報告・確認など）。資料どうしの対応は番号で取り、件名では取らない。`turns` の1行は"
        "1発言、議場の記録1つ、または要旨の箇条1つ。ほかの表の1行が何を表すかは `codebook.contents` の `one_row_per` にある。",
        "A row of `items` is one matter before a council: a consultation, a report, a confirmation. Matters are matched between papers "
        "by their number, never by their title. A row of `turns` is one speech, one stage note, or one bullet of a summary. What a row "
        "of any other table stands for is in `one_row_per` of `codebook.contents`.",
    ),
    (
        "出所",
        "Provenance",
        "資料から読んだ行には `document_id` と `regions`（ページと位置。PDFのポイント、左上が原点）がある。`shingikai cite 行ID` で出典・"
        "ページ・原文・紙面の切り抜きが得られる。",
        "Every row that was read from a paper has `document_id` and `regions` (page, box in PDF points, origin at the top left). "
        "`shingikai cite ROW_ID` gives source, page, words, and the place cut out of the page.",
    ),
    (
        "訂正",
        "Corrections",
        "人が直した行は `corrected_by` に名がある。何をいつ・なぜ直し、何と読み取られていたかは `corrections` にあり、`shingikai cite` も示す。"
        "ほかの値は紙面のままで、誤植も直さない。`findings.review` は確認点についての人の判断（`decisions`）。",
        "A row that a person has put right says so in `corrected_by`; `corrections` says which column, when and why, and what was read "
        "(so does `shingikai cite`). All other values are as printed, misprints too. `findings.review` is what a person has decided on "
        "a finding (`decisions`).",
    ),
    (
        "結果の符号",
        "Outcomes",
        "`items.outcome` は意見や決定の文言（`outcome_text`）から付ける。`pending` は会議前の資料しかないもの、`conditional` は留意事項を"
        "付けた了承、`report_only` は決定を要しない報告。NULLは文言が規則に当たらないもので、`pending` とは違う。",
        "`items.outcome` is coded from the words of the opinion or decision (`outcome_text`). `pending`: the papers at hand are from "
        "before the meeting. `conditional`: the opinion names points to be heeded. `report_only`: nothing was to be decided. An item "
        "whose outcome is NULL has words that no rule knows; it is not the same as `pending`.",
    ),
    (
        "NULL",
        "NULL",
        "「印字がない、または読めない」で、0ではない。`compare` の件数は、発言そのものを収録していない場合にNULLになるものがある。",
        "Not printed or not read, never zero. Counts in `compare` say where NULL means that turns are not held at all.",
    ),
    (
        "収録範囲",
        "Coverage",
        "`codebook.coverage` が区ごとの収録数を、`compare.coverage` が会議ごとに資料と会議録が held（あり）・missing（未収録）・"
        "not_published（非公表）・unknown（不明）のどれかを示す。区を比べる数字は収録した範囲の比較なので、先にここを見る。",
        "`codebook.coverage` counts what is held of each ward; `compare.coverage` says of each meeting whether papers and minutes are "
        "held, missing, not published, or unknown. A figure that compares wards compares what was loaded of them: look there first.",
    ),
    (
        "法制度",
        "Legal regime",
        "2023年3月31日までは区の条例、4月1日からは国の法律。以後は個別案件への意見が減るため、件数の変化は実務の変化とは限らない。",
        "Up to 2023-03-31 each ward's own ordinance, from 2023-04-01 the national Act. After that day councils give fewer opinions on "
        "single matters; a change of counts is not a change of practice.",
    ),
    (
        "分かっている限界",
        "Known gaps",
        "`findings` に確認を要する点があり、`codebook.known_gaps` が区と種類ごとに数える。画像の中の文字は読まない。`compare` の型分け"
        "（要件・主題・原因・統計の主題）はパターンによるもので、パターンや原文を並べて示す。件数を引用する前に確かめること。",
        "`findings` lists what a person should look at, and `codebook.known_gaps` counts it by ward and kind. Text in pictures is not "
        "read. Classes in `compare` made by patterns (requirements, themes, causes, subjects) show their patterns or their words "
        "beside them: check before you cite a count.",
    ),
    (
        "正確さ",
        "Accuracy",
        "`codebook.accuracy` に、注釈済みの資料での製品の測定値と、この収録分から抽出して確認した標本の結果が並ぶ。標本は "
        "`shingikai sample` で引き、記入して `data/checks` に置く。製品の測定値は `docs/accuracy.md` にもある。",
        "`codebook.accuracy` has the figures of the product on annotated papers, and beside them what samples of this collection "
        "showed: draw one with `shingikai sample`, fill it in and put it into `data/checks`. The product's figures are in "
        "`docs/accuracy.md` too.",
    ),
    (
        "引用",
        "Citing",
        "値は `meta` の `content_hash` が同じファイルでだけ同じと言える。`shingikai snapshot` は引用のために日付付きの写しを残し、"
        "`shingikai cite` は行の出典とその写しを示す。",
        "Values are only sure to be the same in a file with the same `content_hash` (table `meta`). `shingikai snapshot` keeps a dated "
        "copy for citing, and `shingikai cite` names it beside the source of a row.",
    ),
)
NOTES = tuple(
    NoteRow(seq=n, topic_ja=topic_ja, topic_en=topic_en, ja=ja, en=en)
    for n, (topic_ja, topic_en, ja, en) in enumerate(_NOTES, 1)
)
