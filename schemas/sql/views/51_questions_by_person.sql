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
SELECT
    q.ward, q.asked_by, q.asked_by_class, h.handling, count(*) AS questions, count(*) FILTER (q.answer_count > 0) AS answered,
    count(DISTINCT q.item_id) AS items, list(DISTINCT q.item_id ORDER BY q.item_id) AS item_ids
FROM compare.questions q LEFT JOIN item_handlings h USING (item_id)
WHERE q.item_id IS NOT NULL
GROUP BY q.ward, q.asked_by, q.asked_by_class, h.handling
ORDER BY ALL
