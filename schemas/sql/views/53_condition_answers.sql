-- compare.condition_answers
-- 要望・約束・条件と、それに応えた案件までの日数 / Requests, promises and conditions, and the days until the item that answers them
--   ward: 区 / Ward
--   commitment_id: 要望等ID / Commitment
--   kind: 種類 / Kind (code_commitment_kind)
--   item_id: 案件ID / Item
--   number: 案件番号（印字のまま） / Number of the item as printed
--   title: 件名 / Title of the item
--   asked_on: 出された会議の日 / Day of the meeting
--   person_name: 述べた人（氏名がなければNULL） / Who said it; NULL where no name is printed
--   turn_id: 発言ID（発言でなければNULL） / Turn; NULL where it stands in no turn
--   answered_by_item_id: 応えた案件（資料が見つからなければNULL） / Item that answers it; NULL where none is known
--   answer_number: 応えた案件の番号 / Its number as printed
--   answer_title: 応えた案件の件名 / Its title
--   answered_on: 応えた会議の日 / Day on which it was answered
--   days: 日数 / Days between the two
--   text: 文言 / Words
SELECT
    i.ward, c.commitment_id, c.kind, c.item_id, i.number, i.title, m.held_on AS asked_on, c.person_name, c.turn_id,
    c.followed_up_by_item_id AS answered_by_item_id, a.number AS answer_number, a.title AS answer_title, n.held_on AS answered_on,
    date_diff('day', m.held_on, n.held_on) AS days, c.text
FROM commitments c JOIN items i USING (item_id) JOIN meetings m ON m.meeting_id = i.meeting_id
LEFT JOIN items a ON a.item_id = c.followed_up_by_item_id LEFT JOIN meetings n ON n.meeting_id = a.meeting_id
ORDER BY i.ward, m.held_on, c.commitment_id
