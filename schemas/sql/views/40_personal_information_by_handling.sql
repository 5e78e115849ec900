-- compare.personal_information_by_handling
-- 取扱類型ごとの個人情報の項目と、それを扱う区・案件（類型ごとの様式の項目はその類型に、ほかは案件の全類型に数える） / Personal-information items by handling, and which wards' items handle them; an item of a form counts for what its form is for, any other for all handlings
--   name: 項目名（空白を除き、英数字を半角にしたもの） / Name, without blanks, letters and digits as ASCII
--   handling: 取扱類型 / Handling (code_handling)
--   items: 案件数 / Number of items
--   ward_count: 区の数 / Number of wards
--   wards: 区 / Wards
--   item_ids: 案件ID / Items
WITH names AS (
    SELECT printed, compare.folded(printed) AS name FROM (SELECT DISTINCT name AS printed FROM item_personal_information)
),
handled AS (
    SELECT DISTINCT n.name, h.handling, p.item_id, i.ward
    FROM item_personal_information p JOIN names n ON n.printed = p.name JOIN items i USING (item_id)
    LEFT JOIN item_handlings h ON h.item_id = p.item_id AND (p.handling IS NULL OR p.handling = h.handling)
)
SELECT
    name, handling, count(*) AS items, count(DISTINCT ward) AS ward_count, list_sort(list_distinct(list(ward))) AS wards,
    list_sort(list(item_id)) AS item_ids
FROM handled
GROUP BY name, handling
ORDER BY items DESC, name, handling
