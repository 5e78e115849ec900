-- compare.condition_answers
-- 要望・約束・条件と、それに応えた案件までの日数 / Requests, promises and conditions, and the days until the item that answers them
--   ward: 区 / Ward
--   commitment_id: 要望等ID / Commitment
--   kind: 種類 / Kind (code_commitment_kind)
--   item_id: 案件ID / Item
--   asked_on: 出された会議の日 / Day of the meeting
--   answered_by_item_id: 応えた案件（資料が見つからなければNULL） / Item that answers it; NULL where none is known
--   answered_on: 応えた会議の日 / Day on which it was answered
--   days: 日数 / Days between the two
--   text: 文言 / Words
SELECT
    f.ward, c.commitment_id, c.kind, c.item_id, f.held_on AS asked_on, c.followed_up_by_item_id AS answered_by_item_id,
    a.held_on AS answered_on, date_diff('day', f.held_on, a.held_on) AS days, c.text
FROM commitments c JOIN compare.item_facts f USING (item_id) LEFT JOIN compare.item_facts a ON a.item_id = c.followed_up_by_item_id
ORDER BY f.ward, f.held_on, c.commitment_id
