-- compare.statistics_long
-- 統計値を一つの長い表にまとめ、比べられる主題を付けたもの / Statistics as one long table with a subject that can be compared
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   subject: 主題 / Subject: information_disclosure, self_disclosure, correction, suspension, review, outsourcing, secondary_use, provision, business_register, incident, other
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
    CASE WHEN regexp_matches(s.words, '審査請求|不服|審査会') THEN 'review'
         WHEN regexp_matches(s.words, '訂正') THEN 'correction'
         WHEN regexp_matches(s.words, '利用停止|中止|消去請求') THEN 'suspension'
         WHEN regexp_matches(s.words, '自己情報|開示') THEN 'self_disclosure'
         WHEN regexp_matches(s.words, '公開') THEN 'information_disclosure'
         WHEN regexp_matches(s.words, '委託|指定管理') THEN 'outsourcing'
         WHEN regexp_matches(s.words, '目的外') THEN 'secondary_use'
         WHEN regexp_matches(s.words, '提供|結合') THEN 'provision'
         WHEN regexp_matches(s.words, '事故|漏え?い') THEN 'incident'
         WHEN regexp_matches(s.words, '業務登録|登録簿|ファイル') THEN 'business_register'
         ELSE 'other' END AS subject,
    s.caption, s.measure, s.group_label, s.category, s.is_total, s.value, s.unit, s.statistic_id
FROM (SELECT *, compare.folded(concat_ws('|', caption, group_label)) AS words FROM statistics) s
JOIN documents d USING (document_id)
ORDER BY d.ward, s.fiscal_year, s.statistic_id
