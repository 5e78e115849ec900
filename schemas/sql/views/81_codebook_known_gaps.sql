-- codebook.known_gaps
-- 分かっている欠けや疑い（findingsを区と種類ごとに数えたもの） / Known gaps and doubts: the findings, counted by ward and kind
--   ward: 区（文書によらないものや不明はNULL） / Ward; NULL where no document or no configured council is meant
--   severity: 重さ / Severity (code_severity)
--   code: 種類 / Kind of finding (code_code)
--   label_ja: 種類の名（日本語） / Its name in Japanese
--   label_en: 種類の名（英語） / Its name in English
--   findings: 件数 / Number of findings
--   documents: 文書数 / Number of documents
--   description: 意味と対処 / What it means and what to do
SELECT
    d.ward, f.severity, f.code, c.label_ja, c.label_en, count(*) AS findings, count(DISTINCT f.document_id) AS documents,
    any_value(c.description) AS description
FROM findings f JOIN code_code c ON c.code = f.code LEFT JOIN documents d USING (document_id)
GROUP BY d.ward, f.severity, f.code, c.label_ja, c.label_en
ORDER BY list_position(['error', 'warning', 'info'], f.severity), findings DESC, f.code, d.ward
