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
WITH facts AS (
    SELECT DISTINCT item_id, 'contractor' AS kind, compare.body_name(name) AS what FROM item_counterparties
    UNION SELECT unnest(item_ids), 'system', name FROM compare.systems WHERE ward_count > 1
    UNION SELECT item_id, 'information', compare.folded(name) FROM item_personal_information
),
telling AS (
    SELECT f.kind, f.what, list({'item': f.item_id, 'ward': i.ward}) AS of_items
    FROM facts f JOIN items i USING (item_id)
    GROUP BY f.kind, f.what HAVING count(*) <= 100 AND count(DISTINCT i.ward) > 1
),
pairs AS (
    SELECT
        a.item AS item_a, b.item AS item_b, count(*) FILTER (kind = 'contractor') AS same_contractors,
        count(*) FILTER (kind = 'system') AS same_systems, count(*) FILTER (kind = 'information') AS same_personal_information
    FROM (SELECT kind, a, unnest(of_items) AS b FROM (SELECT kind, of_items, unnest(of_items) AS a FROM telling))
    WHERE a.ward < b.ward
    GROUP BY ALL
    HAVING same_contractors > 0 OR same_systems > 0 OR same_personal_information > 1
),
compared AS (
    SELECT p.*, (SELECT count(*) FROM item_handlings x JOIN item_handlings y USING (handling) WHERE x.item_id = p.item_a AND y.item_id = p.item_b) AS same_handlings
    FROM pairs p
)
SELECT
    a.ward AS ward_a, p.item_a, a.title AS title_a, a.outcome AS outcome_a, b.ward AS ward_b, p.item_b, b.title AS title_b,
    b.outcome AS outcome_b, p.same_contractors, p.same_systems, p.same_handlings, p.same_personal_information
FROM compared p JOIN items a ON a.item_id = p.item_a JOIN items b ON b.item_id = p.item_b
WHERE p.same_contractors > 0 OR p.same_systems > 0 OR p.same_handlings > 0
ORDER BY p.same_contractors + p.same_systems DESC, p.same_handlings + p.same_personal_information DESC, p.item_a, p.item_b
