-- compare.contractors
-- 委託先・結合先などの一覧（同じ名称を区を越えてまとめたもの） / Contractors and other counterparties across wards, equal names together
--   name: 名称（全角の英数字と(株)などの略記を直し、和字の間の空白を除いたもの） / Name: letters and digits as ASCII, (株) and the like written out, no blanks beside Japanese characters
--   roles: 立場 / Roles (code_counterparty_role)
--   items: 案件数 / Number of items
--   ward_count: 区の数 / Number of wards
--   wards: 区 / Wards
--   first_on: 最初の開催日 / Day of the first meeting
--   last_on: 最後の開催日 / Day of the last meeting
--   item_ids: 案件ID / Items
SELECT
    compare.body_name(c.name) AS name, list(DISTINCT c.role ORDER BY c.role) FILTER (c.role IS NOT NULL) AS roles,
    count(DISTINCT c.item_id) AS items, count(DISTINCT f.ward) AS ward_count, list(DISTINCT f.ward ORDER BY f.ward) AS wards,
    min(f.held_on) AS first_on, max(f.held_on) AS last_on, list(DISTINCT c.item_id ORDER BY c.item_id) AS item_ids
FROM item_counterparties c JOIN compare.item_facts f USING (item_id)
GROUP BY 1
ORDER BY ward_count DESC, items DESC, name
