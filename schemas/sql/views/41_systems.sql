-- compare.systems
-- システム・製品の一覧（文中の名称と様式のシステム欄。括弧書きは除く） / Systems and products across wards: names in the texts and boxes of forms for systems, without what stands in brackets
--   name: 名称（空白を除き、英数字を半角小文字にしたもの） / Name, without blanks, letters and digits as ASCII in lower case
--   items: 案件数 / Number of items
--   ward_count: 区の数 / Number of wards
--   wards: 区 / Wards
--   item_ids: 案件ID / Items
WITH printed AS (
    SELECT item_id, coalesce(normalized, text) AS name FROM mentions WHERE label = 'SYSTEM' AND item_id IS NOT NULL
    UNION
    SELECT f.item_id, unnest(string_split_regex(regexp_replace(d.value, '[（(][^（）()]*[）)]', '', 'g'), '[、\n]'))
    FROM form_fields d JOIN forms f USING (form_id) WHERE d.concept = 'system'
),
names AS (SELECT name AS printed, compare.folded(name) AS name FROM (SELECT DISTINCT name FROM printed)),
systems AS (SELECT DISTINCT n.name, p.item_id, i.ward FROM printed p JOIN names n ON n.printed = p.name JOIN items i USING (item_id) WHERE n.name <> '')
SELECT
    name, count(*) AS items, count(DISTINCT ward) AS ward_count, list_sort(list_distinct(list(ward))) AS wards, list_sort(list(item_id)) AS item_ids
FROM systems
GROUP BY name
ORDER BY ward_count DESC, items DESC, name
