-- compare.incident_classes
-- 個人情報の事故（種別・原因の類型・所管ごと） / Incidents by kind, class of cause and department
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   kind: 種別（印字のまま） / Kind as printed
--   cause_class: 原因の類型 / Class of cause: data_entry, no_check, custody, procedure, system, mistake, other; unknown where no cause is printed
--   department: 所管 / Department
--   by_contractor: 委託先等によるか / Whether a contractor did it
--   incidents: 件数 / Number of incidents
--   people: 人数（印字のあるもの） / People affected, where printed
SELECT
    d.ward, i.fiscal_year, i.kind,
    CASE WHEN i.cause IS NULL THEN 'unknown'
         WHEN regexp_matches(compare.folded(i.cause), '入力|登録|転記') THEN 'data_entry'
         WHEN regexp_matches(compare.folded(i.cause), '確認|確かめ|チェック|点検|照合|読み合わせ|見落と|数え') THEN 'no_check'
         WHEN regexp_matches(compare.folded(i.cause), '管理|保管|施錠|置き忘|紛失') THEN 'custody'
         WHEN regexp_matches(compare.folded(i.cause), 'ルール|手順|マニュアル|周知|認識|理解|決まり|規程') THEN 'procedure'
         WHEN regexp_matches(compare.folded(i.cause), 'システム|プログラム|設定|機器') THEN 'system'
         WHEN regexp_matches(compare.folded(i.cause), '誤[りっ]|取り?違え|ミス') THEN 'mistake'
         ELSE 'other' END AS cause_class,
    i.department, i.by_contractor, count(*) AS incidents, sum(i.people_affected)::BIGINT AS people
FROM incidents i JOIN documents d USING (document_id)
GROUP BY ALL
ORDER BY ALL
