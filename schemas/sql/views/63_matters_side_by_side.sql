-- compare.matters_side_by_side
-- 二つの区で似た案件の組（同じ委託先、同じシステム、または同じ取扱類型と二つ以上の共通する個人情報の項目。100件を超える案件にあるものは数えない） / Pairs of alike items of two wards: the same contractor, the same system, or the same handling and two or more personal-information items; what more than 100 items have is not counted
--   ward_a: 区（一方） / Ward of the one
--   item_a: 案件（一方） / The one item
--   title_a: 件名（一方） / Its title
--   outcome_a: 結果（一方） / Its outcome (code_outcome)
--   ward_b: 区（他方） / Ward of the other
--   item_b: 案件（他方） / The other item
--   title_b: 件名（他方） / Its title
--   outcome_b: 結果（他方） / Its outcome (code_outcome)
--   same_contractors: 同じ委託先等の数 / Number of counterparties in common
--   same_systems: 同じシステムの数 / Number of systems in common
--   same_handlings: 同じ取扱類型の数 / Number of handlings in common
--   same_personal_information: 共通する個人情報の項目数 / Number of personal-information items in common
SELECT
    a.ward AS ward_a, p.item_a, a.title AS title_a, a.outcome AS outcome_a, b.ward AS ward_b, p.item_b, b.title AS title_b,
    b.outcome AS outcome_b, p.same_contractors, p.same_systems, p.same_handlings, p.same_personal_information
FROM compare.alike_items p JOIN items a ON a.item_id = p.item_a JOIN items b ON b.item_id = p.item_b
ORDER BY p.same_contractors + p.same_systems DESC, p.same_handlings + p.same_personal_information DESC, p.item_a, p.item_b
