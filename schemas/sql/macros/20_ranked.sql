-- Texts in which all phrases stand, the best first (BM25, k1 = 1.2, b = 0.75). A phrase is a list of normalised words that follow
-- each other. `most`: how many texts.
CREATE MACRO search.ranked(phrases, most := 50) AS TABLE
WITH asked AS (
    SELECT unnest(phrases) AS words, generate_subscripts(phrases, 1) AS phrase
),
wanted AS (
    SELECT a.phrase, a.place, len(a.words) AS words, t.term_no, t.texts
    FROM (SELECT phrase, words, unnest(words) AS term, generate_subscripts(words, 1) AS place FROM asked) a
    JOIN search.terms t ON t.term = a.term
),
-- A phrase of several words can only stand where its rarest word does.
rarest AS (
    SELECT phrase, arg_min(term_no, texts) AS term_no, arg_min(place, texts) AS place FROM wanted GROUP BY phrase
    HAVING any_value(words) > 1 AND count(*) = any_value(words)
),
origins AS (
    SELECT r.phrase, p.place - r.place AS origin FROM search.places p JOIN rarest r ON p.term_no = r.term_no
),
found AS (
    SELECT w.phrase, p.text_no, p.place - w.place AS origin, min(p.start) AS start
    FROM search.places p JOIN (FROM wanted WHERE phrase IN (SELECT phrase FROM rarest)) w ON p.term_no = w.term_no
    SEMI JOIN origins o ON o.phrase = w.phrase AND o.origin = p.place - w.place
    GROUP BY w.phrase, p.text_no, p.place - w.place HAVING count(*) = any_value(w.words)
),
counted AS (
    SELECT w.phrase, p.text_no, p.times, p.length, p.start
    FROM search.postings p JOIN (FROM wanted WHERE words = 1) w ON p.term_no = w.term_no
    UNION ALL
    SELECT f.phrase, f.text_no, f.times, x.length, f.start
    FROM (SELECT phrase, text_no, count(*) AS times, min(start) AS start FROM found GROUP BY phrase, text_no) f JOIN search.texts x USING (text_no)
),
rarity AS (
    SELECT phrase, ln(1 + ((SELECT count(*) FROM search.texts) - count(*) + 0.5) / (count(*) + 0.5)) AS weight FROM counted GROUP BY phrase
),
scored AS (
    SELECT c.text_no, min(c.start) AS start,
        sum(r.weight * c.times * 2.2 / (c.times + 1.2 * (0.25 + 0.75 * c.length / (SELECT avg(length) FROM search.texts)))) AS score
    FROM counted c JOIN rarity r USING (phrase)
    GROUP BY c.text_no
    HAVING count(*) = len(phrases)
    ORDER BY score DESC, c.text_no
    LIMIT most
)
SELECT
    row_number() OVER (ORDER BY s.score DESC, s.text_no) AS rank,
    round(s.score, 3) AS score,
    x.source, x.row_id, x.ward, x.meeting_id, x.item_id, x.document_id, x.page_no,
    concat(CASE WHEN s.start > 30 THEN '…' ELSE '' END,
           replace(substr(x.text, greatest(s.start - 30, 0) + 1, 120), chr(10), ' '),
           CASE WHEN length(x.text) > greatest(s.start - 30, 0) + 120 THEN '…' ELSE '' END) AS snippet
FROM scored s JOIN search.texts x USING (text_no)
ORDER BY rank;
