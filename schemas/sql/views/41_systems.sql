-- compare.systems
-- システム・製品の一覧（文中の名称と様式のシステム欄。括弧書きは除く） / Systems and products across wards: names in the texts and boxes of forms for systems, without what stands in brackets
--   name: 名称（空白を除き、英数字を半角小文字にしたもの） / Name, without blanks, letters and digits as ASCII in lower case
--   items: 案件数 / Number of items
--   ward_count: 区の数 / Number of wards
--   wards: 区 / Wards
--   item_ids: 案件ID / Items
SELECT
    s.name, count(DISTINCT s.item_id) AS items, count(DISTINCT i.ward) AS ward_count, list(DISTINCT i.ward ORDER BY i.ward) AS wards,
    list(DISTINCT s.item_id ORDER BY s.item_id) AS item_ids
FROM (
    SELECT item_id, compare.folded(coalesce(normalized, text)) AS name FROM mentions WHERE label = 'SYSTEM'
    UNION
    SELECT f.item_id, compare.folded(unnest(string_split_regex(regexp_replace(d.value, '[（(][^（）()]*[）)]', '', 'g'), '[、\n]')))
    FROM form_fields d JOIN forms f USING (form_id) WHERE d.concept = 'system'
) s JOIN items i USING (item_id)
WHERE s.name <> ''
GROUP BY s.name
ORDER BY ward_count DESC, items DESC, s.name
