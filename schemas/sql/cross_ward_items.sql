-- The wards' items side by side: one row per item, with what was decided, by which way of handling, and where to read it.
CREATE VIEW cross_ward_items AS
SELECT
    i.item_id,
    i.ward,
    m.council,
    m.held_on,
    i.fiscal_year,
    i.legal_regime,
    i.kind,
    k.label_ja AS kind_ja,
    i.number,
    i.title,
    i.outcome,
    o.label_ja AS outcome_ja,
    i.procedure,
    (SELECT list(h.handling ORDER BY h.handling) FROM item_handlings h WHERE h.item_id = i.item_id) AS handlings,
    (SELECT string_agg(DISTINCT c.label_ja, '、' ORDER BY c.label_ja) FROM item_handlings h JOIN code_handling c ON c.code = h.handling
     WHERE h.item_id = i.item_id) AS handlings_ja,
    (SELECT string_agg(d.department, '、' ORDER BY d.seq) FROM item_departments d WHERE d.item_id = i.item_id) AS departments,
    (SELECT string_agg(DISTINCT p.name, '、' ORDER BY p.name) FROM item_counterparties p WHERE p.item_id = i.item_id) AS counterparties,
    (SELECT count(*) FROM item_legal_bases l WHERE l.item_id = i.item_id) AS legal_basis_count,
    (SELECT count(*) FROM item_personal_information p WHERE p.item_id = i.item_id) AS personal_information_count,
    (SELECT count(*) FROM item_safeguards s WHERE s.item_id = i.item_id) AS safeguard_count,
    (SELECT count(*) FROM opinions p WHERE p.item_id = i.item_id) AS opinion_count,
    (SELECT count(*) FROM conditions c WHERE c.item_id = i.item_id) AS condition_count,
    (SELECT count(*) FROM turns t WHERE t.item_id = i.item_id) AS turn_count,
    (SELECT count(*) FROM turns t WHERE t.item_id = i.item_id AND t.act = 'question') AS question_count,
    i.meeting_id,
    i.document_id,
    d.file_name,
    i.regions[1].page_no AS page_no
FROM items i
JOIN meetings m ON m.meeting_id = i.meeting_id
JOIN documents d ON d.document_id = i.document_id
LEFT JOIN code_kind k ON k.code = i.kind
LEFT JOIN code_outcome o ON o.code = i.outcome
ORDER BY m.held_on, i.ward, i.item_id;

COMMENT ON VIEW cross_ward_items IS '各区の案件を横に並べた一覧 / The wards'' items side by side';
COMMENT ON COLUMN cross_ward_items.item_id IS '案件ID / Item';
COMMENT ON COLUMN cross_ward_items.ward IS '区 / Ward';
COMMENT ON COLUMN cross_ward_items.council IS '審議会名 / Council as printed';
COMMENT ON COLUMN cross_ward_items.held_on IS '開催日 / Day of the meeting';
COMMENT ON COLUMN cross_ward_items.fiscal_year IS '年度 / Fiscal year (April to March)';
COMMENT ON COLUMN cross_ward_items.legal_regime IS '法制度 / Legal regime (code_legal_regime)';
COMMENT ON COLUMN cross_ward_items.kind IS '種類 / Kind (code_kind)';
COMMENT ON COLUMN cross_ward_items.kind_ja IS '種類の日本語名 / Kind in Japanese';
COMMENT ON COLUMN cross_ward_items.number IS '番号（印字のまま） / Number as printed';
COMMENT ON COLUMN cross_ward_items.title IS '件名 / Title as printed';
COMMENT ON COLUMN cross_ward_items.outcome IS '結果 / Outcome (code_outcome)';
COMMENT ON COLUMN cross_ward_items.outcome_ja IS '結果の日本語名 / Outcome in Japanese';
COMMENT ON COLUMN cross_ward_items.procedure IS '手続 / Procedure (code_procedure)';
COMMENT ON COLUMN cross_ward_items.handlings IS '取扱類型 / Types of handling (code_handling)';
COMMENT ON COLUMN cross_ward_items.handlings_ja IS '取扱類型の日本語名 / Types of handling in Japanese';
COMMENT ON COLUMN cross_ward_items.departments IS '所管 / Departments in charge';
COMMENT ON COLUMN cross_ward_items.counterparties IS '委託先・結合先など / Counterparties';
COMMENT ON COLUMN cross_ward_items.legal_basis_count IS '根拠法令の数 / Number of legal bases';
COMMENT ON COLUMN cross_ward_items.personal_information_count IS '個人情報の項目数 / Number of personal-information items';
COMMENT ON COLUMN cross_ward_items.safeguard_count IS '保護措置の数 / Number of safeguards';
COMMENT ON COLUMN cross_ward_items.opinion_count IS '審議会意見の数 / Number of opinions';
COMMENT ON COLUMN cross_ward_items.condition_count IS '留意事項・条件の数 / Number of conditions';
COMMENT ON COLUMN cross_ward_items.turn_count IS '発言の数 / Number of turns';
COMMENT ON COLUMN cross_ward_items.question_count IS '質問の数 / Number of questions';
COMMENT ON COLUMN cross_ward_items.meeting_id IS '会議ID / Meeting';
COMMENT ON COLUMN cross_ward_items.document_id IS '読み取った文書 / Document the item was first read from';
COMMENT ON COLUMN cross_ward_items.file_name IS 'ファイル名 / File name';
COMMENT ON COLUMN cross_ward_items.page_no IS '最初のページ / Page on which it is first seen';
