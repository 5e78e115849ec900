-- compare.requirements_by_handling
-- 取扱類型ごとの保護の要件（列は要件、値はそれを求める案件数。類型ごとの様式にある要件はその類型に、ほかは案件の全類型に数える） / Safeguards required by handling: a column for each requirement, with the number of items that require it; what a form requires counts for what the form is for, anything else for all handlings of its item
--   ward: 区 / Ward
--   handling: 取扱類型 / Handling (code_handling)
--   items: 案件数 / Number of items with the handling
--   items_with_safeguards: 保護措置が読めた案件数 / Of these, items of which safeguards are known
--   iso27001: ISO27001（ISMS） / ISO 27001 (ISMS)
--   p_mark: プライバシーマーク / Privacy Mark
--   ismap: ISMAP / ISMAP
--   encryption: 暗号化 / Encryption
--   domestic_data_centre: 国内のデータセンター / Data centre or server in the country
--   deletion: 消去・廃棄 / Deletion
--   deletion_certificate: 消去・廃棄の証明・報告書 / Certificate or report of deletion
--   unannounced_inspection: 抜き打ち検査 / Unannounced inspection
--   inspection: 検査・立入・実地調査 / Inspection
--   closed_network: 閉域網・専用回線・LGWAN / Closed network
--   two_factor: 二要素認証 / Two-factor authentication
--   access_control: ID・パスワード・権限 / Identification, passwords, rights
--   logging: 操作記録 / Logging
--   incident_report: 事故・不正アクセスの報告 / Report of incidents
--   subcontracting_limit: 再委託の制限 / Limits on subcontracting
--   oath: 誓約書 / Written oath
--   training: 研修・教育 / Training
--   notice: 本人への周知・同意 / Notice to or consent of the persons
--   backup: バックアップ / Backup
--   physical_security: 施錠・入退室管理 / Locks and control of entry
--   malware_protection: ウイルス・不正アクセス対策 / Protection from malware and intrusion
SELECT
    i.ward, h.handling, count(DISTINCT h.item_id) AS items,
    count(DISTINCT h.item_id) FILTER (EXISTS (FROM item_safeguards s WHERE s.item_id = h.item_id AND (s.handling IS NULL OR s.handling = h.handling))) AS items_with_safeguards,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'iso27001') AS iso27001,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'p_mark') AS p_mark,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'ismap') AS ismap,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'encryption') AS encryption,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'domestic_data_centre') AS domestic_data_centre,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'deletion') AS deletion,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'deletion_certificate') AS deletion_certificate,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'unannounced_inspection') AS unannounced_inspection,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'inspection') AS inspection,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'closed_network') AS closed_network,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'two_factor') AS two_factor,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'access_control') AS access_control,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'logging') AS logging,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'incident_report') AS incident_report,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'subcontracting_limit') AS subcontracting_limit,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'oath') AS oath,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'training') AS training,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'notice') AS notice,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'backup') AS backup,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'physical_security') AS physical_security,
    count(DISTINCT h.item_id) FILTER (r.requirement = 'malware_protection') AS malware_protection
FROM item_handlings h JOIN items i USING (item_id) LEFT JOIN compare.requirements r ON r.item_id = h.item_id AND (r.handling IS NULL OR r.handling = h.handling)
GROUP BY i.ward, h.handling
ORDER BY h.handling, i.ward
