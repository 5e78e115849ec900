-- compare.questions_per_item
-- 案件ごとの審議の量：質問・回答・要望・約束の数 / How much each item was discussed: questions, answers, requests and promises
--   ward: 区 / Ward
--   held_on: 開催日 / Day of the meeting
--   item_id: 案件ID / Item
--   kind: 種類 / Kind (code_kind)
--   number: 番号（印字のまま） / Number as printed
--   title: 件名 / Title as printed
--   outcome: 結果 / Outcome (code_outcome)
--   questions: 質問の数（審議の記録がなければ、以下の数もNULL） / Number of questions; NULL, as the numbers below, where no record of what was said on it is held
--   answered: 回答と結び付いた質問の数 / Number of questions linked to an answer
--   answered_share: その割合（0から1、質問がなければNULL） / Their share, 0 to 1; NULL without questions
--   asking_persons: 質問した人の数（氏名のあるもの） / Number of persons who ask, where names are printed
--   requests: 要望の数 / Number of requests
--   promises: 約束の数 / Number of promises
--   turns: 発言の数 / Number of turns
--   characters: 発言の文字数 / Characters of the turns
WITH answered AS (
    SELECT t.item_id, count(DISTINCT t.turn_id) AS answered
    FROM qa_links l JOIN turns t ON t.turn_id = l.question_turn_id WHERE t.act = 'question' GROUP BY t.item_id
),
said AS (
    SELECT item_id, count(*) AS turns, sum(length(text))::BIGINT AS characters, count(DISTINCT speaker_name) FILTER (act = 'question') AS asking_persons
    FROM turns GROUP BY item_id
),
asked AS (
    SELECT item_id, count(*) FILTER (kind = 'request') AS requests, count(*) FILTER (kind = 'promise') AS promises
    FROM commitments GROUP BY item_id
)
SELECT
    f.ward, f.held_on, f.item_id, f.kind, i.number, f.title, f.outcome, f.questions,
    CASE WHEN f.questions IS NOT NULL THEN coalesce(a.answered, 0) END AS answered,
    round(coalesce(a.answered, 0) / nullif(f.questions, 0), 3) AS answered_share, CASE WHEN f.questions IS NOT NULL THEN coalesce(s.asking_persons, 0) END AS asking_persons,
    CASE WHEN f.questions IS NOT NULL THEN coalesce(c.requests, 0) END AS requests,
    CASE WHEN f.questions IS NOT NULL THEN coalesce(c.promises, 0) END AS promises,
    CASE WHEN f.questions IS NOT NULL THEN coalesce(s.turns, 0) END AS turns,
    CASE WHEN f.questions IS NOT NULL THEN coalesce(s.characters, 0) END AS characters
FROM compare.item_facts f JOIN items i USING (item_id)
LEFT JOIN answered a USING (item_id) LEFT JOIN said s USING (item_id) LEFT JOIN asked c USING (item_id)
ORDER BY f.ward, f.held_on, f.item_id
