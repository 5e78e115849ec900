-- Texts in which all phrases stand, the best first (BM25, k1 = 1.2, b = 0.75). A phrase is a list of normalised words that follow
-- each other. `most`: how many texts; `in_ward`, `in_table`: only texts of that ward, of that table.
CREATE MACRO search.ranked(phrases, most := 50, in_ward := NULL, in_table := NULL) AS TABLE
WITH asked AS (
    SELECT unnest(phrases) AS words, generate_subscripts(phrases, 1) AS phrase
),
-- The words of the phrases whose words are all known; `nth`: how rare a word is among those of its phrase, from 1.
wanted AS (
    SELECT
        a.phrase::INTEGER AS phrase, a.place::INTEGER AS place, len(a.words) AS words, t.term_no,
        row_number() OVER (PARTITION BY a.phrase ORDER BY t.texts, a.place) AS nth
    FROM (SELECT phrase, words, unnest(words) AS term, generate_subscripts(words, 1) AS place FROM asked) a
    JOIN search.terms t ON t.term = a.term
    QUALIFY count(*) OVER (PARTITION BY a.phrase) = len(a.words)
),
-- A phrase of several words stands where its rarest word does, if the next rare one has the same origin, and so have all others.
found AS (
    SELECT a.phrase, a.origin, a.text_no
    FROM (
        SELECT w.phrase, p.place - w.place AS origin, p.text_no
        FROM search.places p JOIN (FROM wanted WHERE words = 2 AND nth = 1) w ON p.term_no = w.term_no
    ) a SEMI JOIN (
        SELECT w.phrase, p.place - w.place AS origin
        FROM search.places p JOIN (FROM wanted WHERE words = 2 AND nth = 2) w ON p.term_no = w.term_no
    ) b ON b.origin = a.origin AND b.phrase = a.phrase
    UNION ALL
    SELECT a.phrase, a.origin, a.text_no
    FROM (
        SELECT w.phrase, w.words, p.place - w.place AS origin, p.text_no
        FROM search.places p JOIN (FROM wanted WHERE words > 2 AND nth = 1) w ON p.term_no = w.term_no
    ) a SEMI JOIN (
        SELECT w.phrase, p.place - w.place AS origin
        FROM search.places p JOIN (FROM wanted WHERE words > 2 AND nth = 2) w ON p.term_no = w.term_no
    ) b ON b.origin = a.origin AND b.phrase = a.phrase
    JOIN (
        SELECT w.phrase, p.place - w.place AS origin FROM search.places p JOIN (FROM wanted WHERE nth > 2) w ON p.term_no = w.term_no
    ) c ON c.origin = a.origin AND c.phrase = a.phrase
    GROUP BY a.phrase, a.origin, a.text_no HAVING count(*) = any_value(a.words) - 2
),
counted AS (
    SELECT w.phrase, p.text_no, p.times, p.length, p.start, NULL AS origin
    FROM search.postings p JOIN (FROM wanted WHERE words = 1) w ON p.term_no = w.term_no
    UNION ALL
    SELECT f.phrase, f.text_no, f.times, x.length, NULL, f.origin
    FROM (SELECT phrase, text_no, count(*) AS times, min(origin) AS origin FROM found GROUP BY phrase, text_no) f JOIN search.texts x USING (text_no)
),
rarity AS (
    SELECT phrase, ln(1 + ((SELECT count(*) FROM search.texts) - count(*) + 0.5) / (count(*) + 0.5)) AS weight FROM counted GROUP BY phrase
),
weighed AS (
    SELECT c.text_no, r.weight * c.times * 2.2 / (c.times + 1.2 * (0.25 + 0.75 * c.length / (SELECT avg(length) FROM search.texts))) AS score
    FROM counted c JOIN rarity r USING (phrase)
),
-- Two branches, of which one is empty: where nothing is asked for but words, no table of texts is joined.
allowed AS (
    FROM weighed WHERE in_ward IS NULL AND in_table IS NULL
    UNION ALL
    SELECT w.*
    FROM weighed w SEMI JOIN (
        SELECT text_no FROM search.texts WHERE (in_ward IS NULL OR ward = in_ward) AND (in_table IS NULL OR source = in_table)
    ) x ON x.text_no = w.text_no
    WHERE in_ward IS NOT NULL OR in_table IS NOT NULL
),
scored AS (
    SELECT text_no, score
    FROM (
        FROM allowed WHERE len(phrases) = 1
        UNION ALL
        SELECT text_no, sum(score) AS score FROM allowed WHERE len(phrases) > 1 GROUP BY text_no HAVING count(*) = len(phrases)
    )
    ORDER BY score DESC, text_no LIMIT most
),
chosen AS (
    SELECT c.* FROM counted c SEMI JOIN scored s ON s.text_no = c.text_no
),
begun AS (
    SELECT text_no, min(start) AS start
    FROM (
        SELECT text_no, start FROM chosen WHERE start IS NOT NULL
        UNION ALL
        SELECT c.text_no, p.start
        FROM chosen c JOIN wanted w ON w.phrase = c.phrase AND w.words > 1 AND w.place = 1
        JOIN search.places p ON p.term_no = w.term_no AND p.place = c.origin + 1
    )
    GROUP BY text_no
)
SELECT
    row_number() OVER (ORDER BY s.score DESC, s.text_no) AS rank,
    round(s.score, 3) AS score,
    x.source, x.row_id, x.ward, x.meeting_id, x.item_id, x.document_id, x.page_no,
    concat(CASE WHEN b.start > 30 THEN '…' ELSE '' END,
           replace(substr(x.text, greatest(b.start - 30, 0) + 1, 120), chr(10), ' '),
           CASE WHEN length(x.text) > greatest(b.start - 30, 0) + 120 THEN '…' ELSE '' END) AS snippet
FROM scored s JOIN begun b USING (text_no) JOIN search.texts x USING (text_no)
ORDER BY rank;
