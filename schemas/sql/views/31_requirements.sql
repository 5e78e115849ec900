-- compare.requirements
-- 案件が求める保護の要件（保護措置と条件の文ごと） / Required safeguards by item: each text of a safeguard or condition and what it requires
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   legal_regime: 法制度 / Legal regime (code_legal_regime)
--   item_id: 案件ID / Item
--   requirement: 要件 / Requirement (compare.requirement_patterns)
--   party: 義務を負う者 / Who has the duty (code_party)
--   source: 元の表 / Table it was read in: item_safeguards or conditions
--   row_id: 行ID / Id of the row
--   text: 原文 / Words
WITH texts AS (
    SELECT item_id, seq, text, party, 'item_safeguards' AS source FROM item_safeguards
    UNION ALL
    SELECT item_id, seq, text, NULL, 'conditions' FROM conditions
)
SELECT f.ward, f.fiscal_year, f.legal_regime, t.item_id, p.requirement, t.party, t.source, t.item_id || '/' || t.seq AS row_id, t.text
FROM (SELECT *, compare.folded(text) AS folded FROM texts) t
JOIN compare.requirement_patterns p ON regexp_matches(t.folded, p.pattern)
JOIN compare.item_facts f USING (item_id)
