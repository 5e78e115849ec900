-- compare.hosted_items
-- データをクラウドサービスや事業者のデータセンターに置く案件（様式・保護措置・条件・発言の文から分かる限り） / Items whose data are put in a cloud service or a contractor's data centre, as far as forms, safeguards, conditions and turns say
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   legal_regime: 法制度 / Legal regime (code_legal_regime)
--   item_id: 案件ID / Item
--   title: 件名 / Title as printed
--   hosting: 置き場所 / Where: cloud or data_centre (compare.hosting_patterns)
--   said_in: それを述べる行のID / Ids of the rows that say so, for shingikai cite
WITH said AS (
    SELECT kind, source, row_id FROM compare.text_classes WHERE scheme = 'hosting'
),
told AS (
    SELECT kind, source, row_id FROM said WHERE kind <> 'not_cloud'
        AND NOT (kind = 'cloud' AND (source, row_id) IN (SELECT (source, row_id) FROM said WHERE kind = 'not_cloud'))
),
placed AS (
    SELECT kind, row_id, row_id AS item_id FROM told WHERE source = 'items'
    UNION ALL SELECT kind, row_id, regexp_replace(row_id, '/\d+$', '') FROM told WHERE source IN ('item_safeguards', 'conditions')
    UNION ALL SELECT t.kind, t.row_id, u.item_id FROM told t JOIN turns u ON u.turn_id = t.row_id WHERE t.source = 'turns'
    UNION ALL SELECT t.kind, t.row_id, f.item_id FROM told t JOIN forms f ON f.form_id = regexp_replace(t.row_id, '/\d+$', '') WHERE t.source = 'form_fields'
)
SELECT i.ward, i.fiscal_year, i.legal_regime, i.item_id, i.title, p.kind AS hosting, list(DISTINCT p.row_id ORDER BY p.row_id) AS said_in
FROM placed p JOIN items i USING (item_id)
GROUP BY i.ward, i.fiscal_year, i.legal_regime, i.item_id, i.title, p.kind
ORDER BY i.ward, i.item_id, hosting
