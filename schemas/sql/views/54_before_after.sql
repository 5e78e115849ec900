-- compare.before_after
-- 2023年4月1日（国の法律の適用）の前後での案件の比較 / Items before and after 2023-04-01, when the national Act took the place of the ordinances
--   ward: 区 / Ward
--   side: 前か後か（before/after、開催日不明はunknown） / before or after the day of the meeting; unknown where the day is not known
--   meetings: 会議数 / Number of meetings with items
--   items: 案件数 / Number of items
--   consultations: 諮問の数 / Number of consultations
--   reports: 諮問以外の数 / Number of other items
--   decided: 可否を決めた案件数 / Number of decided items
--   with_conditions: うち条件・意見付き / Of these, with conditions or opinions
--   safeguards_per_item: 1案件あたりの保護措置数（保護措置のある案件） / Safeguards per item, of items that have any
--   questions_per_item: 1案件あたりの質問数 / Questions per item, of meetings whose turns are held
SELECT
    f.ward, CASE WHEN f.held_on IS NULL THEN 'unknown' WHEN f.held_on < DATE '2023-04-01' THEN 'before' ELSE 'after' END AS side,
    count(DISTINCT i.meeting_id) AS meetings, count(*) AS items, count(*) FILTER (f.kind = 'consultation') AS consultations,
    count(*) FILTER (f.kind <> 'consultation') AS reports, count(*) FILTER (f.decided) AS decided,
    count(*) FILTER (f.decided AND f.with_conditions) AS with_conditions,
    round(avg(f.safeguards) FILTER (f.safeguards > 0), 2) AS safeguards_per_item, round(avg(f.questions), 2) AS questions_per_item
FROM compare.item_facts f JOIN items i USING (item_id)
GROUP BY 1, 2
ORDER BY 1, 2 DESC
