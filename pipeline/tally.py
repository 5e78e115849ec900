"""Counts that many questions need, made once when a warehouse is built: a view over all turns would count them for each question."""

from __future__ import annotations

import duckdb

# Rows of tables by item: column of `compare.item_counts`, table, condition.
ROWS_OF_ITEMS = (
    ("requests", "commitments", "kind = 'request'"),
    ("promises", "commitments", "kind = 'promise'"),
    ("conditions", "conditions", "true"),
    ("opinions", "opinions", "true"),
    ("safeguards", "item_safeguards", "true"),
    ("personal_information", "item_personal_information", "true"),
    ("legal_bases", "item_legal_bases", "true"),
)
TURNS = """
WITH talk AS (
    SELECT
        item_id, count(*) AS turns, sum(length(text)) AS characters, count(*) FILTER (act = 'question') AS questions,
        count(*) FILTER (act = 'question' AND turn_id IN (SELECT question_turn_id FROM qa_links)) AS answered,
        count(DISTINCT speaker_name) FILTER (act = 'question') AS asking_persons
    FROM turns WHERE item_id IS NOT NULL GROUP BY item_id
),
held AS (SELECT meeting_id, count(*) AS meeting_speeches FROM turns WHERE kind = 'speech' GROUP BY meeting_id),
names AS (SELECT name, compare.folded(name) AS known_as FROM (SELECT DISTINCT name FROM item_personal_information)),
informed AS (
    SELECT item_id, count(DISTINCT known_as) AS information_names FROM item_personal_information JOIN names USING (name) GROUP BY item_id
)
"""

ANSWERS = """
SELECT
    l.question_turn_id, count(*) AS answer_count, list(a.turn_id ORDER BY a.seq) AS answer_turn_ids,
    string_agg(DISTINCT coalesce(a.speaker_role, a.speaker_name), '、' ORDER BY coalesce(a.speaker_role, a.speaker_name)) AS answered_by,
    string_agg(a.text, chr(10) ORDER BY a.seq) AS answers, min(l.score) AS least_score
FROM qa_links l JOIN turns a ON a.turn_id = l.answer_turn_id GROUP BY l.question_turn_id ORDER BY l.question_turn_id
"""
# What more items than this have does not tell that two of them are alike.
COMMON = 100
ALIKE = f"""
WITH information AS (SELECT name, compare.folded(name) AS known_as FROM (SELECT DISTINCT name FROM item_personal_information)),
bodies AS (SELECT name, compare.body_name(name) AS known_as FROM (SELECT DISTINCT name FROM item_counterparties)),
facts AS (
    SELECT DISTINCT item_id, 'contractor' AS kind, known_as FROM item_counterparties JOIN bodies USING (name)
    UNION ALL SELECT unnest(item_ids), 'system', name FROM compare.systems WHERE ward_count > 1
    UNION ALL SELECT DISTINCT item_id, 'information', known_as FROM item_personal_information JOIN information USING (name)
),
telling AS (
    SELECT f.kind, f.known_as, row_number() OVER () AS fact_no FROM facts f JOIN items i USING (item_id)
    GROUP BY f.kind, f.known_as HAVING count(*) <= {COMMON} AND count(DISTINCT i.ward) > 1
),
numbered AS (SELECT item_id, ward, row_number() OVER () AS item_no FROM items),
told AS (SELECT fact_no, kind, item_no, ward FROM facts JOIN telling USING (kind, known_as) JOIN numbered USING (item_id)),
pairs AS (
    SELECT
        a.item_no AS no_a, b.item_no AS no_b, count(*) FILTER (a.kind = 'contractor') AS same_contractors,
        count(*) FILTER (a.kind = 'system') AS same_systems, count(*) FILTER (a.kind = 'information') AS same_personal_information
    FROM told a JOIN told b ON a.fact_no = b.fact_no AND a.ward < b.ward
    GROUP BY no_a, no_b
    HAVING same_contractors > 0 OR same_systems > 0 OR same_personal_information > 1
),
handled AS (SELECT n.item_no, list(h.handling) AS handlings FROM item_handlings h JOIN numbered n USING (item_id) GROUP BY n.item_no)
SELECT
    a.item_id AS item_a, b.item_id AS item_b, same_contractors, same_systems,
    coalesce(len(list_intersect(x.handlings, y.handlings)), 0) AS same_handlings, same_personal_information
FROM pairs
JOIN numbered a ON a.item_no = no_a JOIN numbered b ON b.item_no = no_b
LEFT JOIN handled x ON x.item_no = no_a LEFT JOIN handled y ON y.item_no = no_b
WHERE same_contractors > 0 OR same_systems > 0 OR same_handlings > 0
ORDER BY same_contractors + same_systems DESC, same_handlings + same_personal_information DESC, item_a, item_b
"""


def tally(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `compare.answers` (a row for each answered question), `compare.item_counts` (for each item) and `compare.alike_items`
    (for each pair of alike items)."""
    known = ("meeting_speeches", "turns", "characters", "questions", "answered", "asking_persons", "information_names")
    counts = [f"coalesce({name}, 0) AS {name}" for name in (*known, *(name for name, *_ in ROWS_OF_ITEMS))]
    joins = [
        f"LEFT JOIN (SELECT item_id, count(*) AS {name} FROM {table} WHERE {condition} GROUP BY item_id) USING (item_id)"
        for name, table, condition in ROWS_OF_ITEMS
    ]
    connection.execute(
        f"INSERT INTO compare.item_counts BY NAME {TURNS} SELECT item_id, {', '.join(counts)} "
        f"FROM items LEFT JOIN held USING (meeting_id) LEFT JOIN talk USING (item_id) LEFT JOIN informed USING (item_id) {' '.join(joins)} ORDER BY item_id"
    )
    connection.execute(f"INSERT INTO compare.answers BY NAME {ANSWERS}")
    connection.execute(f"INSERT INTO compare.alike_items BY NAME {ALIKE}")
