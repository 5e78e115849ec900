-- compare.condition_shares
-- 可否を決めた案件のうち条件・意見が付いた割合（取扱類型別と全体） / Share of decided items that were approved with conditions or opinions, by handling and for all
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   legal_regime: 法制度 / Legal regime (code_legal_regime)
--   handling: 取扱類型（allは全体） / Handling (code_handling); all: whatever the handling
--   decided: 可否を決めた案件数 / Number of decided items
--   with_conditions: うち条件・意見付き / Of these, with conditions or opinions
--   share: 割合（0から1） / Share, 0 to 1
SELECT
    f.ward, f.fiscal_year, f.legal_regime, h.handling, count(DISTINCT f.item_id) AS decided,
    count(DISTINCT f.item_id) FILTER (f.with_conditions) AS with_conditions,
    count(DISTINCT f.item_id) FILTER (f.with_conditions) / count(DISTINCT f.item_id) AS share
FROM compare.item_facts f
JOIN (SELECT item_id, handling FROM item_handlings UNION ALL SELECT item_id, 'all' FROM items) h USING (item_id)
WHERE f.decided
GROUP BY f.ward, f.fiscal_year, f.legal_regime, h.handling
ORDER BY ALL
