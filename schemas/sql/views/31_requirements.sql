-- compare.requirements
-- 案件が求める保護の要件（保護措置と条件の文ごと） / Required safeguards by item: each text of a safeguard or condition and what it requires
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   legal_regime: 法制度 / Legal regime (code_legal_regime)
--   item_id: 案件ID / Item
--   requirement: 要件 / Requirement (compare.requirement_patterns)
--   handling: 取扱類型（類型ごとの様式に書かれた場合。なければNULL） / Handling whose form says it (code_handling); NULL where it is said of the item as a whole
--   party: 義務を負う者 / Who has the duty (code_party)
--   source: 元の表 / Table it was read in: item_safeguards or conditions
--   row_id: 行ID / Id of the row
--   text: 原文 / Words
WITH texts AS (
    SELECT item_id, item_id || '/' || seq AS row_id, text, party, handling, 'item_safeguards' AS source FROM item_safeguards
    UNION ALL
    SELECT item_id, item_id || '/' || seq, text, NULL, NULL, 'conditions' FROM conditions
)
SELECT i.ward, i.fiscal_year, i.legal_regime, t.item_id, c.kind AS requirement, t.handling, t.party, t.source, t.row_id, t.text
FROM compare.text_classes c JOIN texts t USING (source, row_id) JOIN items i USING (item_id)
WHERE c.scheme = 'requirement'
