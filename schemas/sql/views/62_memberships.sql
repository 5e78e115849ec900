-- compare.memberships
-- 委員等の在任（会議の名簿と発言者の肩書から分かる限り） / Who sat when, as far as attendance lists and the posts of speakers say
--   ward: 区 / Ward
--   council: 審議会名 / Council as printed
--   term: 期 / Term
--   person_name: 氏名 / Name
--   roles: 役職・選出区分（名簿と発言者の肩書、印字のまま） / Roles or organisations as printed, in lists and before what they say
--   first_on: 最初に名のある会議の日 / Day of the first meeting with the name
--   last_on: 最後に名のある会議の日 / Day of the last meeting with the name
--   meetings: 会議数 / Number of meetings with the name
--   present: 出席 / Times present
--   absent: 欠席 / Times absent
WITH posts AS (
    SELECT DISTINCT meeting_id, speaker_name AS person_name, speaker_role AS role FROM turns
    WHERE speaker_class IN ('chair', 'vice_chair') AND speaker_name IS NOT NULL AND speaker_role IS NOT NULL
),
seats AS (
    SELECT meeting_id, person_name, role, status FROM attendances
    UNION ALL
    SELECT meeting_id, person_name, role, NULL FROM posts SEMI JOIN attendances USING (meeting_id, person_name)
)
SELECT
    m.ward, m.council, m.term, a.person_name, list(DISTINCT a.role ORDER BY a.role) FILTER (a.role IS NOT NULL) AS roles,
    min(m.held_on) AS first_on, max(m.held_on) AS last_on, count(DISTINCT m.meeting_id) AS meetings,
    count(*) FILTER (a.status = 'present') AS present, count(*) FILTER (a.status = 'absent') AS absent
FROM seats a JOIN meetings m USING (meeting_id)
GROUP BY m.ward, m.council, m.term, a.person_name
ORDER BY m.ward, m.term, a.person_name
