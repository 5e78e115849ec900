-- compare.measures_by_handling
-- 取扱類型×措置の種類ごとの案件数と保護措置数 / Handling by kind of safeguard: number of items and of safeguards
--   ward: 区 / Ward
--   handling: 取扱類型 / Handling (code_handling)
--   measure: 措置の種類 / Kind of safeguard (code_measure); NULL where no kind was told
--   items: 案件数 / Number of items
--   safeguards: 保護措置数 / Number of safeguards
SELECT i.ward, h.handling, s.measure, count(DISTINCT s.item_id) AS items, count(*) AS safeguards
FROM item_safeguards s JOIN item_handlings h USING (item_id) JOIN items i USING (item_id)
GROUP BY ALL
ORDER BY ALL
