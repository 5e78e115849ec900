-- The discussion of the councils: what was asked on each item and by whom, who answered, and what became of conditions and promises.
CREATE VIEW discussion_questions AS
SELECT
    q.turn_id AS question_turn_id,
    q.item_id,
    i.ward,
    m.held_on,
    i.number,
    i.title,
    (SELECT list(h.handling ORDER BY h.handling) FROM item_handlings h WHERE h.item_id = q.item_id) AS handlings,
    q.seq,
    q.speaker_name AS asked_by,
    q.speaker_role AS asked_by_role,
    q.text AS question,
    (SELECT count(*) FROM qa_links l WHERE l.question_turn_id = q.turn_id) AS answer_count,
    (SELECT list(a.turn_id ORDER BY a.seq) FROM qa_links l JOIN turns a ON a.turn_id = l.answer_turn_id
     WHERE l.question_turn_id = q.turn_id) AS answer_turn_ids,
    (SELECT string_agg(DISTINCT coalesce(a.speaker_role, a.speaker_name), '、' ORDER BY coalesce(a.speaker_role, a.speaker_name))
     FROM qa_links l JOIN turns a ON a.turn_id = l.answer_turn_id WHERE l.question_turn_id = q.turn_id) AS answered_by,
    (SELECT string_agg(a.text, chr(10) ORDER BY a.seq) FROM qa_links l JOIN turns a ON a.turn_id = l.answer_turn_id
     WHERE l.question_turn_id = q.turn_id) AS answers,
    (SELECT min(l.score) FROM qa_links l WHERE l.question_turn_id = q.turn_id) AS least_score
FROM turns q
JOIN meetings m ON m.meeting_id = q.meeting_id
LEFT JOIN items i ON i.item_id = q.item_id
WHERE q.act = 'question';

COMMENT ON VIEW discussion_questions IS '質問とその回答 / Questions with their answers';
COMMENT ON COLUMN discussion_questions.question_turn_id IS '質問の発言ID / Turn of the question';
COMMENT ON COLUMN discussion_questions.item_id IS '案件ID / Item';
COMMENT ON COLUMN discussion_questions.ward IS '区 / Ward';
COMMENT ON COLUMN discussion_questions.held_on IS '開催日 / Day of the meeting';
COMMENT ON COLUMN discussion_questions.number IS '案件番号（印字のまま） / Number of the item as printed';
COMMENT ON COLUMN discussion_questions.title IS '件名 / Title of the item';
COMMENT ON COLUMN discussion_questions.handlings IS '案件の取扱類型 / Types of handling of the item (code_handling)';
COMMENT ON COLUMN discussion_questions.seq IS '会議の中の順 / Place in the meeting';
COMMENT ON COLUMN discussion_questions.asked_by IS '質問者 / Who asks';
COMMENT ON COLUMN discussion_questions.asked_by_role IS '質問者の職 / Post of who asks';
COMMENT ON COLUMN discussion_questions.question IS '質問の発言 / Words of the question''s turn';
COMMENT ON COLUMN discussion_questions.answer_count IS '回答の数（0は回答なし） / Number of answers, 0 where nobody answers';
COMMENT ON COLUMN discussion_questions.answer_turn_ids IS '回答の発言ID / Turns of the answers';
COMMENT ON COLUMN discussion_questions.answered_by IS '回答者の職 / Posts of who answers';
COMMENT ON COLUMN discussion_questions.answers IS '回答の発言 / Words of the answers';
COMMENT ON COLUMN discussion_questions.least_score IS '結びつけの確からしさの最小値 / Least score of the links';

CREATE VIEW discussion_items AS
SELECT
    i.item_id,
    i.ward,
    m.held_on,
    i.kind,
    i.number,
    i.title,
    i.outcome,
    count(t.turn_id) AS turn_count,
    count(t.turn_id) FILTER (t.act = 'question') AS question_count,
    count(t.turn_id) FILTER (t.act = 'question' AND EXISTS (FROM qa_links l WHERE l.question_turn_id = t.turn_id)) AS answered_count,
    round(count(t.turn_id) FILTER (t.act = 'question' AND EXISTS (FROM qa_links l WHERE l.question_turn_id = t.turn_id))
          / nullif(count(t.turn_id) FILTER (t.act = 'question'), 0), 3) AS answered_share,
    count(DISTINCT t.speaker_name) FILTER (t.act = 'question') AS asking_persons,
    (SELECT count(*) FROM commitments c WHERE c.item_id = i.item_id AND c.kind = 'request') AS request_count,
    (SELECT count(*) FROM commitments c WHERE c.item_id = i.item_id AND c.kind = 'promise') AS promise_count,
    (SELECT count(*) FROM conditions c WHERE c.item_id = i.item_id) AS condition_count
FROM items i
JOIN meetings m ON m.meeting_id = i.meeting_id
JOIN turns t ON t.item_id = i.item_id
GROUP BY i.item_id, i.ward, m.held_on, i.kind, i.number, i.title, i.outcome;

