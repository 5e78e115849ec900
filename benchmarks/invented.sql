-- Rows of an invented warehouse, from the temporary tables `said` (no, text) and `words` (no, word) and the variables `turns`,
-- `items`, `meetings`, `seed`. An item has 12 texts after those of the turns: title, 6 safeguards, opinion, 2 conditions, and 2 more.

-- A number from 0 to 1 that depends on a row and on what it is for; a rank by Zipf's law, from 1; one of a list.
CREATE TEMP MACRO draw(k, salt) AS (hash(k, salt, getvariable('seed')) % 1000003) / 1000003.0;

CREATE TEMP MACRO zipf(size, k, salt) AS floor(pow(size, draw(k, salt)))::BIGINT;

CREATE TEMP MACRO one_of(choices, k, salt) AS choices[1 + floor(len(choices) * draw(k, salt))::INTEGER];

CREATE TEMP MACRO places(page, k) AS
list_transform(range(1 + (hash(k) % 3)::INTEGER), lambda n: {'page_no': page::INTEGER, 'x0': 59.7, 'top': 40.0 + 10 * n, 'x1': 287.25, 'bottom': 50.5 + 10 * n});

CREATE TEMP MACRO said_of(item, n) AS getvariable('turns') + 12 * item + n;

CREATE TEMP TABLE held AS
SELECT
    m, ['east', 'north', 'west'][1 + m % 3] AS ward, DATE '2016-01-05' + (m // 3 * 3650 // (1 + getvariable('meetings') // 3))::INTEGER AS held_on,
    ward || '-' || held_on AS meeting_id, left(sha256('invented paper ' || m), 16) AS document_id
FROM range(getvariable('meetings')) AS r(m);

CREATE TEMP TABLE matters AS
SELECT i, h.*, draw(i, 1) < 0.6 AS asked, meeting_id || CASE WHEN asked THEN '/consultation-' ELSE '/report-' END || i AS item_id, 2 + i % 10 AS page
FROM range(getvariable('items')) AS r(i) JOIN held h ON h.m = i % getvariable('meetings');

CREATE TEMP TABLE spoken AS
SELECT
    t, h.m, h.ward, h.meeting_id, h.document_id, n.seq, 1 + (n.seq - 1) // 20 AS page, t % 8 AS step, h.meeting_id || printf('/turn-%03d', n.seq) AS turn_id,
    CASE WHEN n.seq > 10 THEN i.item_id END AS item_id, s.text
FROM (SELECT t, t // n AS m, 1 + t % n AS seq FROM (SELECT t, (1 + (getvariable('turns') - 1) // getvariable('meetings'))::INTEGER AS n FROM range(getvariable('turns')) AS r(t))) n
JOIN held h USING (m) JOIN said s ON s.no = n.t
LEFT JOIN matters i ON i.i = h.m + getvariable('meetings') * ((n.seq - 11) // 50)
ORDER BY t;

INSERT INTO documents BY NAME
SELECT
    document_id, ward, 'invented council' AS council, 'agenda_with_minutes' AS kind, meeting_id || '.pdf' AS file_name,
    'https://example.org/' || document_id || '.pdf' AS source_uri, sha256('invented paper ' || m) AS sha256, 100000 AS byte_size, 13 AS page_count,
    'digital' AS text_layer, 'loaded' AS status, held_on::TIMESTAMP AS retrieved_at
FROM held;

INSERT INTO pages BY NAME
SELECT
    document_id, page AS page_no, 595.0 AS width, 842.0 AS height, 'digital' AS text_layer, 'digital' AS text_source, string_agg(text, chr(10) ORDER BY t) AS body_text,
    length(body_text) AS char_count, 0 AS furniture_char_count, char_count AS assigned_char_count, 0 AS unassigned_char_count
FROM spoken GROUP BY document_id, page ORDER BY min(t);

INSERT INTO blocks BY NAME
SELECT
    document_id, places(page, t) AS regions, document_id || '/block-' || seq AS block_id, page AS page_no, 1 + (seq - 1) % 20 AS seq, 'paragraph' AS kind, text,
    'turns' AS owner_table, turn_id AS owner_id
FROM spoken ORDER BY t;

INSERT INTO papers BY NAME
SELECT document_id, places(1, m) AS regions, document_id || '/paper-1' AS paper_id, 1 AS seq, 'paper' AS kind, 1 AS page_first, 13 AS page_last, meeting_id FROM held;

INSERT INTO meetings BY NAME
SELECT
    document_id, places(1, m) AS regions, meeting_id, ward, 'invented council' AS council, (1 + m // 72)::VARCHAR AS term, (1 + m // 3 % 24)::VARCHAR AS session, held_on,
    year(held_on - INTERVAL 3 MONTH) AS fiscal_year, CASE WHEN held_on < DATE '2023-04-01' THEN 'ordinance' ELSE 'act' END AS legal_regime
FROM held;

INSERT INTO attendances BY NAME
SELECT document_id, places(1, n) AS regions, meeting_id, w.word || '花子' AS person_name, '委員' AS role, CASE WHEN draw(m * 20 + n, 2) < 0.9 THEN 'present' ELSE 'absent' END AS status
FROM held, range(14) AS r(n) JOIN words w ON w.no = 1000 + m % 3 * 1000 + m // 300 * 20 + n;

INSERT INTO items BY NAME
SELECT
    document_id, places(page, i) AS regions, item_id, meeting_id, ward, CASE WHEN asked THEN 'consultation' ELSE 'report' END AS kind,
    '第' || i || '号' AS number, left(s.text, 30) AS title, CASE WHEN asked THEN z.text END AS summary,
    CASE WHEN asked THEN one_of(['no_objection', 'approved', 'conditional', 'approved_with_opinion', 'pending', 'rejected'], i, 3) ELSE 'report_only' END AS outcome,
    year(held_on - INTERVAL 3 MONTH) AS fiscal_year, CASE WHEN held_on < DATE '2023-04-01' THEN 'ordinance' ELSE 'act' END AS legal_regime,
    CASE WHEN asked THEN 'consultation' ELSE 'report' END AS procedure, 'deliberated' AS state
FROM matters JOIN said s ON s.no = said_of(i, 0) JOIN said z ON z.no = said_of(i, 10) ORDER BY i;

INSERT INTO item_departments BY NAME
SELECT document_id, places(page, i) AS regions, item_id, 1 AS seq, '見本部' || zipf(200, i, 4) || '課' AS department FROM matters;

INSERT INTO item_handlings BY NAME
SELECT DISTINCT ON (item_id, handling) document_id, places(page, i) AS regions, item_id,
    one_of(['entrustment', 'entrustment', 'computer_record', 'external_link', 'external_provision', 'secondary_use', 'holding', 'status_report'], i * 3 + n, 5) AS handling, '見本' AS ward_term
FROM matters, range(2) AS r(n);

INSERT INTO item_legal_bases BY NAME
SELECT document_id, places(page, i) AS regions, item_id, n + 1 AS seq, one_of(['見本条例', '見本法', '仮の規則'], i * 3 + n, 6) AS law, zipf(60, i * 3 + n, 7)::VARCHAR AS article, '見本第1条' AS citation
FROM matters, range(2) AS r(n);

INSERT INTO item_personal_information BY NAME
SELECT document_id, places(page, i) AS regions, item_id, n + 1 AS seq, w.word AS name
FROM (SELECT *, zipf(3000, i * 20 + n, 8) AS pick FROM matters, range(6) AS r(n)) JOIN words w ON w.no = pick;

INSERT INTO item_safeguards BY NAME
SELECT document_id, places(page, i) AS regions, item_id, n AS seq, left(s.text, 60) AS text, one_of(['ward', 'contractor'], i * 7 + n, 9) AS party, one_of(['encryption', 'contract', 'training', 'other'], i * 7 + n, 10) AS measure
FROM matters, range(1, 7) AS r(n) JOIN said s ON s.no = said_of(i, n) ORDER BY i, n;

INSERT INTO item_counterparties BY NAME
SELECT document_id, places(page, i) AS regions, item_id, w.word || '株式会社' AS name, 'contractor' AS role
FROM (SELECT *, zipf(5000, i, 11) AS pick FROM matters WHERE draw(i, 12) < 0.7) JOIN words w ON w.no = pick;

INSERT INTO opinions BY NAME
SELECT document_id, places(page, i) AS regions, item_id, 1 AS seq, s.text FROM matters JOIN said s ON s.no = said_of(i, 7) WHERE draw(i, 13) < 0.4 ORDER BY i;

INSERT INTO conditions BY NAME
SELECT document_id, places(page, i) AS regions, item_id, n + 1 AS seq, s.text FROM matters, range(2) AS r(n) JOIN said s ON s.no = said_of(i, 8 + n) WHERE draw(i, 14) < 0.2 ORDER BY i, n;

INSERT INTO turns BY NAME
SELECT
    document_id, places(page, t) AS regions, turn_id, meeting_id, item_id, seq, CASE WHEN draw(t, 15) < 0.97 THEN 'speech' ELSE 'summary' END AS kind, '見本' || zipf(40, t, 16) AS speaker_name,
    ['会長', '見本課長', '委員', '見本課長', '委員', '見本課長', '委員', '会長'][1 + step] AS speaker_role,
    ['chair', 'official', 'member', 'official', 'member', 'official', 'member', 'chair'][1 + step] AS speaker_class,
    ['agenda', 'explanation', 'question', 'answer', 'question', 'answer', one_of(['request', 'comment'], t, 17), 'acknowledgement'][1 + step] AS act, text
FROM spoken ORDER BY t;

INSERT INTO qa_links BY NAME
SELECT q.turn_id AS question_turn_id, a.turn_id AS answer_turn_id, 0.5 + draw(q.t, 18) / 2 AS score, 'next_official_turn' AS method
FROM spoken q CROSS JOIN (VALUES (1), (3)) AS n(n) JOIN spoken a ON a.meeting_id = q.meeting_id AND a.t = q.t + n.n
WHERE q.step IN (2, 4) AND a.step IN (3, 5) AND (n.n = 1 OR draw(q.t, 19) < 0.1) ORDER BY q.t, a.t;

INSERT INTO commitments BY NAME
SELECT
    p.document_id, places(p.page, t) AS regions, 'c-' || t AS commitment_id, p.item_id, CASE WHEN step = 6 THEN 'request' ELSE 'promise' END AS kind, p.text, p.turn_id,
    CASE WHEN draw(t, 20) < 0.2 THEN f.item_id END AS followed_up_by_item_id
FROM spoken p LEFT JOIN matters m USING (item_id) LEFT JOIN matters f ON f.i = m.i + 30 WHERE p.item_id IS NOT NULL AND step IN (5, 6) AND draw(t, 21) < 0.2 ORDER BY t;

INSERT INTO mentions BY NAME
SELECT
    p.document_id, places(p.page, t) AS regions, 'm-' || t AS mention_id, p.item_id, p.turn_id, one_of(['PERSONAL_INFO_ITEM', 'POPULATION', 'HANDLING', 'ROLE', 'ORG_PUBLIC', 'LAW', 'DATE', 'PERSON', 'SYSTEM'], t, 22) AS label,
    w.word AS text, w.word AS normalized, 0 AS char_start, length(w.word) AS char_end, 'turns' AS context_table, p.turn_id AS context_id, 'text' AS context_column
FROM (SELECT *, zipf(20000, t, 23) AS pick FROM spoken) p JOIN words w ON w.no = pick ORDER BY t;

INSERT INTO entities BY NAME
SELECT label || ':' || text AS entity_id, label, text AS canonical, text AS variants, count(*) AS mention_count FROM mentions GROUP BY label, text ORDER BY label, text;

INSERT INTO forms BY NAME
SELECT document_id, places(page, i) AS regions, item_id || '/form-1' AS form_id, document_id || '/paper-1' AS paper_id, item_id, '総括表' AS kind FROM matters WHERE asked;

INSERT INTO form_fields BY NAME
SELECT document_id, places(page, i) AS regions, item_id || '/form-1' AS form_id, n + 1 AS seq, '欄' || n AS label, w.word || '、' || v.word AS value, ['matter', 'department', 'summary', 'purpose', 'period', 'system', 'manager', 'other'][1 + n] AS concept
FROM (SELECT *, zipf(4000, i * 16 + n, 24) AS one, zipf(4000, i * 16 + n, 25) AS two FROM matters, range(8) AS r(n) WHERE asked) JOIN words w ON w.no = one JOIN words v ON v.no = two;

INSERT INTO item_documents BY NAME SELECT document_id, places(page, i) AS regions, item_id, document_id || '/paper-1' AS paper_id, 'deliberation' AS part FROM matters;

INSERT INTO item_references BY NAME
SELECT document_id, places(page, i) AS regions, item_id, 1 AS seq, 'named' AS relation, held_on - 400 AS cited_on, '見本' AS text FROM matters WHERE draw(i, 26) < 0.1;

INSERT INTO tables BY NAME
SELECT document_id, places(page, i) AS regions, item_id || '/table-1' AS table_id, '表1 見本' AS caption, page AS page_first, page AS page_last, 8 AS n_rows, 4 AS n_cols, 'full' AS ruling FROM matters;

INSERT INTO table_cells BY NAME
SELECT document_id, places(page, i) AS regions, item_id || '/table-1' AS table_id, n // 4 AS row, n % 4 AS col, 1 AS row_span, 1 AS col_span, n < 4 AS is_header, w.word AS text
FROM (SELECT *, zipf(9000, i * 32 + n, 27) AS pick FROM matters, range(32) AS r(n)) JOIN words w ON w.no = pick;

INSERT INTO statistics BY NAME
SELECT
    document_id, places(page, i) AS regions, item_id || '/statistic-' || n AS statistic_id, item_id || '/table-1' AS table_id, year(held_on) AS fiscal_year,
    one_of(['表1 情報公開請求', '表2 自己情報の開示', '表3 委託の件数', '表4 訂正と利用停止'], i, 28) AS caption, '件数' AS measure, '見本' || n AS category, zipf(500, i * 8 + n, 29)::DOUBLE AS value, '件' AS unit, n = 7 AS is_total
FROM matters, range(8) AS r(n) WHERE draw(i, 30) < 0.1;

INSERT INTO incidents BY NAME
SELECT
    document_id, places(page, i) AS regions, item_id || '/incident-1' AS incident_id, year(held_on) AS fiscal_year, one_of(['誤送付', '紛失', '誤廃棄', '漏えい'], i, 31) AS kind, left(s.text, 80) AS description,
    one_of(['宛名の確認を怠った。', '入力を誤った。', '保管の場所を誤った。', '手順が決まっていなかった。', NULL], i, 32) AS cause, zipf(300, i, 33) AS people_affected, draw(i, 34) < 0.3 AS by_contractor
FROM matters JOIN said s ON s.no = said_of(i, 11) WHERE draw(i, 35) < 0.25 ORDER BY i;

INSERT INTO provisions BY NAME
SELECT document_id, places(page, i) AS regions, item_id || '/provision-1' AS provision_id, '見本規程' AS rule_title, (i % 40)::VARCHAR AS article, s.text FROM matters JOIN said s ON s.no = said_of(i, 11) WHERE draw(i, 36) < 0.5 ORDER BY i;

INSERT INTO findings BY NAME
SELECT document_id || '/finding-1' AS finding_id, document_id, 1 AS page_no, one_of(['sum_differs', 'no_item', 'unassigned_text'], m, 37) AS code, one_of(['warning', 'info'], m, 37) AS severity, '見本' AS message, 'open' AS review FROM held;

DROP TABLE spoken;

DROP TABLE matters;

DROP TABLE held;

DROP TABLE said;

DROP TABLE words;
