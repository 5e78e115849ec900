-- compare.question_themes
-- 質問の主題（1つの質問に複数の主題があり得る。どれにも当たらないものはother） / Themes of questions; a question may have several; other: none of them
--   ward: 区 / Ward
--   fiscal_year: 年度 / Fiscal year
--   meeting_id: 会議ID / Meeting
--   item_id: 案件ID / Item
--   turn_id: 発言ID / Turn
--   theme: 主題 / Theme (compare.question_theme_patterns)
--   text: 質問の文言 / Words of the question
SELECT m.ward, m.fiscal_year, t.meeting_id, t.item_id, t.turn_id, coalesce(c.kind, 'other') AS theme, t.text
FROM turns t JOIN meetings m USING (meeting_id)
LEFT JOIN compare.text_classes c ON c.scheme = 'theme' AND c.row_id = t.turn_id
WHERE t.act = 'question'
