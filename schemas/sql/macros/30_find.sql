-- Search in the words of a person (at most 200 characters): what stands between blanks stands together in the text. Words are told
-- apart by the longest written form that the index knows; `shingikai search` tells them apart with the tokeniser.
CREATE MACRO search.find(query, most := 50, in_ward := NULL, in_table := NULL) AS TABLE
WITH RECURSIVE parts AS (
    SELECT unnest(parts) AS part, generate_subscripts(parts, 1) AS phrase
    FROM (SELECT list_filter(string_split_regex(lower(translate(
        CASE WHEN length(query) > 200 THEN error('search for at most 200 characters at a time') ELSE query END,
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ　',
        '0123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz ')), '\s+'), lambda w: w <> '') AS parts)
),
starts AS (
    SELECT DISTINCT p.part, n AS start FROM parts p, unnest(range(1, length(p.part) + 1)) AS r(n)
),
longest AS (
    SELECT s.part, s.start, max(z.n) AS size
    FROM starts s, unnest(range(1, 25)) AS z(n) JOIN search.surfaces f ON f.surface = substr(s.part, s.start, z.n)
    WHERE z.n <= length(s.part) - s.start + 1
    GROUP BY s.part, s.start
),
walk AS (
    SELECT phrase, part, 1 AS start FROM parts
    UNION ALL
    SELECT w.phrase, w.part, w.start + coalesce(l.size, 1) FROM walk w LEFT JOIN longest l ON l.part = w.part AND l.start = w.start
    WHERE w.start <= length(w.part)
),
words AS (
    SELECT w.phrase, list(coalesce(t.term, substr(w.part, w.start, 1)) ORDER BY w.start) AS words
    FROM walk w
    LEFT JOIN longest l ON l.part = w.part AND l.start = w.start
    LEFT JOIN search.surfaces f ON f.surface = substr(w.part, w.start, l.size)
    LEFT JOIN search.terms t ON t.term_no = f.term_no
    WHERE w.start <= length(w.part)
    GROUP BY w.phrase
)
FROM search.ranked((SELECT list(words ORDER BY phrase) FROM words), most := most, in_ward := in_ward, in_table := in_table);
