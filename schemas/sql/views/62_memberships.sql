-- compare.memberships
-- 委員等の在任（会議の名簿から分かる限り） / Who sat when, as far as the attendance lists say
--   ward: 区 / Ward
--   council: 審議会名 / Council as printed
--   term: 期 / Term
--   person_name: 氏名 / Name
--   roles: 役職・選出区分（印字のまま） / Roles or organisations as printed
--   first_on: 最初に名のある会議の日 / Day of the first meeting with the name
--   last_on: 最後に名のある会議の日 / Day of the last meeting with the name
--   meetings: 会議数 / Number of meetings with the name
--   present: 出席 / Times present
--   absent: 欠席 / Times absent
SELECT
    m.ward, m.council, m.term, a.person_name, list(DISTINCT a.role ORDER BY a.role) FILTER (a.role IS NOT NULL) AS roles,
    min(m.held_on) AS first_on, max(m.held_on) AS last_on, count(*) AS meetings,
    count(*) FILTER (a.status = 'present') AS present, count(*) FILTER (a.status = 'absent') AS absent
FROM attendances a JOIN meetings m USING (meeting_id)
GROUP BY m.ward, m.council, m.term, a.person_name
ORDER BY m.ward, m.term, a.person_name
