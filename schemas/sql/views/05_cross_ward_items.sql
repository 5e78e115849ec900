-- cross_ward_items
-- 各区の案件を横に並べた一覧（表示用。比較の計算は compare.item_facts） / The wards' items side by side, to be looked at; compare.item_facts has what they are compared by
--   item_id: 案件ID / Item
--   ward: 区 / Ward
--   council: 審議会名 / Council as printed
--   held_on: 開催日 / Day of the meeting
--   fiscal_year: 年度 / Fiscal year (April to March)
--   legal_regime: 法制度 / Legal regime (code_legal_regime)
--   kind: 種類 / Kind (code_kind)
--   kind_ja: 種類の日本語名 / Kind in Japanese
--   number: 番号（印字のまま） / Number as printed
--   title: 件名 / Title as printed
--   outcome: 結果 / Outcome (code_outcome)
--   outcome_ja: 結果の日本語名 / Outcome in Japanese
--   procedure: 手続 / Procedure (code_procedure)
--   handlings: 取扱類型 / Types of handling (code_handling)
--   handlings_ja: 取扱類型の日本語名 / Types of handling in Japanese
--   departments: 所管 / Departments in charge
--   counterparties: 委託先・結合先など / Counterparties
--   legal_basis_count: 根拠法令の数 / Number of legal bases
--   personal_information_count: 個人情報の項目数（同じ名は1つ） / Number of personal-information items, the same name once
--   safeguard_count: 保護措置の数 / Number of safeguards
--   opinion_count: 審議会意見の数 / Number of opinions
--   condition_count: 留意事項・条件の数 / Number of conditions
--   turn_count: 発言の数（審議の記録がなければNULL） / Number of turns; NULL where no record of what was said on it is held
--   question_count: 質問の数（同上） / Number of questions; NULL likewise
--   meeting_id: 会議ID / Meeting
--   document_id: 読み取った文書 / Document the item was first read from
--   file_name: ファイル名 / File name
--   page_no: 最初のページ / Page on which it is first seen
WITH handled AS (
    SELECT h.item_id, list_sort(list(h.handling)) AS handlings, array_to_string(list_sort(list_distinct(list(c.label_ja))), '、') AS handlings_ja
    FROM item_handlings h LEFT JOIN code_handling c ON c.code = h.handling GROUP BY h.item_id
),
led AS (
    SELECT item_id, array_to_string(list_transform(list_sort(list({'seq': seq, 'name': department})), lambda d: d.name), '、') AS departments
    FROM item_departments GROUP BY item_id
),
partners AS (
    SELECT item_id, array_to_string(list_sort(list_distinct(list(name))), '、') AS counterparties FROM item_counterparties GROUP BY item_id
)
SELECT
    i.item_id,
    i.ward,
    m.council,
    m.held_on,
    i.fiscal_year,
    i.legal_regime,
    i.kind,
    k.label_ja AS kind_ja,
    i.number,
    i.title,
    i.outcome,
    o.label_ja AS outcome_ja,
    i.procedure,
    h.handlings,
    h.handlings_ja,
    e.departments,
    p.counterparties,
    n.legal_bases AS legal_basis_count,
    n.information_names AS personal_information_count,
    n.safeguards AS safeguard_count,
    n.opinions AS opinion_count,
    n.conditions AS condition_count,
    CASE WHEN n.meeting_speeches > 0 OR n.turns > 0 THEN n.turns END AS turn_count,
    CASE WHEN n.meeting_speeches > 0 OR n.turns > 0 THEN n.questions END AS question_count,
    i.meeting_id,
    i.document_id,
    d.file_name,
    i.regions[1].page_no AS page_no
FROM items i
JOIN meetings m ON m.meeting_id = i.meeting_id
JOIN documents d ON d.document_id = i.document_id
JOIN compare.item_counts n ON n.item_id = i.item_id
LEFT JOIN handled h ON h.item_id = i.item_id
LEFT JOIN led e ON e.item_id = i.item_id
LEFT JOIN partners p ON p.item_id = i.item_id
LEFT JOIN code_kind k ON k.code = i.kind
LEFT JOIN code_outcome o ON o.code = i.outcome
ORDER BY m.held_on, i.ward, i.item_id
