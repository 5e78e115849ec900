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
WITH names AS (SELECT printed, compare.body_name(printed) AS name FROM (SELECT DISTINCT name AS printed FROM item_counterparties)),
parties AS (SELECT DISTINCT n.name, c.role, c.item_id FROM item_counterparties c JOIN names n ON n.printed = c.name),
found AS (SELECT DISTINCT p.name, p.item_id, i.ward, m.held_on FROM parties p JOIN items i USING (item_id) JOIN meetings m USING (meeting_id)),
roles AS (SELECT name, list_sort(list(DISTINCT role)) AS roles FROM parties WHERE role IS NOT NULL GROUP BY name)
SELECT
    f.name, any_value(r.roles) AS roles, count(*) AS items, count(DISTINCT f.ward) AS ward_count, list_sort(list_distinct(list(f.ward))) AS wards,
    min(f.held_on) AS first_on, max(f.held_on) AS last_on, list_sort(list(f.item_id)) AS item_ids
FROM found f LEFT JOIN roles r USING (name)
GROUP BY f.name
ORDER BY ward_count DESC, items DESC, f.name
