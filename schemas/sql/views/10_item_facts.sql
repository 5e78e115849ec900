-- compare.item_facts
-- 案件ごとの比較用の値（1行1案件） / Items with what they are compared by, one row per item
--   item_id: 案件ID / Item
--   ward: 区 / Ward
--   held_on: 開催日 / Day of the meeting
--   fiscal_year: 年度 / Fiscal year (April to March)
--   legal_regime: 法制度 / Legal regime (code_legal_regime)
--   kind: 種類 / Kind (code_kind)
--   procedure: 手続 / Procedure (code_procedure)
--   outcome: 結果 / Outcome (code_outcome)
--   title: 件名 / Title as printed
--   decided: 可否が決められたか（部会の点検を含む。報告、一括承認基準の適用、審議前は含まない） / Whether it was decided for or against, by the council or its panel; no report, no application of a standard approved in advance, no item still before the council
--   with_conditions: 条件・留意事項・意見が付いたか / Whether it was approved on condition, with an opinion, or with points to be heeded
--   conditions: 条件・留意事項の数 / Number of points to be heeded
--   safeguards: 保護措置の数 / Number of safeguards
--   personal_information: 個人情報の項目数（複数の様式に同じ名のあるものは1つ） / Number of personal-information items; the same name in several forms counts once
--   questions: 質問の数（審議の記録がなければNULL） / Number of questions; NULL where no record of what was said on it is held
SELECT
    i.item_id, i.ward, m.held_on, i.fiscal_year, i.legal_regime, i.kind, i.procedure, i.outcome, i.title,
    coalesce(i.outcome IN ('no_objection', 'conditional', 'approved', 'approved_with_opinion', 'rejected', 'deferred'), false) AS decided,
    coalesce(i.outcome IN ('conditional', 'approved_with_opinion'), false) OR n.conditions > 0 AS with_conditions,
    n.conditions, n.safeguards, n.information_names AS personal_information,
    CASE WHEN n.meeting_speeches > 0 OR n.turns > 0 THEN n.questions END AS questions
FROM items i JOIN meetings m USING (meeting_id) JOIN compare.item_counts n USING (item_id)
