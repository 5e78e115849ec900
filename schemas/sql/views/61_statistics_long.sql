-- compare.statistics_long
-- 統計値を一つの長い表にまとめ、比べられる主題を付けたもの / Statistics as one long table with a subject that can be compared
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   subject: 主題（表題、上位の区分、見出しの順に判断） / Subject, told by caption and group, else by the heading over the table: information_disclosure, self_disclosure, correction, suspension, review, outsourcing, secondary_use, provision, business_register, incident, other
--   section: 表の置かれた見出し / Heading the table stands under
--   caption: 表題 / Caption as printed
--   measure: 測るもの / Measure (column header)
--   group_label: 上位の区分 / Group the category stands under
--   category: 区分 / Category (row header)
--   is_total: 合計か / Whether it is a total
--   value: 値 / Value
--   unit: 単位 / Unit
--   statistic_id: 統計値ID / Statistic
SELECT
    d.ward, s.fiscal_year,
    coalesce(compare.subject(compare.folded(concat_ws('|', s.caption, s.group_label))), compare.subject(compare.folded(s.section)), 'other') AS subject,
    s.section, s.caption, s.measure, s.group_label, s.category, s.is_total, s.value, s.unit, s.statistic_id
FROM statistics s
JOIN documents d USING (document_id)
ORDER BY d.ward, s.fiscal_year, s.document_id, length(s.statistic_id), s.statistic_id
