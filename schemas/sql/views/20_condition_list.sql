-- compare.condition_list
-- 条件・留意事項の一覧（原文と案件） / Conditions and points to be heeded, verbatim, with their items
--   ward: 区 / Ward
--   held_on: 開催日 / Day of the meeting
--   item_id: 案件ID / Item
--   title: 件名 / Title as printed
--   outcome: 結果 / Outcome (code_outcome)
--   handlings: 取扱類型 / Handlings (code_handling)
--   seq: 順 / Order in the item, from 1
--   text: 文言 / Words
--   row_id: 行ID（citeに渡せる） / Id of the row, for shingikai cite
--   document_id: 文書ID / Document
--   page_no: ページ番号 / Page
SELECT
    f.ward, f.held_on, c.item_id, f.title, f.outcome,
    (SELECT list(h.handling ORDER BY h.handling) FROM item_handlings h WHERE h.item_id = c.item_id) AS handlings,
    c.seq, c.text, c.item_id || '/' || c.seq AS row_id, c.document_id, c.regions[1].page_no AS page_no
FROM conditions c JOIN compare.item_facts f USING (item_id)
ORDER BY f.ward, f.held_on, c.item_id, c.seq
