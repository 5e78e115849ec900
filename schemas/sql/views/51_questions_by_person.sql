-- compare.questions_by_person
-- 誰がどの取扱類型について質問したか（取扱類型が複数の案件の質問は各行に数える） / Who asks about which types of handling; a question on an item with two handlings counts in both rows
--   ward: 区 / Ward
--   asked_by: 質問者（氏名がなければNULL） / Who asks; NULL where no name is printed
--   asked_by_class: 質問者の区分 / Class of who asks (code_speaker_class)
--   handling: 案件の取扱類型（なければNULL） / Handling of the item (code_handling); NULL where it has none
--   questions: 質問の数 / Number of questions
--   answered: 回答と結び付いた質問の数 / Number of questions linked to an answer
--   items: 案件の数 / Number of items
--   item_ids: 案件ID / Items
WITH asked AS (
    SELECT
        m.ward, q.speaker_name AS asked_by, q.speaker_class AS asked_by_class, q.item_id, count(*) AS questions, count(a.question_turn_id) AS answered
    FROM turns q JOIN meetings m USING (meeting_id) LEFT JOIN compare.answers a ON a.question_turn_id = q.turn_id
    WHERE q.act = 'question' AND q.item_id IS NOT NULL
    GROUP BY ALL
)
SELECT
    q.ward, q.asked_by, q.asked_by_class, h.handling, sum(q.questions)::BIGINT AS questions, sum(q.answered)::BIGINT AS answered,
    count(*) AS items, list_sort(list(q.item_id)) AS item_ids
FROM asked q LEFT JOIN item_handlings h USING (item_id)
GROUP BY q.ward, q.asked_by, q.asked_by_class, h.handling
ORDER BY ALL
