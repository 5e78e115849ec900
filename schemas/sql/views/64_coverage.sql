-- compare.coverage
-- どの会議の何があるか（held：あり、missing：あるはずだが未収録、not_published：公表されない、unknown：分からない） / Which meetings are covered: held, missing (it must exist, but is not in this file), not_published (it will not be had), unknown
--   ward: 区 / Ward
--   council: 審議会名 / Council as printed
--   term: 期 / Term
--   fiscal_year: 年度（開催日も会議も分からなければNULL） / Fiscal year; NULL where nothing tells it
--   session: 回（期、期がなければ年度の中の番号） / Session number, within the term or, without terms, within the fiscal year
--   held_on: 開催日（会議を収録しておらず、資料にも日付がなければNULL） / Day of the meeting; NULL where nothing of the meeting is held and no paper names its day
--   meeting_id: 会議ID（会議を収録していなければNULL） / Meeting; NULL where nothing of it is held
--   papers: 会議資料 / Papers before the meeting
--   minutes: 会議録・要録 / Minutes
--   reason: その値の理由 / Why
WITH known AS (
    SELECT
        m.ward, m.council, m.term, m.fiscal_year, try_cast(m.session AS INTEGER) AS session, m.held_on, m.meeting_id,
        EXISTS (FROM turns t WHERE t.meeting_id = m.meeting_id AND t.kind = 'speech') OR EXISTS (FROM papers p WHERE p.meeting_id = m.meeting_id AND p.kind = 'minutes') AS has_minutes,
        EXISTS (FROM papers p WHERE p.meeting_id = m.meeting_id AND p.kind NOT IN ('minutes', 'agenda')) AS has_papers
    FROM meetings m
),
-- Sessions below the highest one that is known of a council's term (without terms, of its fiscal year) must have been held.
gaps AS (
    SELECT k.ward, k.council, k.term, k.of_year AS fiscal_year, n AS session
    FROM (
        SELECT ward, council, term, CASE WHEN term IS NULL THEN fiscal_year END AS of_year, max(session) AS last FROM known GROUP BY ALL
    ) k, unnest(range(1, k.last)) AS r(n)
    WHERE NOT EXISTS (
        FROM known x WHERE x.ward = k.ward AND x.council IS NOT DISTINCT FROM k.council AND x.term IS NOT DISTINCT FROM k.term
            AND (k.term IS NOT NULL OR x.fiscal_year IS NOT DISTINCT FROM k.of_year) AND x.session = n
    )
),
-- Meetings of which nothing is here, but which the papers on an item name: by their day, or by term and session.
cited AS (
    SELECT m.ward, m.council, r.term, try_cast(r.session AS INTEGER) AS session, r.cited_on AS held_on, string_agg(DISTINCT r.item_id, ', ' ORDER BY r.item_id) AS by_items
    FROM item_references r JOIN items i USING (item_id) JOIN meetings m ON m.meeting_id = i.meeting_id
    WHERE r.target_meeting_id IS NULL AND (r.cited_on IS NOT NULL OR (r.term IS NOT NULL AND r.session IS NOT NULL))
        AND (r.cited_on IS NOT NULL OR NOT EXISTS (FROM gaps g WHERE g.ward = m.ward AND g.council IS NOT DISTINCT FROM m.council AND g.term = r.term AND g.session = try_cast(r.session AS INTEGER)))
    GROUP BY ALL
),
meetings_told AS (
    SELECT
        k.ward, k.council, k.term, k.fiscal_year, k.session, k.held_on, k.meeting_id,
        CASE WHEN k.has_papers THEN 'held' WHEN p.part IS NOT NULL THEN 'not_published' ELSE 'unknown' END AS papers,
        CASE WHEN k.has_minutes THEN 'held' WHEN q.part IS NOT NULL THEN 'not_published' ELSE 'missing' END AS minutes,
        coalesce(CASE WHEN NOT k.has_papers THEN p.reason END, CASE WHEN NOT k.has_minutes THEN q.reason END) AS reason
    FROM known k
    LEFT JOIN not_published p ON p.ward = k.ward AND p.held_on = k.held_on AND p.part = 'papers'
    LEFT JOIN not_published q ON q.ward = k.ward AND q.held_on = k.held_on AND q.part = 'minutes'
    UNION ALL
    SELECT g.ward, g.council, g.term, g.fiscal_year, g.session, NULL, NULL, 'unknown', 'missing', 'the number stands below one that is known'
    FROM gaps g
    UNION ALL
    SELECT c.ward, c.council, c.term, year(c.held_on) - (month(c.held_on) < 4)::INTEGER, c.session, c.held_on, NULL, 'missing', 'missing', 'named by ' || c.by_items
    FROM cited c
)
FROM meetings_told
ORDER BY ward, council, term, CASE WHEN term IS NULL THEN fiscal_year END, session, held_on
