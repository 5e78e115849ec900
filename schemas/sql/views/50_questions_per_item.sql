-- compare.questions_per_item
-- 案件ごとの質問・回答・要望の数 / Questions, answers and requests by item
--   ward: 区 / Ward
--   held_on: 開催日 / Day of the meeting
--   item_id: 案件ID / Item
--   title: 件名 / Title as printed
--   questions: 質問の数（発言のある会議のみ。なければNULL） / Number of questions; NULL where no turns of the meeting are held
--   answered: 回答と結び付いた質問の数 / Number of questions linked to an answer
--   requests: 要望の数 / Number of requests
--   turns: 発言の数 / Number of turns
--   characters: 発言の文字数 / Characters of the turns
SELECT
    f.ward, f.held_on, f.item_id, f.title, f.questions,
    (SELECT count(DISTINCT q.question_turn_id) FROM qa_links q JOIN turns t ON t.turn_id = q.question_turn_id WHERE t.item_id = f.item_id) AS answered,
    (SELECT count(*) FROM commitments c WHERE c.item_id = f.item_id AND c.kind = 'request') AS requests,
    (SELECT count(*) FROM turns t WHERE t.item_id = f.item_id) AS turns,
    (SELECT coalesce(sum(length(t.text)), 0)::BIGINT FROM turns t WHERE t.item_id = f.item_id) AS characters
FROM compare.item_facts f
ORDER BY f.ward, f.held_on, f.item_id
