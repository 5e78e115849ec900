-- compare.personal_information_by_handling
-- 取扱類型ごとの個人情報の項目と、それを扱う区・案件（類型ごとの様式の項目はその類型に、ほかは案件の全類型に数える） / Personal-information items by handling, and which wards' items handle them; an item of a form counts for what its form is for, any other for all handlings
--   name: 項目名（空白を除き、英数字を半角にしたもの） / Name, without blanks, letters and digits as ASCII
--   handling: 取扱類型 / Handling (code_handling)
--   items: 案件数 / Number of items
--   ward_count: 区の数 / Number of wards
--   wards: 区 / Wards
--   item_ids: 案件ID / Items
SELECT
    compare.folded(p.name) AS name, h.handling, count(DISTINCT p.item_id) AS items, count(DISTINCT i.ward) AS ward_count,
    list(DISTINCT i.ward ORDER BY i.ward) AS wards, list(DISTINCT p.item_id ORDER BY p.item_id) AS item_ids
FROM item_personal_information p JOIN items i USING (item_id) LEFT JOIN item_handlings h ON h.item_id = p.item_id AND (p.handling IS NULL OR p.handling = h.handling)
GROUP BY 1, 2
ORDER BY items DESC, 1, 2
