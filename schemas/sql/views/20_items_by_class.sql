-- compare.items_by_class
-- 区・年度・法制度・種類・手続・取扱類型・結果ごとの案件数（取扱類型が複数の案件は各行に数える） / Number of items by ward, fiscal year, regime, kind, procedure, handling and outcome; an item with two handlings counts in both rows
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   legal_regime: 法制度 / Legal regime (code_legal_regime)
--   kind: 種類 / Kind (code_kind)
--   procedure: 手続 / Procedure (code_procedure)
--   handling: 取扱類型（なければNULL） / Handling (code_handling); NULL where the item has none
--   outcome: 結果 / Outcome (code_outcome)
--   items: 案件数 / Number of items
SELECT f.ward, f.fiscal_year, f.legal_regime, f.kind, f.procedure, h.handling, f.outcome, count(DISTINCT f.item_id) AS items
FROM compare.item_facts f LEFT JOIN item_handlings h USING (item_id)
GROUP BY ALL
ORDER BY ALL
