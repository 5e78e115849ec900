-- compare.measures_by_handling
-- 取扱類型×措置の種類ごとの案件数と保護措置数（類型ごとの様式の措置はその類型に、ほかは案件の全類型に数える） / Handling by kind of safeguard: number of items and of safeguards; a safeguard of a form counts for what its form is for, any other for all handlings of its item
--   ward: 区 / Ward
--   handling: 取扱類型 / Handling (code_handling)
--   measure: 措置の種類 / Kind of safeguard (code_measure); NULL where no kind was told
--   items: 案件数 / Number of items
--   safeguards: 保護措置数 / Number of safeguards
SELECT i.ward, h.handling, s.measure, count(DISTINCT s.item_id) AS items, count(*) AS safeguards
FROM item_safeguards s JOIN item_handlings h ON h.item_id = s.item_id AND (s.handling IS NULL OR s.handling = h.handling) JOIN items i ON i.item_id = s.item_id
GROUP BY ALL
ORDER BY ALL