COMMENT ON VIEW discussion_items IS '案件ごとの審議の量と回答の割合 / How much each item was discussed, and the share of questions answered';
COMMENT ON COLUMN discussion_items.item_id IS '案件ID / Item';
COMMENT ON COLUMN discussion_items.ward IS '区 / Ward';
COMMENT ON COLUMN discussion_items.held_on IS '開催日 / Day of the meeting';
COMMENT ON COLUMN discussion_items.kind IS '種類 / Kind (code_kind)';
COMMENT ON COLUMN discussion_items.number IS '番号（印字のまま） / Number as printed';
COMMENT ON COLUMN discussion_items.title IS '件名 / Title as printed';
COMMENT ON COLUMN discussion_items.outcome IS '結果 / Outcome (code_outcome)';
COMMENT ON COLUMN discussion_items.turn_count IS '発言の数 / Number of turns';
COMMENT ON COLUMN discussion_items.question_count IS '質問の数 / Number of questions';
COMMENT ON COLUMN discussion_items.answered_count IS '回答のある質問の数 / Number of questions with an answer';
COMMENT ON COLUMN discussion_items.answered_share IS '回答のある質問の割合（0～1、質問がなければNULL） / Share of questions answered, NULL without questions';
COMMENT ON COLUMN discussion_items.asking_persons IS '質問した人の数（氏名のあるもの） / Number of persons who ask, where names are printed';
COMMENT ON COLUMN discussion_items.request_count IS '要望の数 / Number of requests';
COMMENT ON COLUMN discussion_items.promise_count IS '約束の数 / Number of promises';
COMMENT ON COLUMN discussion_items.condition_count IS '条件の数 / Number of conditions';

CREATE VIEW discussion_topics AS
SELECT
    i.ward,
    q.speaker_name AS asked_by,
    q.speaker_class,
    h.handling,
    count(DISTINCT q.turn_id) AS question_count,
    count(DISTINCT l.question_turn_id) AS answered_count,
    count(DISTINCT q.item_id) AS item_count,
    list(DISTINCT q.item_id ORDER BY q.item_id) AS item_ids
FROM turns q
JOIN items i ON i.item_id = q.item_id
LEFT JOIN item_handlings h ON h.item_id = q.item_id
LEFT JOIN qa_links l ON l.question_turn_id = q.turn_id
WHERE q.act = 'question'
GROUP BY i.ward, q.speaker_name, q.speaker_class, h.handling;

COMMENT ON VIEW discussion_topics IS '誰がどの取扱類型について質問したか / Who asks about which types of handling';
COMMENT ON COLUMN discussion_topics.ward IS '区 / Ward';
COMMENT ON COLUMN discussion_topics.asked_by IS '質問者（氏名がなければNULL） / Who asks, NULL where no name is printed';
COMMENT ON COLUMN discussion_topics.speaker_class IS '質問者の区分 / Class of who asks (code_speaker_class)';
COMMENT ON COLUMN discussion_topics.handling IS '取扱類型 / Type of handling of the item (code_handling)';
COMMENT ON COLUMN discussion_topics.question_count IS '質問の数 / Number of questions';
COMMENT ON COLUMN discussion_topics.answered_count IS '回答のある質問の数 / Number of questions with an answer';
COMMENT ON COLUMN discussion_topics.item_count IS '案件の数 / Number of items';
COMMENT ON COLUMN discussion_topics.item_ids IS '案件ID / Items';

CREATE VIEW discussion_follow_ups AS
SELECT
    c.commitment_id,
    c.kind,
    i.ward,
    c.item_id,
    i.number,
    i.title,
    m.held_on,
    c.person_name,
    c.text,
    c.turn_id,
    c.followed_up_by_item_id,
    f.number AS answer_number,
    f.title AS answer_title,
    n.held_on AS answered_on,
    date_diff('day', m.held_on, n.held_on) AS days_to_answer
FROM commitments c
JOIN items i ON i.item_id = c.item_id
JOIN meetings m ON m.meeting_id = i.meeting_id
LEFT JOIN items f ON f.item_id = c.followed_up_by_item_id
LEFT JOIN meetings n ON n.meeting_id = f.meeting_id;

COMMENT ON VIEW discussion_follow_ups IS '条件・要望・約束とその後の報告まで / Conditions, requests and promises, and how long until a later paper answers';
COMMENT ON COLUMN discussion_follow_ups.commitment_id IS '条件・要望・約束のID / Condition, request or promise';
COMMENT ON COLUMN discussion_follow_ups.kind IS '種類 / Kind (code_commitment_kind)';
COMMENT ON COLUMN discussion_follow_ups.ward IS '区 / Ward';
COMMENT ON COLUMN discussion_follow_ups.item_id IS '案件ID / Item';
COMMENT ON COLUMN discussion_follow_ups.number IS '案件番号（印字のまま） / Number of the item as printed';
COMMENT ON COLUMN discussion_follow_ups.title IS '件名 / Title of the item';
COMMENT ON COLUMN discussion_follow_ups.held_on IS '開催日 / Day of the meeting';
COMMENT ON COLUMN discussion_follow_ups.person_name IS '述べた人 / Who said it';
COMMENT ON COLUMN discussion_follow_ups.text IS '本文 / Words';
COMMENT ON COLUMN discussion_follow_ups.turn_id IS '発言ID / Turn';
COMMENT ON COLUMN discussion_follow_ups.followed_up_by_item_id IS '後に答えた案件ID / Later item that answers';
COMMENT ON COLUMN discussion_follow_ups.answer_number IS '答えた案件の番号 / Number of the later item';
COMMENT ON COLUMN discussion_follow_ups.answer_title IS '答えた案件の件名 / Title of the later item';
COMMENT ON COLUMN discussion_follow_ups.answered_on IS '答えた会議の日 / Day of the later meeting';
COMMENT ON COLUMN discussion_follow_ups.days_to_answer IS '答えるまでの日数 / Days until the answer';
