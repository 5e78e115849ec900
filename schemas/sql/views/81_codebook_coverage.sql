-- codebook.coverage
-- 区ごとの収録範囲 / What is held of each ward
--   ward: 区（不明はNULL） / Ward; NULL where no configured council fits
--   documents: 文書数 / Number of documents
--   not_loaded: うち全部または一部が読めないもの / Of these, documents that could not be read, or not wholly
--   pages: ページ数 / Number of pages
--   meetings: 会議数 / Number of meetings
--   first_on: 最初の会議の日 / Day of the first meeting
--   last_on: 最後の会議の日 / Day of the last meeting
--   meetings_with_turns: 発言または要旨を収録した会議数 / Number of meetings of which turns or summaries are held
--   items: 案件数 / Number of items
--   retrieved_last: 最後に取得した日時（UTC） / When the newest document was retrieved (UTC)
WITH papers AS (
    SELECT ward, count(*) AS documents, count(*) FILTER (status <> 'loaded') AS not_loaded, max(retrieved_at) AS retrieved_last FROM documents GROUP BY ward
),
pages AS (SELECT d.ward, count(*) AS pages FROM pages p JOIN documents d USING (document_id) GROUP BY d.ward),
met AS (
    SELECT ward, count(*) AS meetings, min(held_on) AS first_on, max(held_on) AS last_on,
        count(*) FILTER (meeting_id IN (SELECT meeting_id FROM turns)) AS meetings_with_turns
    FROM meetings GROUP BY ward
),
matters AS (SELECT ward, count(*) AS items FROM items GROUP BY ward)
SELECT
    d.ward, d.documents, d.not_loaded, coalesce(p.pages, 0) AS pages, coalesce(m.meetings, 0) AS meetings, m.first_on, m.last_on,
    coalesce(m.meetings_with_turns, 0) AS meetings_with_turns, coalesce(i.items, 0) AS items, d.retrieved_last
FROM papers d LEFT JOIN pages p ON p.ward IS NOT DISTINCT FROM d.ward LEFT JOIN met m ON m.ward = d.ward LEFT JOIN matters i ON i.ward = d.ward
ORDER BY d.ward NULLS LAST
