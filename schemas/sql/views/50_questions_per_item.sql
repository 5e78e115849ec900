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
SELECT
    f.ward, f.held_on, f.item_id, f.kind, i.number, f.title, f.outcome, f.questions,
    CASE WHEN f.questions IS NOT NULL THEN n.answered END AS answered,
    round(n.answered / nullif(f.questions, 0), 3) AS answered_share,
    CASE WHEN f.questions IS NOT NULL THEN n.asking_persons END AS asking_persons,
    CASE WHEN f.questions IS NOT NULL THEN n.requests END AS requests,
    CASE WHEN f.questions IS NOT NULL THEN n.promises END AS promises,
    CASE WHEN f.questions IS NOT NULL THEN n.turns END AS turns,
    CASE WHEN f.questions IS NOT NULL THEN n.characters END AS characters
FROM compare.item_facts f JOIN items i USING (item_id) JOIN compare.item_counts n USING (item_id)
ORDER BY f.ward, f.held_on, f.item_id
