-- compare.questions
-- 質問とその回答（1行1質問） / Questions with their answers, one row per question
--   ward: 区 / Ward
--   held_on: 開催日 / Day of the meeting
--   meeting_id: 会議ID / Meeting
--   item_id: 案件ID（案件外ならNULL） / Item; NULL outside items
--   number: 案件番号（印字のまま） / Number of the item as printed
--   title: 件名 / Title of the item
--   question_turn_id: 質問の発言ID / Turn of the question
--   seq: 会議の中の順 / Place in the meeting
--   asked_by: 質問者（氏名がなければNULL） / Who asks; NULL where no name is printed
--   asked_by_role: 質問者の職 / Post of who asks
--   asked_by_class: 質問者の区分 / Class of who asks (code_speaker_class)
--   question: 質問の文言 / Words of the question
--   answer_count: 回答の数（0は回答なし） / Number of answers, 0 where nobody answers
--   answer_turn_ids: 回答の発言ID / Turns of the answers
--   answered_by: 回答者の職または氏名 / Posts or names of who answers
--   answers: 回答の文言 / Words of the answers
--   least_score: 結びつけの確からしさの最小値（0から1） / Least score of the links, 0 to 1
SELECT
    m.ward, m.held_on, q.meeting_id, q.item_id, i.number, i.title, q.turn_id AS question_turn_id, q.seq, q.speaker_name AS asked_by,
    q.speaker_role AS asked_by_role, q.speaker_class AS asked_by_class, q.text AS question, coalesce(a.answer_count, 0) AS answer_count,
    a.answer_turn_ids, a.answered_by, a.answers, a.least_score
FROM turns q
JOIN meetings m ON m.meeting_id = q.meeting_id
LEFT JOIN items i ON i.item_id = q.item_id
LEFT JOIN compare.answers a ON a.question_turn_id = q.turn_id
WHERE q.act = 'question'
